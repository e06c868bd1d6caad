import { describe, expect, it } from "vitest";
import { differ } from "../src/compiler/diff";
import type { StackConfig } from "../src/compiler/diff/stack";
import { changesOf, diffOf, type Json, stackOf } from "./support/stacks";

// Security: what is adopted, let go of, twice there or nearly the same; and the order in which it is told.

const doc = (name: string) => `\${data.aws_iam_policy_document.${name}.json}`;
const allow = (actions: string[], more: Json = {}) => ({ statement: [{ actions, ...more }] });
const data = {
  aws_iam_policy_document: {
    none: { statement: [] },
    sts: allow(["sts:*"]),
    s3: allow(["s3:*"]),
    own: allow(["sts:*"], { resources: ["$${iot:Connection.Thing.ThingName}"] }),
  },
};
const role = (trust: string, name = "R"): Json => ({ name, assume_role_policy: doc(trust) });
const roles = (...all: Json[]): Json => ({
  aws_iam_role: Object.fromEntries(all.map((one, at) => [`r${at}`, one])),
});
const stack = (resource: Json, more: Json = {}, name?: string, region?: string): StackConfig =>
  stackOf({ resource, data, ...more }, name, region);
const pretty = (before: StackConfig[], after: StackConfig[]) =>
  differ.formats
    .pretty(differ.diffOf({ label: "a", stacks: before }, { label: "b", stacks: after }))
    .split("\n\n")[0]
    ?.split("\n");

describe("security: what is adopted", () => {
  const adopted = (to: string) => stack(roles(role("sts")), { import: [{ to, id: "R" }] });
  it("was there before, and nobody here knows how", () => {
    const line = (kind: string) =>
      `${kind} of R: new incomparable; it is adopted: what it let in before is not known here`;
    expect(changesOf([stack({})], [adopted("aws_iam_role.r0")])).toEqual([
      line("trust policy"),
      line("permissions"),
    ]);
    expect(changesOf([stack({})], [adopted("aws_iam_role.r1")])[0]).toBe(
      "trust policy of R: new wider; policy",
    );
    expect(pretty([stack({})], [adopted("aws_iam_role.r0")])?.slice(1, 3)).toEqual([
      "  incomparable  trust policy of R",
      "                  it is adopted: what it let in before is not known here",
    ]);
  });

  it("is so where one of all that makes it is", () => {
    const point = {
      aws_s3_access_point: { a: { name: "panorama-a", bucket: "b" } },
      aws_s3control_access_point_policy: {
        a: { access_point_arn: "${aws_s3_access_point.a.arn}", policy: doc("s3") },
      },
    };
    const imported = stack(point, { import: [{ to: "aws_s3control_access_point_policy.a", id: "x" }] });
    expect(changesOf([stack({})], [imported])).toEqual([
      "access point panorama-a in us-east-1: new incomparable; it is adopted: what it let in before is not known here",
    ]);
  });

  it("is compared where it was there on the old side too", () => {
    expect(changesOf([stack(roles(role("sts")))], [adopted("aws_iam_role.r0")])).toEqual([]);
  });
});

describe("security: what Terraform lets go of", () => {
  const bucket = {
    aws_s3_bucket: { a: { bucket: "b" } },
    aws_s3_bucket_policy: { a: { bucket: "b", policy: doc("s3") } },
  };
  const removed = (destroy: boolean, ...from: string[]) =>
    stack({}, { removed: from.map((one) => ({ from: one, lifecycle: { destroy } })) });
  const both = ["aws_s3_bucket.a", "aws_s3_bucket_policy.a"];
  const status = (after: StackConfig) => {
    const [{ relation, status: its, reasons }] = diffOf([stack(bucket)], [after]).security;
    return [relation, its, ...reasons.map(({ text = "policy" }: Json) => text)].join("; ");
  };

  it("is as it was, where all of it is let go of in its stack", () => {
    expect(status(removed(false, ...both))).toBe(
      "same; gone; Terraform lets go of it: AWS keeps it as it is",
    );
    expect(pretty([stack(bucket)], [removed(false, ...both)])?.slice(1)).toEqual([
      "  same          bucket b",
      "                  Terraform lets go of it: AWS keeps it as it is",
    ]);
    for (const after of [
      removed(true, ...both),
      removed(false, "aws_s3_bucket.a"),
      removed(false, "aws_s3_bucket_policy.a"),
      { ...removed(false, ...both), name: "other" },
    ])
      expect(status(after)).toBe("narrower; gone; policy");
  });

  it("is no command: what applying runs goes", () => {
    const run = { terraform_data: { "run-a": { triggers_replace: [], provisioner: [] } } };
    const after = stack({}, { removed: [{ from: "terraform_data.run-a", lifecycle: { destroy: false } }] });
    const [command] = diffOf([stack(run)], [after]).security;
    expect(command).toMatchObject({ kind: "command", relation: "same", status: "gone", reasons: [] });
  });

  it("is not what no resource makes", () => {
    const before = stack({}, { module: { m: {} } });
    expect(changesOf([before], [stack({})])).toEqual([
      "module in acme: gone incomparable; this compiler writes no such thing: what it lets in is not known here",
    ]);
  });
});

describe("security: subjects of one name", () => {
  it("are told apart by what makes them", () => {
    const one = [stack(roles(role("none")))];
    const three = [stack(roles(role("none"), role("sts"), role("sts")))];
    expect(changesOf(one, three).filter((line) => line.startsWith("trust"))).toEqual([
      "trust policy of R: new wider; policy",
      "trust policy of R: new wider; policy",
    ]);
    const swapped = [stack(roles(role("none"), role("sts"), role("none")))];
    expect(changesOf(three, swapped)).toEqual(["trust policy of R: kept narrower; policy"]);
  });

  it("are others in another Region, but for what is global", () => {
    const point = (region: string, policy: string) =>
      stack(
        {
          aws_s3_access_point: { a: { name: "panorama-a", bucket: "b" } },
          aws_s3control_access_point_policy: {
            a: { access_point_arn: "${aws_s3_access_point.a.arn}", policy: doc(policy) },
          },
        },
        {},
        `acme-${region}`,
        region,
      );
    const before = [point("us-east-1", "none"), point("us-west-2", "none")];
    expect(changesOf(before, [point("us-east-1", "none"), point("us-west-2", "s3")])).toEqual([
      "access point panorama-a in us-west-2: kept wider; policy",
    ]);
  });

  it("belong to what they refer to, and not to what only starts so", () => {
    const attached = (to: string) =>
      stack({
        aws_iam_role: { a: role("none") },
        aws_iam_role_policy_attachment: { x: { role: to, policy_arn: "arn:x" } },
      });
    const lines = (to: string) => changesOf([stack({ aws_iam_role: { a: role("none") } })], [attached(to)]);
    const known = ["permissions of R: kept incomparable; other policies: it now has arn:x"];
    expect(lines("${aws_iam_role.a.unique_id}")).toEqual(known);
    for (const other of ["${aws_iam_role.ab.unique_id}", "${x.aws_iam_role.a}", "S"])
      expect(lines(other)[0]).toContain("aws_iam_role_policy_attachment.x in acme: new incomparable");
  });

  it("know AWS IoT's variables in policies of IoT alone", () => {
    expect(changesOf([stack(roles(role("none")))], [stack(roles(role("own")))])).toEqual([
      "trust policy of R: kept incomparable; its policy is none that this compiler writes: resources holds a variable, a template or a reference",
    ]);
  });

  it("are as they were, whatever the order of their parts", () => {
    const blocks = (...names: string[]) =>
      stack({
        aws_s3_bucket: { a: { bucket: "b" } },
        aws_s3_bucket_public_access_block: Object.fromEntries(
          names.map((name) => [name, { bucket: "b", block_public_acls: name === "x" }]),
        ),
        terraform_data: Object.fromEntries(
          names.map((name) => [`run-${name}`, { provisioner: [{ "local-exec": { command: name } }] }]),
        ),
      });
    expect(changesOf([blocks("x", "y")], [blocks("y", "x")])).toEqual([]);
    expect(changesOf([blocks("x")], [blocks("x", "y")])).toHaveLength(2);
  });

  it("without a policy are as those with one that says nothing", () => {
    const bare = { aws_s3_bucket: { a: { bucket: "b" } } };
    const empty = { ...bare, aws_s3_bucket_policy: { a: { bucket: "b", policy: doc("none") } } };
    expect(changesOf([stack(bare)], [stack(empty)])).toEqual([]);
  });
});

describe("security: the order", () => {
  it("is by relation, then kind, then name; and the whole is all of them together", () => {
    const before = [stack(roles(role("sts", "B"), role("none", "A"), role("none", "C")))];
    const after = [
      stack({
        ...roles(role("none", "B"), role("sts", "A"), role("sts", "C")),
        aws_iam_user: { u: { name: "u" } },
        aws_s3_bucket: { b: { bucket: "b" } },
      }),
    ];
    const { relation, security } = diffOf(before, after);
    expect(relation).toBe("incomparable");
    expect(security.map((one: Json) => `${one.relation} ${one.subject}`)).toEqual([
      "wider trust policy of A",
      "wider trust policy of C",
      "wider bucket b",
      "incomparable aws_iam_user.u in acme",
      "narrower trust policy of B",
      "same permissions of A",
      "same permissions of B",
      "same permissions of C",
    ]);
    expect(security.find((one: Json) => one.kind === "other").resources).toEqual([
      { stack: "acme", address: "aws_iam_user.u" },
    ]);
  });
});
