import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { LIMITS } from "../src/compiler/limits";
import { parse } from "../src/compiler/parse";
import { pretty } from "../src/compiler/report/pretty";
import { validate } from "../src/compiler/validate";
import { fullBudget } from "../src/compiler/yaml/read";
import { temporaryFolder, writeFile } from "./support/folders";
import { rooms, runIn } from "./support/run";

// At each limit, and one beyond it. CSRs, their files and the sizes of jobs have their own in csr.test.ts and jobs.test.ts.

const ROOT = join(import.meta.dirname, "..");
const HEAD = `apiVersion: panorama-compile/v1
name: bounds
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
strictness: account
`;

const findingsOf = (...texts: string[]) =>
  compileWith(
    rooms,
    texts.map((text, index) => ({ path: `${index}.yaml`, text })),
  ).findings;
const codesOf = (...texts: string[]) => [...new Set(findingsOf(...texts).map(({ code }) => code))];

describe("docs/limits.md", () => {
  it("has every limit of limits.ts with its number, and no other", () => {
    const page = readFileSync(join(ROOT, "docs/limits.md"), "utf8");
    const rows = [...page.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, name, number]) => [
      name,
      Number(number),
    ]);
    expect(Object.fromEntries(rows)).toEqual(LIMITS);
  });
});

describe("bytes", () => {
  const filled = (size: number) => `${HEAD}${"#".repeat(size - HEAD.length)}`;

  it("of a file: as many as the limit are read, one more is a finding, by the command too", async () => {
    const folder = temporaryFolder();
    writeFile(join(folder, "at.yaml"), filled(LIMITS.bytes));
    writeFile(join(folder, "beyond.yaml"), filled(LIMITS.bytes + 1));
    expect(await runIn(folder, ["validate", "at.yaml", "--quiet"])).toEqual({ code: 0, out: "", err: "" });
    const { code, err } = await runIn(folder, ["validate", "beyond.yaml", "--quiet"]);
    expect(code).toBe(1);
    expect(err.split("\n")[0]).toBe(
      "beyond.yaml:1:1 error yaml-limit: the file has more than 16777216 bytes; no more are read",
    );
  });

  it("of standard input", async () => {
    const said = async (size: number) =>
      (await runIn(temporaryFolder(), ["validate", "-", "--quiet"], { input: filled(size) })).code;
    expect([await said(LIMITS.bytes), await said(LIMITS.bytes + 1)]).toEqual([0, 1]);
  });

  it("of a file that a spec names", async () => {
    const folder = temporaryFolder({
      "spec.yaml": `${HEAD}appliances: [{ name: a }]\njobs: [{ name: j, document: { file: j.json }, targets: { all: true } }]\n`,
    });
    const said = async (size: number) => {
      writeFile(join(folder, "j.json"), `{"a":1}${" ".repeat(size - 7)}`);
      return (await runIn(folder, ["validate", "spec.yaml", "--quiet"])).err;
    };
    expect(await said(LIMITS.named)).toBe("");
    expect(await said(LIMITS.named + 1)).toContain(
      'job-document-too-large: the job document "j.json" is too large',
    );
  });
});

describe("tokens", () => {
  const budget = (tokens: number) => ({ tokens, documents: LIMITS.documents });
  const left = (text: string) => {
    const all = budget(1_000_000);
    parse({ text }, all);
    return 1_000_000 - all.tokens;
  };

  it("as many as may be are read, one more is a finding where it stands; the next text has what is left", () => {
    const count = left(HEAD);
    expect(count).toBeGreaterThan(30);
    expect(parse({ text: HEAD }, budget(count)).findings).toEqual([]);
    const { documents, findings } = parse({ text: HEAD }, budget(count - 1));
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([
      { code: "yaml-limit", place: { range: [HEAD.length - 1, HEAD.length] } },
    ]);
    const shared = budget(2 * count - 1);
    const codes = [HEAD, HEAD, HEAD].map((text) => parse({ text }, shared).findings.map(({ code }) => code));
    expect(codes).toEqual([[], ["yaml-limit"], ["yaml-limit"]]);
  });

  it("of a run are as many as the limit says", () => {
    // Before anything was counted this took gigabytes, and a process that dies of it tells nobody why.
    const [first, ...others] = findingsOf(`a: [${",".repeat(LIMITS.bytes / 2)}]`, HEAD);
    expect(first).toMatchObject({
      code: "yaml-limit",
      message: "by here the specs of this run have more than 3000000 words and signs; no more are read",
      start: { line: 1 },
    });
    expect(first?.start.column).toBeGreaterThan(LIMITS.tokens - 100);
    expect(others).toMatchObject([{ file: "1.yaml", code: "yaml-limit", start: { line: 1, column: 1 } }]);
  }, 240_000);

  it("suffice for as many appliances as may be, with every field", () => {
    const appliance = `  - name: dock
    thingName: panorama-dock
    deviceId: device-lk7exmplpvcr3heqwjmesw76ky
    region: us-east-1
    site: seattle
    state: active
    source: create
    thingType: panorama-appliance
    attributes:
      floor: "2"
      rack: a
      owner: b
      room: c
      door: d
    certificate:
      arn: "x"
      status: active
`;
    const one = left(`${HEAD}appliances:\n${appliance}`);
    const two = left(`${HEAD}appliances:\n${appliance}${appliance}`);
    expect(one + (two - one) * (LIMITS.appliances - 1)).toBeLessThanOrEqual(LIMITS.tokens);
    expect(LIMITS.appliances * 800).toBeLessThanOrEqual(LIMITS.bytes);
  });
});

describe("depth", () => {
  const nested = (levels: number) => `${HEAD}x-deep: ${"[".repeat(levels)}${"]".repeat(levels)}\n`;
  const below = (levels: number) =>
    `${HEAD}x-deep:\n${Array.from({ length: levels }, (_, i) => `${" ".repeat(i + 1)}a:\n`).join("")}`;

  it.each([
    ["in brackets", nested, LIMITS.depth],
    ["by indentation, with a value in the innermost", below, LIMITS.depth - 1],
  ])("%s", (_name, text, most) => {
    expect(codesOf(text(most))).toEqual([]);
    expect(codesOf(text(most + 1))).toEqual(["yaml-limit"]);
  });

  it("far beyond it ends at the same place whatever room the stack has", () => {
    const [first] = findingsOf(nested(100_000));
    const deeper = (levels: number): unknown =>
      levels === 0 ? findingsOf(nested(100_000))[0] : deeper(levels - 1);
    expect(deeper(4000)).toEqual(first);
    expect(first).toMatchObject({ code: "yaml-limit", start: { line: 5, column: 9 + LIMITS.depth } });
  });
});

describe("numbers of things", () => {
  it("documents of a run, also over several files", () => {
    const documents = (count: number) => "--- {}\n".repeat(count);
    const budget = fullBudget();
    expect(parse({ text: documents(LIMITS.documents) }, budget).documents.length).toBe(LIMITS.documents);
    expect(parse({ text: documents(1) }, budget).findings).toMatchObject([{ code: "yaml-limit" }]);
  });

  it("appliances of a document: what the schema says", () => {
    const fleet = (count: number) =>
      `${HEAD}appliances: [${Array.from({ length: count }, (_, i) => `{name: a${i}}`).join(",")}]`;
    const validated = (count: number) => parse({ text: fleet(count) }).documents.map(validate);
    expect(validated(LIMITS.appliances)).toMatchObject([{ findings: [] }]);
    expect(validated(LIMITS.appliances + 1)).toMatchObject([
      { findings: [{ message: '"appliances" takes at most 20000 entries; it has 20001' }] },
    ]);
  }, 240_000);

  it("values, once aliases are expanded", () => {
    const list = (name: string, of: string, count: number) =>
      `x-${name}: &${name} [${Array(count).fill(of).join(", ")}]\n`;
    // 1 for the list and 1000 for its items; and so on.
    const text = (count: number) =>
      `${HEAD}${list("a", "v", 1000)}${list("b", "*a", 1000)}${list("c", "*b", count)}`;
    expect(codesOf(text(0))).toEqual([]);
    expect(codesOf(text(1))).toEqual(["yaml-limit"]);
  });

  it("mistakes that are told, and that are shown", () => {
    const keys = (count: number) =>
      `${HEAD}${Array.from({ length: count }, (_, i) => `k${i}: 1\n`).join("")}`;
    expect(findingsOf(keys(LIMITS.findings)).length).toBe(LIMITS.findings);
    const findings = findingsOf(keys(LIMITS.findings + 1));
    expect(findings.length).toBe(LIMITS.findings + 1);
    expect(findings[0]).toMatchObject({ code: "too-many-findings", severity: "error", start: { line: 1 } });
    const shown = pretty(findings, { color: false, sources: new Map() });
    expect(shown.match(/schema-unknown-key: unknown/g)?.length).toBe(LIMITS.shown);
    expect(shown).toContain("0.yaml: error schema-unknown-key: 9950 more; --format json has all\n");
    const few = pretty(findingsOf(keys(LIMITS.shown)), { color: false, sources: new Map() });
    expect(few).not.toContain(" more; ");
  }, 120_000);
});

describe("texts", () => {
  it("of 200,000 characters are judged at once, whatever pattern their field has", () => {
    const long = ["a", "-", "/", ".", "a-", "a.", "/a", "*", " "].map((piece) =>
      piece.repeat(200_000 / piece.length),
    );
    const fields = (text: string) =>
      `${HEAD.replace("bounds", text)}appliances: [{ name: ${text}, site: ${text}, attributes: { a: ${text} }, certificate: { csr: ${text} } }]
accessPoints: [{ name: ${text}, bucket: ${text}, prefix: ${text} }]
secrets: [{ name: ${text}, kmsKeyId: ${text}, description: ${text} }]
terraform: { provider: ${text}, backend: { http: { address: ${text} } } }
roles: { appliance: { path: ${text}, permissionsBoundary: ${text} } }
`;
    for (const text of long) expect(codesOf(fields(JSON.stringify(`${text}!`)))).toContain("schema-pattern");
  }, 60_000); // what is quadratic takes hours here
});
