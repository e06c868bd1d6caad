import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

// The help of every command, as it is printed: UPDATE_FIXTURES=1 rewrites it.

const GOLDEN = join(import.meta.dirname, "../fixtures/help.txt");

it("the help of the program and of every command", async () => {
  const help = async (...argv: string[]) => {
    const { code, out, err } = await runIn(temporaryFolder(), argv);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    return `$ panorama-compile ${argv.join(" ")}\n${out}`;
  };
  const whole = await help("--help");
  const [, usage = ""] = /Usage:\n([\s\S]*?)\n\n/.exec(whole) ?? [];
  const names = [...usage.matchAll(/^ {2}panorama-compile (?:\[(\w+)\]|([\w-]+))/gm)].map(
    ([, standard, name]) => standard ?? name ?? "",
  );
  expect(names.length).toBeGreaterThan(8);
  const pages = [whole];
  for (const name of names) pages.push(await help("help", name));
  const text = pages.join("\n");
  if (process.env.UPDATE_FIXTURES === "1") writeFileSync(GOLDEN, text);
  expect(text).toBe(readFileSync(GOLDEN, "utf8"));
});
