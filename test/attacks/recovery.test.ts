import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { compileWith } from "../../src/compiler/compile";
import { emit } from "../../src/compiler/emit";
import { STAGING } from "../../src/compiler/emit/owner";
import { lastOutput } from "../../src/compiler/emit/recovery";
import { temporaryFolder, writeFile } from "../support/folders";
import { rooms } from "../support/run";
import { meeting } from "./dying-disk";
import { made, options, outputIn, spec } from "./outputs";

// What a killed run took away or replaced is still what states hold: the next run must say the same of it as the
// killed one did, or Terraform would destroy without a word.

vi.mock("node:fs", async (original) => {
  const { dying } = await import("./dying-disk");
  return dying(await original<typeof import("node:fs")>());
});

const sites = (appliances: string) =>
  spec("one", { rest: `terraform: { split: site }\nappliances: [${appliances}]` });

const BEFORE = sites("{ name: d1, site: a }, { name: d2, site: c }");
const MOVED = sites("{ name: d1, site: b }, { name: d2, site: c }, { name: d3, site: c }");
const WITHOUT = sites("{ name: d2, site: c }");

/** The codes of what a run says beside the output as a folder has it. */
function said(text: string, out: string): string[] {
  const previousOutput = lastOutput(out, { pid: 3, host: "here", isAlive: () => false });
  return compileWith(rooms, [{ path: "0.yaml", text }], { previousOutput }).findings.map(({ code }) => code);
}

async function written(): Promise<string> {
  const out = join(temporaryFolder(), "out");
  await emit(made(BEFORE).artifacts, options(out, made(BEFORE), 1));
  return out;
}

describe("after a killed run", () => {
  it.each([false, true])(
    "nothing is lost of what the killed one said (no hard links: %s)",
    async (linkless) => {
      const start = await written();
      const run = made(MOVED);
      const before = { moved: said(MOVED, start), without: said(WITHOUT, start) };
      expect(before.moved).toContain("resource-changes-stack");
      expect(before.without).toContain("entry-vanished");
      const whole = temporaryFolder();
      cpSync(start, whole, { recursive: true });
      const { seen } = await meeting({ linkless }, () => emit(run.artifacts, options(whole, run, 2)));
      for (let dies = 0; dies < seen; dies++) {
        const out = temporaryFolder();
        cpSync(start, out, { recursive: true });
        await meeting({ linkless, dies }, () => emit(run.artifacts, options(out, run, 2)));
        const isDone = outputIn(out)["manifest.json"] === outputIn(whole)["manifest.json"];
        if (!isDone) {
          expect(said(MOVED, out), `killed at ${dies}`).toEqual(before.moved);
          expect(said(WITHOUT, out), `killed at ${dies}`).toEqual(before.without);
        }
        // Killed once more, anywhere in the run that mends it.
        const again = dies % 7;
        await meeting({ linkless, dies: again * 4 }, () => emit(run.artifacts, options(out, run, 4)));
        const isDoneNow = outputIn(out)["manifest.json"] === outputIn(whole)["manifest.json"];
        if (!isDoneNow) expect(said(WITHOUT, out), `killed at ${dies}, ${again * 4}`).toEqual(before.without);
        await emit(run.artifacts, options(out, run, 5));
        expect(outputIn(out)).toEqual(outputIn(whole));
      }
    },
  );

  it.each([
    ["a file that is not ours", "stacks/mine/cdk.tf.json", "mine"],
    ["a file outside", "../victim", "mine"],
    ["a file that is none of the output's", "notes.md", "mine"],
  ])("a planted staging folder puts nothing in the place of %s", async (_name, path, text) => {
    const out = await written();
    writeFile(join(out, path), text);
    const own = outputIn(out)["stacks/one-iam/cdk.tf.json"] ?? "";
    const staging = join(out, STAGING);
    writeFile(join(staging, "owner"), '{"token":"a","pid":7,"host":"here"}');
    writeFile(join(staging, "steps"), JSON.stringify([path]));
    writeFile(join(staging, "0.old"), own);
    writeFile(join(staging, "1.new"), "");
    const before = outputIn(join(out, ".."));
    await emit(made(BEFORE).artifacts, options(out, made(BEFORE), 2));
    const after = outputIn(join(out, ".."));
    const kept = Object.entries(before).filter(([name]) => !name.includes(STAGING));
    expect(after).toEqual(Object.fromEntries(kept));
  });
});
