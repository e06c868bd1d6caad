import { type Document, isScalar, type ParsedNode, visit } from "yaml";
import { type Finding, finding } from "../finding";
import { yamlKinds as kinds } from "./kinds";

const ODD = "\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000";
const RUN = `[${ODD}](?:[ ${ODD}]*[${ODD}])?`;

/**
 * Where such a space most likely stands for an ordinary one, in text without quotes: at a line's start or end, after
 * a hyphen or a key's colon, in front of a comment. YAML takes it for a letter there, and inside of a text so do we.
 * https://yaml.org/spec/1.2.2/#55-white-space-characters
 */
const MISPLACED = new RegExp(`(?<=^[ \\t]*|^-|^(?:- +)?[\\w.-]+:)${RUN}|${RUN}(?= *(?:$|#))`, "gmu");

/** Findings of a document's spaces that only look like one. */
export function oddSpaces(text: string, document: Document.Parsed<ParsedNode>): Finding[] {
  const [start, , end] = document.range; // of all documents of a text each looks at its own part
  if (!new RegExp(`[${ODD}]`, "u").test(text.slice(start, end))) return [];
  const found = new Map<number, string>();
  visit(document, (_, node) => {
    if (!isScalar(node) || node.type !== "PLAIN" || !node.range) return;
    const [start, end] = node.range;
    for (const { 0: run, index } of text.slice(start, end).matchAll(MISPLACED)) found.set(start + index, run);
  });
  return [...found].map(([at, run]) => oddSpace(at, run));
}

function oddSpace(at: number, run: string): Finding {
  const code = run.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  const name = code === "00A0" ? "a no-break space" : "a space of another kind";
  const message = `${name} (U+${code}) stands here, which YAML takes for a letter`;
  const help = run.length > 1 ? "write ordinary spaces" : "write an ordinary space";
  return finding(kinds.syntax, { range: [at, at + run.length] }, message, { help });
}
