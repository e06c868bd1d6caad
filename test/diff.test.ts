import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../src/compiler/diff/terraform";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";
import { expectGolden, stepCases, stepSettings } from "./support/steps";

const FIXTURES = join(import.meta.dirname, "../fixtures");

/** Runs diff in a folder, on the day of the fixtures. */
const diff = (cwd: string, ...argv: string[]) => runIn(cwd, ["diff", ...argv]);

// Every step of fixtures/step, between its two specs. What Terraform really planned is plan.txt's.
describe("fixtures/step: what diff says of them", () => {
  it.each(stepCases())("%s", async (name) => {
    const folder = join(FIXTURES, "step", name);
    const { today = "2026-11-23" } = stepSettings(name);
    const { code, out, err } = await diff(folder, "before/spec.yaml", "after/spec.yaml", "--today", today);
    expectGolden(name, "diff.txt", `${out}${err}exit ${code}\n`);
  });

  const planned = stepCases().filter((name) => "plan.txt" in filesIn(join(FIXTURES, "step", name)));

  it.each(planned)("%s: what it says of resources is what Terraform planned", async (name) => {
    const folder = join(FIXTURES, "step", name);
    const { out } = await diff(folder, "before/spec.yaml", "after/spec.yaml", "--format", "json");
    const changes: ResourceChange[] = JSON.parse(out).terraform.resources;
    const plan = readFileSync(join(folder, "plan.txt"), "utf8");
    const lines = plan.split("\n").filter((line) => /^ {2}(?!nothing$)(?!\w+ output\.)/.test(line));
    expect(changes.map(planLine).sort()).toEqual(lines.map((line) => line.trim()).sort());
  });
});

const WORDS = {
  added: "create",
  changed: "update",
  forgotten: "forget",
  imported: "import",
  moved: "move",
  removed: "delete",
  replaced: "replace",
  restacked: "state mv",
} as const;

function planLine({ action, address, from, arguments: names, forcing }: ResourceChange): string {
  const place = from === undefined ? address : `${from.address} → ${address}`;
  const others = action === "replaced" ? [] : names.filter((one) => !forcing.includes(one));
  return `${WORDS[action]} ${place}${others.length > 0 ? `: ${others.join(", ")}` : ""}`;
}

const spec = (more: string) => `apiVersion: panorama-compile/v1
name: acme
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
${more}
`;
const DOCK = "{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }";

async function between(before: string, after: string, ...argv: string[]) {
  const folder = temporaryFolder();
  writeFile(join(folder, "old.yaml"), spec(before));
  writeFile(join(folder, "new.yaml"), spec(after));
  return diff(folder, "old.yaml", "new.yaml", ...argv);
}

async function dataOf(before: string, after: string) {
  const { out, err } = await between(before, after, "--format", "json");
  expect(err).toBe("");
  return JSON.parse(out);
}

/** Each subject that is not the same, and how. */
const relations = (data: { security: { subject: string; relation: string }[] }) =>
  data.security.filter(({ relation }) => relation !== "same").map((one) => `${one.subject}: ${one.relation}`);

const TRUST = "trust policy of AWSPanoramaApplianceServiceRole";
const PERMISSIONS = "permissions of AWSPanoramaApplianceServiceRole";

describe("security", () => {
  const rungs = ["service", "account", "region", "device"];
  const base = (rung: string) =>
    `strictness: ${rung}\nroles: { appliance: { permissions: scoped, readSecrets: false } }\nappliances: [${DOCK}]`;
  const pairs = rungs.flatMap((a) => rungs.map((b) => [a, b] as const));

  it.each(pairs)("the trust of %s against that of %s", async (before, after) => {
    const step = rungs.indexOf(after) - rungs.indexOf(before);
    const expected = step === 0 ? [] : [`${TRUST}: ${step > 0 ? "narrower" : "wider"}`];
    expect(relations(await dataOf(base(before), base(after)))).toEqual(expected);
  });

  it("names a request that is allowed now and was not", async () => {
    const { security } = await dataOf(base("account"), base("service"));
    expect(security[0].reasons[0].gained).toEqual({
      text: "now allowed: panorama.amazonaws.com asking for sts:AssumeRole, with aws:SourceAccount 999999999999",
      request: {
        caller: "panorama.amazonaws.com",
        action: "sts:AssumeRole",
        resource: "",
        context: { "aws:SourceAccount": "999999999999" },
      },
      before: "silent",
      after: "allowed",
    });
  });

  it.each([
    ["account", "service", "aws:SourceAccount 999999999999"],
    ["region", "service", "aws:SourceAccount 999999999999"],
    ["device", "service", "aws:SourceAccount 999999999999"],
    ["device", "account", "aws:SourceAccount 123456789012 and aws:SourceArn arn:aws:panorama:eu-central-1:"],
    ["region", "account", "aws:SourceAccount 123456789012 and aws:SourceArn arn:aws:panorama:eu-central-1:"],
    [
      "device",
      "region",
      "aws:SourceAccount 123456789012 and aws:SourceArn arn:aws:panorama:us-east-1:123456789012:device/device-any",
    ],
  ])("from %s to %s, the request comes from as far as it may", async (before, after, context) => {
    const { security } = await dataOf(base(before), base(after));
    expect(security[0].reasons[0].gained.text).toContain(`with ${context}`);
  });

  it("names all that was written into a policy, and taken out of it", async () => {
    const spec = (names: string, secrets: string) =>
      `strictness: device\nappliances: [${names.split(" ").map((id) => `{ name: ${id}, deviceId: device-${id}7exmplpvcr3heqwjmesw76k }`)}]\nsecrets: [${secrets}]`;
    const { security } = await dataOf(
      spec("aaa bbb", "{ name: panorama/a }"),
      spec("bbb ccc ddd", "{ name: panorama/b }, { name: panorama/c }"),
    );
    const edits = security.flatMap(({ reasons }: { reasons: { edits?: string[] }[] }) =>
      reasons.flatMap(({ edits = [] }) => edits),
    );
    const device = (id: string) =>
      `statement 1: condition ArnLike aws:SourceArn arn:aws:panorama:us-east-1:123456789012:device/device-${id}7exmplpvcr3heqwjmesw76k`;
    const secret = (name: string) =>
      `DeclaredSecrets: resource arn:aws:secretsmanager:us-east-1:123456789012:secret:panorama/${name}-??????`;
    expect(edits).toEqual([
      `+ ${device("ccc")}`,
      `+ ${device("ddd")}`,
      `- ${device("aaa")}`,
      `+ ${secret("b")}`,
      `+ ${secret("c")}`,
      `- ${secret("a")}`,
    ]);
  });

  it("tells of a whole statement in one line", async () => {
    const { security } = await dataOf(
      base("region"),
      `${base("region").replace(", readSecrets: false", "")}\nsecrets: [{ name: panorama/a }]`,
    );
    expect(security[0].reasons[0].edits).toEqual([
      "+ DeclaredSecrets: Allow secretsmanager:DescribeSecret and secretsmanager:GetSecretValue on arn:aws:secretsmanager:us-east-1:123456789012:secret:panorama/a-??????",
    ]);
  });

  it("says who has a role's permissions by the subject alone", async () => {
    const { security } = await dataOf(
      base("region"),
      `${base("region").replace(", readSecrets: false", "")}\nsecrets: [{ name: panorama/a }]`,
    );
    expect(security[0].reasons[0].gained.request).not.toHaveProperty("caller");
  });

  it("another device in its place is neither wider nor narrower", async () => {
    const other = DOCK.replace("lk7", "aaa");
    const data = await dataOf(base("device"), base("device").replace(DOCK, other));
    expect(relations(data)).toEqual([`${TRUST}: incomparable`]);
    expect(data.security[0].reasons[0].gained.text).toContain("device-aaaexmplpvcr3heqwjmesw76ky");
    expect(data.security[0].reasons[0].lost.text).toContain("device-lk7exmplpvcr3heqwjmesw76ky");
  });

  it.each([
    ["permissions: managed", "permissions: scoped", "narrower"],
    ["permissions: scoped", "permissions: managed", "wider"],
  ])("%s, then %s", async (before, after, relation) => {
    const role = (permissions: string) =>
      `strictness: region\nroles: { appliance: { ${permissions} } }\nappliances: [${DOCK}]`;
    expect(relations(await dataOf(role(before), role(after)))).toEqual([`${PERMISSIONS}: ${relation}`]);
  });

  it.each([
    ["", "permissionsBoundary: arn:aws:iam::123456789012:policy/a", "narrower"],
    ["permissionsBoundary: arn:aws:iam::123456789012:policy/a", "", "wider"],
    [
      "permissionsBoundary: arn:aws:iam::123456789012:policy/a",
      "permissionsBoundary: arn:aws:iam::123456789012:policy/b",
      "incomparable",
    ],
  ])("a boundary: %s, then %s", async (before, after, relation) => {
    const role = (boundary: string) =>
      `strictness: region\nroles: { appliance: { ${boundary} } }\nappliances: [${DOCK}]`;
    expect(relations(await dataOf(role(before), role(after)))).toEqual([`${PERMISSIONS}: ${relation}`]);
  });

  it("an adopted role's boundary that the spec leaves out is the one that it has", async () => {
    const role = (more: string) =>
      `strictness: region\nroles: { appliance: { source: import, path: /x/${more} } }\nappliances: [${DOCK}]`;
    const boundary = ", permissionsBoundary: arn:aws:iam::123456789012:policy/a";
    expect(relations(await dataOf(role(boundary), role("")))).toEqual([]);
    expect(relations(await dataOf(role(""), role(boundary)))).toEqual([`${PERMISSIONS}: incomparable`]);
  });

  const storage = (point: string, rung = "account") =>
    `strictness: ${rung}\nroles: { appliance: { permissions: managed, readSecrets: false } }\nappliances: [${DOCK}]\nbuckets: [{ name: acme-nodepackage-store-1 }, { name: acme-nodepackage-store-2 }]\naccessPoints: [{ name: panorama-models, bucket: acme-nodepackage-store-1${point} }]`;
  it.each([
    ["", ", prefix: models/", "narrower"],
    [", prefix: models/", "", "wider"],
    [", prefix: models/", ", prefix: models/people/", "narrower"],
    [", prefix: models/", ", prefix: videos/", "incomparable"],
    ["", ", vpcId: vpc-0abc1234def567890", "narrower"],
    [", vpcId: vpc-0abc1234def567890", "", "wider"],
    [", vpcId: vpc-0abc1234def567890", ", vpcId: vpc-1abc1234def567890", "incomparable"],
  ])("an access point with%s, then%s", async (before, after, relation) => {
    expect(relations(await dataOf(storage(before), storage(after)))).toEqual([
      `access point panorama-models in us-east-1: ${relation}`,
    ]);
  });

  it("an access point on another bucket reads other objects", async () => {
    const other = storage("").replace("bucket: acme-nodepackage-store-1", "bucket: acme-nodepackage-store-2");
    const data = await dataOf(storage(""), other);
    expect(relations(data)).toEqual(["access point panorama-models in us-east-1: incomparable"]);
    expect(data.security[0].reasons[0].text).toContain("bucket");
  });

  it("other accounts, kept out from strictness account up", async () => {
    const data = await dataOf(storage("", "account"), storage("", "service"));
    expect(relations(data)).toEqual([`${TRUST}: wider`, "access point panorama-models in us-east-1: wider"]);
    expect(data.security[1].reasons[0].gained.text).toMatch(/^no longer denied: arn:aws:iam::999999999999:/);
  });

  const certified = (status: string, rung: string) =>
    `strictness: ${rung}\nroles: { appliance: { permissions: scoped } }\nappliances: [{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"${status} } }]`;
  it("an IoT policy for the own thing alone, and one for all things", async () => {
    const subject = "IoT policy panorama-us-east-1-appliance in us-east-1";
    const narrow = await dataOf(certified("", "region"), certified("", "device"));
    expect(relations(narrow)).toEqual([`${TRUST}: narrower`, `${subject}: narrower`]);
    const wide = await dataOf(certified("", "device"), certified("", "region"));
    expect(relations(wide)).toEqual([`${TRUST}: wider`, `${subject}: wider`]);
  });

  it.each([
    ["", ", status: inactive", "narrower", "inactive now; it had"],
    [", status: inactive", ", status: active", "wider", "active now; it has"],
    ["", ", status: active", "incomparable", "it is set active: what it was is not known here"],
    // What applying does not set stays as it is.
    [", status: active", "", "same", ""],
    [", status: inactive", "", "same", ""],
  ])("a certificate%s, then%s: %s", async (before, after, relation, text) => {
    const data = await dataOf(certified(before, "region"), certified(after, "region"));
    const found = data.security.find(({ kind }: { kind: string }) => kind === "certificate");
    expect(found.relation).toBe(relation);
    if (text !== "") expect(found.reasons[0].text).toContain(text);
  });

  it("a secret more is one more that the role may read", async () => {
    const secrets = (names: string) => `strictness: region\nappliances: [${DOCK}]\nsecrets: [${names}]`;
    const data = await dataOf(
      secrets("{ name: panorama/a }"),
      secrets("{ name: panorama/a }, { name: panorama/b }"),
    );
    expect(relations(data)).toEqual([`${PERMISSIONS}: wider`]);
    expect(data.security[0].reasons[0].gained.request.resource).toMatch(/:secret:panorama\/b-.{6}$/);
  });

  it("what is adopted was there before, and nobody here knows how", async () => {
    const { out } = await runIn(FIXTURES, ["diff", "/dev/null", "ok/adopt/spec.yaml", "--format", "json"]);
    const adopted = JSON.parse(out).security.filter(
      ({ relation }: { relation: string }) => relation === "incomparable",
    );
    expect(adopted.length).toBeGreaterThan(3);
    for (const { reasons } of adopted) expect(reasons[0].text).toContain("it is adopted");
  });

  it("everything is wider than nothing, and nothing narrower than everything", async () => {
    const wide = await runIn(FIXTURES, ["diff", "/dev/null", "ok/warehouse/spec.yaml", "--format", "json"]);
    expect(JSON.parse(wide.out)).toMatchObject({ relation: "wider" });
    const narrow = await runIn(FIXTURES, ["diff", "ok/warehouse/spec.yaml", "/dev/null", "--format", "json"]);
    expect(JSON.parse(narrow.out)).toMatchObject({ relation: "narrower" });
  });
});

describe("Terraform", () => {
  const actions = (data: { terraform: { resources: ResourceChange[] } }) =>
    data.terraform.resources.map(({ action, address, stack }) => `${action} ${address} in ${stack}`);

  it("tells what has another stack from what comes and goes", async () => {
    const at = (site: string) =>
      `strictness: account\nappliances: [{ name: dock-1, site: ${site} }]\nterraform: { split: site }`;
    const data = await dataOf(at("seattle"), at("tacoma"));
    expect(actions(data)).toEqual(["restacked aws_iot_thing.dock-1 in acme-us-east-1-tacoma"]);
    expect(data.terraform.resources[0].from).toEqual({
      stack: "acme-us-east-1-seattle",
      address: "aws_iot_thing.dock-1",
    });
    expect(
      data.terraform.stacks.map(
        ({ stack, status }: { stack: string; status: string }) => `${stack} ${status}`,
      ),
    ).toEqual(["acme-us-east-1-seattle gone", "acme-us-east-1-tacoma new"]);
  });

  it("knows which arguments force a replacement, and what follows from one", async () => {
    const role = (path: string) =>
      `strictness: account\nroles: { appliance: { path: ${path} } }\nappliances: [{ name: dock-1 }]`;
    const data = await dataOf(role("/service-role/"), role("/edge/"));
    expect(data.terraform.resources).toEqual([
      {
        action: "replaced",
        stack: "acme-iam",
        address: "aws_iam_role.appliance",
        arguments: ["path"],
        forcing: ["path"],
      },
    ]);
    const named = (thing: string) =>
      `strictness: account\nappliances: [{ name: dock-1, thingName: ${thing}, certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752" } }]`;
    expect(actions(await dataOf(named("panorama-a"), named("panorama-b")))).toEqual([
      "replaced aws_iot_thing.dock-1 in acme-us-east-1",
      "replaced aws_iot_thing_principal_attachment.dock-1 in acme-us-east-1",
    ]);
  });

  it("tells of tags, backends and versions", async () => {
    const of = (tags: string, backend: string) =>
      `strictness: account\ntags: { owner: ${tags} }\nterraform: { backend: ${backend} }`;
    const data = await dataOf(
      of("a", "{ local: {} }"),
      of("b", "{ s3: { bucket: acme-tfstate, region: us-east-1 } }"),
    );
    expect(actions(data)).toEqual([
      "changed aws_iam_role.appliance in acme-iam",
      "changed aws_iam_service_linked_role.panorama in acme-iam",
    ]);
    expect(data.terraform.resources[0].arguments).toEqual(["tags_all"]);
    expect(data.terraform.stacks[0]).toEqual({
      stack: "acme-iam",
      account: "123456789012",
      status: "kept",
      settings: ["backend", "required_version"],
      interface: [],
    });
  });

  it("another account's stacks are others", async () => {
    const folder = temporaryFolder();
    writeFile(join(folder, "a.yaml"), spec("strictness: account"));
    writeFile(join(folder, "b.yaml"), spec("strictness: account").replace("123456789012", "210987654321"));
    const { out } = await diff(folder, "a.yaml", "b.yaml", "--format", "json");
    const data = JSON.parse(out);
    expect(new Set(data.terraform.resources.map(({ action }: ResourceChange) => action))).toEqual(
      new Set(["added", "removed"]),
    );
    expect(data.relation).toBe("incomparable");
    const pretty = await diff(folder, "a.yaml", "b.yaml");
    expect(pretty.out).toContain("acme-iam: in account 123456789012 the stack goes");
    expect(pretty.out).toMatch(/acme-iam: .*; in account 210987654321 new stack/);
    expect(pretty.out).toContain("trust policy of AWSPanoramaApplianceServiceRole of account 210987654321");
  });
});

describe("the sides", () => {
  const copied = (name: string) => {
    const folder = temporaryFolder();
    cpSync(join(FIXTURES, "ok", name), folder, { recursive: true });
    return folder;
  };

  it("may be an output folder and the spec that it is of", async () => {
    for (const name of [
      "warehouse",
      "everything",
      "jobs",
      "adopt",
      "secrets",
      "storage",
      "retired",
      "quarantined",
    ]) {
      const { code, out, err } = await diff(copied(name), "expected", "spec.yaml", "--format", "json");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      const { relation, terraform } = JSON.parse(out);
      expect({ name, relation, terraform }).toEqual({
        name,
        relation: "same",
        terraform: { stacks: [], resources: [] },
      });
    }
  });

  it("an output folder's other documents are left out where the other side is a spec", async () => {
    const folder = copied("minimal");
    await runIn(folder, ["spec.yaml", "--out", "out", "--quiet"]);
    writeFile(
      join(folder, "other.yaml"),
      spec("strictness: account").replace("123456789012", "210987654321"),
    );
    await runIn(folder, ["other.yaml", "--out", "out", "--quiet"]);
    const { out } = await diff(folder, "out", "other.yaml");
    expect(out).toContain("Terraform: no resource changes");
  });

  it.each(["out/stacks", "out/stacks/spec-iam", "out/stacks/spec-iam/cdk.tf.json", "out/manifest.json"])(
    "%s is a part of one",
    async (part) => {
      const folder = copied("minimal");
      await runIn(folder, ["spec.yaml", "--out", "out", "--quiet"]);
      const { code, err } = await diff(folder, part, "spec.yaml");
      expect({ code, err }).toEqual({
        code: 2,
        err: `${part} is a part of an output folder; name the folder itself: out\nTry: panorama-compile --help\n`,
      });
    },
  );

  it("REV:PATH may be meant as Git's", async () => {
    const { code, err } = await diff(FIXTURES, "main:spec.yaml", "ok/minimal/spec.yaml");
    expect({ code, err }).toEqual({
      code: 3,
      err: "can't read main:spec.yaml: no such file or folder; did you mean git:main:spec.yaml?\n",
    });
  });

  it("an output without its manifest is not whole", async () => {
    const folder = copied("minimal");
    await runIn(folder, ["spec.yaml", "--out", "out", "--quiet"]);
    rmSync(join(folder, "out/manifest.json"));
    expect(await diff(folder, "out", "spec.yaml")).toMatchObject({
      code: 3,
      err: "out has stacks/spec-eu-west-1/cdk.tf.json, but no manifest.json, which tells what else is to be there; compile again\n",
    });
  });

  it("a plan is none, and is told where it belongs", async () => {
    const { code, err } = await diff(FIXTURES, "plans/edit-iam.json", "ok/minimal/spec.yaml");
    expect({ code, err }).toEqual({
      code: 2,
      err: "plans/edit-iam.json is what terraform show -json prints; panorama-compile plan-report takes plans\nTry: panorama-compile --help\n",
    });
  });

  it("what a folder has besides specs is named, unless --quiet asks for no talk", async () => {
    const folder = copied("minimal");
    writeFile(join(folder, "specs/spec.yaml"), spec("strictness: account"));
    writeFile(join(folder, "specs/values.yaml"), "a: 1\n");
    const told = await diff(folder, "specs", "specs/spec.yaml");
    expect(told).toMatchObject({
      code: 0,
      err: "skipped  specs/values.yaml: it has no apiVersion: panorama-compile/v1\n",
    });
    expect(await diff(folder, "specs", "specs/spec.yaml", "--quiet")).toMatchObject({ code: 0, err: "" });
  });

  it("standard input is one of them", async () => {
    const text = spec("strictness: account");
    const folder = temporaryFolder();
    writeFile(join(folder, "acme.yaml"), text);
    const { code, out } = await runIn(folder, ["diff", "acme.yaml", "-"], { input: text });
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("Security: same") });
    const both = await runIn(folder, ["diff", "-", "-"], { input: text });
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining("only one of OLD and NEW") });
  });

  it.each([
    [[], "diff takes two: OLD and NEW, not 0"],
    [["a.yaml"], "diff takes two: OLD and NEW, not 1"],
    [["a.yaml", "b.yaml", "c.yaml"], "diff takes two: OLD and NEW, not 3"],
    [["a.yaml", "b.yaml", "--format", "sarif"], "--format takes pretty, json, markdown or github"],
    [["git:main", "b.yaml"], "git:REV:PATH does"],
    [["git::x.yaml", "b.yaml"], "names no commit"],
    [["", "b.yaml"], "one of OLD and NEW is empty; /dev/null stands for nothing"],
    [["git:main:", "b.yaml"], "names no file"],
  ])("%j is no comparison", async (argv, message) => {
    const { code, out, err } = await diff(temporaryFolder(), ...argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
  });

  it("says what is wrong with a spec, and of which side", async () => {
    const { code, out, err } = await between("strictness: acount", "strictness: account");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("old.yaml:4:13 error");
    expect(err).toContain("old.yaml can't be compiled: 1 error");
  });

  it("what was overdue before is compared, what is now is refused", async () => {
    const overdue = `strictness: device\nappliances: [{ ${DOCK.slice(2, -2)}, state: reprovisioning, until: 2026-11-01 }]`;
    const done = `strictness: device\nappliances: [${DOCK}]`;
    expect(await between(overdue, done)).toMatchObject({
      code: 0,
      out: expect.stringContaining("Security: narrower"),
    });
    expect(await between(done, overdue)).toMatchObject({
      code: 1,
      err: expect.stringContaining("reprovisioning-overdue"),
    });
  });

  it.each([
    [
      "a manifest of somebody else",
      "manifest.json",
      () => "{}",
      "expected/manifest.json is none that panorama-compile wrote",
    ],
    [
      "a stack that is not there",
      "stacks/spec-iam/cdk.tf.json",
      () => undefined,
      "is not there, though manifest.json names it",
    ],
    [
      "a stack that is no JSON",
      "stacks/spec-iam/cdk.tf.json",
      () => "{",
      "is no stack that panorama-compile wrote",
    ],
  ])("%s ends in words", async (_, path, textOf, message) => {
    const folder = copied("minimal");
    const files = filesIn(join(folder, "expected"));
    const bad = temporaryFolder();
    for (const [name, text] of Object.entries(files)) {
      const altered = name === path ? textOf() : text;
      if (altered !== undefined) writeFile(join(bad, "expected", name), altered);
    }
    const { code, out, err } = await diff(bad, "expected", "expected");
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain(message);
  });
});
