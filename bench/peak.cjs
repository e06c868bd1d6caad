// Loaded before a contestant: writes the most memory that the process ever held, in bytes, when it ends.
const { readFileSync, writeFileSync } = require("node:fs");
const { isMainThread } = require("node:worker_threads");

if (isMainThread) process.on("exit", () => writeFileSync(process.env.BENCH_PEAK, String(peak())));

/**
 * On Linux from /proc, since getrusage's figure (GNU time's too) survives exec: it starts at the memory of the
 * process that forked, here the bench. Threads count, child processes don't.
 */
function peak() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"));
    return Number(kilobytes) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
