import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { FuzzCase } from "./case";
import { compiled, type Invariant, ran } from "./invariants";
import { TARGETS } from "./targets";

/** What is tried with a case, and how often for each command that is run. */
const WAYS: Readonly<Record<string, { readonly invariant: Invariant; readonly runs: number }>> = {
  compiled: { invariant: compiled, runs: 400 },
  ran: { invariant: ran, runs: 20 },
};

/** Of cheap cases more, of dear ones fewer. */
const SHARES: Readonly<Record<string, number>> = { soup: 10, long: 0.1 };

/** One target tried in one way, again and again. */
export interface Strand {
  readonly name: string;
  readonly arbitrary: fc.Arbitrary<FuzzCase>;
  readonly invariant: Invariant;
  readonly runs: number;
}

/** A command line means nothing to the library. */
export const STRANDS: readonly Strand[] = Object.entries(TARGETS).flatMap(([target, arbitrary]) =>
  Object.entries(WAYS)
    .filter(([way]) => target !== "argv" || way === "ran")
    .map(([way, { invariant, runs }]) => ({
      name: `${target}, ${way}`,
      arbitrary,
      invariant,
      runs: runs * (SHARES[target] ?? 1),
    })),
);

export interface Found {
  readonly strand: string;
  readonly seed: number;
  readonly message: string;
  /** Shrunk. */
  readonly fuzzCase: FuzzCase;
}

/** Tries a strand once through its number of runs; returns the smallest case that breaks it. */
export async function tried(
  { name, arbitrary, invariant, runs }: Strand,
  seed: number,
): Promise<Found | number> {
  Error.stackTraceLimit = 0;
  const details = await fc.check(propertyOf(arbitrary, invariant), { numRuns: runs, seed });
  const [fuzzCase] = details.counterexample ?? [];
  if (!details.failed || fuzzCase === undefined) return details.numRuns;
  const message = await messageOf(invariant, fuzzCase);
  return { strand: name, seed, message, fuzzCase };
}

/** What breaks, with the stack that is left out of the many runs: YAML's errors take one each. */
async function messageOf(invariant: Invariant, fuzzCase: FuzzCase): Promise<string> {
  Error.stackTraceLimit = 30;
  try {
    await invariant(fuzzCase);
    return "it breaks now and then";
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    Error.stackTraceLimit = 0;
  }
}

/** The library is synchronous, and fast-check much faster where nobody waits. */
const propertyOf = (arbitrary: fc.Arbitrary<FuzzCase>, invariant: Invariant) =>
  invariant === compiled
    ? fc.property(arbitrary, compiled)
    : fc.asyncProperty(arbitrary, async (fuzzCase) => invariant(fuzzCase));

/** Where cases are kept that once broke something, and some that are likely to. */
export const CORPUS = join(import.meta.dirname, "corpus");

/** Keeps a case under a name that follows from it. */
export function keep({ strand, fuzzCase }: Found): string {
  const text = `${JSON.stringify(fuzzCase, null, 2)}\n`;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const path = join(CORPUS, `${strand.replace(/\W+/g, "-")}-${digest}.json`);
  mkdirSync(CORPUS, { recursive: true });
  writeFileSync(path, text);
  return path;
}
