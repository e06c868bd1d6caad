import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { pretty } from "../src/compiler/report/pretty";
import { rooms } from "./support/run";

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, `../fixtures/ok/${name}/spec.yaml`), "utf8");

/** Between them they have every field. */
const SPECS = [fixture("everything"), fixture("warehouse")];

/** Pieces that mean something to YAML, to templates, to JavaScript or to a terminal. */
const PIECES = [
  ": ",
  "- ",
  "\n",
  "\n  ",
  "\t",
  "{",
  "}",
  "[",
  "]",
  ",",
  "&a ",
  "*a",
  "*site",
  "<<: ",
  "? ",
  "|",
  ">",
  "!x ",
  "!!str ",
  '"',
  "'",
  "#",
  "---\n",
  "...\n",
  "%YAML 1.1\n",
  "~",
  "null",
  "0x1F",
  "1e400",
  "__proto__",
  "constructor",
  "x-",
  "${x}",
  "%{x}",
  "&{x}",
  "TfToken[",
  "\u0000",
  "\u001b[2J",
  "\u202e",
  "\ud800",
  "\ufeff",
  "\u2028",
  "🎥",
  "é",
];

/** A spec with some of its text cut out, doubled, or replaced by pieces. */
const mutated = fc.constantFrom(...SPECS).chain((spec) =>
  fc
    .array(fc.tuple(fc.nat(spec.length), fc.nat(30), fc.constantFrom(...PIECES, "")), {
      minLength: 1,
      maxLength: 6,
    })
    .map((edits) =>
      edits.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), spec),
    ),
);

function survives(text: string | Uint8Array): void {
  const { findings, artifacts } = compileWith(rooms, [{ path: "spec.yaml", text }]);
  const errors = findings.filter(({ severity }) => severity === "error").length;
  if (errors > 0) expect([...artifacts]).toEqual([]);
  for (const { path } of artifacts)
    expect(path).toMatch(/^(stacks\/[A-Za-z0-9_-]+\/cdk\.tf\.json|review\.md|manifest\.json)$/);
  const shown = pretty(findings, { color: false, sources: new Map() });
  expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  for (const { start, end } of findings) {
    expect(start.line).toBeGreaterThan(0);
    expect(end.line).toBeGreaterThanOrEqual(start.line);
    if (end.line === start.line) expect(end.column).toBeGreaterThanOrEqual(start.column);
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
}

describe("no input throws, and none that is refused has output", () => {
  it("mutations of specs with everything in them", () => {
    fc.assert(fc.property(mutated, survives), { numRuns: 1500 });
  }, 120_000);

  it("any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: 500 });
  });

  it.each([
    [
      "an alias bomb",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[..."bcdefghij"].map((c, i) => `${c}: &${c} [${Array(10).fill(`*${"abcdefghij"[i]}`)}]`).join("\n")}`,
    ],
    [
      "a merge bomb",
      `x-a: &a { k: v }\n${[..."bcdefghijklmnopqrstuvwxyz"]
        .map((c, i) => {
          const p = "abcdefghijklmnopqrstuvwxyz"[i];
          return `x-${c}: &${c} { <<: [*${p}, *${p}, *${p}] }`;
        })
        .join("\n")}`,
    ],
    [
      "a merge bomb without a key",
      `x-a: &a {}\n${[..."bcdefghijklmnopqrstuvwxyz"]
        .map((c, i) => {
          const p = "abcdefghijklmnopqrstuvwxyz"[i];
          return `x-${c}: &${c} { <<: [*${p}, *${p}, *${p}] }`;
        })
        .join("\n")}`,
    ],
    [
      "a tower of aliases",
      `x-0: &n0 {}\n${Array.from({ length: 2000 }, (_, i) => `x-${i + 1}: &n${i + 1} { a: { a: { a: *n${i} } } }`).join("\n")}`,
    ],
    ["deep nesting", "[".repeat(5000)],
    ["deep mappings", `${Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")}`],
    ["20,000 keys", Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["one long line", `name: ${"x".repeat(1_000_000)}`],
  ])("%s is refused before anybody gives up waiting", (_name, text) => {
    const start = performance.now(); // a guard against quadratic work, which takes minutes here, not a measurement
    const { findings } = compileWith(rooms, [{ path: "spec.yaml", text }]);
    expect(findings.some(({ severity }) => severity === "error")).toBe(true);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
