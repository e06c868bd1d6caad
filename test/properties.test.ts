import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Artifact } from "../src/compiler/api";
import { compileWith } from "../src/compiler/compile";
import { arbitrarySpec, FILES, HOSTILE, type Json, type SpecData } from "./support/arbitrary-spec";
import { rooms } from "./support/run";

const readFile = (path: string) => FILES[path];
const compileText = (text: string) => compileWith(rooms, [{ path: "spec.yaml", text }], { readFile });

function outputOf(spec: SpecData): Record<string, string> {
  const { findings, artifacts } = compileText(stringify(spec, { lineWidth: 0 }));
  const errors = findings.filter(({ severity }) => severity === "error");
  expect(errors, JSON.stringify(spec)).toEqual([]);
  return filesOf(artifacts);
}

/** By path, without the one section that tells lines of the spec. */
const filesOf = (artifacts: Iterable<Artifact>): Record<string, string> =>
  Object.fromEntries(
    [...artifacts].map(({ path, text }) => [path, text.replace(/^## Warnings$[\s\S]*?(?=^## )/m, "")]),
  );

describe("random valid specs", () => {
  it("compile, to the same bytes in whatever order they are written", () => {
    fc.assert(
      fc.property(arbitrarySpec, fc.infiniteStream(fc.nat()), (spec, numbers) => {
        const output = outputOf(spec);
        expect(outputOf(reordered(spec, numbers) as SpecData)).toEqual(output);
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it("say the same as YAML and as JSON", () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const { artifacts } = compileText(JSON.stringify(spec));
        expect(filesOf(artifacts)).toEqual(outputOf(spec));
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});

describe("a wrong value in any place of a spec", () => {
  it("never throws, and has no output where it is refused", () => {
    const anything = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
    fc.assert(
      fc.property(arbitrarySpec, anything, fc.nat(), (spec, value, at) => {
        const paths = [...places(spec)];
        const text = stringify(replaced(spec, paths[at % paths.length] ?? [], value), { lineWidth: 0 });
        const { findings, artifacts } = compileText(text);
        const refused = findings.some(({ severity }) => severity === "error");
        expect([...artifacts].length > 0).toBe(!refused);
      }),
      { numRuns: 600 },
    );
  }, 120_000);
});

describe("a hostile text in any place of a spec", () => {
  it("is refused, or arrives as it was written", () => {
    let arrived = 0;
    fc.assert(
      fc.property(arbitrarySpec, fc.constantFrom(...HOSTILE), fc.nat(), (spec, text, at) => {
        const paths = [...places(spec)].filter((place) => typeof valueAt(spec, place) === "string");
        const path = paths[at % paths.length] ?? [];
        const { findings, artifacts } = compileText(stringify(replaced(spec, path, text), { lineWidth: 0 }));
        if (findings.some(({ severity }) => severity === "error")) return;
        if (!isToArrive(spec, path)) return;
        const texts = new Set(
          [...artifacts].flatMap(({ path: file, text: content }) =>
            file === "review.md" ? [content] : [...textsIn(JSON.parse(content))],
          ),
        );
        expect(
          [...texts].some((t) => t.includes(text)),
          `${path.join(".")}: ${text}`,
        ).toBe(true);
        arrived++;
      }),
      { numRuns: 1500 },
    );
    expect(arrived).toBeGreaterThan(25);
  }, 240_000);
});

/**
 * Whether the text at a place is to be in the output: what is expected only findings look at; only one rung names devices, in use; and the policy of an
 * access point in quarantine denies everything, below whatever prefix.
 */
function isToArrive(spec: SpecData, path: Place): boolean {
  const quarantined = spec.lifecycle === "quarantined";
  if (path[0] === "expect") return false;
  if (path[0] === "accessPoints" && path.at(-1) === "prefix") return !quarantined;
  if (path.at(-1) !== "deviceId") return true;
  const retired = valueAt(spec, [...path.slice(0, -1), "state"]) === "retired";
  return spec.strictness === "device" && !quarantined && !retired;
}

/** Lists whose order means nothing, and all mappings, shuffled; a job's document keeps the order of its lists. */
function reordered(value: Json, numbers: Iterator<number>, inDocument = false): Json {
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, rank: Number(numbers.next().value) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  if (Array.isArray(value)) {
    const items = value.map((item) => reordered(item, numbers, inDocument));
    return inDocument ? items : shuffled(items);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, reordered(inner, numbers, inDocument || key === "document")] as const,
  );
  return Object.fromEntries(shuffled(entries));
}

type Place = readonly (string | number)[];

/** Every place in a spec below its top. */
function* places(value: Json, path: Place = []): Generator<Place> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    yield below;
    yield* places(inner, below);
  }
}

const valueAt = (value: Json, path: Place): unknown =>
  path.reduce<unknown>((inner, part) => (inner as Readonly<Record<string | number, unknown>>)[part], value);

function replaced(value: Json, [part, ...rest]: Place, text: Json): Json {
  if (part === undefined) return text;
  if (Array.isArray(value))
    return value.map((item, index) => (index === part ? replaced(item, rest, text) : item));
  const object = value as { readonly [key: string]: Json };
  return { ...object, [part]: replaced(object[part] ?? null, rest, text) };
}

/** Every text that Terraform will have after it has undone its escapes; JSON texts and templates also as what they hold. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    const text = value.replace(/([$%])\1(?=\{)/g, "$1");
    yield text;
    if (/^[{[]/.test(text)) yield* jsonTexts(text);
    if (text.startsWith("AWSTemplateFormatVersion")) yield* plainTexts(parse(text));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield* textsIn(key);
      yield* textsIn(inner);
    }
  }
}

function* jsonTexts(text: string): Generator<string> {
  try {
    yield* plainTexts(JSON.parse(text));
  } catch {
    // not JSON after all
  }
}

function* plainTexts(value: unknown): Generator<string> {
  if (typeof value === "string") {
    yield value;
    if (/^[{[]/.test(value)) yield* jsonTexts(value);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield key;
      yield* plainTexts(inner);
    }
  }
}
