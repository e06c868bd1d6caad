import { describe, expect, it } from "vitest";
import { ACCOUNT, changesOf, diffOf, type Json, stackOf } from "./support/stacks";

// Who a subject is, and what of a stack belongs to it: edited stacks of a few blocks, before and after.

const statement = (actions: string[], resources?: string[]): Json => ({
  statement: [{ effect: "Allow", actions, ...(resources && { resources }) }],
});
const documents: Json = {
  aws_iam_policy_document: {
    none: { statement: [] },
    sts: statement(["sts:AssumeRole"]),
    s3: statement(["s3:*"]),
    iot: statement(["iot:*"]),
  },
};
const doc = (name: string) => `\${data.aws_iam_policy_document.${name}.json}`;
const stack = (resource: Json, more: Json = {}, name?: string, region?: string) =>
  stackOf({ resource, data: documents, ...more }, name, region);

/** What changes from one set of resources to another; where `before` is absent, from a stack with nothing. */
const between = (before: Json, after: Json) => changesOf([stack(before)], [stack(after)]);
const gained = (before: Json, after: Json): string[] =>
  diffOf([stack(before)], [stack(after)]).security.flatMap(({ reasons }: Json) =>
    reasons.flatMap((one: Json) => (one.gained ? [one.gained.text] : [])),
  );

describe("subjects: a role", () => {
  const MANAGED = "arn:aws:iam::aws:policy/service-role/AWSPanoramaApplianceServiceRolePolicy";
  const role = (more: Json = {}, others: Json = {}): Json => ({
    aws_iam_role: { a: { name: "R", assume_role_policy: doc("none"), ...more } },
    ...others,
  });
  const inline = (more: Json = {}): Json => ({
    aws_iam_role_policy: { p: { name: "p", role: "${aws_iam_role.a.name}", policy: doc("none"), ...more } },
  });
  const attached = (policy_arn: string, of = "R"): Json => ({
    aws_iam_role_policy_attachment: { x: { role: of, policy_arn } },
  });
  const lists = (names: string[] = [], arns: string[] = []): Json => ({
    aws_iam_role_policies_exclusive: { a: { role_name: "${aws_iam_role.a.name}", policy_names: names } },
    aws_iam_role_policy_attachments_exclusive: { a: { role_name: "R", policy_arns: arns } },
  });

  it("is assumed by its trust policy, of which only sts counts", () => {
    expect(between(role(), role({ assume_role_policy: doc("sts") }))).toEqual([
      "trust policy of R: kept wider; policy",
    ]);
    expect(between(role(), role({ assume_role_policy: doc("s3") }))).toEqual([]);
    expect(between(role(), role({ assume_role_policy: "{}" }))).toEqual([
      "trust policy of R: kept incomparable; its policy is none that this compiler writes: it is not a policy document of its stack",
    ]);
  });

  it("has a trust policy of which a Deny is no more than silence, and permissions of which it is", () => {
    const deny = { aws_iam_policy_document: { d: { statement: [{ effect: "Deny", actions: ["*"] }] } } };
    const none = { aws_iam_policy_document: { d: { statement: [] } } };
    const of = (data: Json) => [
      stack(role({ assume_role_policy: doc("d") }, inline({ policy: doc("d") })), { data }),
    ];
    expect(changesOf(of(none), of(deny))).toEqual(["permissions of R: kept narrower; policy"]);
  });

  it("may do what its own policies say, however they name it", () => {
    for (const name of ["R", "${aws_iam_role.a.name}", "${aws_iam_role.a.id}"]) {
      const policy = (which: string) => role({}, inline({ role: name, policy: doc(which) }));
      expect(between(policy("none"), policy("s3"))).toEqual(["permissions of R: kept wider; policy"]);
    }
    const [text] = gained(role({}, inline()), role({}, inline({ policy: doc("s3") })));
    expect(text).toBe("now allowed: R asking for s3:PutObject on arn:aws:s3:::another-bucket");
  });

  it("has nothing of another role's", () => {
    const other = (which: string) => role({}, inline({ role: "S", policy: doc(which) }));
    expect(between(other("none"), other("s3"))).toEqual([
      "aws_iam_role_policy.p in acme: kept incomparable; this compiler writes no such thing: what it lets in is not known here",
    ]);
  });

  it("may do what the managed policy says, which is known", () => {
    expect(between(role(), role({}, attached(MANAGED)))).toEqual(["permissions of R: kept wider; policy"]);
    expect(between(role({}, attached(MANAGED)), role())).toEqual(["permissions of R: kept narrower; policy"]);
    expect(between(role({}, attached("arn:aws:iam::aws:policy/X")), role({}, attached(MANAGED)))).toEqual([
      "permissions of R: kept incomparable; policy; other policies: it no longer has arn:aws:iam::aws:policy/X",
    ]);
  });

  it("has what its lists keep, unless its stack makes it", () => {
    const before = role({}, { ...inline(), ...lists(["p"]) });
    expect(between(before, role({}, { ...inline(), ...lists(["p", "q"]) }))).toEqual([
      "permissions of R: kept incomparable; other policies: it now has q",
    ]);
    expect(between(before, role({}, { ...inline(), ...lists() }))).toEqual([]);
    expect(between(before, role({}, { ...inline(), ...lists(["p"], ["arn:x"]) }))).toEqual([
      "permissions of R: kept incomparable; other policies: it now has arn:x",
    ]);
  });

  it("keeps away what is attached by hand by both lists, and by one not", () => {
    const both = lists();
    const { aws_iam_role_policies_exclusive: names, aws_iam_role_policy_attachments_exclusive: arns } = both;
    const wide = ["permissions of R: kept wider; nothing else attached: none, where it was by both lists"];
    for (const one of [
      {},
      { aws_iam_role_policies_exclusive: names },
      { aws_iam_role_policy_attachments_exclusive: arns },
    ]) {
      expect(between(role({}, both), role({}, one))).toEqual(wide);
      expect(between(role({}, one), role({}, both))).toEqual([
        "permissions of R: kept narrower; nothing else attached: by both lists, where there was none",
      ]);
    }
  });

  it("has a boundary, none, or one that it keeps", () => {
    const bound = (value?: unknown, ignore_changes?: string[]) =>
      role({ permissions_boundary: value, ...(ignore_changes && { lifecycle: [{ ignore_changes }] }) });
    const limits = (before: Json, after: Json) =>
      between(before, after).map((line) => line.split("; ").at(-1));
    expect(limits(bound(), bound("b"))).toEqual(["permissions boundary: b, where there was none"]);
    expect(limits(bound(""), bound("b"))).toEqual(["permissions boundary: b, where there was none"]);
    expect(limits(bound("b"), bound(""))).toEqual(["permissions boundary: none, where it was b"]);
    expect(limits(bound("b"), bound(undefined, ["permissions_boundary"]))).toEqual([]);
    expect(limits(bound(undefined, ["permissions_boundary"]), bound("b"))).toEqual([
      "permissions boundary: b, where nobody here knows what it was",
    ]);
    expect(limits(bound("b"), bound(undefined, ["permissions_boundaries"]))[0]).toBe(
      "permissions boundary: none, where it was b",
    );
  });

  it("is the same in every Region, and another in another account", () => {
    const at = (region: string, account = ACCOUNT) => [
      stackOf({ resource: role(), data: documents }, "acme", region, account),
    ];
    expect(changesOf(at("us-east-1"), at("us-west-2"))).toEqual([]);
    const { security } = diffOf(at("us-east-1"), at("us-east-1", "210987654321"));
    const names = security.map(({ subject, status, account, region }: Json) => [
      subject,
      status,
      account,
      region,
    ]);
    expect(names.sort()).toEqual([
      [`permissions of R of account ${ACCOUNT}`, "gone", ACCOUNT, undefined],
      ["permissions of R of account 210987654321", "new", "210987654321", undefined],
      [`trust policy of R of account ${ACCOUNT}`, "gone", ACCOUNT, undefined],
      ["trust policy of R of account 210987654321", "new", "210987654321", undefined],
    ]);
  });
});

describe("subjects: storage", () => {
  const point = (more: Json = {}, policy = "none", arn = "${aws_s3_access_point.a.arn}"): Json => ({
    aws_s3_access_point: { a: { name: "panorama-a", bucket: "b", ...more } },
    aws_s3control_access_point_policy: { a: { access_point_arn: arn, policy: doc(policy) } },
  });
  const NAME = "access point panorama-a in us-east-1";

  it("an access point has its policy, of which only its own objects count", () => {
    expect(between(point(), point({}, "s3"))).toEqual([`${NAME}: kept wider; policy`]);
    expect(between(point(), point({}, "iot"))).toEqual([]);
    const texts = gained(point(), point({}, "s3"));
    expect(texts[0]).toContain(`on arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/panorama-a`);
    const objects = (resource: string) =>
      stack(point({}, "own"), {
        data: { aws_iam_policy_document: { own: statement(["s3:GetObject"], [resource]) } },
      });
    const arn = `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/panorama-a`;
    const before = [stack(point())];
    for (const [resource, lines] of [
      [arn, 1],
      [`${arn}/object/x`, 1],
      [`${arn}/x`, 0],
      [`${arn}b`, 0],
      ["arn:aws:s3:::b/x", 0],
    ] as const)
      expect(changesOf(before, [objects(resource)])).toHaveLength(lines);
  });

  it("an access point has no policy of another", () => {
    expect(between(point(), point({}, "s3", "${aws_s3_access_point.ab.arn}"))).toEqual([
      "aws_s3control_access_point_policy.a in acme: new incomparable; this compiler writes no such thing: what it lets in is not known here",
    ]);
    expect(
      between(point(), point({}, "s3", "arn:aws:s3:us-east-1:123456789012:accesspoint/panorama-a")),
    ).toHaveLength(1);
  });

  it("an access point's bucket, public access and VPC are its own", () => {
    const one = (before: Json, after: Json) => between(point(before), point(after));
    expect(one({}, { bucket: "c" })).toEqual([`${NAME}: kept incomparable; bucket changed`]);
    expect(one({}, { public_access_block_configuration: [{ block_public_acls: false }] })).toEqual([
      `${NAME}: kept incomparable; public access block changed`,
    ]);
    const vpc = (...vpc_configuration: Json[]) => ({ vpc_configuration });
    expect(one({}, vpc({ vpc_id: "v" }))).toEqual([`${NAME}: kept narrower; VPC: v, where there was none`]);
    expect(one(vpc({ vpc_id: "v" }), vpc())).toEqual([`${NAME}: kept wider; VPC: none, where it was v`]);
    expect(one({}, vpc({ vpc_id: "v", x: 1 }))).toEqual([
      `${NAME}: kept narrower; VPC: [{"vpc_id":"v","x":1}], where there was none`,
    ]);
    expect(one(vpc({ vpc_id: "v" }), vpc({ vpc_id: "v" }, { vpc_id: "v" }))[0]).toContain(
      'VPC: [{"vpc_id":"v"},{"vpc_id":"v"}], where it was v',
    );
  });

  const bucket = (policy?: string, block?: Json, of: string = "${aws_s3_bucket.a.id}"): Json => ({
    aws_s3_bucket: { a: { bucket: "b" } },
    ...(policy && { aws_s3_bucket_policy: { a: { bucket: of, policy: doc(policy) } } }),
    ...(block && { aws_s3_bucket_public_access_block: { a: { bucket: of, ...block } } }),
  });

  it("a bucket has its policy and its blocks, however they name it", () => {
    for (const name of ["b", "${aws_s3_bucket.a.id}", "${aws_s3_bucket.a.bucket}"]) {
      expect(between(bucket("none"), bucket("s3", undefined, name))).toEqual([
        "bucket b: kept wider; policy",
      ]);
      const block = (value: boolean) => bucket("none", { block_public_acls: value }, name);
      expect(between(block(true), block(false))).toEqual([
        "bucket b: kept incomparable; public access block changed",
      ]);
      expect(between(block(true), block(true))).toEqual([]);
    }
    expect(between(bucket("none"), bucket("iot"))).toEqual([]);
    expect(between(bucket("s3"), bucket("s3", undefined, "c"))).toHaveLength(2);
    const [text] = gained(bucket("none"), bucket("s3"));
    expect(text).toContain("on arn:aws:s3:::b");
    const named = (resource: string) =>
      stack(bucket("own"), { data: { aws_iam_policy_document: { own: statement(["s3:a"], [resource]) } } });
    const count = (resource: string) => changesOf([stack(bucket("none"))], [named(resource)]).length;
    expect(["arn:aws:s3:::b", "arn:aws:s3:::b/k", "arn:aws:s3:::bb", "arn:aws:s3:::c/k"].map(count)).toEqual([
      1, 1, 0, 0,
    ]);
  });

  it("an access point is of its Region, a bucket of none", () => {
    const at = (region: string) => [stack({ ...point(), ...bucket() }, {}, "acme", region)];
    const [one, ...others] = changesOf(at("us-east-1"), at("us-west-2"));
    expect(one).toContain("access point panorama-a in us-west-2: new wider");
    expect(others).toHaveLength(1);
  });
});
