import { atKey, type Finding, type FindingKind, finding } from "./finding";
import { nameOfFile, stackPrefixOf } from "./names";
import type { ParsedDocument } from "./parse";
import type { Spec } from "./spec.generated";
import { quoted } from "./text";
import { flow } from "./validate/schema";

export const documentNameKind: FindingKind = {
  code: "document-name",
  severity: "error",
  summary: "A document needs a name that stacks can carry.",
};

type Named = { name: string; finding?: never } | { finding: Finding; name?: never };

/** The document's name: from the spec, else from its file, where it holds no other document. */
export function nameDocument(document: ParsedDocument, spec: Spec): Named {
  if (spec.name !== undefined) return { name: spec.name };
  const { path } = document.source;
  if (path === undefined) return { finding: missing("standard input has no file name to take it from") };
  if (!document.alone) return { finding: missing("the file holds several documents") };
  const name = nameOfFile(path);
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return { name };
  const better = stackPrefixOf(name).replace(/-+$/, "");
  const message = `the file's name ${quoted(name)} can't be the prefix of stacks: letters, digits, - and _ only, starting with a letter or digit, 64 at most`;
  return {
    finding: finding(documentNameKind, atKey(), message, {
      help: `add name: ${flow(better || "my-account")}`,
    }),
  };
}

const missing = (why: string): Finding =>
  finding(documentNameKind, atKey(), `the spec has no "name", and ${why}`, { help: "add name: my-account" });
