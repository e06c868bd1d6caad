import { describe, expect, it } from "vitest";
import {
  counted,
  fileQuoted,
  listed,
  namesOf,
  oneLine,
  pathText,
  printable,
  printableLines,
  quoted,
  shellQuoted,
} from "../src/compiler/text";

describe("texts of a spec in sentences", () => {
  it("are shown to their eightieth character, counted as people count", () => {
    expect(quoted("a".repeat(80))).toBe(`"${"a".repeat(80)}"`);
    expect(quoted("a".repeat(81))).toBe(`"${"a".repeat(80)}…"`);
    expect(quoted("🎥".repeat(80))).toBe(`"${"🎥".repeat(80)}"`);
    expect(quoted("🎥".repeat(81))).toBe(`"${"🎥".repeat(80)}…"`);
  });

  it.each([
    ["\u001b[31m", "\\u001b[31m"],
    ["a\u0000b\u0008", "a\\u0000b\\u0008"],
    ["\u007f\u009f", "\\u007f\\u009f"],
    ["\u202e\u2066", "\\u202e\\u2066"],
    ["\u{e0041}", "\\u{e0041}"],
    ["\ud800", "\\ud800"],
    ["tab\tline\nend", "tab\tline\nend"],
    ["日本語 🎥\ufe0f é", "日本語 🎥\ufe0f é"],
    ["##[error]x", "\\u0023#[error]x"],
    ["##vso[task]", "\\u0023#vso[task]"],
    ["##TeamCity[x]", "\\u0023#TeamCity[x]"],
    ["# #[x]", "# #[x]"],
    ["## [x]", "## [x]"],
    ["##1[x]", "##1[x]"],
  ])("%j is printed as %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("start no command of GitHub Actions, on any line", () => {
    expect(printableLines("::error::x\n  ::stop\na ::b\n:c\n\t::d")).toBe(
      "\\u003a:error::x\n  \\u003a:stop\na ::b\n:c\n\t\\u003a:d",
    );
  });

  it("take one line where one is wanted", () => {
    expect(oneLine("a\nb\tc")).toBe("a\\nb\\tc");
  });
});

describe("words", () => {
  it("of a path are those of the spec", () => {
    expect(pathText([])).toBe("");
    expect(pathText(["a"])).toBe("a");
    expect(pathText(["appliances", 0, "deviceId"])).toBe("appliances[0].deviceId");
    expect(pathText([0, 1, "a"])).toBe("[0][1].a");
    expect(pathText(["a\nb", "c"])).toBe("a\\nb.c");
  });

  it("of a list are joined", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((items) => listed(items))).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
    expect(listed(["a", "b"], "or")).toBe("a or b");
  });

  it("are counted", () => {
    expect([0, 1, 2].map((count) => counted(count, "bucket"))).toEqual([
      "0 buckets",
      "1 bucket",
      "2 buckets",
    ]);
  });

  it("of a shell are quoted where they must be", () => {
    expect(shellQuoted("/a/b_c-1.d@%+=:,")).toBe("/a/b_c-1.d@%+=:,");
    expect(["-", "-x.yaml", "x-.yaml", "-a b"].map(fileQuoted)).toEqual([
      "-",
      "./-x.yaml",
      "x-.yaml",
      "'./-a b'",
    ]);
    for (const word of ["", "a b", "$a", "~", "a;b", "a\nb", "é", "*"])
      expect(shellQuoted(word)).toBe(`'${word}'`);
    expect(shellQuoted("it's")).toBe("'it'\\''s'");
  });

  it("of names stop after the fifth", () => {
    const names = (count: number) =>
      namesOf(Array.from({ length: count }, (_, index) => ({ name: `n${index}` })));
    expect(names(5)).toBe('"n0", "n1", "n2", "n3" and "n4"');
    expect(names(6)).toBe('"n0", "n1", "n2", "n3", "n4" and 1 more');
  });
});
