import type { YAMLError } from "yaml";
import { type Finding, finding } from "../finding";
import { quoted } from "../text";
import { yamlKinds as kinds } from "./kinds";
import { at, type Broken, endOfLine, pastComments, type Span, type Words, word } from "./place";
import { afterValueHelp, joinedHyphen, noColon } from "./slips";
import { mergeConflict, shiftedStart } from "./start";
import { templateAt, templateIn } from "./templates";
import { tab, unclosedFlow, unclosedQuote } from "./unclosed";

/**
 * A document's syntax errors in our words, in their order, up to the first that may throw the parser off: those after
 * it mostly follow from it.
 */
export function syntaxFindings(text: string, document: Broken): Finding[] {
  const whole = mergeConflict(text, document) ?? shiftedStart(text, document);
  if (whole) return [inWords(text, whole)];
  const apart = document.errors
    .filter((error, index, all) => isFirstOfItsLine(text, error, all[index - 1]))
    .slice(0, MOST);
  const end = apart.findIndex((error) => !isConfined(error, text, document));
  const shown = end === -1 ? apart : apart.slice(0, end + 1);
  return shown.map((error) => syntaxFinding(text, document, error));
}

/** A file with more of them is of another kind than somebody mistyped. */
const MOST = 100;

const isFirstOfItsLine = (text: string, { pos }: YAMLError, before: YAMLError | undefined): boolean =>
  before === undefined || /[\r\n]/.test(text.slice(before.pos[0], pos[0]));

/** Whether an error is one of a single scalar, after which the parser goes on as if nothing had been. */
function isConfined({ code, message, pos }: YAMLError, text: string, document: Broken): boolean {
  if (code === "BLOCK_AS_IMPLICIT_KEY")
    return (
      !message.startsWith("A block sequence") &&
      !document.errors.some((e) => e.code !== code && e.pos[0] === pos[0])
    );
  return (
    code === "BAD_DQ_ESCAPE" ||
    ((code === "BAD_SCALAR_START" || message.endsWith("at node end")) &&
      templateAt(text, pos) === undefined) ||
    message.startsWith("Block scalar header")
  );
}

/** A syntax error, or what yaml only warns of, in our words. */
export function syntaxFinding(text: string, document: Broken, error: YAMLError): Finding {
  const words = wordsFor(text, document, error);
  return inWords(text, words ?? { span: error.pos, message: lowerFirst(error.message) });
}

const inWords = (text: string, { span, message, ...more }: Words): Finding =>
  finding(kinds.syntax, at(text, span), message, more);

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Told by yaml's codes, and where one code covers much, by its words (yaml is bundled in one version). */
function wordsFor(text: string, document: Broken, error: YAMLError): Words | undefined {
  const { code, message, pos } = error;
  const found = text.slice(...pos);
  switch (code) {
    case "TAB_AS_INDENT":
      return tab(pos);
    case "BAD_INDENT":
      if (message.startsWith("Flow")) return unclosedFlow(text, document, pos);
      return notAligned(text, pastComments(text, pos[0]));
    case "BLOCK_AS_IMPLICIT_KEY":
      return message.startsWith("A block sequence")
        ? { span: pos, message: 'this "-" does not line up with the others', help: ALIGN }
        : secondKey(document, pos, text);
    case "MULTILINE_IMPLICIT_KEY":
      return noColon(pos[0], found);
    case "MISSING_CHAR":
      return missing(text, document, error);
    case "IMPOSSIBLE":
      return templateIn(text, pos[0]);
    case "BLOCK_IN_FLOW":
      return (
        templateIn(text, pos[0]) ?? {
          span: [pos[0], endOfLine(text, pos[0])],
          message: 'a second key stands in this value, or a string with ": " in it stands without quotes',
          help: "put a comma in front of the second key, or the string in quotes",
        }
      );
    case "BAD_SCALAR_START":
    case "BAD_ALIAS":
      return templateAt(text, pos) ?? badStart(pos, found);
    case "BAD_DQ_ESCAPE":
      return badEscape(text, pos[0]);
    case "BAD_DIRECTIVE":
      return { span: pos, message: `unknown directive ${quoted(found)}`, help: "remove the line" };
    case "UNEXPECTED_TOKEN":
      return unexpected(text, document, error);
    case "MULTIPLE_ANCHORS":
    case "MULTIPLE_TAGS":
      return {
        span: pos,
        message: `a value takes one ${code === "MULTIPLE_TAGS" ? "tag" : "anchor"}`,
        help: "keep one of them",
      };
    default:
      return undefined;
  }
}

function missing(text: string, document: Broken, { pos, message }: YAMLError): Words | undefined {
  if (message.startsWith("Sequence item without")) return notAligned(text, pastComments(text, pos[0]));
  if (message.startsWith("Tags and anchors must be separated"))
    return { span: pos, message: "a tag or an anchor ends in front of this", help: "put a space there" };
  if (message.startsWith("Missing closing")) return unclosedQuote(text, document, pos);
  if (message.startsWith("Implicit map keys")) return noColon(pos[0], text.slice(...pos));
  if (message.startsWith("Comments must be separated")) return joinedComment(pos);
  if (/^Flow \w+ must end with/.test(message)) return unclosedFlow(text, document, pos);
  const span = word(text, pos[0]);
  if (message.startsWith("Missing newline after block sequence props"))
    return { span, message: "a list starts on the line below its anchor or tag", help: "put it there" };
  if (message.startsWith("Missing , "))
    return (
      templateAt(text, pos) ?? {
        span,
        message: "a comma is missing in front of this",
        help: "put a comma in front of it",
      }
    );
  if (message.startsWith("Missing directives-end"))
    return {
      span,
      message: 'a line "---" is missing between the lines that start with % and the spec',
      help: "put it above this line; or remove the lines that start with %",
    };
  if (message.startsWith("Block collection cannot start"))
    return { span, message: "a list or a mapping starts on the line below ---", help: "put it there" };
  if (message.startsWith("Block scalars with more-indented"))
    return {
      span,
      message: "the empty lines above this text are indented deeper than it",
      help: "remove their spaces",
    };
  return undefined;
}

const badStart = (span: Span, found: string): Words =>
  found === ":"
    ? { span, message: AMBIGUOUS, help: "put a space in front of the colon" }
    : { span, message: `an unquoted string can't start with ${quoted(found)}`, help: "put it in quotes" };

/** The digits that an escape needs. https://yaml.org/spec/1.2.2/#57-escaped-characters */
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function badEscape(text: string, start: number): Words {
  const sequence = text.slice(start, start + 2);
  const digits = DIGITS[sequence.charAt(1)];
  const why =
    digits === undefined
      ? "means nothing in a double-quoted string"
      : `needs ${digits} hexadecimal digits behind it in a double-quoted string`;
  return {
    span: [start, start + 2],
    message: `${quoted(sequence)} ${why}`,
    help: "write \\\\ for a backslash, or use single quotes",
  };
}

const AMBIGUOUS = 'an anchor or alias that ends with ":" is ambiguous';

const ALIGN = "give it the indentation of its neighbours";

const joinedComment = ([start]: Span): Words => ({
  span: [start, start + 1],
  message: "a comment needs a space in front of its #",
  help: "put a space before the #",
});

function notAligned(text: string, start: number): Words {
  if (text.charAt(start) === "\t") return tab([start, start + 1]);
  const help = joinedHyphen(text.slice(start, endOfLine(text, start))) ?? ALIGN;
  return { span: word(text, start), message: "this line does not line up with the others", help };
}

function unexpected(text: string, document: Broken, { pos: span, message }: YAMLError): Words | undefined {
  const found = text.slice(...span);
  const template = templateAt(text, span);
  if (template) return template;
  if (message.endsWith("at node end")) {
    const help = afterValueHelp(text, document, span);
    return { span, message: `unexpected ${quoted(found)} after the value`, help };
  }
  if (message.startsWith("Block scalar header"))
    return { span, message: `unexpected ${quoted(found)} behind | or >`, help: HEADER };
  if (message.startsWith("Not a YAML token"))
    return {
      span,
      message: `unexpected ${quoted(found)}`,
      ...(isBehindHeader(text, span) && { help: HEADER }),
    };
  if (message.startsWith("Unexpected , in"))
    return { span, message: "a comma with nothing in front of it", help: "remove it" };
  if (/^Unexpected [\w-]*scalar token in YAML stream/.test(message))
    return { span, message: `unexpected ${quoted(found)} behind the end of the spec`, help: ALIGN };
  if (/^Unexpected [\w-]*scalar token$/.test(message))
    return { span, message: `unexpected ${quoted(found)}`, help: "is a comma missing in front of it?" };
  if (message.endsWith("on same line with key"))
    return { span, message: "a list starts on the line below its key", help: "or write it in [ ]" };
  if (/^Unexpected flow-\w+-end/.test(message))
    return {
      span,
      message: `unexpected ${quoted(found)}: nothing is open that it closes`,
      help: "remove it",
    };
  return undefined;
}

const isBehindHeader = (text: string, [start]: Span): boolean =>
  /[|>][-+0-9]*[ \t]+$/.test(text.slice(Math.max(0, start - 20), start));

const HEADER = "the text starts on the next line; only -, + and a digit may stand here";

function secondKey(document: Broken, pos: Span, text: string): Words {
  const key = document.errors.find(
    (e) => e.code === "MULTILINE_IMPLICIT_KEY" && e.pos[0] === pos[0] && text.slice(...e.pos).includes("\n"),
  );
  if (key) {
    const start = text.lastIndexOf("\n", key.pos[1] - 1) + 1;
    return {
      span: [start, key.pos[1]],
      message: "this line is indented deeper than the one above, which has its value already",
      help: ALIGN,
    };
  }
  return {
    span: [pos[0], endOfLine(text, pos[0])],
    message: 'a second key stands on this line, or a string with ": " in it stands without quotes',
    help: "put the string in quotes, or the mapping on the next line",
  };
}
