import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeProgram } from "./attacks/program";
import { filesIn, temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

// Each shell is asked itself what it offers: Bash and fish by their own functions, Zsh interactively.
const SHELLS = {
  bash: ["bash", "--norc"],
  zsh: ["zsh", "-f"],
  fish: ["fish", "--no-config"],
} as const;
type Shell = keyof typeof SHELLS;

const isThere = (shell: Shell) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** Every machine of CI has Bash. The others are skipped where they are missing, in one line. */
const found = (Object.keys(SHELLS) as Shell[]).filter((shell) => {
  if (isThere(shell) || (shell === "bash" && process.env.CI === "true")) return true;
  process.stderr.write(`Skipped completion in ${shell}: it is not on the PATH\n`);
  return false;
});

const FILES = {
  "a.yaml": "",
  "my spec.yml": "",
  "notes.txt": "",
  "specs/x.yaml": "",
  "out/manifest.json": "",
  "$(touch pwned).yaml": "",
  "q'uote;touch pwned.yaml": "",
};

/** What a shell offers for lines, each sorted, in a folder with FILES. */
async function offers(shell: Shell, lines: readonly string[], folder = temporaryFolder(FILES)) {
  const script = join(folder, ".script");
  writeFileSync(script, (await runIn(folder, ["completion", shell])).out);
  const [program, ...options] = SHELLS[shell];
  const driver = join(import.meta.dirname, `completion/offered.${shell}`);
  const { stdout, stderr, status } = spawnSync(
    program,
    [...options, driver, script, ...lines.map((line) => `panorama-compile ${line}`)],
    {
      cwd: folder,
      encoding: "utf8",
      timeout: 60_000,
      env: { PATH: process.env.PATH, HOME: folder, TERM: "dumb", LC_ALL: "C" },
    },
  );
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  return stdout
    .replace(/\n$/, "")
    .split("\n")
    .map((row) => offersIn(shell, row));
}

/** What a row of a driver says. Where there is one offer, Zsh shows only a part of it, and the line has the whole. */
function offersIn(shell: Shell, row: string): string[] {
  const [line = "", ...offers] = row.split("\x1f");
  const [whole = ""] = /(?:\\.|\S)*(?=\s*$)/.exec(line) ?? [];
  const all = offers.length === 1 && shell === "zsh" ? [whole] : offers;
  return [...new Set(all.map((offer) => offer.replace(/\\/g, "")))].sort();
}

const help = async (...argv: string[]) => (await runIn(temporaryFolder(), argv)).out;

/** The commands that --help names. */
async function commands(): Promise<string[]> {
  const [, usage = ""] = /Usage:\n([\s\S]*?)\n\n/.exec(await help("--help")) ?? [];
  return [...usage.matchAll(/^ {2}panorama-compile (?:\[(\w+)\]|([\w-]+))/gm)].map(
    ([, standard, name]) => standard ?? name ?? "",
  );
}

/** The options that a command's help lists; all have --help, and a line without a command --version. */
async function optionsOf(command: string): Promise<string[]> {
  const [, options = ""] = /\nOptions:\n([\s\S]*)/.exec(await help("help", command)) ?? [];
  const listed = [...options.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, name = ""]) => name);
  return [...listed, "--help", ...(command === "compile" ? ["--version"] : [])].sort();
}

async function formatsOf(command: string): Promise<string[]> {
  const [, list = ""] = /--format FORMAT +standard output: (.*)/.exec(await help("help", command)) ?? [];
  return list
    .replace(" (default)", "")
    .split(/, | or /)
    .filter((one) => one !== "")
    .sort();
}

const FOLDERS = ["out", "specs"];
const SPECS = [...FOLDERS, "$(touch pwned).yaml", "a.yaml", "my spec.yml", "q'uote;touch pwned.yaml"];
const sorted = (words: readonly string[]) => [...words].sort();
/** Shells differ in whether the offer of a folder ends in a slash. */
const bare = (words: readonly string[] = []) => sorted(words.map((word) => word.replace(/\/$/, "")));

describe.each(found)("in %s", (shell) => {
  it("every command, option and format is offered, and no other", { timeout: 120_000 }, async () => {
    const names = await commands();
    expect(names).toContain("completion");
    const lines = names.flatMap((name) => [`${name} --`, `${name} --format `]);
    const [first, helped, ...rows] = await offers(shell, ["", "help ", ...lines]);
    expect(bare(first)).toEqual(sorted([...names, "help", ...SPECS]));
    expect(helped).toEqual(sorted(names));
    for (const [at, name] of names.entries()) {
      expect(rows[2 * at], name).toEqual(await optionsOf(name));
      const formats = await formatsOf(name);
      if (formats.length > 0) expect(rows[2 * at + 1], name).toEqual(formats);
    }
    expect(await formatsOf("validate")).toContain("sarif");
  });

  it("every page of explain is offered, and no other", async () => {
    const [codes] = await offers(shell, ["explain "]);
    const contents = [
      ...(await help("explain")).matchAll(/^ {2}(?:error|warning|info| {7}) +([a-z][a-z0-9-]+) {2}/gm),
    ];
    expect(codes).toEqual(sorted(contents.map(([, name = ""]) => name)));
    expect(codes).toContain("csr-weak");
  });

  it.each([
    ["va", ["validate"]],
    ["validate --for", ["--format"]],
    ["validate --format js", ["json", "jsonl"]],
    ["--quiet valid", ["validate"]],
    ["--format json --ou", ["--out"]],
    ["validate a.yaml --qu", ["--quiet"]],
    ["spec.yaml comp", []],
    ["validate --out", []],
    ["explain csr-w", ["csr-weak"]],
    ["init --region us-", ["us-east-1", "us-west-2"]],
    ["completion ", ["bash", "fish", "zsh"]],
    ["validate --report sa", ["sarif="]],
    ["validate --today ", []],
    ["validate my", ["my spec.yml"]],
    ["validate specs/", ["specs/x.yaml"]],
    ["--out ", FOLDERS],
    ["validate ", SPECS],
    ["--out validate ", undefined],
  ])("%j offers %j", async (line, expected) => {
    const [given] = await offers(shell, [line]);
    if (expected !== undefined) expect(bare(given)).toEqual(sorted(expected));
    else expect(bare(given)).toEqual(sorted([...(await commands()), "help", ...SPECS])); // no command yet
  });

  it("offers what follows = too", async () => {
    const lines = [
      "validate --format=js",
      "validate --report sarif=no",
      "validate --report=sarif=no",
      "--out=sp",
    ];
    const given = (await offers(shell, lines)).map((row) => row.map((offer) => offer.replace(/.*=/, "")));
    expect(given.map(bare)).toEqual([["json", "jsonl"], ["notes.txt"], ["notes.txt"], ["specs"]]);
  });

  it("starts nothing that a file's name or the line says", async () => {
    const folder = temporaryFolder(FILES);
    const before = Object.keys(filesIn(folder));
    await offers(
      shell,
      [
        "validate $(touch pwned)",
        "validate `touch pwned`",
        "validate q",
        "validate --report 'sarif=$(touch pwned)",
      ],
      folder,
    );
    expect(Object.keys(filesIn(folder)).filter((name) => !name.startsWith("."))).toEqual(before);
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });
});

describe("completion", () => {
  it("is the same in the program as users get it", async () => {
    const folder = temporaryFolder();
    const { run } = await makeProgram();
    for (const shell of ["bash", "zsh", "fish"]) {
      const { code, out, err } = await run(folder, ["completion", shell]);
      expect({ code, out, err }).toEqual(await runIn(folder, ["completion", shell]));
    }
  });

  it("without a shell lists them with how each is told, and exits 2", async () => {
    const { code, out, err } = await runIn(temporaryFolder(), ["completion"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("completion needs a shell: bash, zsh or fish\n");
    for (const shell of ["bash", "zsh", "fish"])
      expect(err).toContain(`panorama-compile completion ${shell}`);
  });

  it.each([
    [["completion", "fihs"], 'completion takes bash, zsh or fish, not "fihs"; did you mean fish?'],
    [["completion", "pwsh"], 'completion takes bash, zsh or fish, not "pwsh"'],
    [["completion", "bash", "zsh"], "completion takes one shell"],
  ])("%j is refused with exit 2", async (argv, words) => {
    const { code, out, err } = await runIn(temporaryFolder(), argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
  });

  it("is the same text each time, and is found by Zsh as a file of its fpath", async () => {
    const folder = temporaryFolder();
    const { out } = await runIn(folder, ["completion", "zsh"]);
    expect((await runIn(folder, ["completion", "zsh"])).out).toBe(out);
    expect(out).toMatch(/^#compdef panorama-compile\n/);
    if (!found.includes("zsh")) return;
    mkdirSync(join(folder, "functions"));
    writeFileSync(join(folder, "functions/_panorama-compile"), out);
    const commands = `fpath=(${join(folder, "functions")} $fpath); autoload -U compinit; compinit -D -u; print $_comps[panorama-compile]`;
    expect(spawnSync("zsh", ["-f", "-c", commands], { encoding: "utf8" }).stdout).toBe("_panorama-compile\n");
  });
});
