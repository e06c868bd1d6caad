import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { filesIn } from "../support/folders";
import { awsCli } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { applied, compiled, destroyed, readRole, reviewPolicies } from "./live";
import type { Workspace } from "./workspace";

const FOLDER = join(import.meta.dirname, "../../fixtures/ok/secrets");
const SPEC = filesIn(FOLDER)["spec.yaml"] ?? "";

const SHELL = "panorama/shell";
const CAMERAS = "panorama/seattle/dock-cameras";
const GONE = "Panorama_gone.at@once+now=1";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const EAST = "cameras-us-east-1";
const WEST = "cameras-us-west-2";

/** What somebody on the way might evaluate, cut or recode. */
const HOSTILE = '${x} %{y} $${z} "quotes" \\n \n\t\'single\' `id` $(id) 日本語🎥 {"Username":"u"} ';

/** The variables as the closing words name them, each with a value that nothing else has. */
const values = (cameras: string) => ({
  panorama_seattle_dock_cameras: cameras,
  Panorama_gone_at_once_now_1: "canary-gone",
});

describeWithTerraform("secrets, applied for real and read back", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  const cli = async (region: string, ...args: string[]) =>
    (await awsCli(emulator, region, ["secretsmanager", ...args])) as Record<string, unknown>;
  const description = (region: string, name: string) => cli(region, "describe-secret", "--secret-id", name);
  const secretString = async (region: string, name: string) =>
    (await cli(region, "get-secret-value", "--secret-id", name)).SecretString;
  const listed = async (region: string) => {
    const { SecretList: list } = await cli(region, "list-secrets", "--include-planned-deletion");
    return (list as { Name: string; DeletedDate?: string }[])
      .map(({ Name, DeletedDate }) => [Name, DeletedDate === undefined ? "there" : "scheduled for deletion"])
      .sort();
  };

  it("shells and values, a new value at a new version only, and no value in state, plan or output", async () => {
    const out = await compiled(SPEC);
    const workspace = await applied(emulator, out, values(HOSTILE));

    expect(await description("us-east-1", CAMERAS)).toMatchObject({
      Description: "RTSP credentials of the dock cameras; ${none} of this is evaluated",
      KmsKeyId: KEY,
      Tags: [{ Key: "managed-by", Value: "panorama-compile" }],
    });
    expect(await description("us-west-2", CAMERAS)).not.toHaveProperty("KmsKeyId");
    expect(await secretString("us-east-1", CAMERAS)).toBe(HOSTILE);
    expect(await secretString("us-west-2", CAMERAS)).toBe(HOSTILE);
    expect(await secretString("us-east-1", GONE)).toBe("canary-gone");
    expect(await description("us-east-1", SHELL)).not.toHaveProperty("VersionIdsToStages");
    await expect(secretString("us-east-1", SHELL)).rejects.toThrow("ResourceNotFoundException");
    const { ARN: arn } = await description("us-east-1", CAMERAS);
    expect(await workspace.outputs(EAST)).toMatchObject({ secret_arns: { [CAMERAS]: arn } });

    // The role reads these and no others; the pattern of the policy fits the ARN that AWS chose.
    const [, inline] = reviewPolicies(out);
    expect(await readRole(emulator)).toMatchObject({ inline: { "panorama-appliance": inline } });
    expect(String(arn)).toMatch(
      new RegExp(`^arn:aws:secretsmanager:us-east-1:123456789012:secret:${CAMERAS}-.{6}$`),
    );

    // Another value under the same version is nobody's business.
    for (const stack of [EAST, WEST])
      expect(await workspace.plan(stack, values("canary-unwritten"))).toMatchObject({ changed: false });

    // Without a variable nothing happens at all, and Terraform names it.
    const { panorama_seattle_dock_cameras: _missing, ...others } = values("canary-other");
    await expect(workspace.plan(WEST, others)).rejects.toThrow('"panorama_seattle_dock_cameras"');

    await workspace.replaceOutput(await compiled(SPEC.replace("valueVersion: 3", "valueVersion: 4")));
    const raised = await workspace.plan(EAST, values("canary-second"));
    expect(raised.actions).toEqual([
      // The provider replaces the version; the secret stays, and the value before is AWSPREVIOUS.
      {
        address: "aws_secretsmanager_secret_version.panorama_seattle_dock-cameras",
        actions: ["delete", "create"],
      },
    ]);
    expect(await workspace.plan(WEST, values("canary-second"))).toMatchObject({ changed: false });
    await workspace.apply(EAST, values("canary-second"));
    expect(await secretString("us-east-1", CAMERAS)).toBe("canary-second");
    const { VersionIdsToStages: stages } = await description("us-east-1", CAMERAS);
    expect(Object.values(stages as object).sort()).toEqual([["AWSCURRENT"], ["AWSPREVIOUS"]]);
    expect(await secretString("us-east-1", GONE)).toBe("canary-gone");
    expect(await secretString("us-west-2", CAMERAS)).toBe(HOSTILE);
    expect(await workspace.plan(EAST, values("canary-third"))).toMatchObject({ changed: false });

    expect(JSON.stringify(raised.json)).toContain(CAMERAS);
    await expectNoValue(workspace);

    await destroyed(workspace, out, values("canary-destroy"));
    expect(await listed("us-east-1")).toEqual([
      [CAMERAS, "scheduled for deletion"],
      [SHELL, "scheduled for deletion"],
    ]);
    expect(await listed("us-west-2")).toEqual([[CAMERAS, "scheduled for deletion"]]);
    await expectNoValue(workspace);
    await workspace.dispose();
  });

  it("a value that starts and stops to come from Terraform leaves the secret where it is", async () => {
    const bare = `${SPEC.slice(0, SPEC.indexOf("secrets:"))}secrets: [{ name: ${SHELL} }]`;
    const withValue = bare.replace("}]", ", value: variable }]");
    const workspace = await applied(emulator, await compiled(bare));
    const { ARN: arn } = await description("us-east-1", SHELL);

    await workspace.replaceOutput(await compiled(withValue));
    await workspace.init(EAST);
    const started = await workspace.plan(EAST, { panorama_shell: "canary" });
    expect(started.actions).toEqual([
      { address: "aws_secretsmanager_secret_version.panorama_shell", actions: ["create"] },
    ]);
    await workspace.apply(EAST, { panorama_shell: "canary" });
    expect(await secretString("us-east-1", SHELL)).toBe("canary");

    await workspace.replaceOutput(await compiled(bare));
    const stopped = await workspace.plan(EAST);
    expect(stopped.actions).toEqual([
      { address: "aws_secretsmanager_secret_version.panorama_shell", actions: ["delete"] },
    ]);
    await workspace.apply(EAST);
    expect(await description("us-east-1", SHELL)).toMatchObject({ ARN: arn });
    await expectNoValue(workspace);
    await workspace.dispose();
  });
});

/** Nothing that Terraform left behind holds a value: states, their backups and all parts of the plan files. */
async function expectNoValue({ folder, shell }: Workspace): Promise<void> {
  const collect = `mkdir -p kept; cp *.tfstate* kept
    for plan in *.tfplan; do python3 -m zipfile -e "$plan" "kept/$plan"; done`;
  await shell(collect, folder);
  const kept = Object.entries(filesIn(join(folder, "kept")));
  expect(kept.filter(([path]) => path.endsWith(".tfstate")).length).toBeGreaterThan(1);
  expect(kept.filter(([path]) => path.endsWith("/tfplan")).length).toBeGreaterThan(1);
  expect(kept.some(([, text]) => text.includes("panorama/"))).toBe(true);
  const holding = kept.filter(([, text]) => /canary|日本語|Username/.test(text));
  expect(holding.map(([path]) => path)).toEqual([]);
}
