import { describe, expect, it } from "vitest";
import { stacksOf } from "../src/compiler/stacks";
import { synthesizeStack } from "../src/templates";
import { filesIn, temporaryFolder } from "./support/folders";
import { modelOf } from "./support/model";
import { runIn } from "./support/run";

const ACCOUNT = "123456789012";
const cert = (region: string, digit: string) => `arn:aws:iot:${region}:${ACCOUNT}:cert/${digit.repeat(64)}`;
const spec = (...lines: string[]) =>
  [
    "apiVersion: panorama-compile/v1",
    "name: live",
    `account: { id: "${ACCOUNT}", region: us-east-1, endOfSupport: acknowledged }`,
    "strictness: account",
    ...lines,
  ].join("\n");
const IMPORTED_ROLES = "roles: { serviceLinked: import, appliance: { source: import, path: /edge/ } }";

interface StackJson {
  readonly import?: readonly { readonly to: string; readonly id: string }[];
  readonly resource: Readonly<Record<string, Readonly<Record<string, { readonly lifecycle?: object }>>>>;
}

/** Each stack of a spec, by what follows the document's name. */
function stacks(text: string): Record<string, StackJson> {
  const model = modelOf(text);
  return Object.fromEntries(
    stacksOf(model).map((stack) => [
      stack.name.replace("live-", ""),
      JSON.parse(synthesizeStack(model, stack).text),
    ]),
  );
}

const importsOf = (text: string, stack: string) =>
  (stacks(text)[stack]?.import ?? []).map(({ to, id }) => `${to} ${id}`);
const lifecycleOf = (text: string, stack: string, type: string, address: string) =>
  stacks(text)[stack]?.resource[type]?.[address]?.lifecycle;

async function compiledReview(text: string): Promise<{ err: string; review: string }> {
  const folder = temporaryFolder({ "spec.yaml": text });
  const { code, err } = await runIn(folder, ["spec.yaml"]);
  expect({ code, err }).toMatchObject({ code: 0 });
  return { err, review: filesIn(folder)["cdktf.out/review.md"] ?? "" };
}

describe("what is adopted, and by which ids", () => {
  it("nothing, unless the spec says so", () => {
    const made = stacks(
      spec("appliances: [{ name: dock, thingType: t }]", "secrets: [{ name: panorama/a }]"),
    );
    for (const json of Object.values(made)) expect(Object.keys(json)).not.toContain("import");
  });

  it("the roles, with the managed policy only where the role has it", () => {
    const name = "AWSPanoramaApplianceServiceRole";
    const lists = ["aws_iam_role_policies_exclusive", "aws_iam_role_policy_attachments_exclusive"];
    const scoped = IMPORTED_ROLES.replace("path", "permissions: scoped, path");
    expect(importsOf(spec(scoped), "iam")).toEqual([
      `aws_iam_role.appliance ${name}`,
      ...lists.map((type) => `${type}.appliance ${name}`),
      `aws_iam_service_linked_role.panorama arn:aws:iam::${ACCOUNT}:role/aws-service-role/panorama.amazonaws.com/AWSServiceRoleForAWSPanorama`,
    ]);
    expect(importsOf(spec(IMPORTED_ROLES), "iam")).toContain(
      `aws_iam_role_policy_attachment.appliance-managed ${name}/arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy`,
    );
    expect(importsOf(spec("roles: { serviceLinked: import }"), "iam")).toHaveLength(1);
  });

  it("a boundary, a description and a key that the spec does not give are left; those that it gives are set", () => {
    const role = (text: string) => lifecycleOf(text, "iam", "aws_iam_role", "appliance");
    const bound = IMPORTED_ROLES.replace(
      "path",
      `permissionsBoundary: "arn:aws:iam::${ACCOUNT}:policy/b", path`,
    );
    expect(role(spec(IMPORTED_ROLES))).toEqual({ ignore_changes: ["permissions_boundary"] });
    expect(role(spec(bound))).toBeUndefined();
    expect(role(spec())).toBeUndefined();

    const secret = (more: string) =>
      lifecycleOf(
        spec(`secrets: [{ name: panorama/a${more} }]`),
        "us-east-1",
        "aws_secretsmanager_secret",
        "panorama_a",
      );
    const adopted = `, source: import, arn: "arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:panorama/a-AbCdEf"`;
    const key = `, kmsKeyId: "arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"`;
    expect(secret("")).toBeUndefined();
    expect(secret(adopted)).toEqual({ ignore_changes: ["description", "kms_key_id"] });
    expect(secret(`${adopted}${key}`)).toEqual({ ignore_changes: ["description"] });
    expect(secret(`${adopted}, description: cameras`)).toEqual({ ignore_changes: ["kms_key_id"] });
    expect(secret(`${adopted}, description: cameras${key}`)).toBeUndefined();
  });

  it("a thing type with an adopted thing of its Region, unless the spec says otherwise", () => {
    const appliances =
      "appliances: [{ name: a, thingType: t }, { name: b, thingType: t, source: import }, { name: c, region: us-west-2, thingType: t }]";
    const adopted = (text: string, stack: string) =>
      importsOf(text, stack).filter((line) => line.includes("thing_type"));
    expect(adopted(spec(appliances), "us-east-1")).toEqual(["aws_iot_thing_type.t t"]);
    expect(adopted(spec(appliances), "us-west-2")).toEqual([]);
    const said = "thingTypes: [{ name: t, source: create }, { name: t, region: us-west-2, source: import }]";
    expect(adopted(spec(appliances, said), "us-east-1")).toEqual([]);
    expect(adopted(spec(appliances, said), "us-west-2")).toEqual(["aws_iot_thing_type.t t"]);
    const type = (text: string) => lifecycleOf(text, "us-east-1", "aws_iot_thing_type", "t");
    expect(type(spec(appliances))).toEqual({ ignore_changes: ["properties"] });
    expect(type(spec(appliances, said))).toBeUndefined();
  });

  it("things in the stack of their site, and the IoT policy in their Region's", () => {
    const text = spec(
      `appliances: [{ name: a, site: north, source: import, thingName: panorama_a, certificate: { arn: "${cert("us-east-1", "a")}" } }]`,
      "iotPolicies: [{ source: import }]",
      "terraform: { split: site }",
    );
    expect(importsOf(text, "us-east-1")).toEqual(["aws_iot_policy.appliance panorama-us-east-1-appliance"]);
    expect(importsOf(text, "us-east-1-north")).toEqual(["aws_iot_thing.a panorama_a"]);
  });

  it("no policy where there is none yet", () => {
    const storage = (policy: string) =>
      importsOf(
        spec(
          `buckets: [{ name: acme-nodepackage-store-1, source: import${policy} }]`,
          `accessPoints: [{ name: panorama-a, source: import${policy}, bucket: acme-nodepackage-store-1 }]`,
        ),
        "us-east-1",
      ).map((line) => line.split(".")[0]);
    const always = ["aws_s3_access_point", "aws_s3_bucket"];
    expect(storage(", policy: create")).toEqual(always);
    expect(storage("")).toEqual(
      [...always, "aws_s3_bucket_policy", "aws_s3control_access_point_policy"].sort(),
    );
  });
});

describe("what review.md says of it", () => {
  const EXISTS = "Should AWS answer that something exists already";

  it("only what is made can be there already", async () => {
    const { review } = await compiledReview(spec(IMPORTED_ROLES));
    expect(review).toContain("## Adopted");
    expect(review).toContain("**The role's path must be `/edge/`**");
    expect(review).not.toContain(EXISTS);
    const made = await compiledReview(spec("roles: { serviceLinked: import }"));
    expect(made.review).toContain(EXISTS);
    expect(made.review).not.toContain("The role's path");
    const none = await compiledReview(spec());
    expect(none.review).not.toContain("## Adopted");
    expect(none.review).toContain(EXISTS);
  });

  it("a fleet's page has an end, and its findings are two", async () => {
    const fleet = Array.from({ length: 300 }, (_, index) => {
      const id = index.toString(16).padStart(64, "0");
      const known =
        index % 2 === 0 ? `, certificate: { arn: "arn:aws:iot:us-east-1:${ACCOUNT}:cert/${id}" }` : "";
      return `  - { name: d${index}, source: import, deviceId: device-${index}aaaexmplpvcr3heqwjmesw76${known} }`;
    });
    const { err, review } = await compiledReview(spec("appliances:", ...fleet));
    expect(review.match(/^\| `live-us-east-1` \|/gm)).toHaveLength(50);
    expect(review).toContain("| and 250 more | | |");
    expect(err.match(/info certificate-not-imported/g)).toHaveLength(2);
    expect(err).toContain("the certificates of 150 adopted appliances");
  });

  it("is there for tools, too", async () => {
    const folder = temporaryFolder({ "spec.yaml": spec(IMPORTED_ROLES) });
    const { out } = await runIn(folder, ["spec.yaml", "--format", "json"]);
    const [iam, region] = JSON.parse(out).output.stacks;
    expect(iam.imports).toContainEqual({
      to: "aws_iam_role.appliance",
      id: "AWSPanoramaApplianceServiceRole",
    });
    expect(region.imports).toEqual([]);
  });
});
