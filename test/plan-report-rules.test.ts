import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

// Recorded plans with one thing changed: what is said of it, and what never is.

const PLANS = join(import.meta.dirname, "../fixtures/plans");

// biome-ignore lint/suspicious/noExplicitAny: plans that tests take apart
type Any = any;
const jsonOf = (name: string): Any => JSON.parse(readFileSync(join(PLANS, `${name}.json`), "utf8"));

function folderOf(spec: string, plans: Readonly<Record<string, Any>>): string {
  const folder = temporaryFolder(join(PLANS, spec));
  for (const [name, plan] of Object.entries(plans)) writeFile(join(folder, name), JSON.stringify(plan));
  return folder;
}

async function reportOf(plan: Any, spec = "after", more: readonly string[] = []) {
  const argv = ["plan-report", "plan.json", "--spec", "spec.yaml", "--format", "json", ...more];
  const { code, out, err } = await runIn(folderOf(spec, { "plan.json": plan }), argv);
  if (code !== 0 && code !== 4) throw new Error(`exit ${code}: ${err}`);
  const [report] = JSON.parse(out).plans;
  expect(
    report.changes.concat(report.problems).every(isExplained),
    "exit 4 means that something is not explained",
  ).toBe(code === 0);
  return report;
}

const isExplained = (one: { explained?: boolean }) => one.explained === true;

/** The recorded plan of a Region's stack with something changed. */
const changed = (
  edit: (plan: Any, change: (address: string) => Any, block: (address: string) => Any) => void,
  name = "edit-region",
): Any => {
  const plan = jsonOf(name);
  const change = (address: string) => plan.resource_changes.find((one: Any) => one.address === address);
  const block = (address: string) =>
    plan.configuration.root_module.resources.find((one: Any) => one.address === address);
  edit(plan, change, block);
  return plan;
};

const codeOf = async (plan: Any, address: string, spec?: string) => {
  const { changes } = await reportOf(plan, spec);
  return changes.find((one: Any) => one.address === address)?.reason?.code ?? "explained";
};

describe("a change that the spec does not explain", () => {
  const thing = "aws_iot_thing.dock-1";
  it.each<[string, string, string, Parameters<typeof changed>[0]]>([
    [
      "an import by another id",
      "import",
      "aws_iot_thing.yard",
      (_p, c) => {
        c("aws_iot_thing.yard").change.importing.id = "other";
      },
    ],
    [
      "an import by an identity",
      "import",
      "aws_iot_thing.yard",
      (_p, c) => {
        c("aws_iot_thing.yard").change.importing = { identity: {} };
      },
    ],
    [
      "making what the spec adopts",
      "import",
      "aws_iot_thing.yard",
      (_p, c) => {
        c("aws_iot_thing.yard").change = {
          ...c("aws_iot_thing.yard").change,
          actions: ["create"],
          before: null,
          importing: undefined,
        };
      },
    ],
    [
      "a move from elsewhere",
      "move",
      "aws_iot_thing.gate",
      (_p, c) => {
        c("aws_iot_thing.gate").previous_address = "aws_iot_thing.dock-9";
      },
    ],
    [
      "destroying what the spec moves",
      "move",
      "aws_iot_thing.dock-3",
      (p, c) => {
        p.resource_changes.push({ ...c("aws_iot_thing.dock-4"), address: "aws_iot_thing.dock-3" });
      },
    ],
    [
      "destroying what the spec forgets",
      "no-tombstone",
      "aws_iot_thing.dock-5",
      (_p, c) => {
        c("aws_iot_thing.dock-5").change.actions = ["delete"];
      },
    ],
    [
      "forgetting what the spec destroys",
      "forgets-undeclared",
      "aws_iot_thing.dock-4",
      (_p, c) => {
        c("aws_iot_thing.dock-4").change.actions = ["forget"];
      },
    ],
    [
      "destroying what nobody knows",
      "no-tombstone",
      "aws_iot_thing.other",
      (_p, c) => {
        c("aws_iot_thing.dock-4").address = "aws_iot_thing.other";
      },
    ],
    [
      "what is in a module",
      "foreign",
      "module.m.aws_iot_thing.dock-4",
      (_p, c) => {
        c("aws_iot_thing.dock-4").address = "module.m.aws_iot_thing.dock-4";
      },
    ],
    [
      "a tainted resource",
      "tainted",
      thing,
      (_p, c) => {
        c(thing).action_reason = "replace_because_tainted";
      },
    ],
    [
      "what -replace asks for",
      "requested",
      thing,
      (_p, c) => {
        c(thing).action_reason = "replace_by_request";
      },
    ],
    [
      "a leftover",
      "deposed",
      thing,
      (_p, c) => {
        c(thing).deposed = "12345678";
      },
    ],
    [
      "an action of tomorrow",
      "unknown-action",
      thing,
      (_p, c) => {
        c(thing).change.actions = ["teleport"];
      },
    ],
    [
      "no action at all",
      "unknown-action",
      thing,
      (_p, c) => {
        c(thing).change.actions = [];
      },
    ],
    [
      "another value in the configuration",
      "stale",
      thing,
      (_p, _c, b) => {
        b(thing).expressions.name.constant_value = "x";
      },
    ],
    [
      "an argument that the spec does not set",
      "stale",
      thing,
      (_p, _c, b) => {
        b(thing).expressions.billing_group = { constant_value: "x" };
      },
    ],
    [
      "a reference to something else",
      "stale",
      thing,
      (_p, _c, b) => {
        b(thing).expressions.thing_type_name = { references: ["var.x"] };
      },
    ],
    [
      "a command",
      "stale",
      thing,
      (_p, _c, b) => {
        b(thing).provisioners = [{ type: "local-exec", expressions: { command: { constant_value: "rm" } } }];
      },
    ],
    [
      "count",
      "stale",
      thing,
      (_p, _c, b) => {
        b(thing).count_expression = { constant_value: 2 };
      },
    ],
    [
      "another provider",
      "stale",
      thing,
      (_p, _c, b) => {
        b(thing).provider_config_key = "aws.other";
      },
    ],
    [
      "another planned value",
      "stale",
      thing,
      (_p, c) => {
        c(thing).change.after.attributes.floor = "3";
      },
    ],
  ])("%s: %s", async (_what, code, address, edit) => {
    expect(await codeOf(changed(edit), address)).toBe(code);
  });

  it("is not one that only says what we wrote in other words", async () => {
    const plan = changed((_p, c) => {
      c(thing).change.after.tags = {};
    });
    expect(await codeOf(plan, thing)).toBe("explained");
  });

  it("is one that an override in HCL makes of what we wrote, also where it refers to the same", async () => {
    const role = "aws_iam_role.appliance";
    const overridden = (isUnknown: boolean) =>
      changed((_p, c, b) => {
        const { constant_value, references } = b(role).expressions.assume_role_policy;
        expect(constant_value).toMatch(/^\$\{data\./);
        b(role).expressions.assume_role_policy = { references: [...references, "path.module"] };
        delete c(role).change.after.assume_role_policy;
        c(role).change.after_unknown.assume_role_policy = isUnknown;
      }, "create-iam");
    expect(await codeOf(overridden(true), role, "before")).toBe("stale");
    expect(await codeOf(overridden(false), role, "before")).toBe("stale");
  });

  it("is one that sets what is known, and is to be known only later", async () => {
    const role = "aws_iam_role.appliance";
    expect(await codeOf(jsonOf("create-iam"), role, "before")).toBe("explained");
    const plan = changed((_p, c) => {
      c(role).change.after_unknown.assume_role_policy = true;
    }, "create-iam");
    expect(await codeOf(plan, role, "before")).toBe("stale");
  });

  it("is one that binds another certificate than the plan has", async () => {
    const attachment = "aws_iot_policy_attachment.dock-1";
    const replaced = (target: (arn: string) => string) =>
      changed((_p, c) => {
        const { change } = c(attachment);
        change.actions = ["delete", "create"];
        change.after.target = target(change.after.target);
      }, "same-region");
    expect(
      await codeOf(
        replaced((arn) => arn),
        attachment,
        "before",
      ),
    ).toBe("explained");
    expect(
      await codeOf(
        replaced((arn) => arn.replace(/[^/]+$/, "e".repeat(64))),
        attachment,
        "before",
      ),
    ).toBe("stale");
  });

  it("is what went to another stack of the Region", async () => {
    const spec = (site: string) => `apiVersion: panorama-compile/v1
name: docks
account: { id: "123456789012", region: us-east-1 }
strictness: account
appliances: [{ name: dock-1, ${site} attributes: { floor: "1" }, thingType: panorama-appliance }]
terraform: { split: site }
`;
    const plan = changed((p, c) => {
      p.resource_changes = [{ ...c("aws_iot_thing.dock-4"), address: thing }];
      p.resource_drift = [];
    }, "same-region");
    const folder = folderOf("before", {
      "plan.json": {
        ...plan,
        resource_changes: [
          jsonOf("edit-region").resource_changes.find((one: Any) => one.address === "aws_iot_thing.dock-4"),
        ].map((one) => ({ ...one, address: thing })),
      },
    });
    writeFile(join(folder, "spec.yaml"), spec("site: seattle,"));
    const argv = ["plan-report", "plan.json", "--spec", "spec.yaml", "--stack", "docks-us-east-1"];
    const { out, code } = await runIn(folder, argv);
    expect(out).toContain("other-stack: the spec has it in the stack docks-us-east-1-seattle now");
    expect(code).toBe(4);
  });
});

describe("what else a plan says that the spec does not", () => {
  const address = { to_display: "check.x" };
  it.each<[string, Parameters<typeof changed>[0]]>([
    [
      "incomplete",
      (p) => {
        p.complete = false;
      },
    ],
    [
      "errored",
      (p) => {
        p.errored = true;
        p.complete = false;
      },
    ],
    [
      "deferred",
      (p) => {
        p.deferred_changes = [
          { reason: "provider_config_unknown", resource_change: { address: "aws_iot_thing.x" } },
        ];
      },
    ],
    [
      "action",
      (p) => {
        p.action_invocations = [{ address: "action.aws_lambda_invoke.x" }];
      },
    ],
    [
      "check",
      (p) => {
        p.checks = [
          { address, status: "error" },
          { address, status: "pass" },
        ];
      },
    ],
    [
      "output",
      (p) => {
        p.output_changes.mine = { actions: ["create"] };
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.provider_config["aws.x"] = {
          name: "aws",
          full_name: "registry.terraform.io/hashicorp/aws",
        };
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.provider_config.http = {
          name: "http",
          full_name: "registry.terraform.io/hashicorp/http",
        };
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.provider_config.aws.expressions.assume_role = [{ role_arn: { constant_value: "x" } }];
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.root_module.module_calls = { m: {} };
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.root_module.variables.mine = {};
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.root_module.resources.push({
          address: "data.external.x",
          provider_config_key: "external",
        });
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.root_module.outputs.thing_arns.expression = { constant_value: {} };
      },
    ],
    [
      "stale",
      (p) => {
        p.configuration.root_module.variables.panorama_dock_cameras.default = "hunter2";
      },
    ],
  ])("%s (%#)", async (code, edit) => {
    const { problems, changes } = await reportOf(changed(edit));
    expect(problems.map((one: Any) => one.code)).toEqual([code]);
    expect(changes.every(isExplained)).toBe(true);
  });

  it("an output that goes with the last of its kind is no such thing", async () => {
    const { problems } = await reportOf(
      changed((p) => {
        p.output_changes.service_linked_role_arn = { actions: ["delete"] };
      }),
    );
    expect(problems).toEqual([]);
  });

  it("OpenTofu's registry is as good as Terraform's", async () => {
    const plan = changed((p) => {
      p.configuration.provider_config.aws.full_name = "registry.opentofu.org/hashicorp/aws";
    });
    expect((await reportOf(plan)).problems).toEqual([]);
  });
});

describe("what was changed outside of Terraform", () => {
  const drifted = (address: string, values: Any, name: string) =>
    changed((p, c) => {
      const one = c(address);
      const before = one.change.before ?? {};
      const change = { ...one.change, actions: ["update"], before, after: { ...before, ...values } };
      p.resource_drift = [{ ...one, change }];
    }, name);
  const secret = "aws_secretsmanager_secret.panorama_dock-cameras";

  it.each<[string, string, Any, readonly string[]]>([
    [
      "a policy that somebody gave a secret",
      secret,
      { policy: '{"Statement":[{"Effect":"Allow","Principal":"*"}]}' },
      ["drift"],
    ],
    ["what the spec says anyhow", secret, { description: "RTSP credentials" }, []],
    [
      "what the spec does not say, and had a value",
      "aws_iot_thing.dock-1",
      { default_client_id: "x" },
      ["drift"],
    ],
    ["what AWS counts", "aws_iot_thing.dock-1", { version: 7 }, []],
    [
      "what another resource of ours sets",
      "aws_s3_bucket.acme-nodepackage-store-123456789012",
      { policy: "{}" },
      [],
    ],
    ["nothing given back as something empty", "aws_iot_thing.dock-1", { tags: {} }, []],
    ["a policy that is gone", "aws_iot_policy.appliance", { tags: [], policy: null }, ["drift"]],
  ])("%s, left as it is", async (_what, address, values, codes) => {
    const { problems, changes } = await reportOf(drifted(address, values, "same-region"), "before");
    expect(problems.map((one: Any) => one.code)).toEqual(codes);
    expect(changes).toEqual([]);
    for (const { message, location } of problems) {
      expect(message).toContain(`${address}: it was changed outside of Terraform (`);
      expect(message).toContain("and the plan leaves it so");
      expect(location.file).toBe("spec.yaml");
    }
  });

  it("beside what the spec changes is told with it", async () => {
    const { changes } = await reportOf(
      drifted(secret, { policy: '{"Statement":[{"Effect":"Allow","Principal":"*"}]}' }, "edit-region"),
    );
    const [one] = changes.filter(({ address }: Any) => address === secret);
    expect(one.reason).toMatchObject({
      code: "drift",
      message: "it was changed outside of Terraform (policy), and the plan leaves it so",
    });
  });

  it("is none where the spec keeps what an adopted resource has", async () => {
    const plan = drifted(secret, { description: "x", policy: "" }, "same-region");
    const folder = folderOf("before", { "plan.json": plan });
    const spec = readFileSync(join(folder, "spec.yaml"), "utf8").replace(
      "    description: RTSP credentials\n",
      "    source: import\n    arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:panorama/dock-cameras-AbCdEf\n",
    );
    writeFile(join(folder, "spec.yaml"), spec);
    const { out } = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    expect(out).not.toContain("drift");
    expect(out).toContain(`the resource ${secret} differs: description`);
  });
});

describe("the place of a change", () => {
  const update = (address: string, before: Any, after: Any, name = "same-region") =>
    changed((p, c) => {
      const one = c(address);
      const values = one.change.after;
      p.resource_changes = [
        {
          ...one,
          change: {
            ...one.change,
            actions: ["update"],
            before: { ...values, ...before },
            after: { ...values, ...after },
          },
        },
      ];
      p.resource_drift = [];
    }, name);
  const lineOf = async (plan: Any) => {
    const folder = folderOf("before", { "plan.json": plan });
    const { out } = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    return /^ {6}spec\.yaml:\d+:\d+ \| (.*)$/m.exec(out)?.[1];
  };
  const secret = "aws_secretsmanager_secret.panorama_dock-cameras";
  const thing = "aws_iot_thing.dock-1";
  const point = "aws_s3_access_point.panorama-models";
  const policy = (...arns: string[]) =>
    JSON.stringify({
      Statement: [
        {
          Condition: {
            ArnLike: {
              "aws:SourceArn": arns.map((id) => `arn:aws:panorama:us-east-1:123456789012:device/${id}`),
            },
          },
        },
      ],
    });

  it.each<[string, string, Any, Any, string, string?]>([
    ["tags alone", secret, { tags_all: { a: "1" } }, { tags_all: {} }, "tags: { owner: edge-team }"],
    [
      "tags and more",
      secret,
      { tags_all: { a: "1" }, description: "x" },
      {},
      "description: RTSP credentials",
    ],
    [
      "two fields",
      secret,
      { description: "x", recovery_window_in_days: 7 },
      {},
      "- name: panorama/dock-cameras",
    ],
    ["a field that is not written", secret, { kms_key_id: "x" }, {}, "- name: panorama/dock-cameras"],
    ["a field", thing, { attributes: {} }, {}, 'attributes: { floor: "1" }'],
    ["a field of another name", thing, { thing_type_name: "x" }, {}, "thingType: panorama-appliance"],
    ["what no field says", thing, { default_client_id: "x" }, {}, "- name: dock-1"],
    [
      "a type",
      "aws_iot_thing_type.panorama-appliance",
      { deprecated: true },
      {},
      "thingType: panorama-appliance",
    ],
    ["a certificate", "aws_iot_certificate.dock-2", { csr: "x" }, {}, "certificate: { csr: csr/dock-2.pem }"],
    [
      "an attachment",
      "aws_iot_policy_attachment.dock-2",
      { policy: "x" },
      {},
      "certificate: { csr: csr/dock-2.pem }",
    ],
    [
      "the IoT policy",
      "aws_iot_policy.appliance",
      { policy: "{}" },
      {},
      "certificate: { csr: csr/dock-1.pem }",
    ],
    [
      "an access point",
      point,
      { vpc_configuration: [{ vpc_id: "x" }] },
      {},
      "- { name: panorama-models, bucket: acme-nodepackage-store-123456789012, prefix: models/ }",
    ],
    [
      "a job",
      "aws_cloudformation_stack.reboot",
      { template_body: "x" },
      {},
      "document: { operation: reboot }",
    ],
    ["an attribute of every object", thing, { constructor: "x" }, {}, "- name: dock-1"],
    ["the role's path", "aws_iam_role.appliance", { path: "/" }, {}, "strictness: device", "same-iam"],
    [
      "one device's trust",
      "aws_iam_role.appliance",
      { assume_role_policy: policy("a", "b") },
      { assume_role_policy: policy("a", "b", "device-m2vexmplx6ub5heqwjmesk47pe") },
      "deviceId: device-m2vexmplx6ub5heqwjmesk47pe",
      "same-iam",
    ],
    [
      "all of the trust",
      "aws_iam_role.appliance",
      { assume_role_policy: "{}" },
      {},
      "strictness: device",
      "same-iam",
    ],
  ])("%s", async (_what, address, before, after, line, name) => {
    expect(await lineOf(update(address, before, after, name))).toBe(line);
  });

  it("is what quarantines, where that is written", async () => {
    const folder = folderOf("before", {
      "plan.json": update("aws_iot_certificate.dock-1", { active: false }, {}),
    });
    const spec = readFileSync(join(folder, "spec.yaml"), "utf8");
    writeFile(
      join(folder, "spec.yaml"),
      spec.replace("strictness: device\n", "strictness: device\nlifecycle: quarantined\n"),
    );
    const { out } = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    expect(out).toContain("spec.yaml:5:1 | lifecycle: quarantined\n");
  });

  it("stands in the spec, so that a line with a secret in it is masked", async () => {
    const folder = folderOf("before", { "plan.json": update(secret, { description: "x" }, {}) });
    const spec = readFileSync(join(folder, "spec.yaml"), "utf8");
    writeFile(
      join(folder, "spec.yaml"),
      spec.replace("RTSP credentials\n", "RTSP credentials # https://user:CANARYCANARY@example.com/\n"),
    );
    const { out } = await runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    expect(out).toContain("| description: RTSP credentials # https://");
    expect(out).not.toContain("CANARY");
  });
});

describe("the stack of a plan", () => {
  it("is looked for in all documents of all specs", async () => {
    const folder = folderOf("after", {
      "plan.json": jsonOf("edit-iam"),
      "region.json": jsonOf("edit-region"),
    });
    const other =
      'apiVersion: panorama-compile/v1\nname: other\naccount: { id: "111111111111", region: us-east-1 }\nstrictness: account\n';
    writeFile(join(folder, "more/other.yaml"), other);
    const argv = [
      "plan-report",
      "region.json",
      "plan.json",
      "--spec",
      "spec.yaml",
      "--spec",
      "more",
      "--format",
      "json",
    ];
    const { code, out } = await runIn(folder, argv);
    const { plans, unplanned } = JSON.parse(out);
    expect(plans.map((plan: Any) => plan.stack)).toEqual(["docks-us-east-1", "docks-iam"]);
    expect({ code, unplanned }).toEqual({ code: 0, unplanned: ["other-iam", "other-us-east-1"] });
  });

  it("of another account is none, and it is said what was compared", async () => {
    const plan = changed((p) => {
      p.configuration.provider_config.aws.expressions.allowed_account_ids.constant_value = ["999999999999"];
    });
    const { stack, problems, changes } = await reportOf(plan);
    expect(stack).toBe(null);
    expect(problems[0].code).toBe("no-stack");
    expect(problems[0].message).toBe(
      "the plan fits no stack of the spec (docks-iam: another account, 123456789012 and not 999999999999; docks-us-east-1: another account, 123456789012 and not 999999999999)",
    );
    expect(changes.map((one: Any) => one.reason.code)).toEqual(Array(11).fill("no-stack"));
  });

  it("without anything in common is none, unless --stack says it", async () => {
    const plan = changed((p) => {
      p.configuration.root_module.resources = [];
    });
    expect((await reportOf(plan)).problems[0].message).toContain(
      "docks-us-east-1: 24 of its 24 blocks missing in the plan, 0 of the plan's unknown to it",
    );
    const named = await reportOf(plan, "after", ["--stack", "docks-us-east-1"]);
    expect(named.stack).toBe("docks-us-east-1");
    expect(named.problems[0].details).toHaveLength(11);
  });

  it("of two plans is one plan too many", async () => {
    const folder = folderOf("after", { "a.json": jsonOf("edit-iam"), "b.json": jsonOf("edit-iam") });
    const { code, out } = await runIn(folder, ["plan-report", "a.json", "b.json", "--spec", "spec.yaml"]);
    expect(code).toBe(4);
    expect(out).toContain(
      "! same-stack: a.json is a plan of the stack docks-iam too; only one of them can be applied",
    );
  });

  it("is told by tombstones where nothing else is in it, and asked for where nothing tells it", async () => {
    const spec = `apiVersion: panorama-compile/v1
name: docks
account: { id: "123456789012", region: us-east-1 }
strictness: account
terraform: { split: site }
retired: [{ appliance: dock-5, site: a, disposition: forget }, { appliance: dock-6, site: b, disposition: destroy }, { appliance: dock-7, site: c, disposition: destroy }]
tags: { owner: edge-team }
`;
    const empty = changed((p, c) => {
      p.configuration.root_module = {};
      p.resource_changes = [c("aws_iot_thing.dock-5")];
      p.resource_drift = [];
      p.output_changes = {};
    });
    const report = async (plan: Any) => {
      const folder = folderOf("after", { "plan.json": plan, "spec.yaml": {} });
      writeFile(join(folder, "spec.yaml"), spec);
      return runIn(folder, ["plan-report", "plan.json", "--spec", "spec.yaml"]);
    };
    expect(await report(empty)).toMatchObject({
      code: 0,
      out: expect.stringContaining("docks-us-east-1-a  (plan.json)"),
    });
    empty.resource_changes[0] = {
      ...empty.resource_changes[0],
      address: "aws_iot_thing.dock-6",
      change: { ...empty.resource_changes[0].change, actions: ["delete"] },
    };
    const { code, out } = await report(empty);
    expect(code).toBe(4);
    expect(out).toContain("no-stack: the plan fits 4 stacks equally well");
  });
});
