import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { filesIn } from "../support/folders";
import { awsCli, makeBucket } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform, type Requirement } from "./engine";
import { applied, compiled, destroyed, orderOf } from "./live";
import { startStateServer } from "./state-server";
import { createWorkspace, type Workspace } from "./workspace";
import { HOST, startWorkspaceServer } from "./workspace-server";

const BUCKET = "acme-tfstate";
const KEY = "arn:aws:kms:us-east-1:210987654321:key/1234abcd-12ab-34cd-96ef-1234567890ab";
const CREDENTIALS = { username: "edge-team", password: "correct-horse" };

const TOKEN = "a-token-of-the-edge-team";

/** One thing of a site, and no service-linked role, whose destruction takes long. */
const spec = (backend: string, split = "region", floor = "1") =>
  [
    "apiVersion: panorama-compile/v1",
    "name: acme",
    'account: { id: "123456789012", region: us-east-1 }',
    "strictness: account",
    "roles: { serviceLinked: omit }",
    `appliances: [{ name: dock-1, site: seattle, attributes: { floor: "${floor}" } }]`,
    `terraform: { split: ${split}, backend: ${backend} }`,
  ].join("\n");

/** What somebody else's Terraform would have left, had it the lock now. */
const lockOf = (path: string) =>
  JSON.stringify({
    ID: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    Operation: "OperationTypeApply",
    Info: "",
    Who: "somebody@elsewhere",
    Version: "1.11.4",
    Created: "2026-05-31T00:00:00Z",
    Path: path,
  });
const HELD = /Error acquiring the state lock[\s\S]*somebody@elsewhere/;
/** Of an HTTP server's lock Terraform shows only the id. */
const HELD_OVER_HTTP = /Error acquiring the state lock[\s\S]*ID=0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/;

/** The addresses of a state's resources. */
function addressesIn(state: string | undefined): string[] {
  const { resources }: { resources: { mode: string; type: string; name: string }[] } = JSON.parse(
    state ?? '{"resources":[]}',
  );
  return resources
    .filter(({ mode }) => mode === "managed")
    .map(({ type, name }) => `${type}.${name}`)
    .sort();
}

describeWithTerraform("backends, for real", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator.stop());

  const s3 = (args: string[]) => awsCli(emulator, "us-east-1", ["s3api", ...args]);
  const keysInBucket = async () => {
    const { Contents = [] } = (await s3(["list-objects-v2", "--bucket", BUCKET])) as {
      Contents?: { Key: string }[];
    };
    return Contents.map(({ Key }) => Key).sort();
  };

  it("s3: an encrypted object for every stack, locked by the one beside it", async () => {
    await makeBucket(emulator, BUCKET);
    const backend = `{ s3: { bucket: ${BUCKET}, region: us-east-1, prefix: panorama/, kmsKeyId: "${KEY}" } }`;
    const out = await compiled(spec(backend, "site"));
    const workspace = await applied(emulator, out);
    const stacks = ["acme-iam", "acme-us-east-1", "acme-us-east-1-seattle"];
    expect(orderOf(out)).toEqual(stacks);
    expect(await keysInBucket()).toEqual(stacks.map((stack) => `panorama/${stack}`));
    for (const stack of stacks)
      expect(await s3(["head-object", "--bucket", BUCKET, "--key", `panorama/${stack}`])).toMatchObject({
        ServerSideEncryption: "aws:kms",
        SSEKMSKeyId: KEY,
      });

    const site = "acme-us-east-1-seattle";
    const lock = ["--bucket", BUCKET, "--key", `panorama/${site}.tflock`];
    const body = join(workspace.folder, "lock.json");
    await workspace.shell(`cat > ${body} <<'E'\n${lockOf(`${BUCKET}/panorama/${site}`)}\nE`, tmpdir());
    await s3(["put-object", ...lock, "--body", body]);
    await workspace.replaceOutput(await compiled(spec(backend, "site", "2")));
    await expect(workspace.apply(site)).rejects.toThrow(HELD);
    expect(await workspace.plan("acme-iam")).toMatchObject({ changed: false }); // another stack's state isn't held
    await s3(["delete-object", ...lock]);
    await workspace.apply(site);
    expect(
      await awsCli(emulator, "us-east-1", ["iot", "describe-thing", "--thing-name", "panorama-dock-1"]),
    ).toMatchObject({
      attributes: { floor: "2" },
    });
    await destroyed(workspace, out);
    expect(await keysInBucket()).toEqual(stacks.map((stack) => `panorama/${stack}`));
    await workspace.dispose();
  });

  it.each([
    ["plain", "updateMethod: PUT, lock: {}", "LOCK", "PUT", ""],
    ["gitlab", "lock: { suffix: /lock, method: POST, unlockMethod: DELETE }", "POST", "POST", "/lock"],
  ] as const)(
    "http (%s): a state and a lock for every stack",
    async (dialect, lines, lock, update, suffix) => {
      const server = await startStateServer(dialect, CREDENTIALS);
      onTestFinished(() => server.stop());
      const out = await compiled(spec(`{ http: { address: "${server.url}states/", ${lines} } }`));
      expect(JSON.stringify(filesIn(out))).not.toMatch(/edge-team|correct-horse/);

      const stranger = await createWorkspace(emulator, out);
      await expect(stranger.init("acme-iam")).rejects.toThrow("HTTP remote state endpoint requires auth");
      await stranger.dispose();

      const env = {
        ...emulator.env,
        TF_HTTP_USERNAME: CREDENTIALS.username,
        TF_HTTP_PASSWORD: CREDENTIALS.password,
      };
      const workspace = await applied({ ...emulator, env }, out);
      expect([...server.states.keys()].sort()).toEqual(["states/acme-iam", "states/acme-us-east-1"]);
      expect(addressesIn(server.states.get("states/acme-us-east-1"))).toEqual(["aws_iot_thing.dock-1"]);
      expect(addressesIn(server.states.get("states/acme-iam"))).toContain("aws_iam_role.appliance");
      expect(server.requests).toContain(`${update} states/acme-iam`);
      expect(server.requests).toContain(`${lock} states/acme-iam${suffix}`);
      expect([...server.locks]).toEqual([]);

      await lockIsRespected(workspace, server.locks);
      await destroyed(workspace, out);
      expect([...server.states.values()].flatMap(addressesIn)).toEqual([]);
      await workspace.dispose();
    },
  );

  async function lockIsRespected(workspace: Workspace, locks: Map<string, string>): Promise<void> {
    const state = "states/acme-us-east-1";
    locks.set(state, lockOf(state));
    await expect(workspace.apply("acme-us-east-1")).rejects.toThrow(HELD_OVER_HTTP);
    expect(await workspace.plan("acme-iam")).toMatchObject({ changed: false });
    locks.delete(state);
    await workspace.apply("acme-us-east-1");
  }
});

/** The server for the others speaks TLS, and only on Linux Terraform takes its certificate from SSL_CERT_FILE. */
function tls(): Requirement {
  if (process.platform === "linux" && spawnSync("openssl", ["version"]).status === 0)
    return { available: true };
  return { available: false, missing: "no Linux with openssl" };
}

describeWithTerraform(
  "workspaces, for real",
  () => {
    let emulator: Emulator;
    beforeAll(async () => {
      emulator = await startEmulator();
    });
    beforeEach(() => emulator.reset());
    afterAll(() => emulator.stop());

    it.each([
      ["remote", "", undefined],
      ["cloud", ", project: Edge devices", "Edge devices"],
    ] as const)(
      "%s: a workspace for every stack, here with local execution",
      async (backend, more, project) => {
        const server = await startWorkspaceServer("acme", TOKEN);
        onTestFinished(() => server.stop());
        const text = spec(
          `{ ${backend}: { organization: acme, hostname: ${HOST}, prefix: panorama-${more} } }`,
        );
        const out = await compiled(text);
        const env = { ...emulator.env, ...server.env };
        const stranger = await createWorkspace({ ...emulator, env }, out);
        await expect(stranger.init("acme-iam")).rejects.toThrow("Required token could not be found");
        await stranger.dispose();

        const withToken = { ...emulator, env: { ...env, TF_TOKEN_terraform_example_com: TOKEN } };
        const workspace = await applied(withToken, out);
        expect(server.unknown).toEqual([]);
        const [iam, region, ...others] = [...server.workspaces.values()];
        expect(others).toEqual([]);
        expect(iam).toMatchObject({ name: "panorama-acme-iam", project, locked: false });
        expect(region).toMatchObject({ name: "panorama-acme-us-east-1", project, locked: false });
        expect(addressesIn(region?.state)).toEqual(["aws_iot_thing.dock-1"]);
        expect(addressesIn(iam?.state)).toContain("aws_iam_role.appliance");

        for (const one of server.workspaces.values()) one.locked = one === region;
        await expect(workspace.apply("acme-us-east-1")).rejects.toThrow(
          /Error acquiring the state lock[\s\S]*already locked/,
        );
        expect(await workspace.plan("acme-iam")).toMatchObject({ changed: false });
        for (const one of server.workspaces.values()) one.locked = false;
        await destroyed(workspace, out);
        expect([...server.workspaces.values()].flatMap(({ state }) => addressesIn(state))).toEqual([]);
        await workspace.dispose();
      },
    );
  },
  tls(),
);
