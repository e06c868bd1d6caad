import { execFileSync } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { runIn } from "../support/run";
import { spec } from "./outputs";

// What somebody may have planted in an output folder, by a pull request or beside a run.

const STAGING = ".panorama-compile-staging";
const PLACES = [
  "stacks",
  "stacks/one-iam",
  "stacks/one-iam/cdk.tf.json",
  "manifest.json",
  "review.md",
  STAGING,
];
const HOUR_AGO = Date.now() / 1000 - 3600;

/** A folder with two specs, and an output of the first where one is wanted. */
async function prepared({ compiled = true, region = "us-west-2" } = {}) {
  const folder = temporaryFolder({
    "spec.yaml": spec("one"),
    "new.yaml": spec("one", { region, strictness: "region" }),
    "victim/cdk.tf.json": "mine",
    "victim/owner": '{"token":"x","pid":1234567,"host":"here"}',
  });
  if (compiled) expect((await run(folder, "spec.yaml")).code).toBe(0);
  return { folder, out: join(folder, "out"), victim: filesIn(join(folder, "victim")) };
}

const DEAD = { pid: process.pid, host: "here", isAlive: () => false };
const run = (folder: string, ...argv: string[]) =>
  runIn(folder, [...argv, "--out", "out"], { processes: DEAD });

describe("a link planted in the output", () => {
  it.each(PLACES)("at %s is refused, wherever it leads, and nothing is written through it", async (place) => {
    for (const target of ["../victim", "../victim/cdk.tf.json", "/dev/zero", "nowhere", "."]) {
      const { folder, out, victim } = await prepared({ compiled: false });
      mkdirSync(dirname(join(out, place)), { recursive: true });
      symlinkSync(target.startsWith("/") ? target : join(out, target), join(out, place));
      for (const argv of [["spec.yaml"], ["spec.yaml", "--check"]]) {
        const { code, err } = await run(folder, ...argv);
        expect(code, `${target} ${argv}`).toBe(3);
        expect(err).toMatch(
          / is a symbolic link; the output is not written through links\n$| is not a folder; move it away\n$/,
        );
      }
      expect(lstatSync(join(out, place)).isSymbolicLink()).toBe(true);
      expect(filesIn(join(folder, "victim"))).toEqual(victim);
    }
  });

  it("inside the staging folder is neither followed nor keeps anybody waiting", async () => {
    for (const plant of [
      (path: string) => symlinkSync("/dev/zero", path),
      (path: string) => symlinkSync("../../victim/owner", path),
      (path: string) => execFileSync("mkfifo", [path]),
      (path: string) => mkdirSync(path),
      (path: string) => writeFileSync(path, "x".repeat(10_000)),
    ]) {
      const { folder, out, victim } = await prepared();
      mkdirSync(join(out, STAGING));
      plant(join(out, STAGING, "owner"));
      symlinkSync("../../victim", join(out, STAGING, "0.new"));
      utimesSync(join(out, STAGING), HOUR_AGO, HOUR_AGO);
      expect((await run(folder, "new.yaml")).code).toBe(0);
      expect(filesIn(join(folder, "victim"))).toEqual(victim);
      expect(Object.keys(filesIn(out)).filter((path) => path.startsWith(STAGING))).toEqual([]);
    }
  });
});

describe("something else planted in the output", () => {
  it.each(PLACES)("a FIFO at %s is refused at once", async (place) => {
    const { folder, out } = await prepared({ compiled: false });
    mkdirSync(dirname(join(out, place)), { recursive: true });
    execFileSync("mkfifo", [join(out, place)]);
    const { code, err } = await run(folder, "spec.yaml");
    expect({ code, err }).toMatchObject({
      code: 3,
      err: expect.stringMatching(/ is not a (plain file|folder); move it away\n$/),
    });
  });

  it.each(PLACES.filter((place) => place.includes(".")).filter((place) => place !== STAGING))(
    "a folder at %s is refused",
    async (place) => {
      const { folder, out } = await prepared({ compiled: false });
      writeFile(join(out, place, "x"), "mine");
      expect(await run(folder, "spec.yaml")).toMatchObject({
        code: 3,
        err: expect.stringContaining("is not a plain file; move it away"),
      });
      expect(filesIn(out)).toEqual({ [`${place}/x`]: "mine" });
    },
  );

  it("a hard link is replaced, not written through", async () => {
    const { folder, out } = await prepared();
    for (const path of ["manifest.json", "review.md", "stacks/one-iam/cdk.tf.json"])
      linkSync(join(out, path), join(folder, path.replaceAll("/", "-")));
    const before = filesIn(folder);
    expect((await run(folder, "new.yaml")).code).toBe(0);
    for (const path of ["manifest.json", "review.md", "stacks-one-iam-cdk.tf.json"])
      expect(filesIn(folder)[path]).toBe(before[path]);
  });

  it("a file that is too large is refused unread", async () => {
    for (const place of ["manifest.json", "review.md", "stacks/one-iam/cdk.tf.json"]) {
      const { folder, out } = await prepared();
      execFileSync("truncate", ["-s", String(256 * 1024 * 1024 + 1), join(out, place)]); // takes no room on the disk
      expect(await run(folder, "spec.yaml")).toMatchObject({
        code: 3,
        err: expect.stringContaining(`can't read ${join(out, place)}: it is too large\n`),
      });
    }
  });

  it("files that are read-only are replaced all the same: the folder is what is written", async () => {
    const { folder, out } = await prepared();
    chmodSync(join(out, "manifest.json"), 0o444);
    expect((await run(folder, "new.yaml")).code).toBe(0);
    expect((await run(folder, "new.yaml", "--check")).code).toBe(0);
  });
});

describe("a journal of a killed run", () => {
  const OWNER = '{"token":"x","pid":1234567,"host":"here"}';
  const planted = async (journal: string) => {
    const { folder, out, victim } = await prepared();
    const mine = readFileSync(join(out, "stacks/one-iam/cdk.tf.json"), "utf8");
    for (const path of [
      "stacks/orphan/cdk.tf.json",
      "stacks/orphan/other.json",
      "marked.json",
      "../victim/marked.json",
    ])
      writeFile(join(out, path), mine);
    writeFile(join(out, "stacks/unmarked/cdk.tf.json"), "{}");
    writeFile(join(out, STAGING, "owner"), OWNER);
    writeFile(join(out, STAGING, "added"), journal);
    return { folder, out, victim: { ...victim, "marked.json": mine } };
  };

  it("removes what that run added and no manifest tells of, if it bears our mark, and nothing else", async () => {
    const paths = ["stacks/orphan/cdk.tf.json", "stacks/unmarked/cdk.tf.json", "stacks/one-iam/cdk.tf.json"];
    const hostile = [
      "marked.json",
      "stacks/orphan/other.json",
      "../victim/marked.json",
      "stacks/../../victim/cdk.tf.json",
      "/etc/passwd",
      "stacks/./cdk.tf.json",
      7,
      null,
      { path: "x" },
    ];
    const { folder, out, victim } = await planted(JSON.stringify([...paths, ...hostile]));
    const before = filesIn(out);
    const { code, err } = await run(folder, "spec.yaml", "--check");
    expect(code).toBe(4);
    expect(err).toContain("out/stacks/orphan/cdk.tf.json belongs to a stack that the spec does not give");
    expect(filesIn(out)).toEqual(before);
    expect((await run(folder, "spec.yaml")).err).toContain("removed    out/stacks/orphan/cdk.tf.json");
    const {
      "stacks/orphan/cdk.tf.json": _gone,
      [`${STAGING}/owner`]: _owner,
      [`${STAGING}/added`]: _added,
      ...rest
    } = before;
    expect(filesIn(out)).toEqual(rest);
    expect(filesIn(join(folder, "victim"))).toEqual(victim);
  });

  it.each([
    "",
    "{",
    "null",
    "7",
    '{"0":"stacks/orphan/cdk.tf.json"}',
    `[${"[".repeat(200_000)}`,
    "x".repeat(5_000_000),
  ])("that can't be read as one tells of nothing", async (journal) => {
    const { folder, out } = await planted(journal);
    expect((await run(folder, "spec.yaml")).code).toBe(0);
    expect(Object.keys(filesIn(out))).toContain("stacks/orphan/cdk.tf.json");
  });
});

describe("a manifest that somebody edited", () => {
  type Stacks = Record<string, Record<string, unknown>>;
  const edited = async (edit: (stacks: Stacks) => unknown) => {
    const { folder, out, victim } = await prepared();
    writeFile(join(folder, "two.yaml"), spec("two"));
    expect((await run(folder, "two.yaml")).code).toBe(0);
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { stacks: Stacks };
    edit(manifest.stacks);
    writeFileSync(join(out, "manifest.json"), JSON.stringify(manifest));
    return { folder, out, victim };
  };
  const entry = (stacks: Stacks, name = "two-iam") => stacks[name] ?? {};

  it.each<[string, (stacks: Stacks) => unknown]>([
    [
      "a name with ..",
      (s) =>
        Object.assign(s, {
          "../../victim": { ...entry(s), name: "../../victim", constructPath: "one/../../victim" },
        }),
    ],
    ["another name than its key", (s) => Object.assign(entry(s), { name: "one-iam" })],
    [
      "__proto__",
      (s) =>
        Object.defineProperty(s, "__proto__", {
          value: { ...entry(s), name: "__proto__" },
          enumerable: true,
        }),
    ],
    ["a working directory elsewhere", (s) => Object.assign(entry(s), { workingDirectory: "../../victim" })],
    ["a stack's file elsewhere", (s) => Object.assign(entry(s), { synthesizedStackPath: "/etc/passwd" })],
    ["a dependency that is none", (s) => Object.assign(entry(s), { dependencies: ["../x"] })],
    ["a document that is none", (s) => Object.assign(entry(s), { constructPath: "/two-iam" })],
    [
      "annotations to be carried along",
      (s) => Object.assign(entry(s), { annotations: [{ level: "error" }] }),
    ],
    ["keys that we do not write", (s) => Object.assign(entry(s), { stackMetadataPath: "../victim" })],
    ["a stack that is null", (s) => Object.assign(s, { x: null })],
    ["a stack that is a text", (s) => Object.assign(s, { x: "x" })],
  ])("with %s is not ours", async (_what, edit) => {
    const { folder, out, victim } = await edited(edit);
    const before = filesIn(out);
    for (const argv of [["new.yaml"], ["new.yaml", "--check"]])
      expect(await run(folder, ...argv)).toMatchObject({
        code: 3,
        err: expect.stringContaining("/manifest.json was not written by panorama-compile; move it away"),
      });
    expect(filesIn(out)).toEqual(before);
    expect(filesIn(join(folder, "victim"))).toEqual(victim);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([
    "",
    "{",
    "[]",
    "null",
    "\u0000",
    '{"//":{"generatedBy":"panorama-compile"}}',
    `{"a":${"[".repeat(100_000)}`,
  ])("to no manifest at all (%#) is not ours either", async (text) => {
    const { folder, out } = await prepared();
    writeFileSync(join(out, "manifest.json"), text);
    expect(await run(folder, "new.yaml")).toMatchObject({
      code: 3,
      err: expect.stringContaining("was not written by panorama-compile"),
    });
    expect(readFileSync(join(out, "manifest.json"), "utf8")).toBe(text);
  });

  it("to claim another's stack for this document removes only what bears our mark", async () => {
    const { folder, out } = await edited((s) =>
      Object.assign(s, {
        mine: {
          ...entry(s),
          name: "mine",
          constructPath: "one/mine",
          workingDirectory: "stacks/mine",
          synthesizedStackPath: "stacks/mine/cdk.tf.json",
        },
      }),
    );
    writeFile(join(out, "stacks/mine/cdk.tf.json"), '{ "resource": {} }');
    expect((await run(folder, "new.yaml")).code).toBe(0);
    expect(filesIn(out)["stacks/mine/cdk.tf.json"]).toBe('{ "resource": {} }');
  });
});

describe("--out", () => {
  it("that is too long, no folder, or leads nowhere is said at once, in words", async () => {
    const { folder } = await prepared({ compiled: false });
    symlinkSync("nowhere", join(folder, "dangling"));
    writeFile(join(folder, "file"), "mine");
    for (const [out, words] of [
      ["x".repeat(300), "the name is too long"],
      [`${"x/".repeat(3000)}x`, "the name is too long"],
      ["file", "it is there already"],
      ["file/out", "a part of the path is not a folder"],
      ["dangling", "no such file or folder"],
    ] as const) {
      const start = performance.now();
      const { code, err } = await runIn(folder, ["spec.yaml", "--out", out]);
      expect({ code, err }, out.slice(0, 20)).toMatchObject({
        code: 3,
        err: expect.stringMatching(new RegExp(`: ${words}\\n$`)),
      });
      expect(performance.now() - start).toBeLessThan(8000); // nobody waits for a lock that no run holds
    }
    expect(statSync(join(folder, "file")).size).toBe(4);
  });
});
