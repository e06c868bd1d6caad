import { describe, expect, it } from "vitest";
import type { Owner } from "../src/compiler/plan-report/owners";
import { type Asked, placesOf } from "../src/compiler/plan-report/places";
import { modelOf } from "./support/model";

// Where the spec says what a change comes from, the best place first; the first that is written is the one that is shown.

const spec = (more = "", strictness = "account") =>
  modelOf(
    `apiVersion: panorama-compile/v1\nname: acme\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: ${strictness}\n${more}`,
  );
const PATH = ["secrets", 0];
const entry = { kind: "secret", entry: { path: PATH } } as unknown as Owner;
const asked = (more: Partial<Asked>): string[] =>
  placesOf({ model: spec(), owner: entry, type: "x", attributes: [], before: {}, after: {}, ...more }).map(
    (path) => path.join("."),
  );

describe("places: of an entry", () => {
  it.each<[type: string, attributes: string, places: string[]]>([
    ["x", "name", ["secrets.0"]],
    ["aws_iot_thing", "", ["secrets.0"]],
    ["aws_iot_thing", "name", ["secrets.0.thingName", "secrets.0"]],
    ["aws_iot_thing", "attributes", ["secrets.0.attributes", "secrets.0"]],
    ["aws_iot_thing", "thing_type_name", ["secrets.0.thingType", "secrets.0"]],
    ["aws_iot_thing", "name attributes", ["secrets.0"]],
    ["aws_iot_thing", "name other", ["secrets.0"]],
    ["aws_iot_thing", "other name", ["secrets.0"]],
    ["aws_iot_thing", "tags_all name", ["secrets.0.thingName", "secrets.0"]],
    ["aws_iot_thing", "constructor", ["secrets.0"]],
    ["constructor", "name", ["secrets.0"]],
    ["aws_iot_certificate", "csr", ["secrets.0.certificate.csr", "secrets.0.certificate", "secrets.0"]],
    ["aws_iot_certificate", "active", ["secrets.0.state", "secrets.0.certificate", "secrets.0"]],
    ["aws_iot_certificate", "active csr", ["secrets.0.certificate", "secrets.0"]],
    ["aws_iot_policy_attachment", "target", ["secrets.0.certificate", "secrets.0"]],
    ["aws_iot_thing_principal_attachment", "", ["secrets.0.certificate", "secrets.0"]],
    ["aws_iot_thing_type", "name", ["secrets.0.thingType", "secrets.0"]],
    ["aws_s3_access_point", "bucket", ["secrets.0.bucket", "secrets.0"]],
    ["aws_s3_access_point", "name", ["secrets.0.name", "secrets.0"]],
    ["aws_s3_access_point", "vpc_configuration", ["secrets.0.vpcId", "secrets.0"]],
    ["aws_s3control_access_point_policy", "policy", ["secrets.0.prefix", "secrets.0"]],
    ["aws_secretsmanager_secret", "description", ["secrets.0.description", "secrets.0"]],
    ["aws_secretsmanager_secret", "kms_key_id", ["secrets.0.kmsKeyId", "secrets.0"]],
    ["aws_secretsmanager_secret", "name", ["secrets.0.name", "secrets.0"]],
    ["aws_secretsmanager_secret", "recovery_window_in_days", ["secrets.0.recoveryWindowDays", "secrets.0"]],
    [
      "aws_secretsmanager_secret_version",
      "secret_string_wo_version",
      ["secrets.0.valueVersion", "secrets.0.value", "secrets.0"],
    ],
    ["aws_cloudformation_stack", "template_body", ["secrets.0.document", "secrets.0"]],
    ["aws_iot_thing", "tags", ["tags", "secrets.0"]],
    ["aws_iot_thing", "tags tags_all", ["tags", "secrets.0"]],
    ["aws_iot_thing", "xtags", ["secrets.0"]],
    ["aws_iot_thing", "tags_all_x", ["secrets.0"]],
  ])("%s, %s", (type, attributes, places) => {
    expect(asked({ type, attributes: attributes.split(" ").filter(Boolean) })).toEqual(places);
  });

  it("of no owner is none, but for tags", () => {
    expect(asked({ owner: undefined, attributes: ["name"] })).toEqual([]);
    expect(asked({ owner: undefined, attributes: ["tags"] })).toEqual(["tags"]);
    expect(
      asked({ owner: { kind: "tombstone", entry: { path: ["retired", 1] } } as unknown as Owner }),
    ).toEqual(["retired.1"]);
  });

  it("is what quarantines, where that shuts", () => {
    const model = spec("lifecycle: quarantined");
    for (const name of ["assume_role_policy", "policy", "active"])
      expect(asked({ model, attributes: [name] })).toEqual(["lifecycle", "secrets.0"]);
    expect(asked({ model, attributes: ["name"] })).toEqual(["secrets.0"]);
    expect(asked({ attributes: ["policy"] })).toEqual(["secrets.0"]);
  });
});

describe("places: of the roles", () => {
  const role = (type: string, ...attributes: string[]) =>
    asked({ owner: { kind: "role" }, type, attributes });
  it("are fields of roles, then strictness", () => {
    const own = "roles.appliance";
    expect(role("aws_iam_role", "path")).toEqual([`${own}.path`, own, "strictness"]);
    expect(role("aws_iam_role", "path", "name")).toEqual([own, "strictness"]);
    expect(role("aws_iam_role", "name", "permissions_boundary")).toEqual([
      `${own}.permissionsBoundary`,
      own,
      "strictness",
    ]);
    expect(role("aws_iam_role", "description")).toEqual([own, "strictness"]);
    expect(role("aws_iam_role_policy", "policy")).toEqual([`${own}.permissions`, "strictness"]);
    expect(role("aws_iam_role", "assume_role_policy")).toEqual(["strictness"]);
    expect(asked({ owner: { kind: "serviceLinkedRole" } })).toEqual([
      "roles.serviceLinked",
      "roles",
      "apiVersion",
    ]);
  });

  it("are of the IoT policy its declaration, or the first certificate", () => {
    const of = (more: string) => asked({ model: spec(more), owner: { kind: "iotPolicy" } });
    const arn = (at: number) =>
      `certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/${String(at).padStart(64, "0")}" }`;
    expect(of("")).toEqual(["strictness"]);
    expect(of(`appliances: [{ name: b }, { name: z, ${arn(1)} }, { name: a, ${arn(2)} }]`)).toEqual([
      "appliances.1.certificate",
      "strictness",
    ]);
  });
});

describe("places: of the trust policy", () => {
  const ARN = (id: string, region = "us-east-1") => `arn:aws:panorama:${region}:123456789012:device/${id}`;
  const A = "device-aaaexmplpvcr3heqwjmesw76ky";
  const B = "device-bbbexmplpvcr3heqwjmesw76ky";
  const policy = (arns: unknown, more = {}, condition = {}) => ({
    assume_role_policy: JSON.stringify({
      Statement: [
        { Effect: "Allow", Condition: { ArnLike: { "aws:SourceArn": arns }, ...condition }, ...more },
      ],
    }),
  });
  const model = (more = "") =>
    spec(`appliances: [{ name: z, deviceId: ${A} }, { name: b, deviceId: ${B}${more} }]`, "device");
  const places = (before: unknown, after: unknown, of = model()) =>
    asked({
      model: of,
      owner: { kind: "role" },
      type: "aws_iam_role",
      attributes: ["assume_role_policy"],
      before,
      after,
    });

  it("are the devices that come or go, the first in the file", () => {
    expect(places(policy([ARN(A)]), policy([ARN(A), ARN(B)]))).toEqual([
      "appliances.1.deviceId",
      "appliances.1",
      "strictness",
    ]);
    expect(places(policy([ARN(A), ARN(B)]), policy([ARN(B)]))[0]).toBe("appliances.0.deviceId");
    expect(places(policy([]), policy([ARN(B), ARN(A)]))[0]).toBe("appliances.0.deviceId");
    expect(places(policy(ARN(A)), policy([ARN(A), ARN(B)]))[0]).toBe("appliances.1.deviceId");
  });

  it("are those whose state changes before others", () => {
    const retired = model(", state: retired");
    expect(places(policy([ARN(A), ARN(B)]), policy([]), retired).slice(0, 2)).toEqual([
      "appliances.1.state",
      "appliances.1",
    ]);
    const awaited = model(", state: reprovisioning, until: 2026-12-31");
    expect(places(policy([ARN(A)]), policy([ARN(A), ARN("*")]), awaited)[0]).toBe("appliances.1.state");
    expect(places(policy([ARN(A)]), policy([ARN(A), ARN("*")]))).toEqual(["strictness"]);
    expect(places(policy([ARN(A)]), policy([ARN(A), ARN("*", "us-west-2")]), awaited)).toEqual([
      "strictness",
    ]);
  });

  it("are a tombstone where no appliance has the device", () => {
    const gone = spec(
      `appliances: [{ name: z, deviceId: ${A} }]\nretired: [{ secret: panorama/s, disposition: forget }, { appliance: b, disposition: destroy }]`,
      "device",
    );
    expect(places(policy([ARN(A), ARN(B)]), policy([ARN(A)]), gone)).toEqual(["retired.1", "strictness"]);
  });

  it("are strictness where more changes than devices, or it is no such policy", () => {
    const only = ["strictness"];
    const one = policy([ARN(A)]);
    expect(places(one, policy([ARN(B)], { Effect: "Deny" }))).toEqual(only);
    expect(places(one, policy([ARN(B)], {}, { StringEquals: { a: "b" } }))).toEqual(only);
    expect(places(one, { assume_role_policy: "{}" })).toEqual(only);
    expect(places(one, {})).toEqual(only);
    expect(places({ assume_role_policy: 1 }, one)).toEqual(only);
    const two = { assume_role_policy: JSON.stringify({ Statement: [{}, {}] }) };
    expect(places(two, two)).toEqual(only);
    const bare = { assume_role_policy: JSON.stringify({ Statement: [{ Effect: "Allow" }] }) };
    expect(places(bare, one)).toEqual(only);
  });
});
