// record.jsonl: what became of the mutants of each file, so that only what changed is mutated again. A file is looked at
// anew when its text has changed, or a test or fixture that killed one of its mutants.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileOf } from "./sample.mjs";

const RECORD = "test/mutation/record.jsonl";

const hashOf = (...texts) =>
  texts
    .reduce((hash, text) => hash.update(text), createHash("sha256"))
    .digest("hex")
    .slice(0, 12);

/** @returns {{ files: Record<string, object> }} the record of a project's folder */
export function readRecord(root) {
  const path = join(root, RECORD);
  if (!existsSync(path)) return { files: {} };
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  return {
    files: Object.fromEntries(
      lines.map((line) => {
        const { file, ...entry } = JSON.parse(line);
        return [file, entry];
      }),
    ),
  };
}

/** One file a line, so that a diff shows which files changed. */
export function writeRecord(root, { files }) {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([file, entry]) => `${JSON.stringify({ file, ...entry })}\n`);
  writeFileSync(join(root, RECORD), lines.join(""));
}

/** What decided, as a path whose content can change: a fixture's folder, or a file of tests. */
function inputOf(testId) {
  const [, fixture] = / > ((?:ok|err)\/\S+) #\d+$/.exec(testId) ?? [];
  if (fixture !== undefined) return `fixtures/${fixture}`;
  return testId.includes(": ") ? fileOf(testId) : testId;
}

function hashAt(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return "gone";
  if (!statSync(full).isDirectory()) return hashOf(readFileSync(full));
  const files = readdirSync(full, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return hashOf(...paths.flatMap((file) => [file.slice(full.length), readFileSync(file)]));
}

/** The texts of files by path, to be taken before a run: somebody may edit them while it lasts. */
export const textsOf = (root, files) =>
  new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));

/** A record with the results of a run of Stryker over these texts put into it. */
export function recorded(root, record, results, texts) {
  const files = { ...record.files };
  for (const [file, text] of texts) {
    const mutants = results.filter(({ fileName }) => fileName.endsWith(`/${file}`) || fileName === file);
    files[file] = entryOf(root, text, mutants);
  }
  return { files };
}

function entryOf(root, text, mutants) {
  const alive = mutants.filter(({ status }) => status === "Survived" || status === "NoCoverage");
  const killers = mutants.flatMap(({ killedBy = [] }) => (killedBy ?? []).map(inputOf));
  const unique = [...new Set(killers)].sort();
  return {
    hash: hashOf(text),
    mutants: mutants.length,
    survivors: alive.map((mutant) => survivorOf(text, mutant)).sort((a, b) => a[0] - b[0]),
    killers: unique,
    killersHash: hashOfAll(root, unique),
  };
}

/** @returns {[line: number, written: string, mutated: string]} */
function survivorOf(text, { location: { start, end }, replacement }) {
  const lines = text.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return [start.line, short(lines.join("\n")), short(replacement ?? "")];
}

const short = (code) => code.replace(/\s+/g, " ").slice(0, 120);

/** Of each file its own: another one may have been looked at after a test was changed. */
const hashOfAll = (root, killers) => hashOf(...killers.map((input) => hashAt(root, input)));

/** Whether what the record says of a file may not hold any more. */
export function isStale(root, { files }, file) {
  const entry = files[file];
  if (entry === undefined || entry.hash !== hashOf(readFileSync(join(root, file)))) return true;
  return entry.killersHash !== hashOfAll(root, entry.killers);
}
