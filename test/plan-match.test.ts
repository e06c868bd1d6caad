import { describe, expect, it } from "vitest";
import { compiledStack } from "../src/compiler/plan-report/compiled";
import { actionsOf } from "../src/compiler/plan-report/explain";
import { Search } from "../src/compiler/plan-report/match";
import { ownersIn } from "../src/compiler/plan-report/owners";
import type { Block, Plan, Provider } from "../src/compiler/plan-report/plan";
import type { StackArtifact } from "../src/compiler/stacks";
import { modelOf } from "./support/model";
import { changeOf, type Json, planOf } from "./support/plans";

// Which stack a plan is of, what it does to a resource, and to what of the spec an address belongs.

const stack = (name: string, things: string, more: Json = {}, region = "us-east-1") =>
  compiledStack(
    { name, document: "acme", region } as StackArtifact,
    JSON.stringify({
      provider: { aws: [{ region, allowed_account_ids: ["123456789012"] }] },
      resource: {
        aws_iot_thing: Object.fromEntries(
          things
            .split(" ")
            .filter(Boolean)
            .map((one) => [one, {}]),
        ),
      },
      ...more,
    }),
  );
const provider = (account: unknown = "123456789012", region: unknown = "us-east-1"): Provider => ({
  key: "aws",
  source: "registry.terraform.io/hashicorp/aws",
  expressions: {
    allowed_account_ids: { constant_value: [account] },
    region: { constant_value: region },
  },
});
const block: Block = { providerKey: "aws", expressions: {}, provisioners: [], repeated: false };
const planned = (things: string, more: Partial<Plan> = {}, providers = [provider()]) =>
  planOf(
    {
      providers,
      resources: new Map(
        things
          .split(" ")
          .filter(Boolean)
          .map((one) => [`aws_iot_thing.${one}`, block]),
      ),
    },
    { changes: [changeOf({ address: "aws_iot_thing.a" })], ...more },
  );

/** The stack that is found, or why none is. */
function found(plan: Plan, stacks: readonly ReturnType<typeof stack>[], wanted?: string): string {
  const search = new Search(plan, wanted);
  for (const one of stacks) search.look(one);
  const answer = search.answer();
  return "fit" in answer ? answer.fit.stack.artifact.name : answer.trouble;
}

describe("match: the stack of a plan", () => {
  it("is the one that has most in common with it", () => {
    const stacks = [stack("one", "a"), stack("two", "a b c"), stack("three", "a b c d e f")];
    expect(found(planned("a b c d"), stacks)).toBe("two");
    expect(found(planned("a"), stacks)).toBe("one");
    expect(found(planned("a b c d e"), stacks)).toBe("three");
    expect(found(planned("a b c d e"), [...stacks].reverse())).toBe("three");
  });

  it("is none where nothing is in common, unless both are empty", () => {
    expect(found(planned("x"), [stack("one", "a"), stack("two", "b c")])).toBe(
      "fits no stack of the spec (one: 1 of its 1 block missing in the plan, 1 of the plan's unknown to it; two: 2 of its 2 blocks missing in the plan, 1 of the plan's unknown to it)",
    );
    expect(found(planned(""), [stack("one", "")])).toBe("one");
    expect(found(planned(""), [stack("one", "a")])).toContain("fits no stack");
  });

  it("is not one of another account or Region, which is said only where it has its form", () => {
    const [own, nowhere] = [
      [stack("one", "a")],
      "the plan's provider names no account and Region, as ours do",
    ];
    const why = (...providers: Provider[]) => found(planned("a", {}, providers), own);
    const none = (words: string) => `fits no stack of the spec (one: ${words})`;
    expect(why(provider("210987654321"))).toBe(none("another account, 123456789012 and not 210987654321"));
    expect(why(provider("secret"))).toBe(
      none("another account, 123456789012 and not what the plan has there"),
    );
    for (const account of ["1234567890123", "x210987654321"])
      expect(why(provider(account))).toContain("and not what the plan has there");
    expect(why(provider(undefined, "us-gov-west-1"))).toBe(
      none("another Region, us-east-1 and not us-gov-west-1"),
    );
    for (const region of ["us-east-1 x", "xus-east-1", "us-east-10", "us-1"])
      expect(why(provider(undefined, region))).toBe(
        none("another Region, us-east-1 and not what the plan has there"),
      );
    for (const providers of [
      [],
      [{ ...provider(), key: "aws.x" }],
      [provider(1)],
      [provider("123456789012", 1)],
    ])
      expect(why(...(providers as Provider[]))).toBe(none(nowhere));
  });

  it("is told by what it lets go of, where two are alike; else neither is taken, unless nothing changes", () => {
    const removed = { removed: [{ from: "aws_iot_thing.a" }] };
    expect(found(planned("b"), [stack("one", "b"), stack("two", "b", removed)])).toBe("two");
    expect(found(planned("b"), [stack("one", "b", removed), stack("two", "b")])).toBe("one");
    const alike = [stack("one", "b"), stack("two", "b"), stack("three", "x"), stack("four", "b")];
    expect(found(planned("b"), alike)).toBe("fits 3 stacks equally well (one, two and four)");
    const quiet = [changeOf({ actions: ["no-op"] })];
    expect(found(planned("b", { changes: quiet }), alike)).toBe("one");
    expect(found(planned("b"), [...alike, stack("five", "b", removed)])).toBe("five");
  });

  it("is what --stack names, however it looks", () => {
    const stacks = [stack("one", "a"), stack("two", "x", {}, "eu-west-1")];
    expect(found(planned("a"), stacks, "two")).toBe("two");
    const known = (wanted?: string) => {
      const search = new Search(planned("a"), wanted);
      for (const one of stacks) search.look(one);
      return search.isKnown;
    };
    expect([known(), known("one"), known("two"), known("three")]).toEqual([true, true, true, false]);
  });

  it("names eight that were compared", () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => stack(`s${at}`, "x"));
    expect(found(planned("a"), many(8))).not.toContain("more stack");
    expect(found(planned("a"), many(9))).toMatch(/; and 1 more stack\)$/);
    expect(found(planned("a"), many(11))).toMatch(/s7: [^;]*; and 3 more stacks\)$/);
  });
});

describe("explain: what a plan does to a resource", () => {
  it.each<[string, Parameters<typeof changeOf>[0], readonly string[]]>([
    ["nothing", { actions: ["no-op"] }, []],
    ["data", { actions: ["update"], isData: true }, []],
    ["a read", { actions: ["read"] }, []],
    ["create", { actions: ["create"] }, ["create"]],
    ["delete", { actions: ["delete"] }, ["destroy"]],
    ["replace", { actions: ["delete", "create"] }, ["replace"]],
    ["replace, new first", { actions: ["create", "delete"] }, ["replace"]],
    ["replace, old kept", { actions: ["create", "forget"] }, ["replace"]],
    ["forget", { actions: ["forget"] }, ["forget"]],
    ["what is new", { actions: ["teleport"] }, ["unknown"]],
    ["an import", { actions: ["no-op"], importId: "" }, ["import"]],
    ["a move", { actions: ["no-op"], previousAddress: "x" }, ["move"]],
    ["no move", { actions: ["no-op"], previousAddress: "aws_iam_role.a" }, []],
    ["all", { actions: ["update"], importId: "i", previousAddress: "x" }, ["update", "import", "move"]],
  ])("%s", (_, change, actions) => {
    expect(actionsOf(changeOf(change))).toEqual(actions);
  });
});

describe("owners: to what of the spec an address belongs", () => {
  const model = modelOf(
    `apiVersion: panorama-compile/v1
name: acme
account: { id: "123456789012", region: us-east-1 }
strictness: account
terraform: { split: site }
appliances:
  - { name: dock, site: s, thingType: panorama-t, renamedFrom: old }
  - { name: west, region: us-west-2 }
buckets: [{ name: acme-nodepackage-store-1, source: create }, { name: acme-nodepackage-store-2 }]
accessPoints: [{ name: panorama-a, bucket: acme-nodepackage-store-1 }]
secrets: [{ name: panorama/s }]
jobs: [{ name: j, document: { operation: x }, targets: { all: true }, run: once }]
retired: [{ appliance: gone, disposition: destroy }, { secret: panorama/gone, disposition: forget }]
`,
  );
  const owned = (more: Json) =>
    [...ownersIn(model, { name: "acme-x", document: "acme", ...more })].map(
      ([address, owner]) => `${address}: ${owner.kind}${"entry" in owner ? ` ${owner.entry.name}` : ""}`,
    );

  it("is the role's in the stack of roles", () => {
    expect(owned({ kind: "iam", region: "us-east-1" })).toEqual([
      "aws_iam_role.appliance: role",
      "aws_iam_role_policies_exclusive.appliance: role",
      "aws_iam_role_policy.appliance-permissions: role",
      "aws_iam_role_policy_attachment.appliance-managed: role",
      "aws_iam_role_policy_attachments_exclusive.appliance: role",
      "aws_iam_service_linked_role.panorama: serviceLinkedRole",
    ]);
  });

  it("is an entry's of the Region, and a tombstone's", () => {
    const all = owned({ kind: "region", region: "us-east-1", name: "acme-us-east-1" });
    const kinds = new Set(all.map((line) => line.split(": ")[1]));
    expect([...kinds].sort()).toEqual([
      "accessPoint panorama-a",
      "bucket acme-nodepackage-store-1",
      "iotPolicy",
      "job j",
      "secret panorama/s",
      "thingType panorama-t",
      "tombstone gone",
      "tombstone panorama/gone",
    ]);
    expect(all).toContain("aws_iot_policy.appliance: iotPolicy");
    expect(all).toContain("aws_iot_thing.gone: tombstone gone");
    expect(all).toContain("aws_secretsmanager_secret.panorama_gone: tombstone panorama/gone");
  });

  it("is an appliance's at its site, with its former name, and a run of a job", () => {
    const all = owned({ kind: "site", region: "us-east-1", name: "acme-us-east-1-s" });
    expect(all).toContain("aws_iot_thing.dock: appliance dock");
    expect(all).toContain("aws_iot_thing.old: appliance dock");
    expect(all).toContain("terraform_data.run-j: job j");
    expect(all.some((line) => line.includes("tombstone") || line.includes("cloudformation"))).toBe(false);
    const west = owned({ kind: "region", region: "us-west-2", name: "acme-us-west-2" });
    expect(new Set(west.map((line) => line.split(": ")[1]))).toEqual(
      new Set(["iotPolicy", "appliance west"]),
    );
  });
});
