import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../src/compiler/canonical-json";
import { numberProblem } from "../src/compiler/json/number";
import { jsonProblem } from "../src/compiler/json/problem";

describe("canonical JSON", () => {
  const objects = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });

  it("means what it was made of", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // -0 is the one value that JSON.stringify doesn't keep.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 2000 },
    );
  });

  it("is the same whatever order the keys were written in", () => {
    fc.assert(
      fc.property(objects, (object) => {
        const reversed = Object.fromEntries(Object.entries(object).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(object));
      }),
    );
  });

  it("has no white space and sorted keys at every depth", () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: "x y" })).toBe('{"a":"x y","b":[{"c":null,"d":1}]}');
  });
});

describe("JSON as it is read from files", () => {
  /** What we refuse of JSON, on purpose. */
  const OURS =
    /in this object already|is not allowed|would arrive as|is beyond|larger than|surrogate|levels deep/;

  const parses = (json: string): boolean => {
    try {
      JSON.parse(json);
      return true;
    } catch {
      return false;
    }
  };

  const agrees = (json: string): boolean => {
    const problem = jsonProblem(json);
    return problem !== undefined && OURS.test(problem.message)
      ? true
      : parses(json) === (problem === undefined);
  };

  it("is what JSON.parse takes, and nothing else", () => {
    const pieces = fc.constantFrom(
      ..."{}[]:,\"'\\/+-.0123eE \t\n#_",
      ...[
        "true",
        "false",
        "null",
        "NaN",
        "Infinity",
        "1e400",
        "\\u0041",
        "\\ud83d",
        "\\x",
        "//",
        "\u2028",
        "\ufeff",
        "\0",
      ],
      ...['"a"', '"b":', '{"a":1}', "[1,2]", "-0", "01", "1.", ".5", "0x1F", "é🎥"],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => agrees(parts.join(""))),
      { numRuns: 20_000 },
    );
    const broken = fc.tuple(fc.json(), fc.nat(), pieces);
    fc.assert(
      fc.property(broken, ([json, at, piece]) => {
        const place = at % (json.length + 1);
        const more = json.slice(0, place) + piece + json.slice(place);
        const less = json.slice(0, place) + json.slice(place + 1);
        return [json, more, less].every(agrees);
      }),
      { numRuns: 3000 },
    );
  });

  it("takes every number that arrives as it is written", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()), (n) => {
        const written = JSON.stringify(n);
        const safe = !Number.isInteger(n) || Number.isSafeInteger(n);
        expect(numberProblem(written, n) === undefined, written).toBe(safe);
      }),
      { numRuns: 5000 },
    );
    for (const written of ["1.50", "-0", "0.0", "1E+3", "100e-2", "0.1e1", "9007199254740991"])
      expect(numberProblem(written, Number(written)), written).toBeUndefined();
    for (const written of [
      "9007199254740992",
      "9007199254740993",
      "0.1234567890123456789",
      "1e-400",
      "1e999",
    ])
      expect(numberProblem(written, Number(written)), written).toBeDefined();
  });

  it("is never quoted at length: the file may be any file", () => {
    for (const json of [
      '{ "password": hunter2 }',
      "{ hunter2: 1 }",
      '{ "a": 12-hunter2 }',
      `{ "a": ${"8".repeat(500)} }`,
    ]) {
      const { message = "", help = "" } = jsonProblem(json) ?? {};
      expect(message).not.toBe("");
      expect(`${message}${help}`).not.toMatch(/hunter2|8{50}/);
    }
  });

  it("may be as large as a file may be, without a stack that ends", () => {
    const long = JSON.stringify({ text: '\\"x'.repeat(300_000) });
    expect(jsonProblem(long)).toBeUndefined();
    expect(jsonProblem("[".repeat(1_000_000))?.message).toContain("64 levels");
  });
});
