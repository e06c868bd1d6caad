import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  ACCOUNT,
  MANAGED,
  makeAccessPoint,
  makeAppliance,
  makeCertificate,
  makeInlinePolicy,
  makePolicies,
  makeRoles,
  makeSecret,
  makeThingType,
  policyText,
  ROLE,
} from "../discover/console-made";
import { makeProgram, type Program } from "../discover/program";
import { awsCli } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { compiled, orderOf, readRole } from "./live";
import { createWorkspace } from "./workspace";

const EAST = "us-east-1";
const WEST = "us-west-2";
const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

describeWithTerraform("discover, compile, apply, plan", () => {
  let emulator: Emulator;
  let program: Program;
  beforeAll(async () => {
    program = await makeProgram();
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  it("adopts an account as the console made it: imports, changes in place, and what can't be imported; then nothing", async () => {
    await makeRoles(emulator);
    await makeInlinePolicy(emulator);
    const certificates: Record<string, string> = {};
    for (const region of [EAST, WEST]) {
      await makePolicies(emulator, region);
      await makeThingType(emulator, region, "panorama-appliance");
      const type = { type: "panorama-appliance", attributes: { floor: "2", dock: "a-1" } };
      const dock = { name: "panorama_dock_Thing_0a1b2c3d", ...type };
      certificates[region] = await makeAppliance(emulator, region, dock);
      await makeAppliance(emulator, region, { name: `panorama-gate-${region}`, active: false });
      await makeCertificate(emulator, region);
      await makeSecret(emulator, region, "panorama/dock", "--description", "Cameras: dock's # 1");
      await makeSecret(
        emulator,
        region,
        "Panorama-gate",
        "--kms-key-id",
        `arn:aws:kms:${region}:${ACCOUNT}:key/${KEY}`,
      );
    }
    const role = `arn:aws:iam::${ACCOUNT}:role/service-role/${ROLE}`;
    await makeAccessPoint(emulator, EAST, {
      name: "panorama-models",
      bucket: "acme-nodepackage-store-east",
      policy: policyText({
        Effect: "Allow",
        Principal: { AWS: role },
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:${EAST}:${ACCOUNT}:accesspoint/panorama-models/object/models/*`,
      }),
    });
    await makeAccessPoint(emulator, WEST, { name: "panorama-west", bucket: "acme-nodepackage-store-west" });

    const args = ["discover", "--account", ACCOUNT, "--region", EAST, "--region", WEST];
    const { code, out: spec, err } = await program.run(args, emulator.env);
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(spec).not.toContain("a-password");
    const out = await compiled(spec);

    const workspace = await createWorkspace(emulator, out);
    const created = new Set<string>();
    for (const stack of orderOf(out)) {
      await workspace.init(stack);
      expect(await workspace.validate(stack)).toEqual([]);
      const { actions } = await workspace.plan(stack);
      for (const { address, actions: planned } of actions) {
        expect([["import"], ["import", "update"], ["create"]], `${address}: ${planned}`).toContainEqual(
          planned,
        );
        if (planned.includes("create")) created.add(`${stack} ${address.split(".")[0]}`);
      }
      await workspace.apply(stack);
    }
    const home = `panorama-${ACCOUNT}`;
    expect([...created].sort()).toEqual([
      `${home}-${EAST} aws_iot_policy`,
      `${home}-${EAST} aws_iot_policy_attachment`,
      `${home}-${EAST} aws_iot_thing_principal_attachment`,
      `${home}-${WEST} aws_iot_policy`,
      `${home}-${WEST} aws_iot_policy_attachment`,
      `${home}-${WEST} aws_iot_thing_principal_attachment`,
      `${home}-${WEST} aws_s3control_access_point_policy`,
    ]);
    for (const stack of orderOf(out)) expect(await workspace.plan(stack)).toMatchObject({ changed: false });

    const again = await program.run(args, emulator.env);
    const adopted = await compiled(again.out);
    await workspace.replaceOutput(adopted);
    for (const stack of orderOf(adopted))
      expect(await workspace.plan(stack)).toMatchObject({ changed: false });
    expect(await readRole(emulator)).toMatchObject({ attached: [MANAGED], inline: {} });
    for (const [region, certificate] of Object.entries(certificates)) {
      const attached = await awsCli(emulator, region, [
        "iot",
        "list-attached-policies",
        "--target",
        certificate,
      ]);
      const names = (attached as { policies: { policyName: string }[] }).policies.map(
        ({ policyName }) => policyName,
      );
      expect(names.sort()).toEqual([`panorama-${region}-appliance`, "panorama_default"]);
    }
    await workspace.dispose();
  });
});
