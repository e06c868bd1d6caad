import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { makeCsr } from "../support/make-csr";
import { runIn } from "../support/run";
import { spec } from "./outputs";

// What a command line and a spec may name: odd files, links, and files that are exchanged while they are read.

/** Something done between the look at a file and its opening: what a race would do at best. */
const race = vi.hoisted(() => ({ before: undefined as ((path: string) => void) | undefined }));

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const openSync = (path: string, flags: string | number, mode?: number) => {
    if (typeof flags === "number") race.before?.(path);
    return fs.openSync(path, flags, mode);
  };
  return { ...fs, openSync };
});
afterEach(() => {
  race.before = undefined;
});

const CSR = "appliances: [{ name: a, certificate: { csr: keys/a.pem } }]";
const JOB =
  "jobs: [{ name: j, document: { file: keys/a.json }, targets: { all: true } }]\nappliances: [{ name: a }]";
const PLAIN = { "keys/a.pem": makeCsr().pem, "keys/a.json": '{ "operation": "x" }' };
const SECRET = { "keys/a.pem": makeCsr({ key: "P-384" }).pem, "keys/a.json": '{ "operation": "CANARY" }' };

/** A folder in which a spec's files may be read, beside one in which they may not. */
function beside(rest: string) {
  const folder = temporaryFolder({ "in/spec.yaml": spec("one", { rest }) });
  for (const [path, text] of Object.entries(PLAIN)) writeFile(join(folder, "in", path), text);
  for (const [path, text] of Object.entries(SECRET)) writeFile(join(folder, "secret", path), text);
  return folder;
}

describe("a file that is exchanged while it is read", () => {
  const exchanges: [string, (folder: string, file: string) => void][] = [
    [
      "by a link to a file",
      (folder, file) => {
        unlinkSync(join(folder, "in", file));
        symlinkSync(join(folder, "secret", file), join(folder, "in", file));
      },
    ],
    [
      "by a link to its folder",
      (folder) => {
        renameSync(join(folder, "in/keys"), join(folder, "in/away"));
        symlinkSync(join(folder, "secret/keys"), join(folder, "in/keys"));
      },
    ],
    [
      "by a FIFO",
      (folder, file) => {
        unlinkSync(join(folder, "in", file));
        execFileSync("mkfifo", [join(folder, "in", file)]);
      },
    ],
    [
      "by a folder",
      (folder, file) => {
        unlinkSync(join(folder, "in", file));
        mkdirSync(join(folder, "in", file));
      },
    ],
    [
      "by a file that is too large",
      (folder, file) => execFileSync("truncate", ["-s", "2M", join(folder, "in", file)]),
    ],
  ];
  it.each(exchanges)(
    "%s is not read: a CSR, a job's document, a spec found in a folder",
    async (_how, exchange) => {
      for (const [rest, file] of [
        [CSR, "keys/a.pem"],
        [JOB, "keys/a.json"],
      ] as const) {
        const folder = beside(rest);
        race.before = (path) => {
          if (!path.endsWith(file)) return;
          race.before = undefined;
          exchange(folder, file);
        };
        const { code, out, err } = await runIn(join(folder, "in"), ["spec.yaml"]);
        expect(race.before).toBeUndefined();
        expect({ code, out }, err).toEqual({ code: 1, out: "" });
        expect(err).toMatch(/ error (csr|job-document)-(outside-folder|outside|unreadable|too-large): /);
        expect(err).not.toContain("CANARY");
      }
    },
  );

  it("by a link is not read where a folder was searched for specs", async () => {
    const folder = temporaryFolder({ "in/spec.yaml": spec("one"), "secret/spec.yaml": spec("CANARY") });
    race.before = (path) => {
      if (!path.endsWith("in/spec.yaml")) return;
      race.before = undefined;
      unlinkSync(path);
      symlinkSync(join(folder, "secret/spec.yaml"), path);
    };
    const { code, err } = await runIn(folder, ["in"]);
    expect({ code, err }).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^can't read in\/spec\.yaml: [^\n]*link[^\n]*\n$/),
    });
    expect(Object.keys(filesIn(folder))).toEqual(["in/spec.yaml", "secret/spec.yaml"]);
  });

  it("of the output is not read through a link", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one"), "secret.json": "CANARY" });
    await runIn(folder, ["spec.yaml", "--out", "out"]);
    race.before = (path) => {
      if (!path.endsWith("manifest.json")) return;
      race.before = undefined;
      unlinkSync(path);
      symlinkSync(join(folder, "secret.json"), path);
    };
    const { code, err } = await runIn(folder, ["spec.yaml", "--out", "out", "--check"]);
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining("is a symbolic link") });
  });
});

describe("specs of odd kinds", () => {
  it("are said to be that, and nobody waits", async () => {
    const folder = temporaryFolder({ "huge.yaml": "" });
    execFileSync("mkfifo", [join(folder, "fifo.yaml")]);
    execFileSync("truncate", ["-s", String(5 * 1024 ** 3), join(folder, "huge.yaml")]);
    symlinkSync("/dev/zero", join(folder, "zero.yaml"));
    symlinkSync("ring.yaml", join(folder, "ring.yaml"));
    symlinkSync("fifo.yaml", join(folder, "to-fifo.yaml"));
    const server = createServer().listen(join(folder, "socket.yaml"));
    const odd = "it is not a plain file; - reads standard input";
    for (const [path, words] of [
      ["fifo.yaml", odd],
      ["to-fifo.yaml", odd],
      ["zero.yaml", odd],
      ["socket.yaml", odd],
      ["ring.yaml", "too many symbolic links"],
      ["x".repeat(5000), "the name is too long"],
    ] as const)
      for (const command of ["compile", "validate"])
        expect(await runIn(folder, [command, `./${path}`])).toEqual({
          code: 3,
          out: "",
          err: `can't read ./${path}: ${words}\n`,
        });
    const huge = await runIn(folder, ["./huge.yaml"]);
    expect(huge.code).toBe(1);
    expect(huge.err).toContain("./huge.yaml:1:1 error yaml-limit: the file has more than 16777216 bytes");
    server.close();
  });
});

describe("init", () => {
  it("writes through no link, and leaves what is there, whatever it is", async () => {
    for (const target of ["victim", "nowhere", "/dev/full"]) {
      const folder = temporaryFolder({ victim: "mine" });
      for (const name of ["panorama.yaml", ".gitignore", "panorama-spec.schema.json"])
        symlinkSync(target, join(folder, name));
      expect(await runIn(folder, ["init"])).toMatchObject({
        code: 3,
        err: "panorama.yaml is there already; init never overwrites\n",
      });
      const { code, err } = await runIn(folder, ["init", "b.yaml"]);
      expect({ code, err }).toMatchObject({
        code: 0,
        err: expect.stringContaining("kept     panorama-spec.schema.json\n"),
      });
      unlinkSync(join(folder, "panorama.yaml"));
      expect((await runIn(folder, ["validate", "b.yaml"])).code).toBe(0);
    }
  });

  it("says what is in its way, and leaves nothing of an attempt that failed", async () => {
    const folder = temporaryFolder({ file: "mine", "spec.yaml/x": "mine" });
    const before = filesIn(folder);
    for (const [file, words] of [
      ["file/a.yaml", "can't make the folder of file/a.yaml: "],
      ["spec.yaml", "spec.yaml is there already; init never overwrites\n"],
      [`deep/er/${"x".repeat(300)}.yaml`, "can't write deep/er/x"],
    ]) {
      const { code, err } = await runIn(folder, ["init", file ?? ""]);
      expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining(words ?? "") });
      expect(filesIn(folder)).toEqual(before);
    }
  });
});

describe("names that are printed", () => {
  const HOSTILE = "x\n::error::y\u001b[2J\u009b1m\u202e\u2066\u0007\r.yaml";
  const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|^::/m;

  it("keep to one line and show no control or bidirectional character, whoever prints them", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one") });
    writeFileSync(join(folder, HOSTILE), "a: [");
    mkdirSync(join(folder, `${HOSTILE}.d`));
    writeFileSync(join(folder, `${HOSTILE}.d`, HOSTILE), "image: nginx");
    const lines: [string[], object?][] = [
      [[HOSTILE]],
      [["validate", HOSTILE]],
      [[`missing-${HOSTILE}`]],
      [["validate", "."]],
      [[`${HOSTILE}.d`]],
      [[HOSTILE, HOSTILE]],
      [[`--${HOSTILE}`]],
      [[`-${HOSTILE}`]],
      [["spec.yaml", "--format", HOSTILE]],
      [["spec.yaml", "--today", HOSTILE]],
      [["spec.yaml", `--check=${HOSTILE}`]],
      [["spec.yaml", "--out", HOSTILE]],
      [["spec.yaml", "--out", `${HOSTILE}.d`]],
      [["spec.yaml", "--out", `${HOSTILE}.d`, "--check"]],
      [["spec.yaml"], { env: { CDKTF_OUTDIR: HOSTILE } }],
      [["spec.yaml"], { env: { CDKTF_OUTDIR: `e-${HOSTILE}` } }],
      [["explain", HOSTILE]],
      [["help", HOSTILE]],
      [["init", `i/${HOSTILE}`]],
      [["init", HOSTILE]],
      [["init", "--account", HOSTILE]],
      [["init", "--region", HOSTILE]],
      [["discover", "--account", HOSTILE]],
      [[`word-${HOSTILE.replace(".yaml", "")}`]],
    ];
    for (const [argv, more] of lines) {
      const { out, err } = await runIn(folder, argv, more ?? {});
      expect(out + err, JSON.stringify(argv)).not.toMatch(UNSAFE);
      expect((out + err).length).toBeGreaterThan(10);
    }
  });
});
