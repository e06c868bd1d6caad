import { describe, expect, it } from "vitest";
import { TooComplex, textsFor } from "../src/compiler/diff/patterns";

// A text for each set of patterns that any text meets: those that people read, and that none is left out.

describe("texts that stand for all", () => {
  it("are samples where those fit, and else shortest ones", () => {
    const tests = [
      { how: "like", text: "a*" },
      { how: "is", text: "a*" },
      { how: "arn", text: "a:b:c:d:e:*" },
    ] as const;
    expect(textsFor(tests, ["a:b:c:d:e:f", "ax", "ay"])).toEqual(["a:b:c:d:e:f", "ax", "", "a*"]);
    expect(textsFor(tests)).toEqual(["", "a", "a*", "a:b:c:d:e:"]);
  });

  it("cross patterns that can be met together", () => {
    const tests = [
      { how: "like", text: "a?c" },
      { how: "like", text: "*z" },
      { how: "like", text: "*b*" },
    ] as const;
    expect(textsFor(tests).sort()).toEqual(["", "abc", "azc", "b", "bz", "z"]);
    expect(textsFor([{ how: "like", text: "?" }, ...tests.slice(1)]).sort()).toEqual([
      "",
      "b",
      "bz",
      "x",
      "z",
      "zb",
      "zz",
    ]);
  });

  it("stay within the parts of an ARN", () => {
    expect(textsFor([{ how: "arn", text: "?:?:?:?:?:?" }])).toEqual(["", "x:x:x:x:x:x"]);
    expect(
      textsFor([
        { how: "arn", text: "a:*:c:d:e:f" },
        { how: "like", text: "a:*:c:d:e:f" },
      ]),
    ).toEqual(["", "a::c:d:e:f", "a:::c:d:e:f"]);
    expect(textsFor([{ how: "arn", text: "a:b" }], [])).toEqual([""]);
  });

  it("are made of a character that no pattern has", () => {
    const letters = (text: string) => [...text].map((one) => ({ how: "is", text: one }) as const);
    const any = { how: "like", text: "?" } as const;
    expect(textsFor([any]).at(-1)).toBe("x");
    expect(textsFor([any, ...letters("xyz")])).toEqual(["", "x", "y", "z", "0"]);
    const all = "xyz0123456789abcdefghijklmnopqrstuvw-_/.";
    expect(textsFor([any, ...letters(all)])).toEqual(["", ...all, "\u{1F7E6}"]);
  });

  it("know of no case where the tests know none", () => {
    const tests = [{ how: "like", text: "s3:get*" }] as const;
    const lower = (text: string) => text.toLowerCase();
    expect(textsFor(tests, ["S3:GetObject", "S3:Put"], lower)).toEqual(["S3:GetObject", "S3:Put"]);
    expect(textsFor(tests, ["S3:GetObject"])).toEqual(["S3:GetObject", "s3:get"]);
  });

  it("are of a thousand patterns at most", () => {
    const same = (many: number) => Array.from({ length: many }, () => ({ how: "is", text: "a" }) as const);
    expect(textsFor(same(1_000))).toEqual(["", "a"]);
    expect(() => textsFor(same(1_001))).toThrow(new TooComplex("it has more than 1000 patterns"));
  });
});
