import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetRoleCommand, ListRolesCommand, ListRoleTagsCommand } from "@aws-sdk/client-iam";
import { DescribeThingCommand, GetPolicyCommand, ListTagsForResourceCommand } from "@aws-sdk/client-iot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { iam, iot, makeBucket } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { decide, describeWithTerraform, findEngine } from "./engine";
import {
  LOCAL,
  localStack,
  REMOTE,
  ROLE,
  ref,
  remoteStack,
  STATE_BUCKET,
  THING_NAME,
  writeOutput,
} from "./harness-stacks";
import { createWorkspace, type Workspace } from "./workspace";

describe("without an engine", () => {
  test("the missing piece is told in one line", () => {
    const engine = findEngine({ PATH: "/nowhere" });
    expect(engine.available).toBe(false);
    expect(engine).toHaveProperty("missing", expect.stringMatching(/^.*no terraform on the PATH$/));
  });

  test("a developer's machine skips, CI fails", () => {
    const engine = findEngine({ PATH: "/nowhere" });
    expect(decide(engine, {})).toBe("skip");
    expect(decide(engine, { CI: "true" })).toBe("fail");
  });
});

describeWithTerraform("the harness", () => {
  const first = { "dock-1": { name: "panorama-dock-1", attributes: { floor: ref("var.floor") } } };
  const added = { "dock-2": { name: "panorama-dock-2" } };
  const floor = { floor: "2" };
  let outputs: string;
  let emulator: Emulator;
  let workspace: Workspace;

  beforeAll(async () => {
    outputs = await mkdtemp(join(tmpdir(), "panorama-harness-"));
    emulator = await startEmulator();
    await makeBucket(emulator, STATE_BUCKET);
    const stacks = { [LOCAL]: localStack(first), [REMOTE]: remoteStack() };
    workspace = await createWorkspace(emulator, await writeOutput(join(outputs, "before"), stacks));
  });

  afterAll(async () => {
    await workspace.dispose();
    await emulator.stop();
    await rm(outputs, { recursive: true });
  });

  test("applies a stack, reads it back, plans no difference", async () => {
    expect(await workspace.stacks()).toEqual([LOCAL, REMOTE]);
    await workspace.init(LOCAL);
    expect(await workspace.validate(LOCAL)).toEqual([]);
    await workspace.apply(LOCAL, floor);
    expect(existsSync(join(workspace.folder, `terraform.${LOCAL}.tfstate`))).toBe(true);

    const { Role } = await iam(emulator).send(new GetRoleCommand({ RoleName: ROLE }));
    expect(await workspace.outputs(LOCAL)).toEqual({ role_arn: Role?.Arn });
    const tags = await iam(emulator).send(new ListRoleTagsCommand({ RoleName: ROLE }));
    expect(tags.Tags).toContainEqual({ Key: "owner", Value: "harness" });
    const thing = await iot(emulator).send(new DescribeThingCommand({ thingName: "panorama-dock-1" }));
    expect(thing.attributes).toEqual({ floor: "2" });
    const made = await iot(emulator).send(new GetPolicyCommand({ policyName: "panorama-harness" }));
    expect(made.policyDocument).toContain(`client/${ref(THING_NAME)}`);
    const kept = await iot(emulator).send(new ListTagsForResourceCommand({ resourceArn: made.policyArn }));
    expect(kept.tags).toContainEqual({ Key: "managed-by", Value: "panorama-compile" });

    expect(await workspace.plan(LOCAL, floor)).toMatchObject({ changed: false, actions: [] });
  });

  test("plans what a changed output changes, and destroys", async () => {
    const changed = { [LOCAL]: localStack({ ...first, ...added }), [REMOTE]: remoteStack() };
    await workspace.replaceOutput(await writeOutput(join(outputs, "after"), changed));
    const plan = await workspace.plan(LOCAL, { floor: "3" });
    expect(plan.changed).toBe(true);
    expect(plan.actions).toEqual([
      { address: "aws_iot_thing.dock-1", actions: ["update"] },
      { address: "aws_iot_thing.dock-2", actions: ["create"] },
    ]);
    const state = await workspace.state(LOCAL);
    expect(state.values?.root_module.resources?.map(({ address }) => address)).toContain(
      "aws_iam_role.appliance",
    );
    await workspace.destroy(LOCAL, floor);
    expect((await iam(emulator).send(new ListRolesCommand({}))).Roles).toEqual([]);
  });

  test("keeps state and lock in S3, in another region", async () => {
    await workspace.init(REMOTE);
    await workspace.apply(REMOTE, floor);
    const listing = await fetch(`${emulator.url}/${STATE_BUCKET}`);
    expect(await listing.text()).toContain(`<Key>${REMOTE}.tfstate</Key>`);
    await iot(emulator, "eu-west-1").send(new DescribeThingCommand({ thingName: "panorama-dock-3" }));
    expect((await workspace.plan(REMOTE, floor)).changed).toBe(false);
  });

  test("throws with all that Terraform says", async () => {
    await expect(workspace.plan(LOCAL)).rejects.toThrow(/No value for required variable[\s\S]*"floor"/);
    await expect(workspace.init("misspelled")).rejects.toThrow('no stack "misspelled"');
  });

  test("forgets everything on reset", async () => {
    await iam(emulator).send(new ListRolesCommand({}));
    await emulator.reset();
    expect((await fetch(`${emulator.url}/${STATE_BUCKET}`)).status).toBe(404);
  });
});
