import { EventEmitter } from "node:events";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mayBeTerminal, writerTo } from "../src/compiler/writer";
import { temporaryFolder } from "./support/folders";

// What surrounds it, a pipe that is full or that nobody reads, is in test/attacks/streams.test.ts and test/launch.test.ts.

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

  it.skipIf(!existsSync("/dev/zero"))("leaves a terminal, and what may be one, to its stream", () => {
    const said: unknown[] = [];
    const stream = Object.assign(new EventEmitter(), { write: (text: unknown) => said.push(text) });
    const failures: (string | undefined)[] = [];
    const write = writerTo(
      openSync("/dev/zero", "r"),
      () => stream as unknown as NodeJS.WriteStream,
      ({ code }) => failures.push(code),
    );
    for (const text of ["größer", "", "end"]) write(text);
    expect(said).toEqual(["größer", "end"]);
    for (const code of ["EIO", "EIO"]) stream.emit("error", Object.assign(new Error(code), { code }));
    write("more");
    expect(said).toHaveLength(2);
    expect(failures).toEqual(["EIO"]);
  });

  it("says once why it can't, and then writes nothing", () => {
    const failures: (string | undefined)[] = [];
    const write = writerTo(closed(), never, ({ code }) => failures.push(code));
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
