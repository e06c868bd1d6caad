import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXEMPT, TEST_FILES } from "./mutation/groups.mjs";
import { isStale, type Mutant, readRecord, recorded, textsOf, writeRecord } from "./mutation/record.mjs";
import { ARGUMENTS, codeOf } from "./mutation/survivors.mjs";
import { failuresOf, groupOf, mutatedFiles, verdicts } from "./mutation/verdict.mjs";
import { temporaryFolder, writeFile } from "./support/folders";

// What the last mutation test has left behind holds together. The mutants themselves are run by `npm run mutation`.
const ROOT = join(import.meta.dirname, "..");
const record = readRecord(ROOT);

describe("the record of mutants", () => {
  it("is of files that are there", () => {
    const files = mutatedFiles(ROOT);
    expect(files.filter((file) => groupOf(file) === undefined)).toEqual([]);
    expect(EXEMPT.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(TEST_FILES.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it("meets each group's threshold, and what must be argued for is", () => {
    const groups = verdicts(record);
    expect(groups.filter(({ mutants }) => mutants === 0)).toEqual([]);
    expect(failuresOf(groups)).toEqual([]);
  });

  it("has a survivor for each argument", () => {
    const survivors = new Set(verdicts(record).flatMap((group) => group.survivors.map(codeOf)));
    const codes = ARGUMENTS.flatMap(({ of }) => of);
    expect(codes.filter((code) => !survivors.has(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe("a file is mutated again", () => {
  const SOURCE = "src/compiler/a.ts";
  const mutant = (line: number, status: Mutant["status"], killedBy: string[] = []): Mutant => ({
    fileName: `/sandbox/${SOURCE}`,
    location: { start: { line, column: 11 }, end: { line, column: 12 } },
    replacement: "9",
    status,
    killedBy,
  });

  function project() {
    const root = temporaryFolder({
      [SOURCE]: "const a = 1;\nconst b = 2;\nconst c = 3;\n",
      "test/a.test.ts": "a test",
      "fixtures/err/x/y/spec.yaml": "a: b",
      "test/mutation/record.jsonl": "",
    });
    const results = [
      mutant(1, "Killed", ["test/a.test.ts: a > b"]),
      mutant(2, "Killed", ["test/fixtures.test.ts: fixtures/err: findings > err/x/y #3"]),
      mutant(3, "Survived"),
    ];
    const made = recorded(root, { files: {} }, results, textsOf(root, [SOURCE]));
    writeRecord(root, made);
    return { root, made };
  }

  it("not while nothing has changed", () => {
    const { root, made } = project();
    expect(readRecord(root)).toEqual(made);
    expect(made.files[SOURCE]).toMatchObject({
      mutants: 3,
      survivors: [[3, "3", "9"]],
      killers: ["fixtures/err/x/y", "test/a.test.ts"],
    });
    expect(isStale(root, made, SOURCE)).toBe(false);
  });

  it.each([
    ["it has changed", SOURCE, "const a = 1;\n"],
    ["a test that killed has changed", "test/a.test.ts", "another"],
    ["a fixture that killed has changed", "fixtures/err/x/y/spec.yaml", "a: c"],
    ["a fixture that killed has got a file", "fixtures/err/x/y/expected.txt", "exit 1"],
  ])("when %s", (_, path, text) => {
    const { root, made } = project();
    writeFile(join(root, path), text);
    expect(isStale(root, made, SOURCE)).toBe(true);
  });

  it("when a test that killed has changed, though another file was looked at since", () => {
    const { root, made } = project();
    const OTHER = "src/compiler/b.ts";
    writeFile(join(root, OTHER), "const d = 4;\n");
    writeFile(join(root, "test/a.test.ts"), "another");
    const killed = { ...mutant(1, "Killed", ["test/a.test.ts: a > b"]), fileName: `/sandbox/${OTHER}` };
    const both = recorded(root, made, [killed], textsOf(root, [OTHER]));
    expect([SOURCE, OTHER].map((file) => isStale(root, both, file))).toEqual([true, false]);
  });

  it("when a test that killed is gone, or it is new", () => {
    const { root, made } = project();
    rmSync(join(root, "test/a.test.ts"));
    expect(isStale(root, made, SOURCE)).toBe(true);
    expect(isStale(root, { files: {} }, SOURCE)).toBe(true);
  });
});

describe("a verdict", () => {
  const FILE = "src/compiler/policies/trust.ts";
  const of = (mutants: number, ...survivors: [number, string, string][]) =>
    failuresOf(
      verdicts({ files: { [FILE]: { hash: "", mutants, survivors, killers: [], killersHash: "" } } }),
    );

  it("fails below the threshold, and for a survivor of trust that nobody argued for", () => {
    const argued: [number, string, string] = [1, '""', '"Stryker was here!"'];
    expect(of(20, argued, argued)).toEqual([]);
    expect(of(19, argued, argued)).toEqual([
      "trust and policies: 89.5 % of the mutants are killed; at least 90 % must be",
    ]);
    expect(of(20, [7, "size <= quota", "size < quota"])).toEqual([
      `trust and policies: no argument for ${FILE}:7  size <= quota  ->  size < quota`,
    ]);
  });
});
