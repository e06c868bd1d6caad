import type * as Fs from "node:fs";

/** What a process that is killed throws in these tests: no code of ours may take it for an error of the disk. */
export class Killed extends Error {
  override name = "Killed";
}

/** The disk as a run sees it: counts what changes it, and at one of these calls the run dies, or one of them fails. */
export const disk = {
  armed: false,
  seen: 0,
  /** Which calls wrote text. */
  writes: [] as number[],
  /** The call before which the run dies. */
  dies: Number.POSITIVE_INFINITY,
  /** Whether a write that it dies in is done by half. */
  torn: false,
  dead: false,
  /** The call that fails, and with which code. */
  fails: Number.POSITIVE_INFINITY,
  code: "EIO",
  /** As on file systems without hard links. */
  linkless: false,
};

type Disk = typeof disk;

const RESTING: Disk = { ...disk };

/** Lets one run meet what `plan` says, and gives the disk's notes of it. What a dead run throws is nobody's to hear. */
export async function meeting(plan: Partial<Disk>, run: () => Promise<unknown>): Promise<Disk> {
  Object.assign(disk, RESTING, plan, { armed: true, writes: [] });
  try {
    await run();
    return { ...disk };
  } catch (error) {
    if (!disk.dead) throw error;
    return { ...disk };
  } finally {
    Object.assign(disk, RESTING);
  }
}

/** node:fs with the calls that emission makes; the dead neither write nor read. */
export function dying(fs: typeof Fs): typeof Fs {
  const changing =
    <A extends unknown[], R>(work: (...args: A) => R, tear?: (...args: A) => void) =>
    (...args: A): R => {
      if (!disk.armed) return work(...args);
      refuseDead();
      const at = disk.seen++;
      if (tear) disk.writes.push(at);
      if (at === disk.dies) {
        if (disk.torn) tear?.(...args);
        disk.dead = true;
        refuseDead();
      }
      if (at === disk.fails) throw coded(disk.code);
      return work(...args);
    };
  const reading =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      if (disk.armed) refuseDead();
      return work(...args);
    };
  const tearWrite = (file: number | string, text: string | Uint8Array) =>
    fs.writeFileSync(file, text.slice(0, text.length / 2));
  const link = (from: string, to: string) => {
    if (disk.armed && disk.linkless && fs.existsSync(from)) throw coded("EPERM");
    fs.linkSync(from, to);
  };
  return {
    ...fs,
    mkdirSync: changing(fs.mkdirSync as (path: string, options?: object) => string | undefined),
    mkdtempSync: changing(fs.mkdtempSync as (prefix: string) => string),
    openSync: changingWrites(
      fs.openSync as (path: string, flags: string | number) => number,
      changing,
      reading,
    ),
    writeFileSync: changing(fs.writeFileSync as (file: number | string, text: string) => void, tearWrite),
    fsyncSync: changing((_file: number) => {}), // a kill takes nothing from the system's memory
    renameSync: changing(fs.renameSync as (from: string, to: string) => void),
    linkSync: changing(link),
    unlinkSync: changing(fs.unlinkSync as (path: string) => void),
    rmSync: changing(fs.rmSync as (path: string, options?: object) => void),
    rmdirSync: changing(fs.rmdirSync as (path: string) => void),
    readdirSync: reading(fs.readdirSync as (path: string) => string[]),
    lstatSync: reading(fs.lstatSync as (path: string) => Fs.Stats),
  } as unknown as typeof Fs;
}

type Wrap = <A extends unknown[], R>(work: (...args: A) => R) => (...args: A) => R;

/** Files are opened with numbers for reading, with letters for writing. */
function changingWrites(
  open: (path: string, flags: string | number) => number,
  changing: Wrap,
  reading: Wrap,
): (path: string, flags: string | number) => number {
  const [writing, looking] = [changing(open), reading(open)];
  return (path, flags) => (typeof flags === "string" ? writing : looking)(path, flags);
}

function refuseDead(): void {
  if (disk.dead) throw new Killed();
}

const coded = (code: string): Error => Object.assign(new Error(code), { code });
