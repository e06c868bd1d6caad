import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manual } from "../src/compiler/explain";
import { allKinds } from "../src/compiler/kinds";
import { KINDS } from "../src/discover/judge/kinds";
import { filesIn } from "./support/folders";
import { runIn } from "./support/run";

const FIXTURES = join(import.meta.dirname, "../fixtures");
const explain = (...argv: string[]) => runIn(import.meta.dirname, ["explain", ...argv]);
const adopting = ["role-path-assumed", "secret-arn-missing", "secret-arn-name", "certificate-not-imported"];

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
    expect(page.out.startsWith(`${severity} ${code}\n\n${summary}\n`)).toBe(true);
  });

  it.each(manual.topics)("$name has a page", async ({ name, summary, text }) => {
    expect(await explain(name)).toEqual({ code: 0, out: `${name}\n\n${summary}\n\n${text}`, err: "" });
  });

  it("names of topics and texts are nobody else's", () => {
    const codes = allKinds.map(({ code }) => code);
    expect(manual.topics.filter(({ name }) => [...codes, ...Object.keys(KINDS)].includes(name))).toEqual([]);
    expect(
      [...Object.keys(manual.texts), ...Object.keys(manual.examples)].filter((code) => !codes.includes(code)),
    ).toEqual([]);
    expect(Object.keys(manual.texts)).toEqual(expect.arrayContaining(adopting));
  });

  it("fits into a terminal: no text is wider than 110 characters", () => {
    const texts = [...Object.values(manual.texts), ...manual.topics.map(({ text }) => text)];
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
  const explained = cases.filter(({ folder }) => "mended.yaml" in filesIn(folder));

  it("are the fixtures that have a mended spec, one for each code", () => {
    const inFiles = explained.map(({ code, folder }) => [
      code,
      { failing: filesIn(folder)["spec.yaml"], mended: filesIn(folder)["mended.yaml"] },
    ]);
    expect(Object.entries(manual.examples)).toEqual(inFiles);
    expect(Object.keys(manual.examples)).toEqual(
      expect.arrayContaining(["secret-arn-missing", "secret-arn-name", "role-path-assumed"]),
    );
  });

  // That the failing one brings the finding is what test/fixtures.test.ts holds.
  it.each(explained)("$code: mended, nothing is left of it", async ({ code, folder }) => {
    const { code: exit, err } = await runIn(folder, ["validate", "mended.yaml"]);
    expect({ exit, err }).toMatchObject({ exit: 0 });
    expect(err).not.toContain(` ${code}: `);
    const { out } = await explain(code);
    const indented = readFileSync(join(folder, "mended.yaml"), "utf8").replace(/^(?=.)/gm, "    ");
    expect(out.endsWith(`The same, mended:\n\n${indented}`)).toBe(true);
  });
});
