import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { version } from "../package.json";
import { filesIn, temporaryFolder } from "./support/folders";
import { rooms, runIn } from "./support/run";

const GOOD =
  'apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: account\n';
const PLAN = readFileSync(join(import.meta.dirname, "../fixtures/plans/create-iam.json"), "utf8");
const WARNED = GOOD.replace("strictness: account", "strictness: service");

/** Runs in a folder with a good and a bad spec. */
const run = (argv: readonly string[], more: Parameters<typeof runIn>[2] = {}) =>
  runIn(
    temporaryFolder({
      "good.yaml": GOOD,
      "bad.yaml": GOOD.replace("account\n", "acount\n"),
      "warned.yaml": WARNED,
    }),
    argv,
    more,
  );

describe("the command line", () => {
  it("without arguments says how it is called, and exits 2", async () => {
    const { code, out, err } = await run([]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("no command and no spec");
    expect(err).toContain("panorama-compile [compile] SPEC...");
  });

  it.each([["--help"], ["-h"], ["help"]])(
    "%s goes to standard output and names every command and exit code",
    async (...argv) => {
      const { code, out, err } = await run(argv);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      for (const word of [
        "compile",
        "validate",
        "init",
        "discover",
        "schema",
        "--out",
        "--check",
        "--warnings-as-errors",
        "Exit codes",
        "130",
      ]) {
        expect(out).toContain(word);
      }
      expect(out.split("\n").every((line) => line.length <= 120)).toBe(true);
    },
  );

  it.each(["compile", "validate", "init", "discover", "explain", "schema", "completion", "doctor"])(
    "%s has a help of its own",
    async (command) => {
      const { code, out } = await run([command, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(`panorama-compile ${command === "compile" ? "[compile]" : command}`);
      expect((await run(["help", command])).out).toBe(out);
    },
  );

  it("--version prints the version", async () => {
    expect(await run(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  it.each([
    [["valdate", "good.yaml"], 'unknown command "valdate"; did you mean "validate"?'],
    [["seattle"], 'unknown command "seattle"; a spec of that name: ./seattle'],
    [["good.yaml", "--chek"], "unknown option --chek; did you mean --check?"],
    [["good.yaml", "--quite"], "unknown option --quite; did you mean --quiet?"],
    [["validate", "good.yaml", "--out", "x"], "unknown option --out"],
    [["good.yaml", "--out"], "Option '--out <value>' argument missing"],
    [["good.yaml", "--check=yes"], "Option '--check' does not take an argument"],
    [
      ["good.yaml", "--format", "xml"],
      '--format takes pretty, json, jsonl, sarif, github or junit, not "xml"',
    ],
    [["good.yaml", "--format", "sarf"], 'not "sarf"; did you mean sarif?'],
    [["good.yaml", "--out", ""], "--out takes a folder, not nothing"],
    [["good.yaml", "--out=a", "--out", "b"], '--out takes one value, and is given twice: "a" and "b"'],
    [["--out=a", "good.yaml", "--out=a", "--out="], 'is given 3 times: "a", "a" and ""'],
    [["good.yaml", "--format", "json", "--format", "json"], "--format takes one value, and is given twice"],
    [["validate", "good.yaml", "--today=2026-01-01", "--today=2026-01-02"], "--today takes one value"],
    [["diff", "good.yaml", "good.yaml", "--format=json", "--format=pretty"], "--format takes one value"],
    [["graph", "good.yaml", "--format=dot", "--format=svg"], "--format takes one value"],
    [["doctor", "--out=a", "--out=b"], "--out takes one value"],
    [["init", "--region=us-east-1", "--region=us-west-2"], "--region takes one value"],
    [["init", "--account=111111111111", "--account=222222222222"], "--account takes one value"],
    [["discover", "--account=111111111111", "--account=222222222222"], "--account takes one value"],
    [["validate", "-", "-"], "- is named twice"],
    [["good.yaml", "./good.yaml"], "./good.yaml is named twice"],
    [["compile"], "no spec is named; `-` reads standard input"],
    [["validate"], "no spec is named; `-` reads standard input"],
    [["schema", "x"], "schema takes no arguments"],
    [["init", "a.yaml", "b.yaml"], "init writes one spec"],
    [["init", "--account", "12"], '--account takes 12 digits, not "12"'],
    [["init", "--region", "us-west-1"], 'not "us-west-1"; AWS Panorama was in these six Regions only'],
    [["init", "--region", "us-west2"], 'did you mean "us-west-2"?'],
  ])("%j is refused with exit 2", async (argv, words) => {
    const { code, out, err } = await run(argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
    expect(err).toContain("Try: panorama-compile --help");
    expect(err).not.toContain("    at ");
  });

  it.each([
    [[""], "one SPEC is empty; the current folder is ."],
    [["compile", ""], "one SPEC is empty"],
    [["compile", "--check", "", "good.yaml"], "one SPEC is empty"],
    [["good.yaml", "--", ""], "one SPEC is empty"],
    [["--watch", ""], "one SPEC is empty"],
    [["validate", ""], "one SPEC is empty"],
    [["graph", ""], "one SPEC is empty"],
    [["doctor", ""], "one SPEC is empty"],
    [["diff", "", "good.yaml"], "one of OLD and NEW is empty; /dev/null stands for nothing"],
    [["plan-report", "", "--spec", "good.yaml"], "one PLAN is empty; standard input is -"],
    [["plan-report", "plan.json", "--spec", ""], "one SPEC is empty"],
    [["init", ""], "init takes the name of a file, not nothing"],
  ])("an empty name is refused, as in %j, and nothing is written", async (argv, words) => {
    const files = { "good.yaml": GOOD, "plan.json": PLAN };
    const folder = temporaryFolder(files);
    expect(await runIn(folder, argv)).toEqual({
      code: 2,
      out: "",
      err: expect.stringContaining(words),
    });
    expect(filesIn(folder)).toEqual(files);
  });

  it.each([
    ["missing.yaml", "can't read missing.yaml: no such file or folder\n"],
    ["good.yaml/x", "can't read good.yaml/x: a part of the path is not a folder\n"],
  ])("a spec that can't be read (%s) is exit 3", async (path, words) => {
    expect(await run([path])).toEqual({ code: 3, out: "", err: words });
  });

  it("takes options before the command, too", async () => {
    expect(await run(["--quiet", "validate", "good.yaml"])).toEqual({ code: 0, out: "", err: "" });
    expect((await run(["--out", "schema", "good.yaml", "--quiet"])).out).toBe("");
    expect((await run(["good.yaml", "--version"])).out).toBe(`${version}\n`);
  });

  it("takes what stands behind -- for names, whatever they start with", async () => {
    const folder = temporaryFolder({ "-x.yaml": GOOD, "--help": GOOD, "-h": GOOD, "--version": WARNED });
    const said = async (...argv: string[]) => {
      const { code, out, err } = await runIn(folder, argv);
      return { code, said: `${out}${err}` };
    };
    for (const name of ["-x.yaml", "--help", "-h", "--version"]) {
      expect(await said("validate", "--format", "jsonl", "--", name)).toMatchObject({ code: 0 });
      expect(await said("--quiet", "validate", "--", name)).toMatchObject({ code: 0 });
      expect(await said("diff", "--", name, "-x.yaml")).toMatchObject({ code: 0 });
      expect((await said("graph", "--", name)).said).toMatch(/^flowchart /m);
      expect((await said("doctor", "--", name)).said).toContain("node");
      expect((await said("--check", "--", name)).said).toContain("cdktf.out is stale:");
      expect((await said("compile", "--check", "--", name)).said).toContain("cdktf.out is stale:");
    }
    expect((await said("--", "-y.yaml", "--check")).said).toBe(
      "can't read -y.yaml: no such file or folder; can't read --check: no such file or folder\n",
    );
    expect((await said("validate", "-x.yaml")).said).toContain("unknown option -x; ");
    expect((await said("--")).said).toContain("no spec is named; ");
    expect((await said("plan-report", "--spec=-x.yaml", "--", "-p.json")).said).toBe(
      "can't read -p.json: no such file or folder\n",
    );
  });

  it("names files that start with a hyphen as the next command line takes them", async () => {
    const folder = temporaryFolder({ "-bad.yaml": GOOD.replace("account\n", "acount\n") });
    const { err } = await runIn(folder, ["init", "--", "-x.yaml"]);
    expect(err).toContain("written  -x.yaml\n");
    expect(err).toContain("Next: panorama-compile ./-x.yaml\n");
    expect((await runIn(folder, ["./-x.yaml"])).code).toBe(0);
    expect((await runIn(folder, ["doctor", "--", "-bad.yaml"])).out).toContain(
      "repair: panorama-compile validate ./-bad.yaml\n",
    );
  });

  it("takes flags, and options of which there can be several, as often as they come", async () => {
    const argv = [
      "validate",
      "good.yaml",
      "--quiet",
      "--quiet",
      "--report=json=a.json",
      "--report=junit=b.xml",
    ];
    expect(await run(argv)).toEqual({ code: 0, out: "", err: "" });
  });

  it("reads standard input, where a spec must have a name", async () => {
    expect((await run(["validate", "-"], { input: GOOD })).code).toBe(0);
    const { code, err } = await run(["validate", "-"], { input: GOOD.replace("name: one\n", "") });
    expect(code).toBe(1);
    expect(err).toContain(
      '<stdin>:1:1 error document-name: the spec has no "name", and standard input has no file name',
    );
  });

  it("says that a fault is ours, with its trace", async () => {
    const broken = {
      ...rooms,
      synthesizeStack: () => () => {
        throw new Error("a guard stopped it");
      },
    };
    const { code, err } = await run(["good.yaml"], { rooms: broken });
    expect(code).toBe(3);
    expect(err).toContain("This is a fault of panorama-compile");
    expect(err).toContain("a guard stopped it");
  });

  it("loads neither CDKTF nor the CSR reader for a spec with an error", async () => {
    const never = () => {
      throw new Error("loaded");
    };
    const { code, err } = await run(["bad.yaml"], {
      rooms: {
        synthesizeStack: never,
        inspectCsr: never,
        programs: never,
        schema: never,
        discover: never,
        manual: never,
        differ: never,
        planReports: never,
        graphviz: never,
        completion: never,
        watcher: never,
        doctor: never,
      },
    });
    expect(code).toBe(1);
    expect(err).toContain('did you mean "account"?');
  });
});

describe("talk and product", () => {
  it("findings and closing words go to standard error, nothing to standard output", async () => {
    const { out, err } = await run(["warned.yaml"]);
    expect(out).toBe("");
    expect(err).toMatch(/^warned\.yaml:4:13 warning confused-deputy: /);
    expect(err).toContain("2 stacks, 5 resources; 1 warning");
  });

  it("--quiet leaves the findings", async () => {
    expect((await run(["good.yaml", "--quiet"])).err).toBe("");
    const { err } = await run(["warned.yaml", "--quiet"]);
    expect(err).toContain("confused-deputy");
    expect(err).not.toContain("stacks");
  });

  it("--format json is one object on standard output, with positions, and nothing else anywhere", async () => {
    const { code, out, err } = await run(["validate", "bad.yaml", "--format", "json"]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(JSON.parse(out)).toEqual({
      findings: [
        {
          code: "schema-not-allowed",
          severity: "error",
          message: expect.stringContaining('found "acount"'),
          help: 'did you mean "account"?',
          file: "bad.yaml",
          start: { line: 4, column: 13 },
          end: { line: 4, column: 19 },
          related: [],
        },
      ],
      allowed: [],
      summary: { errors: 1, warnings: 0, infos: 0 },
    });
    const compiled = JSON.parse((await run(["good.yaml", "--format", "json"])).out);
    expect(compiled.output.changes).toContainEqual({ path: "manifest.json", status: "written" });
    expect(compiled.output.stacks.map((stack: { name: string }) => stack.name)).toEqual([
      "one-iam",
      "one-us-east-1",
    ]);
  });

  it("colour only on a terminal, and never against NO_COLOR, --no-color or TERM=dumb", async () => {
    const plain = await run(["validate", "bad.yaml"]);
    const coloured = await run(["validate", "bad.yaml"], { terminal: true });
    for (const word of ["bad.yaml:4:13", "error", "help:"])
      expect(coloured.err).toMatch(new RegExp(`m${word}\u001b`));
    expect(coloured.err.replace(/\u001b\[\d+m/g, "")).toBe(plain.err);
    for (const more of [{ env: { NO_COLOR: "1" } }, { env: { TERM: "dumb" } }]) {
      expect(await run(["validate", "bad.yaml"], { terminal: true, ...more })).toEqual(plain);
    }
    expect(await run(["validate", "bad.yaml", "--no-color"], { terminal: true })).toEqual(plain);
  });

  it("every command takes --quiet and --no-color, which change no product", async () => {
    for (const argv of [
      ["explain", "csr-weak"],
      ["explain"],
      ["schema"],
      ["completion", "bash"],
      ["doctor"],
      ["graph", "good.yaml"],
      ["diff", "good.yaml", "warned.yaml"],
      ["validate", "warned.yaml", "--format", "json"],
    ]) {
      const { code, out } = await run(argv);
      expect(out).not.toBe("");
      expect(await run([...argv, "--quiet", "--no-color"])).toMatchObject({ code, out });
    }
    const { out } = await run(["--help"]);
    const names = [...out.matchAll(/^ {2}panorama-compile (?:\[(\w+)\]|([a-z-]+)) .* {2}/gm)];
    expect(names.length).toBeGreaterThan(10);
    for (const [, standard, name = standard ?? ""] of names)
      for (const option of ["--quiet ", "--no-color "])
        expect((await run(["help", name])).out).toContain(`\n  ${option}`);
  });

  it("init --quiet writes the same, and says nothing", async () => {
    const [quiet, talking] = [temporaryFolder(), temporaryFolder()];
    expect(await runIn(quiet, ["init", "a/b.yaml", "--quiet"])).toEqual({ code: 0, out: "", err: "" });
    expect((await runIn(talking, ["init", "a/b.yaml"])).err).toContain("written  a/b.yaml\n");
    expect(filesIn(quiet)).toEqual(filesIn(talking));
    expect((await runIn(quiet, ["init", "a/b.yaml", "--quiet"])).err).toContain("is there already; ");
  });

  it("--warnings-as-errors makes warnings count", async () => {
    expect((await run(["validate", "warned.yaml"])).code).toBe(0);
    expect((await run(["validate", "warned.yaml", "--warnings-as-errors"])).code).toBe(1);
  });
});

describe("schema", () => {
  it("prints the schema that specs are validated with", async () => {
    const { out } = await run(["schema"]);
    const file = filesIn(join(import.meta.dirname, "../schema"))["panorama-spec.schema.json"] ?? "";
    expect(JSON.parse(out)).toEqual(JSON.parse(file));
  });
});

describe("init", () => {
  it("writes a spec that compiles at once, the schema beside it, and ignore rules", async () => {
    const folder = temporaryFolder();
    const argv = ["init", "infra/plant 7.yaml", "--account", "012345678901", "--region", "eu-west-1"];
    const { code, err } = await runIn(folder, argv);
    expect(code).toBe(0);
    expect(err).toContain("written  infra/plant 7.yaml");
    expect(err).toContain("Next: panorama-compile 'infra/plant 7.yaml'\n");
    expect(readdirSync(join(folder, "infra")).sort()).toEqual(["panorama-spec.schema.json", "plant 7.yaml"]);
    const spec = filesIn(folder)["infra/plant 7.yaml"] ?? "";
    expect(spec).toMatch(/^# yaml-language-server: \$schema=\.\/panorama-spec\.schema\.json\n/);
    expect(filesIn(folder)[".gitignore"]).toContain("*.tfstate\n");
    const compiled = await runIn(folder, ["infra/plant 7.yaml", "--warnings-as-errors"]);
    expect(compiled.code).toBe(0);
    expect(compiled.err.match(/ (error|warning|info) \S+(?=: )/g)).toEqual([" info end-of-support"]);
    expect(Object.keys(filesIn(join(folder, "cdktf.out")))).toContain("stacks/plant-7-eu-west-1/cdk.tf.json");
  });

  it.each(["123.yaml", "true.yaml", "null.yml", "1e3.yaml", "0x10.yaml", "--- .yaml"])(
    "compiles at once as %s, too",
    async (file) => {
      const folder = temporaryFolder();
      expect((await runIn(folder, ["init", `./${file}`])).code).toBe(0);
      expect(await runIn(folder, ["validate", `./${file}`])).toMatchObject({ code: 0 });
    },
  );

  it("its commented lines are valid too", async () => {
    const folder = temporaryFolder();
    await runIn(folder, ["init"]);
    const spec = (filesIn(folder)["panorama.yaml"] ?? "")
      .replace(/^# (?=appliances:| {2}|terraform:)/gm, "")
      .replace(/\n.*csr.*$/m, "");
    expect(spec).toContain("\n  - name: dock-1");
    expect(spec).toContain("\n  endOfSupport: acknowledged");
    expect(spec).toContain("\n  backend: { s3");
    const { code, err } = await runIn(folder, ["validate", "-"], { input: spec });
    expect({ code, err }).toEqual({ code: 0, err: "1 spec valid: no findings\n" });
  });

  it("never overwrites", async () => {
    const folder = temporaryFolder({ "panorama.yaml": "mine", ".gitignore": "mine" });
    expect(await runIn(folder, ["init"])).toEqual({
      code: 3,
      out: "",
      err: "panorama.yaml is there already; init never overwrites\n",
    });
    const { code, err } = await runIn(folder, ["init", "other.yaml"]);
    expect(code).toBe(0);
    expect(err).toContain("kept     .gitignore; see that it ignores .terraform/, *.tfstate,");
    expect(filesIn(folder)).toMatchObject({ "panorama.yaml": "mine", ".gitignore": "mine" });
  });
});
