import { type Document, isCollection, visit } from "yaml";
import { hasSecretForm } from "../redact/forms";
import { namesSecret } from "../redact/names";
import { oneLine, quoted } from "../text";
import { startsTemplate, TEMPLATE } from "./templates";

/** A slip that one line shows, in words. */
export interface Slip {
  readonly message: string;
  readonly help: string;
}

/** A key and a value with a colon but no space between them: not a URL's, an ARN's or a Windows path's colon. */
const JOINED = /^([A-Za-z_][\w.-]*):(?!\/\/|:)(\S.*)$/;

/** Keys whose values a repair may repeat: what it writes in another way is not found again by what hides secrets. */
const HARMLESS = new Set(
  "apiVersion name account id region strictness lifecycle endOfSupport roles appliance serviceLinked source path permissions thingName thingType deviceId site state until status bucket prefix run disposition split tags".split(
    " ",
  ),
);

/** Whether a help may write such a key's value again. */
export const mayRepeat = (key: string, text: string): boolean =>
  HARMLESS.has(key) && !text.split(/\W+/).some(namesSecret) && !hasSecretForm(text);

/** `region:us-east-1` as it is meant, `region: us-east-1`; undefined for what is something else. */
export function joinedKey(text: string): { readonly key: string; readonly written: string } | undefined {
  const [, key, value] = JOINED.exec(text) ?? [];
  if (key === undefined || value === undefined) return undefined;
  if (key === "arn" || (key.length === 1 && value.startsWith("\\"))) return undefined;
  return { key, written: `${key}: ${value}` };
}

/** A list entry whose hyphen touches its key, `-name: b`, as it is meant. */
export function joinedHyphen(line: string): string | undefined {
  const key = /^-(\w[\w.-]*):(\s|$)/.exec(line.trim())?.[1];
  return key === undefined ? undefined : `put a space after the hyphen: - ${key}`;
}

/** A line at a place of the text that should have a key and its colon. */
export function noColon(start: number, found: string): Slip & { readonly span: readonly [number, number] } {
  const [line = ""] = found.split(/\r?\n/, 1);
  const span = [start, start + line.length] as const;
  if (/^-(?!-)/.test(line)) {
    const help = joinedHyphen(line) ?? "indent it below its key";
    return { span, message: "a list entry stands where a key should", help };
  }
  return { span, ...(slipIn(line.trim()) ?? keyAlone(line)) };
}

function keyAlone(line: string): Slip {
  const [key = "", ...values] = line.trim().split(/\s+/);
  const value = values.length === 1 ? ` ${values[0]}` : "";
  const help = values.length < 2 ? `write ${key}:${value}` : "put a colon after the key";
  return { message: `${quoted(line)} has no colon after its key`, help };
}

/** What a line without a colon behind its key is instead, where it shows. */
function slipIn(line: string): Slip | undefined {
  if (startsTemplate(line)) return TEMPLATE;
  if (/^(`{3}|~{3})/.test(line))
    return { message: `${quoted(line)} is a fence of Markdown, not YAML`, help: "remove the fence's lines" };
  const comment = /^(\/\/|\/\*|--(?!-)|;)/.exec(line)?.[1];
  if (comment)
    return {
      message: `${quoted(comment)} starts no comment in YAML`,
      help: `comments start with #: put # in place of ${comment}`,
    };
  return assignment(line) ?? noSpace(line);
}

/** Terraform's and TOML's way of writing a value: `owner = "edge"`. */
function assignment(line: string): Slip | undefined {
  const [, key, value = ""] = /^([A-Za-z_][\w.-]*)\s*=\s*(.*)/.exec(line) ?? [];
  if (key === undefined) return undefined;
  const message = `${quoted(line)} has an equals sign in place of a colon`;
  const inner = /^[{[].*[}\]]$/.test(value) ? value.replace(/([{,]\s*)([\w.-]+)\s*=\s*/g, "$1$2: ") : value;
  const isWhole = inner !== "" && !/^[{[]$/.test(inner) && mayRepeat(key, line);
  return { message, help: isWhole ? `write ${key}: ${oneLine(inner)}` : "put a colon and a space there" };
}

function noSpace(line: string): Slip | undefined {
  const joined = joinedKey(line);
  if (!joined) return undefined;
  return {
    message: `${quoted(line)} has no space after its colon`,
    help: mayRepeat(joined.key, line) ? `write ${oneLine(joined.written)}` : "put a space there",
  };
}

/** Help with what follows a value that has ended already. */
export function afterValueHelp(
  text: string,
  document: Document,
  [start, end]: readonly [number, number],
): string {
  if (text.slice(start, end) === ",") return "remove the comma";
  if (/\n[ \t]*$/.test(text.slice(Math.max(0, start - 1000), start)))
    return "give it the indentation of what it belongs to";
  const [quote] = /['"](?=\w)/.exec(text.slice(start - 1, start + 1)) ?? [];
  if (quote === "'") return "write '' for a ' inside of single quotes; or use double quotes";
  if (quote === '"') return 'write \\" for a " inside of double quotes; or use single quotes';
  return isInBrackets(document, start)
    ? "put a comma in front of it"
    : "put the whole value into one pair of quotes";
}

/** Whether brackets stand around a place. */
function isInBrackets(document: Document, place: number): boolean {
  let inside = false;
  visit(document, (_, node) => {
    if (!isCollection(node) || !node.flow || !node.range) return;
    if (node.range[0] < place && place < node.range[1]) inside = true;
  });
  return inside;
}
