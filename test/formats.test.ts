import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import AjvDraft04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AllowedFinding, LocatedFinding } from "../src/compiler/api";
import { fileReader } from "../src/compiler/commands/read-sources";
import { compileWith } from "../src/compiler/compile";
import { allKinds } from "../src/compiler/kinds";
import { accountFindings } from "../src/compiler/report/account-findings";
import { lineHashes } from "../src/compiler/report/fingerprints";
import { FORMATS, reportText } from "../src/compiler/report/formats";
import { located } from "../src/compiler/report/locate";
import { pathFrom } from "../src/compiler/report/paths";
import type { Report } from "../src/compiler/report/report";
import { sourceText } from "../src/compiler/source";
import { oneLine, printable } from "../src/compiler/text";
import { VERSION } from "../src/compiler/version";
import { temporaryFolder } from "./support/folders";
import { rooms, runIn } from "./support/run";
import { commandsIn } from "./support/runner";
import { type Element, parseXml } from "./support/xml";

const FIXTURES = join(import.meta.dirname, "../fixtures");
const text = (path: string) => readFileSync(join(FIXTURES, path), "utf8");

/** The schema as OASIS published it, by way of SchemaStore: draft-04, in formats/. */
const ajv = new AjvDraft04({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isSarif = ajv.compile(
  JSON.parse(readFileSync(join(import.meta.dirname, "formats/sarif-schema-2.1.0.json"), "utf8")),
);

function sarifOf(report: Report) {
  const log = JSON.parse(reportText("sarif", report));
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return log.runs[0];
}

const reportOf = (more: Partial<Report>): Report => ({
  findings: [],
  allowed: [],
  sources: new Map(),
  warningsAsErrors: false,
  cwd: "/repository",
  manual: rooms.manual,
  ...more,
});

const place = (file: string, line = 1, column = 1) => ({
  file,
  start: { line, column },
  end: { line, column: column + 1 },
});

const one = (more: Partial<LocatedFinding> = {}): LocatedFinding => ({
  code: "duplicate",
  severity: "error",
  message: "the name is taken",
  ...place("spec.yaml"),
  related: [],
  ...more,
});

describe("two specs in each format", () => {
  const names = {
    pretty: "txt",
    json: "json",
    jsonl: "jsonl",
    sarif: "sarif",
    github: "github.txt",
    junit: "junit.xml",
  };

  it.each(FORMATS)("%s: exactly the expected file, by --report as by --format", async (format) => {
    const folder = join(FIXTURES, "formats");
    const file = join(temporaryFolder(), "findings");
    const argv = ["validate", "dock.yaml", "gate.yaml"];
    const { code, err } = await runIn(folder, [...argv, "--report", `${format}=${file}`]);
    expect(code).toBe(1);
    const found = readFileSync(file, "utf8")
      .replace(`"${VERSION}"`, '"VERSION"')
      .replace(/(?<="help": \{\s*"text": )"(?:[^"\\]|\\.)*"/g, '"PAGE"'); // the pages have tests of their own
    const golden = join(folder, `expected.${names[format]}`);
    if (process.env.UPDATE_FIXTURES === "1") writeFileSync(golden, found);
    expect(found).toBe(readFileSync(golden, "utf8"));
    const shown = await runIn(folder, [...argv, "--format", format, "--quiet"]);
    expect(shown.code).toBe(1);
    if (format !== "pretty") expect(shown).toMatchObject({ out: readFileSync(file, "utf8"), err: "" });
    else expect(err.startsWith(found.split("\n").slice(0, 5).join("\n"))).toBe(true);
  });
});

/** Every case of fixtures/err, as a run in its folder reports it. */
const cases = readdirSync(join(FIXTURES, "err")).flatMap((code) =>
  readdirSync(join(FIXTURES, "err", code)).map((name) => `err/${code}/${name}`),
);

function fixtureReport(path: string): Report {
  const folder = join(FIXTURES, path);
  const file = readdirSync(folder).find((name) => /^(?!mended).*\.ya?ml$/.test(name)) ?? "";
  const previous = existsSync(join(folder, "previous"));
  const { texts, ...result } = compileWith(rooms, [{ path: file, text: readFileSync(join(folder, file)) }], {
    readFile: (name, at) => fileReader(folder)(name, at),
    today: "2026-11-23",
    ...(previous && {
      previousOutput: (name: string) => {
        const old = join(folder, "previous", name);
        return existsSync(old) ? readFileSync(old, "utf8") : undefined;
      },
    }),
  });
  return reportOf({ ...result, sources: texts, cwd: folder });
}

describe("every case of fixtures/err", () => {
  it.each(cases)("%s is valid in every format, and the same in all", (path) => {
    const report = fixtureReport(path);
    const { findings, allowed } = report;
    const run = sarifOf(report);
    expect(run.results).toHaveLength(findings.length + allowed.length);
    for (const { ruleId, ruleIndex, level, partialFingerprints } of run.results) {
      const rule = run.tool.driver.rules[ruleIndex];
      expect(rule.id).toBe(ruleId);
      expect(rule.help.text.startsWith(rule.shortDescription.text)).toBe(true); // no level: a result has its own
      expect(rule.help.markdown).toBe(`\`\`\`\`\`text\n${rule.help.text}\`\`\`\`\`\n`);
      expect(rule.help.text).not.toContain("`````");
      expect(rule.shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(["error", "warning", "note"]).toContain(level);
      expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{1,16}:[1-9][0-9]*$/);
    }
    expect(JSON.parse(reportText("json", report))).toMatchObject({ findings, allowed });
    const lines = reportText("jsonl", report).split("\n").slice(0, -1);
    expect(lines.map((line) => JSON.parse(line))).toEqual(findings);
    expect(commandsIn(reportText("github", report))).toHaveLength(findings.length);
    const suites = parseXml(reportText("junit", report));
    expect(suites.children.flatMap(({ children }) => children)).toHaveLength(
      Math.max(1, findings.length + allowed.length),
    );
    for (const format of ["pretty", "json", "jsonl", "sarif", "junit"] as const)
      expect(commandsIn(reportText(format, report)), format).toEqual([]);
  });

  it("has no sentence with a character that is not seen", () => {
    const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|(?![\ufe0e\ufe0f])\p{DI}|\p{Cs}/u;
    const said = cases.flatMap((path) =>
      fixtureReport(path).findings.flatMap(({ message, help = "", related }) =>
        [message, help, ...related.map((r) => r.message)].map((words) => ({ path, words })),
      ),
    );
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter(({ words }) => unseen.test(words))).toEqual([]);
  });
});

describe("names and sentences that play with what reads them", () => {
  const piece = fc.constantFrom(
    ..."::error::|::stop-commands::x|##[set-output name=a]b|##[add-mask]a|##vso[task.setvariable variable=a]b|##|#|[|::|\n|\r\n|\r|%0A|%25|,|;|=|]]>|<!--|</failure>|&amp;|&#0;|\"|'|\\|[a](https://e.example)|{0}|../|/|日本|😀".split(
      "|",
    ),
    ..."\u0000\u0007\u001b\u0085\u202e\u2028\u200b\ufeff\ud800\udc00\ufffe\uffff\t |a".split(""),
  );
  const words = fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(""));
  const file = words.map((name) => name.replace(/[\0/]/g, "_")).filter((name) => !/^\.*$/.test(name.trim()));
  const position = fc.record({
    line: fc.integer({ min: 1, max: 9 }),
    column: fc.integer({ min: 1, max: 9 }),
  });
  const where = fc
    .record({ start: position, lines: fc.nat(3), columns: fc.nat(9), end: fc.integer({ min: 1, max: 9 }) })
    .map(({ start, lines, columns, end }) => ({
      start,
      end: { line: start.line + lines, column: lines === 0 ? start.column + columns : end },
    }));
  const finding = fc
    .record({
      code: fc.constantFrom(...allKinds.map(({ code }) => code)),
      severity: fc.constantFrom("error" as const, "warning" as const, "info" as const),
      message: words,
      help: fc.option(words, { nil: undefined }),
      file: fc.oneof(file, fc.constant("<stdin>")),
      where,
      related: fc.array(
        fc.record({ file, where, message: words }).map(({ where, ...rest }) => ({ ...where, ...rest })),
        {
          maxLength: 7,
        },
      ),
      reason: words,
      isAllowed: fc.boolean(),
    })
    .map(({ where, help, reason, isAllowed, ...rest }) => ({
      isAllowed,
      found: {
        ...rest,
        ...where,
        ...(help !== undefined && { help }),
        ...(isAllowed && { reason, allowedAt: { file: rest.file, ...where } }),
      } as LocatedFinding,
    }));

  /** As located() would have it: what a finding says is printable already; its file is as it is called. */
  const reports = fc.array(finding, { minLength: 1, maxLength: 8 }).map((all) => {
    const findings = all.filter(({ isAllowed }) => !isAllowed).map(({ found }) => found);
    const allowed = all.filter(({ isAllowed }) => isAllowed).map(({ found }) => found as AllowedFinding);
    const sources = new Map(
      [...findings, ...allowed].map((f) => [
        f.file,
        sourceText({ path: f.file, text: f.message }, f.message),
      ]),
    );
    return reportOf({ findings, allowed, sources });
  });

  it("make one command each in github, and none in any other format", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const made = commandsIn(reportText("github", report));
        expect(made.map(({ command }) => command)).toEqual(
          report.findings.map(({ severity }) => (severity === "info" ? "notice" : severity)),
        );
        for (const [index, { properties, data }] of made.entries()) {
          const { code, file, start, message, help = "" } = report.findings[index] ?? one();
          expect(data).toContain(printable(message));
          expect(data).toContain(printable(help));
          if (file !== "<stdin>")
            expect(properties.file).toBe(printable(oneLine(pathFrom("/repository", file))));
          expect(properties.title).toBe(code);
          expect(properties.line).toBe(file === "<stdin>" ? undefined : `${start.line}`);
          const allowed = ["file", "line", "endLine", "col", "endColumn", "title"];
          expect(Object.keys(properties).filter((name) => !allowed.includes(name))).toEqual([]);
        }
        for (const format of ["pretty", "json", "jsonl", "sarif", "junit"] as const)
          expect(commandsIn(reportText(format, report)), format).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("stay valid SARIF with relative addresses, well-formed XML and JSON that says the same", () => {
    fc.assert(
      fc.property(reports, (report) => {
        const run = sarifOf(report);
        for (const { locations, message } of run.results) {
          const { uri } = locations[0].physicalLocation.artifactLocation;
          expect(new URL(uri, "http://host/a/b/c/").host).toBe("host");
          expect(uri).toMatch(/^[\w%.!~*'()/-]+$/);
          expect(message.text).not.toContain("](");
        }
        const suites = parseXml(reportText("junit", report)).children.flatMap(({ children }) => children);
        const failed = suites.filter(({ children }) => children[0]?.name === "failure");
        expect(failed).toHaveLength(report.findings.filter(({ severity }) => severity === "error").length);
        const wellFormed = (value: unknown) => JSON.parse(JSON.stringify(value));
        expect(JSON.parse(reportText("json", report)).findings).toEqual(wellFormed(report.findings));
      }),
      { numRuns: 300 },
    );
  });

  it("show no unseen character in any format", () => {
    fc.assert(
      fc.property(reports, fc.constantFrom(...FORMATS), (report, format) => {
        expect(reportText(format, report)).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|(?![\ufe0e\ufe0f])\p{DI}|\p{Cs}/u,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("leave the compiler in sentences that show what they hold", () => {
    const source = sourceText({ path: "a.yaml", text: "a" }, "a");
    const said = { message: "a\u202e##[add-mask]b", help: "c\u001b[2J\nd" };
    const found = located(
      { ...said, code: "duplicate", severity: "error", place: { range: [0, 1] } },
      source,
    );
    expect(found).toMatchObject({ message: "a\\u202e\\u0023#[add-mask]b", help: "c\\u001b[2J\nd" });
  });

  it("do nothing on standard error either, where a job prints it", async () => {
    const spec = `name: a\n# ##[stop-commands]x\napiVersion: panorama-compile/v1 # ##[set-output name=a]b\nstrictness: "##vso[task.setvariable variable=a]"\n##[add-mask]a: 1\n`;
    const folder = temporaryFolder({ "::stop-commands::pause.yaml": spec, "##[add-mask]b::.yaml": spec });
    for (const argv of [["validate", "."], ["."], ["validate", "::stop-commands::pause.yaml"]]) {
      const { err } = await runIn(folder, argv);
      expect(err).toContain("pause.yaml:");
      expect(commandsIn(err)).toEqual([]);
    }
    const missing = await runIn(folder, ["::error::a.yaml", "::error::a.yaml"]);
    expect(missing.err).toContain("named twice");
    expect(commandsIn(missing.err)).toEqual([]);
  });

  it("do nothing where a file has more findings than people are shown", async () => {
    const name = "::error file=x.yaml,line=1::pwned.yaml";
    const keys = Array.from({ length: 60 }, (_, index) => `zzz${index}: 1\n`).join("");
    const folder = temporaryFolder({ [name]: `apiVersion: panorama-compile/v1\n${keys}` });
    const { err } = await runIn(folder, ["validate", ".", "--report", "pretty=findings.txt"]);
    for (const said of [err, readFileSync(join(folder, "findings.txt"), "utf8")]) {
      expect(said).toContain(
        "\\u003a:error file=x.yaml,line=1::pwned.yaml: error schema-unknown-key: 10 more;",
      );
      expect(commandsIn(said)).toEqual([]);
    }
  });

  it("do nothing where findings are about an account", () => {
    const found = { severity: "warning", code: "left-out", message: "a\n::error::b", help: "c" } as const;
    const said = accountFindings(Array(5).fill({ ...found, where: "::error::" }), false);
    expect(said).toContain("\\u003a:error::: 2 more of left-out");
    expect(commandsIn(said)).toEqual([]);
  });
});

describe("sarif", () => {
  it("cuts what GitHub would refuse, the mildest first, and says so", () => {
    const many = Array.from({ length: 25_001 }, (_, index) =>
      one({ severity: index === 7 ? "info" : "warning", message: `number ${index}`, ...place("a.yaml", 2) }),
    );
    const related = Array.from({ length: 101 }, (_, index) => ({
      ...place("a.yaml", index + 1),
      message: "here",
    }));
    const run = sarifOf(reportOf({ findings: [...many, one({ related })] }));
    expect(run.results).toHaveLength(25_000);
    expect(run.results.map((result: { level: string }) => result.level)).not.toContain("note");
    expect(run.results.at(-1).level).toBe("error");
    expect(run.results.at(-1).relatedLocations).toHaveLength(100);
    const notes = run.invocations[0].toolExecutionNotifications;
    expect(notes.map(({ message }: { message: { text: string } }) => message.text)).toEqual([
      "2 of 25002 results are left out: GitHub takes 25000; the format json has all",
      "results with more than 100 related locations show the first 100: 1; the format json has all",
    ]);
  });

  it("says that nothing was found, and of standard input that it is no file", async () => {
    const run = sarifOf(reportOf({}));
    expect(run).toMatchObject({ results: [], invocations: [{ executionSuccessful: true }] });
    expect(run.invocations[0]).not.toHaveProperty("toolExecutionNotifications");
    const { out } = await runIn(temporaryFolder(), ["validate", "-", "--format", "sarif"], { input: "a" });
    const [{ results, invocations }] = JSON.parse(out).runs;
    expect(invocations).toEqual([{ executionSuccessful: true, exitCode: 1 }]);
    expect(results[0].locations[0].physicalLocation.artifactLocation).toEqual({
      uri: "%3Cstdin%3E",
      description: { text: "standard input" },
    });
  });

  it("tells the exit code where nothing else can go wrong", async () => {
    const folder = temporaryFolder({ "gate.yaml": text("formats/gate.yaml") });
    const codeOf = async (...argv: string[]) =>
      JSON.parse((await runIn(folder, [...argv, "--format", "sarif"])).out).runs[0].invocations[0].exitCode;
    expect(await codeOf("validate", "gate.yaml")).toBe(0);
    expect(await codeOf("compile", "gate.yaml", "--out", "out")).toBe(undefined); // 0 or 3
    expect(await codeOf("compile", "gate.yaml", "--out", "new", "--check")).toBe(4);
    expect(await codeOf("compile", "gate.yaml", "missing.yaml")).toBe(3);
  });

  it.each([
    ["./specs/../a b.yaml", "a%20b.yaml"],
    ["/repository/specs/é%.yaml", "specs/%C3%A9%25.yaml"],
    ["/other/x.yaml", "../other/x.yaml"],
    ["a:b?c#d.yaml", "a%3Ab%3Fc%23d.yaml"],
    ["back\\slash.yaml", "back%5Cslash.yaml"],
  ])("names %s from the folder of the run: %s", (file, uri) => {
    const { results } = sarifOf(reportOf({ findings: [one({ ...place(file) })] }));
    expect(results[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri });
  });

  it("keeps fingerprints when lines move, and tells two places apart", () => {
    const prints = (lines: string) => {
      const spec = `apiVersion: panorama-compile/v1\n${lines}account: { id: "123456789012", region: us-east-1 }\nstrictness: strict\ncolour: x\n`;
      const { texts, ...result } = compileWith(rooms, [{ path: "a.yaml", text: spec }]);
      const { results } = sarifOf(reportOf({ ...result, sources: texts }));
      return results.map((r: { partialFingerprints: object }) => r.partialFingerprints);
    };
    const before = prints("");
    expect(before).toHaveLength(2);
    expect(before[0]).not.toEqual(before[1]);
    expect(prints("# a\n\n# b\n")).toEqual(before);
  });

  it("makes no fingerprint by which a secret in the line could be found", () => {
    const prints = (password: string) => {
      const spec = `apiVersion: panorama-compile/v1\npassword: ${password}\n`;
      const { texts, ...result } = compileWith(rooms, [{ path: "a.yaml", text: spec }]);
      return reportText("sarif", reportOf({ ...result, sources: texts }));
    };
    expect(prints("swordfish")).toContain("primaryLocationLineHash");
    expect(prints("swordfish")).toBe(prints("opensesame"));
  });
});

describe("hashes of lines", () => {
  const all = (input: string) => {
    const lines = new Set(Array.from({ length: input.split("\n").length }, (_, index) => index + 1));
    return [...lineHashes(input, lines).values()];
  };

  // What the tests of github/codeql-action say that its hash gives (src/fingerprints.test.ts).
  const greetings = " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End";
  const ended = ["e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1"];
  it.each([
    ["", ["c129715d7a2bc9a3:1"]],
    [
      " a\nb\n  \t\tc\n d",
      ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    ],
    [`${greetings}\n`, [...ended, "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"]],
    [
      `${greetings}\n`.replaceAll("\n", "\r\n"),
      [...ended, "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"],
    ],
    [
      "Lorem ipsum dolor sit amet.\n".repeat(10),
      [
        ...[1, 2, 3, 4, 5, 6].map((count) => `a7f2ff13bc495cf2:${count}`),
        "a7f2ff1481e87703:1",
        "a9cf91f7bbf1862b:1",
        "55ec222b86bcae53:1",
        "cc97dc7b1d7d8f7b:1",
        "c129715d7a2bc9a3:1",
      ],
    ],
  ])("are those that GitHub's own action makes: %j", (input, hashes) => {
    expect(all(input)).toEqual(hashes);
  });

  it("are a polynomial modulo 2^64, however long the text", () => {
    const characters = fc.array(fc.constantFrom("a", "é", "日", "\uffff", " ", "\t", "\n", "\r\n"), {
      maxLength: 600,
    });
    fc.assert(
      fc.property(characters, (parts) => {
        const input = parts.join("");
        const significant = (line: string) => line.replace(/[ \t\r]/g, "");
        const lines = input.split("\n");
        const expected = lines.map((_, index) => {
          const rest = `${significant(lines.slice(index).join("\n"))}\uffff`;
          const units = Array.from({ length: 100 }, (_, at) => BigInt(rest.charCodeAt(at) || 0));
          return BigInt.asUintN(
            64,
            units.reduce((sum, unit) => sum * 37n + unit, 0n),
          ).toString(16);
        });
        expect(all(input).map((hash) => hash.replace(/:.*/, ""))).toEqual(expected);
      }),
    );
  });
});

describe("github", () => {
  const propertiesOf = (more: Partial<LocatedFinding>) =>
    commandsIn(reportText("github", reportOf({ findings: [one(more)] })))[0]?.properties;

  it("gives columns on one line only, the last one inside, and no line that a place only touches", () => {
    expect(propertiesOf({ start: { line: 3, column: 5 }, end: { line: 3, column: 9 } })).toEqual({
      file: "spec.yaml",
      line: "3",
      endLine: "3",
      col: "5",
      endColumn: "8",
      title: "duplicate",
    });
    expect(propertiesOf({ start: { line: 3, column: 5 }, end: { line: 3, column: 5 } })).toMatchObject({
      col: "5",
      endColumn: "5",
    });
    const block = propertiesOf({ start: { line: 3, column: 5 }, end: { line: 6, column: 1 } });
    expect(block).toEqual({ file: "spec.yaml", line: "3", endLine: "5", title: "duplicate" });
  });

  it("says how many there are where GitHub does not show all, unless it is to be quiet", async () => {
    const names = Array.from({ length: 12 }, (_, index) => `x${index}: 1\n`)
      .join("")
      .replaceAll("x", "colour");
    const folder = temporaryFolder({ "a.yaml": `${text("formats/gate.yaml")}${names}` });
    const { out, err } = await runIn(folder, ["validate", "a.yaml", "--format", "github"]);
    expect(commandsIn(out)).toHaveLength(12);
    expect(err).toBe(
      "GitHub shows 10 annotations of each level for a step; of 12 errors the rest is in this log only\n1 spec refused: 12 errors\n",
    );
    const quiet = await runIn(folder, ["validate", "a.yaml", "--format", "github", "--quiet"]);
    expect(quiet).toEqual({ code: 1, out, err: "" });
  });
});

describe("junit", () => {
  const suitesOf = (more: Partial<Report>) => parseXml(reportText("junit", reportOf(more)));
  const source = (path: string) => [path, sourceText({ path, text: "" }, "")] as const;
  const sources = new Map([source("a.yaml"), source("b.yaml")]);
  const bodies = ({ children }: Element) =>
    children.flatMap((suite) => suite.children.map((test) => test.children[0]?.name));

  it("fails as the run does: warnings only where they refuse it", () => {
    const findings = (["error", "warning", "info"] as const).map((severity) =>
      one({ severity, ...place("a.yaml") }),
    );
    const mild = suitesOf({ findings, sources });
    expect(mild.attributes).toEqual({
      name: "panorama-compile",
      tests: "4",
      failures: "1",
      errors: "0",
      skipped: "0",
    });
    expect(bodies(mild)).toEqual(["failure", "system-out", "system-out", undefined]);
    const strict = suitesOf({ findings, sources, warningsAsErrors: true });
    expect(strict.attributes.failures).toBe("2");
    expect(bodies(strict)).toEqual(["failure", "failure", "system-out", undefined]);
  });

  it("skips what is allowed, with the reason, and tells tests of one name apart", () => {
    const allowed = [
      { ...one({ ...place("a.yaml", 4) }), reason: "it is <so>", allowedAt: place("a.yaml", 3) },
    ];
    const twice = [one({ ...place("a.yaml", 5) }), one({ ...place("a.yaml", 6) })];
    const { children } = suitesOf({ findings: twice, allowed, sources });
    expect(children[0]?.children.map(({ attributes }) => attributes.name)).toEqual([
      "duplicate: the name is taken",
      "duplicate: the name is taken (2)",
      "duplicate: the name is taken (3)",
    ]);
    expect(children[0]?.children[2]?.children[0]).toMatchObject({
      name: "skipped",
      attributes: { message: "allowed: it is <so>" },
    });
  });
});

describe("no format repeats a secret", () => {
  it.each(FORMATS)("%s", async (format) => {
    const canary = "CANARY-s3cr3t-0";
    const spec = `apiVersion: panorama-compile/v1\nname: a\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: account\nsecrets:\n  - { name: panorama/a, value: ${canary}1 }\n  - name: panorama/b\n    password: ${canary}2\ntags: { a: "https://user:${canary}3@host" }\n`;
    const folder = temporaryFolder({ "a.yaml": spec });
    const { code, out, err } = await runIn(folder, ["validate", "a.yaml", "--format", format]);
    expect(code).toBe(1);
    expect(out + err).toContain("a.yaml");
    expect(out + err).not.toContain("CANARY");
    if (format !== "pretty") expect(out).not.toContain(folder);
  });
});
