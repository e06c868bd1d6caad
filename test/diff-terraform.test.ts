import { describe, expect, it } from "vitest";
import { stackWords } from "../src/compiler/diff/grouped";
import type { StackConfig } from "../src/compiler/diff/stack";
import { type StackChange, terraformChanges } from "../src/compiler/diff/terraform";
import { changeNotes } from "../src/compiler/diff/words";
import { type Json, stackOf } from "./support/stacks";

// What Terraform will do from one stack to another of a few blocks; fixtures/step holds the same against real plans.

const thing = (more: Json = {}) => ({ name: "n", ...more });
const things = (all: Json, more: Json = {}, name?: string, region?: string, account?: string) =>
  stackOf({ resource: { aws_iot_thing: all }, ...more }, name, region, account);
/** `changed acme a: name!, attributes` — `!` forces — with where it was. */
const told = (before: readonly StackConfig[], after: readonly StackConfig[]) =>
  terraformChanges(before, after).resources.map(
    ({ action, stack, address, from, arguments: names, forcing }) =>
      [
        `${action} ${stack} ${address.replace("aws_iot_thing.", "")}`,
        ...(from ? [`from ${from.stack} ${from.address.replace("aws_iot_thing.", "")}`] : []),
        ...names.map((name) => (forcing.includes(name) ? `${name}!` : name)),
      ].join(" "),
  );

describe("terraform: a resource", () => {
  it("is added, removed, forgotten, imported, changed or replaced, in order of stacks and addresses", () => {
    const before = [
      things({ b: thing(), c: thing(), d: thing(), f: thing() }),
      things({ x: thing() }, {}, "zeta"),
    ];
    const after = [
      things({ x: thing({ name: "m" }) }, {}, "zeta"),
      things(
        { a: thing(), b: thing({ attributes: { k: "1" } }), e: thing(), f: thing() },
        {
          removed: [
            { from: "aws_iot_thing.c", lifecycle: { destroy: false } },
            { from: "aws_iot_thing.d", lifecycle: { destroy: true } },
          ],
          import: [{ to: "aws_iot_thing.e", id: "n" }],
        },
      ),
    ];
    expect(told(before, after)).toEqual([
      "added acme a",
      "changed acme b attributes",
      "forgotten acme c",
      "removed acme d",
      "imported acme e",
      "replaced zeta x name!",
    ]);
  });

  it("is moved, with what refers to it", () => {
    const stack = (name: string, moved: Json = []) =>
      stackOf({
        resource: {
          aws_iot_thing: { [name]: thing() },
          aws_iot_certificate: { [name]: { csr: "C" } },
          aws_iot_policy_attachment: { p: { policy: "P", target: `\${aws_iot_certificate.${name}.arn}` } },
          aws_iot_thing_principal_attachment: {
            q: {
              thing: `\${aws_iot_thing.${name}.name}`,
              principal: [{ x: `\${aws_iot_certificate.${name}.arn}` }],
            },
          },
        },
        moved,
      });
    const moved = ["thing", "certificate"].map((type) => ({
      from: `aws_iot_${type}.a`,
      to: `aws_iot_${type}.b`,
    }));
    expect(told([stack("a")], [stack("b", moved)])).toEqual([
      "moved acme aws_iot_certificate.b from acme aws_iot_certificate.a",
      "moved acme b from acme a",
    ]);
    expect(told([stack("a")], [stack("b", moved.slice(0, 1))])).toEqual(
      [
        "removed acme aws_iot_certificate.a",
        "added acme aws_iot_certificate.b",
        "replaced acme aws_iot_policy_attachment.p target!",
        "moved acme b from acme a",
        "replaced acme aws_iot_thing_principal_attachment.q principal!",
      ].sort((a, b) => order(a) - order(b)),
    );
  });
  /** By address, as the list is: what is at one address comes in any order. */
  const order = (line: string) =>
    ["certificate.a", "certificate.b", "policy_attachment", "acme b", "principal"].findIndex((one) =>
      line.includes(one),
    );

  it("is replaced where what it refers to is, as far as that goes", () => {
    const stack = (csr: string) =>
      stackOf({
        resource: {
          aws_iot_certificate: { a: { csr } },
          aws_iot_policy_attachment: { p: { policy: "P", target: "${aws_iot_certificate.a.arn}" } },
          aws_iot_thing: {
            t: thing({ attributes: ["${aws_iot_policy_attachment.p.id}"] }),
            u: thing({ attributes: "x" }),
          },
        },
      });
    expect(told([stack("C")], [stack("D")])).toEqual([
      "replaced acme aws_iot_certificate.a csr!",
      "replaced acme aws_iot_policy_attachment.p target!",
      "changed acme t attributes",
    ]);
  });

  it("changes with default tags, where its type has them", () => {
    const stack = (tags: Json) => {
      const one = stackOf({
        resource: { aws_iot_policy: { p: { name: "P" } }, aws_iot_thing: { a: thing() } },
      });
      return { ...one, tags };
    };
    expect(told([stack([{ tags: { a: "1" } }])], [stack([{ tags: { a: "2" } }])])).toEqual([
      "changed acme aws_iot_policy.p tags_all",
    ]);
    expect(told([stack(undefined)], [stack(undefined)])).toEqual([]);
  });

  it("is left as it is where the new side says so", () => {
    const secret = (more: Json) =>
      stackOf({ resource: { aws_secretsmanager_secret: { s: { name: "S", ...more } } } });
    const left = { lifecycle: [{ ignore_changes: ["description"] }] };
    expect(told([secret({ description: "x" })], [secret(left)])).toEqual([]);
    expect(told([secret({ description: "x" })], [secret({})])).toEqual([
      "changed acme aws_secretsmanager_secret.s description",
    ]);
    expect(told([secret(left)], [secret({ description: "x" })])).toEqual([
      "changed acme aws_secretsmanager_secret.s description",
    ]);
  });
});

describe("terraform: another stack", () => {
  const in_ = (name: string, all: Json, region?: string, account?: string) =>
    things(all, {}, name, region, account);

  it("has a resource of one address in one Region and account", () => {
    const before = [in_("one", { a: thing() }), in_("two", {})];
    expect(told(before, [in_("one", {}), in_("two", { a: thing({ attributes: 1 }) })])).toEqual([
      "restacked two a from one a attributes",
    ]);
    const apart = ["removed one a", "added two a"];
    expect(told([in_("one", { a: thing() })], [in_("two", { b: thing() })])).toEqual([
      "removed one a",
      "added two b",
    ]);
    expect(told([in_("one", { a: thing() })], [in_("two", { a: thing() }, "eu-west-1")])).toEqual(apart);
    expect(told([in_("one", { a: thing() })], [in_("two", { a: thing() }, undefined, "2")])).toEqual(apart);
  });

  it("is none where several could have it", () => {
    expect(
      told([in_("one", { a: thing() })], [in_("two", { a: thing() }), in_("three", { a: thing() })]),
    ).toEqual(["removed one a", "added three a", "added two a"]);
    expect(
      told([in_("one", { a: thing() }), in_("three", { a: thing() })], [in_("two", { a: thing() })]),
    ).toEqual(["removed one a", "removed three a", "added two a"]);
  });
});

describe("terraform: a stack", () => {
  const changes = (before: Json, after: Json, region?: string) =>
    terraformChanges([stackOf(before)], [stackOf(after, "acme", region)]).stacks;
  const kept = { stack: "acme", account: "123456789012", status: "kept", settings: [], interface: [] };

  it("is new, gone or kept with what changes besides", () => {
    expect(terraformChanges([stackOf({}, "b")], [stackOf({}, "a")]).stacks).toEqual([
      { ...kept, stack: "a", status: "new" },
      { ...kept, stack: "b", status: "gone" },
    ]);
    expect(changes({}, {})).toEqual([]);
    expect(changes({}, {}, "eu-west-1")).toEqual([{ ...kept, settings: ["region"] }]);
    const one = {
      terraform: { backend: { local: {} }, required_version: "1" },
      variable: { v: {} },
      output: { o: { value: 1 }, p: 1 },
    };
    const other = {
      terraform: { backend: { s3: {} }, required_version: "1", cloud: {} },
      variable: { w: {} },
      output: { o: { value: 2 }, p: 1 },
    };
    expect(changes(one, other, "eu-west-1")).toEqual([
      {
        ...kept,
        settings: ["backend", "cloud", "region"],
        interface: ["variable v", "variable w", "output o"],
      },
    ]);
    expect(changes({}, { output: { o: {} } })).toEqual([{ ...kept, interface: ["output o"] }]);
  });

  it("is told in words", () => {
    const words = (...all: Partial<StackChange>[]) =>
      stackWords(all.map((one) => ({ ...kept, status: "kept" as const, ...one })));
    expect(words({ status: "new" })).toBe("new stack");
    expect(words({ status: "gone" })).toBe(
      "the stack goes: destroy it, or move its states, before its folder goes",
    );
    expect(words({ settings: ["backend"] })).toBe(
      "the place of its state changes: terraform init -migrate-state",
    );
    expect(words({ settings: ["backend", "cloud", "region"], interface: ["output o", "variable v"] })).toBe(
      "the place of its state changes: terraform init -migrate-state; settings change: cloud and region; also changes output o and variable v",
    );
    expect(words({ interface: ["output o"] })).toBe("also changes output o");
    expect(words({ status: "gone" }, { status: "new", account: "2" })).toBe(
      "in account 123456789012 the stack goes: destroy it, or move its states, before its folder goes; in account 2 new stack",
    );
  });
});

describe("words: what more there is to say of a change", () => {
  const notes = (more: Partial<Parameters<typeof changeNotes>[0]>) =>
    changeNotes({ action: "changed", stack: "s", address: "a.b", arguments: [], forcing: [], ...more });
  it.each<[Parameters<typeof notes>[0], string]>([
    [{}, ""],
    [{ arguments: ["x", "y"] }, "changes x and y"],
    [{ action: "replaced", arguments: ["x", "y"], forcing: ["y"] }, "forced by y; changes x"],
    [{ action: "moved", from: { stack: "s", address: "a.c" } }, "from a.c"],
    [{ action: "restacked", from: { stack: "t", address: "a.b" } }, "from a.b of t"],
    [{ action: "added", address: "terraform_data.run-j" }, "starts the job"],
    [{ action: "replaced", address: "terraform_data.run-j" }, "starts the job"],
    [{ action: "removed", address: "terraform_data.run-j" }, ""],
    [{ action: "added", address: "x.terraform_data.run-" }, ""],
    [{ action: "added", address: "terraform_data.certificate-a" }, "sets the certificate's status"],
    [{ action: "changed", address: "terraform_data.certificate-a" }, ""],
  ])("%j: %s", (change, words) => {
    expect(notes(change)).toBe(words);
  });
});
