import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { LocatedFinding, Location } from "../../src/compiler/api";
import { compileWith } from "../../src/compiler/compile";
import { pretty } from "../../src/compiler/report/pretty";
import { rooms, runIn } from "../support/run";
import { bytesOf, COMPILE, type FuzzCase, OUT, SPEC } from "./case";

/** What no input may do. Throws an Error that says what it did. */
export type Invariant = (fuzzCase: FuzzCase) => void | Promise<void>;

/** For inputs of 64 KiB at most. */
const MOST_MS = 2000;

const OWN_KEYS = [Object.prototype, Array.prototype, Function.prototype].map(
  (p) => Reflect.ownKeys(p).length,
);

/** Control characters but for line breaks and tabs, what turns the direction of text, and lone surrogates. */
const HARMFUL =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])/;

function must(holds: boolean, what: string, seen: unknown = ""): void {
  if (!holds)
    throw new Error(`${what} ${typeof seen === "string" ? seen : JSON.stringify(seen)}`.slice(0, 2000));
}

/** The library's way: stages without files. Cheap, so that there can be many. */
export const compiled = ({ files }: FuzzCase): void => {
  const content = files[SPEC] ?? "";
  const bytes = bytesOf(content);
  const source = { path: SPEC, text: content.startsWith("base64:") ? bytes : content };
  const options = {
    readFile: (path: string) => (path in files ? bytesOf(files[path] ?? "") : undefined),
    previousOutput: (path: string) =>
      `${OUT}/${path}` in files ? bytesOf(files[`${OUT}/${path}`] ?? "").toString() : undefined,
    today: "2026-11-23",
  };
  const { findings, artifacts, texts } = timed(() => compileWith(rooms, [source], options));
  const outputs = timed(() => [...artifacts]);
  const shown = timed(() => pretty(findings, { color: false, sources: texts }));
  must(!HARMFUL.test(shown), "printed what plays with a terminal:", shown);
  for (const finding of findings) placedInside(finding, texts.get(finding.file)?.text ?? "");
  const refused = findings.some(({ severity }) => severity === "error");
  must((outputs.length === 0) === refused, "has output although it is refused, or none although it isn't");
  for (const { path, text } of outputs) plausible(path, text);
  unpolluted();
  if (findings.length % 16 === 1) {
    const again = compileWith(rooms, [source], options).findings;
    must(JSON.stringify(again) === JSON.stringify(findings), "found something else the second time");
  }
};

/** By the clock, and where that says too long, once more by CPU time: on a busy machine the clock measures the others. */
function timed<T>(work: () => T): T {
  const start = performance.now();
  const result = work();
  if (performance.now() - start < MOST_MS) return result;
  const before = process.cpuUsage();
  work();
  const { user } = process.cpuUsage(before);
  must(user / 1000 < MOST_MS, "took too much CPU time:", `${user / 1000} ms`);
  return result;
}

function placedInside(finding: LocatedFinding, text: string): void {
  const lines = text.split("\n");
  for (const place of [finding, ...finding.related]) {
    const { start, end } = place;
    must(isIn(start, lines) && isIn(end, lines), "points out of the file:", place);
    must(
      end.line > start.line || (end.line === start.line && end.column >= start.column),
      "ends first:",
      place,
    );
  }
}

function isIn({ line, column }: Location["start"], lines: readonly string[]): boolean {
  const text = lines[line - 1];
  return text !== undefined && column >= 1 && column <= [...text].length + 1;
}

function plausible(path: string, text: string): void {
  must(/^(stacks\/[A-Za-z0-9_-]+\/cdk\.tf\.json|review\.md|manifest\.json)$/.test(path), "writes to", path);
  if (path.endsWith(".json")) JSON.parse(text);
}

function unpolluted(): void {
  const now = [Object.prototype, Array.prototype, Function.prototype].map((p) => Reflect.ownKeys(p).length);
  must(JSON.stringify(now) === JSON.stringify(OWN_KEYS), "polluted a prototype");
}

type Files = ReadonlyMap<string, string>;

/** The command's way, with real files: nothing beside `--out` changes, nothing at all where the run is refused. */
export const ran: Invariant = async ({ files, argv, stdin }) => {
  const around = mkdtempSync(join(tmpdir(), "panorama-fuzz-"));
  try {
    const cwd = join(around, "a", "b");
    for (const [path, content] of Object.entries(files)) writeBytes(join(cwd, path), bytesOf(content));
    const before = filesIn(around);
    const run = () => runIn(cwd, argv, { stdin: async () => bytesOf(stdin ?? "") });
    const { code, out, err } = await run();
    must([0, 1, 2, 3, 4].includes(code), "ended with", String(code));
    must(!err.includes("This is a fault of"), "met a fault of our own:", err);
    must(!HARMFUL.test(err) && !(argv.includes("json") ? false : HARMFUL.test(out)), "printed:", err + out);
    const after = filesIn(around);
    untouched(before, after, code, argv);
    unpolluted();
    if (code === 0 && isPlain(argv)) await complete(run, after, around);
  } finally {
    rmSync(around, { recursive: true, force: true });
  }
};

const isPlain = (argv: readonly string[]): boolean => argv.join(" ") === COMPILE.join(" ");

/** A case of `argv` may name another output or a file to init: these lie in its own folder. */
function untouched(before: Files, after: Files, code: number, argv: readonly string[]): void {
  const isOutput = (path: string) => path.startsWith(isPlain(argv) ? `a/b/${OUT}/` : "a/b/");
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (code === 0 && isOutput(path)) continue;
    must(before.get(path) === after.get(path), `ended with ${code} and changed`, path);
  }
}

async function complete(run: () => ReturnType<typeof runIn>, after: Files, around: string): Promise<void> {
  must(
    after.has(`a/b/${OUT}/manifest.json`) && after.has(`a/b/${OUT}/review.md`),
    "left a part of its output out",
  );
  must(![...after.keys()].some((path) => path.includes("staging")), "left its staging folder behind");
  const { code, err } = await run();
  must(code === 0, "refused its own output:", err);
  must(
    JSON.stringify([...filesIn(around)]) === JSON.stringify([...after]),
    "wrote other bytes the second time",
  );
}

function writeBytes(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

function filesIn(folder: string, below = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) for (const [inner, text] of filesIn(folder, path)) found.set(inner, text);
    else found.set(path, readFileSync(join(folder, path), "latin1"));
  }
  return found;
}
