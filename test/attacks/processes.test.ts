import { cpSync, readdirSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { checkOutput, emit } from "../../src/compiler/emit";
import { temporaryFolder } from "../support/folders";
import { leftIn, type Made, made, options, outputIn, spec, torn } from "./outputs";
import { counting, type Ended, makeProgram, type Program } from "./program";

// Real processes: killed and interrupted at every call that changes the disk, and fifty at once on one folder.

const DIES = join(import.meta.dirname, "dies.cjs");
const OLD = [spec("one"), spec("two")];
const NEW = [
  spec("one", { region: "us-west-2", strictness: "region" }),
  spec("two", { strictness: "region" }),
];

let program: Program;
let start: string;
beforeAll(async () => {
  program = await makeProgram();
}, 120_000);

const afterwards = (run: Made) => ({
  ...options("", run, 1),
  processes: { pid: 1, host: hostname(), isAlive: () => false },
});

/** A folder with an output of two documents, and the spec of another; and what it should become. */
async function prepared() {
  start = temporaryFolder({ "new.yaml": NEW.join("---\n") });
  const [old, next] = [made(...OLD), made(...NEW)];
  const out = join(start, "out");
  await emit(old.artifacts, { ...afterwards(old), folder: out });
  const before = outputIn(out);
  const copy = temporaryFolder(start);
  await emit(next.artifacts, { ...afterwards(next), folder: join(copy, "out") });
  return { next, before, finished: outputIn(join(copy, "out")) };
}

const dying = (folder: string, at: number, env: Record<string, string>): Promise<Ended> =>
  program.run(folder, ["new.yaml", "--out", "out"], {
    env: { PATH: process.env.PATH, NODE_OPTIONS: `--require=${DIES}`, DIES_AT: String(at), ...env },
  });

describe("a process", () => {
  it("killed at any call leaves whole files; --check and the next run say so, and the next run mends it", async () => {
    const { next, before, finished } = await prepared();
    let kills = 0;
    for (const env of [{}, { DIES_TORN: "1" }]) {
      await counting(3, async (at) => {
        const folder = temporaryFolder(start);
        const out = join(folder, "out");
        const { code, signal, err } = await dying(folder, at, env);
        if (signal === null) {
          expect({ code, err }).toMatchObject({ code: 0 });
          return "done";
        }
        expect(signal).toBe("SIGKILL");
        kills++;
        const now = outputIn(out);
        expect(torn(now, before, finished)).toEqual([]);
        const emitting = { ...afterwards(next), folder: out };
        const isBetween = ![before, finished].some((whole) => JSON.stringify(whole) === JSON.stringify(now));
        if (isBetween) expect((await checkOutput(next.artifacts, emitting)).recovered).toBe(true);
        const { recovered } = await emit(next.artifacts, emitting);
        if (isBetween) expect(recovered).toBe(true);
        expect(outputIn(out)).toEqual(finished);
        return "on";
      });
    }
    expect(kills).toBeGreaterThanOrEqual(100);
  }, 300_000);

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])(
    "that gets %s at any call ends with %i and a whole output, old or new",
    async (signal, expected) => {
      const { before, finished } = await prepared();
      const seen = new Set<string>();
      await counting(3, async (step) => {
        const folder = temporaryFolder(start);
        const { code, err } = await dying(folder, step * 4, { DIES_BY: signal });
        const now = outputIn(join(folder, "out"));
        if (code === 0)
          expect(now).toEqual(finished); // it came when nothing was left to stop
        else expect({ code, err }).toMatchObject({ code: expected });
        seen.add(`${code} ${JSON.stringify(now)}`);
        expect([before, finished]).toContainEqual(now);
        expect(leftIn(join(folder, "out"))).toEqual([]);
        return step < 16 ? "on" : "done";
      });
      expect(seen).toContain(`${expected} ${JSON.stringify(before)}`);
      expect(seen.size).toBeGreaterThan(1);
    },
    200_000,
  );

  it("is one of fifty on one folder: each is done or says who is in its way, and all files are whole", async () => {
    const folder = temporaryFolder({});
    const specs = Array.from({ length: 10 }, (_, n) => ({ name: `d${n}`, text: spec(`d${n}`) }));
    for (const { name, text } of specs)
      cpSync(join(temporaryFolder({ [`${name}.yaml`]: text }), `${name}.yaml`), join(folder, `${name}.yaml`));
    const runs = await Promise.all(
      Array.from({ length: 50 }, (_, n) => program.run(folder, [`d${n % 10}.yaml`, "--out", "out"])),
    );
    for (const { code, err } of runs) {
      expect([0, 3], err).toContain(code);
      if (code === 3) expect(err).toMatch(/^another run (is writing to|took over) [^\n]*\n$/);
    }
    expect(runs.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    const all = specs.map(({ name }) => `${name}.yaml`);
    expect((await program.run(folder, [...all, "--out", "out"])).code).toBe(0);
    const whole = made(...specs.map(({ text }) => text));
    const alone = temporaryFolder({});
    await emit(whole.artifacts, { ...afterwards(whole), folder: alone });
    expect(outputIn(join(folder, "out"))).toEqual(outputIn(alone));
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["manifest.json", "review.md", "stacks"]);
  }, 300_000);
});
