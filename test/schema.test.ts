import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { strictAjv } from "../scripts/validator.mjs";
import { filesIn, temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

interface Node {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly patternProperties?: Readonly<Record<string, Node>>;
  readonly propertyNames?: Node;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly "x-expected"?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
}

const schema: Node = JSON.parse(
  readFileSync(join(import.meta.dirname, "../schema/panorama-spec.schema.json"), "utf8"),
);

const follow = (node: Node): Node => ({ ...schema.$defs?.[node.$ref?.split("/").pop() ?? ""], ...node });

/** Every node of the schema by the path of its keys; `*` for a map's values, `[]` for a list's items. */
function* nodes(node: Node, path: string): Generator<[string, Node]> {
  const here = follow(node);
  yield [path, here];
  for (const [key, child] of Object.entries(here.properties ?? {}))
    yield* nodes(child, path === "" ? key : `${path}.${key}`);
  if (typeof here.additionalProperties === "object") yield* nodes(here.additionalProperties, `${path}.*`);
  if (here.items) yield* nodes(here.items, `${path}[]`);
}

const all = [...nodes(schema, "")];
/** Where values stand: scalars, and mappings of whatever the user likes. */
const leaves = all
  .filter(([, node]) => (node.type === "object" ? node.additionalProperties === true : node.type !== "array"))
  .map(([path]) => path);

describe("the schema", () => {
  it("is one that ajv takes in strict mode", () => {
    expect(() => strictAjv().compile(schema)).not.toThrow();
  });

  it.each(all)(
    "%s is described and closed, and takes x- keys where it is a mapping of fields",
    (path, node) => {
      expect(node.description ?? "", path).toMatch(/^[A-Z`].{15,}[.`)]$|^[A-Z`][\s\S]{15,}/);
      if (node.type !== "object") return;
      expect(node.additionalProperties, path).toBeDefined();
      if (node.additionalProperties === false)
        expect(Object.keys(node.patternProperties ?? {})).toEqual(["^x-"]);
    },
  );

  it("says in words what each pattern wants", () => {
    const patterned = all.flatMap(([path, node]) => [
      [path, node] as const,
      [`${path} names`, node.propertyNames ?? {}] as const,
    ]);
    const silent = patterned.filter(
      ([, node]) => node.pattern !== undefined && node["x-expected"] === undefined,
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it("says of what type a choice is, so that the words about a choice are about a text or a truth value", () => {
    const choices = all.filter(([, node]) => node.enum !== undefined || node.const !== undefined);
    expect(choices.length).toBeGreaterThan(10);
    expect(choices.filter(([, { type }]) => !["string", "boolean"].includes(String(type)))).toEqual([]);
  });

  it("has examples that it accepts itself", () => {
    const ajv = strictAjv();
    ajv.addSchema(schema, "spec");
    let count = 0;
    const check = (node: Node, pointer: string): void => {
      for (const example of node.examples ?? []) {
        count++;
        const validate = ajv.compile({ $ref: `spec#${pointer}` });
        expect(
          validate(example),
          `${pointer}: ${JSON.stringify(example)} ${JSON.stringify(validate.errors)}`,
        ).toBe(true);
      }
      for (const [key, child] of Object.entries(node.properties ?? {}))
        check(child, `${pointer}/properties/${key}`);
      if (node.items) check(node.items, `${pointer}/items`);
    };
    check(schema, "");
    for (const [name, node] of Object.entries(schema.$defs ?? {})) check(node, `/$defs/${name}`);
    expect(count).toBeGreaterThan(20);
  });
});

// Nothing ignored: each field, changed alone, changes the output or brings a finding. A new field needs a row here.
const BASE = `apiVersion: panorama-compile/v1
name: base
account: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }
strictness: device
lifecycle: active
roles: { serviceLinked: create, appliance: { source: create, path: /service-role/, permissions: managed, readSecrets: true, permissionsBoundary: "arn:aws:iam::111111111111:policy/a", overflow: refuse, trustPolicyQuota: 2048 } }
appliances:
  - { name: dock, thingName: panorama-d, state: active, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, attributes: { floor: "2" }, thingType: type, certificate: { arn: "arn:aws:iot:us-east-1:111111111111:cert/${"a".repeat(64)}", status: active } }
  - { name: gate, deviceId: device-aaaexmplpvcr3heqwjmesw76ky, region: us-west-2, site: north, certificate: { csr: gate.pem } }
buckets:
  - { name: a-nodepackage-store-1, source: create, region: us-east-1 }
  - { name: b-nodepackage-store-1, source: existing, region: us-west-2 }
accessPoints:
  - { name: panorama-a, source: create, bucket: a-nodepackage-store-1, region: us-east-1, prefix: m/, vpcId: vpc-0abc1234def567890 }
  - { name: panorama-b, bucket: b-nodepackage-store-1 }
secrets:
  - { name: panorama/a, source: create, region: us-east-1, description: cameras, kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab", recoveryWindowDays: 30, value: variable, valueVersion: 1 }
jobs:
  - { name: all, region: us-east-1, description: Reboot, document: { operation: reboot }, targets: { all: true }, run: once }
  - { name: some, document: { operation: x }, targets: { appliances: [dock] }, run: once }
  - { name: north, region: us-west-2, document: { operation: x }, targets: { sites: [north] }, run: once }
terraform: { backend: { s3: { bucket: states, region: us-east-1, prefix: p/, kmsKeyId: "arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-96ef-1234567890ab" } }, split: site, provider: "~> 5.100" }
tags: { owner: a }
`;

/** The base with another backend. */
const withBackend = (backend: string) =>
  BASE.replace(/backend: \{ s3: .*? \} \}, split/, `backend: ${backend}, split`);
const HTTP = withBackend(
  "{ http: { address: https://state.example.com/, updateMethod: POST, lock: { suffix: /lock, method: POST, unlockMethod: DELETE } } }",
);
const REMOTE = withBackend("{ remote: { organization: acme, hostname: tf.example.com, prefix: p- } }");
const CLOUD = withBackend(
  "{ cloud: { organization: acme, hostname: tf.example.com, project: edge, prefix: p- } }",
);

/** Without the warning that it brings on strictness device. */
const REPROVISIONING = `apiVersion: panorama-compile/v1
name: base
account: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }
strictness: region
appliances: [{ name: dock, state: reprovisioning, until: 2026-12-15 }]
`;

/** Expectations that hold. */
const EXPECTING = `apiVersion: panorama-compile/v1
name: base
account: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }
strictness: account
expect:
  - allow: { role: appliance, principal: panorama.amazonaws.com, context: { "aws:SourceAccount": "111111111111" } }
  - deny: { role: appliance, principal: ec2.amazonaws.com, context: { "aws:SourceAccount": "111111111111" } }
  - allow: { role: appliance, action: "logs:CreateLogGroup", resource: "arn:aws:logs:us-east-1:1:log-group:/aws/panorama/devices/x", context: { "aws:PrincipalTag/a": b } }
  - deny: { role: appliance, action: "s3:GetObject", resource: "arn:aws:s3:us-east-1:111111111111:accesspoint/panorama-a", context: { "s3:DataAccessPointArn": "arn:aws:s3:us-east-1:111111111111:accesspoint/other" } }
`;

/** Every kind of tombstone, and a rename. */
const RETIRED = `apiVersion: panorama-compile/v1
name: base
account: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }
strictness: account
appliances: [{ name: dock, renamedFrom: dock-0, thingName: panorama-dock-0 }]
retired:
  - { appliance: gate, region: us-west-2, site: north, disposition: forget }
  - { thingType: type, disposition: forget }
  - { bucket: a-nodepackage-store-1, disposition: forget }
  - { accessPoint: panorama-a, disposition: forget }
  - { secret: panorama/a, disposition: forget }
  - { job: reboot, disposition: forget }
terraform: { split: site }
`;

/** What is there already. */
const ADOPTED = `apiVersion: panorama-compile/v1
name: base
account: { id: "111111111111", region: us-east-1, endOfSupport: acknowledged }
strictness: account
appliances:
  - { name: dock, source: import, thingType: type, certificate: { arn: "arn:aws:iot:us-east-1:111111111111:cert/${"a".repeat(64)}" } }
  - { name: gate, region: us-west-2, thingType: type, certificate: { arn: "arn:aws:iot:us-west-2:111111111111:cert/${"b".repeat(64)}" } }
thingTypes: [{ name: type, region: us-west-2, source: import }]
iotPolicies: [{ region: us-east-1, source: import }]
buckets: [{ name: a-nodepackage-store-1, source: import, policy: import }]
accessPoints: [{ name: panorama-a, source: import, policy: create, bucket: a-nodepackage-store-1 }]
secrets: [{ name: panorama/a, source: import, arn: "arn:aws:secretsmanager:us-east-1:111111111111:secret:panorama/a-AbCdEf" }]
`;

const CHANGES: Readonly<Record<string, readonly [from: string, to: string, base?: string]>> = {
  apiVersion: ["panorama-compile/v1", "panorama-compile/v2"],
  name: ["name: base", "name: other"],
  "account.id": ['id: "111111111111"', 'id: "222222222222"'],
  "account.region": ["region: us-east-1, endOf", "region: us-west-2, endOf"],
  "account.endOfSupport": ["endOfSupport: acknowledged", "endOfSupport: known"],
  strictness: ["strictness: device", "strictness: region"],
  lifecycle: ["lifecycle: active", "lifecycle: quarantined"],
  "roles.serviceLinked": ["serviceLinked: create", "serviceLinked: omit"],
  "roles.appliance.source": ["source: create", "source: import"],
  "roles.appliance.path": ["path: /service-role/", "path: /"],
  "roles.appliance.permissions": ["permissions: managed", "permissions: scoped"],
  "roles.appliance.readSecrets": ["readSecrets: true", "readSecrets: false"],
  "roles.appliance.permissionsBoundary": ["policy/a", "policy/b"],
  "roles.appliance.overflow": ["overflow: refuse", "overflow: regions"],
  "roles.appliance.trustPolicyQuota": ["trustPolicyQuota: 2048", "trustPolicyQuota: 4096"],
  "appliances[].name": ["name: dock", "name: dock2"],
  "appliances[].thingName": ["panorama-d,", "panorama-e,"],
  "appliances[].source": ["name: dock, source: import", "name: dock, source: create", ADOPTED],
  "appliances[].state": ["state: active", "state: retired"],
  "appliances[].until": ["2026-12-15", "2026-11-22", REPROVISIONING],
  "appliances[].deviceId": ["lk7e", "lk6e"],
  "appliances[].region": ["region: us-west-2, site", "region: eu-west-1, site"],
  "appliances[].site": ["site: north", "site: south"],
  "appliances[].attributes.*": ['floor: "2"', 'floor: "3"'],
  "appliances[].thingType": ["thingType: type", "thingType: other"],
  "appliances[].certificate.csr": ["gate.pem", "other.pem"],
  "appliances[].certificate.arn": ["cert/a", "cert/b"],
  "appliances[].certificate.status": ["status: active", "status: inactive"],
  "appliances[].renamedFrom": ["renamedFrom: dock-0", "renamedFrom: dock-1", RETIRED],
  "expect[].allow.role": ["allow: { role: appliance", "allow: { role: service", EXPECTING],
  "expect[].allow.principal": ["principal: panorama", "principal: iot", EXPECTING],
  "expect[].allow.action": ["logs:CreateLogGroup", "logs:DeleteLogGroup", EXPECTING],
  "expect[].allow.resource": ["/aws/panorama/devices/x", "/aws/iot/devices/x", EXPECTING],
  "expect[].allow.context.*": ['"111111111111" } }', '"222222222222" } }', EXPECTING],
  "expect[].deny.role": ["deny: { role: appliance", "deny: { role: service", EXPECTING],
  "expect[].deny.principal": ["principal: ec2", "principal: panorama", EXPECTING],
  "expect[].deny.action": ['action: "s3:GetObject"', 'action: "logs:*"', EXPECTING],
  "expect[].deny.resource": ['resource: "arn:aws:s3', 'resource: "arn:aws:s?', EXPECTING],
  "expect[].deny.context.*": ["accesspoint/other", "accesspoint/panorama-b", EXPECTING],
  "retired[].appliance": ["appliance: gate", "appliance: yard", RETIRED],
  "retired[].thingType": ["thingType: type", "thingType: other", RETIRED],
  "retired[].bucket": ["bucket: a-node", "bucket: b-node", RETIRED],
  "retired[].accessPoint": ["accessPoint: panorama-a", "accessPoint: panorama-b", RETIRED],
  "retired[].secret": ["secret: panorama/a", "secret: panorama/b", RETIRED],
  "retired[].job": ["job: reboot", "job: restart", RETIRED],
  "retired[].region": ["region: us-west-2", "region: eu-west-1", RETIRED],
  "retired[].site": ["site: north", "site: south", RETIRED],
  "retired[].disposition": [
    "gate, region: us-west-2, site: north, disposition: forget",
    "gate, region: us-west-2, site: north, disposition: destroy",
    RETIRED,
  ],
  "thingTypes[].name": ["{ name: type, region", "{ name: other, region", ADOPTED],
  "thingTypes[].region": ["type, region: us-west-2, source", "type, region: us-east-1, source", ADOPTED],
  "thingTypes[].source": ["us-west-2, source: import", "us-west-2, source: create", ADOPTED],
  "iotPolicies[].region": ["[{ region: us-east-1", "[{ region: us-west-2", ADOPTED],
  "iotPolicies[].source": ["us-east-1, source: import", "us-east-1, source: create", ADOPTED],
  "buckets[].name": ["name: a-node", "name: c-node"],
  "buckets[].source": [
    "source: create, region: us-east-1 }\n  - { name: b",
    "source: existing, region: us-east-1 }\n  - { name: b",
  ],
  "buckets[].region": ["source: existing, region: us-west-2", "source: existing, region: eu-west-1"],
  "buckets[].policy": ["policy: import", "policy: create", ADOPTED],
  "accessPoints[].name": ["name: panorama-a,", "name: panorama-c,"],
  "accessPoints[].source": ["source: create, bucket", "source: import, bucket"],
  "accessPoints[].policy": ["policy: create", "policy: import", ADOPTED],
  "accessPoints[].bucket": ["bucket: b-node", "bucket: a-node"],
  "accessPoints[].region": ["region: us-east-1, prefix", "region: us-west-2, prefix"],
  "accessPoints[].prefix": ["prefix: m/", "prefix: n/"],
  "accessPoints[].vpcId": ["vpc-0abc1234def567890", "vpc-0abc1234def567891"],
  "secrets[].name": ["name: panorama/a", "name: panorama/b"],
  "secrets[].source": [
    "source: create, region: us-east-1, description",
    "source: import, region: us-east-1, description",
  ],
  "secrets[].arn": ["panorama/a-AbCdEf", "panorama/a-AbCdEg", ADOPTED],
  "secrets[].region": ["region: us-east-1, description: cameras", "region: us-west-2, description: cameras"],
  "secrets[].description": ["description: cameras", "description: docks"],
  "secrets[].kmsKeyId": ['1234567890ab", recovery', '1234567890ac", recovery'],
  "secrets[].recoveryWindowDays": ["recoveryWindowDays: 30", "recoveryWindowDays: 7"],
  "secrets[].value": ["value: variable", "value: none"],
  "secrets[].valueVersion": ["valueVersion: 1", "valueVersion: 2"],
  "jobs[].name": ["name: all", "name: every"],
  "jobs[].region": ["region: us-east-1, description: Reboot", "region: us-west-2, description: Reboot"],
  "jobs[].description": ["description: Reboot", "description: Restart"],
  "jobs[].document": ["operation: reboot", "operation: restart"],
  "jobs[].document.file": [
    "{ operation: x }, targets: { appliances",
    "{ file: missing.json }, targets: { appliances",
  ],
  "jobs[].targets.all": ["all: true", "all: false"],
  "jobs[].targets.appliances[]": ["[dock]", "[dock2]"],
  "jobs[].targets.sites[]": ["[north]", "[south]"],
  "jobs[].run": ["{ all: true }, run: once", "{ all: true }, run: never"],
  "terraform.split": ["split: site", "split: region"],
  "terraform.backend.s3.kmsKeyId": ['1234567890ab" } }, split', '1234567890ac" } }, split'],
  "terraform.backend.http.address": ["example.com/", "example.com/p/", HTTP],
  "terraform.backend.http.updateMethod": ["updateMethod: POST", "updateMethod: PUT", HTTP],
  "terraform.backend.http.lock.suffix": ["suffix: /lock", "suffix: /locked", HTTP],
  "terraform.backend.http.lock.method": ["method: POST, unlock", "method: LOCK, unlock", HTTP],
  "terraform.backend.http.lock.unlockMethod": ["unlockMethod: DELETE", "unlockMethod: UNLOCK", HTTP],
  "terraform.backend.remote.organization": ["organization: acme", "organization: emca", REMOTE],
  "terraform.backend.remote.hostname": ["tf.example.com", "tfe.example.com", REMOTE],
  "terraform.backend.remote.prefix": ["prefix: p-", "prefix: q-", REMOTE],
  "terraform.backend.cloud.organization": ["organization: acme", "organization: emca", CLOUD],
  "terraform.backend.cloud.hostname": ["tf.example.com", "tfe.example.com", CLOUD],
  "terraform.backend.cloud.prefix": ["prefix: p-", "prefix: q-", CLOUD],
  "terraform.backend.cloud.project": ["project: edge", "project: docks", CLOUD],
  "terraform.backend.s3.bucket": ["bucket: states", "bucket: state2"],
  "terraform.backend.s3.region": ["states, region: us-east-1", "states, region: eu-north-1"],
  "terraform.backend.s3.prefix": ["prefix: p/", "prefix: q/"],
  "terraform.provider": ["~> 5.100", ">= 6.0, < 7"],
  "tags.*": ["owner: a", "owner: b"],
};

describe("no field is accepted and ignored", () => {
  const pem = (name: string) =>
    readFileSync(join(import.meta.dirname, `../fixtures/ok/seattle/csr/${name}.pem`), "utf8");

  async function outcome(text: string): Promise<unknown> {
    const folder = temporaryFolder({
      "spec.yaml": text,
      "gate.pem": pem("dock-1"),
      "other.pem": pem("dock-2"),
    });
    const { code, err } = await runIn(folder, ["spec.yaml", "--out", "out", "--quiet"]);
    return { code, err, files: code === 0 ? filesIn(join(folder, "out")) : {} };
  }

  it("every field has a row", () => {
    expect(Object.keys(CHANGES).sort()).toEqual([...leaves].sort());
  });

  it.each(Object.entries(CHANGES))("%s", async (_path, [from, to, text = BASE]) => {
    const base = await outcome(text);
    expect(base).toMatchObject({ code: 0, err: "" });
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(await outcome(changed)).not.toEqual(base);
  });

  it("overflow changes the outcome where it matters: too many appliances", async () => {
    const many = Array.from(
      { length: 22 },
      (_, i) =>
        `  - { name: c${i}, deviceId: device-${String.fromCharCode(97 + i)}k7exmplpvcr3heqwjmesw76ky }`,
    );
    const text = (overflow: string) =>
      `apiVersion: panorama-compile/v1\nname: base\naccount: { id: "111111111111", region: us-east-1 }\nstrictness: device\nroles: { appliance: { overflow: ${overflow} } }\nappliances:\n${many.join("\n")}\n`;
    expect(await outcome(text("refuse"))).toMatchObject({ code: 1 });
    expect(await outcome(text("region"))).toMatchObject({ code: 0 });
  });
});
