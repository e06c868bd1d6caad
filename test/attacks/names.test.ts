import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { emit } from "../../src/compiler/emit";
import { filesIn, temporaryFolder } from "../support/folders";
import { runIn } from "../support/run";
import { made, options, outputIn, spec } from "./outputs";

// Names that are one on some disks: this file's disk knows no case, as those of macOS and Windows.

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const folded = (path: unknown) =>
    typeof path === "string" ? path.replace(/(?<=\/out)\/.*/, (inside) => inside.toLowerCase()) : path;
  const folding =
    (work: (...args: never[]) => unknown) =>
    (...args: unknown[]) =>
      work(...(args.map(folded) as never[]));
  let made = 0;
  const names = [
    "lstatSync",
    "statSync",
    "openSync",
    "readdirSync",
    "mkdirSync",
    "renameSync",
    "linkSync",
    "unlinkSync",
    "rmSync",
    "rmdirSync",
    "writeFileSync",
    "existsSync",
  ] as const;
  return {
    ...fs,
    ...Object.fromEntries(names.map((name) => [name, folding(fs[name] as never)])),
    mkdtempSync: (prefix: string) => {
      const path = `${prefix}${made++}`;
      fs.mkdirSync(path);
      return path;
    },
  };
});

const sites = (...names: string[]) => {
  const appliances = names.map((name) => `{ name: a-${name}, site: ${name} }`);
  return made(spec("one", { rest: `terraform: { split: site }\nappliances: [${appliances}]` }));
};

describe("on a disk that knows no case", () => {
  it("a stack whose name changes in case alone is written, not removed", async () => {
    const out = join(temporaryFolder({}), "out");
    for (const run of [sites("Berlin", "Oslo"), sites("berlin", "Oslo"), sites("BERLIN")]) {
      await emit(run.artifacts, options(out, run, 1));
      const expected = run.artifacts.map(({ path }) => path.toLowerCase()).sort();
      expect(Object.keys(outputIn(out)).sort()).toEqual(expected);
      for (const { path, text } of run.artifacts) expect(filesIn(out)[path.toLowerCase()], path).toBe(text);
    }
  });

  it("a document whose stacks another document has in other case is refused", async () => {
    const out = join(temporaryFolder({}), "out");
    const [first, second] = [made(spec("One")), made(spec("one"))];
    await emit(first.artifacts, options(out, first, 1));
    const before = filesIn(out);
    await expect(emit(second.artifacts, options(out, second, 1))).rejects.toThrow(
      /^the stack one-iam in .* belongs to the document "One"; /,
    );
    expect(filesIn(out)).toEqual(before);
  });
});

describe("names of one run", () => {
  const refused = async (...specs: string[]) => {
    const files = Object.fromEntries(specs.map((text, index) => [`${index}.yaml`, text]));
    const { code, err } = await runIn(temporaryFolder(files), ["validate", ...Object.keys(files)]);
    expect(code).toBe(1);
    return err;
  };
  const appliances = (...entries: string[]) => spec("one", { rest: `appliances: [${entries}]` });

  it("of documents, sites and addresses that differ in case alone are refused, or differ on every disk", async () => {
    expect(await refused(spec("One"), spec("one"))).toContain(
      "would be one folder where a disk knows no case",
    );
    const split = spec("one", {
      rest: "terraform: { split: site }\nappliances: [{ name: a, site: Oslo }, { name: b, site: oslo }]",
    });
    expect(await refused(split)).toContain("error site-collision: ");
    const { code } = await runIn(
      temporaryFolder({ "s.yaml": appliances("{ name: Dock }", "{ name: dock }") }),
      ["s.yaml"],
    );
    expect(code).toBe(0); // one file, two addresses: Terraform and AWS IoT know case
  });

  it("that become folders hold neither letters with two forms in Unicode nor dots or spaces at their end", async () => {
    for (const name of [
      "caf\u00e9",
      "cafe\u0301",
      "\u212aelvin",
      "dock.",
      "dock ",
      "..",
      "a/b",
      "a\\\\b",
      "con:x",
    ])
      for (const text of [
        appliances(`{ name: a, site: "${name}" }`),
        spec("one").replace("name: one", `name: "${name}"`),
      ])
        expect(await refused(text), `${name} ${text}`).toMatch(/ error (schema|site|document)-/);
  });

  it("that Windows keeps for itself are no name of a file that is written", async () => {
    for (const name of ["con", "NUL", "aux", "com1", "lpt9", "prn"]) {
      const text = spec(name, {
        rest: `terraform: { split: site }\nappliances: [{ name: ${name}, site: ${name} }]`,
      });
      const parts = made(text).artifacts.flatMap(({ path }) => path.split("/"));
      expect(parts.filter((part) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i.test(part))).toEqual([]);
    }
  });

  it("at their longest make folders and states that every file system takes", async () => {
    const long = "x".repeat(64);
    const rest = `terraform: { split: site }\nappliances: [{ name: a, site: ${long} }]`;
    const { artifacts } = made(spec(long, { rest }));
    for (const { path, text } of artifacts) {
      for (const part of path.split("/")) expect(part.length).toBeLessThanOrEqual(255);
      for (const [, state = ""] of text.matchAll(/"path": "([^"]*)"/g))
        expect(state.split("/").at(-1)?.length).toBeLessThanOrEqual(255);
    }
  });
});
