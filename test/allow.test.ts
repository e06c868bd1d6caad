import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AllowedFinding, LocatedFinding } from "../src/compiler/api";
import { fileReader } from "../src/compiler/commands/read-sources";
import { compileWith } from "../src/compiler/compile";
import { allKinds } from "../src/compiler/kinds";
import { previousKinds } from "../src/compiler/previous/kinds";
import type { Source } from "../src/compiler/source";
import { filesIn, temporaryFolder } from "./support/folders";
import { rooms, runIn } from "./support/run";

// Comments that allow findings, beyond what the folders of fixtures/err/allow-* show.

const TODAY = "2026-11-23";
const ERR = join(import.meta.dirname, "../fixtures/err");
const HEAD = `apiVersion: panorama-compile/v1
name: one
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
`;

const compiled = (text: Source["text"], options = {}) =>
  compileWith(rooms, [{ path: "spec.yaml", text }], { today: TODAY, ...options });
const codes = (findings: readonly LocatedFinding[]) => findings.map(({ code }) => code);
const summary = (text: string) => {
  const { findings, allowed } = compiled(text);
  return { findings: codes(findings), allowed: codes(allowed) };
};
const short = ({ code, start, reason, allowedAt }: AllowedFinding) =>
  `${start.line} ${code} (${reason}) ${allowedAt.start.line}:${allowedAt.start.column}`;
const allowedIn = (text: Source["text"]) => compiled(text).allowed.map(short);
describe("what a comment may allow", () => {
  const cases = readdirSync(ERR).flatMap((code) =>
    readdirSync(join(ERR, code))
      .map((name) => join(ERR, code, name))
      .filter((folder) => existsSync(join(folder, "spec.yaml")) && !code.startsWith("allow-")),
  );

  /** The findings of a case's folder with another spec. */
  function findingsIn(folder: string, text: Source["text"]) {
    const previous = join(folder, "previous");
    const read = (path: string) =>
      existsSync(join(previous, path)) ? readFileSync(join(previous, path), "utf8") : undefined;
    const options = {
      readFile: fileReader(folder),
      ...(existsSync(previous) && { previousOutput: read }),
    };
    return compiled(text, options);
  }

  /** A spec with a comment above each line on which findings start. */
  function commented(text: string, findings: readonly LocatedFinding[]) {
    const onLine = new Map<number, Set<string>>();
    for (const { start, code } of findings)
      onLine.set(start.line, (onLine.get(start.line) ?? new Set()).add(code));
    const lines = text.split("\n");
    const indented = (line: number) => /^[ \t]*/.exec(lines[line - 1] ?? "")?.[0] ?? "";
    for (const [line, own] of [...onLine].sort(([a], [b]) => b - a))
      lines.splice(
        line - 1,
        0,
        ...[...own].map((code) => `${indented(line)}# panorama-compile: allow ${code} -- a test`),
      );
    return { text: lines.join("\n") };
  }

  const withoutPlaces = (findings: readonly LocatedFinding[]) =>
    findings
      .map(({ code, severity, message }) => `${severity} ${code} ${message.replace(/\d+/g, "N")}`)
      .sort();

  let refused = 0;
  let waved = 0;
  it.each(cases.map((folder) => [folder.slice(ERR.length + 1), folder]))("%s", (_name, folder) => {
    const bytes = readFileSync(join(folder, "spec.yaml"));
    const before = findingsIn(folder, bytes);
    const { text } = commented(bytes.toString("latin1"), before.findings); // every byte stays what it is
    const after = findingsIn(folder, Buffer.from(text, "latin1"));
    const errors = before.findings.filter(({ severity }) => severity === "error");
    const milder = before.findings.filter(({ severity }) => severity !== "error");
    const refusals = after.findings.filter(({ code }) => code === "allow-refused");
    const own = after.findings.filter(({ code }) => !code.startsWith("allow-"));
    refused += refusals.length;
    waved += after.allowed.length;
    const reorders = ({ code }: LocatedFinding) =>
      allKinds.some((kind) => kind.code === code && kind.reorders);
    const kept = before.findings.filter((one) => one.severity === "error" || reorders(one));
    expect([...after.artifacts].length > 0).toBe(kept.length === 0);
    if (folder.includes("/yaml-")) {
      // What is no YAML reads otherwise with a line more, or the comment falls into a string.
      return expect(own.filter(({ code }) => code.startsWith("yaml-"))).not.toEqual([]);
    }
    // Errors stay, each of them, and what asks for another order of applying.
    expect(withoutPlaces(own.filter(({ severity }) => severity === "error"))).toEqual(withoutPlaces(errors));
    const told = new Set(errors.map(({ code }) => code));
    for (const code of told)
      expect(refusals.filter(({ message }) => message.startsWith(`"${code}" is an error`))).not.toEqual([]);
    for (const { code } of before.findings.filter(reorders)) {
      expect(refusals.filter(({ message }) => message.startsWith(`"${code}" says what to do`))).not.toEqual(
        [],
      );
      told.add(code);
    }
    // Warnings and notices go, each of them, unless the line has an error of the same code.
    expect(withoutPlaces([...own.filter(({ severity }) => severity !== "error"), ...after.allowed])).toEqual(
      withoutPlaces(milder),
    );
    expect(own.filter(({ severity, code }) => severity !== "error" && !told.has(code))).toEqual([]);
    expect(codes(after.findings)).not.toContain("allow-unused");
  });

  it("saw many of both", () => {
    expect(refused).toBeGreaterThan(250);
    expect(waved).toBeGreaterThan(50);
  });

  it("a kind of errors says which of its cases are milder", () => {
    const milder = new Map<string, string>();
    for (const folder of cases)
      for (const { code, severity } of findingsIn(folder, readFileSync(join(folder, "spec.yaml"))).findings) {
        const kind = allKinds.find((one) => one.code === code);
        if (kind?.severity === "error" && severity !== "error") milder.set(code, severity);
      }
    expect(Object.fromEntries(milder)).toEqual(
      Object.fromEntries(allKinds.flatMap(({ code, mildest }) => (mildest ? [[code, mildest]] : []))),
    );
  });
});

const SERVICE = `${HEAD}strictness: service\n`;
const COMMENT = "# panorama-compile: allow confused-deputy -- the console made it so";

describe("where a comment stands", () => {
  it.each<[string, string, string[]]>([
    [
      "behind the value",
      `${HEAD}strictness: service ${COMMENT}\n`,
      ["4 confused-deputy (the console made it so) 4:47"],
    ],
    [
      "right above",
      `${HEAD}${COMMENT}\nstrictness: service\n`,
      ["5 confused-deputy (the console made it so) 4:27"],
    ],
    [
      "above, among other comments",
      `${HEAD}# one\n${COMMENT}\n  # two\nstrictness: service\n`,
      ["7 confused-deputy (the console made it so) 5:27"],
    ],
    [
      "above, indented",
      `${HEAD}     ${COMMENT}\nstrictness: service\n`,
      ["5 confused-deputy (the console made it so) 4:32"],
    ],
    ["above, with an empty line between", `${HEAD}${COMMENT}\n\nstrictness: service\n`, []],
    ["below", `${HEAD}strictness: service\n${COMMENT}\n`, []],
    [
      "on the last line, without its end",
      `${HEAD}strictness: service ${COMMENT}`,
      ["4 confused-deputy (the console made it so) 4:47"],
    ],
    ["above what is behind the key's line", `${HEAD}strictness: ${COMMENT}\n  service\n`, []],
    [
      "behind a value in a mapping in braces",
      `{ apiVersion: panorama-compile/v1, name: one,\n account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged },\n strictness: service ${COMMENT}\n}\n`,
      ["3 confused-deputy (the console made it so) 3:48"],
    ],
    [
      "in a text with CRLF",
      SERVICE.replace("strictness", `${COMMENT}\nstrictness`).replaceAll("\n", "\r\n"),
      ["5 confused-deputy (the console made it so) 4:27"],
    ],
    [
      "behind a byte-order mark",
      `\ufeff${COMMENT}\nstrictness: service\n${HEAD}`,
      ["2 confused-deputy (the console made it so) 1:27"],
    ],
    ["in a string", `${SERVICE}x-a: "\n  ${COMMENT}"\n`, []],
    ["in a block of lines", `${HEAD}x-a: |\n  ${COMMENT}\nstrictness: service\n`, []],
    [
      "without a space before its #, in a plain string",
      `${HEAD}x-a: a#panorama-compile=allow confused-deputy\nstrictness: service\n`,
      [],
    ],
  ])("%s", (_name, text, allowed) => {
    expect(allowedIn(text)).toEqual(allowed);
    expect(codes(compiled(text).findings).includes("confused-deputy")).toBe(allowed.length === 0);
  });

  it("it speaks of its own document only", () => {
    const other = SERVICE.replace("one", "two").replace("123456789012", "210987654321");
    const { findings, allowed } = compiled(
      `${SERVICE.replace("strictness", `${COMMENT}\nstrictness`)}---\n${other}`,
    );
    expect(allowed.map(({ start }) => start.line)).toEqual([5]);
    expect(findings.map(({ code, start }) => `${start.line} ${code}`)).toEqual(["10 confused-deputy"]);
  });

  it("it speaks of its own text only, also where two have one name", () => {
    const other = `${SERVICE.replace("one", "two").replace("123456789012", "210987654321")}# to line 5\n`;
    const texts = [
      { text: SERVICE.replace("\nstrictness", ` \nstrictness`).replace("service", `service ${COMMENT}`) },
      { text: other },
    ];
    const { findings, allowed } = compileWith(rooms, texts, { today: TODAY });
    expect([codes(findings), codes(allowed)]).toEqual([["confused-deputy"], ["confused-deputy"]]);
  });

  it("of a finding at an anchor it is allowed at the anchor, for every use, and not at a use", () => {
    const text = (use: string) => `${HEAD}strictness: account
x-prefix: &open models
buckets: [{ name: acme-nodepackage-store-1, region: us-east-1 }]
accessPoints:
  - { name: panorama-a, bucket: acme-nodepackage-store-1, prefix: *open } ${use}
  - { name: panorama-b, bucket: acme-nodepackage-store-1, prefix: *open }
`;
    const comment = "# panorama-compile: allow prefix-open-ended -- the names are ours";
    const { findings } = compiled(text(""));
    expect(findings.map(({ code, start }) => `${start.line} ${code}`)).toEqual(["5 prefix-open-ended"]);
    const above = compiled(text("").replace("x-prefix", `${comment}\nx-prefix`));
    expect([codes(above.findings), above.allowed.map(({ start }) => start.line)]).toEqual([[], [6]]);
    const use = compiled(text(comment));
    expect(codes(use.findings)).toEqual(["prefix-open-ended", "allow-unused"]);
    expect(use.findings.at(-1)?.help).toBe(
      "the finding starts on line 5: write the comment there, or on the line above",
    );
  });
});

describe("how a comment is written", () => {
  const helpFor = (comment: string) => {
    const { findings } = compiled(`${HEAD}strictness: account\nx-a: 1 ${comment}\n`);
    return findings.map(({ code, help }) => `${code}: ${help}`);
  };
  const FORM = "allow-malformed: write # panorama-compile: allow";

  it.each<[string, string]>([
    ["# panorama-compile: allow confused-deputy - why not", "confused-deputy -- why not"],
    ["# panorama-compile: allow confused-deputy\u2014why not", "confused-deputy -- why not"],
    ["# panorama-compile: allow confused-deputy: why not", "confused-deputy -- why not"],
    ["# panorama-compile: allow(confused-deputy) why not", "confused-deputy -- why not"],
    ["# panorama-compile: allow confused-deputy--why not", "confused-deputy -- why not"],
    [
      "# panorama-compile: allow confused-deputy quarantined -- why not",
      "confused-deputy, quarantined -- why not",
    ],
    ["# panorama-compile: allow confused-deputy; quarantined", "confused-deputy, quarantined -- REASON"],
    ["# panorama-compile: allow confused-deputy # why not", "confused-deputy -- why not"],
    ["# panorama-compile:\u00a0allow confused-deputy -- why not", "confused-deputy -- why not"],
    ["# panorama-compile: disable-line confused-deputy -- why not", "confused-deputy -- why not"],
    ["## panorama-compile: allow confused-deputy -- why not", "confused-deputy -- why not"],
    ["# panorama_compile: ALLOW confused-deputy -- why not", "confused-deputy -- why not"],
    ["# panorama: allow confused-deputy -- why not", "confused-deputy -- why not"],
    ["# panorama-compile = allow confused-deputy -- why not", "confused-deputy -- why not"],
    ["# panorama-compile-ignore: confused-deputy", "confused-deputy -- REASON"],
    [
      "# yamllint disable-line # panorama-compile: allow confused-deputy -- why not",
      "confused-deputy -- why not",
    ],
    ["# panorama-compile: allow -- why not", "CODE -- REASON, or start the comment in another way"],
    ["# panorama-compile: see the handbook", "CODE -- REASON, or start the comment in another way"],
    ["# panorama-compile:", "CODE -- REASON, or start the comment in another way"],
  ])("%j is told the form, or to be no such comment", (comment, form) => {
    expect(helpFor(comment)).toEqual([`${FORM} ${form}`]);
  });

  it.each([
    "# made by panorama-compile discover",
    "# panorama-compile allows no second account here",
    "# see panorama-compile explain confused-deputy",
    "# yaml-language-server: $schema=./panorama-spec.schema.json",
  ])("%j is a comment like any other", (comment) => {
    expect(helpFor(comment)).toEqual([]);
  });

  it("two comments for one finding: the second allows nothing", () => {
    const { findings, allowed } = compiled(`${HEAD}${COMMENT}\nstrictness: service ${COMMENT}\n`);
    expect(allowed.map(short)).toEqual(["5 confused-deputy (the console made it so) 4:27"]);
    expect(findings.map(({ code, help }) => `${code}: ${help}`)).toEqual([
      "allow-unused: delete the comment",
    ]);
  });

  it("texts that are made to keep it looking do not", () => {
    const size = 400_000;
    const lines = [
      "#",
      "# ",
      "panorama-compile",
      "# panorama-compile: allow a,",
      "# panorama-compile: ",
      "panorama: ",
    ];
    for (const line of lines) {
      const text = `${HEAD}strictness: account\nx-a: 1 # ${line.repeat(Math.ceil(size / line.length))}\n`;
      const start = performance.now();
      compiled(text);
      expect(performance.now() - start, line).toBeLessThan(2000);
    }
  });
});

describe("the reason", () => {
  const reasonFor = (reason: string) =>
    compiled(`${HEAD}strictness: service # panorama-compile: allow confused-deputy -- ${reason}\n`).allowed[0]
      ?.reason;

  it.each([
    ["the  console -- made it so ", "the  console -- made it so"],
    ["\u202etxet\u001b[2J \u0085 x\u200b", "\\u202etxet\\u001b[2J \\u0085 x\\u200b"],
    ["see https://bob:hunter2@example.com/x", "see https://•••@example.com/x"],
    ["the password: hunter2", "the password: •••"],
    ["x".repeat(1000), `${"x".repeat(300)}…`],
    ["\u540d\u524d", "\u540d\u524d"],
  ])("%j is shown as %j", (reason, shown) => {
    expect(reasonFor(reason)).toBe(shown);
  });

  it.each(["", " ", "x", "...", "REASON", "\u200b\u200b"])("%j is none", (reason) => {
    expect(reasonFor(reason)).toBeUndefined();
  });

  it("can't write anything else into review.md", () => {
    const reason = "`</code>` <img src=x> [a](b) | **c** @team";
    const { artifacts } = compiled(
      `${HEAD}strictness: service # panorama-compile: allow confused-deputy -- ${reason}\n`,
    );
    const review = [...artifacts].find(({ path }) => path === "review.md")?.text ?? "";
    expect(review).toContain("\n  - reason: `'</code>' <img src=x> [a](b) | **c** @team`\n");
  });
});

describe("what allowed findings are to the rest", () => {
  const spec = `${HEAD}strictness: service ${COMMENT}\n`;

  it("they do not stop a run that takes warnings for errors, and are counted", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec });
    const argv = ["validate", "spec.yaml", "--warnings-as-errors"];
    expect(await runIn(folder, argv)).toMatchObject({
      code: 0,
      err: "1 spec valid: no findings; 1 allowed\n",
    });
    const { err } = await runIn(folder, ["spec.yaml"]);
    expect(err).toContain("2 stacks, 5 resources; 1 allowed\n");
  });

  it("they are all there for a caller of the library, with where and why", () => {
    expect(compiled(spec)).toMatchObject({
      findings: [],
      allowed: [
        {
          code: "confused-deputy",
          severity: "warning",
          file: "spec.yaml",
          start: { line: 4, column: 13 },
          help: "write strictness: account",
          reason: "the console made it so",
          allowedAt: { file: "spec.yaml", start: { line: 4, column: 47 }, end: { line: 4, column: 62 } },
        },
      ],
    });
  });

  it("the end-of-support notice is one like any other", () => {
    const text = (comment: string) => spec.replace(", endOfSupport: acknowledged }", ` } ${comment}`);
    expect(codes(compiled(text("")).findings)).toEqual(["end-of-support"]);
    const comment = "# panorama-compile: allow end-of-support -- we know";
    expect(summary(text(comment))).toEqual({ findings: [], allowed: ["end-of-support", "confused-deputy"] });
  });

  it("unused ones are not told where errors keep the rest from being looked for", () => {
    const broken = `${HEAD}strictness: account ${COMMENT}\ncolour: blue\n`;
    expect(codes(compiled(broken).findings)).toEqual(["schema-unknown-key"]);
    const other = { path: "other.yaml", text: broken.replace("one", "two") };
    const run = [{ path: "spec.yaml", text: `${HEAD}strictness: account ${COMMENT}\n` }, other];
    expect(codes(compileWith(rooms, run, { today: TODAY }).findings)).toEqual(["schema-unknown-key"]);
    expect(codes(compiled(`${HEAD}strictness: account ${COMMENT}\n`).findings)).toEqual(["allow-unused"]);
  });

  it("what compares with the last output comes once, and the output is the same whether it came", async () => {
    const before = `${HEAD}strictness: account\nroles: { serviceLinked: create }\n`;
    const allow = "# panorama-compile: allow service-linked-role-goes -- another stack has it now";
    const after = before.replace("create }", `omit } ${allow}`);
    const folder = temporaryFolder({ "spec.yaml": before });
    expect((await runIn(folder, ["spec.yaml"])).code).toBe(0);
    writeFileSync(join(folder, "spec.yaml"), after);
    expect(await runIn(folder, ["validate", "spec.yaml"])).toMatchObject({
      code: 0,
      err: "1 spec valid: no findings\n",
    });
    const first = await runIn(folder, ["spec.yaml", "--warnings-as-errors"]);
    expect(first.code, first.err).toBe(0);
    expect(first.err).toContain("; 1 allowed\n");
    const output = filesIn(join(folder, "cdktf.out"));
    expect(output["review.md"]).toContain(
      `- line 5, \`service-linked-role-goes\`: \`${previousKinds.serviceLinkedGoes.summary}\`\n  - reason: \`another stack has it now\`\n`,
    );
    const second = await runIn(folder, ["spec.yaml", "--check"]);
    expect(second).toMatchObject({ code: 0 });
    expect(second.err).toContain(
      'warning allow-unused: this allows "service-linked-role-goes" on line 5, where no such finding starts',
    );
    expect(second.err).toContain("help: delete the comment");
  });

  it("the output does not follow the day", () => {
    const text = `${HEAD}strictness: region
appliances:
  - name: dock
    state: reprovisioning # panorama-compile: allow reprovisioning -- the crate is on its way
    until: 2026-12-15 # panorama-compile: allow reprovisioning-overdue -- the crate may be late
`;
    const on = (today: string) => {
      const { findings, allowed, artifacts } = compiled(text, { today });
      return { findings: codes(findings), allowed: codes(allowed), files: [...artifacts] };
    };
    const [early, late] = [on("2026-12-15"), on("2026-12-16")];
    expect([early.findings, early.allowed]).toEqual([["allow-unused"], ["reprovisioning"]]);
    expect([late.findings, late.allowed]).toEqual([["allow-unused"], ["reprovisioning-overdue"]]);
    expect(late.files).toEqual(early.files);
  });
});
