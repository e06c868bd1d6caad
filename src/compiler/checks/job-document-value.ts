import { atKey, atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { asString, numberProblem } from "../json/number";
import type { Check } from "../rule";
import { oneLine, quoted } from "../text";
import { type Leaf, leavesOf, valueAt } from "../values";
import { joinedKey, mayRepeat } from "../yaml/slips";
import { locate, scalarText, type Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "job-document-value",
  severity: "error",
  summary: "A job's document must hold only what JSON can say.",
};

export const jobDocumentValue: Check = {
  kind,
  run({ model, document: { data, tree, source } }) {
    return model.jobs.flatMap(({ path, document }) => {
      if (document.from === "file") return [];
      const at = [...path, "document"];
      const inline = valueAt(data, at);
      const found = [...leavesOf(inline, at)].flatMap((leaf) => [
        ...problemOf(leaf, tree),
        ...joinedPair(leaf, inline, at, { tree, text: source.text }),
      ]);
      return [...fileWithoutPath(inline, at), ...fileBeside(inline, at), ...found];
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

/** Keys by which people name the file of a document. */
const FILE = /^(file|filename|filepath|path|source)$/i;

/** A file's name in a document that would be sent as it is: the key is another one, or does not stand alone. */
function fileBeside(inline: unknown, at: Path): Finding[] {
  const [named] = Object.entries(inline ?? {}).filter(
    ([key, value]) => FILE.test(key) && typeof value === "string" && /^[\w./-]+\.json$/.test(value),
  );
  if (named === undefined) return [];
  const [key, file] = named;
  const message = `the document itself has the key ${quoted(key)}, and would be sent as it stands; a JSON file is named by "file" alone`;
  const help = `write document: { file: ${file} }; or put a document that really has this key into a JSON file`;
  return [finding(kind, atKey(...at, key), message, { help })];
}

/** `{operation:reboot}` is to YAML one key, with nothing behind it. */
function joinedPair(
  { value: key, place }: Leaf,
  inline: unknown,
  at: Path,
  { tree, text }: { readonly tree: Tree; readonly text: string },
): Finding[] {
  if (place.on !== "key" || typeof key !== "string" || valueAt(inline, place.path.slice(at.length)) !== null)
    return [];
  const joined = joinedKey(key);
  const start = locate(tree, place.path).key?.[0] ?? 0;
  if (joined === undefined || /["']/.test(text.charAt(start))) return [];
  const message = `${quoted(key)} is one key with nothing behind it`;
  const help = mayRepeat(joined.key, key)
    ? `put a space after the colon: ${oneLine(joined.written)}`
    : "put a space after the colon";
  return [finding(kind, place, message, { help })];
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
