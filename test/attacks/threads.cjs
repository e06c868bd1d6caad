// Loaded before a command: says on standard output when a thread is started.
const { writeSync } = require("node:fs");
const threads = require("node:worker_threads");
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(...args) {
    super(...args);
    writeSync(1, "a thread was started\n");
  }
};
