import { describe, expect, it } from "vitest";
import { clauseOf, isAllowed, order, versionIn, versionText } from "../src/compiler/version-constraint";

// https://developer.hashicorp.com/terraform/language/expressions/version-constraints

describe("version-constraint", () => {
  it.each<[string, readonly [number, number, number] | undefined]>([
    ["1.5.7", [1, 5, 7]],
    ["v1.5.7", [1, 5, 7]],
    ["1.5", [1, 5, 0]],
    ["1.11.0-beta1", [1, 11, 0]],
    ["1.5.x", [1, 5, 0]],
    ["123456.123456.123456", [123456, 123456, 123456]],
    ["1234567.0.0", undefined],
    ["1", undefined],
    ["x1.5.7", undefined],
    ["vv1.5", undefined],
    ["", undefined],
  ])("%j starts with the version %j", (text, version) => {
    expect(versionIn(text)).toEqual(version);
  });

  it("versions have an order, part by part, and a text", () => {
    const sorted = [
      [0, 9, 9],
      [1, 0, 0],
      [1, 0, 10],
      [1, 2, 0],
      [1, 10, 0],
      [2, 0, 0],
    ] as const;
    for (const [at, one] of sorted.entries())
      for (const [other, two] of sorted.entries())
        expect(Math.sign(order(one, two))).toBe(Math.sign(at - other));
    expect(versionText([1, 10, 0])).toBe("1.10.0");
  });

  it.each<[constraint: string, allowed: string, refused: string]>([
    ["1.5.0", "1.5.0", "1.4.9 1.5.1 2.5.0"],
    ["= 1.5", "1.5.0", "1.4.9 1.5.1"],
    ["!= 1.5.0", "1.4.9 1.5.1", "1.5.0"],
    ["> 1.5.0", "1.5.1 2.0.0", "1.5.0 1.4.9"],
    ["< 1.5.0", "1.4.9", "1.5.0 1.5.1"],
    [">= 1.5.0", "1.5.0 1.5.1", "1.4.9"],
    ["<=1.5.0", "1.5.0 1.4.9", "1.5.1"],
    ["~> 1.5", "1.5.0 1.9.9", "1.4.9 2.0.0"],
    ["~> 1.5.2", "1.5.2 1.5.9", "1.5.1 1.6.0 2.5.2"],
    ["~> 1", "1.0.0 1.9.0", "0.9.0 2.0.0"],
    [">= 5.100.0, < 7.0.0", "5.100.0 6.9.9", "5.99.9 7.0.0"],
    ["x", "", "0.0.0 1.5.0"],
    ["=> 1.5.0", "", "1.5.0"],
    [">= 1.5.0 x", "", "1.5.0"],
    ["a >= 1.5.0", "", "1.5.0"],
  ])("%s", (constraint, allowed, refused) => {
    const all = (texts: string) =>
      texts
        .split(" ")
        .filter(Boolean)
        .map((text) => isAllowed(constraint, versionIn(text) ?? [0, 0, 0]));
    expect(all(allowed)).toEqual(all(allowed).map(() => true));
    expect(all(refused)).toEqual(all(refused).map(() => false));
  });

  it("a clause has its version", () => {
    expect(clauseOf(" >= 1.5 ").version).toEqual([1, 5, 0]);
    expect(clauseOf("~> 1").version).toEqual([1, 0, 0]);
    expect(clauseOf("1.2.3").version).toEqual([1, 2, 3]);
  });
});
