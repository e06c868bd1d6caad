import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, temporaryFolder } from "../support/folders";
import { runIn } from "../support/run";
import { makeProgram } from "./program";

// A file system may take no folders at all, and say of each that it is missing: Linux's /proc does.

const program = await makeProgram();

const GOOD =
  'apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: account\n';

describe.skipIf(!existsSync("/proc/self"))(
  "a folder that can't be made, though the one above it is there",
  () => {
    it.each<[readonly string[], string, Readonly<Record<string, string>>?]>([
      [["spec.yaml", "--out", "/proc/x"], "can't make the folder /proc/x: no such file or folder\n"],
      [["spec.yaml", "--out", "/proc/x/y/z"], "can't make the folder /proc/x/y/z: no such file or folder\n"],
      [
        ["spec.yaml", "--out", "/proc/self/x"],
        "can't make the folder /proc/self/x: no such file or folder\n",
      ],
      [["spec.yaml"], "can't make the folder /proc/x: no such file or folder\n", { CDKTF_OUTDIR: "/proc/x" }],
      [["spec.yaml", "--out", "/proc"], "can't write to /proc: no such file or folder\n"],
      [["init", "/proc/x/y.yaml"], "can't make the folder of /proc/x/y.yaml: no such file or folder\n"],
      [
        ["validate", "spec.yaml", "--report", "json=/proc/x/y.json"],
        "can't write /proc/x/y.json: its folder is not there\n",
      ],
    ])("%j is told at once", async (args, words, env = {}) => {
      const folder = temporaryFolder({ "spec.yaml": GOOD });
      const ended = await program.run(folder, args, {
        env: { ...process.env, ...env },
        timeout: 20_000,
        killSignal: "SIGKILL",
      });
      expect(ended).toEqual({ code: 3, signal: null, out: "", err: expect.stringContaining(words) });
      expect(filesIn(folder)).toEqual({ "spec.yaml": GOOD });
    });
  },
);

describe("folders that are missing", () => {
  it("are made, all of them, and used where they are there", async () => {
    const folder = temporaryFolder({ "spec.yaml": GOOD });
    for (const out of ["a/b/c/out", "a/b/d/out", "a/b/c/out"])
      expect(await runIn(folder, ["spec.yaml", "--out", out])).toMatchObject({ code: 0 });
    for (const out of ["a/b/c/out", "a/b/d/out"])
      expect(Object.keys(filesIn(join(folder, out)))).toContain("stacks/one-us-east-1/cdk.tf.json");
    expect((await runIn(folder, ["init", "e/f/g.yaml"])).code).toBe(0);
    expect((await runIn(folder, ["init", "e/f/h.yaml"])).code).toBe(0);
    expect(Object.keys(filesIn(join(folder, "e/f")))).toEqual([
      "g.yaml",
      "h.yaml",
      "panorama-spec.schema.json",
    ]);
  });

  it.each([
    [["spec.yaml", "--out", "file"], "/file: it is there already\n"],
    [["spec.yaml", "--out", "file/out"], "/file/out: a part of the path is not a folder\n"],
    [["spec.yaml", "--out", "file/a/out"], "/file/a/out: a part of the path is not a folder\n"],
    [["init", "file/a.yaml"], "can't make the folder of file/a.yaml: it is there already\n"],
    [
      ["init", "file/a/b.yaml"],
      "can't make the folder of file/a/b.yaml: a part of the path is not a folder\n",
    ],
  ])("with a file in the way are not made: %j", async (args, words) => {
    const folder = temporaryFolder({ "spec.yaml": GOOD, file: "mine" });
    const { code, err } = await runIn(folder, args);
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(words) });
    expect(filesIn(folder)).toEqual({ "spec.yaml": GOOD, file: "mine" });
  });

  it("are all made or none", async () => {
    const folder = temporaryFolder({ "spec.yaml": GOOD });
    for (const args of [
      ["spec.yaml", "--out", `a/b/${"x".repeat(300)}`],
      ["init", `a/b/${"x".repeat(300)}/c.yaml`],
    ]) {
      expect(await runIn(folder, args)).toMatchObject({
        code: 3,
        err: expect.stringContaining("the name is too long"),
      });
      expect(existsSync(join(folder, "a"))).toBe(false);
    }
  });
});
