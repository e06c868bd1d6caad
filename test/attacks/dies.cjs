// Preloaded by `node --require`: sends this process a signal before its nth call that changes the disk (DIES_AT), or
// with DIES_TORN in the middle of it where it writes a text.
const fs = require("node:fs");

const { DIES_AT, DIES_BY = "SIGKILL", DIES_TORN } = process.env;
const CHANGING = [
  "mkdirSync",
  "mkdtempSync",
  "openSync",
  "writeFileSync",
  "fsyncSync",
  "renameSync",
  "linkSync",
];
let seen = 0;

for (const name of [...CHANGING, "unlinkSync", "rmSync", "rmdirSync"]) {
  const work = fs[name];
  fs[name] = (...args) => {
    const reads = name === "openSync" && typeof args[1] === "number";
    if (!reads && seen++ === Number(DIES_AT)) {
      if (DIES_TORN && name === "writeFileSync") work(args[0], args[1].slice(0, args[1].length / 2));
      process.kill(process.pid, DIES_BY);
    }
    return work(...args);
  };
}
