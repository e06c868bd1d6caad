import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { devNull } from "node:os";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findEngine } from "./engine";

/** A running AWS emulator: account 123456789012, every region, nothing in it. */
export type Emulator = {
  readonly url: string;
  /** The whole environment for a child process (Terraform, the AWS CLI) that is to see only the emulator. */
  readonly env: Readonly<Record<string, string>>;
  /** Forgets everything that was made. */
  reset(): Promise<void>;
  /** What the emulator wrote to standard error: a traceback, when it lacks a call. */
  log(): string;
  stop(): Promise<void>;
};

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const START_FILE = fileURLToPath(new URL("emulator.py", import.meta.url));
const READY_WITHIN_MS = 60_000;

/** Starts the emulator on a free port of 127.0.0.1 and waits until it answers. Throws with its log if it doesn't. */
export async function startEmulator(): Promise<Emulator> {
  const engine = findEngine();
  if (!engine.available) throw new Error(engine.missing);
  const child = spawn(engine.python, [START_FILE, "0", "--until-stdin-closes"], {
    stdio: ["pipe", "pipe", "pipe"],
  });
  const log = keepText(child.stderr);
  const output = keepText(child.stdout);
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const stop = async (): Promise<void> => {
    process.off("exit", kill);
    kill();
    while (!hasEnded(child)) await sleep(10);
  };
  try {
    const url = await untilReady(child, output);
    return { url, env: environmentFor(url), log, stop, reset: () => post(`${url}/moto-api/reset`) };
  } catch (error) {
    await stop();
    throw new Error(`the AWS emulator didn't start: ${String(error)}\n${log()}`);
  }
}

/**
 * The variables that point an unchanged stack at the emulator. The caller's own AWS, Terraform and proxy
 * settings are left out. No AWS_REGION: a stack that forgets its region has to fail here as well.
 */
export function environmentFor(url: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(AWS_|TF_|(HTTP|NO)_PROXY$)/i.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    // The provider's own 25 attempts turn a call that the emulator lacks into minutes of silence.
    AWS_MAX_ATTEMPTS: "3",
    AWS_ENDPOINT_URL: url,
    // S3 and S3 Control put the bucket or the account before the host's name: the emulator, as their HTTP
    // proxy, still gets the call. The region here is only part of that name; the signature has the real one.
    AWS_ENDPOINT_URL_S3: "http://s3.us-east-1.amazonaws.com",
    AWS_ENDPOINT_URL_S3_CONTROL: "http://s3-control.us-east-1.amazonaws.com",
    HTTP_PROXY: url,
    http_proxy: url,
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
  };
}

async function untilReady(child: Child, output: () => string): Promise<string> {
  await once(child, "spawn"); // throws if there is no such command
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (hasEnded(child)) throw new Error(`ended with ${child.exitCode ?? child.signalCode}`);
    const port = /^(\d+)\r?\n/.exec(output())?.[1];
    const url = `http://127.0.0.1:${port}`;
    if (port !== undefined && (await answers(url))) return url;
    await sleep(25);
  }
  throw new Error(`not ready after ${READY_WITHIN_MS} ms`);
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
}

async function post(url: string): Promise<void> {
  const response = await fetch(url, { method: "POST" });
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
}

function hasEnded(child: Child): boolean {
  // A command that could not be started has neither a process id nor an exit code.
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

function keepText(stream: Readable): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
