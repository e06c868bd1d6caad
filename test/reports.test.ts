import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../src/compiler/report/formats";
import { filesIn, temporaryFolder } from "./support/folders";
import { rooms, runIn } from "./support/run";

// The files that --report writes: what it takes, where it writes, and what it leaves alone.

const GOOD =
  'apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: account\n';
const BAD = GOOD.replace("account\n", "acount\n");
const specs = { "good.yaml": GOOD, "bad.yaml": BAD };

const run = (folder: string, ...argv: string[]) => runIn(folder, argv);
const jsonIn = (folder: string, file: string) => JSON.parse(readFileSync(join(folder, file), "utf8"));

describe("--report", () => {
  it("is repeatable, and changes nothing of standard output and standard error", async () => {
    const folder = temporaryFolder(specs);
    const plain = await run(folder, "validate", "bad.yaml");
    const reports = FORMATS.flatMap((format) => ["--report", `${format}=findings.${format}`]);
    expect(await run(folder, "validate", "bad.yaml", ...reports)).toEqual(plain);
    const written = filesIn(folder);
    for (const format of FORMATS) expect(written[`findings.${format}`], format).toContain("acount");
    expect(Object.keys(written)).toHaveLength(2 + FORMATS.length);
    const shown = await run(folder, "validate", "bad.yaml", "--format", "json", "--report=sarif=a=b.sarif");
    expect(JSON.parse(shown.out).summary.errors).toBe(1);
    expect(jsonIn(folder, "a=b.sarif").version).toBe("2.1.0");
  });

  it("is written for specs that pass too, by compile as by validate, with --check and --quiet", async () => {
    const folder = temporaryFolder(specs);
    for (const argv of [["validate", "good.yaml"], ["good.yaml"], ["good.yaml", "--check", "--quiet"]]) {
      expect((await run(folder, ...argv, "--report", "json=f.json", "--report", "pretty=f.txt")).code).toBe(
        0,
      );
      expect(jsonIn(folder, "f.json")).toEqual({
        findings: [],
        allowed: [],
        summary: { errors: 0, warnings: 0, infos: 0 },
      });
      expect(readFileSync(join(folder, "f.txt"), "utf8")).toBe("no findings\n");
      execFileSync("rm", [join(folder, "f.json"), join(folder, "f.txt")]);
    }
  });

  it("is there when the output can't be written, when it is stale, and when a stack can't be made", async () => {
    const folder = temporaryFolder({ ...specs, "out/manifest.json": "{}" });
    const argv = ["good.yaml", "--report", "json=f.json", "--format", "sarif"];
    const refused = await run(folder, ...argv, "--out", "out");
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.out).runs[0].results).toEqual([]);
    expect(jsonIn(folder, "f.json").findings).toEqual([]);
    expect((await run(folder, "good.yaml", "--check", "--out", "new", "--report", "json=g.json")).code).toBe(
      4,
    );
    expect(jsonIn(folder, "g.json").findings).toEqual([]);
    const broken = {
      ...rooms,
      synthesizeStack: () => () => {
        throw new Error("a guard stopped it");
      },
    };
    expect((await runIn(folder, ["good.yaml", "--report", "json=h.json"], { rooms: broken })).code).toBe(3);
    expect(jsonIn(folder, "h.json").findings).toEqual([]);
  });

  it("names what is stale, which --quiet does not hide", async () => {
    const folder = temporaryFolder(specs);
    await run(folder, "good.yaml", "--out", "out");
    execFileSync("rm", [join(folder, "out/review.md")]);
    const formats = FORMATS.flatMap((format) => ["--report", `${format}=f.${format}`]);
    const { code, err } = await run(folder, "good.yaml", "--out", "out", "--check", "--quiet", ...formats);
    const gone = "out/review.md is not there";
    expect(code).toBe(4);
    expect(err).toContain(gone);
    expect(readFileSync(join(folder, "f.pretty"), "utf8")).toContain(`${gone}\n`);
    expect(jsonIn(folder, "f.json").troubles).toContainEqual({
      kind: "stale",
      file: "out/review.md",
      message: gone,
    });
    expect(readFileSync(join(folder, "f.github"), "utf8")).toMatch(
      /^::error title=stale::.*out\/review\.md is not there$/m,
    );
    expect(readFileSync(join(folder, "f.junit"), "utf8")).toContain(
      `<failure message="${gone}" type="stale">`,
    );
    const [invocation] = jsonIn(folder, "f.sarif").runs[0].invocations;
    expect(invocation).toMatchObject({ executionSuccessful: true, exitCode: 4 });
    expect(invocation.toolExecutionNotifications).toContainEqual({ level: "error", message: { text: gone } });
    const json = JSON.parse(
      (await run(folder, "good.yaml", "--out", "out", "--check", "--format", "json")).out,
    );
    expect(json.output.changes).toContainEqual({ path: "review.md", status: "missing" });
  });

  it("tells of the specs that can be read, and of those that can't", async () => {
    const folder = temporaryFolder(specs);
    const formats = FORMATS.flatMap((format) => ["--report", `${format}=f.${format}`]);
    const unread = "can't read gone.yaml: no such file or folder";
    const { code, err } = await run(folder, "bad.yaml", "gone.yaml", "good.yaml", ...formats);
    expect(code).toBe(3);
    expect(err).toContain("bad.yaml:");
    expect(err.endsWith(`${unread}\n`)).toBe(true);
    expect(existsSync(join(folder, "cdktf.out"))).toBe(false);
    expect(jsonIn(folder, "f.json")).toMatchObject({
      summary: { errors: 1 },
      troubles: [{ kind: "unread", file: "gone.yaml", message: unread }],
    });
    const [{ results, invocations }] = jsonIn(folder, "f.sarif").runs;
    expect(results).toHaveLength(1);
    expect(invocations[0]).toMatchObject({ executionSuccessful: false, exitCode: 3 });
    expect(readFileSync(join(folder, "f.github"), "utf8")).toContain(`::error title=unread::${unread}\n`);
    const { code: exit, out } = await run(folder, "validate", "bad.yaml", "gone.yaml", "--format", "json");
    expect({ exit, errors: JSON.parse(out).summary.errors }).toEqual({ exit: 3, errors: 1 });
  });

  it("replaces an empty file, and leaves nothing beside it", async () => {
    const folder = temporaryFolder({ ...specs, "reports/f.json": "" });
    await run(folder, "validate", "bad.yaml", "--report", "json=reports/f.json");
    expect(jsonIn(folder, "reports/f.json").summary.errors).toBe(1);
    expect(readdirSync(join(folder, "reports"))).toEqual(["f.json"]);
  });

  const RUNS = [
    ["validate", "bad.yaml"],
    ["validate", "good.yaml"],
    ["validate", "noted.yaml"],
    ["validate", "allowed.yaml"],
    ["validate", "good.yaml", "noted.yaml", "bad.yaml", "allowed.yaml"],
    ["validate", "missing.yaml"],
    ["compile", "good.yaml", "--check"],
  ];
  const NOTED = `${GOOD}appliances: [{ name: dock }]\n`;
  const NOTES = {
    ...specs,
    "noted.yaml": NOTED,
    "allowed.yaml": NOTED.replace(
      "appliances",
      "# panorama-compile: allow device-id-missing -- scraped\nappliances",
    ),
  };

  it.each(FORMATS)("%s: replaces its older reports, whatever they say, and no others", async (format) => {
    const folder = temporaryFolder(NOTES);
    for (const [at, first] of RUNS.entries()) {
      await run(folder, ...first, "--report", `${format}=f${at}`);
      for (const next of RUNS)
        expect(
          (await run(folder, ...next, "--report", `${format}=f${at}`)).code,
          `${first}, ${next}`,
        ).not.toBe(2);
      await run(folder, ...first, "--report", `${format}=f${at}`);
      const text = filesIn(folder)[`f${at}`];
      for (const other of FORMATS.filter((one) => one !== format && text !== "")) {
        const { code, err } = await run(folder, ...first, "--report", `${other}=f${at}`);
        expect({ code, text: filesIn(folder)[`f${at}`] }, `${first} ${other}`).toEqual({ code: 2, text });
        expect(err).toContain(`which is there already and no ${other} report of panorama-compile; remove it`);
      }
    }
  });

  it.each(FORMATS)(
    "%s: takes the place of nothing that the run reads or finds, nor of anybody else's",
    async (format) => {
      const spec = `${GOOD}appliances: [{ name: dock, certificate: { csr: a.pem } }]
jobs: [{ name: j, document: { file: jobs/j.json }, targets: { all: true } }]\n`;
      const files = {
        "s.yaml": spec,
        "a.pem": "no request\n",
        "jobs/j.json": '{ "findings": [] }\n',
        "other.yaml": "image: nginx\n",
        "schema.json": '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json"\n}\n',
        "src/main.ts": "/* no findings */\n::error::x\n",
        "theirs.sarif":
          '{\n  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n  "version": "2.1.0",\n  "runs": [\n    {\n      "tool": {\n        "driver": {\n          "name": "eslint",\n',
        "cdktf.out/manifest.json": "{}\n",
      };
      const folder = temporaryFolder(files);
      for (const named of ["s.yaml", "."]) {
        for (const file of Object.keys(files)) {
          const { code, err } = await run(folder, "validate", named, "--report", `${format}=${file}`);
          expect(code, err).toBe(2);
          expect(err).toContain(`--report names ${file}, which is `);
        }
        expect((await run(folder, "validate", named, "--report", `${format}=cdktf.out/new`)).code).toBe(2);
      }
      expect(filesIn(folder)).toEqual(files);
      await run(folder, "validate", ".", "--report", `${format}=new`);
      expect(Object.keys(filesIn(folder))).toContain("new");
    },
  );

  it("goes through no link below the folder of the run, and where the caller says beside it", async () => {
    const folder = temporaryFolder({ "run/good.yaml": GOOD, "real/deep/a": "" });
    symlinkSync("../real", join(folder, "run/link"));
    symlinkSync("real", join(folder, "beside"));
    const into = (file: string) =>
      run(join(folder, "run"), "validate", "good.yaml", "--report", `json=${file}`);
    for (const file of ["link/x", "link/deep/x", "./a/../link/x", join(folder, "run/link/x")]) {
      const { code, err } = await into(file);
      expect({ code, err: err.split("\n")[0] }).toEqual({
        code: 2,
        err: `--report names ${file}, and link is a symbolic link; name what it leads to`,
      });
    }
    expect(Object.keys(filesIn(join(folder, "real")))).toEqual(["deep/a"]);
    expect((await into("../beside/x")).code).toBe(0);
    expect((await into("../real/deep/y")).code).toBe(0);
    expect(Object.keys(filesIn(join(folder, "real"))).sort()).toEqual(["deep/a", "deep/y", "x"]);
  });

  it.each([
    [["sarif"], "--report takes FORMAT=FILE, as in sarif=findings.sarif, not"],
    [["out.json"], "--report takes FORMAT=FILE, as in sarif=findings.sarif, not"],
    [["sarf=x"], 'before the =, not "sarf"; did you mean sarif?'],
    [["JSON=x"], "did you mean json?"],
    [["xml=x"], "--report takes pretty, json, jsonl, sarif, github or junit before the ="],
    [["=x"], 'before the =, not ""'],
    [["json="], "--report json= names no file"],
    [["json=-"], "--report writes files; --format json writes to standard output"],
    [["json=x", "sarif=./a/../x"], "--report names ./a/../x twice"],
    [
      ["json=cdktf.out/x"],
      "--report names cdktf.out/x, which is in the output folder cdktf.out; put it elsewhere",
    ],
    [["json=cdktf.out"], "which is in the output folder"],
    [["json=./cdktf.out/stacks/../x"], "which is in the output folder"],
    [["json=good.yaml"], "--report names good.yaml, which is a spec of this run"],
    [["json=same.yaml"], "--report names same.yaml, which is a spec of this run"],
  ])("%j is refused with exit 2, and nothing is written", async (reports, words) => {
    const folder = temporaryFolder(specs);
    linkSync(join(folder, "good.yaml"), join(folder, "same.yaml"));
    const argv = reports.flatMap((report) => ["--report", report]);
    const { code, out, err } = await run(folder, "good.yaml", ...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
    expect(filesIn(folder)).toEqual({ ...specs, "same.yaml": GOOD });
  });

  it("knows the output folder and its specs by other ways too", async () => {
    const folder = temporaryFolder({ ...specs, "real/out/a": "" });
    symlinkSync("real", join(folder, "link"));
    const into = (report: string, out: string) =>
      run(folder, "good.yaml", "--out", out, "--report", `json=${report}`);
    expect((await into("link/out/x", "real/out")).code).toBe(2);
    expect((await into("real/out/x", "link/out")).code).toBe(2);
    expect((await into("real/out2", "real/out")).code).toBe(0);
    const found = await run(folder, "validate", ".", "--report", "json=bad.yaml");
    expect(found).toMatchObject({ code: 2, err: expect.stringContaining("which is a spec of this run") });
  });

  it("takes no option of it where no finding is", async () => {
    for (const command of ["schema", "explain", "init", "discover"])
      expect((await run(temporaryFolder(), command, "--report", "json=x")).code).toBe(2);
  });
});

describe("a report that can't be written", () => {
  const refused = async (folder: string, file: string) => {
    const ran = await run(folder, "good.yaml", "--report", `json=${file}`);
    expect({ ...ran, err: "" }).toEqual({ code: 3, out: "", err: "" });
    expect(() => lstatSync(join(folder, "cdktf.out"))).toThrow(); // before anything is written there
    return ran.err;
  };

  it("says why, and keeps the output from being written", async () => {
    const folder = temporaryFolder({ ...specs, file: "" });
    mkdirSync(join(folder, "folder"));
    const told = async (file: string) => (await refused(folder, file)).trim();
    expect(await told("missing/f.json")).toBe("can't write missing/f.json: its folder is not there");
    expect(await told("file/f.json")).toBe("can't write file/f.json: a part of the path is not a folder");
    expect(await told("folder")).toBe("can't write folder: it is not a plain file");
    expect(await told("..")).toBe("can't write ..: it is not a plain file");
    expect(await told(`${"a".repeat(300)}`)).toContain("the name is too long");
    expect(await told("/dev/null")).toBe("can't write /dev/null: it is not a plain file");
    expect(await told("/dev/stdout")).toContain("can't write /dev/stdout: it is ");
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await told("pipe")).toBe("can't write pipe: it is not a plain file");
    expect(readdirSync(folder).sort()).toEqual(["bad.yaml", "file", "folder", "good.yaml", "pipe"]);
  });

  it("does not follow a link that somebody planted", async () => {
    const folder = temporaryFolder({ ...specs, "victim.txt": "mine" });
    symlinkSync("victim.txt", join(folder, "f.json"));
    symlinkSync("nowhere", join(folder, "g.json"));
    expect(await refused(folder, "f.json")).toBe("can't write f.json: it is a symbolic link\n");
    expect(await refused(folder, "g.json")).toBe("can't write g.json: it is a symbolic link\n");
    expect(readFileSync(join(folder, "victim.txt"), "utf8")).toBe("mine");
  });

  it("names the file so that no terminal and no job is played with", async () => {
    const err = await refused(temporaryFolder(specs), "::error::a\u001b[2J/f.json");
    expect(err).toBe("can't write ::error::a\\u001b[2J/f.json: its folder is not there\n");
  });

  it.skipIf(process.getuid?.() === 0)("says that it has no permission", async () => {
    const folder = temporaryFolder({ ...specs, "closed/a": "" });
    chmodSync(join(folder, "closed"), 0o500);
    expect(await refused(folder, "closed/f.json")).toBe("can't write closed/f.json: permission denied\n");
    chmodSync(join(folder, "closed"), 0o700);
  });

  it("still leaves the findings on standard error", async () => {
    const { code, err } = await run(temporaryFolder(specs), "bad.yaml", "--report", "json=missing/f.json");
    expect(code).toBe(3);
    expect(err).toMatch(/^bad\.yaml:4:13 error schema-not-allowed: /);
    expect(err).toContain("can't write missing/f.json");
  });
});
