import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

const spec = (account: string, ...lines: string[]) =>
  [
    "apiVersion: panorama-compile/v1",
    `account: { id: "${account.padStart(12, "0")}", region: us-east-1, endOfSupport: acknowledged }`,
    "strictness: account",
    ...lines,
    "",
  ].join("\n");

const SPECS = {
  "specs/b.yml": spec("2"),
  "specs/a.yaml": spec("1"),
  "specs/deep/er/c.yaml": `${spec("3", "name: c1")}---\n${spec("4", "name: c2")}`,
  "specs/values.yaml": "image: nginx\n",
  "specs/broken.yaml": "a: [\n",
  "specs/.hidden/d.yaml": spec("5"),
  "specs/node_modules/x/e.yaml": spec("6"),
  "specs/notes.txt": spec("7"),
};

const stacksIn = (folder: string) => Object.keys(JSON.parse(filesIn(folder)["manifest.json"] ?? "").stacks);

describe("folders on the command line", () => {
  it("are all specs below, and what is none is named", async () => {
    const folder = temporaryFolder(SPECS);
    const { code, err } = await runIn(folder, ["specs"]);
    expect(code, err).toBe(0);
    expect(stacksIn(join(folder, "cdktf.out"))).toEqual(
      ["a", "b", "c1", "c2"].flatMap((name) => [`${name}-iam`, `${name}-us-east-1`]),
    );
    expect(err.match(/^skipped .*$/gm)).toEqual([
      "skipped  specs/broken.yaml: it has no apiVersion: panorama-compile/v1",
      "skipped  specs/values.yaml: it has no apiVersion: panorama-compile/v1",
    ]);
    expect((await runIn(folder, ["specs", "--check"])).code).toBe(0);
    expect((await runIn(folder, ["specs", "--quiet", "--check"])).err).toBe("");
  });

  it("give the same output whatever names them, and findings with the files' paths", async () => {
    const folder = temporaryFolder({ ...SPECS, "specs/z.yaml": spec("1", "appliances: [{ name: x y }]") });
    const whole = await runIn(folder, ["validate", "."]);
    expect(whole.code).toBe(1);
    expect(whole.err).toContain("\nspecs/z.yaml:4:22 error schema-pattern: ");
    expect(whole.err).toContain("\n1 of 4 specs refused: 1 error\n");
    const { err } = await runIn(join(folder, "specs"), ["validate", "."]);
    expect(err).toContain("\nz.yaml:4:22 error schema-pattern: ");
  });

  it("leave out the output folder, wherever it lies", async () => {
    const folder = temporaryFolder({ ...SPECS, "specs/out/f.yaml": spec("8") });
    expect((await runIn(folder, ["specs", "--out", "specs/out"])).code).toBe(0);
    expect(stacksIn(join(folder, "specs/out"))).not.toContain("f-iam");
    expect(filesIn(join(folder, "specs/out"))["f.yaml"]).toBe(SPECS["specs/a.yaml"].replace("001", "008"));
    await runIn(folder, ["specs", "--out", "other"]);
    expect(stacksIn(join(folder, "other"))).toContain("f-iam");
  });

  it("are looked into without following links", async () => {
    const folder = temporaryFolder({ "elsewhere/secret.yaml": spec("1"), "specs/a.yaml": spec("2") });
    symlinkSync(join(folder, "elsewhere"), join(folder, "specs/linked"));
    symlinkSync(join(folder, "elsewhere/secret.yaml"), join(folder, "specs/link.yaml"));
    symlinkSync(join(folder, "specs"), join(folder, "specs/ring"));
    const { code, err } = await runIn(folder, ["specs"]);
    expect(code, err).toBe(0);
    expect(stacksIn(join(folder, "cdktf.out"))).toEqual(["a-iam", "a-us-east-1"]);
  });

  it.each([
    [
      "a folder without YAML",
      ["empty"],
      "no spec in the folder empty: a spec has apiVersion: panorama-compile/v1, and it holds no *.yaml or *.yml",
    ],
    [
      "a folder without a spec",
      ["charts"],
      "no spec in the folder charts: a spec has apiVersion: panorama-compile/v1, and none of its 1 YAML file has it",
    ],
    ["a file that its folder has too", ["specs", "specs/a.yaml"], "specs/a.yaml is named twice"],
    ["a folder twice", ["specs", "./specs/../specs"], "specs/a.yaml is named twice"],
  ])("refuse %s", async (_what, argv, message) => {
    const folder = temporaryFolder({ ...SPECS, "charts/values.yaml": "image: nginx\n" });
    mkdirSync(join(folder, "empty"));
    const { code, err } = await runIn(folder, argv);
    expect({ code, first: err.split("\n")[0] }).toEqual({ code: 2, first: message });
  });
});

describe("documents of one run", () => {
  it("are owned by name in one output folder: what one gives up goes, the others' stays", async () => {
    const folder = temporaryFolder({
      "a.yaml": spec("1"),
      "b.yaml": spec("2", "retired: [{ appliance: x, region: us-west-2, disposition: destroy }]"),
    });
    await runIn(folder, ["a.yaml"]);
    await runIn(folder, ["b.yaml"]);
    const out = join(folder, "cdktf.out");
    expect(stacksIn(out)).toEqual(["a-iam", "a-us-east-1", "b-iam", "b-us-east-1", "b-us-west-2"]);
    const { err } = await runIn(temporaryFolder({ "b.yaml": spec("2") }), ["b.yaml", "--out", out]);
    expect(err).toContain("info stack-goes");
    expect(stacksIn(out)).toEqual(["a-iam", "a-us-east-1", "b-iam", "b-us-east-1"]);
    expect(filesIn(out)["review.md"]).toContain("# a: AWS account 000000000001");
  });
});
