import { type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments } from "yaml";
import { type Finding, finding } from "./finding";
import { type Source, type SourceText, sourceText } from "./source";
import { toData } from "./yaml/data";
import { inspectTree } from "./yaml/inspect";
import { yamlKinds as kinds, LIMITS } from "./yaml/kinds";
import type { Tree } from "./yaml/tree";

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

/** Stage 1: text to data. YAML 1.2, core schema; reports the first syntax error of a text and all other findings. */
export function parse(input: Source): ParsedSource {
  const decoded = decode(input);
  if (typeof decoded !== "string")
    return { source: sourceText(input, ""), documents: [], findings: [decoded] };
  const source = sourceText(input, decoded);
  const parsed = parseAllDocuments<ParsedNode>(decoded, {
    version: "1.2",
    uniqueKeys: false, // yaml's own check is quadratic; inspectTree has a linear one with both places
    prettyErrors: false,
    logLevel: "silent",
  });
  const documents = Array.isArray(parsed)
    ? parsed.filter((d) => d.contents !== null || d.errors.length > 0)
    : [];
  if (documents.length === 0) {
    return {
      source,
      documents: [],
      findings: [finding(kinds.empty, { range: [0, 0] }, "the file holds no spec", firstSpec)],
    };
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

function decode(input: Source): string | Finding {
  const nowhere = { range: [0, 0] } as const;
  const size = typeof input.text === "string" ? Buffer.byteLength(input.text) : input.text.length;
  if (size > LIMITS.bytes) {
    return finding(kinds.limit, nowhere, `the file has ${size} bytes; at most ${LIMITS.bytes} are read`);
  }
  if (typeof input.text === "string") return input.text.replace(/^\ufeff/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(input.text);
  } catch {
    return finding(kinds.encoding, nowhere, "the file is not UTF-8 text", { help: "save it as UTF-8" });
  }
}

function readDocument(source: SourceText, document: Document.Parsed<ParsedNode>, alone: boolean) {
  const broken = syntaxFindings(document);
  if (broken.length > 0) return { findings: broken };
  const root = document.contents;
  if (!isMap(root)) {
    const range = [root?.range?.[0] ?? 0, root?.range?.[1] ?? 0] as const;
    return {
      findings: [
        finding(
          kinds.notAMapping,
          { range },
          `a spec is a mapping of keys to values, not ${nodeName(root)}`,
          firstSpec,
        ),
      ],
    };
  }
  const { findings, aliases } = inspectTree(root);
  if (findings.length > 0) return { findings };
  const tree: Tree = { root, aliases };
  return { findings: [], document: { source, tree, data: toData(tree), alone } };
}

function syntaxFindings(document: Document.Parsed<ParsedNode>): Finding[] {
  const [error] = document.errors; // those after it mostly follow from it
  if (error) {
    const kind = error.code === "RESOURCE_EXHAUSTION" ? kinds.limit : kinds.syntax;
    const help = error.code === "TAB_AS_INDENT" ? { help: "indent with spaces" } : {};
    return [finding(kind, { range: error.pos }, lowerFirst(error.message), help)];
  }
  const { yaml } = document.directives;
  if (yaml.explicit === true && yaml.version !== "1.2") {
    const help = { help: "remove the %YAML line" };
    return [finding(kinds.version, { range: [0, 0] }, `a spec is YAML 1.2, not ${yaml.version}`, help)];
  }
  return document.warnings.map((warning) =>
    finding(kinds.unknownTag, { range: warning.pos }, lowerFirst(warning.message), {
      help: "remove the tag",
    }),
  );
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function nodeName(node: ParsedNode | null): string {
  if (isSeq(node)) return "a list";
  if (isAlias(node)) return "an alias";
  return isScalar(node) && typeof node.value === "string" ? "a text" : "a single value";
}
