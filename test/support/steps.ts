import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { expect } from "vitest";
import { filesIn, temporaryFolder } from "./folders";
import { type Ran, runIn } from "./run";

// The steps of fixtures/step: CASE/before and CASE/after, each a spec.yaml and the files that it names.

const STEPS = join(import.meta.dirname, "../../fixtures/step");

/** Names of all cases. */
export const stepCases = (): string[] => readdirSync(STEPS).sort();

/** What a case may say in its step.json. */
export interface StepSettings {
  /** The day of both compiles, as `--today` takes it. */
  readonly today?: string;
  /** Certificates that are there before anything is applied. Their ids follow the text that stands for their PEM. */
  readonly certificates?: readonly {
    readonly region: string;
    readonly pem: string;
    readonly status: "ACTIVE" | "INACTIVE";
  }[];
  /** Things that are there before. */
  readonly things?: readonly { readonly region: string; readonly name: string }[];
}

export function stepSettings(name: string): StepSettings {
  const file = join(STEPS, name, "step.json");
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** One spec compiled over the other. */
export interface Step {
  /** Folders of the output before and after: copies, so that both stay. */
  readonly before: string;
  readonly after: string;
  /** What the second compile said. */
  readonly second: Ran;
}

/** Compiles `before`, then `after` into the same folder, as a user does who edits a spec. */
export async function compiledStep(name: string): Promise<Step> {
  const folder = temporaryFolder();
  const { today } = stepSettings(name);
  const compile = async (side: "before" | "after") => {
    const place = join(folder, side);
    cpSync(join(STEPS, name, side), place, { recursive: true });
    if (side === "after") cpSync(join(folder, "before/out"), join(place, "out"), { recursive: true });
    return runIn(place, ["spec.yaml", "--out", "out", ...(today === undefined ? [] : ["--today", today])]);
  };
  const first = await compile("before");
  expect(first.code, first.err).toBe(0);
  const second = await compile("after");
  return { before: join(folder, "before/out"), after: join(folder, "after/out"), second };
}

/** What changes in an output folder, as a reviewer sees it. */
export function changesOf({ before, after }: Step): string {
  const [old, now] = [filesIn(before), filesIn(after)];
  const paths = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return paths
    .filter((path) => old[path] !== now[path])
    .map((path) => {
      const from = old[path] === undefined ? "/dev/null" : `a/${path}`;
      const to = now[path] === undefined ? "/dev/null" : `b/${path}`;
      return createTwoFilesPatch(from, to, old[path] ?? "", now[path] ?? "", undefined, undefined, {
        headerOptions: FILE_HEADERS_ONLY,
      });
    })
    .join("");
}

/** Compares a text with a golden file of a case; UPDATE_FIXTURES=1 rewrites it. `undefined`: there must be none. */
export function expectGolden(name: string, file: string, text: string | undefined): void {
  const path = join(STEPS, name, file);
  if (process.env.UPDATE_FIXTURES === "1") {
    if (text === undefined) rmSync(path, { force: true });
    else writeFileSync(path, text);
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(text);
}
