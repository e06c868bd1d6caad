import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
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
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundlesIn, RUN } from "../src/launch/bundles";
import { type Bundle, codeCacheIn, type Kept } from "../src/launch/code-cache";
import { temporaryFolder } from "./support/folders";

const uid = process.getuid?.() ?? 0;
const OURS = { uid, pid: 1, arch: "x64" };

/** As long as the other, and not it. */
const [FIRST, OTHER] = ["module.exports = (x) => x + 1; // one\n", "module.exports = (x) => x + 2; // two\n"];

const never = (): Buffer => {
  throw new Error("nothing is to be made that can't be kept");
};

describe("compiled code of a bundle", () => {
  const made = () => {
    const folder = temporaryFolder({ "a.js": FIRST });
    const code = codeCacheIn(folder, { ...OURS, pid: process.pid });
    const bundle = (): Bundle => ({
      name: "a",
      hash: "0123456789abcdef",
      stats: statSync(join(folder, "a.js")),
    });
    const data = randomBytes(100_000); // more than is compared at once
    code.write(bundle(), 2, () => data);
    const [file = ""] = readdirSync(join(folder, "code-cache"));
    return { folder, code, bundle, data, file, path: join(folder, "code-cache", file) };
  };

  it("is given back as it was", () => {
    const { code, bundle, data, file } = made();
    expect(code.read(bundle())).toEqual({ data, runs: 2 });
    expect(file).toMatch(/^a-0123456789abcdef-x64-[0-9a-f]{32}$/);
  });

  it("is of one content only", () => {
    const { code, bundle, folder } = made();
    expect(code.read({ ...bundle(), hash: "f".repeat(16) })).toBeUndefined();
    expect(code.read({ ...bundle(), name: "b" })).toBeUndefined();
    expect(codeCacheIn(folder, { ...OURS, arch: "arm64" }).read(bundle())).toBeUndefined();
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
    const end = statSync(path).size;
    for (const at of [
      0,
      1,
      65_535,
      65_536,
      99_999,
      100_000,
      165_536,
      199_999,
      200_000,
      200_010,
      end - 2,
      end - 1,
    ]) {
      flip(path, at);
      expect(code.read(bundle()), String(at)).toBeUndefined();
      flip(path, at);
    }
    expect(code.read(bundle())).toBeDefined();
  });

  it("with more or less of it is none", () => {
    const { code, bundle, path } = made();
    const whole = readFileSync(path);
    const rest = whole.subarray(200_000);
    for (const other of [
      whole.subarray(1),
      whole.subarray(0, -1),
      whole.subarray(2),
      Buffer.concat([whole.subarray(0, 200_000), Buffer.from("ab"), rest]),
      Buffer.concat([whole.subarray(0, 100_000), rest]),
      rest,
      rest.subarray(2),
    ]) {
      writeFileSync(path, other);
      expect(code.read(bundle()), String(other.length)).toBeUndefined();
    }
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
    ["empty", (path) => truncateSync(path, 0)],
  ])("is not taken from what is %s", (_, change) => {
    const { code, bundle, path, folder } = made();
    change(path, folder);
    expect(code.read(bundle())).toBeUndefined();
  });

  it("is not put into somebody else's folder", () => {
    const { bundle, folder } = made();
    const other = codeCacheIn(folder, { ...OURS, uid: uid + 1 });
    rmSync(join(folder, "code-cache"), { recursive: true });
    other.write(bundle(), 1, never);
    expect(existsSync(join(folder, "code-cache"))).toBe(false);
  });

  it.skipIf(uid !== 0)("is not taken from somebody else's file or folder", () => {
    const { code, bundle, path, folder } = made();
    chownSync(path, 12_345, 12_345);
    expect(code.read(bundle())).toBeUndefined();
    chownSync(path, uid, 0);
    expect(code.read(bundle())).toBeDefined();
    chownSync(join(folder, "code-cache"), 12_345, 12_345);
    expect(code.read(bundle())).toBeUndefined();
    chownSync(folder, 12_345, 12_345); // the package's owner, as root's is anybody's who runs it
    expect(code.read(bundle())).toBeDefined();
  });

  it("is not taken from a file that is too large, whatever it holds", () => {
    const { code, bundle, path } = made();
    const end = statSync(path).size - 200_000;
    const write = (size: number) => code.write(bundle(), 1, () => Buffer.alloc(size));
    const most = Math.floor((32 * 1024 * 1024 - end) / 2);
    write(most);
    expect(code.read(bundle())).toBeDefined();
    write(most + 1);
    expect(code.read(bundle())).toBeUndefined();
  });

  it("is not put into a folder that is a link, or that others can write", () => {
    const { code, bundle, folder } = made();
    const [place, elsewhere] = [join(folder, "code-cache"), join(folder, "elsewhere")];
    chmodSync(place, 0o777);
    code.write(bundle(), 1, never);
    renameSync(place, elsewhere);
    chmodSync(elsewhere, 0o755);
    symlinkSync("elsewhere", place);
    code.write(bundle(), 1, never);
  });

  it("of older versions goes, and what a killed run left", () => {
    const { code, bundle, path, folder, data } = made();
    const place = join(folder, "code-cache");
    const older = ["1", "2", "3"].map((tag) => `a-0123456789abcdef-${tag}`);
    const others = ["b-0123456789abcdef-1", "ab-0123456789abcdef-1", "somebody's"];
    const [killed, waiting] = [`${older[0]}.77`, `${older[0]}.78`];
    for (const [index, file] of [...older, ...others, killed, waiting].entries()) {
      writeFileSync(join(place, file), "");
      if (file !== waiting) utimesSync(join(place, file), 1_000 + index, 1_000 + index);
    }
    code.write(bundle(), 1, () => data);
    const [, second = "", third = ""] = older;
    expect(readdirSync(place).sort()).toEqual([basename(path), second, third, ...others, waiting].sort());
  });

  it("is neither read nor written where users have no numbers", () => {
    const { bundle, folder } = made();
    const nobody = codeCacheIn(folder, { ...OURS, uid: undefined });
    expect(nobody.read(bundle())).toBeUndefined();
    rmSync(join(folder, "code-cache"), { recursive: true });
    nobody.write(bundle(), 1, never);
    expect(existsSync(join(folder, "code-cache"))).toBe(false);
  });

  it("replaces what is there, and leaves nothing where it can't", () => {
    const { code, bundle, path, folder } = made();
    linkSync(path, join(folder, "first"));
    const before = statSync(path).size;
    code.write(bundle(), 3, () => Buffer.from("second"));
    expect(code.read(bundle())).toEqual({ data: Buffer.from("second"), runs: 3 });
    expect(readFileSync(join(folder, "first")).length).toBe(before); // another file, by a rename
    rmSync(path);
    mkdirSync(path);
    code.write(bundle(), 1, () => Buffer.from("third"));
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
    const bundles = bundlesOf(folder, codeCacheIn(folder, OURS));
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

  it("are kept once of each kind of run, with what those before had compiled", () => {
    const folder = temporaryFolder({ "a.js": FIRST, "b.js": OTHER });
    const real = codeCacheIn(folder, OURS);
    const seen: string[] = [];
    const watched = {
      read: (bundle: Bundle) => {
        const kept = real.read(bundle);
        seen.push(`${bundle.name} ${kept ? `read, of ${kept.runs}` : "missing"}`);
        return kept;
      },
      write: (bundle: Bundle, runs: number, make: () => Buffer) => {
        seen.push(`${bundle.name} written, of ${runs}`);
        real.write(bundle, runs, make);
      },
    };
    for (const run of [RUN.refused, RUN.refused, RUN.done, RUN.done, RUN.refused]) {
      const bundles = bundlesOf(folder, watched);
      expect((bundles.load("a") as (x: number) => number)(1)).toBe(2);
      bundles.keep(run);
      bundles.keep(run);
    }
    expect(seen).toEqual([
      "a missing",
      "a written, of 2",
      "a read, of 2",
      "a read, of 2",
      "a written, of 3",
      "a read, of 3",
      "a read, of 3",
    ]);
  });

  it("take nothing that V8 refuses, and replace it", () => {
    const folder = temporaryFolder({ "a.js": FIRST, "b.js": OTHER });
    const real = codeCacheIn(folder, OURS);
    const written: (string | number)[] = [];
    const bundles = bundlesOf(folder, {
      read: (): Kept => ({ data: randomBytes(4000), runs: 3 }),
      write: (bundle, runs, make) => {
        written.push(bundle.name, runs);
        real.write(bundle, runs, make);
      },
    });
    expect((bundles.load("b") as (x: number) => number)(1)).toBe(3);
    bundles.keep(RUN.done);
    expect(written).toEqual(["b", 1]);
  });

  it("are loaded anew after they threw", () => {
    const folder = temporaryFolder({
      "a.js": 'exports.half = true; require("./b.js");',
      "b.js": 'throw new Error("b");',
    });
    const bundles = bundlesOf(folder, codeCacheIn(folder, OURS));
    for (const _ of [1, 2]) expect(() => bundles.load("a")).toThrow("b");
    expect(bundles.isLoaded("a")).toBe(false);
  });

  it("name their files and columns in what they throw", () => {
    const folder = temporaryFolder({ "a.js": 'throw new Error("first line");', "b.js": "\n  missing;" });
    const bundles = bundlesOf(folder, codeCacheIn(folder, OURS));
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
