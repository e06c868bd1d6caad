import {
  type Document,
  isMap,
  isScalar,
  type ParsedNode,
  parseAllDocuments,
  type YAMLError,
  type YAMLWarning,
} from "yaml";
import { type Finding, finding } from "./finding";
import { secretsIn } from "./redact";
import { type Source, type SourceText, sourceText } from "./source";
import { quoted } from "./text";
import { toData } from "./yaml/data";
import { decode } from "./yaml/decode";
import { inspectTree } from "./yaml/inspect";
import { yamlKinds as kinds } from "./yaml/kinds";
import { syntaxFinding, syntaxFindings } from "./yaml/syntax";
import type { Tree } from "./yaml/tree";
import { nodeName } from "./yaml/words";

/** One YAML document: its place in a text, its tree for positions, its data for the next stages. */
export interface ParsedDocument {
  readonly source: SourceText;
  readonly tree: Tree;
  /** Plain data: null-prototype objects, arrays, scalars; keys that start with x- are gone. */
  readonly data: unknown;
  /** True where the text holds no other document, so that the file's name may name it. */
  readonly alone: boolean;
}

export interface ParsedSource {
  readonly source: SourceText;
  readonly documents: readonly ParsedDocument[];
  readonly findings: readonly Finding[];
}

/** Stage 1: text to data. YAML 1.2, core schema; reports syntax errors as long as they are sure, and all other findings. */
export function parse(input: Source): ParsedSource {
  const decoded = decode(input);
  const documents = decoded.finding ? [] : documentsOf(decoded.text);
  const source = sourceText(input, decoded.text, () => secretsIn(decoded.text, documents));
  if (decoded.finding) return { source, documents: [], findings: [decoded.finding] };
  if (documents.length === 0) {
    const empty = finding(kinds.empty, { range: [0, 0] }, "the file holds no spec", firstSpec);
    return { source, documents: [], findings: [empty] };
  }
  const alone = documents.length === 1;
  const read = documents.map((document) => readDocument(source, document, alone));
  return {
    source,
    documents: read.flatMap((r) => r.document ?? []),
    findings: read.flatMap((r) => r.findings),
  };
}

const firstSpec = { help: "`panorama-compile init` writes a first spec" };

/** A text's documents, but for those that hold nothing, as between two separators. */
function documentsOf(text: string): Document.Parsed<ParsedNode>[] {
  const documents = parseAllDocuments<ParsedNode>(text, {
    version: "1.2",
    resolveKnownTags: false, // or !!binary and !!timestamp would put objects of JavaScript's into the data
    uniqueKeys: false, // yaml's own check is quadratic; inspectTree has a linear one with both places
    prettyErrors: false,
    logLevel: "silent",
  });
  if (!Array.isArray(documents)) return [];
  const isEmpty = (node: ParsedNode | null) => node === null || (isScalar(node) && node.source === "");
  return documents.filter((d) => !isEmpty(d.contents) || d.errors.length > 0 || d.warnings.length > 0);
}

function readDocument(source: SourceText, document: Document.Parsed<ParsedNode>, alone: boolean) {
  const broken = misread(source.text, document);
  if (broken.length > 0) return { findings: broken };
  const root = document.contents;
  if (!isMap(root)) return { findings: [notAMapping(root)] };
  const { findings, aliases } = inspectTree(root);
  if (findings.length > 0) return { findings };
  const tree: Tree = { root, aliases };
  return { findings: [], document: { source, tree, data: toData(tree), alone } };
}

function notAMapping(root: ParsedNode | null): Finding {
  const range = [root?.range?.[0] ?? 0, root?.range?.[1] ?? 0] as const;
  const noSpace = isScalar(root) && /^\w+:\S/.test(String(root.value));
  const message = `a spec is a mapping of keys to values; found ${nodeName(root)}`;
  return finding(
    kinds.notAMapping,
    { range },
    message,
    noSpace ? { help: "put a space after each colon" } : firstSpec,
  );
}

/** What YAML itself is not content with, or what it takes otherwise than people mean it. */
function misread(text: string, document: Document.Parsed<ParsedNode>): Finding[] {
  const version = versionFinding(text, document);
  if (version) return [version];
  const [error] = document.errors;
  if (error?.code === "RESOURCE_EXHAUSTION") return [tooDeep(document, error)];
  if (error) return syntaxFindings(text, document);
  return document.warnings.flatMap((warning) => warningFinding(text, document, warning) ?? []);
}

/** yaml stops where its own stack ends, which is no fixed place; our limit lies well before. */
function tooDeep(document: Document.Parsed<ParsedNode>, error: YAMLError): Finding {
  const ours = inspectTree(document.contents).findings.find(({ code }) => code === kinds.limit.code);
  return ours ?? finding(kinds.limit, { range: error.pos }, "this is nested too deep");
}

/** yaml warns where the YAML specification leaves it a choice. */
function warningFinding(
  text: string,
  document: Document.Parsed<ParsedNode>,
  warning: YAMLWarning,
): Finding | undefined {
  if (warning.code === "BAD_INDENT") return undefined; // a } that stands below its key, as in JSON
  if (!["TAG_RESOLVE_FAILED", "BAD_COLLECTION_TYPE"].includes(warning.code))
    return syntaxFinding(text, document, warning);
  const tag = text.slice(...warning.pos);
  const message = /^!!(str|int|float|bool|null|map|seq)$/.test(tag)
    ? `the tag ${quoted(tag)} does not fit what follows it`
    : `unknown tag ${quoted(tag)}: only YAML's core tags are understood`;
  return finding(kinds.unknownTag, { range: warning.pos }, message, { help: "remove the tag" });
}

function versionFinding(text: string, document: Document.Parsed<ParsedNode>): Finding | undefined {
  const { yaml } = document.directives;
  const unsupported = document.warnings.find((w) => w.message.startsWith("Unsupported YAML version"));
  if (!unsupported && (yaml.explicit !== true || yaml.version === "1.2")) return undefined;
  const line = text.lastIndexOf("%YAML", document.contents?.range[0] ?? text.length);
  const [directive = "", version = ""] = /^%YAML[ \t]+(\S+)/.exec(text.slice(line)) ?? [];
  const message = `a spec is YAML 1.2, not ${version}`;
  return finding(kinds.version, { range: [line, line + directive.length] }, message, {
    help: "remove the %YAML line",
  });
}
