// Loaded before a command: what is written to standard output first is cut after ten bytes, as by a full pipe.
const fs = require("node:fs");
const { writeSync } = fs;
let isFirst = true;
fs.writeSync = (file, bytes, ...rest) => {
  if (file !== 1) return writeSync(file, bytes, ...rest);
  if (!isFirst) throw Object.assign(new Error(process.env.THEN), { code: process.env.THEN });
  isFirst = false;
  const written = writeSync(file, bytes, 0, 10);
  if (process.env.THEN === "EPIPE") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500); // the reader goes
  return written;
};
