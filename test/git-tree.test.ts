import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openGit } from "../src/compiler/commands/git-tree";
import { temporaryFolder, writeFile } from "./support/folders";
import { rooms, runIn } from "./support/run";

// What is asked of Git, and what its answers are taken for, with a program that answers as a test wants. What real
// repositories answer is asked by diff-git.test.ts.

interface Answers {
  /** By the name of Git's command, the shell's commands that answer. */
  readonly [command: string]: string;
}
const COMMIT = "c".repeat(40);
const ANSWERS: Answers = {
  "rev-parse --show-prefix": "echo infra/",
  "rev-parse --verify": `echo ${COMMIT}`,
  "rev-parse --is-shallow-repository": "echo false",
  "for-each-ref": "printf 'main\\norigin/topic\\nrelease\\n'",
  "ls-tree": "true",
  "cat-file": "printf blob",
};

/** A folder for a PATH with a `git` that notes what it is asked, and answers. */
function gitOf(answers: Answers = {}) {
  const bin = temporaryFolder();
  const cases = Object.entries({ ...ANSWERS, ...answers })
    .sort(([one], [other]) => other.length - one.length) // the more exact first
    .map(([command, answer]) => `  "${command}"*) ${answer} ;;`);
  const script = [
    "#!/bin/sh",
    `printf '%s\\n' "$GIT_NO_LAZY_FETCH$GIT_OPTIONAL_LOCKS$GIT_TERMINAL_PROMPT$LC_ALL$OTHER $*" >> ${bin}/asked`,
    "shift 5",
    'case "$*" in',
    ...cases,
    "esac",
  ];
  writeFile(join(bin, "git"), `${script.join("\n")}\n`);
  chmodSync(join(bin, "git"), 0o755);
  return {
    env: { PATH: bin, OTHER: "x" },
    asked: () => readFileSync(join(bin, "asked"), "utf8").trimEnd().split("\n"),
  };
}
const row = (path: string, mode = "100644", size: string | number = 4, id = "ab12") =>
  `${mode} blob ${id} ${size}\\t${path}\\000`;
const listing = (...rows: string[]) => `printf '${rows.join("")}'`;

const opened = (answers?: Answers, revision = "main") => {
  const git = gitOf(answers);
  return { git, tree: openGit(revision, { cwd: temporaryFolder(), env: git.env, rooms }) };
};
const failure = (answers: Answers, revision = "main") => {
  try {
    opened(answers, revision);
    return "none";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("git-tree", () => {
  it("asks Git without what a repository's configuration may start, for one commit", () => {
    const { git, tree } = opened({ "ls-tree": listing(row("a.yaml")) });
    const [file] = tree.files("infra/x");
    tree.files("");
    if (file) tree.read(file);
    const head = "100Cx --no-pager --literal-pathspecs --no-replace-objects -c core.fsmonitor=false ";
    expect(git.asked()).toEqual(
      [
        "rev-parse --show-prefix",
        "rev-parse --verify --quiet --end-of-options main^{commit}",
        `ls-tree -r -l -z --full-tree ${COMMIT} -- infra/x`,
        `ls-tree -r -l -z --full-tree ${COMMIT}`,
        "cat-file blob ab12",
      ].map((one) => head + one),
    );
  });

  it("takes Git's rows for files", () => {
    const { tree } = opened({
      "ls-tree": listing(
        row("a b.yaml", "100755", "     7"),
        row("link", "120000"),
        row("new\\nline"),
        "160000 commit ab12       -\\tmodule\\000",
        "what Git never says\\000",
      ),
    });
    expect(tree.files("")).toEqual([
      { path: "a b.yaml", id: "ab12", isPlain: true, size: 7 },
      { path: "link", id: "ab12", isPlain: false, size: 4 },
      { path: "new\nline", id: "ab12", isPlain: true, size: 4 },
      { path: "module", id: "ab12", isPlain: false, size: 0 },
    ]);
    expect(Buffer.from(tree.read({ path: "a", id: "b", isPlain: true, size: 1 })).toString()).toBe("blob");
  });

  it.each([
    ["a.yaml", "a.yaml"],
    ["x/../a.yaml", "a.yaml"],
    ["./a.yaml", "infra/a.yaml"],
    ["../a.yaml", "a.yaml"],
    [".", "infra"],
    ["..", ""],
    ["./", "infra"],
    [".hidden/a", ".hidden/a"],
    ["..a/b", "..a/b"],
    ["a/b/", "a/b"],
    ["/a", "a"],
    ["../../a", "../a"],
  ])("%s is %s of the repository", (named, path) => {
    expect(opened().tree.pathOf(named)).toBe(path);
  });

  it("says what may have been meant by a path that is not there", () => {
    const below = opened({ "ls-tree": listing(row("infra/a.yaml")) });
    expect(below.tree.hintFor("a.yaml")).toBe("; did you mean ./a.yaml, from the current folder?");
    const top = { "rev-parse --show-prefix": "echo" };
    const hint = (path: string, ...paths: string[]) =>
      opened({ ...top, "ls-tree": listing(...paths.map((one) => row(one))) }).tree.hintFor(path);
    expect(hint("a.yaml", "infra/a.yaml")).toBe('; did you mean "infra/a.yaml"?');
    expect(hint("a.yaml", "one/place/a.yaml", "another/a.yaml")).toBe("");
    expect(hint("infra/acme.yml", "infra/acme.yaml", "z")).toBe('; did you mean "infra/acme.yaml"?');
    expect(hint("quite/another.json", "infra/acme.yaml")).toBe("");
  });

  it("says why a commit can't be read", () => {
    const none = { "rev-parse --verify": "exit 1" };
    const is = (words: string) => `there is no commit ${words}`;
    expect(failure(none, "topic")).toBe(is('"topic" in this repository; did you mean "origin/topic"?'));
    expect(failure(none, "mian")).toBe(is('"mian" in this repository; did you mean "main"?'));
    expect(failure(none, "zzzzzzzz")).toBe(is('"zzzzzzzz" in this repository'));
    expect(failure({ ...none, "for-each-ref": "exit 1" }, "topic")).toBe(is('"topic" in this repository'));
    expect(failure({ ...none, "rev-parse --is-shallow-repository": "echo true" }, "zzzzzzzz")).toBe(
      is('"zzzzzzzz" in this repository; this clone is shallow: fetch it first'),
    );
    expect(failure({ ...none, "rev-parse --is-shallow-repository": "echo true; exit 1" }, "zzzzzzzz")).toBe(
      is('"zzzzzzzz" in this repository'),
    );
  });

  it("says Git's own first words where it fails, on one line", () => {
    const fails = (words: string) => failure({ "rev-parse --show-prefix": `${words} >&2; exit 128` });
    expect(fails("printf '\\nfatal: not a git repository\\nmore\\n'")).toBe(
      "can't read git:main: not a git repository",
    );
    expect(fails("true")).toBe("can't read git:main: git ended with 128");
    const listed = opened({ "ls-tree": "echo fatal: no >&2; exit 1" });
    expect(() => listed.tree.files("a")).toThrow("can't read a of main: no");
    const blob = opened({ "cat-file": "echo error: gone >&2; exit 1" });
    expect(() => blob.tree.read({ path: "a", id: "b", isPlain: true, size: 1 })).toThrow(
      "can't read a of main: error: gone",
    );
    const empty = temporaryFolder();
    expect(() => openGit("main", { cwd: empty, env: { PATH: empty }, rooms })).toThrow(
      "can't read git:main: git was not found on the PATH",
    );
  });
});

describe("sides that are in a commit", () => {
  const SPEC = `apiVersion: panorama-compile/v1\nname: acme\naccount: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }\nstrictness: account\n`;
  /** Runs diff of a side of a commit and the same spec on the disk. */
  async function diffed(side: string, answers: Answers) {
    const folder = temporaryFolder({ "acme.yaml": SPEC });
    writeFile(join(folder, "blob"), SPEC);
    mkdirSync(join(folder, "x"));
    const { env } = gitOf({
      "rev-parse --show-prefix": "echo",
      "cat-file": `/bin/cat ${folder}/blob`,
      ...answers,
    });
    return runIn(folder, ["diff", side, "acme.yaml"], { env });
  }

  it("are read as on the disk", async () => {
    const { code, out, err } = await diffed("git:main:acme.yaml", { "ls-tree": listing(row("acme.yaml")) });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("Security: same");
  });

  it("may be a folder, of which specs are taken as on the disk", async () => {
    const { code, err } = await diffed("git:main:infra", {
      "ls-tree": listing(
        row("infra/acme.yaml"),
        row("infra/.x/b.yaml"),
        row("infra/node_modules/c.yaml"),
        row("infra/notes.txt"),
        row("infra/notes.yml", "100644", 4, "cd34"),
        row("infra/link.yaml", "120000"),
      ),
      "cat-file blob cd34": "printf 'a: 1'",
    });
    expect({ code, err }).toEqual({
      code: 0,
      err: "skipped  infra/notes.yml: it has no apiVersion: panorama-compile/v1\n",
    });
  });

  it.each<[string, Answers, number, string]>([
    ["git:main:a.yaml", {}, 3, '"a.yaml" is not in the commit "main"'],
    ["git:main:../a.yaml", {}, 2, '"../a.yaml" is outside of the repository'],
    [
      "git:main:a.yaml",
      { "ls-tree": listing(row("a.yaml", "120000")) },
      3,
      "a.yaml is a link or a submodule in that commit; name what it leads to",
    ],
    [
      "git:main:a.yaml",
      { "ls-tree": listing(row("a.yaml", "100644", 16_777_218)) },
      3,
      "a.yaml has 16777218 bytes in that commit; at most 16777217 are read",
    ],
    [
      "git:main:infra",
      { "ls-tree": listing(row("infra/a.txt"), row("infra/b.yaml")), "cat-file": "printf x" },
      2,
      'no spec in the folder "infra" of "main": 2 files, none with apiVersion: panorama-compile/v1',
    ],
    [
      "git::a.yaml",
      {},
      2,
      '"git::a.yaml" names no commit; git:REV:PATH does, as in git:origin/main:spec.yaml',
    ],
    ["git:main:", {}, 2, '"git:main:" names no file; git:REV:PATH does'],
    ["git:main", {}, 2, '"git:main" names no file; git:REV:PATH does, as in git:origin/main:spec.yaml'],
  ])("%s (%#) is refused in words", async (side, answers, code, words) => {
    const ran = await diffed(side, answers);
    expect({ code: ran.code, out: ran.out }).toEqual({ code, out: "" });
    expect(ran.err).toContain(words);
  });

  it("have errors at their place in the commit", async () => {
    const { code, err } = await diffed("git:main:acme.yaml", {
      "ls-tree": listing(row("acme.yaml")),
      "cat-file": "printf 'apiVersion: panorama-compile/v1\\n'",
    });
    expect(code).toBe(1);
    expect(err).toContain("git:main:acme.yaml:1:1 error");
    expect(err).toContain("git:main:acme.yaml can't be compiled: ");
  });
});
