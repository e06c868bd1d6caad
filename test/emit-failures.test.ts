import { describe, expect, it, vi } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// A disk that fails at the nth operation of a kind: what a full or read-only disk does at any point of a run.
const fault = vi.hoisted(() => ({ at: -1, code: "ENOSPC", seen: 0 }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const failing =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      if (String(args[0]).includes("out") || typeof args[0] === "number") {
        if (fault.seen++ === fault.at) throw Object.assign(new Error(fault.code), { code: fault.code });
      }
      return work(...args);
    };
  return {
    ...fs,
    renameSync: failing(fs.renameSync),
    mkdtempSync: failing(fs.mkdtempSync as (prefix: string) => string),
    linkSync: failing(fs.linkSync),
    unlinkSync: failing(fs.unlinkSync),
    mkdirSync: failing(fs.mkdirSync as (path: string, options?: object) => string | undefined),
    writeFileSync: failing(fs.writeFileSync as (path: string | number, text: string) => void),
    fsyncSync: failing((_file: number) => {}), // waiting for the disk proves nothing here
    openSync: failing(fs.openSync as (path: string, flags: string | number) => number),
    rmSync: failing(fs.rmSync as (path: string, options?: object) => void),
    rmdirSync: failing(fs.rmdirSync as (path: string) => void),
    lstatSync: failing(fs.lstatSync as (path: string) => unknown),
    readdirSync: failing(fs.readdirSync as (path: string) => unknown),
    readSync: failing(fs.readSync as (file: number, bytes: Uint8Array) => number),
  };
});

const spec = (region: string, strictness: string) =>
  `apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: ${region}, endOfSupport: acknowledged }\nstrictness: ${strictness}\n`;

/** Runs with a fault at one point after another until a run meets none. */
async function atEveryPoint(
  code: string,
  prepare: () => Promise<string>,
  verify: (folder: string, before: Record<string, string>) => void,
) {
  let points = 0;
  for (let at = 0; ; at++) {
    fault.at = -1;
    const folder = await prepare();
    const before = filesIn(folder);
    Object.assign(fault, { at, code, seen: 0 });
    const ran = await runIn(folder, ["new.yaml", "--out", "out"]);
    const met = fault.seen > at;
    fault.at = -1;
    if (!met) {
      expect(ran.code).toBe(0);
      return points;
    }
    points++;
    if (ran.code !== 0) {
      expect(ran.err).not.toContain("    at ");
      expect(ran.code).toBe(3);
      if (/^the output is complete, but can't remove /m.test(ran.err)) await isComplete(folder);
      else verify(folder, before);
    }
  }
}

/** Only the lock is left, which the next run takes for that of a run that was killed. */
async function isComplete(folder: string): Promise<void> {
  const again = await runIn(folder, ["new.yaml", "--out", "out"], { processes: GONE });
  expect(again.err).toMatch(/^ {2}unchanged /m);
  expect(again.err).not.toMatch(/^ {2}(written|removed) /m);
}

/** A machine on which no other process lives. */
const GONE = { pid: 1, host: "here", isAlive: () => false };

describe("a disk that fails", () => {
  it.each(["ENOSPC", "EROFS", "EACCES", "EIO", "EMFILE"])(
    "with %s at any point of a first run leaves nothing",
    async (code) => {
      const prepare = async () => temporaryFolder({ "new.yaml": spec("us-east-1", "account") });
      const points = await atEveryPoint(code, prepare, (folder, before) =>
        expect(filesIn(folder)).toEqual(before),
      );
      expect(points).toBeGreaterThan(15);
    },
  );

  it.each(["ENOSPC", "EPERM", "EXDEV"])(
    "with %s at any point of a later run leaves everything as it was",
    async (code) => {
      const prepare = async () => {
        const folder = temporaryFolder({
          "old.yaml": spec("us-east-1", "account"),
          "new.yaml": spec("us-west-2", "region"),
        });
        expect((await runIn(folder, ["old.yaml", "--out", "out"])).code).toBe(0);
        writeFile(`${folder}/out/stacks/one-us-east-1/.terraform/x`, "mine");
        return folder;
      };
      const points = await atEveryPoint(code, prepare, (folder, before) =>
        expect(filesIn(folder)).toEqual(before),
      );
      expect(points).toBeGreaterThan(20);
    },
  );
});
