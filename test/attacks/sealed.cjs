// Preloaded by `node --require`: writes down every file that is read or written and every call that reaches outside
// (sockets, names, processes), one a line, to SEALED_LOG; what reaches outside throws.
const fs = require("node:fs");

const log = fs.openSync(process.env.SEALED_LOG, "a");
const note = (what, which) => fs.writeSync(log, `${what} ${which}\n`);
const writeSync = fs.writeSync;

for (const name of [
  "openSync",
  "readFileSync",
  "readdirSync",
  "mkdirSync",
  "mkdtempSync",
  "renameSync",
  "linkSync",
  "rmSync",
  "rmdirSync",
  "unlinkSync",
  "writeFileSync",
]) {
  const work = fs[name];
  fs[name] = (...args) => {
    if (typeof args[0] === "string") note("file", args[0]);
    return work(...args);
  };
}
fs.writeSync = writeSync;

const refuse = (owner, name, what) => {
  owner[name] = () => {
    note("outside", what);
    throw new Error(`${what} is sealed`);
  };
};
refuse(require("node:net").Socket.prototype, "connect", "connect");
refuse(require("node:net").Server.prototype, "listen", "listen");
refuse(require("node:dgram"), "createSocket", "dgram");
for (const name of ["lookup", "resolve", "resolve4"]) refuse(require("node:dns"), name, "dns");
for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"])
  refuse(require("node:child_process"), name, name);
