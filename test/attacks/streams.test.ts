import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { spec } from "./outputs";
import { ended, makeProgram, type Program } from "./program";

// What surrounds a process: its standard streams, its folder, its environment, and what it reaches outside.

let program: Program;
beforeAll(async () => {
  program = await makeProgram();
}, 120_000);

const inFolder = () =>
  temporaryFolder({ "spec.yaml": spec("one"), "bad.yaml": spec("one", { strictness: "x" }) });

/** A line of a shell in which `panorama` is the program; its exit code is that of the program itself. */
const shell = (cwd: string, line: string) =>
  ended(
    spawn("bash", ["--norc", "-c", `set -o pipefail; panorama() { "$NODE" "$CLI" "$@"; }; ${line}`], {
      cwd,
      env: { PATH: process.env.PATH, NODE: process.execPath, CLI: program.cli },
    }),
  );

const COMMANDS = [
  ["schema", 0],
  ["explain", 0],
  ["explain confused-deputy", 0],
  ["--help", 0],
  ["--version", 0],
  ["spec.yaml --format json", 0],
  ["validate spec.yaml --format json", 0],
  ["validate bad.yaml --format json", 1],
  ["spec.yaml --out other --check --format json", 4],
] as const;

describe("standard output", () => {
  it("that nobody reads changes neither the exit code nor what is written, and nothing is said of it", async () => {
    const folder = inFolder();
    for (const [args, code] of COMMANDS)
      for (const reader of ["true", "head -c 1 >/dev/null"])
        expect(await shell(folder, `panorama ${args} | ${reader}`), args).toMatchObject({ code, err: "" });
    expect(Object.keys(filesIn(folder))).toContain("cdktf.out/manifest.json");
  });

  it.runIf(existsSync("/dev/full"))("that can't be written is exit 3 and a sentence", async () => {
    const folder = inFolder();
    for (const [args] of COMMANDS)
      expect(await shell(folder, `panorama ${args} > /dev/full`), args).toMatchObject({
        code: 3,
        err: "can't write to standard output: the disk is full\n",
      });
  });

  it("that is closed is no failure", async () => {
    const folder = inFolder();
    for (const [args, code] of COMMANDS)
      expect(await shell(folder, `panorama ${args} >&-`), args).toMatchObject({ code });
  });
});

describe("a pipe that is full", () => {
  it("does not keep a run from being ended", async () => {
    const lines = [
      "mkfifo full && exec 9<>full", // a pipe that nobody reads, and a command that writes more than it takes
      '"$NODE" "$CLI" schema > full & run=$!',
      "sleep 1.5; for signal in TERM TERM; do kill -$signal $run; sleep 0.5; done",
      "(sleep 5; kill -KILL $run) 2>/dev/null & wait $run",
    ];
    expect(await shell(inFolder(), lines.join("\n"))).toMatchObject({ code: 143 });
  });

  it("does not keep a run from its reports", async () => {
    const folder = inFolder();
    const wrong = Array.from({ length: 400 }, (_, index) => `{ name: dock-${index}, sit: x }`);
    writeFile(join(folder, "many.yaml"), spec("one", { rest: `appliances: [${wrong.join(", ")}]` }));
    const reader = '(sleep 2; test -e findings.json && echo "it is there"; wc -c)';
    const line = `panorama validate many.yaml --format sarif --report json=findings.json | ${reader}`;
    const { code, out } = await shell(folder, line);
    expect(code).toBe(1);
    expect(out).toMatch(/^it is there\n *\d{6,}\n$/); // more than a pipe takes
  });
});

describe("standard error", () => {
  it("that nobody reads, that is full or closed, leaves the exit code to tell", async () => {
    const folder = inFolder();
    for (const to of ["2>/dev/full", "2>&-", "2> >(true)"])
      for (const [args, code] of [
        ["spec.yaml", 0],
        ["bad.yaml", 1],
        ["--chek", 2],
        ["missing.yaml", 3],
        ["init", 0],
      ] as const) {
        if (args === "init")
          for (const file of ["panorama.yaml", ".gitignore"]) execFileSync("rm", ["-f", join(folder, file)]);
        expect(await shell(folder, `panorama ${args} ${to}`), `${args} ${to}`).toMatchObject({
          code,
          out: "",
        });
      }
  });
});

const SCRIPT = "/usr/bin/script"; // of util-linux: runs a command on a terminal of its own

describe.runIf(process.platform === "linux" && existsSync(SCRIPT))("a terminal", () => {
  const onTerminal = (line: string) =>
    shell(
      inFolder(),
      `printf -v line '"%s" "%s" %s' "$NODE" "$CLI" '${line}'; ${SCRIPT} -qec "$line" /dev/null`,
    );

  it("is shown colours, and anything else is not", async () => {
    expect((await onTerminal("validate bad.yaml")).out).toContain("\u001b[1mbad.yaml:");
    for (const args of ["--no-color validate bad.yaml", "validate bad.yaml 2>&1 | cat"]) {
      const { out } = await onTerminal(args);
      expect(out, args).toContain("bad.yaml:");
      expect(out, args).not.toContain("\u001b");
    }
  });
});

describe("standard input", () => {
  it("that never ends is read to the limit of a spec", async () => {
    const { code, err } = await shell(inFolder(), "yes 'a: b' | panorama validate -");
    expect(code).not.toBe(0);
    expect(err).toContain("yaml-limit");
    expect((await shell(inFolder(), "panorama validate - < /dev/zero")).err).toContain("yaml-limit");
  });

  it("that is closed or a folder is empty; one that can't be read is exit 3", async () => {
    for (const from of ["<&-", "< ."])
      expect((await shell(inFolder(), `panorama validate - ${from}`)).err).toContain("yaml-empty");
    expect(await shell(inFolder(), "panorama validate - 0> only-for-writing")).toMatchObject({
      code: 3,
      out: "",
      err: "can't read standard input: it is not open for reading\n",
    });
  });
});

describe("the surroundings of a process", () => {
  it("may lack HOME, TMPDIR, PATH and git", async () => {
    const folder = inFolder();
    const { code, err } = await program.run(folder, ["spec.yaml"], { env: { TMPDIR: "/nowhere/at/all" } });
    expect({ code, err }).toMatchObject({ code: 0 });
    for (const file of ["a.yaml", "b/c.yaml"])
      expect((await program.run(folder, ["init", file], { env: {} })).code).toBe(0);
  });

  it("may have a folder that is gone", async () => {
    const folder = inFolder();
    const gone = join(folder, "gone");
    mkdirSync(gone);
    const line = `cd gone && rmdir ../gone && panorama ../spec.yaml`;
    expect(await shell(folder, line)).toMatchObject({
      code: 3,
      out: "",
      err: "can't read the current folder: no such file or folder\n",
    });
    expect(existsSync(gone)).toBe(false);
  });

  it("may have a folder that can't be written to, with the output elsewhere; else it is said", async () => {
    const folder = inFolder();
    const out = temporaryFolder({});
    for (const path of [folder, out]) chmodSync(path, path === out ? 0o777 : 0o555);
    const [node, ...args] = unprivileged([process.execPath, program.cli, join(folder, "spec.yaml")]);
    const run = (...more: string[]) => ended(spawn(node ?? "", [...args, ...more], { cwd: folder }));
    for (const path of [join(program.cli, "..")]) chmodSync(path, 0o755);
    expect(await run("--out", join(out, "out"))).toMatchObject({ code: 0 });
    expect(await run()).toMatchObject({
      code: 3,
      err: `can't write to ${folder}/cdktf.out: permission denied\n`,
    });
    chmodSync(folder, 0o755);
  });

  it("are not reached beyond the specs' folder, the output and the program, by any command but discover", async () => {
    const folder = inFolder();
    const log = join(temporaryFolder({}), "log");
    const env = {
      SEALED_LOG: log,
      NODE_OPTIONS: `--require=${join(import.meta.dirname, "sealed.cjs")}`,
      HOME: "/nowhere",
    };
    for (const [args, code] of [...COMMANDS, ["init first.yaml", 0]] as const)
      expect((await program.run(folder, args.split(" "), { env })).code, args).toBe(code);
    const lines = readFileSync(log, "utf8").trim().split("\n");
    const home = join(program.cli, "..");
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => ![folder, home].some((root) => line.startsWith(`file ${root}`)))).toEqual(
      [],
    );
    const discover = await program.run(
      folder,
      ["discover", "--account", "123456789012", "--region", "us-east-1"],
      { env },
    );
    expect(discover.code).toBe(3);
    expect(readFileSync(log, "utf8")).toContain("outside "); // the seal does find what reaches outside
  });
});

/** The same command by a user whom modes bind, as root is not bound. */
function unprivileged(command: readonly string[]): string[] {
  if (process.getuid?.() !== 0) return [...command];
  return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", ...command];
}
