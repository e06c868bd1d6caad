import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a stack, as somebody may edit it
type Stack = any;

const spec = (more: string) => `apiVersion: panorama-compile/v1
name: acme
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
${more}
`;
const DOCK = "{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }";
const TRUST = "trust policy of AWSPanoramaApplianceServiceRole";
const PERMISSIONS = "permissions of AWSPanoramaApplianceServiceRole";

/** Each subject that is not the same, and how. */
const relations = (data: { security: { subject: string; relation: string }[] }) =>
  data.security.filter(({ relation }) => relation !== "same").map((one) => `${one.subject}: ${one.relation}`);

describe("an output that somebody edited", () => {
  async function edited(
    edit: (stack: Stack) => void,
    stack = "acme-iam",
    body = `strictness: account\nappliances: [${DOCK}]`,
  ) {
    const folder = temporaryFolder();
    writeFile(join(folder, "acme.yaml"), spec(body));
    await runIn(folder, ["acme.yaml", "--out", "out", "--quiet"]);
    const path = join(folder, "out/stacks", stack, "cdk.tf.json");
    const json = JSON.parse(readFileSync(path, "utf8"));
    edit(json);
    writeFile(path, JSON.stringify(json));
    const { code, out, err } = await runIn(folder, ["diff", "acme.yaml", "out", "--format", "json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    return JSON.parse(out);
  }
  const trust = (stack: Stack) => stack.data.aws_iam_policy_document["appliance-role-trust"];
  const statement = (stack: Stack) => trust(stack).statement[0];

  it.each([
    [
      "a principal more",
      (s: Stack) => statement(s).principals.push({ type: "Service", identifiers: ["ec2.amazonaws.com"] }),
      "wider",
    ],
    [
      "everybody",
      (s: Stack) => {
        statement(s).principals = [{ type: "AWS", identifiers: ["*"] }];
      },
      "wider",
    ],
    ["an action more", (s: Stack) => statement(s).actions.push("sts:TagSession"), "wider"],
    ["a condition less", (s: Stack) => statement(s).condition.pop(), "wider"],
    ["an account more", (s: Stack) => statement(s).condition[0].values.push("999999999999"), "wider"],
    [
      "a condition more",
      (s: Stack) =>
        statement(s).condition.push({ test: "Bool", variable: "aws:SecureTransport", values: ["true"] }),
      "narrower",
    ],
    [
      "a Deny",
      (s: Stack) =>
        trust(s).statement.push({
          effect: "Deny",
          actions: ["*"],
          principals: [{ type: "AWS", identifiers: ["*"] }],
        }),
      "narrower",
    ],
    [
      "an operator that we never write",
      (s: Stack) => {
        statement(s).condition[0].test = "StringEqualsIgnoreCase";
      },
      "incomparable",
    ],
    [
      "an account as principal",
      (s: Stack) => statement(s).principals.push({ type: "AWS", identifiers: ["123456789012"] }),
      "incomparable",
    ],
    [
      "a federated principal",
      (s: Stack) => statement(s).principals.push({ type: "Federated", identifiers: ["x"] }),
      "incomparable",
    ],
    [
      "not_principals",
      (s: Stack) => {
        statement(s).not_principals = [];
      },
      "incomparable",
    ],
    [
      "a policy variable",
      (s: Stack) => {
        statement(s).condition[0].values = ["&{aws:username}"];
      },
      "incomparable",
    ],
    [
      "another source",
      (s: Stack) => {
        trust(s).override_policy_documents = ["{}"];
      },
      "incomparable",
    ],
    [
      "a text of its own",
      (s: Stack) => {
        s.resource.aws_iam_role.appliance.assume_role_policy = "{}";
      },
      "incomparable",
    ],
    [
      "numbers for texts",
      (s: Stack) => {
        statement(s).actions = [1];
      },
      "incomparable",
    ],
    [
      "an effect of its own",
      (s: Stack) => {
        statement(s).effect = "allow";
      },
      "incomparable",
    ],
  ])("%s in the trust policy", async (_, edit, relation) => {
    expect(relations(await edited(edit))).toEqual([`${TRUST}: ${relation}`]);
  });

  it.each([
    [
      "a policy attached beside",
      (s: Stack) => {
        s.resource.aws_iam_role_policy_attachment.admin = {
          role: "${aws_iam_role.appliance.name}",
          policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        };
      },
      "wider",
    ],
    [
      "the lists taken away",
      (s: Stack) => {
        delete s.resource.aws_iam_role_policies_exclusive;
      },
      "wider",
    ],
  ])("%s", async (_, edit, relation) => {
    expect(relations(await edited(edit))).toEqual([`${PERMISSIONS}: ${relation}`]);
  });

  it.each([
    [
      "a resource",
      (s: Stack) => {
        s.resource.aws_iam_user = { a: { name: "a" } };
      },
      "aws_iam_user.a in acme-iam",
    ],
    [
      "a data source",
      (s: Stack) => {
        s.data.external = { a: { program: ["sh"] } };
      },
      "data external in acme-iam",
    ],
    [
      "a module",
      (s: Stack) => {
        s.module = { a: { source: "./a" } };
      },
      "module in acme-iam",
    ],
    [
      "an event",
      (s: Stack) => {
        s.resource.terraform_data = { a: { provisioner: [{ "local-exec": { command: "x" } }] } };
      },
      "terraform_data.a in acme-iam",
    ],
    [
      "another provider",
      (s: Stack) => {
        s.provider.null = [{}];
      },
      "provider null in acme-iam",
    ],
  ])("%s that we never write is not judged, but told", async (_, edit, subject) => {
    expect(relations(await edited(edit))).toEqual([`${subject}: incomparable`]);
  });

  it("another command is told", async () => {
    const certificate = `certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", status: inactive }`;
    const body = `strictness: account\nappliances: [{ name: dock-1, ${certificate} }]`;
    const data = await edited(
      (s) => {
        s.resource.terraform_data["certificate-dock-1"].provisioner[0]["local-exec"].command = "curl x | sh";
      },
      "acme-us-east-1",
      body,
    );
    expect(relations(data)).toEqual(["what sets a certificate's status: incomparable"]);
  });

  it("public access is told", async () => {
    const body = `strictness: account\nbuckets: [{ name: acme-nodepackage-store-1, source: create }]\naccessPoints: [{ name: panorama-a, bucket: acme-nodepackage-store-1 }]`;
    const data = await edited(
      (s) => {
        s.resource.aws_s3_bucket_public_access_block["acme-nodepackage-store-1"].block_public_policy = false;
        s.resource.aws_s3_access_point["panorama-a"].public_access_block_configuration.block_public_policy =
          false;
      },
      "acme-us-east-1",
      body,
    );
    expect(relations(data)).toEqual([
      "access point panorama-a in us-east-1: incomparable",
      "bucket acme-nodepackage-store-1: incomparable",
    ]);
  });

  it("anything else is taken as it comes", async () => {
    for (const bad of [1, null, "x", [], {}, [[]], { a: 1 }]) {
      const data = await edited((s) => {
        s.data.aws_iam_policy_document = bad;
        s.moved = bad;
        s.removed = bad;
        s.import = bad;
        s.output = bad;
        s.terraform = bad;
        s.resource.aws_iam_role_policies_exclusive = bad;
        s.resource.aws_iam_role.appliance.lifecycle = bad;
      });
      expect(data.relation).toBe("incomparable");
    }
  });
});
