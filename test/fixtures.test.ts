import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { allKinds } from "../src/compiler/kinds";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// Every folder in fixtures against its golden files. UPDATE_FIXTURES=1 rewrites them: read the diff line by line.
const FIXTURES = join(import.meta.dirname, "../fixtures");
const updating = process.env.UPDATE_FIXTURES === "1";

const cases = (folder: string): string[] =>
  readdirSync(join(FIXTURES, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${folder}/${entry.name}`);

describe("fixtures/ok: a spec gives exactly its expected folder", () => {
  it.each(cases("ok"))("%s", async (path) => {
    const folder = join(FIXTURES, path);
    const out = temporaryFolder();
    const { code, err } = await runIn(folder, ["spec.yaml", "--out", out]);
    expect({ code, err }).toMatchObject({ code: 0 });
    const expected = join(folder, "expected");
    const files = filesIn(out);
    if (updating) {
      rmSync(expected, { recursive: true, force: true });
      for (const [name, text] of Object.entries(files)) writeFile(join(expected, name), text);
    }
    expect(files).toEqual(filesIn(expected));
  });
});

describe("fixtures/err: a spec gives exactly its expected findings", () => {
  it.each(cases("err").flatMap(cases))("%s", async (path) => {
    const fixture = join(FIXTURES, path);
    const spec = existsSync(join(fixture, "spec.yaml"))
      ? "spec.yaml"
      : (readdirSync(fixture).find((f) => /\.ya?ml$/.test(f)) ?? "");
    // Compared with the earlier output in the folder `previous`; or with what `before.yaml` gives.
    const isMade = existsSync(join(fixture, "before.yaml")) && !existsSync(join(fixture, "previous"));
    const folder = isMade ? temporaryFolder(fixture) : fixture;
    if (isMade) expect(await runIn(folder, ["before.yaml", "--out", "previous"])).toMatchObject({ code: 0 });
    const previous = existsSync(join(folder, "previous"));
    const argv = previous ? ["compile", spec, "--check", "--out", "previous"] : ["validate", spec];
    const { code, out, err } = await runIn(folder, argv);
    const text = `${err}exit ${code}\n`;
    const golden = join(fixture, "expected.txt");
    if (updating) writeFileSync(golden, text);
    expect(text).toBe(readFileSync(golden, "utf8"));
    expect(out).toBe("");
    const [, kind = ""] = path.split("/");
    expect(text, `a case of ${kind} must show that finding`).toMatch(
      new RegExp(` (error|warning|info) ${kind}: `),
    );
  });

  it("has a case for every kind of finding, and no folder for a kind that is none", () => {
    const folders = readdirSync(join(FIXTURES, "err")).sort();
    expect(folders).toEqual(allKinds.map((kind) => kind.code).sort());
  });
});

describe("kinds of findings", () => {
  it("have codes of their own", () => {
    const codes = allKinds.map((kind) => kind.code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("that are checks live in the file of their name", () => {
    const files = readdirSync(join(FIXTURES, "../src/compiler/checks")).map((file) =>
      file.replace(".ts", ""),
    );
    const codes = new Set(allKinds.map((kind) => kind.code));
    expect(files.filter((file) => !codes.has(file))).toEqual([]);
  });
});
