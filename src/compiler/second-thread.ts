import { availableParallelism } from "node:os";
import { join } from "node:path";
import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Model } from "./model";
import type { SecondThread, SynthesizedStack } from "./rooms";
import type { Stack } from "./stacks";

/** Who makes a stack. Each takes what is free: we from the first on, the other thread from the last. */
export const TAKEN = { free: 0, first: 1, second: 2 } as const;

/** What the other thread is given. */
export interface Order {
  readonly model: Model;
  readonly stacks: readonly Stack[];
  /** One for each stack, of TAKEN, and two more: how many stacks the other thread has sent, and whether it has ended. */
  readonly board: Int32Array;
  readonly port: import("node:worker_threads").MessagePort;
}

/** What it sends: a stack, or a fault of ours that it met. */
export type Sent =
  | { readonly index: number; readonly made: SynthesizedStack }
  | { readonly index: number; readonly fault: string };

/** How long one stack may take, in milliseconds: should the other thread be gone without a word, its stack is made here. */
const PATIENCE_MS = 5_000;

/**
 * Starts the other thread; undefined too where none may be started. It is waited for without the event loop, so that making stacks stays synchronous:
 * https://nodejs.org/api/worker_threads.html#workerreceivemessageonportport
 */
export function startSecondThread(
  model: Model,
  stacks: readonly Stack[],
  patience = PATIENCE_MS,
): SecondThread | undefined {
  if (availableParallelism() < 2) return undefined;
  const board = new Int32Array(new SharedArrayBuffer(4 * (stacks.length + 2)));
  const { port1, port2 } = new MessageChannel();
  const order: Order = { model, stacks, board, port: port2 };
  const worker = started(order);
  if (worker === undefined) {
    port1.close();
    return undefined;
  }
  port1.unref();
  const received = new Map<number, Sent>();
  let isGone = false;
  return {
    made(index) {
      if (Atomics.compareExchange(board, index, TAKEN.free, TAKEN.first) !== TAKEN.second) return undefined;
      const sent = wait(index);
      if (sent && "fault" in sent) throw new Error(sent.fault);
      received.delete(index);
      return sent?.made;
    },
    close() {
      port1.close();
      worker.terminate();
    },
  };

  function wait(index: number): Sent | undefined {
    for (const deadline = Date.now() + patience; ; ) {
      const count = Atomics.load(board, stacks.length);
      // Asked before what it sent is looked at: what it sent before it ended counts.
      isGone ||= Atomics.load(board, stacks.length + 1) === 1 || Date.now() > deadline;
      for (let next = receiveMessageOnPort(port1); next; next = receiveMessageOnPort(port1))
        received.set((next.message as Sent).index, next.message);
      const sent = received.get(index);
      if (sent || isGone) return sent;
      Atomics.wait(board, stacks.length, count, Math.min(patience, 250));
    }
  }
}

/** By Node's permissions, or for want of processes, there may be none. */
function started(order: Order): Worker | undefined {
  try {
    const worker = new Worker(join(__dirname, "thread.js"), {
      workerData: order,
      transferList: [order.port],
    });
    worker.on("error", () => {}); // it has taken nothing, or is found to be gone
    worker.unref();
    return worker;
  } catch {
    return undefined;
  }
}
