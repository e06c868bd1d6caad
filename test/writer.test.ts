import { EventEmitter } from "node:events";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayBeTerminal, writerTo } from "../src/compiler/writer";
import { temporaryFolder } from "./support/folders";

// Pipes that are full, or that nobody reads any more, are in test/attacks/streams.test.ts.

const never = (): never => {
  throw new Error("no stream is to be made");
};

const closed = (): number => {
  const file = openSync(join(temporaryFolder(), "file"), "w");
  closeSync(file);
  return file;
};

describe("a writer", () => {
  it("writes all of every text, and makes no stream for it", () => {
    const path = join(temporaryFolder(), "file");
    const file = openSync(path, "w");
    const write = writerTo(file, never, never);
    const texts = ["größer\n", "", "x".repeat(300_000), "end"];
    for (const text of texts) write(text);
    closeSync(file);
    expect(readFileSync(path, "utf8")).toBe(texts.join(""));
  });

  it.skipIf(!existsSync("/dev/zero"))("leaves what is no file to its stream", () => {
    const said: unknown[] = [];
    const stream = Object.assign(new EventEmitter(), { write: (text: unknown) => said.push(text) });
    const failures: (string | undefined)[] = [];
    const write = writerTo(
      openSync("/dev/zero", "r"),
      () => stream as unknown as NodeJS.WriteStream,
      ({ code }) => failures.push(code),
    );
    for (const text of ["größer", "end"]) write(text);
    expect(said).toEqual(["größer", "end"]);
    for (const code of ["EIO", "EIO"]) stream.emit("error", Object.assign(new Error(code), { code }));
    write("more");
    expect(said).toHaveLength(2);
    expect(failures).toEqual(["EIO"]);
  });

  it("throws away what is to be, without a stream", () => {
    const write = writerTo(openSync(devNull, "r+"), never, never);
    for (const text of ["one", "two"]) write(text);
  });

  it("says once why it can't, and then writes nothing", () => {
    const failures: (string | undefined)[] = [];
    const path = join(temporaryFolder(), "file");
    closeSync(openSync(path, "w"));
    const write = writerTo(openSync(path, "r"), never, ({ code }) => failures.push(code));
    for (const text of ["one", "two"]) write(text);
    expect(failures).toEqual(["EBADF"]);
  });
});

describe("what may be a terminal", () => {
  it.each<[string, () => number, boolean]>([
    ["a file", () => openSync(join(temporaryFolder(), "file"), "w"), false],
    ["what everything is thrown into", () => openSync(devNull, "r"), false],
    ["what is closed", closed, false],
  ])("%s", (_, open, expected) => {
    expect(mayBeTerminal(open())).toBe(expected);
  });

  it.skipIf(!existsSync("/dev/zero"))("another device is", () => {
    expect(mayBeTerminal(openSync("/dev/zero", "r"))).toBe(true);
  });
});
