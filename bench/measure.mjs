// Runs contestants in turn and says how long each took.
import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/**
 * A contestant is one command line of Node: { name, args, cwd, env, exit (0), before(), check({ stdout, stderr }) },
 * where `prepare`, a contestant too, runs once in front, `before` prepares each run and isn't timed, and `check` throws if the run did something else than expected.
 */
export function verify(contestant) {
  if (contestant.prepare) run(contestant.prepare, "ignore");
  const { stdout, stderr } = run(contestant, "pipe");
  contestant.check?.({ stdout: stdout.toString(), stderr: stderr.toString() });
}

/**
 * Milliseconds of each contestant, name -> one per round. A B C A B C: whatever else the machine does then hits
 * all alike, which is what makes ratios of one run worth more than its milliseconds.
 */
export function race(contestants, { warmup, rounds }) {
  const times = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = -warmup; round < rounds; round++) {
    for (const contestant of contestants) {
      const ms = run(contestant, "ignore").ms;
      if (round >= 0) times.get(contestant.name).push(ms);
    }
  }
  return times;
}

/** One run, from the call that starts the process until it is gone. */
export function run({ name, args, cwd, env, exit = 0, before }, stdio) {
  before?.();
  const start = performance.now();
  const result = spawnSync(process.execPath, args, {
    cwd,
    env,
    stdio,
    windowsHide: true,
    maxBuffer: 2 ** 28,
  });
  const ms = performance.now() - start;
  if (result.error) throw result.error;
  if (result.status !== exit) {
    const said = `${result.stdout ?? ""}${result.stderr ?? ""}`;
    throw new Error(`${name}: ended with ${result.signal ?? result.status} instead of ${exit}\n${said}`);
  }
  return { ...result, ms };
}

/** The value below which the share `part` of the values lies, between two values where it has to. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
}

export const median = (values) => quantile(values, 0.5);
