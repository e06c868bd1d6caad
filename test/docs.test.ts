import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runIn } from "./support/run";

const ROOT = join(import.meta.dirname, "..");
const text = (path: string) => readFileSync(join(ROOT, path), "utf8");

/** The fenced blocks of a page, with the file that a comment above says they come from. */
function blocks(page: string) {
  const found = text(page).matchAll(/(?:<!-- from: (\S+) -->\n)?```(\w+)\n([\s\S]*?)\n```/g);
  return [...found].map(([, from, language = "", body = ""]) => ({ from, language, body }));
}

describe("the README", () => {
  const all = blocks("README.md");

  it.each(all.filter(({ from }) => from !== undefined))("shows what is in $from", ({ from = "", body }) => {
    expect(text(from)).toContain(body);
  });

  it("shows specs, output and findings only out of fixtures", () => {
    const shown = all.filter(
      ({ language, body }) => ["yaml", "json"].includes(language) || body.includes(" error "),
    );
    expect(shown.length).toBeGreaterThan(4);
    expect(shown.filter(({ from }) => !from?.startsWith("fixtures/"))).toEqual([]);
  });

  it("has two sh blocks: one that runs the main job, one that passes the tests", () => {
    expect(all.filter(({ language }) => language === "sh").map(({ body }) => body)).toEqual([
      "npm ci\nnode dist/cli.js fixtures/ok/warehouse/spec.yaml",
      "npm ci\nnpm test",
    ]);
  });

  it("names every command, option and exit code of --help, and no other option", async () => {
    const { out } = await runIn(ROOT, ["--help"]);
    const options = (from: string) => [...new Set(from.match(/--[a-z][a-z-]+/g))].sort();
    const inReadme = options(text("README.md"));
    expect(options(out).filter((option) => !inReadme.includes(option))).toEqual([]);
    expect(inReadme.filter((option) => !options(out).includes(option))).toEqual([]);
  });
});

describe("the changelog", () => {
  it("shows what is in its fixtures", () => {
    const shown = blocks("CHANGELOG.md");
    expect(shown.length).toBeGreaterThan(1);
    for (const { from = "fixtures/ok/minimal/spec.yaml", body } of shown) expect(text(from)).toContain(body);
  });
});

describe("all pages", () => {
  it.each(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])(
    "%s links only to files that are there",
    (page) => {
      for (const [, target = ""] of text(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g))
        expect(() => text(target)).not.toThrow();
    },
  );
});
