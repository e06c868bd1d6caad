import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { LIMITS } from "../src/compiler/limits";
import { rooms } from "./support/run";

// Comments that allow findings: very many of them, and what review.md shows of many.

const HEAD = `apiVersion: panorama-compile/v1
name: one
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
`;
const SPEC = `${HEAD}strictness: account\n`;
const compiled = (text: string) =>
  compileWith(rooms, [{ path: "spec.yaml", text }], { today: "2026-11-23", previousOutput: () => undefined });
const codesOf = (text: string) => [...new Set(compiled(text).findings.map(({ code }) => code))];
const reviewOf = (text: string) =>
  [...compiled(text).artifacts].find(({ path }) => path === "review.md")?.text ?? "";

/** Seconds of CPU time: on a busy machine the clock measures the others. */
function secondsFor(text: string): number {
  const before = process.cpuUsage();
  compiled(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

const allow = (code: string, reason = "padding reason") => `# panorama-compile: allow ${code} -- ${reason}\n`;
const numbered = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join("");

describe("the time for very many comments", () => {
  it.each<[string, string]>([
    [
      "one above 32,000 lines of comments",
      `${allow("confused-deputy", "because reasons")}${"#\n".repeat(32_000)}${SPEC}`,
    ],
    [
      "8,000, each beside a password",
      SPEC + numbered(8000, (n) => `${allow("device-id-unusual")}x-b${n}: https://u:p${n}@h/\n`),
    ],
    ["8,000 that allow nothing", SPEC + allow("confused-deputy").repeat(8000)],
    ["30,000 that allow nothing", SPEC + allow("confused-deputy").repeat(30_000)],
    ["20,000 in a wrong form", SPEC + "# panorama-compile: allow\n".repeat(20_000)],
    [
      "one of 100,000 codes",
      `${SPEC}# panorama-compile: allow ${"confused-deputy, ".repeat(100_000)}quarantined -- so be it\n`,
    ],
    [
      "one of 100,000 unknown codes",
      `${SPEC}# panorama-compile: allow ${"a-b, ".repeat(100_000)}a-b -- so be it\n`,
    ],
  ])("%s", (_name, text) => {
    expect(secondsFor(text)).toBeLessThan(4); // about one; what grew with the square took more than ten
  });

  it("a text beyond a limit is not looked through", () => {
    const text = `${allow("confused-deputy", "")}${SPEC}${"--- a\n".repeat(LIMITS.documents)}`;
    expect(codesOf(text)).toEqual(["yaml-limit"]);
    const deep = `${allow("confused-deputy", "")}${SPEC}x-a: ${"[".repeat(LIMITS.depth + 20)}\n`;
    expect(codesOf(deep)).toEqual(["yaml-limit"]);
  });
});

describe("how many findings about comments are told", () => {
  const found = (text: string) => compiled(text).findings;

  it("of unused ones as many as the limit, and of more that there are more", () => {
    const at = found(SPEC + allow("confused-deputy").repeat(LIMITS.findings));
    expect([at.length, new Set(at.map(({ code }) => code))]).toEqual([
      LIMITS.findings,
      new Set(["allow-unused"]),
    ]);
    const beyond = compiled(SPEC + allow("confused-deputy").repeat(LIMITS.findings + 1));
    expect(beyond.findings.filter(({ code }) => code === "allow-unused")).toHaveLength(LIMITS.findings);
    expect(beyond.findings.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "too-many-findings",
    ]);
    expect([...beyond.artifacts]).toEqual([]);
  });

  it("of broken ones too", () => {
    const line = "# panorama-compile: allow\n";
    expect(found(SPEC + line.repeat(LIMITS.findings))).toHaveLength(LIMITS.findings);
    const beyond = found(SPEC + line.repeat(LIMITS.findings + 7));
    expect(beyond).toHaveLength(LIMITS.findings + 1);
    expect(beyond.map(({ code }) => code)).toContain("too-many-findings");
  });
});

describe("review.md", () => {
  const TRUST = `${allow("confused-deputy", "trust me")}strictness: service\n`;
  const allowed = (review: string) => review.split("## Allowed")[1]?.split("\n## ")[0] ?? "";
  const entries = (review: string) =>
    [...allowed(review).matchAll(/^- line \d+, `([\w-]+)`/gm)].map(([, code]) => code);

  it("shows what was allowed before what may have been, and cuts only notices", () => {
    const review = reviewOf(`${allow("rename-done").repeat(60)}${HEAD}${TRUST}`);
    expect(entries(review)).toEqual(["confused-deputy", ...Array(49).fill("rename-done")]);
    expect(allowed(review)).toContain("\n- and 11 more comments, for notices only\n");
  });

  it("cuts no warning, not even one of which nobody knows whether it was said", () => {
    const review = reviewOf(`${allow("rename-done")}${allow("stack-goes").repeat(60)}${HEAD}${TRUST}`);
    expect(entries(review)).toEqual(["confused-deputy", ...Array(60).fill("stack-goes")]);
    expect(allowed(review)).toContain("\n- and 1 more comment, for notices only\n");
  });

  it("shows in a document's section what its own comments allow, also on the line of its ---", () => {
    const second = (comment: string) =>
      `--- { apiVersion: panorama-compile/v1, name: two, strictness: service, account: { id: "210987654321", region: us-east-1, endOfSupport: acknowledged } } ${comment}`;
    const text = `${HEAD}strictness: service\n${second("# panorama-compile: allow confused-deputy, stack-goes -- the second only")}`;
    const [one = "", two = ""] = reviewOf(text).split(/^(?=# .*two)/m);
    expect([allowed(one), entries(two)]).toEqual(["", ["confused-deputy", "stack-goes"]]);
    expect(compiled(text).findings.map(({ code, start }) => `${start.line} ${code}`)).toContain(
      "4 confused-deputy",
    );
  });
});
