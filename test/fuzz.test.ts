import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FuzzCase } from "./fuzz/case";
import { CORPUS, STRANDS, tried } from "./fuzz/fuzz";
import { compiled, ran } from "./fuzz/invariants";

// The fuzzer for a bounded number of cases, always the same ones; `npm run fuzz` goes on as long as one likes.

const SEED = 20_261_123;

describe("what broke something once, or is likely to", () => {
  const kept = readdirSync(CORPUS).sort();

  it.each(kept)("%s", async (name) => {
    const fuzzCase: FuzzCase = JSON.parse(readFileSync(join(CORPUS, name), "utf8"));
    compiled(fuzzCase);
    await ran(fuzzCase);
  });
});

describe("hostile inputs of every kind break no promise", () => {
  it.each(STRANDS)(
    "$name",
    async (strand) => {
      expect(await tried({ ...strand, runs: Math.ceil(strand.runs / 2) }, SEED)).toBe(
        Math.ceil(strand.runs / 2),
      );
    },
    240_000,
  );
});
