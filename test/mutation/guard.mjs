// A mutant may delete or write anything: it gets a file system that writes below the folder for temporary files only,
// and can start no program but those that a test has written there.
import childProcess from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { devNull, tmpdir } from "node:os";
import { delimiter, isAbsolute, resolve } from "node:path";
import { NotHere } from "./harness.mjs";

const WRITING = [
  "appendFileSync",
  "chmodSync",
  "copyFileSync",
  "cpSync",
  "linkSync",
  "mkdirSync",
  "mkdtempSync",
  "renameSync",
  "rmSync",
  "rmdirSync",
  "symlinkSync",
  "truncateSync",
  "unlinkSync",
  "utimesSync",
  "writeFileSync",
];
const FROM_ELSEWHERE = new Set(["copyFileSync", "cpSync", "symlinkSync"]);
const ROOM = `${tmpdir()}/panorama-`;

const guarded =
  (name) =>
  (...values) => {
    const paths = ["renameSync", "linkSync"].includes(name)
      ? values.slice(0, 2)
      : [values[FROM_ELSEWHERE.has(name) ? 1 : 0]];
    for (const path of paths) refuseOutside(path);
    return fs[name](...values);
  };

function refuseOutside(path) {
  if (typeof path === "number" || path === devNull || resolve(String(path)).startsWith(ROOM)) return;
  throw new Error(`no test writes there: ${path}`);
}

const READ_FLAGS = new Set([undefined, "r", fs.constants.O_RDONLY]);

const files = {
  ...fs,
  ...Object.fromEntries(WRITING.map((name) => [name, guarded(name)])),
  openSync: (path, flags, mode) => {
    if (
      !READ_FLAGS.has(flags) &&
      (typeof flags === "string" || flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR))
    )
      refuseOutside(path);
    return fs.openSync(path, flags, mode);
  },
};

/** Whether a program lies, or is looked for, in folders that tests have made. */
const isOfTest = (program, { env = {} } = {}) =>
  isAbsolute(program)
    ? program.startsWith(ROOM)
    : (env.PATH ?? "").split(delimiter).every((folder) => folder.startsWith(ROOM));

const NO_PROCESSES = { error: new Error("no processes here"), status: null, stdout: "", stderr: "" };
const noProcess = () => {
  throw new NotHere("a test that starts a process");
};
const processes = {
  ...Object.fromEntries(Object.keys(childProcess).map((name) => [name, noProcess])),
  spawn: (path, args, options) =>
    isOfTest(path, options) ? childProcess.spawn(path, args, options) : noProcess(),
  spawnSync: (path, args, options) =>
    isOfTest(path, options) ? childProcess.spawnSync(path, args, options) : NO_PROCESSES,
};

/** What a script of tests requires: packages of a folder, with its own collector of tests. */
export function requireFor(root, vitest) {
  const require = createRequire(`${root}/`);
  const ours = {
    vitest,
    "node:fs": files,
    "node:child_process": processes,
    "fast-check": fewer(require("fast-check")),
  };
  return (name) => ours[name] ?? require(name);
}

// The same random values for each mutant, and not the thousands that `npm test` takes.
function fewer(fc) {
  const assert = (property, options) =>
    fc.assert(property, {
      ...options,
      numRuns: Math.min(options?.numRuns ?? 20, 20),
      seed: 1,
      endOnFailure: true,
    });
  return { ...fc, default: { ...fc, assert }, assert, __esModule: true };
}
