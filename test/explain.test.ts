import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manual } from "../src/compiler/explain";
import { allKinds } from "../src/compiler/kinds";
import { KINDS } from "../src/discover/judge/kinds";
import { temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

const FIXTURES = join(import.meta.dirname, "../fixtures");
/** Codes without an example, and why. */
const unshown: Readonly<Record<string, string>> = {
  "yaml-encoding": "its specs are no texts that could be printed",
  "yaml-line-end": "its specs would write over themselves on a terminal",
  "last-output-unreadable": "what is to be mended is a file of the output, and not the spec",
  "certificate-not-imported": "it is said of every appliance that is adopted",
};
const explain = (...argv: string[]) => runIn(import.meta.dirname, ["explain", ...argv]);

describe("explain", () => {
  it("lists every finding with its level and summary, and the topics", async () => {
    const { code, out, err } = await explain();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const rows = out.split("\n");
    for (const { code, severity, summary } of [...allKinds, ...manual.accountKinds])
      expect(rows.filter((row) => row.includes(` ${code} `) && row.endsWith(`  ${summary}`))).toEqual([
        expect.stringMatching(new RegExp(`^  ${severity} `)),
      ]);
    for (const { name, summary } of manual.topics)
      expect(out).toMatch(new RegExp(`^ +${name} +${summary}$`, "m"));
  });

  it("knows what discover says, by the same codes and levels, none of them a spec's finding's", () => {
    const known = Object.fromEntries(manual.accountKinds.map(({ code, severity }) => [code, severity]));
    expect(known).toEqual(KINDS);
    expect(allKinds.filter(({ code }) => code in known)).toEqual([]);
  });

  it.each([...allKinds, ...manual.accountKinds])("$code has a page", async ({ code, severity, summary }) => {
    const page = await explain(code);
    expect(page).toMatchObject({ code: 0, err: "" });
    expect(page.out.startsWith(`${severity} ${code}\n\n${summary}\n\n${manual.pages[code]?.why}\n`)).toBe(
      true,
    );
    expect(page.out).toMatch(/\nSource:\n( {2}\S.*\n)+$/);
  });

  it.each(Object.entries(manual.pages))(
    "%s says in whole lines why, and where the rule comes from",
    (_code, page) => {
      expect(page.why).toMatch(/^\S[\s\S]{80,}\S\n$/);
      expect(page.why).not.toMatch(/[ \t]\n|\n{3}/);
      for (const source of page.sources) expect(source).toMatch(/^(https:\/\/[^\s]+|[A-Z].*[^.])$/);
    },
  );

  it.each(manual.topics)("$name has a page", async ({ name, summary, text }) => {
    expect(await explain(name)).toEqual({ code: 0, out: `${name}\n\n${summary}\n\n${text}`, err: "" });
  });

  it("names of topics and texts are nobody else's", () => {
    const codes = allKinds.map(({ code }) => code);
    expect(manual.topics.filter(({ name }) => [...codes, ...Object.keys(KINDS)].includes(name))).toEqual([]);
    const explained = [...codes, ...Object.keys(KINDS)];
    expect(Object.keys(manual.pages).sort()).toEqual(explained.sort());
    expect(Object.keys(manual.examples).sort()).toEqual(codes.filter((code) => !(code in unshown)).sort());
  });

  it("fits into a terminal: no text is wider than 110 characters", () => {
    const pages = Object.values(manual.pages);
    const texts = [...pages.map(({ why }) => why), ...manual.topics.map(({ text }) => text)];
    const wide = texts.flatMap((text) => text.split("\n")).filter((line) => line.length > 110);
    expect(wide).toEqual([]);
  });

  it.each([
    [["secret-arn-mising"], 'there is no finding "secret-arn-mising"; did you mean "secret-arn-missing"?'],
    [["trust-widr"], 'did you mean "trust-wider"?'],
    [["already-exist"], 'did you mean "already-exists"?'],
    [["xyzzy"], 'there is no finding "xyzzy"; panorama-compile explain lists them all'],
    [["\u001b[31mred"], 'there is no finding "\\u001b[31mred"'],
    [["duplicate", "no-effect"], "explain takes one code"],
    [["duplicate", "--out", "x"], "unknown option --out"],
  ])("%j is refused with exit 2", async (argv, words) => {
    const { code, out, err } = await explain(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
    expect(err).toContain("Try: panorama-compile --help");
  });
});

describe("the examples of explain", () => {
  const cases = readdirSync(join(FIXTURES, "err")).flatMap((code) =>
    readdirSync(join(FIXTURES, "err", code)).map((name) => ({
      code,
      folder: join(FIXTURES, "err", code, name),
    })),
  );
  const explained = cases.filter(({ folder }) => existsSync(join(folder, "mended.yaml")));
  const read = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");

  it("are the fixtures that have a mended spec, one for each code", () => {
    const inFiles = explained.map(({ code, folder }) => [
      code,
      {
        ...(existsSync(join(folder, "before.yaml")) && { before: read(folder, "before.yaml") }),
        failing: read(folder, "spec.yaml"),
        mended: read(folder, "mended.yaml"),
      },
    ]);
    expect(Object.entries(manual.examples)).toEqual(inFiles);
  });

  it.each(explained)(
    "$code: is brought by the failing spec; mended, nothing is left of it",
    async ({ code, folder }) => {
      // Each in a folder of its own: a warning lets the spec be compiled, and would become what the next is compared with.
      const run = async (spec: string) => {
        const copy = temporaryFolder(folder);
        if (!existsSync(join(copy, "before.yaml"))) return runIn(copy, ["validate", spec]);
        expect(await runIn(copy, ["compile", "before.yaml"])).toMatchObject({ code: 0 });
        return runIn(copy, ["compile", spec]);
      };
      expect((await run("spec.yaml")).err).toContain(` ${code}: `);
      const { code: exit, err } = await run("mended.yaml");
      expect({ exit, err }).toMatchObject({ exit: 0 });
      expect(err).not.toContain(` ${code}: `);
    },
  );

  it.each(explained)("$code: are printed below the text", async ({ code, folder }) => {
    const { out } = await explain(code);
    const indented = read(folder, "mended.yaml").replace(/^(?=.)/gm, "    ");
    expect(out).toContain(`The same, mended:\n\n${indented}\nSource:\n`);
  });
});
