import { workerData } from "node:worker_threads";
import { type Order, type Sent, TAKEN } from "../compiler/second-thread";

/** The second thread of a run: makes stacks from the last one on, until it meets the first thread. */
const { model, stacks, board, port } = workerData as Order;
process.on("exit", () => {
  Atomics.store(board, stacks.length + 1, 1);
  Atomics.notify(board, stacks.length);
});
const { bundles } = require("./loader.js") as typeof import("./loader");
const { synthesizeStack } = bundles().load("templates") as typeof import("../templates");

for (let index = stacks.length - 1; index >= 0; index--) {
  if (Atomics.compareExchange(board, index, TAKEN.free, TAKEN.second) !== TAKEN.free) break;
  port.postMessage(made(index));
  Atomics.add(board, stacks.length, 1);
  Atomics.notify(board, stacks.length);
}
port.on("message", () => {}); // stays until it is ended: what it sent goes with it

function made(index: number): Sent {
  try {
    const stack = stacks[index];
    if (stack === undefined) throw new Error(`there is no stack ${index}`);
    return { index, made: synthesizeStack(model, stack) };
  } catch (error) {
    return { index, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
