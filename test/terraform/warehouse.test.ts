import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { filesIn } from "../support/folders";
import { awsCli, makeBucket } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { applied, compiled, destroyed, orderOf, readRole, reviewPolicies } from "./live";

const FILES = filesIn(join(import.meta.dirname, "../../fixtures/ok/warehouse"));
const VALUES = { panorama_seattle_dock_cameras: "rtsp-credentials" };
const [US, EU] = ["us-west-2", "eu-west-1"] as const;

describeWithTerraform("the warehouse, README's example", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  it("is applied in its order, found in both Regions, planned again without a difference, and destroyed", async () => {
    const spec = await withWhatIsThere(emulator, FILES["spec.yaml"] ?? "");
    const out = await compiled(spec, FILES);
    expect(orderOf(out)).toEqual([
      "warehouse-iam",
      "warehouse-eu-west-1",
      "warehouse-us-west-2",
      "warehouse-eu-west-1-dublin",
      "warehouse-us-west-2-portland",
      "warehouse-us-west-2-seattle",
    ]);
    const workspace = await applied(emulator, out, VALUES);

    const [trust, permissions] = reviewPolicies(out);
    expect(await readRole(emulator)).toMatchObject({
      trust,
      inline: { "panorama-appliance": permissions },
    });
    expect(await things(emulator, US)).toEqual([
      "panorama-seattle-dock-1",
      "panorama-seattle-dock-2",
      "panorama-spare",
      "panorama_gate_Thing_0a1b2c3d",
    ]);
    expect(await things(emulator, EU)).toEqual(["panorama-dublin-dock-1", "panorama-dublin-yard"]);
    expect(await jobs(emulator, US)).toEqual([
      ["panorama-seattle-dock-1", "panorama-seattle-dock-2"],
      ["panorama_gate_Thing_0a1b2c3d"],
    ]);
    expect(await jobs(emulator, EU), "only a template").toEqual([]);
    const states = await (await fetch(`${emulator.url}/acme-tfstate`)).text();
    for (const stack of orderOf(out)) expect(states).toContain(`<Key>panorama/${stack}</Key>`);

    await destroyed(workspace, out, VALUES);
    for (const region of [US, EU]) expect(await things(emulator, region)).toEqual([]);
    await workspace.dispose();
  });
});

/** The spec with the certificate that the emulator has made, and without what makes a destroy slow there. */
async function withWhatIsThere(emulator: Emulator, spec: string): Promise<string> {
  await makeBucket(emulator, "acme-tfstate");
  await makeBucket(emulator, "acme-application-payload-store-eu");
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  await awsCli(emulator, US, [
    "iam",
    "create-policy",
    "--policy-name",
    "edge-boundary",
    "--policy-document",
    policy,
  ]);
  const made = (await awsCli(emulator, EU, ["iot", "create-keys-and-certificate", "--set-as-active"])) as {
    certificateArn: string;
  };
  const changed = spec
    .replace(/arn:aws:iot:\S+/, made.certificateArn)
    .replace("roles:\n", "roles:\n  serviceLinked: omit\n");
  expect(changed).toContain("serviceLinked");
  return changed;
}

async function things(emulator: Emulator, region: string): Promise<string[]> {
  const answer = (await awsCli(emulator, region, ["iot", "list-things"])) as {
    things: { thingName: string }[];
  };
  return answer.things.map(({ thingName }) => thingName).sort();
}

/** The things of each job of a Region. */
async function jobs(emulator: Emulator, region: string): Promise<string[][]> {
  const { jobs: all } = (await awsCli(emulator, region, ["iot", "list-jobs"])) as {
    jobs: { jobId: string }[];
  };
  const described = await Promise.all(
    all.map(async ({ jobId }) => {
      const answer = await awsCli(emulator, region, ["iot", "describe-job", "--job-id", jobId]);
      const { targets } = (answer as { job: { targets: string[] } }).job;
      return targets.map((arn) => arn.split("/").pop() ?? "").sort();
    }),
  );
  return described.sort();
}
