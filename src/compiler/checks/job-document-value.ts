import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { asString, numberProblem } from "../json/number";
import type { Check } from "../rule";
import { type Leaf, leavesOf, valueAt } from "../values";
import { scalarText, type Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "job-document-value",
  severity: "error",
  summary: "A job's document must hold only what JSON can say.",
};

export const jobDocumentValue: Check = {
  kind,
  run({ model, document: { data, tree } }) {
    return model.jobs.flatMap(({ path, document }) => {
      if (document.from === "file") return [];
      const at = [...path, "document"];
      const inline = valueAt(data, at);
      const found = [...leavesOf(inline, at)].flatMap((leaf) => problemOf(leaf, tree));
      return [...fileWithoutPath(inline, at), ...found];
    });
  },
};

/** `document: { file: }` means a file, and would be a document that says `"file": null`. */
function fileWithoutPath(inline: unknown, at: Path): Finding[] {
  const [[key, value], ...others] = Object.entries(inline ?? {}) as [[string, unknown]];
  if (key !== "file" || others.length > 0 || (typeof value === "object" && value !== null)) return [];
  const message = `"file" alone names a JSON file by its path, a string; found ${value === null ? "nothing" : String(value)}`;
  return [
    finding(kind, atValue(...at, "file"), message, { help: "write document: { file: jobs/NAME.json }" }),
  ];
}

function problemOf({ value, place }: Leaf, tree: Tree): Finding[] {
  if (typeof value === "string") return /\p{Cs}/u.test(value) ? [halfAPair(place)] : [];
  if (typeof value !== "number") return [];
  const written = scalarText(tree, place.path) ?? String(value);
  const message = numberProblem(written, value);
  if (message === undefined) return [];
  return [finding(kind, place, message, { help: asString(written) })];
}

const halfAPair = (place: Leaf["place"]): Finding =>
  finding(kind, place, "half a surrogate pair stands in this text, which is no character");
