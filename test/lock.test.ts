import { existsSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeLock } from "../src/compiler/emit/lock";
import { judged, type Processes, STAGING } from "../src/compiler/emit/owner";
import { temporaryFolder } from "./support/folders";

const here = (pid: number, ...alive: number[]) => ({
  pid,
  host: "here",
  isAlive: (other: number) => alive.includes(other),
});
const HOUR = 3600;

const lockState = (folder: string, processes: Processes) => judged(join(folder, STAGING), processes).state;

describe("the lock of an output folder", () => {
  it("is held by one run, and is gone with it and with the folders made for it", () => {
    const root = temporaryFolder();
    const folder = join(root, "deep/out");
    const first = takeLock(folder, here(1, 1, 2));
    expect(first?.isOurs()).toBe(true);
    expect(takeLock(folder, here(2, 1, 2))).toBeUndefined();
    expect(readdirSync(folder)).toEqual([STAGING]);
    first?.release();
    expect(readdirSync(root)).toEqual([]);
  });

  it("of a process that is gone is taken over, with what it left beside", () => {
    const folder = temporaryFolder({
      [`${STAGING}/owner`]: '{"token":"a","pid":7,"host":"here"}',
      [`${STAGING}-x/owner`]: '{"token":"b","pid":8,"host":"here"}',
    });
    expect(lockState(folder, here(1))).toBe("left behind");
    expect(takeLock(folder, here(1))?.isOurs()).toBe(true);
    expect(readdirSync(folder)).toEqual([STAGING]);
  });

  it.each([
    "",
    "0",
    "-1",
    '{"pid":0,"host":"here"}',
    '{"pid":-1,"host":"here"}',
    '{"pid":7,"host":"elsewhere"}',
  ])(
    "whose owner can't be asked (%j) counts as held while it is young, as left behind when it is old",
    (owner) => {
      const folder = temporaryFolder({ [`${STAGING}/owner`]: owner });
      expect(lockState(folder, here(1, 7))).toBe("held");
      utimesSync(join(folder, STAGING), Date.now() / 1000 - HOUR, Date.now() / 1000 - HOUR);
      expect(lockState(folder, here(1, 7))).toBe("left behind");
      expect(takeLock(folder, here(1, 7))).toBeDefined();
    },
  );

  it("that another run took in the meantime is not taken away from it", () => {
    const folder = temporaryFolder({ [`${STAGING}/owner`]: '{"token":"a","pid":7,"host":"here"}' });
    let first: ReturnType<typeof takeLock>;
    // The second run asks whether process 7 lives; before it acts on the answer, the first run takes the lock.
    const second = takeLock(folder, {
      pid: 2,
      host: "here",
      isAlive: (pid) => {
        if (pid === 7) first ??= takeLock(folder, here(1, 1, 2));
        return pid === 1 || pid === 2;
      },
    });
    expect(first?.isOurs()).toBe(true);
    expect(second).toBeUndefined();
    expect(readdirSync(folder)).toEqual([STAGING]);
    first?.release();
    expect(existsSync(join(folder, STAGING))).toBe(false);
  });

  it("that was taken over is neither used nor removed by its former holder", () => {
    const folder = temporaryFolder();
    const slow = takeLock(folder, here(1));
    const other = takeLock(folder, here(2)); // 1 seems gone
    expect(other?.isOurs()).toBe(true);
    expect(slow?.isOurs()).toBe(false);
    slow?.release();
    expect(other?.isOurs()).toBe(true);
  });
});
