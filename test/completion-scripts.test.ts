import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Command } from "../src/compiler/commands/command";
import { completionCommand, grammarOf } from "../src/compiler/commands/completion";
import { completionScript, type Shell } from "../src/compiler/completion";
import type { Grammar } from "../src/compiler/completion/grammar";
import { temporaryFolder } from "./support/folders";
import { rooms, runIn } from "./support/run";

// The text of the scripts, of a small command line that has one of each kind. What the shells make of them is asked by
// completion.test.ts, which starts them.

const FOLDER = join(import.meta.dirname, "../fixtures/completion");

const GRAMMAR: Grammar = {
  commands: [
    {
      name: "make",
      text: "it's what a line means that names no command",
      options: ["--out", "--format", "--report", "--spec", "--plan", "--place", "--day", "--quiet"],
      formats: ["pretty", "json"],
      operands: { kind: "specs" },
    },
    { name: "compare", text: "two", options: ["--format"], formats: ["json"], operands: { kind: "files" } },
    { name: "look", text: "at \\ this", options: [], formats: [], operands: { kind: "nothing" } },
    {
      name: "say",
      text: "a word",
      options: ["--unknown", "--quiet"],
      formats: [],
      operands: { kind: "words", words: ["one", "two"] },
    },
  ],
  options: [
    { name: "--out", text: "a folder", value: { kind: "folders" } },
    { name: "--format", text: "how it's printed", value: { kind: "formats" } },
    { name: "--report", text: "a file as well", value: { kind: "reports" } },
    { name: "--spec", text: "a spec", value: { kind: "specs" } },
    { name: "--plan", text: "a file", value: { kind: "files" } },
    { name: "--place", text: "here or there", value: { kind: "words", words: ["here", "there"] } },
    { name: "--day", text: "any", value: { kind: "nothing" } },
    { name: "--quiet", text: "a flag" },
  ],
};

describe("completion: the script", () => {
  it.each<Shell>(["bash", "zsh", "fish"])("for %s", (shell) => {
    const path = join(FOLDER, `small.${shell}`);
    const text = completionScript(shell, GRAMMAR);
    if (process.env.UPDATE_FIXTURES) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, "utf8"));
  });

  it("of no command is one too", () => {
    const none = { commands: [], options: [] };
    expect(completionScript("bash", none)).toContain("    *) : ;;\n");
    expect(completionScript("zsh", none)).toContain("    (*) : ;;\n");
    expect(completionScript("fish", none)).toContain("        set command \n");
  });
});

describe("completion: the grammar", () => {
  const command = (more: Partial<Command>): Command => ({
    name: "make",
    usage: "",
    summary: "makes",
    details: "",
    options: [],
    run: async () => 0,
    ...more,
  });

  it("is what the tables of commands and options say", () => {
    const grammar = grammarOf(
      [
        command({ options: ["out", "format", "report"], formats: ["pretty", "json"] }),
        command({ name: "say", options: ["today"], operands: () => ["a", "b"] }),
        command({ name: "plan", options: ["spec", "format"], operands: "files" }),
        command({ name: "find", options: ["region", "quiet"], operands: "nothing" }),
      ],
      rooms,
    );
    expect(grammar.commands).toEqual([
      {
        name: "make",
        text: "makes",
        options: ["--out", "--format", "--report", "--help", "--version"],
        formats: ["pretty", "json"],
        operands: { kind: "specs" },
      },
      {
        name: "say",
        text: "makes",
        options: ["--today", "--help"],
        formats: [],
        operands: { kind: "words", words: ["a", "b"] },
      },
      {
        name: "plan",
        text: "makes",
        options: ["--spec", "--format", "--help"],
        formats: [],
        operands: { kind: "files" },
      },
      {
        name: "find",
        text: "makes",
        options: ["--region", "--quiet", "--help"],
        formats: [],
        operands: { kind: "nothing" },
      },
      {
        name: "help",
        text: "say more of a command",
        options: [],
        formats: [],
        operands: { kind: "words", words: ["make", "say", "plan", "find"] },
      },
    ]);
    const values = grammar.options.map(({ name, value }) => [name, value?.kind]);
    expect(values).toEqual([
      ["--format", "formats"],
      ["--out", "folders"],
      ["--quiet", undefined],
      ["--region", "words"],
      ["--report", "reports"],
      ["--spec", "specs"],
      ["--today", "nothing"],
      ["--help", undefined],
      ["--version", undefined],
    ]);
    for (const { text } of grammar.options) expect(text).toMatch(/\w/);
    expect(grammar.options.find(({ name }) => name === "--region")?.value).toMatchObject({
      words: expect.arrayContaining(["us-east-1", "ap-southeast-2"]),
    });
  });

  it("has the command that prints it, with the shells that it knows", () => {
    const one = completionCommand(() => []);
    const [first] = grammarOf([one], rooms).commands;
    expect(first).toMatchObject({
      name: "completion",
      text: "print what completes command lines in bash, zsh or fish",
      operands: { kind: "words", words: ["bash", "zsh", "fish"] },
    });
    expect(one.usage).toBe("panorama-compile completion SHELL");
    expect(one.options).toEqual(["quiet", "no-color"]);
    expect(one.details).toMatch(
      /^Prints a script that completes commands, [\s\S]*\n\n {2}bash: in ~\/\.bashrc [\s\S]*\n {2}zsh: [\s\S]*\n {2}fish: [\s\S]*\n\nA file that was written so is to be written again/,
    );
  });
});

describe("completion: the command", () => {
  const ran = (...argv: string[]) => runIn(temporaryFolder(), ["completion", ...argv]);

  it("prints the script of a shell", async () => {
    for (const shell of ["bash", "zsh", "fish"]) {
      const { code, out, err } = await ran(shell);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out.split("\n").slice(0, 2).join("\n")).toMatch(
        new RegExp(`panorama-compile completion ${shell}$`, "m"),
      );
    }
  });

  it("without a shell says which there are, and how each is installed", async () => {
    const { code, out, err } = await ran();
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe(`completion needs a shell: bash, zsh or fish

  bash: in ~/.bashrc              source <(panorama-compile completion bash)
        or, with bash-completion  panorama-compile completion bash > \\
                                    ~/.local/share/bash-completion/completions/panorama-compile
  zsh:  in ~/.zshrc, after compinit  source <(panorama-compile completion zsh)
        or, for all users            panorama-compile completion zsh > \\
                                       /usr/local/share/zsh/site-functions/_panorama-compile
  fish: panorama-compile completion fish > ~/.config/fish/completions/panorama-compile.fish
`);
  });

  it.each([
    [["bsh"], 'completion takes bash, zsh or fish, not "bsh"; did you mean bash?'],
    [["powershell"], 'completion takes bash, zsh or fish, not "powershell"\n'],
    [["bash", "zsh"], "completion takes one shell"],
  ])("%j is refused", async (argv, words) => {
    const { code, out, err } = await ran(...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
  });
});
