import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changed, stampOf, type Waiting } from "../src/compiler/commands/watch/changes";
import { Interrupted } from "../src/compiler/emit/failure";
import { temporaryFolder } from "./support/folders";
import { rooms, runIn } from "./support/run";

// What a wait sees of files, and what `--watch` does between its runs: in this process, with real files.

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

describe("changes", () => {
  const wait = (files: readonly string[], more: Partial<Waiting> = {}) =>
    changed({
      paths: () => files,
      stamps: new Map(files.map((path) => [path, stampOf(path)])),
      signal: new AbortController().signal,
      ...more,
    });

  it("stamps are others for another file, also one that is as old and as large", () => {
    const folder = temporaryFolder({ a: "1", b: "1" });
    const [a, b] = [join(folder, "a"), join(folder, "b")];
    const first = stampOf(a);
    expect(stampOf(a)).toBe(first);
    expect(first).toMatch(/^\d+:\d+:1:\d+:\d+$/);
    for (const path of [a, b]) utimesSync(path, 1, 1);
    const second = stampOf(a);
    expect(second).not.toBe(first);
    renameSync(b, a);
    expect(stampOf(a)).not.toBe(second);
    expect(stampOf(b)).toBeUndefined();
  });

  it("that came before the wait are seen at once, sorted, once it is quiet", async () => {
    const folder = temporaryFolder({ a: "1", b: "1", c: "1" });
    const files = ["c", "a", "b"].map((name) => join(folder, name));
    const stamps = new Map(files.map((path) => [path, stampOf(path)]));
    writeFileSync(join(folder, "b"), "12");
    rmSync(join(folder, "a"));
    const started = Date.now();
    expect(await wait(files, { stamps })).toEqual([join(folder, "a"), join(folder, "b")]);
    expect(Date.now() - started).toBeGreaterThanOrEqual(95);
  });

  it("that come while it waits are seen", async () => {
    const folder = temporaryFolder({ a: "1" });
    const waiting = wait([join(folder, "a")]);
    await pause(50);
    writeFileSync(join(folder, "a"), "12");
    expect(await waiting).toEqual([join(folder, "a")]);
  });

  it("in a folder that is not there yet are seen by looking", async () => {
    const folder = temporaryFolder();
    const file = join(folder, "new/a");
    const waiting = wait([file]);
    await pause(50);
    mkdirSync(join(folder, "new"));
    writeFileSync(file, "1");
    expect(await waiting).toEqual([file]);
  });

  it("are of the files that there are at the moment", async () => {
    const folder = temporaryFolder({ a: "1" });
    const files = [join(folder, "a")];
    const waiting = wait(files);
    await pause(50);
    writeFileSync(join(folder, "b"), "1");
    files.push(join(folder, "b"));
    expect(await waiting).toEqual([join(folder, "b")]);
  });

  it("that follow each other are one, and as they are at the end", async () => {
    const folder = temporaryFolder({ a: "1", b: "1" });
    const files = ["a", "b"].map((name) => join(folder, name));
    const waiting = wait(files);
    for (let save = 0; save < 4; save++) {
      await pause(50);
      writeFileSync(join(folder, "a"), `${save}`.repeat(save + 2));
    }
    writeFileSync(join(folder, "b"), "12");
    expect(await waiting).toEqual(files);
  });

  it("end with the signal's reason, before, while waiting and while it is not yet quiet", async () => {
    const folder = temporaryFolder({ a: "1" });
    const file = join(folder, "a");
    const reason = new Error("enough");
    const before = new AbortController();
    before.abort(reason);
    await expect(wait([file], { signal: before.signal }).catch((error) => error)).resolves.toBe(reason);
    const during = new AbortController();
    const started = Date.now();
    setTimeout(() => during.abort(reason), 30);
    await expect(wait([file], { signal: during.signal }).catch((error) => error)).resolves.toBe(reason);
    expect(Date.now() - started).toBeLessThan(900);
    const late = new AbortController();
    setTimeout(() => late.abort(reason), 30);
    const stamps = new Map([[file, "another"]]);
    await expect(wait([file], { stamps, signal: late.signal }).catch((error) => error)).resolves.toBe(reason);
  });
});

describe("watch", () => {
  const SPEC = (strictness: string) =>
    `apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: ${strictness}\n`;

  /** Runs a command that watches; each wait does the next thing to its folder, and behind the last it is interrupted. */
  async function watched(
    argv: readonly string[],
    files: Readonly<Record<string, string>>,
    steps: readonly ((folder: string) => readonly string[])[],
  ) {
    const folder = temporaryFolder(files);
    const waits: string[][] = [];
    const left = [...steps];
    const short = (path: string) => path.replace(`${folder}/`, "");
    const watcher = {
      stampOf,
      changed: async ({ paths, stamps }: Waiting) => {
        waits.push([...new Set([...paths(), ...stamps.keys()])].map(short).sort());
        const step = left.shift();
        if (step === undefined) throw new Interrupted();
        return step(folder).map((path) => join(folder, path));
      },
    };
    const { code, out, err } = await runIn(folder, argv, { rooms: { ...rooms, watcher: () => watcher } });
    return { code, out, err, waits, folder };
  }
  const write = (path: string, text: string) => (folder: string) => {
    writeFileSync(join(folder, path), text);
    return [path];
  };

  it("runs again at each change, and keeps the last output where a spec is refused", async () => {
    const { code, err, waits, folder } = await watched(
      ["spec.yaml", "--watch"],
      { "spec.yaml": SPEC("account") },
      [write("spec.yaml", SPEC("acount")), write("spec.yaml", SPEC("region"))],
    );
    expect(code).toBe(130);
    expect(err.match(/^watching 1 file; Ctrl-C ends$/gm)).toHaveLength(3);
    expect(err.match(/^changed {2}spec\.yaml$/gm)).toHaveLength(2);
    expect(err.match(/^kept the last output in cdktf\.out$/gm)).toHaveLength(1);
    expect(waits).toEqual([["spec.yaml"], ["spec.yaml"], ["spec.yaml"]]);
    const text = readFileSync(join(folder, "cdktf.out/stacks/one-iam/cdk.tf.json"), "utf8");
    expect(text).toContain("aws:SourceArn");
  });

  it("says nothing of its own with --quiet, and of no output where none was there", async () => {
    const quiet = await watched(["spec.yaml", "--watch", "--quiet"], { "spec.yaml": SPEC("account") }, [
      write("spec.yaml", SPEC("region")),
    ]);
    expect(quiet.err).not.toMatch(/watching|changed/);
    const first = await watched(["spec.yaml", "--watch"], { "spec.yaml": SPEC("acount") }, []);
    expect(first.err).toContain("watching 1 file");
    expect(first.err).not.toContain("kept");
  });

  it("waits for what a spec names too, and for a file that is gone", async () => {
    const more = "appliances: [{ name: dock, certificate: { csr: csr/dock.pem } }]\n";
    const { waits, err } = await watched(["spec.yaml", "--watch"], { "spec.yaml": SPEC("account") + more }, [
      (folder) => {
        rmSync(join(folder, "spec.yaml"));
        return ["spec.yaml", "b", "c", "d", "e"];
      },
    ]);
    expect(waits[0]).toEqual(["csr/dock.pem", "spec.yaml"]);
    expect(waits[1]).toEqual(["spec.yaml"]);
    expect(err).toContain("changed  spec.yaml, b, c and 2 other files\n");
    expect(err).toContain("can't read spec.yaml: no such file or folder\nkept the last output");
  });

  it("waits for the specs of a folder, and not for its own reports", async () => {
    const argv = ["validate", "specs", "--watch", "--report", "json=specs/findings.yaml"];
    const { waits } = await watched(argv, { "specs/a.yaml": SPEC("account"), "specs/findings.yaml": "" }, [
      write("specs/b.yaml", SPEC("account").replace("one", "two")),
      (folder) => {
        rmSync(join(folder, "specs"), { recursive: true });
        return ["specs/a.yaml"];
      },
    ]);
    expect(waits).toEqual([["specs/a.yaml"], ["specs/a.yaml", "specs/b.yaml"], ["specs"]]);
  });

  it("goes on after a usage error that files make, but not at the first run", async () => {
    const { err, waits } = await watched(
      ["validate", "specs", "--watch"],
      { "specs/a.yaml": SPEC("account") },
      [
        (folder) => {
          rmSync(join(folder, "specs/a.yaml"));
          return ["specs/a.yaml"];
        },
      ],
    );
    expect(err).toContain("no spec in the folder specs");
    expect(waits).toHaveLength(2);
    const first = await watched(["validate", "specs", "--watch"], { "specs/x": "" }, []);
    expect(first).toMatchObject({ code: 2, waits: [] });
  });

  it.each([
    [["-", "--watch"], "--watch needs files: standard input is read once; name a spec or a folder"],
    [
      ["spec.yaml", "--watch", "--check"],
      "--watch and --check: --check gives one answer and ends; leave out one of the two",
    ],
    [
      ["validate", "spec.yaml", "--watch", "--format", "json"],
      '--watch takes --format pretty or jsonl, not "json", which is one document; --report json=FILE writes it anew at each run',
    ],
  ])("%j is refused", async (argv, words) => {
    const { code, err, waits } = await watched(argv, { "spec.yaml": SPEC("account") }, []);
    expect({ code, waits }).toEqual({ code: 2, waits: [] });
    expect(err).toContain(words);
  });
});
