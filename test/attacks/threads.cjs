// Loaded before a command: says on standard output whether stacks came from a second thread; with NO_THREADS there is none.
const { writeSync } = require("node:fs");
const threads = require("node:worker_threads");
const { receiveMessageOnPort } = threads;
let came = 0;
threads.receiveMessageOnPort = (port) => {
  const received = receiveMessageOnPort(port);
  if (received?.message.made) came++;
  return received;
};
if (process.env.NO_THREADS)
  threads.Worker = class {
    constructor() {
      throw Object.assign(new Error("no thread may be started"), { code: process.env.NO_THREADS });
    }
  };
if (threads.isMainThread)
  process.on("exit", () =>
    writeSync(1, came > 0 ? "stacks came from a second thread\n" : "all were made by one\n"),
  );
