import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { makeProgram, type Program } from "./attacks/program";
import {
  bash,
  commandFolder,
  environment,
  git,
  isThere,
  programs,
  ROOT,
  repository,
  yamlFile,
} from "./places/shell";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// Where the command runs in other people's repositories: each script of the action, the hooks and the examples is run
// as its service would run it, but for the service.

const SPEC = (strictness: string) =>
  `apiVersion: panorama-compile/v1\nname: one\naccount: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }\nstrictness: ${strictness}\n`;
const HOSTILE = [
  "a.yaml; touch pwned",
  "$(touch pwned)",
  "`touch pwned`",
  '"; touch pwned; "',
  "a.yaml\ntouch pwned",
  "'; touch pwned; '",
  "&& touch pwned",
  "--out=pwned",
];

let program: Program;
beforeAll(async () => {
  program = await makeProgram();
});
const here = (name: string) => join(import.meta.dirname, "places", name);

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const stepOf = (steps: readonly Step[], name: string): Step => {
  const step = steps.find((one) => one.name === name);
  if (step === undefined) throw new Error(`no step ${name}`);
  return step;
};

describe("the action", () => {
  const action = yamlFile("action.yml");
  const steps: readonly Step[] = action.runs.steps;

  /** A runner's folders and files; the repository is the current folder. */
  function runner(cwd: string, { actionPath = cwd } = {}) {
    const temp = temporaryFolder({ path: "", output: "", summary: "" });
    const env = {
      RUNNER_TEMP: temp,
      GITHUB_ACTION_PATH: actionPath,
      GITHUB_WORKSPACE: cwd,
      GITHUB_ACTIONS: "true",
      GITHUB_PATH: join(temp, "path"),
      GITHUB_OUTPUT: join(temp, "output"),
      GITHUB_STEP_SUMMARY: join(temp, "summary"),
    };
    const text = (name: string) => readFileSync(join(temp, name), "utf8");
    return { env, text, temp };
  }

  async function step(
    name: string,
    cwd: string,
    inputs: Readonly<Record<string, string>> = {},
    env: Readonly<Record<string, string>> = {},
  ) {
    const machine = runner(cwd);
    const values: Record<string, string> = {};
    for (const [input, { default: standard }] of Object.entries<{ default: string }>(action.inputs))
      values[`inputs.${input}`] = inputs[input] ?? standard;
    const { run = "", env: own } = stepOf(steps, name);
    const ran = await bash(run, cwd, {
      path: [commandFolder(program)],
      env: { ...machine.env, ...environment(own, values), ...env },
    });
    return { ...ran, ...machine };
  }
  const check = (cwd: string, inputs: Readonly<Record<string, string>>) =>
    step("Check the specs", cwd, inputs);
  const compare = (cwd: string, inputs: Readonly<Record<string, string>>, env = {}) =>
    step("Compare with the base", cwd, inputs, env);

  it("has no expression in any script, in the examples neither, and every input says what it is", () => {
    const workflow = yamlFile("docs/examples/github-workflow.yml");
    const all = [
      ...steps,
      ...Object.values<{ steps: readonly Step[] }>(workflow.jobs).flatMap((job) => job.steps),
    ];
    const scripts = all.flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((run) => run.includes("${{"))).toEqual([]);
    expect(steps.every(({ uses }) => uses === undefined)).toBe(true); // nothing of others to pin
    for (const [name, input] of Object.entries<{ description?: string; default?: string }>(action.inputs)) {
      expect(input.description, name).toMatch(/\S/);
      expect(typeof input.default, name).toBe("string");
      expect(
        steps.some(({ env }) => Object.values(env ?? {}).includes(`\${{ inputs.${name} }}`)),
        name,
      ).toBe(true);
    }
  });

  describe("builds the command", () => {
    const build = async (actionPath: string, path: readonly string[]) => {
      const cwd = temporaryFolder();
      const machine = runner(cwd, { actionPath });
      const { run = "" } = stepOf(steps, "Build panorama-compile");
      return { ...(await bash(run, cwd, { path, env: machine.env })), ...machine };
    };

    it("from the lock file, where it is not built yet, and puts it on the PATH", async () => {
      const actionPath = temporaryFolder();
      const npm = `echo "$PWD: npm $*" >> "${actionPath}/asked"
if [ "$*" = "run build" ]; then mkdir dist; printf '#!/bin/sh\\necho built\\n' > dist/cli.js; chmod +x dist/cli.js; fi`;
      const first = await build(actionPath, [programs({ npm })]);
      expect(first).toMatchObject({ code: 0, err: "" });
      const asked = () => readFileSync(join(actionPath, "asked"), "utf8");
      const twice = `${actionPath}: npm ci --ignore-scripts --no-audit --no-fund\n${actionPath}: npm run build\n`;
      expect(asked()).toBe(twice);
      const ran = await bash("panorama-compile", actionPath, { path: [first.text("path").trim()] });
      expect(ran.out).toBe("built\n");
      expect((await build(actionPath, [programs({ npm })])).code).toBe(0); // used twice in a job
      expect(asked()).toBe(twice);
    });

    it("as it is, which runs", async () => {
      const actionPath = temporaryFolder();
      symlinkSync(dirname(program.cli), join(actionPath, "dist"));
      const { text } = await build(actionPath, []);
      const ran = await bash("panorama-compile --version", actionPath, { path: [text("path").trim()] });
      expect(ran).toMatchObject({ code: 0, out: (await runIn(ROOT, ["--version"])).out });
    });

    it("not with an old Node, and says so", async () => {
      const real = process.execPath;
      const old = (version: string) =>
        programs({
          node: `exec "${real}" -e 'Object.defineProperty(process.versions, "node", { value: "${version}" }); eval(process.argv[1])' "$2"`,
        });
      for (const version of ["18.20.1", "20.18.3"]) {
        const { code, out } = await build(temporaryFolder(), [old(version), programs({ npm: "exit 9" })]);
        expect({ code, out }).toEqual({
          code: 1,
          out: "::error::panorama-compile needs Node 20.19 or newer; use actions/setup-node before it\n",
        });
      }
      for (const version of ["20.19.0", "22.1.0"]) // npm is reached
        expect((await build(temporaryFolder(), [old(version), programs({ npm: "exit 9" })])).code).toBe(9);
    });
  });

  it("passes where the committed output is fresh, and names what is stale with exit 4", async () => {
    const folder = repository({ "spec.yaml": SPEC("account") });
    await runIn(folder, ["spec.yaml"]);
    expect(await check(folder, { specs: "spec.yaml\n" })).toMatchObject({ code: 0 });
    writeFileSync(join(folder, "spec.yaml"), SPEC("region"));
    const stale = await check(folder, { specs: "spec.yaml" });
    expect(stale.code).toBe(4);
    expect(stale.out).toContain(
      "::error title=stale::cdktf.out/stacks/one-iam/cdk.tf.json is not what the spec gives%0A",
    );
    const elsewhere = await check(folder, { specs: "spec.yaml", out: "infra out" });
    expect(elsewhere.code).toBe(4);
    expect(existsSync(join(folder, "infra out"))).toBe(false);
  });

  it("validates with annotations and reports, warnings as errors where that is asked for", async () => {
    const folder = temporaryFolder({ "a b.yaml": SPEC("acount"), "two.yaml": SPEC("service") });
    const bad = await check(folder, {
      specs: "a b.yaml\n",
      check: "false",
      reports: "sarif=findings.sarif\njunit=findings.xml\n",
    });
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/^::error file=a b\.yaml,line=4/m);
    expect(Object.keys(filesIn(folder)).sort()).toEqual([
      "a b.yaml",
      "findings.sarif",
      "findings.xml",
      "two.yaml",
    ]);
    expect((await check(folder, { specs: "two.yaml", check: "false" })).code).toBe(0);
    const strict = { specs: "two.yaml", check: "false", "warnings-as-errors": "true" };
    expect((await check(folder, strict)).code).toBe(1);
    expect(await check(folder, { specs: "two.yaml", check: "yes" })).toMatchObject({
      code: 2,
      out: "::error::the input check is true or false\n",
    });
  });

  it("compares with a base: an answer for each spec, in the summary too", async () => {
    const other = (strictness: string) => SPEC(strictness).replace("111111111111", "210987654321");
    const folder = repository({ "specs/one.yaml": SPEC("account"), "others/two.yaml": other("account") });
    const base = git(folder, "rev-parse", "HEAD");
    writeFile(join(folder, "specs/one.yaml"), SPEC("service"));
    writeFile(join(folder, "specs/new.yaml"), SPEC("account"));
    const inputs = { specs: "specs/one.yaml\nspecs/new.yaml\nothers/\n", "diff-base": base };
    const wider = await compare(folder, inputs);
    expect(wider.code).toBe(4);
    const written = readFileSync(join(folder, "panorama-compile-diff.md"), "utf8");
    expect(written).toMatch(/^<!-- panorama-compile diff -->\n/);
    expect(written.match(/### .*/g)).toEqual([
      "### 🔺 Security: wider",
      expect.stringContaining("### Terraform: 1 changed"),
      "### 🔺 Security: wider", // a new spec fails nothing
      expect.stringMatching(/^### Terraform: \d+ added$/),
      "### ⚪ Security: same",
      "### Terraform: no resource changes",
    ]);
    expect(wider.text("summary")).toBe(written);
    expect(wider.text("output")).toBe(
      "diff-file<<end-of-the-name\npanorama-compile-diff.md\nend-of-the-name\n",
    );
    expect(wider.out).toContain(
      "::notice::specs/new.yaml is not there at the base: all that it lets in is new",
    );
    const told = await compare(folder, { ...inputs, "fail-on-wider": "false" });
    expect(told.code).toBe(0);
  });

  it.each([
    ["specs/one.yaml", 4],
    ["./specs/one.yaml", 4],
    ["specs", 4],
    ["specs/", 4],
    [".", 4],
  ])("finds %s at the base", async (spec, code) => {
    const folder = repository({ "specs/one.yaml": SPEC("account") });
    writeFile(join(folder, "specs/one.yaml"), SPEC("service"));
    const ran = await compare(folder, { specs: spec, "diff-base": "main" });
    expect({ code: ran.code, out: ran.out }).toMatchObject({
      code,
      out: expect.not.stringContaining("is not there"),
    });
  });

  it("takes a renamed spec for new, which fails too", async () => {
    const folder = repository({ "one.yaml": SPEC("account") });
    git(folder, "mv", "one.yaml", "moved.yaml");
    expect(await compare(folder, { specs: "moved.yaml", "diff-base": "main" })).toMatchObject({ code: 4 });
  });

  it("does not pass where the base is not there", async () => {
    const folder = repository({ "one.yaml": SPEC("account") });
    for (const base of ["origin/main", "0123456789012345678901234567890123456789", "--help"]) {
      const ran = await compare(folder, { specs: "one.yaml", "diff-base": base });
      expect({ code: ran.code, out: ran.out }).toMatchObject({
        code: 3,
        out: expect.stringContaining("::error::diff-base names no commit"),
      });
    }
  });

  it("sees what lies beside the output for Terraform", async () => {
    const folder = repository({ "one.yaml": SPEC("account") });
    await runIn(folder, ["one.yaml"]);
    expect(await check(folder, { specs: "one.yaml" })).toMatchObject({ code: 0 });
    writeFile(join(folder, "cdktf.out/stacks/one-iam/x.tf"), 'resource "aws_iam_user" "x" { name = "x" }\n');
    const ran = await check(folder, { specs: "one.yaml" });
    expect({ code: ran.code, out: ran.out }).toMatchObject({
      code: 4,
      out: expect.stringContaining("file x.tf in one-iam is incomparable"),
    });
  });

  it("has a comment's size, also of many specs", async () => {
    const account = (n: number) => String(100_000_000_000 + n);
    const many = Array.from({ length: 12 }, (_, n) => `s${n}.yaml`);
    const appliances = (count: number) =>
      Array.from({ length: count }, (_, n) => `{ name: dock-${n}, site: site-${n} }`);
    const text = (n: number, count: number) =>
      `${SPEC("account").replace("111111111111", account(n))}terraform: { split: site }\nappliances: [${appliances(count).join(", ")}]\n`;
    const folder = repository(Object.fromEntries(many.map((name, n) => [name, text(n, 1)])));
    many.forEach((name, n) => {
      writeFile(join(folder, name), text(n, 60));
    });
    const ran = await compare(folder, { specs: many.join("\n"), "diff-base": "HEAD" });
    expect(ran.code).toBe(0);
    const written = readFileSync(join(folder, "panorama-compile-diff.md"), "utf8");
    expect(written.length).toBeLessThan(65_536);
    expect(written).toMatch(/^<!-- panorama-compile diff -->\n### /);
    expect(written.match(/^### /gm)).toHaveLength(24);
  });

  it.each(HOSTILE)("starts nothing that an input says: %j", async (text) => {
    const folder = repository({ "spec.yaml": SPEC("account") });
    await runIn(folder, ["spec.yaml"]);
    const before = Object.keys(filesIn(folder)).filter((path) => !path.startsWith(".git/"));
    for (const input of ["specs", "out", "check", "warnings-as-errors", "reports"])
      await check(folder, { specs: "spec.yaml", [input]: text });
    for (const input of ["specs", "diff-base", "fail-on-wider"])
      await compare(folder, { specs: "spec.yaml", "diff-base": "HEAD", [input]: text });
    const now = Object.keys(filesIn(folder)).filter((path) => !path.startsWith(".git/"));
    expect(now.filter((path) => !before.includes(path))).toEqual(["panorama-compile-diff.md"]);
    expect((await check(folder, { specs: text })).code).toBeGreaterThan(0);
  });
});

describe("the workflow for GitHub", () => {
  const workflow = yamlFile("docs/examples/github-workflow.yml");
  const steps = (job: string): readonly Step[] => workflow.jobs[job].steps;

  it("gives each job only what it needs, and no secret to what a fork says", () => {
    expect(Object.keys(workflow.on)).toEqual(["pull_request"]); // not pull_request_target
    expect(workflow.permissions).toEqual({});
    const { check, plan, comment } = workflow.jobs;
    expect(check.permissions).toEqual({ contents: "read", "security-events": "write" });
    expect(plan.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(comment.permissions).toEqual({ "pull-requests": "write" });
    expect(comment.steps.some(({ uses = "" }: Step) => uses.includes("checkout"))).toBe(false);
    const own = "github.event.pull_request.head.repo.full_name == github.repository";
    expect(plan.if).toContain(own);
    expect(comment.if).toContain(own);
    for (const { uses, with: inputs } of [...check.steps, ...plan.steps])
      if (uses?.startsWith("actions/checkout")) expect(inputs["persist-credentials"]).toBe(false);
  });

  it("gives the action inputs that it has", () => {
    const known = Object.keys(yamlFile("action.yml").inputs);
    const given = [...steps("check"), ...steps("plan")].flatMap((step) =>
      step.uses?.includes("panorama-compile") ? Object.keys((step as { with?: object }).with ?? {}) : [],
    );
    expect(given.length).toBeGreaterThan(2);
    expect(given.filter((name) => !known.includes(name))).toEqual([]);
    const uploaded = steps("check").map((step) => (step as { with?: { path?: string } }).with?.path);
    expect(uploaded).toContain(yamlFile("action.yml").inputs["diff-file"].default);
  });

  const canFilter = isThere("jq");
  if (!canFilter) process.stderr.write("Skipped the comment of the workflow: jq is not on the PATH\n");
  it.skipIf(!canFilter)("writes each comment once, then anew, and touches nobody else's", async () => {
    const { run = "", env } = stepOf(
      steps("comment"),
      "Write each comment once, and write it anew at each push",
    );
    const marker = "<!-- panorama-compile diff -->";
    const strangers = [
      { id: 1, user: { login: "mallory" }, body: `${marker}\nmine` },
      { id: 2, user: { login: "github-actions[bot]" }, body: "of another workflow" },
    ];
    const folder = temporaryFolder();
    const log = join(temporaryFolder({ comments: JSON.stringify(strangers) }), "comments");
    const values = {
      "github.token": "token",
      "github.repository": "acme/infra",
      "github.event.pull_request.number": "7",
    };
    const bin = temporaryFolder();
    copyFileSync(here("gh"), join(bin, "gh"));
    const comment = async (texts: Readonly<Record<string, string>>) => {
      rmSync(folder, { recursive: true });
      for (const [name, text] of Object.entries({ "empty.md": "", ...texts }))
        writeFile(join(folder, name), text);
      const ran = await bash(run, folder, {
        path: [bin],
        env: { ...environment(env, values), COMMENTS: log },
      });
      expect(ran).toMatchObject({ code: 0, err: "" });
      return JSON.parse(readFileSync(log, "utf8"));
    };
    const plan = "<!-- panorama-compile plan-report -->\nnothing\n";
    const first = await comment({ "diff.md": `${marker}\none $(touch pwned)\n`, "plan-report.md": plan });
    expect(first.slice(0, 2)).toEqual(strangers);
    expect(first.slice(2).map(({ id, body }: { id: number; body: string }) => [id, body])).toEqual([
      [1002, `${marker}\none $(touch pwned)\n`],
      [1003, plan],
    ]);
    const second = await comment({ "diff.md": `${marker}\ntwo\n`, "plan-report.md": plan });
    expect(second.map(({ id }: { id: number }) => id)).toEqual([1, 2, 1002, 1003]);
    expect(second[2].body).toBe(`${marker}\ntwo\n`);
    expect(second.slice(0, 2)).toEqual(strangers);
    expect(readFileSync(`${log}.log`, "utf8")).toContain("PATCH repos/acme/infra/issues/comments/1002\n");
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  it("plans what the spec gives, and reports all plans at once", async () => {
    const folder = repository({ "specs/warehouse.yaml": SPEC("account") });
    writeFile(join(folder, "cdktf.out/stacks/one-iam/main.tf"), 'data "external" "x" {}');
    writeFile(join(folder, "cdktf.out/stacks/one-iam/.terraform.lock.hcl"), "# locked\n");
    const temp = temporaryFolder();
    const asked = join(temp, "asked");
    const bin = temporaryFolder();
    copyFileSync(here("terraform"), join(bin, "terraform"));
    const run = async (name: string) => {
      const { run: script = "", env } = stepOf(steps("plan"), name);
      const own = { RUNNER_TEMP: temp, ASKED: asked, GITHUB_STEP_SUMMARY: join(temp, "summary") };
      return bash(script, folder, {
        path: [bin, commandFolder(program)],
        env: { ...workflow.env, ...environment(env), ...own },
      });
    };
    expect(await run("Plan what the spec gives")).toMatchObject({ code: 0 });
    const dir = (stack: string) => `terraform -chdir=${temp}/out/cdktf.out/stacks/${stack}/`;
    expect(readFileSync(asked, "utf8").trimEnd().split("\n")).toEqual(
      ["one-iam", "one-us-east-1"].flatMap((stack) => [
        `${dir(stack)} init -input=false`,
        `${dir(stack)} plan -input=false -out=plan.tfplan`,
        `${dir(stack)} show -json plan.tfplan`,
      ]),
    );
    expect(Object.keys(filesIn(join(temp, "out/cdktf.out/stacks"))).sort()).toEqual([
      "one-iam/.terraform.lock.hcl",
      "one-iam/cdk.tf.json",
      "one-us-east-1/cdk.tf.json",
    ]);
    const { code } = await run("Map the plans to the spec");
    expect(code).toBe(4); // the plan of the stand-in for Terraform is of no stack
    const report = readFileSync(join(folder, "plan-report.md"), "utf8");
    expect(report).toMatch(/^<!-- panorama-compile plan-report -->\n/);
    expect(readFileSync(join(temp, "summary"), "utf8")).toBe(report);
  });
});

describe("the pipeline for GitLab", () => {
  const pipeline = yamlFile("docs/examples/gitlab-ci.yml");

  /** Runs a job's script; folders of the machine lie in one of the test's own. */
  async function job(
    name: string,
    cwd: string,
    env: Readonly<Record<string, string>> = {},
    path: string[] = [],
  ) {
    const machine = temporaryFolder({ "tmp/x": "" });
    const script: string[] = pipeline[name].script;
    const ran = await bash(script.join("\n").replaceAll("/tmp/", `${machine}/tmp/`), cwd, {
      path: [...path, commandFolder(program)],
      env: {
        ...pipeline.variables,
        ...Object.fromEntries(
          Object.entries<string>(pipeline[name].variables ?? {}).map(([key, value]) => [
            key,
            value.replaceAll("/tmp/", `${machine}/tmp/`),
          ]),
        ),
        ...env,
      },
    });
    return { ...ran, machine };
  }

  it("gets the command from its repository at a tag", async () => {
    const tool = repository({ "package.json": "{}" });
    git(tool, "tag", "v1");
    const npm = `if [ "$*" = "run build" ]; then mkdir dist; printf '#!/bin/sh\\necho built\\n' > dist/cli.js; chmod +x dist/cli.js; fi`;
    const machine = temporaryFolder();
    const script = [...pipeline[".panorama"].before_script, "panorama-compile"].join("\n");
    const ran = await bash(script.replaceAll("/tmp/", `${machine}/`), machine, {
      path: [programs({ npm })],
      env: { PANORAMA_COMPILE_REPOSITORY: tool, PANORAMA_COMPILE_TAG: "v1" },
    });
    expect(ran).toMatchObject({ code: 0, out: "built\n" });
  });

  it("validates with a report, and refuses stale output", async () => {
    const folder = temporaryFolder({ "specs/warehouse.yaml": SPEC("acount") });
    expect((await job("validate", folder)).code).toBe(1);
    expect(filesIn(folder)["findings.xml"]).toContain("<testsuite");
    writeFile(join(folder, "specs/warehouse.yaml"), SPEC("account"));
    expect((await job("validate", folder)).code).toBe(0);
    expect((await job("fresh", folder)).code).toBe(4);
    await runIn(folder, ["specs/warehouse.yaml"]);
    expect((await job("fresh", folder)).code).toBe(0);
  });

  it("writes one note, then anew, and touches nobody else's", async () => {
    const folder = repository({ "specs/warehouse.yaml": SPEC("account") });
    const base = git(folder, "rev-parse", "HEAD");
    writeFile(join(folder, "specs/warehouse.yaml"), SPEC("service"));
    const marker = "<!-- panorama-compile diff -->";
    const strangers = { id: 1, author: { id: 5 }, body: `${marker}\nmine` };
    const notes: { id: number; author: { id: number }; body: string }[] = [strangers];
    const asked: string[] = [];
    const server = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.headers["private-token"] !== "token") return response.writeHead(401).end("{}");
      const url = new URL(request.url ?? "", "http://gitlab");
      if (url.pathname.endsWith("/user")) return response.end('{ "id": 9 }');
      if (request.method === "GET") {
        const page = Number(url.searchParams.get("page")); // one note on each page
        response.setHeader("x-next-page", page < notes.length ? String(page + 1) : "");
        return response.end(JSON.stringify(notes.slice(page - 1, page)));
      }
      const { body } = JSON.parse(await textOf(request));
      const known = notes.find(({ id }) => url.pathname.endsWith(`/notes/${id}`));
      if (request.method === "PUT" && known) known.body = body;
      else notes.push({ id: notes.length + 1, author: { id: 9 }, body });
      return response.end("{}");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    const env = {
      CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`,
      CI_PROJECT_ID: "3",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
      PANORAMA_NOTES_TOKEN: "token",
    };
    expect((await job("diff", folder, env)).code).toBe(4);
    expect(notes).toHaveLength(2);
    expect(notes[1]?.body).toBe(readFileSync(join(folder, "diff.md"), "utf8"));
    expect((await job("diff", folder, env)).code).toBe(4);
    expect(notes).toHaveLength(2);
    expect(notes[0]).toEqual(strangers);
    expect(asked).toContain("PUT /api/v4/projects/3/merge_requests/7/notes/2");
    const before = asked.length; // a fork's pipeline has no token, and only fails
    expect((await job("diff", folder, { ...env, PANORAMA_NOTES_TOKEN: "" })).code).toBe(4);
    expect(asked).toHaveLength(before);
  });

  it("plans what the spec gives, and reports all plans at once", async () => {
    const folder = repository({ "specs/warehouse.yaml": SPEC("account") });
    const bin = temporaryFolder();
    copyFileSync(here("terraform"), join(bin, "terraform"));
    const asked = join(temporaryFolder(), "asked");
    const { code } = await job("plan", folder, { ASKED: asked, AWS_TOKEN: "t" }, [bin]);
    expect([0, 4]).toContain(code);
    expect(readFileSync(asked, "utf8").match(/ plan /g)).toHaveLength(2);
    expect(readFileSync(join(folder, "plan-report.md"), "utf8")).toMatch(
      /^<!-- panorama-compile plan-report -->\n/,
    );
  });
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

describe("the projects for Atlantis", () => {
  const atlantis = yamlFile("docs/examples/atlantis.yaml");

  it("are the stacks of the README's example, in its manifest's order", () => {
    const manifest = JSON.parse(
      readFileSync(join(ROOT, "fixtures/ok/warehouse/expected/manifest.json"), "utf8"),
    );
    interface Project {
      readonly name: string;
      readonly dir: string;
      readonly depends_on?: readonly string[];
      readonly execution_order_group: number;
    }
    const projects: readonly Project[] = atlantis.projects;
    const stacks: Record<string, { name: string; dependencies: string[] }> = manifest.stacks;
    const shown = (name: string, needs: readonly string[] = []) => [name, [...needs].sort()];
    expect(projects.map((one) => shown(one.name, one.depends_on)).sort()).toEqual(
      Object.values(stacks)
        .map((one) => shown(one.name, one.dependencies))
        .sort(),
    );
    const group = new Map(projects.map((one) => [one.name, one.execution_order_group]));
    for (const { name, dir, depends_on = [], execution_order_group } of projects) {
      expect(dir).toBe(`cdktf.out/stacks/${name}`);
      for (const other of depends_on) expect(group.get(other), name).toBeLessThan(execution_order_group);
    }
  });

  it("plan only what the spec gives, and say what each change is of", async () => {
    const folder = temporaryFolder({ "specs/warehouse.yaml": SPEC("account") });
    await runIn(folder, ["specs/warehouse.yaml"]);
    git(folder, "init", "-q");
    git(folder, "add", "-A");
    const project = join(folder, "cdktf.out/stacks/one-iam");
    const bin = temporaryFolder();
    copyFileSync(here("terraform"), join(bin, "terraform"));
    const runs = atlantis.workflows.panorama.plan.steps.flatMap((step: { run?: string } | string) =>
      typeof step === "object" && step.run !== undefined ? [step.run] : [],
    );
    expect(runs).toHaveLength(4);
    const run = (at: number) =>
      bash(runs[at], project, {
        path: [bin, commandFolder(program)],
        env: { PLANFILE: join(project, "one.tfplan"), ASKED: join(temporaryFolder(), "asked") },
      });
    for (const at of [0, 1, 2]) expect(await run(at)).toMatchObject({ code: 0 });
    expect([0, 4]).toContain((await run(3)).code);
    writeFile(join(project, "more.tf"), "");
    git(folder, "add", "-A", "-f");
    expect((await run(1)).code).toBe(1);
    writeFile(join(folder, "specs/warehouse.yaml"), SPEC("region"));
    expect((await run(0)).code).toBe(4);
  });
});

describe("the hooks for pre-commit", () => {
  interface Hook {
    readonly id: string;
    readonly entry: string;
    readonly args: readonly string[];
    readonly files: string;
    readonly pass_filenames: boolean;
    readonly language: string;
  }
  const hooks: readonly Hook[] = yamlFile(".pre-commit-hooks.yaml");

  it("look at all that may make a spec wrong or its output stale", () => {
    const [validate, check] = hooks.map(({ files }) => new RegExp(files));
    for (const path of ["a.yaml", "specs/a.yml", "csr/dock.pem", "csr/dock.csr", "jobs/a.json"]) {
      expect(path).toMatch(validate ?? /$^/);
      expect(path).toMatch(check ?? /$^/);
    }
    for (const path of ["cdktf.out/review.md", "cdktf.out/stacks/one-iam/cdk.tf.json"])
      expect(path).toMatch(check ?? /$^/);
    for (const path of ["README.md", "main.py"]) expect(path).not.toMatch(check ?? /$^/);
    expect(hooks.every((hook) => !hook.pass_filenames && hook.language === "node")).toBe(true);
  });

  /** What pre-commit does for `language: node`, whose command is on the PATH of the entry. */
  const byHand = (folder: string, hook: Hook) => {
    const words = [hook.entry, ...hook.args.map((word) => `'${word}'`)].join(" ");
    const bin = commandFolder(program);
    writeFile(join(folder, ".git/hooks/pre-commit"), `#!/bin/sh\nPATH="${bin}:$PATH" exec ${words}\n`);
    return bash('chmod +x .git/hooks/pre-commit; git add -A; git commit -q -m "$MESSAGE"', folder, {
      env: { MESSAGE: "next" },
    });
  };

  it("stop a commit of a spec with an error, and of stale output", async () => {
    const [validate, check] = hooks;
    if (validate === undefined || check === undefined) throw new Error("two hooks");
    const folder = repository({ "specs/one.yaml": SPEC("account"), "docker-compose.yaml": "services: {}\n" });
    const count = () => git(folder, "rev-list", "--count", "HEAD");
    writeFile(join(folder, "specs/one.yaml"), SPEC("acount"));
    const refused = await byHand(folder, validate);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("specs/one.yaml:4:13 error schema-not-allowed");
    expect(count()).toBe("1");
    writeFile(join(folder, "specs/one.yaml"), SPEC("region"));
    expect((await byHand(folder, validate)).code).toBe(0);
    expect(count()).toBe("2");
    writeFile(join(folder, "notes.txt"), "");
    const stale = await byHand(folder, check);
    expect(stale.code).toBe(1); // Git's, whatever the hook's was
    expect(stale.err).toContain("cdktf.out is stale:");
    await runIn(folder, ["."]);
    expect((await byHand(folder, check)).code).toBe(0);
    expect(count()).toBe("3");
  });

  const hasPreCommit = isThere("pre-commit");
  if (!hasPreCommit) process.stderr.write("Skipped the hooks by pre-commit itself: it is not on the PATH\n");
  it.skipIf(!hasPreCommit)(
    "do so by pre-commit itself, which installs them as it does",
    { timeout: 240_000 },
    async () => {
      const hooksAt = temporaryFolder();
      copyFileSync(join(ROOT, ".pre-commit-hooks.yaml"), join(hooksAt, ".pre-commit-hooks.yaml"));
      const { name, version, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
      writeFile(join(hooksAt, "package.json"), JSON.stringify({ name, version, bin })); // built already: no network
      mkdirSync(join(hooksAt, "dist"));
      for (const [path, text] of Object.entries(filesIn(dirname(program.cli))))
        writeFile(join(hooksAt, "dist", path), text);
      git(hooksAt, "init", "-q");
      git(hooksAt, "add", "-A");
      git(hooksAt, "commit", "-q", "-m", "hooks");
      const rev = git(hooksAt, "rev-parse", "HEAD");
      const folder = repository({
        "specs/one.yaml": SPEC("account"),
        ".pre-commit-config.yaml": `repos: [{ repo: "${hooksAt}", rev: ${rev}, hooks: [{ id: panorama-compile-validate }, { id: panorama-compile-check, args: [specs] }] }]\n`,
      });
      const home = { PRE_COMMIT_HOME: temporaryFolder(), npm_config_offline: "true" };
      const commit = () =>
        bash("pre-commit install > /dev/null; git add -A; git commit -q -m next", folder, { env: home });
      writeFile(join(folder, "specs/one.yaml"), SPEC("acount"));
      const refused = await commit();
      expect(refused.code).toBe(1);
      expect(refused.err + refused.out).toContain("specs/one.yaml:4:13 error schema-not-allowed");
      expect(refused.err + refused.out).toMatch(/panorama-compile --check\.+Failed/);
      writeFile(join(folder, "specs/one.yaml"), SPEC("region"));
      await runIn(folder, ["specs"]);
      expect(await commit()).toMatchObject({ code: 0 });
      expect(git(folder, "rev-list", "--count", "HEAD")).toBe("2");
    },
  );
});
