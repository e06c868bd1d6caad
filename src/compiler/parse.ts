import { type Document, isMap, isScalar, type ParsedNode, type YAMLWarning } from "yaml";
import { type Finding, finding } from "./finding";
import { secretsIn } from "./redact";
import { type Source, type SourceText, sourceText } from "./source";
import { quoted } from "./text";
import { told } from "./too-many";
import { toData } from "./yaml/data";
import { decode } from "./yaml/decode";
import { inspectTree } from "./yaml/inspect";
import { yamlKinds as kinds } from "./yaml/kinds";
import { type Budget, fullBudget, readYaml } from "./yaml/read";
import { oddSpaces } from "./yaml/spaces";
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
  /** Whether it is beyond a limit, or no text: what else it holds, as comments, is not to be looked for. */
  readonly isBeyond: boolean;
}

/** Stage 1: text to data. YAML 1.2, core schema; reports syntax errors as long as they are sure, and all other findings. */
export function parse(input: Source, budget: Budget = fullBudget()): ParsedSource {
  const decoded = decode(input);
  const {
    documents,
    isCut,
    finding: refusal,
  } = decoded.finding ? { ...NOTHING, finding: decoded.finding } : readYaml(decoded.text, budget);
  const source = sourceText(input, decoded.text, () => secretsIn(decoded.text, documents));
  if (refusal) return { source, documents: [], findings: [refusal], isBeyond: true };
  if (documents.length === 0) {
    const empty = finding(kinds.empty, { range: [0, 0] }, "the file holds no spec", firstSpec);
    return { source, documents: [], findings: [empty], isBeyond: false };
  }
  const alone = documents.length === 1;
  const read = documents.map((document, index) => {
    const isWhole = !isCut || index < documents.length - 1;
    return readDocument(source, document, { alone, isWhole });
  });
  return {
    source,
    documents: read.flatMap((r) => r.document ?? []),
    findings: read.flatMap((r) => r.findings),
    isBeyond: isCut,
  };
}

const NOTHING = { documents: [], isCut: false } as const;

const firstSpec = { help: "`panorama-compile init` writes a first spec" };

function readDocument(
  source: SourceText,
  document: Document.Parsed<ParsedNode>,
  { alone, isWhole }: { readonly alone: boolean; readonly isWhole: boolean },
) {
  const broken = isWhole ? misread(source.text, document) : tooDeep(document);
  if (broken.length > 0) return { findings: told(broken) };
  const root = document.contents;
  if (!isMap(root)) return { findings: [notAMapping(root)] };
  const { findings, aliases } = inspectTree(root);
  if (findings.length > 0) return { findings: told(findings) };
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
  const spaces = oddSpaces(text, document); // what they break mostly follows from them
  if (spaces.length > 0) return spaces;
  const [error] = document.errors;
  if (error) return syntaxFindings(text, document);
  return document.warnings.flatMap((warning) => warningFinding(text, document, warning) ?? []);
}

/** Of a document that is cut off in the depth. */
const tooDeep = (document: Document.Parsed<ParsedNode>): Finding[] =>
  inspectTree(document.contents).findings.filter(({ code }) => code === kinds.limit.code);

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
