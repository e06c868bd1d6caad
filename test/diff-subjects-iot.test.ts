import { describe, expect, it } from "vitest";
import { changesOf, diffOf, type Json, stackOf } from "./support/stacks";

// Certificates, IoT policies and what applying runs; and what is none of what the compiler writes.

const stack = (resource: Json, more: Json = {}, name?: string) => stackOf({ resource, ...more }, name);
const between = (before: Json, after: Json, more: Json = {}) =>
  changesOf([stack(before)], [stack(after, more)]);
const STRANGE = "this compiler writes no such thing: what it lets in is not known here";

describe("subjects: an IoT policy", () => {
  const policy = (statement: Json, name = "P") =>
    stackOf({
      resource: {
        aws_iot_policy: { a: { name, policy: "${data.aws_iam_policy_document.a.minified_json}" } },
      },
      data: { aws_iam_policy_document: { a: { statement } } },
    });
  const allow = (actions: string[], resources = ["*"]) => [{ actions, resources }];

  it("says what a certificate may do, of which only iot counts", () => {
    const none = [policy([])];
    expect(changesOf(none, [policy(allow(["iot:*"]))])).toEqual([
      "IoT policy P in us-east-1: kept wider; policy",
    ]);
    expect(changesOf(none, [policy(allow(["s3:*"]))])).toEqual([]);
    const [{ reasons }] = diffOf(none, [policy(allow(["iot:Publish"]))]).security;
    expect(reasons[0].gained.text).toBe(
      "now allowed: a certificate asking for iot:Publish on arn:aws:s3:::another-bucket",
    );
    expect(reasons[0].gained.request).not.toHaveProperty("caller");
  });

  it("may name the own thing, and then takes things that are attached alone", () => {
    const own = allow(["iot:Publish"], ["arn:aws:iot:us-east-1:1:thing/$${iot:Connection.Thing.ThingName}"]);
    const all = allow(["iot:Publish"], ["arn:aws:iot:us-east-1:1:thing/*"]);
    expect(changesOf([policy(own)], [policy(all)])).toEqual([
      "IoT policy P in us-east-1: kept wider; policy",
    ]);
    expect(changesOf([policy(all)], [policy(own)])).toHaveLength(1);
    const foreign = allow(["iot:Publish"], ["arn:aws:iot:us-east-1:1:thing/$${iot:ClientId}"]);
    expect(changesOf([policy(own)], [policy(foreign)])[0]).toContain(
      "resources holds a variable, a template or a reference",
    );
  });

  it("of another name is another", () => {
    const statuses = diffOf([policy([])], [policy([], "Q")]).security.map((one: Json) => one.status);
    expect(statuses.sort()).toEqual(["gone", "new"]);
  });
});

describe("subjects: a certificate", () => {
  const ARN = "arn:aws:iot:us-east-1:123456789012:cert/1";
  const held = (to: string, more: Json = {}): Json => ({
    aws_iot_policy_attachment: { dock: { policy: "P", target: to } },
    aws_iot_thing_principal_attachment: { dock: { thing: "${aws_iot_thing.dock.name}", principal: to } },
    ...more,
  });
  const own = (active?: boolean, csr = "CSR", more: Json = {}): Json => ({
    aws_iot_certificate: { dock: { csr, ...(active !== undefined && { active }) } },
    ...held("${aws_iot_certificate.dock.arn}"),
    ...more,
  });
  const event = (status: unknown, arn = ARN): Json => ({
    terraform_data: { "certificate-dock": { triggers_replace: [arn, status], provisioner: [] } },
  });
  const NAME = "certificate of dock in us-east-1";
  const certificates = (before: Json, after: Json) =>
    between(before, after).filter((line) => line.startsWith("certificate"));

  it("has policies and things while it is active", () => {
    const nothing = { aws_iot_certificate: { dock: { csr: "CSR" } } };
    expect(certificates(nothing, own())).toEqual([
      `${NAME}: kept wider; it now has the policy P and the thing aws_iot_thing.dock.name`,
    ]);
    expect(certificates(own(), own(true))).toEqual([]);
    expect(certificates(own(true), own(false))).toEqual([
      `${NAME}: kept narrower; inactive now; it had the policy P and the thing aws_iot_thing.dock.name`,
    ]);
  });

  it("is the request that it is made of, whatever its name", () => {
    const statuses = (before: Json, after: Json) =>
      diffOf([stack(before)], [stack(after)]).security.map(({ status }: Json) => status);
    expect(statuses(own(true, "CSR"), own(true, "OTHER")).sort()).toEqual(["gone", "new"]);
    const renamed = JSON.parse(JSON.stringify(own()).replaceAll("dock", "yard"));
    expect(statuses(own(), renamed)).toEqual(["kept"]);
  });

  it("given by its ARN has what is attached to it, as its event sets it", () => {
    const of = (status?: unknown) => held(ARN, status === undefined ? {} : event(status));
    const had = "the policy P and the thing aws_iot_thing.dock.name";
    expect(certificates({}, of())).toEqual([`${NAME}: new wider; it now has ${had}`]);
    expect(certificates(of("ACTIVE"), of("INACTIVE"))).toEqual([
      `${NAME}: kept narrower; inactive now; it had ${had}`,
    ]);
    expect(certificates(of("INACTIVE"), of("ACTIVE"))).toEqual([
      `${NAME}: kept wider; active now; it has ${had}`,
    ]);
    expect(certificates(of("INACTIVE"), of())).toEqual([]);
    expect(certificates(of("INACTIVE"), of("active"))).toEqual([]);
    expect(certificates(of(), of("ACTIVE"))).toEqual([
      `${NAME}: kept incomparable; it is set active: what it was is not known here`,
    ]);
    const another = held(ARN, event("INACTIVE", `${ARN}2`));
    expect(certificates(of("ACTIVE"), another)).toEqual([]);
  });

  it("has each thing and policy once, and is made of all that holds it", () => {
    const twice = held(ARN);
    twice.aws_iot_policy_attachment.again = { policy: "P", target: ARN };
    expect(certificates(held(ARN), twice)).toEqual([]);
    const { security } = diffOf(
      [stack({})],
      [
        stack(
          own(true, "CSR", {
            aws_iot_policy_attachment: { p: { policy: "P", target: "${aws_iot_certificate.dock.arn}" } },
          }),
        ),
      ],
    );
    expect(security[0].name).toBe("p");
    expect(security[0].resources.map(({ address }: Json) => address)).toEqual([
      "aws_iot_certificate.dock",
      "aws_iot_policy_attachment.p",
      "aws_iot_thing_principal_attachment.dock",
    ]);
    const bare = diffOf([], [stack({ aws_iot_certificate: { dock: { csr: "x" } } })]).security[0];
    expect(bare).toMatchObject({ name: "dock", relation: "same" });
  });

  it("is none where a target is no ARN, and that is told", () => {
    expect(between({}, held("us-east-1:cognito"))).toEqual([
      `aws_iot_policy_attachment.dock in acme: new incomparable; ${STRANGE}`,
      `aws_iot_thing_principal_attachment.dock in acme: new incomparable; ${STRANGE}`,
    ]);
  });
});

describe("subjects: commands", () => {
  const local = (more: Json = {}, environment: Json = {}): Json => ({
    "local-exec": { command: "aws x", ...more, environment: { AWS_PAGER: "", ...environment } },
  });
  const events = (provisioner: Json, name = "run-a", triggers_replace: Json = ["x", "ACTIVE"]): Json => ({
    terraform_data: { [name]: { triggers_replace, provisioner } },
  });
  const run = (more?: Json, environment?: Json) => events([local(more, environment)]);
  const JOB = "what starts a job in acme: kept incomparable; command changed";
  const STATUS = "what sets a certificate's status in acme: kept incomparable; command changed";

  it.each<[string, Json, Json, string[]]>([
    ["nothing", run(), run(), []],
    ["its command", run(), run({ command: "rm" }), [JOB]],
    ["another argument", run(), run({ working_dir: "/" }), [JOB]],
    ["another provisioner", run(), events([local(), { "remote-exec": {} }]), [JOB]],
    ["another kind in the same", run(), events([{ ...local(), "remote-exec": {} }]), [JOB]],
    ["its environment", run(), run({}, { AWS_PAGER: "x" }), [JOB]],
    ["a variable more", run(), run({}, { PATH: "x" }), [JOB]],
    ["the job that it asks for", run({}, { PANORAMA_JOB: "a" }), run({}, { PANORAMA_JOB: "b" }), []],
    ["the Region", run({}, { PANORAMA_REGION: "a" }), run({}, { PANORAMA_REGION: "b" }), []],
    [
      "a second job of the same kind",
      run(),
      { terraform_data: { ...run().terraform_data, "run-b": run().terraform_data["run-a"] } },
      [],
    ],
  ])("change with %s", (_, before, after, lines) => {
    expect(between(before, after)).toEqual(lines);
  });

  it("ask for the status that triggers them, and for no other", () => {
    const request = (status: string) => `{"certificateId":"1","newStatus":"${status}"}`;
    const of = (asked: string, trigger: string) =>
      events([local({}, { PANORAMA_CERTIFICATE: asked })], "certificate-a", ["arn", trigger]);
    expect(between(of(request("ACTIVE"), "ACTIVE"), of(request("INACTIVE"), "INACTIVE"))).toEqual([]);
    expect(between(of(request("ACTIVE"), "ACTIVE"), of(request("ACTIVE"), "INACTIVE"))).toEqual([STATUS]);
    expect(between(of(request("ACTIVE"), "ACTIVE"), of(`${request("ACTIVE")} `, "ACTIVE"))).toEqual([STATUS]);
  });

  it("are told when they come and go, and are of their stack", () => {
    expect(diffOf([stack({})], [stack(run())]).security).toMatchObject([
      { kind: "command", subject: "what starts a job in acme", status: "new", relation: "same" },
    ]);
    const other = diffOf([stack(run())], [stack(run(), {}, "other")]).security;
    expect(other.map(({ name }: Json) => name).sort()).toEqual([
      "what starts a job in acme",
      "what starts a job in other",
    ]);
    expect(between(run(), events([local()], "other-a"))).toEqual([
      `terraform_data.other-a in acme: new incomparable; ${STRANGE}`,
    ]);
  });
});

describe("subjects: what the compiler never writes", () => {
  const PARTS: Json = {
    aws_iam_role_policies_exclusive: { role_name: "R", policy_names: [] },
    aws_iam_role_policy: { name: "p", role: "R", policy: "{}" },
    aws_iam_role_policy_attachment: { policy_arn: "a", role: "R" },
    aws_iam_role_policy_attachments_exclusive: { role_name: "R", policy_arns: [] },
    aws_iot_policy_attachment: { policy: "P", target: "t" },
    aws_iot_thing_principal_attachment: { principal: "p", thing: "t" },
    aws_s3_bucket_policy: { bucket: "b", policy: "{}" },
    aws_s3_bucket_public_access_block: { bucket: "b" },
    aws_s3control_access_point_policy: { access_point_arn: "a", policy: "{}" },
    terraform_data: { triggers_replace: [] },
  };
  it.each(Object.keys(PARTS))("%s of nothing", (type) => {
    expect(between({}, { [type]: { a: PARTS[type] } })).toEqual([
      `${type}.a in acme: new incomparable; ${STRANGE}`,
    ]);
  });

  it("is told when it changes, and when it goes", () => {
    const user = (name: string) => ({ aws_iam_user: { a: { name } } });
    const line = (status: string) => [`aws_iam_user.a in acme: ${status} incomparable; ${STRANGE}`];
    expect(between(user("a"), user("a"))).toEqual([]);
    expect(between(user("a"), user("b"))).toEqual(line("kept"));
    expect(between(user("a"), {})).toEqual(line("gone"));
  });

  it("blocks are told too", () => {
    const module = (source: string) => ({ module: { m: { source } } });
    const line = `module in acme: kept incomparable; ${STRANGE}`;
    expect(changesOf([stack({}, module("a"))], [stack({}, module("b"))])).toEqual([line]);
    expect(changesOf([stack({}, module("a"))], [stack({}, module("a"))])).toEqual([]);
  });
});
