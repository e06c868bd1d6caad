import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { overview } from "../src/compiler/cli";
import { VERSION } from "../src/compiler/version";
import { bundlesIn } from "../src/launch/bundles";
import { type Bundle, codeCacheIn } from "../src/launch/code-cache";
import { makeProgram } from "./attacks/program";
import { temporaryFolder } from "./support/folders";

const program = await makeProgram();
const dist = join(program.cli, "..");
const cache = join(dist, "code-cache");
const root = join(import.meta.dirname, "..");
const SPEC = readFileSync(join(root, "fixtures/ok/seattle/spec.yaml"), "utf8");
const uid = process.getuid?.() ?? 0;

/** As long as the other, and not it. */
const [FIRST, OTHER] = ["module.exports = (x) => x + 1; // one\n", "module.exports = (x) => x + 2; // two\n"];

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
        .map((file) => file.replace(/-[0-9a-f]{16}-\d+$/, ""))
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

  it("nothing else is", async () => {
    const sealed = { NODE_OPTIONS: `--require=${join(root, "test/attacks/no-loader.cjs")}` };
    expect((await program.run(seattle(), ["spec.yaml", "--help"], { env: sealed })).err).toContain(
      "loader.js",
    );
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

  it.each([
    ["a spec with an error", ["bad.yaml"], 1],
    ["validate, which makes no stacks", ["validate", "spec.yaml"], 0],
    ["explain", ["explain"], 0],
  ])("is not made by %s", async (_, args, code) => {
    const folder = seattle();
    writeFileSync(join(folder, "bad.yaml"), SPEC.replace("strictness", "strictnes"));
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

describe("compiled code of a bundle", () => {
  const made = () => {
    const folder = temporaryFolder({ "a.js": FIRST });
    const code = codeCacheIn(folder, { uid, pid: process.pid });
    const bundle = (): Bundle => ({
      name: "a",
      hash: "0123456789abcdef",
      stats: statSync(join(folder, "a.js")),
    });
    const data = randomBytes(5000);
    code.write(bundle(), data);
    const [file = ""] = readdirSync(join(folder, "code-cache"));
    return { folder, code, bundle, data, file, path: join(folder, "code-cache", file) };
  };

  it("is given back as it was", () => {
    const { code, bundle, data, file } = made();
    expect(code.read(bundle())).toEqual(data);
    expect(file).toMatch(/^a-0123456789abcdef-\d+$/);
  });

  it("is of one content only", () => {
    const { code, bundle } = made();
    expect(code.read({ ...bundle(), hash: "f".repeat(16) })).toBeUndefined();
    expect(code.read({ ...bundle(), name: "b" })).toBeUndefined();
  });

  it("is not taken for a bundle that was edited in place, to the same length and with its old times", () => {
    const { code, bundle, folder } = made();
    const { atime, mtime } = statSync(join(folder, "a.js"));
    writeFileSync(join(folder, "a.js"), OTHER);
    utimesSync(join(folder, "a.js"), atime, mtime);
    expect(code.read(bundle())).toBeUndefined();
  });

  it("with any changed bit is none", () => {
    const { code, bundle, path } = made();
    for (const at of [0, 3, 4, 7, 8, 9, 2500, 5007]) {
      flip(path, at);
      expect(code.read(bundle()), String(at)).toBeUndefined();
      flip(path, at);
    }
    expect(code.read(bundle())).toBeDefined();
  });

  it.each<[string, (path: string, folder: string) => void]>([
    [
      "a link",
      (path) => {
        renameSync(path, `${path}.real`);
        symlinkSync(`${path}.real`, path);
      },
    ],
    [
      "a folder",
      (path) => {
        rmSync(path);
        mkdirSync(path);
      },
    ],
    ["a file that others can write", (path) => chmodSync(path, 0o646)],
    ["a file that the group can write", (path) => chmodSync(path, 0o664)],
    ["in a folder that others can write", (path) => chmodSync(join(path, ".."), 0o777)],
    [
      "in a folder that is a link",
      (path, folder) => {
        renameSync(join(path, ".."), join(folder, "elsewhere"));
        symlinkSync("elsewhere", join(folder, "code-cache"));
      },
    ],
    ["too large", (path) => truncateSync(path, 64 * 1024 * 1024)],
    ["empty", (path) => truncateSync(path, 0)],
  ])("is not taken from what is %s", (_, change) => {
    const { code, bundle, path, folder } = made();
    change(path, folder);
    expect(code.read(bundle())).toBeUndefined();
  });

  it("is not taken from somebody else's file, nor put into somebody else's folder", () => {
    const { bundle, folder, data } = made();
    const other = codeCacheIn(folder, { uid: uid + 1, pid: 1 });
    rmSync(join(folder, "code-cache"), { recursive: true });
    other.write(bundle(), data);
    expect(existsSync(join(folder, "code-cache"))).toBe(false);
  });

  it("is neither read nor written where users have no numbers", () => {
    const { bundle, folder } = made();
    const nobody = codeCacheIn(folder, { uid: undefined, pid: 1 });
    expect(nobody.read(bundle())).toBeUndefined();
    rmSync(join(folder, "code-cache"), { recursive: true });
    nobody.write(bundle(), Buffer.from("x"));
    expect(existsSync(join(folder, "code-cache"))).toBe(false);
  });

  it("replaces what is there, and leaves nothing where it can't", () => {
    const { code, bundle, path, folder } = made();
    linkSync(path, join(folder, "first"));
    code.write(bundle(), Buffer.from("second"));
    expect(code.read(bundle())).toEqual(Buffer.from("second"));
    expect(readFileSync(join(folder, "first")).length).toBe(5008); // another file, by a rename
    rmSync(path);
    mkdirSync(path);
    code.write(bundle(), Buffer.from("third"));
    expect(readdirSync(join(folder, "code-cache"))).toHaveLength(1);
  });
});

describe("bundles", () => {
  const bundlesOf = (folder: string, cachedCode: ReturnType<typeof codeCacheIn>) =>
    bundlesIn(folder, { a: "a".repeat(16), b: "b".repeat(16) }, cachedCode, (path) => `Node's ${path}`);

  it("require each other once, and of Node what is Node's", () => {
    const folder = temporaryFolder({
      "a.js":
        'exports.b = require("./b.js"); exports.again = require("./b.js"); exports.other = [require("./c.js"), require("node:fs")]; exports.place = [__filename, __dirname];',
      "b.js": "exports.a = 1;",
    });
    const bundles = bundlesOf(folder, codeCacheIn(folder, { uid, pid: 1 }));
    const a = bundles.load("a") as { b: object; again: object; other: string[]; place: string[] };
    expect(a.b).toBe(a.again);
    expect(a.other).toEqual(["Node's ./c.js", "Node's node:fs"]);
    expect(a.place).toEqual([join(folder, "a.js"), folder]);
    expect([bundles.isLoaded("a"), bundles.isLoaded("b"), bundles.isLoaded("c")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("are kept once, and loaded from what is kept", () => {
    const folder = temporaryFolder({ "a.js": FIRST, "b.js": OTHER });
    const real = codeCacheIn(folder, { uid, pid: 1 });
    const seen: string[] = [];
    const watched = {
      read: (bundle: Bundle) => {
        const data = real.read(bundle);
        seen.push(`${bundle.name} ${data ? "read" : "missing"}`);
        return data;
      },
      write: (bundle: Bundle, data: Buffer) => {
        seen.push(`${bundle.name} written`);
        real.write(bundle, data);
      },
    };
    for (const _ of [1, 2]) {
      const bundles = bundlesOf(folder, watched);
      expect((bundles.load("a") as (x: number) => number)(1)).toBe(2);
      bundles.keep();
      bundles.keep();
    }
    expect(seen).toEqual(["a missing", "a written", "a read"]);
  });

  it("take nothing that V8 refuses, and replace it", () => {
    const folder = temporaryFolder({ "a.js": FIRST, "b.js": OTHER });
    const real = codeCacheIn(folder, { uid, pid: 1 });
    const written: string[] = [];
    const bundles = bundlesOf(folder, {
      read: () => randomBytes(4000),
      write: (bundle, data) => {
        written.push(bundle.name);
        real.write(bundle, data);
      },
    });
    expect((bundles.load("b") as (x: number) => number)(1)).toBe(3);
    bundles.keep();
    expect(written).toEqual(["b"]);
  });

  it("name their files and columns in what they throw", () => {
    const folder = temporaryFolder({ "a.js": 'throw new Error("first line");', "b.js": "\n  missing;" });
    const bundles = bundlesOf(folder, codeCacheIn(folder, { uid, pid: 1 }));
    expect(stackOf(() => bundles.load("a"))).toContain(`${join(folder, "a.js")}:1:7`);
    expect(stackOf(() => bundles.load("b"))).toContain(`${join(folder, "b.js")}:2:3`);
  });
});

function stackOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).stack ?? "";
  }
  return "nothing was thrown";
}

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 4;
  writeFileSync(path, bytes);
}
