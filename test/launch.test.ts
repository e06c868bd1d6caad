import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { overview } from "../src/compiler/cli";
import { VERSION } from "../src/compiler/version";
import { ended, makeProgram } from "./attacks/program";
import { temporaryFolder } from "./support/folders";

const program = await makeProgram();
const dist = join(program.cli, "..");
const cache = join(dist, "code-cache");
const root = join(import.meta.dirname, "..");
const SPEC = readFileSync(join(root, "fixtures/ok/seattle/spec.yaml"), "utf8");

const seattle = () => {
  const files = Object.fromEntries(
    ["dock-1", "dock-2"].map((name) => [
      `csr/${name}.pem`,
      readFileSync(join(root, `fixtures/ok/seattle/csr/${name}.pem`), "utf8"),
    ]),
  );
  return temporaryFolder({ "spec.yaml": SPEC, ...files });
};

/** Of the bundles' names, those with compiled code. */
const kept = (): string[] =>
  existsSync(cache)
    ? readdirSync(cache)
        .map((file) => file.replace(/-[0-9a-f]{16}-\w+-[0-9a-f]{32}$/, ""))
        .sort()
    : [];

describe("what is answered before anything is loaded", () => {
  it.each([
    [["--version"], `${VERSION}\n`],
    [["-v"], `${VERSION}\n`],
    [["spec.yaml", "--version"], `${VERSION}\n`],
    [["--help"], overview()],
    [["-h"], overview()],
  ])("%j says what the command itself says", async (args, out) => {
    const sealed = { NODE_OPTIONS: `--require=${join(root, "test/attacks/no-loader.cjs")}` };
    expect(await program.run(seattle(), args, { env: sealed })).toEqual({
      code: 0,
      signal: null,
      out,
      err: "",
    });
  });

  it("a file of such a name is compiled", async () => {
    const spec = SPEC.replace(/^ +certificate:.*\n/gm, "");
    const folder = temporaryFolder({ "--version": spec, "--help": spec });
    for (const name of ["--version", "--help"])
      expect(await program.run(folder, ["validate", "--", name])).toMatchObject({ code: 0, out: "" });
  });

  it("nothing else is", async () => {
    const sealed = { NODE_OPTIONS: `--require=${join(root, "test/attacks/no-loader.cjs")}` };
    expect((await program.run(seattle(), ["spec.yaml", "--help"], { env: sealed })).err).toContain(
      "loader.js",
    );
  });
});

describe("an answer of which only a part could be written at once", () => {
  const withShortWrites = (then: string) => ({
    env: { NODE_OPTIONS: `--require=${join(root, "test/attacks/short-writes.cjs")}`, THEN: then },
  });

  it("is written whole to who reads slowly", async () => {
    expect(await program.run(seattle(), ["--help"], withShortWrites("EAGAIN"))).toEqual({
      code: 0,
      signal: null,
      out: overview(),
      err: "",
    });
  });

  it("is no failure where the reader went away", async () => {
    const child = program.start(seattle(), ["--help"], withShortWrites("EPIPE"));
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await ended(child)).toMatchObject({ code: 0, err: "" });
  });
});

describe("the bundles", () => {
  it("import nothing as they run: what is loaded from compiled code can't", () => {
    const bundles = readdirSync(dist).filter((file) => file.endsWith(".js"));
    expect(bundles.length).toBeGreaterThan(12);
    for (const file of bundles)
      expect(readFileSync(join(dist, file), "utf8"), file).not.toMatch(/(^|[^.\w$"'`])import\(/);
  });
});

describe("the code cache of the command", () => {
  beforeEach(() => rmSync(cache, { recursive: true, force: true }));

  it("is made by the first compile, of what that loaded, and used by the next", async () => {
    const folder = seattle();
    const first = await program.run(folder, ["spec.yaml"]);
    expect(first.code).toBe(0);
    expect(kept()).toEqual(["csr", "front", "templates"]);
    const before = readdirSync(cache).map((file) => statSync(join(cache, file)).mtimeMs);
    const again = await program.run(folder, ["spec.yaml", "--check"]);
    expect(again.code).toBe(0);
    expect(readdirSync(cache).map((file) => statSync(join(cache, file)).mtimeMs)).toEqual(before);
    for (const file of readdirSync(cache)) expect(statSync(join(cache, file)).mode & 0o022).toBe(0);
  });

  it("is made by the first refused spec too, and has the code of both kinds of runs after one of each", async () => {
    const folder = seattle();
    writeFileSync(join(folder, "bad.yaml"), SPEC.replace("strictness", "strictnes"));
    const sizes: Record<string, number>[] = [];
    for (const [args, code] of [
      [["bad.yaml"], 1],
      [["bad.yaml"], 1],
      [["spec.yaml"], 0],
      [["bad.yaml"], 1],
      [["spec.yaml"], 0],
    ] as const) {
      expect((await program.run(folder, args)).code).toBe(code);
      sizes.push(Object.fromEntries(kept().map((name, at) => [name, sizeOf(at)])));
    }
    const [refused, again, both, ...later] = sizes;
    expect(Object.keys(refused ?? {})).toEqual(["front"]);
    expect(again).toEqual(refused);
    expect(Object.keys(both ?? {})).toEqual(["csr", "front", "templates"]);
    expect(both?.front).toBeGreaterThan(1.3 * (refused?.front ?? 0));
    expect(later).toEqual([both, both]);
  });

  it.each([
    ["validate, which makes no stacks", ["validate", "spec.yaml"], 0],
    ["explain", ["explain"], 0],
  ])("is not made by %s", async (_, args, code) => {
    const folder = seattle();
    expect((await program.run(folder, args)).code).toBe(code);
    expect(kept()).toEqual([]);
  });

  it("is turned off by one variable", async () => {
    const env = { ...process.env, PANORAMA_COMPILE_NO_CODE_CACHE: "1" };
    expect((await program.run(seattle(), ["spec.yaml"], { env })).code).toBe(0);
    expect(kept()).toEqual([]);
  });

  it("is not made by the library", async () => {
    const arn = `arn: "arn:aws:iot:us-east-1:123456789012:cert/${"0".repeat(64)}"`;
    const source = JSON.stringify({ path: "spec.yaml", text: SPEC.replace(/csr: [^ ]+/g, arn) });
    const call = `const { compile } = require(${JSON.stringify(join(dist, "front.js"))}); [...compile([${source}]).artifacts];`;
    expect(spawnSync(process.execPath, ["-e", call]).status).toBe(0);
    expect(kept()).toEqual([]);
  });

  it("is made once by many first runs at once, and whole", async () => {
    const runs = await Promise.all(
      Array.from({ length: 12 }, () => program.run(seattle(), ["spec.yaml", "--quiet"])),
    );
    expect(runs.map(({ code, err }) => ({ code, err }))).toEqual(
      runs.map(() => ({ code: 0, err: expect.any(String) })),
    );
    expect(kept()).toEqual(["csr", "front", "templates"]);
  });

  it("that holds anything else is as if it were not there, and is mended", async () => {
    const folder = seattle();
    const { err } = await program.run(folder, ["spec.yaml"]);
    for (const spoil of [
      (path: string) => writeFileSync(path, "not V8's"),
      (path: string) => writeFileSync(path, randomBytes(statSync(path).size)),
      (path: string) => truncateSync(path, statSync(path).size - 4096),
      (path: string) => flip(path, statSync(path).size >> 1),
      (path: string) => chmodSync(path, 0o666),
    ]) {
      for (const file of readdirSync(cache)) spoil(join(cache, file));
      const spoilt = readdirSync(cache).map((file) => readFileSync(join(cache, file)));
      rmSync(join(folder, "cdktf.out"), { recursive: true });
      expect(await program.run(folder, ["spec.yaml"])).toEqual({ code: 0, signal: null, out: "", err });
      expect(readdirSync(cache).map((file) => readFileSync(join(cache, file)))).not.toEqual(spoilt);
    }
  });

  it("cannot be made in a folder that can't be written to, which nobody hears of", async () => {
    writeFileSync(cache, "a file in its place");
    expect((await program.run(seattle(), ["spec.yaml", "--quiet"])).code).toBe(0);
    expect(readFileSync(cache, "utf8")).toBe("a file in its place");
    rmSync(cache);
  });
});

const sizeOf = (at: number): number => statSync(join(cache, readdirSync(cache).sort()[at] ?? "")).size;

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  writeFileSync(path, bytes);
}
