import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { checkOutput, emit } from "../../src/compiler/emit";
import { FileFailure } from "../../src/compiler/emit/failure";
import { temporaryFolder, writeFile } from "../support/folders";
import { type disk, meeting } from "./dying-disk";
import { type Files, leftIn, type Made, made, options, outputIn, spec, torn } from "./outputs";

// A run that dies at any point of writing: before every single call that changes the disk, and in the middle of every
// write. In this process, where a dead run's disk neither writes nor reads any more; processes.test.ts kills real ones.

vi.mock("node:fs", async (original) => {
  const { dying } = await import("./dying-disk");
  return dying(await original<typeof import("node:fs")>());
});

interface Scenario {
  /** What was compiled before, run after run. */
  readonly before: readonly Made[];
  readonly run: Made;
  readonly plan?: Partial<typeof disk>;
  /** Where the output lies; foreign files lie there already, unless it is `deep/er/out`. */
  readonly out?: string;
}

const FOREIGN = {
  "stacks/mine/cdk.tf.json": "mine",
  "stacks/one-us-east-1/.terraform/x": "mine",
  "notes.md": "mine",
};

const one = made(spec("one"));
const moved = made(spec("one", { region: "us-west-2", strictness: "region" }));
const two = made(spec("two"));
const both = made(spec("one", { region: "us-west-2" }), spec("two", { strictness: "region" }));
const another = made(spec("another"));

const sites = (...names: string[]) => {
  const appliances = names.map((name) => `{ name: ${name}, site: ${name} }`);
  return made(spec("one", { rest: `terraform: { split: site }\nappliances: [${appliances}]` }));
};

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "a first run": { before: [], run: one },
  "a first run, into folders that are not there": { before: [], run: one, out: "deep/er/out" },
  "a run that changes every file": { before: [one], run: made(spec("one", { strictness: "region" })) },
  "a run that changes nothing": { before: [one], run: one },
  "a run in which a stack goes and another comes": { before: [one], run: moved },
  "a run in which many stacks go and come": { before: [sites("a", "b", "c")], run: sites("c", "d", "e") },
  "another document's run": { before: [one], run: two },
  "a run of two documents": { before: [one, two], run: both },
  "a run without hard links": { before: [one], run: moved, plan: { linkless: true } },
};

/** A folder as earlier runs left it, and what a run should make of it. */
interface Stage {
  readonly scenario: Scenario;
  readonly start: string;
  readonly old: Files;
  readonly next: Files;
  readonly plan: Partial<typeof disk>;
  /** How many calls change the disk, and which of them write. */
  readonly calls: number;
  readonly writes: readonly number[];
}

const outOf = (folder: string, { out = "out" }: Scenario): string => join(folder, out);

/** One try in a copy of the stage; the copy is gone afterwards. */
async function attempt<T>(
  stage: Pick<Stage, "scenario" | "start">,
  work: (out: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "panorama-kill-"));
  try {
    cpSync(stage.start, folder, { recursive: true });
    return await work(outOf(folder, stage.scenario));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runs = (out: string, run: Made, pid = 2) => emit(run.artifacts, options(out, run, pid));

async function staged(scenario: Scenario): Promise<Stage> {
  const start = temporaryFolder();
  const out = outOf(start, scenario);
  if (scenario.out === undefined)
    for (const [path, text] of Object.entries(FOREIGN)) writeFile(join(out, path), text);
  for (const run of scenario.before) await runs(out, run, 1);
  const { plan = {} } = scenario;
  return attempt({ scenario, start }, async (copy) => {
    const { seen: calls, writes } = await meeting(plan, () => runs(copy, scenario.run));
    return { scenario, start, plan, calls, writes, old: outputIn(out), next: outputIn(copy) };
  });
}

/** The same with the last call failing whose failure is taken back: how far a run can come and still leave nothing. */
async function failing(stage: Stage): Promise<Stage> {
  for (let fails = stage.calls - 1; fails > 0; fails--) {
    const plan = { ...stage.plan, fails, code: "ENOSPC" };
    const calls = await attempt(stage, async (out) => {
      const error = await meeting(plan, () => runs(out, stage.scenario.run)).then(
        () => undefined,
        (e) => e,
      );
      const isTakenBack = error instanceof FileFailure && isSame(outputIn(out), stage.old);
      return isTakenBack ? meeting(plan, () => runs(out, stage.scenario.run).catch(() => {})) : undefined;
    });
    if (calls) return { ...stage, plan, calls: calls.seen, writes: calls.writes };
  }
  throw new Error("no failure is taken back");
}

const isSame = (a: Files, b: Files) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

/** Kills a run at one point, and looks at what is left, what --check says of it, and what the next run makes of it. */
const killedAt = (stage: Stage, plan: Partial<typeof disk>) =>
  attempt(stage, async (out) => {
    const { run } = stage.scenario;
    const { dead } = await meeting({ ...stage.plan, ...plan }, () => runs(out, run));
    const now = outputIn(out);
    expect(dead).toBe(true);
    expect(torn(now, stage.old, stage.next)).toEqual([]);
    const isBetween = !isSame(now, stage.old) && !isSame(now, stage.next);
    const checked = await checkOutput(run.artifacts, options(out, run, 3));
    if (isBetween) expect(checked.recovered, "--check says so").toBe(true);
    if (leftIn(out).length === 0) expect(checked.recovered).toBe(false);
    expect(outputIn(out)).toEqual(now);
    await isMended(stage, out, checked.recovered);
  });

/** Half of the points are mended by the same run, half by the runs from before, as if the change had been taken back. */
let turn = 0;
async function isMended(stage: Stage, out: string, recovered: boolean): Promise<void> {
  const { before, run } = stage.scenario;
  const wasDone = outputIn(out)["manifest.json"] === stage.next["manifest.json"];
  const [first = another, ...others] = turn++ % 2 === 0 ? [run] : before;
  expect((await runs(out, first, 3)).recovered, "the next run says so").toBe(recovered);
  for (const other of others) await runs(out, other, 3);
  const expected = await attempt(stage, async (copy) => {
    if (wasDone) await runs(copy, run);
    for (const one of [first, ...others]) await runs(copy, one);
    return outputIn(copy);
  });
  expect(outputIn(out)).toEqual(expected); // as if the killed run had never begun, or had ended
  await nothingStays(out, first);
}

/** What a run left before it could say whose it is goes when it is ten minutes old. */
async function nothingStays(out: string, run: Made): Promise<void> {
  const old = Date.now() / 1000 - 3600;
  for (const name of leftIn(out)) {
    expect(readdirSync(join(out, name)).filter((file) => file !== "owner")).toEqual([]);
    utimesSync(join(out, name), old, old);
  }
  if (leftIn(out).length > 0) await runs(out, run, 4);
  expect(leftIn(out)).toEqual([]);
}

let points = 0;

async function atEveryPoint(stage: Stage): Promise<void> {
  for (let dies = 0; dies < stage.calls; dies++) {
    points++;
    await killedAt(stage, { dies });
  }
  for (const dies of stage.writes) {
    points++;
    await killedAt(stage, { dies, torn: true });
  }
}

describe("a run that is killed", () => {
  it.each(Object.entries(SCENARIOS))(
    "at any point of %s leaves whole files, which the next run mends",
    async (_name, scenario) => {
      await atEveryPoint(await staged(scenario));
    },
  );

  it.each(Object.entries(SCENARIOS).filter(([, { run, before }]) => run !== before[0]))(
    "at any point of %s that fails and takes all back",
    async (_name, scenario) => {
      await atEveryPoint(await failing(await staged(scenario)));
    },
  );

  it("was killed at 500 points at least", () => {
    console.log(`killed at ${points} points`);
    expect(points).toBeGreaterThanOrEqual(500);
  });
});
