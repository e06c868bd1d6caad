import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { MANAGED_POLICY_ARN } from "../src/compiler/policies/permissions";
import { policyDocument } from "../src/compiler/policies/policy";
import { readsSecrets } from "../src/compiler/policies/secrets";
import type { AccessPoint, Account, Region, Secret, Thing } from "../src/discover/account";
import { namesFor } from "../src/discover/adopt/names";
import { failureOf } from "../src/discover/aws/errors";
import { comment } from "../src/discover/write/comments";
import {
  ACCOUNT,
  account,
  certificateArn,
  discovered,
  place,
  policy,
  ROLE_ARN,
  role,
  thing,
  trust,
} from "./discover/account";
import { temporaryFolder } from "./support/folders";
import { runIn } from "./support/run";

/** The spec compiles as it stands, from standard input; gives its data. */
async function compiles(text: string) {
  const { code, err } = await runIn(temporaryFolder(), ["-"], { input: text });
  expect({ code, err }).toMatchObject({ code: 0 });
  return parse(text);
}

const device = (region: string, id = "*") => `arn:aws:panorama:${region}:${ACCOUNT}:device/${id}`;
const OWN = { StringEquals: { "aws:SourceAccount": ACCOUNT } };
const onArns = (...arns: string[]) => ({ ...OWN, ArnLike: { "aws:SourceArn": arns } });

describe("strictness keeps to what the trust policy lets in today", () => {
  const inRegions = (applianceTrust: unknown, ...regions: Region[]) =>
    account({
      regions: ["us-east-1", "us-west-2"],
      applianceRole: role({ trust: applianceTrust }),
      places: regions.map((region) => place({ region, things: [thing(`panorama-${region}`)] })),
    });
  const EAST: Region[] = ["us-east-1"];
  const BOTH: Region[] = ["us-east-1", "us-west-2"];

  it.each<[string, unknown, Region[], object, string[]]>([
    ["no condition", trust(), EAST, { strictness: "account" }, ["trust-unconditioned"]],
    [
      "any account's ARNs",
      trust({ ArnLike: { "aws:SourceArn": "arn:aws:panorama:*:*:device/*" } }),
      EAST,
      { strictness: "region" },
      ["trust-unconditioned", "trust-narrower"],
    ],
    [
      "any account's devices of one Region, not this account's in five others",
      trust({ ArnLike: { "aws:SourceArn": "arn:aws:panorama:us-east-1:*:device/*" } }),
      EAST,
      { strictness: "region" },
      ["trust-unconditioned"],
    ],
    [
      "the same, of two Regions in use",
      trust({ ArnLike: { "aws:SourceArn": "arn:aws:panorama:us-east-1:*:device/*" } }),
      BOTH,
      { strictness: "region" },
      ["trust-unconditioned", "trust-wider"],
    ],
    ["the account", trust(OWN), EAST, { strictness: "account" }, []],
    [
      "the account, where it is given",
      trust({ StringEqualsIfExists: OWN.StringEquals }),
      EAST,
      { strictness: "account" },
      [],
    ],
    [
      "the account as a pattern",
      trust({ StringLike: { "AWS:sourceaccount": "1234567890*" } }),
      EAST,
      { strictness: "account" },
      [],
    ],
    [
      "not one other account",
      trust({ StringNotEquals: { "aws:SourceAccount": "222222222222" } }),
      EAST,
      { strictness: "account" },
      ["trust-unconditioned"],
    ],
    [
      "two accounts",
      trust({ StringEquals: { "aws:SourceAccount": [ACCOUNT, "222222222222"] } }),
      EAST,
      { strictness: "account" },
      ["trust-other-principal"],
    ],
    ["a Region's devices", trust(onArns(device("us-east-1"))), EAST, { strictness: "region" }, []],
    [
      "every Region's devices",
      trust(onArns(device("*"))),
      EAST,
      { strictness: "region" },
      ["trust-narrower"],
    ],
    [
      "one Region of two",
      trust(onArns(device("us-east-1"))),
      BOTH,
      { strictness: "region" },
      ["trust-wider"],
    ],
    ["both", trust(onArns(device("us-east-1"), device("us-west-2"))), BOTH, { strictness: "region" }, []],
    [
      "two Regions, one in use",
      trust(onArns(device("us-east-1"), device("us-west-2"))),
      EAST,
      { strictness: "region" },
      ["trust-narrower"],
    ],
    [
      "devices",
      trust(onArns(device("us-east-1", "device-a"), device("us-east-1", "device-b"))),
      EAST,
      { strictness: "region" },
      ["trust-wider"],
    ],
    [
      "a device elsewhere",
      trust(onArns(device("us-east-1"), device("eu-west-1", "device-a"))),
      EAST,
      { strictness: "region" },
      ["trust-narrower"],
    ],
    [
      "devices by a pattern",
      trust(onArns(device("us-east-1", "device-a*"))),
      EAST,
      { strictness: "region" },
      ["trust-wider"],
    ],
    [
      "an ARN without a Region, which matches no device",
      trust(onArns(`arn:aws:panorama::${ACCOUNT}:*`)),
      EAST,
      { strictness: "region", lifecycle: "quarantined" },
      ["trust-admits-nobody"],
    ],
    [
      "another account only",
      trust({ StringEquals: { "aws:SourceAccount": "222222222222" } }),
      EAST,
      { strictness: "account", lifecycle: "quarantined" },
      ["trust-other-principal", "trust-admits-nobody"],
    ],
    [
      "a Deny alone",
      policy({ Effect: "Deny", Principal: "*", Action: "sts:AssumeRole" }),
      EAST,
      { strictness: "account", lifecycle: "quarantined" },
      ["trust-admits-nobody"],
    ],
    [
      "nothing that is a policy",
      undefined,
      EAST,
      { strictness: "account", lifecycle: "quarantined" },
      ["trust-admits-nobody"],
    ],
    [
      "a Deny beside",
      policy(...trust(OWN).Statement, {
        Effect: "Deny",
        Principal: "*",
        Action: "*",
        Condition: { IpAddress: { "aws:SourceIp": "1.2.3.4" } },
      }),
      EAST,
      { strictness: "account" },
      ["trust-wider"],
    ],
    [
      "a Deny of everything to everybody: somebody's quarantine",
      policy(...trust(OWN).Statement, { Effect: "Deny", Principal: "*", Action: "*" }),
      EAST,
      { strictness: "account", lifecycle: "quarantined" },
      ["trust-admits-nobody"],
    ],
    [
      "a Deny of all actions but another, to all but another",
      policy(...trust(onArns(device("us-east-1"))).Statement, {
        Effect: "Deny",
        NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        NotAction: "sts:TagSession",
      }),
      EAST,
      { strictness: "region", lifecycle: "quarantined" },
      ["trust-admits-nobody"],
    ],
    [
      "a Deny to somebody else",
      policy(...trust(OWN).Statement, {
        Effect: "Deny",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "sts:AssumeRole",
      }),
      EAST,
      { strictness: "account" },
      ["trust-wider"],
    ],
    [
      "a Deny for other accounts",
      policy(...trust().Statement, {
        Effect: "Deny",
        Principal: { Service: "panorama.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringNotEquals: { "aws:SourceAccount": ACCOUNT } },
      }),
      EAST,
      { strictness: "account" },
      ["trust-wider"],
    ],
    [
      "a Deny for one Region of two",
      policy(...trust(OWN).Statement, {
        Effect: "Deny",
        Principal: { Service: "panorama.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { ArnLike: { "aws:SourceArn": device("us-west-2") } },
      }),
      BOTH,
      { strictness: "region" },
      ["trust-wider", "trust-wider", "trust-narrower"],
    ],
    [
      "a Deny for all but one device",
      policy(...trust(OWN).Statement, {
        Effect: "Deny",
        Principal: "*",
        Action: "sts:AssumeRole",
        Condition: { ArnNotLike: { "aws:SourceArn": device("us-east-1", "device-a") } },
      }),
      EAST,
      { strictness: "region" },
      ["trust-wider", "trust-wider"],
    ],
    [
      "all actions but this one",
      policy({
        Effect: "Allow",
        Principal: { Service: "panorama.amazonaws.com" },
        NotAction: "sts:AssumeRole",
      }),
      EAST,
      { strictness: "account", lifecycle: "quarantined" },
      ["trust-admits-nobody"],
    ],
    [
      "all actions but another",
      policy({
        Effect: "Allow",
        Principal: { Service: "panorama.amazonaws.com" },
        NotAction: ["sts:TagSession"],
        Condition: OWN,
      }),
      EAST,
      { strictness: "account" },
      [],
    ],
    [
      "a variable, of which nothing is known",
      trust({ StringEquals: { "aws:SourceAccount": "${aws:PrincipalAccount}" } }),
      EAST,
      { strictness: "account" },
      ["trust-unconditioned", "trust-wider"],
    ],
    [
      "a federated user beside",
      policy(...trust(OWN).Statement, {
        Effect: "Allow",
        Principal: { Federated: "cognito-identity.amazonaws.com" },
        Action: "sts:AssumeRoleWithWebIdentity",
      }),
      EAST,
      { strictness: "account" },
      ["trust-other-principal"],
    ],
    [
      "another key",
      trust({ ...OWN, StringLike: { "aws:SourceOrgID": "o-1" } }),
      EAST,
      { strictness: "account" },
      ["trust-wider"],
    ],
    [
      "an operator of another kind",
      trust({ Null: { "aws:SourceAccount": "false" } }),
      EAST,
      { strictness: "account" },
      ["trust-unconditioned", "trust-wider"],
    ],
    [
      "a user beside",
      policy(...trust(OWN).Statement, {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "sts:*",
      }),
      EAST,
      { strictness: "account" },
      ["trust-other-principal"],
    ],
    [
      "everybody",
      policy({ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }),
      EAST,
      { strictness: "account", lifecycle: "quarantined" },
      ["trust-other-principal", "trust-admits-nobody"],
    ],
  ])("%s", async (_, document, regions, expected, codes) => {
    const { text, findings } = discovered(inRegions(document, ...regions));
    const spec = await compiles(text);
    expect({ strictness: spec.strictness, lifecycle: spec.lifecycle }).toEqual({
      lifecycle: undefined,
      ...expected,
    });
    expect(findings.map(({ code }) => code).filter((code) => code.startsWith("trust-"))).toEqual(codes);
  });

  it("lists the devices of the trust policy, and how to get back to them", () => {
    const arns = ["device-aaaa", "device-bbbb"].map((id) => device("us-east-1", id));
    const { text, findings } = discovered(inRegions(trust(onArns(...arns)), "us-east-1"));
    expect(text).toContain(
      "\n#   deviceId: device-aaaa   # us-east-1\n#   deviceId: device-bbbb   # us-east-1\n",
    );
    expect(findings.find(({ code }) => code === "trust-wider")).toMatchObject({
      message: "with this spec every device of us-east-1 may assume the role; today only 2 devices by ARN",
      help: expect.stringContaining("write strictness: device"),
    });
  });
});

describe("names of appliances", () => {
  const names = (...things: string[]) =>
    namesFor(things.map((name) => ({ region: "us-east-1", thing: name })));

  it("are short, unique as Terraform addresses, and take more of the thing's name where two would be one", () => {
    expect(names("panorama_dock-1_Thing_0a1b2c3d", "panorama-gate", "panorama")).toEqual([
      "dock-1",
      "gate",
      "panorama",
    ]);
    expect(names("panorama_dock_Thing_0a1b2c3d", "panorama_dock_Thing_ffffffff")).toEqual([
      "dock_Thing_0a1b2c3d",
      "dock_Thing_ffffffff",
    ]);
    expect(names("panorama-a:b", "panorama-a_b")).toEqual(["a:b", "a_b-us-east-1"]);
    expect(names("panorama-a", "panorama_a", "panorama:a")).toEqual(["a", "a-us-east-1", "a-us-east-1-2"]);
    const long = `panorama-${"x".repeat(119)}`;
    expect(names(long, `${long.slice(0, -1)}y`).map(({ length }) => length)).toEqual([119, 119]);
  });

  it("tell Regions apart", () => {
    const both = ["us-east-1", "us-west-2"].map((region) => ({ region, thing: "panorama-dock" }));
    expect(namesFor(both)).toEqual(["dock", "dock-us-west-2"]);
  });
});

describe("an account becomes a spec", () => {
  const things: Thing[] = [
    thing("panorama_dock_Thing_0a1b2c3d", {
      type: "panorama-appliance",
      attributes: { b: "2", a: "1" },
      principals: [certificateArn("a"), certificateArn("b"), "us-east-1:11111111-cognito"],
    }),
    thing("panorama-gate", { principals: [certificateArn("c")] }),
  ];
  const certificates = [
    { arn: certificateArn("a"), status: "INACTIVE", created: 9, on: "panorama", policies: [] },
    { arn: certificateArn("b"), status: "ACTIVE", created: 1, on: "panorama", policies: ["panorama_x"] },
    { arn: certificateArn("c"), status: "INACTIVE", created: 1, on: "panorama", policies: [] },
    { arn: certificateArn("d"), status: "ACTIVE", created: 1, on: "none", policies: ["panorama_x"] },
    { arn: certificateArn("e"), status: "ACTIVE", created: 1, on: "none", policies: [] },
    { arn: certificateArn("f"), status: "INACTIVE", created: 1, on: "none", policies: ["panorama_x"] },
  ] as const;

  it("with an active certificate first, the others named, and what is on no thing told apart", async () => {
    const { text, findings } = discovered(account({ places: [place({ things, certificates })] }));
    const spec = await compiles(text);
    expect(spec.appliances).toEqual([
      {
        name: "gate",
        thingName: "panorama-gate",
        source: "import",
        certificate: { arn: certificateArn("c") },
      },
      {
        name: "dock",
        thingName: "panorama_dock_Thing_0a1b2c3d",
        source: "import",
        attributes: { a: "1", b: "2" },
        thingType: "panorama-appliance",
        certificate: { arn: certificateArn("b") },
      },
    ]);
    const about = (code: string) =>
      findings.filter((finding) => finding.code === code).map(({ message }) => message);
    expect(about("certificate-active")).toEqual([
      'the certificate of the thing "panorama_dock_Thing_0a1b2c3d" is active: who has the key can still sign in to AWS IoT',
    ]);
    expect(about("certificate-left-out")).toEqual([
      `an appliance has one certificate; ${certificateArn("a")} and us-east-1:11111111-cognito stay on the thing "panorama_dock_Thing_0a1b2c3d" as they are, outside the spec`,
    ]);
    expect(about("certificate-active-unattached")).toEqual([
      `the certificate ${certificateArn("d")} is active on no thing, with the policy "panorama_x"`,
      `1 active certificate on no thing and without a policy of Panorama's: ${certificateArn("e")}`,
    ]);
    expect(text).toContain("  # certificate-active: who has the key can still sign in to AWS IoT\n");
  });

  it("without what is most likely a secret among its attributes, which is said", async () => {
    const attributes = { floor: "2", password: "hunter2", run: "pw=hunter2", auth: "digest" };
    const secret = [
      thing("panorama-dock", { attributes }),
      thing("panorama-gate", { attributes: { pass: "hunter2" } }),
    ];
    const { text, findings } = discovered(account({ places: [place({ things: secret })] }));
    const spec = await compiles(text);
    expect(spec.appliances.map(({ attributes: kept }: { attributes?: object }) => kept)).toEqual([
      { auth: "digest", floor: "2" },
      undefined,
    ]);
    expect(findings.flatMap(({ code, message }) => (code === "attribute-left-out" ? [message] : []))).toEqual(
      [
        'the attributes "password" and "run" of the thing "panorama-dock" are most likely secrets, so they are not written into the spec; applying takes them off the thing',
        'the attribute "pass" of the thing "panorama-gate" is most likely a secret, so it is not written into the spec; applying takes it off the thing',
      ],
    );
    expect(text).toContain(
      '# attribute-left-out: the attribute "pass" is most likely a secret, so it is not written here;',
    );
    expect(text + JSON.stringify(findings)).not.toContain("hunter2");
  });

  it("in which adopting keeps what an earlier spec made", async () => {
    const policies = [{ name: "panorama-us-west-2-appliance", document: policy(), targets: ["x"] }];
    const west = {
      region: "us-west-2",
      things: [thing("panorama-gate", { principals: [certificateArn("c", "us-west-2")] })],
      policies,
    } as const;
    const spec = await compiles(
      discovered(account({ regions: ["us-east-1", "us-west-2"], places: [place(), place(west)] })).text,
    );
    expect(spec.iotPolicies).toEqual([{ region: "us-west-2", source: "import" }]);
    expect(spec.appliances[0].region).toBe("us-west-2");
  });

  it("without what the language can't say: it says why, and compiles", async () => {
    const { text, draft } = discovered(
      account({
        places: [
          place({
            things: [
              thing("panorama-fine"),
              thing("panorama-crowded", { attributes: { a: "1", b: "2", c: "3", d: "4" } }),
            ],
            secrets: [
              secret("panorama/fine"),
              secret("panorama/lines", { description: "one\ntwo" }),
              secret("panorama/replica", { replicaOf: "eu-west-1" }),
              secret("panorama/service", { owner: "rds" }),
              secret("panorama/alias", { kmsKeyId: "alias/mine" }),
              secret("panorama/foreign", {
                kmsKeyId: "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
              }),
            ],
            accessPoints: [
              accessPoint("panorama-fine"),
              accessPoint("panorama-foreign", { bucketAccount: "222222222222" }),
              accessPoint("panorama-public", { nothingPublic: false }),
              accessPoint("panorama-odd", { bucket: "xn--nodepackage-store-1" }),
            ],
            jobTemplates: ["panorama-reboot"],
            stacks: [{ name: "legacy", types: ["AWS::Panorama::Package"] }],
          }),
        ],
      }),
    );
    const spec = await compiles(text);
    for (const section of ["appliances", "accessPoints", "secrets"])
      expect(spec[section].map(({ name }: { name: string }) => name)).toEqual([
        expect.stringContaining("fine"),
      ]);
    expect(draft.leftOut.map(({ subject, why }) => `${subject}: ${why}`)).toEqual([
      expect.stringMatching(
        /^the access point "panorama-foreign": its bucket .* belongs to the account "222222222222"/,
      ),
      expect.stringMatching(/^the access point "panorama-public": it does not block all public access/),
      expect.stringMatching(
        /^the secret "panorama\/alias": its key is known by the alias "alias\/mine" only/,
      ),
      expect.stringMatching(/^the secret "panorama\/replica": it is a replica of the one in eu-west-1/),
      expect.stringMatching(/^the secret "panorama\/service": the AWS service "rds" keeps it/),
      expect.stringMatching(/^the CloudFormation stack "legacy": a spec has no AWS::Panorama::Package/),
      expect.stringMatching(/^the job template "panorama-reboot": a template can't be read back/),
      expect.stringMatching(/^the secret "panorama\/lines": /),
      expect.stringMatching(/^the thing "panorama-crowded": .*3/),
      expect.stringMatching(/^the access point "panorama-odd": the bucket name "xn--nodepackage-store-1"/),
      expect.stringMatching(/^the secret "panorama\/foreign": /),
    ]);
    for (const { subject } of draft.leftOut) expect(text.replace(/\n# +/g, " ")).toContain(subject);
  });

  it("with what could not be seen at its top, and without guesses", async () => {
    const unseen: Account = account({
      serviceLinkedRole: "unseen",
      applianceRole: "unseen",
      places: [place({ things: "unseen", certificates: "unseen", policies: "unseen", thingTypes: "unseen" })],
      denied: [
        { where: "iam", action: "iam:GetRole", count: 2 },
        { where: "us-east-1", action: "iot:ListThings", count: 1 },
      ],
    });
    const { text } = discovered(unseen);
    expect((await compiles(text)).roles).toEqual({ serviceLinked: "omit" });
    expect(text).toContain(
      "# NOT EVERYTHING COULD BE SEEN:\n# iam: iam:GetRole was denied (2 calls), so this could not be seen: the two roles;",
    );
    expect(text).toContain("# us-east-1: iot:ListThings was denied (1 call)");
    expect(text).toContain("  # The appliance role could not be read.");
  });

  it("an empty one, too", async () => {
    const { text, codes } = discovered(account({ serviceLinkedRole: "absent", applianceRole: "absent" }));
    expect(await compiles(text)).toEqual({
      apiVersion: "panorama-compile/v1",
      name: "panorama-test",
      account: { id: ACCOUNT, region: "us-east-1" },
      strictness: "account",
      roles: { serviceLinked: "omit" },
    });
    expect(codes).toEqual(["role-missing", "role-made"]);
  });
});

const secret = (name: string, more: Partial<Secret> = {}): Secret => ({
  name,
  arn: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}-AbCdEf`,
  description: undefined,
  kmsKeyId: undefined,
  owner: undefined,
  replicaOf: undefined,
  tagKeys: [],
  ...more,
});

const accessPoint = (
  name: string,
  detail: Partial<Exclude<AccessPoint["detail"], "unseen">> = {},
  document?: unknown,
): AccessPoint => ({
  name,
  arn: `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/${name}`,
  detail: {
    bucket: "acme-nodepackage-store-1",
    bucketAccount: ACCOUNT,
    vpcId: undefined,
    nothingPublic: true,
    ...detail,
  },
  policy: document === undefined ? "absent" : { document },
});

describe("the appliance role", () => {
  const only = (applianceRole: Account["applianceRole"], more: Partial<Account> = {}) =>
    discovered(account({ applianceRole, ...more }));

  it("keeps its path, its boundary and the managed policy", async () => {
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/edge`;
    const { text, codes } = only(role({ path: "/", boundary }));
    expect((await compiles(text)).roles.appliance).toEqual({
      source: "import",
      path: "/",
      permissions: "managed",
      permissionsBoundary: boundary,
    });
    expect(codes).toEqual([]);
  });

  it("loses what a spec doesn't know, which is said", async () => {
    const wide = policy({ Effect: "Allow", Action: "s3:*", Resource: "*" });
    const { text, findings } = only(
      role({
        attached: [MANAGED_POLICY_ARN, "arn:aws:iam::aws:policy/AdministratorAccess"],
        inline: [{ name: "extra", document: wide }],
        tagKeys: ["team", "managed-by", "aws:x"],
      }),
    );
    await compiles(text);
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'policy-wide: the policy "arn:aws:iam::aws:policy/AdministratorAccess" is attached to the role: it allows far more than an appliance needs',
      'role-policies-go: adopting takes away 1 attached policy of the role: "arn:aws:iam::aws:policy/AdministratorAccess"',
      `policy-wide: the role's inline policy "extra" allows whole services on everything`,
      `role-policies-go: adopting takes away the role's inline policy "extra"`,
      `tags-go: adopting takes the role's tags away: "team"`,
    ]);
  });

  it("gets the scoped policy where the managed one is not attached, which is said", async () => {
    const { text, codes } = only(role({ attached: [] }));
    expect((await compiles(text)).roles.appliance.permissions).toBe("scoped");
    expect(codes).toEqual(["role-permissions-wider"]);
  });

  it("loses its Denies, which gives it rights: that is said in words of its own", () => {
    const revoked = policy({
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { DateLessThan: { "aws:TokenIssueTime": "2026-01-01T00:00:00Z" } },
    });
    const nothing = policy({ Effect: "Deny", Action: "*", Resource: "*" });
    const mixed = policy(
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:1:q" },
      { Effect: "Deny", NotAction: "sqs:*", Resource: "*" },
    );
    const { findings } = only(
      role({
        attached: [MANAGED_POLICY_ARN, "arn:aws:iam::aws:policy/AWSDenyAll"],
        inline: [
          { name: "AWSRevokeOlderSessions", document: revoked },
          { name: "panorama-appliance", document: nothing },
          { name: "mixed", document: mixed },
          { name: "unread", document: undefined },
        ],
      }),
    );
    expect(findings.map(({ code, message, help }) => `${code}: ${message}. ${help}`)).toEqual([
      expect.stringMatching(
        /^role-deny-goes: the role's attached policy "arn:aws:iam::aws:policy\/AWSDenyAll" denies: adopting takes it away, and so lets the role do what it may not today\. .*lifecycle: quarantined/,
      ),
      expect.stringMatching(
        /^role-deny-goes: the role's inline policy "AWSRevokeOlderSessions" denies on conditions on "aws:TokenIssueTime": adopting/,
      ),
      expect.stringMatching(
        /^role-deny-goes: the role's inline policy "panorama-appliance" denies: adopting/,
      ),
      expect.stringMatching(/^role-deny-goes: the role's inline policy "mixed" denies: adopting/),
      expect.stringMatching(
        /^role-deny-goes: the role's inline policy "unread" could not be read: where it denies, adopting /,
      ),
      expect.stringMatching(
        /^role-policies-go: adopting takes away the role's inline policies "mixed" and "unread"\. /,
      ),
    ]);
  });

  it("keeps the Deny of a quarantine", async () => {
    const { text, codes } = only(
      role({
        trust: policy({ Effect: "Deny", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }),
        inline: [
          { name: "panorama-appliance", document: policy({ Effect: "Deny", Action: "*", Resource: "*" }) },
        ],
      }),
    );
    expect((await compiles(text)).lifecycle).toBe("quarantined");
    expect(codes).toEqual(["trust-admits-nobody"]);
  });

  it("says of attached policies that it does not know what they deny", () => {
    const { findings } = only(role({ attached: [MANAGED_POLICY_ARN, `arn:aws:iam::${ACCOUNT}:policy/x`] }));
    expect(findings).toMatchObject([
      { code: "role-policies-go", help: expect.stringContaining("where one denies, the role gains rights") },
    ]);
  });

  it.each([
    ["all but", { NotAction: "iam:*", Resource: "*" }],
    ["everywhere but", { Action: "s3:GetObject", NotResource: "arn:aws:s3:::x/*" }],
  ])("with a policy for %s is wide", (_, allowed) => {
    const inline = [{ name: "panorama-appliance", document: policy({ Effect: "Allow", ...allowed }) }];
    expect(only(role({ inline })).codes).toEqual(["policy-wide"]);
  });

  it("is left out where a spec can't say its path", async () => {
    const { text, findings } = only(role({ path: "/team*/" }));
    expect((await compiles(text)).roles).toEqual({ serviceLinked: "import" });
    expect(findings).toMatchObject([
      { code: "not-adoptable", where: "iam", message: expect.stringContaining('"roles.appliance.path"') },
    ]);
  });

  const KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const keyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KEY}`;
  const secrets = [secret("panorama/a"), secret("panorama/b", { kmsKeyId: KEY })];
  const EVERY_SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:panorama/*`;
  const withInline = (...documents: unknown[]) =>
    only(role({ inline: documents.map((document) => ({ name: "panorama-appliance", document })) }), {
      places: [place({ secrets })],
    });
  const readSecretsOf = async ({ text }: { text: string }) =>
    (await compiles(text)).roles.appliance.readSecrets;
  const readsOne = { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: EVERY_SECRET };
  const decrypts = { Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn };

  it("reads no secret that it can't read today", async () => {
    const reads = (resource: string) =>
      policy(
        { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: resource },
        { Effect: "Allow", Action: "kms:Decrypt", Resource: resource === "*" ? "*" : keyArn },
      );
    expect(await readSecretsOf(withInline())).toBe(false);
    const first = withInline(reads("arn:aws:secretsmanager:*:*:secret:panorama/a-??????"));
    expect(await readSecretsOf(first)).toBe(false);
    expect(first.codes).toEqual(["secret-reads-narrower"]);
    expect(await readSecretsOf(withInline(reads(EVERY_SECRET)))).toBe(true);
    expect(withInline().findings).toMatchObject([
      { code: "secret-key-unusable", about: "secret us-east-1 panorama/b" },
    ]);
    expect(withInline(reads("*")).codes).toEqual([]);
    expect(parse(withInline().text).secrets[1]).toEqual({
      name: "panorama/b",
      source: "import",
      arn: secrets[1]?.arn,
      kmsKeyId: keyArn,
    });
  });

  it.each<[string, unknown[], boolean]>([
    ["what the spec's own policy says", [policy(...ownReads())], true],
    ["reading and decrypting", [policy(readsOne, decrypts)], true],
    ["reading without the key", [policy(readsOne)], false],
    [
      "reading on a condition",
      [policy({ ...readsOne, Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }, decrypts)],
      false,
    ],
    [
      "decrypting on another service's behalf",
      [
        policy(readsOne, {
          ...decrypts,
          Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
        }),
      ],
      false,
    ],
    ["a Deny", [policy(readsOne, decrypts), policy({ Effect: "Deny", Action: "*", Resource: "*" })], false],
    [
      "a Deny on a condition",
      [
        policy(readsOne, decrypts, {
          Effect: "Deny",
          Action: "secretsmanager:Get*",
          Resource: "*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      ],
      false,
    ],
    [
      "a Deny of all but",
      [policy(readsOne, decrypts, { Effect: "Deny", NotAction: "s3:*", Resource: "*" })],
      false,
    ],
    [
      "a Deny but on",
      [policy(readsOne, decrypts, { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::*" })],
      false,
    ],
    [
      "a Deny of something else",
      [policy(readsOne, decrypts, { Effect: "Deny", Action: "iam:*", Resource: "*" })],
      true,
    ],
    [
      "a Deny on a variable",
      [
        policy(readsOne, decrypts, {
          Effect: "Deny",
          Action: "*",
          Resource: "arn:aws:${aws:PrincipalTag/x}",
        }),
      ],
      false,
    ],
    ["a policy that can't be read", [policy(readsOne, decrypts), undefined], false],
  ])("reads secrets by certain rights only: %s", async (_, documents, expected) => {
    expect(await readSecretsOf(withInline(...documents))).toBe(expected);
  });

  function ownReads(): object[] {
    const scopes = secrets.map(({ name, kmsKeyId }) => ({
      name,
      region: "us-east-1",
      kmsKeyId: kmsKeyId && keyArn,
    }));
    return [...policyDocument({ statements: readsSecrets(ACCOUNT, scopes) }).Statement];
  }

  it.each([
    ["another policy is attached", { attached: [MANAGED_POLICY_ARN, "arn:aws:iam::aws:policy/AWSDenyAll"] }],
    ["its attached policies could not be read", { attached: "unseen" as const }],
  ])("reads no secret where %s, which may deny it", async (_, more) => {
    const inline = [{ name: "panorama-appliance", document: policy(readsOne, decrypts) }];
    const found = only(role({ inline, ...more }), { places: [place({ secrets })] });
    expect(await readSecretsOf(found)).toBe(false);
    expect(found.codes).toContain("secret-reads-narrower");
  });
});

describe("the policy of an access point", () => {
  const ARN = `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/panorama-models`;
  const reads = (...resources: string[]) => ({
    Effect: "Allow",
    Principal: { AWS: ROLE_ARN },
    Action: ["s3:GetObject", "s3:GetObjectVersion"],
    Resource: resources.map((resource) => `${ARN}/object/${resource}`),
  });
  const lists = (condition?: object) => ({
    Effect: "Allow",
    Principal: { AWS: ROLE_ARN },
    Action: "s3:ListBucket",
    Resource: ARN,
    ...(condition && { Condition: condition }),
  });
  const LISTS_A = lists({ StringLike: { "s3:prefix": "a/*" } });
  const withPolicy = (document: unknown) =>
    discovered(
      account({ places: [place({ accessPoints: [accessPoint("panorama-models", {}, document)] })] }),
    );
  const GONE = "access-point-policy-replaced";
  const WIDER = "access-point-wider";

  it.each([
    ["one prefix", policy(reads("a/*"), LISTS_A), "a/", []],
    ["one prefix, listed with more", policy(reads("a/*"), lists()), "a/", []],
    ["everything", policy({ ...reads(), Action: "s3:*", Resource: "*" }), undefined, []],
    [
      "one prefix, and nothing listed",
      policy(reads("a/*")),
      "a/",
      ["call s3:ListBucket", 'for objects below "a/"'],
    ],
    ["all objects", policy(reads("*"), lists()), undefined, []],
    [
      "two prefixes",
      policy(reads("a/*", "b/*"), lists()),
      undefined,
      ["call s3:GetObject and s3:GetObjectVersion", "for every object", 'on "a/*" and "b/*"'],
    ],
    [
      "two prefixes below one",
      policy(reads("a/x/*", "a/y/*"), lists()),
      "a/",
      ['for objects below "a/" of the access point "panorama-models"', 'on "a/x/*" and "a/y/*"'],
    ],
    ["a pattern", policy(reads("a*b/*"), lists()), "a", ['on "a*b/*"']],
    ["a pattern of one character", policy(reads("a/?"), lists()), "a/", ['on "a/?"']],
    ["a single object", policy(reads("a.zip"), lists()), "a.zip", ['on "a.zip"']],
    [
      "a single object from one VPC",
      policy(
        { ...reads("a.zip"), Condition: { StringEquals: { "aws:SourceVpc": "vpc-01234567" } } },
        lists(),
      ),
      "a.zip",
      ['on "a.zip" on conditions on "aws:SourceVpc"'],
    ],
    [
      "one prefix from one VPC",
      policy({ ...reads("a/*"), Condition: { StringEquals: { "aws:SourceVpc": "vpc-01234567" } } }, LISTS_A),
      "a/",
      ['on "a/*" on conditions on "aws:SourceVpc"'],
    ],
    [
      "a variable",
      policy(reads("${aws:PrincipalTag/team}/*"), lists()),
      undefined,
      ['on "${aws:PrincipalTag/team}/*"'],
    ],
    [
      "all actions but one, on all but one",
      policy({
        Effect: "Allow",
        Principal: { AWS: ROLE_ARN },
        NotAction: "s3:PutObject",
        NotResource: `${ARN}/object/secret/*`,
      }),
      undefined,
      ["for every object"],
    ],
    ["nothing for the role", policy(), undefined, ["today's lets it in for nothing"]],
    ["no policy that can be read", "?", undefined, ["today's could not be understood"]],
  ])("for the role: %s", async (_, document, prefix, words) => {
    const { text, findings } = withPolicy(document);
    const [point] = (await compiles(text)).accessPoints;
    expect([point.prefix, point.policy]).toEqual([prefix, undefined]);
    expect(findings.map(({ code }) => code)).toEqual(words.length > 0 ? [WIDER] : []);
    for (const word of words) expect(findings[0]?.message).toContain(word);
  });

  it.each([
    [
      "somebody else",
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "s3:*",
        Resource: "*",
      },
    ],
    ["a Deny", { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" }],
  ])("for %s", async (_, statement) => {
    const { text, codes } = withPolicy(policy(reads("a/*"), LISTS_A, statement));
    expect((await compiles(text)).accessPoints[0].prefix).toBe("a/");
    expect(codes).toEqual([GONE]);
  });

  it("says of a quarantined spec what it gives later, and loses no Deny of a quarantine", () => {
    const resources = { Action: "s3:*", Resource: [ARN, `${ARN}/object/*`] };
    const { codes, findings } = discovered(
      account({
        applianceRole: role({ trust: undefined }),
        places: [
          place({
            accessPoints: [
              accessPoint(
                "panorama-models",
                {},
                policy({
                  Effect: "Deny",
                  Principal: "*",
                  Condition: { ArnEquals: { "aws:PrincipalArn": ROLE_ARN } },
                  ...resources,
                }),
              ),
            ],
          }),
        ],
      }),
    );
    expect(codes).toEqual(["trust-admits-nobody", WIDER]);
    expect(findings[1]?.message).toMatch(/^out of its quarantine, the spec's policy lets /);
  });

  it("is made where there is none", async () => {
    const spec = await compiles(withPolicy(undefined).text);
    expect(spec.accessPoints).toEqual([
      { name: "panorama-models", source: "import", bucket: "acme-nodepackage-store-1", policy: "create" },
    ]);
    expect(withPolicy(undefined).codes).toEqual([WIDER]);
    expect(spec.buckets).toEqual([{ name: "acme-nodepackage-store-1", source: "existing" }]);
  });
});

describe("IoT policies", () => {
  it.each([
    ["every action", { Effect: "Allow", Action: "iot:*", Resource: "x" }, true],
    [
      "every client",
      { Effect: "Allow", Action: "iot:Connect", Resource: "arn:aws:iot:us-east-1:1:client/*" },
      true,
    ],
    ["everything", { Effect: "Allow", Action: ["iot:Publish"], Resource: ["x", "*"] }, true],
    [
      "its own client",
      { Effect: "Allow", Action: "iot:Connect", Resource: "arn:aws:iot:us-east-1:1:client/panorama*" },
      false,
    ],
    [
      "everything on a condition",
      {
        Effect: "Allow",
        Action: "iot:*",
        Resource: "*",
        Condition: { Bool: { "iot:Connection.Thing.IsAttached": "true" } },
      },
      false,
    ],
    ["a Deny", { Effect: "Deny", Action: "*", Resource: "*" }, false],
  ])("%s", (_, statement, isWide) => {
    const policies = [{ name: "panorama_x", document: policy(statement), targets: ["x"] }];
    expect(discovered(account({ places: [place({ policies })] })).codes).toEqual(
      isWide ? ["policy-wide"] : [],
    );
  });

  it("that nobody uses are named", () => {
    const policies = ["panorama_a", "panorama_b"].map((name) => ({ name, document: policy(), targets: [] }));
    const { findings } = discovered(account({ places: [place({ policies })] }));
    expect(findings).toMatchObject([
      { code: "iot-policy-unused", message: 'nobody uses the IoT policies "panorama_a" and "panorama_b"' },
    ]);
  });
});

describe("names of AWS are somebody else's", () => {
  const HOSTILE = 'x"\n- injected: true\r# \u2028not: \u202ea comment\u0007 */ ${jsencode}';

  it("a comment stays in its lines", () => {
    const text = comment([HOSTILE, "second"]);
    expect(text.split(/[\n\r\u2028]/)).toHaveLength(2);
    expect(text).toContain("\\n- injected: true\\u000d# \\u2028not: \\u202ea comment\\u0007");
  });

  it("nothing that AWS gives becomes YAML of its own, or is shown raw", async () => {
    const { text, findings } = discovered(
      account({
        applianceRole: role({
          tagKeys: [HOSTILE],
          inline: [{ name: HOSTILE, document: HOSTILE }],
          boundary: HOSTILE,
        }),
        places: [
          place({
            things: [
              thing("panorama-x", {
                attributes: { [HOSTILE]: HOSTILE },
                type: HOSTILE,
                principals: [HOSTILE],
              }),
            ],
            policies: [{ name: HOSTILE, document: {}, targets: [] }],
            secrets: [
              secret("panorama/x", { description: HOSTILE, tagKeys: [HOSTILE] }),
              secret("panorama/y", { description: "a: b # c" }),
            ],
            accessPoints: [
              accessPoint("panorama-x", { bucket: HOSTILE }),
              accessPoint("panorama-y", { vpcId: HOSTILE }),
            ],
            stacks: [{ name: HOSTILE, types: [HOSTILE] }],
            jobTemplates: [HOSTILE],
          }),
        ],
      }),
    );
    const spec = await compiles(text);
    expect(Object.keys(spec)).toEqual(["apiVersion", "name", "account", "strictness", "roles", "secrets"]);
    expect(spec.secrets).toEqual([
      { name: "panorama/y", source: "import", arn: expect.any(String), description: "a: b # c" },
    ]);
    expect(text).not.toMatch(/[\r\u2028\u202e\u0007]/);
    expect(
      text
        .split("\n")
        .filter((line) => line.includes("injected"))
        .every((line) => /^ *#/.test(line)),
    ).toBe(true);
    expect(findings.length).toBeGreaterThan(5);
  });
});

describe("what AWS answers", () => {
  it("is told without what may be a secret", () => {
    const error = Object.assign(
      new Error(`no such key: ghp_${"a1".repeat(18)} at https://u:hunter2@x.example.com`),
      {
        name: "InvalidRequestException",
      },
    );
    const { message } = failureOf(error, { what: "iot:ListThings", region: "us-east-1", profile: undefined });
    expect(message).toContain("iot:ListThings in us-east-1 failed: InvalidRequestException: no such key: ");
    expect(message).not.toMatch(/ghp_|hunter2/);
  });
});
