import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../support/folders";
import { runIn } from "../support/run";
import { outputIn, spec } from "./outputs";

// A disk that is really full: a file system of 64 KiB, which only root may mount.

const KIB = 64;
const mayMount = (() => {
  const there = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]);
  return process.getuid?.() === 0 && there.status === 0;
})();
if (!mayMount) console.log("skipped: a really full disk, as this user may not mount one");

function smallDisk(folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${KIB}k`, "none", folder]);
  onTestFinished(() => {
    execFileSync("umount", [folder]);
  });
}

const many = (count: number, strictness = "account") => {
  const entries = Array.from({ length: count }, (_, n) => `{ name: dock-${n} }`);
  return spec("one", { strictness, rest: `appliances: [${entries}]` });
};

describe.runIf(mayMount)("a disk that is full", () => {
  it("is said, and has the former output whole, or none", async () => {
    const folder = temporaryFolder({ "large.yaml": many(2000), "small.yaml": spec("one") });
    const out = join(folder, "out");
    smallDisk(out);
    const run = (...argv: string[]) => runIn(folder, [...argv, "--out", "out"]);
    const full = { code: 3, err: expect.stringMatching(/^can't write \S+: the disk is full$/m) };
    expect(await run("large.yaml")).toMatchObject(full);
    expect(outputIn(out)).toEqual({});
    expect((await run("small.yaml")).code).toBe(0);
    const before = outputIn(out);
    expect(await run("large.yaml")).toMatchObject(full);
    expect(outputIn(out)).toEqual(before);
    expect((await run("small.yaml", "--check")).code).toBe(0);
  });

  it("leaves nothing of an init", async () => {
    const folder = temporaryFolder({});
    const disk = join(folder, "disk");
    smallDisk(disk);
    writeFileSync(join(disk, "filler"), "x".repeat(KIB * 1024 - 8192));
    const { code, err } = await runIn(folder, ["init", "disk/deep/spec.yaml"]);
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining(": the disk is full") });
    expect(Object.keys(outputIn(disk))).toEqual(["filler"]);
  });
});
