import { existsSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emit } from "../src/compiler/emit";
import { Interrupted } from "../src/compiler/emit/failure";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

const spec = (name: string, account = "111111111111", region = "us-east-1", more = "") =>
  `apiVersion: panorama-compile/v1\nname: ${name}\naccount: { id: "${account}", region: ${region}, endOfSupport: acknowledged }\nstrictness: account\n${more}`;

/** A folder with a spec, compiled once. */
async function compiledOnce(text = spec("one")) {
  const folder = temporaryFolder({ "spec.yaml": text });
  const first = await runIn(folder, ["spec.yaml", "--out", "out"]);
  expect(first.code).toBe(0);
  return {
    folder,
    out: join(folder, "out"),
    run: (...argv: string[]) => runIn(folder, [...argv, "--out", "out"]),
  };
}

describe("writing", () => {
  it("says what was written, how many resources, and in which order to apply", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one") });
    const { code, out, err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toBe(`  written    out/stacks/one-iam/cdk.tf.json        5 resources
  written    out/stacks/one-us-east-1/cdk.tf.json  0 resources
  written    out/review.md
  written    out/manifest.json
2 stacks, 5 resources
Read out/review.md, then apply in this order (destroying goes the other way round):
  terraform -chdir=out/stacks/one-iam init && terraform -chdir=out/stacks/one-iam apply
  terraform -chdir=out/stacks/one-us-east-1 init && terraform -chdir=out/stacks/one-us-east-1 apply
`);
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["manifest.json", "review.md", "stacks"]);
  });

  it("quotes the commands of a folder that a shell would take apart", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one") });
    const { err } = await runIn(folder, ["spec.yaml", "--out", "my out'; id"]);
    expect(err).toContain("\n  terraform '-chdir=my out'\\''; id/stacks/one-iam' init && terraform '-chdir=");
  });

  it("does not touch a file that stays the same", async () => {
    const { out, run } = await compiledOnce();
    const times = () => Object.keys(filesIn(out)).map((path) => statSync(join(out, path)).mtimeMs);
    const before = times();
    const { code, err } = await run("spec.yaml");
    expect(code).toBe(0);
    expect(err).toContain("unchanged  out/stacks/one-iam/cdk.tf.json");
    expect(times()).toEqual(before);
  });

  it("gives the same bytes in another folder, environment and order of keys", async () => {
    const text = spec(
      "one",
      "111111111111",
      "us-east-1",
      "tags: { b: x, a: y }\nappliances: [{ name: b }, { name: a }]",
    );
    const { out } = await compiledOnce(text);
    const other = temporaryFolder({
      "deep/er/spec.yml": `tags: { a: y, b: x }\nappliances: [{ name: a }, { name: b }]\n${spec("one")}`,
    });
    const env = {
      CDKTF_OUTDIR: "elsewhere",
      CDKTF_CONTEXT_JSON: '{"x":1}',
      SYNTH_HCL_OUTPUT: "true",
      TZ: "Asia/Tokyo",
    };
    Object.assign(process.env, env);
    try {
      expect((await runIn(other, ["deep/er/spec.yml"], { env })).code).toBe(0);
    } finally {
      for (const name of Object.keys(env)) delete process.env[name];
    }
    expect(filesIn(join(other, "elsewhere"))).toEqual(filesIn(out));
    expect(JSON.stringify(filesIn(out))).not.toContain(other);
    expect(existsSync(join(other, "cdktf.out"))).toBe(false);
  });

  it("leaves the output alone when the spec has errors, or warnings with --warnings-as-errors", async () => {
    const { folder, out, run } = await compiledOnce();
    const before = filesIn(out);
    writeFile(join(folder, "bad.yaml"), spec("one", "111111111111", "eu-central-1"));
    const bad = await run("bad.yaml");
    expect(bad.code).toBe(1);
    expect(bad.err).toContain("1 error; nothing was written");
    writeFile(join(folder, "warned.yaml"), spec("one").replace("strictness: account", "strictness: service"));
    expect((await run("warned.yaml", "--warnings-as-errors")).code).toBe(1);
    expect(filesIn(out)).toEqual(before);
    expect((await run("warned.yaml")).code).toBe(0);
    expect(filesIn(out)).not.toEqual(before);
  });
});

describe("--check", () => {
  it("answers no to a folder that is not there, and writes nothing", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one") });
    const { code, err } = await runIn(folder, ["spec.yaml", "--check"]);
    expect(code).toBe(4);
    expect(err).toContain("cdktf.out/stacks/one-iam/cdk.tf.json is not there");
    expect(readdirSync(folder)).toEqual(["spec.yaml"]);
  });

  it("answers yes to what was compiled, twice, and no to what was edited, removed, or is left over", async () => {
    const { folder, out, run } = await compiledOnce();
    const yes = { code: 0, out: "", err: "out is up to date: 4 files\n" };
    expect(await run("spec.yaml", "--check")).toEqual(yes);
    expect(await run("spec.yaml", "--check")).toEqual(yes);
    writeFile(join(folder, "moved.yaml"), spec("one", "111111111111", "us-west-2"));
    const moved = await run("moved.yaml", "--check");
    expect(moved.code).toBe(4);
    expect(moved.err).toContain(
      "out/stacks/one-us-east-1/cdk.tf.json belongs to a stack that the spec does not give",
    );
    writeFileSync(
      join(out, "review.md"),
      "<!-- Generated by panorama-compile. Edit the spec, not this file. -->\nedited\n",
    );
    const edited = await run("spec.yaml", "--check");
    expect(edited).toMatchObject({
      code: 4,
      err: expect.stringContaining("out/review.md is not what the spec gives"),
    });
  });
});

describe("ownership", () => {
  it("is by document: another document's stacks, and its part of manifest and review, stay", async () => {
    const { folder, out, run } = await compiledOnce();
    const one = filesIn(out);
    writeFile(join(folder, "two.yaml"), spec("two", "222222222222"));
    expect((await run("two.yaml")).code).toBe(0);
    const both = filesIn(out);
    for (const path of Object.keys(one).filter((p) => p.startsWith("stacks/")))
      expect(both[path]).toBe(one[path]);
    expect(Object.keys(JSON.parse(both["manifest.json"] ?? "").stacks)).toEqual([
      "one-iam",
      "one-us-east-1",
      "two-iam",
      "two-us-east-1",
    ]);
    expect(both["review.md"]).toContain("# one: AWS account 111111111111");
    expect(both["review.md"]).toContain("# two: AWS account 222222222222");
    expect((await run("spec.yaml", "--check")).code).toBe(0);
    expect((await run("spec.yaml", "two.yaml", "--check")).code).toBe(0);
  });

  it("goes with the name: a stack that is no longer made goes, with a warning; states and .terraform stay", async () => {
    const { folder, out, run } = await compiledOnce();
    for (const path of [
      "stacks/one-us-east-1/.terraform/x",
      "terraform.tfstate",
      "stacks/mine/cdk.tf.json",
    ]) {
      writeFile(join(out, path), "mine");
    }
    writeFile(join(folder, "moved.yaml"), spec("one", "111111111111", "us-west-2"));
    const { code, err } = await run("moved.yaml");
    expect(code).toBe(0);
    expect(err).toContain(
      'moved.yaml:3:40 info stack-goes: the stack "one-us-east-1" of the last output, which was to hold nothing, is no longer made',
    );
    expect(err).toContain("removed    out/stacks/one-us-east-1/cdk.tf.json");
    const files = filesIn(out);
    expect(files["stacks/one-us-east-1/cdk.tf.json"]).toBeUndefined();
    expect(files).toMatchObject({
      "stacks/one-us-east-1/.terraform/x": "mine",
      "terraform.tfstate": "mine",
      "stacks/mine/cdk.tf.json": "mine",
    });
  });

  it.each(["manifest.json", "review.md", "stacks/one-iam/cdk.tf.json"])(
    "refuses to replace a foreign %s, and changes nothing",
    async (path) => {
      const folder = temporaryFolder({ "spec.yaml": spec("one"), [`out/${path}`]: '{ "stacks": {} }' });
      const before = filesIn(folder);
      const { code, err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
      expect(code).toBe(3);
      expect(err).toBe(
        `${join(folder, "out")}/${path} was not written by panorama-compile; move it away or choose another --out\n`,
      );
      expect(filesIn(folder)).toEqual(before);
    },
  );

  it("refuses a stack that another document owns", async () => {
    const { folder, out, run } = await compiledOnce(spec("one-us-east-1"));
    writeFileSync(
      join(out, "manifest.json"),
      (filesIn(out)["manifest.json"] ?? "").replaceAll('"one-us-east-1/', '"other/'),
    );
    const { code, err } = await run("spec.yaml");
    expect(code).toBe(3);
    expect(err).toContain("the stack one-us-east-1-iam in");
    expect(err).toContain('belongs to the document "other"');
    expect(folder).toBeTruthy();
  });
});

describe("a planted detour", () => {
  it.each([
    ["stacks", "is a symbolic link"],
    ["stacks/one-iam", "is a symbolic link"],
    ["stacks/one-iam/cdk.tf.json", "is a symbolic link"],
    ["manifest.json", "is a symbolic link"],
  ])("%s is refused", async (path, words) => {
    const folder = temporaryFolder({ "spec.yaml": spec("one"), "victim/cdk.tf.json": "mine" });
    mkdirSync(join(folder, "out", path, ".."), { recursive: true });
    symlinkSync(
      join(folder, path.endsWith(".json") ? "victim/cdk.tf.json" : "victim"),
      join(folder, "out", path),
    );
    const { code, err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
    expect(code).toBe(3);
    expect(err).toContain(words);
    expect(filesIn(join(folder, "victim"))).toEqual({ "cdk.tf.json": "mine" });
  });

  it("a folder where a file belongs is refused", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one"), "out/review.md/x": "mine" });
    expect(await runIn(folder, ["spec.yaml", "--out", "out"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("is not a plain file"),
    });
  });

  it("--out itself may be a link of the user's", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one"), "real/keep": "" });
    symlinkSync("real", join(folder, "out"));
    expect((await runIn(folder, ["spec.yaml", "--out", "out"])).code).toBe(0);
    expect(Object.keys(filesIn(join(folder, "real")))).toContain("manifest.json");
  });

  it("--out that is a file fails in words", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one"), out: "mine" });
    const { code, err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
    expect(code).toBe(3);
    expect(err).not.toContain("    at ");
    expect(filesIn(folder).out).toBe("mine");
  });
});

describe("an interrupted run", () => {
  it("that is asked to stop while the disk takes the last file leaves the old output", async () => {
    const { folder, out } = await compiledOnce();
    const before = filesIn(out);
    let isAsked = false;
    const artifacts = (function* () {
      yield { path: "review.md", text: "new\n" };
      yield { path: "manifest.json", text: before["manifest.json"] ?? "" };
      isAsked = true;
    })();
    const emitted = emit(artifacts, {
      folder: join(folder, "out"),
      documents: new Set(["one"]),
      processes: { pid: process.pid, host: "here", isAlive: () => true },
      interrupted: () => isAsked,
    });
    await expect(emitted).rejects.toThrow(Interrupted);
    expect(filesIn(out)).toEqual(before);
  });

  const staging = "out/.panorama-compile-staging";
  const OWNER = '{"token":"x","pid":1234567,"host":"here"}';

  it("leaves nothing when the signal comes before anything is in place", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one") });
    const { code } = await runIn(folder, ["spec.yaml", "--out", "out"], { interrupted: () => true });
    expect(code).toBe(130);
    expect(readdirSync(folder)).toEqual(["spec.yaml"]);
  });

  it("that was killed is said by --check and by the next run, which mends it", async () => {
    const folder = temporaryFolder({
      "spec.yaml": spec("one"),
      [`${staging}/owner`]: OWNER,
      [`${staging}/0.new`]: "half",
    });
    const processes = { pid: process.pid, host: "here", isAlive: () => false };
    const words = "an earlier run was interrupted while it wrote here";
    expect(await runIn(folder, ["spec.yaml", "--out", "out", "--check"], { processes })).toMatchObject({
      code: 4,
      err: expect.stringContaining(words),
    });
    expect(await runIn(folder, ["spec.yaml", "--out", "out"], { processes })).toMatchObject({
      code: 0,
      err: expect.stringContaining(words),
    });
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["manifest.json", "review.md", "stacks"]);
  });

  it("makes another one wait for its lock", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec("one"), [`${staging}/owner`]: OWNER });
    let running = true;
    const processes = {
      pid: process.pid,
      host: "here",
      isAlive: (pid: number) => pid === 1234567 && running,
    };
    const waiting = runIn(folder, ["spec.yaml", "--out", "out"], { processes });
    const early = await Promise.race([
      waiting,
      new Promise((done) => setTimeout(() => done("still waiting"), 200)),
    ]);
    expect(early).toBe("still waiting");
    running = false;
    expect((await waiting).code).toBe(0);
  });

  it("several runs at once on one folder end one after the other, with whole files", async () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const folder = temporaryFolder(
      Object.fromEntries(names.map((n, i) => [`${n}.yaml`, spec(n, `${i + 1}`.repeat(12))])),
    );
    const pids = names.map((_, index) => 900_000 + index);
    const isAlive = (pid: number) => pids.includes(pid);
    const runs = await Promise.all(
      names.map((n, i) =>
        runIn(folder, [`${n}.yaml`, "--out", "out"], {
          processes: { pid: pids[i] ?? 0, host: "here", isAlive },
        }),
      ),
    );
    expect(runs.map(({ code }) => code)).toEqual(names.map(() => 0));
    const check = await runIn(folder, [...names.map((n) => `${n}.yaml`), "--out", "out", "--check"]);
    expect(check).toMatchObject({ code: 0, err: "out is up to date: 14 files\n" });
  });
});
