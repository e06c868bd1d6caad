import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { strictAjv } from "../scripts/validator.mjs";
import { filesIn, temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

interface Node {
  readonly $ref?: string;
  readonly type?: string;
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
const scalars = all
  .filter(([, node]) => node.type !== "object" && node.type !== "array")
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
account: { id: "111111111111", region: us-east-1 }
strictness: device
roles: { serviceLinked: create, appliance: { source: create, path: /service-role/, permissions: managed, permissionsBoundary: "arn:aws:iam::111111111111:policy/a", overflow: refuse, trustPolicyQuota: 2048 } }
appliances:
  - { name: dock, thingName: panorama-d, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, attributes: { floor: "2" }, thingType: type, certificate: { arn: "arn:aws:iot:us-east-1:111111111111:cert/${"a".repeat(64)}" } }
  - { name: gate, deviceId: device-aaaexmplpvcr3heqwjmesw76ky, certificate: { csr: gate.pem } }
terraform: { backend: { s3: { bucket: states, region: us-east-1, prefix: p/ } }, provider: "~> 5.100" }
tags: { owner: a }
`;

const CHANGES: Readonly<Record<string, readonly [from: string, to: string]>> = {
  apiVersion: ["panorama-compile/v1", "panorama-compile/v2"],
  name: ["name: base", "name: other"],
  "account.id": ['id: "111111111111"', 'id: "222222222222"'],
  "account.region": ["region: us-east-1 }\nstrictness", "region: us-west-2 }\nstrictness"],
  strictness: ["strictness: device", "strictness: region"],
  "roles.serviceLinked": ["serviceLinked: create", "serviceLinked: omit"],
  "roles.appliance.source": ["source: create", "source: import"],
  "roles.appliance.path": ["path: /service-role/", "path: /"],
  "roles.appliance.permissions": ["permissions: managed", "permissions: scoped"],
  "roles.appliance.permissionsBoundary": ["policy/a", "policy/b"],
  "roles.appliance.overflow": ["overflow: refuse", "overflow: regions"],
  "roles.appliance.trustPolicyQuota": ["trustPolicyQuota: 2048", "trustPolicyQuota: 4096"],
  "appliances[].name": ["name: dock", "name: dock2"],
  "appliances[].thingName": ["panorama-d,", "panorama-e,"],
  "appliances[].deviceId": ["lk7e", "lk6e"],
  "appliances[].attributes.*": ['floor: "2"', 'floor: "3"'],
  "appliances[].thingType": ["thingType: type", "thingType: other"],
  "appliances[].certificate.csr": ["gate.pem", "other.pem"],
  "appliances[].certificate.arn": ["cert/a", "cert/b"],
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
    expect(Object.keys(CHANGES).sort()).toEqual([...scalars].sort());
  });

  it.each(Object.entries(CHANGES))("%s", async (_path, [from, to]) => {
    const base = await outcome(BASE);
    expect(base).toMatchObject({ code: 0, err: "" });
    const changed = BASE.replace(from, to);
    expect(changed).not.toBe(BASE);
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
