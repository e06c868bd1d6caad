import { describe, expect, it } from "vitest";
import type { Model } from "../src/compiler/model";
import { policyDocument } from "../src/compiler/policies/policy";
import { type Answer, answer, type Call, type Caller, together } from "./support/iam";
import { modelOf } from "./support/model";

// Who can read what through which access point: the final JSON of every policy, put to an IAM of the tests' own.

const ACCOUNT = "123456789012";
const RUNGS = ["service", "account", "region", "device"] as const;
const BUCKET = "acme-nodepackage-store-1";

const spec = (strictness: string, permissions = "managed") =>
  modelOf(
    [
      "apiVersion: panorama-compile/v1",
      `account: { id: "${ACCOUNT}", region: us-east-1 }`,
      `strictness: ${strictness}`,
      `roles: { appliance: { permissions: ${permissions} } }`,
      "appliances: [{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }]",
      `buckets: [{ name: ${BUCKET}, source: create }, { name: acme-nodepackage-store-2 }]`,
      "accessPoints:",
      `  - { name: panorama-models, bucket: ${BUCKET}, prefix: models/ }`,
      `  - { name: panorama-logs, bucket: ${BUCKET}, prefix: logs/ }`,
      `  - { name: panorama-everything, bucket: ${BUCKET} }`,
      "  - { name: panorama-existing, bucket: acme-nodepackage-store-2, prefix: models/ }",
    ].join("\n"),
  );

type Document = { readonly Statement: readonly object[] };
const NOTHING: Document = { Statement: [] };
const EVERYTHING: Document = { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };

/** What AWSPanoramaApplianceServiceRolePolicy, v5, says about S3. */
const MANAGED: Document = {
  Statement: [
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:ListBucket", "s3:GetObjectVersion"],
      Resource: [
        "arn:aws:s3:::*-nodepackage-store-*",
        "arn:aws:s3:::*-application-payload-store-*",
        "arn:aws:s3:*:*:accesspoint/panorama*",
      ],
      Condition: { ArnLike: { "s3:DataAccessPointArn": "arn:aws:s3:*:*:accesspoint/panorama*" } },
    },
  ],
};

const ROLE: Caller = {
  arn: `arn:aws:iam::${ACCOUNT}:role/service-role/AWSPanoramaApplianceServiceRole`,
  account: ACCOUNT,
};
const COLLEAGUE: Caller = { arn: `arn:aws:iam::${ACCOUNT}:role/data-team`, account: ACCOUNT };
const STRANGER: Caller = { arn: "arn:aws:iam::999999999999:role/data-team", account: "999999999999" };
const ANYBODY: Caller = { arn: undefined, account: "" };

const pointNamed = (model: Model, name: string) => {
  const point = model.accessPoints.find((p) => p.name === name);
  if (point === undefined) throw new Error(name);
  return point;
};
const bucketPolicyOf = (model: Model, name: string) => {
  const policy = model.buckets.find((bucket) => bucket.name === name)?.policy;
  return policy ? policyDocument(policy) : NOTHING;
};
const scopedPolicy = (model: Model): Document => {
  const { inline } = model.roles.appliance;
  return inline ? policyDocument(inline.policy) : NOTHING;
};

/** `GetObject models/a`, or `ListBucket` with a prefix to list, if any. */
interface Wish {
  readonly action: string;
  readonly key?: string;
  readonly list?: string;
  readonly plainHttp?: true;
}
const gets = (key: string, action = "s3:GetObject"): Wish => ({ action, key });
const lists = (list?: string): Wish => ({ action: "s3:ListBucket", ...(list !== undefined && { list }) });

const contextOf = ({ list, plainHttp }: Wish) => ({
  "aws:SecureTransport": plainHttp ? "false" : "true",
  ...(list !== undefined && { "s3:prefix": list }),
});

const callOf = (caller: Caller, wish: Wish, on: string, objects: string, point?: string): Call => ({
  caller,
  action: wish.action,
  resource: wish.key === undefined ? on : `${objects}${wish.key}`,
  context: { ...contextOf(wish), ...(point !== undefined && { "s3:DataAccessPointArn": point }) },
});

interface Parties {
  readonly caller: Caller;
  /** The caller's own policy. */
  readonly identity: Document;
  readonly bucket?: string;
}

/** Within an account an Allow of either side is enough; from another account both must say it. */
function decided({ caller, identity }: Parties, resourcePolicy: Document, call: Call): boolean {
  const [own, theirs] = [answer(identity, call), answer(resourcePolicy, call)];
  if (caller.account === ACCOUNT) return together(own, theirs) === "allowed";
  const allowedByOwn = caller.arn === undefined || own === "allowed";
  return allowedByOwn && theirs === "allowed";
}

/** "Both the access point and the underlying bucket must permit the request": each is asked about its own resource. */
function can(model: Model, who: Parties, wish: Wish, pointName: string): boolean {
  const { arn, bucket, policy } = pointNamed(model, pointName);
  return canThrough(model, { bucket, ...who }, wish, arn, policyDocument(policy));
}

function canThrough(model: Model, who: Parties, wish: Wish, point: string, pointPolicy: Document): boolean {
  const bucket = who.bucket ?? BUCKET;
  const onPoint = callOf(who.caller, wish, point, `${point}/object/`, point);
  const onBucket = callOf(who.caller, wish, `arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/`, point);
  return decided(who, pointPolicy, onPoint) && decided(who, bucketPolicyOf(model, bucket), onBucket);
}

function canDirectly(model: Model, who: Parties, wish: Wish): boolean {
  const call = callOf(who.caller, wish, `arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/`);
  return decided(who, bucketPolicyOf(model, BUCKET), call);
}

const OTHER_DATA_ACTIONS = [
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  "s3:GetObjectAcl",
  "s3:PutObjectAcl",
  "s3:GetObjectTagging",
  "s3:PutObjectTagging",
  "s3:AbortMultipartUpload",
  "s3:RestoreObject",
];

/** What the appliance role may do through an access point, whatever its own policy says. */
const AT_PREFIX: readonly (readonly [wish: Wish, allowed: boolean])[] = [
  [gets("models/a.onnx"), true],
  [gets("models/"), true],
  [gets("models/a/b/c", "s3:GetObjectVersion"), true],
  [gets("models"), false],
  [gets("models-old/a.onnx"), false],
  [gets("logs/a"), false],
  [gets("logs/a", "s3:GetObjectVersion"), false],
  [gets("Models/a.onnx"), false],
  [gets("x/models/a.onnx"), false],
  [gets(""), false],
  [lists("models/"), true],
  [lists("models/a"), true],
  [lists("models"), false],
  [lists("logs/"), false],
  [lists(""), false],
  [lists(), false],
  ...OTHER_DATA_ACTIONS.map((action) => [gets("models/a.onnx", action), false] as const),
  ...OTHER_DATA_ACTIONS.map((action) => [gets("logs/a", action), false] as const),
  [{ action: "s3:ListBucketVersions", list: "models/" }, false],
  [{ action: "s3:ListBucketMultipartUploads" }, false],
];

const AT_EVERYTHING: readonly (readonly [wish: Wish, allowed: boolean])[] = [
  [gets("models/a.onnx"), true],
  [gets("a", "s3:GetObjectVersion"), true],
  [lists("models/"), true],
  [lists(), true],
  ...OTHER_DATA_ACTIONS.map((action) => [gets("models/a.onnx", action), false] as const),
  [{ action: "s3:ListBucketVersions" }, false],
];

const textOf = ({ action, key, list }: Wish): string => `${action} ${key ?? list ?? "(whole)"}`;

describe.each(RUNGS)("on strictness %s", (strictness) => {
  const model = spec(strictness);
  const scoped = spec(strictness, "scoped");
  const role = (identity: Document): Parties => ({ caller: ROLE, identity });
  const identities: Readonly<Record<string, Parties>> = {
    "the managed policy": role(MANAGED),
    "its scoped policy": role(scopedPolicy(scoped)),
    "a policy that allows all of S3": role(EVERYTHING),
    "no policy": role(NOTHING),
  };

  it.each(Object.entries(identities))(
    "the role with %s reads under the prefix, and nothing else",
    (_, who) => {
      for (const [wish, allowed] of AT_PREFIX)
        expect(can(model, who, wish, "panorama-models"), textOf(wish)).toBe(allowed);
    },
  );

  it.each(Object.entries(identities))("the role with %s only reads where there is no prefix", (_, who) => {
    for (const [wish, allowed] of AT_EVERYTHING)
      expect(can(model, who, wish, "panorama-everything"), textOf(wish)).toBe(allowed);
  });

  it.each(Object.entries(identities))("the role with %s comes by declared access points only", (_, who) => {
    const wish = gets("models/a.onnx");
    expect(can(model, who, wish, "panorama-models")).toBe(true);
    for (const other of [wish, lists("models/"), gets("models/a.onnx", "s3:PutObject")]) {
      expect(canDirectly(model, who, other)).toBe(false);
      for (const [region, account, name] of [
        ["us-east-1", ACCOUNT, "panorama-made-by-hand"],
        ["us-east-1", ACCOUNT, `panorama-${ACCOUNT}-abcdefghijklmnopqrstuvwxyz`],
        ["us-east-1", "999999999999", "panorama-models"],
        ["us-west-2", ACCOUNT, "panorama-models"],
      ]) {
        const point = `arn:aws:s3:${region}:${account}:accesspoint/${name}`;
        expect(canThrough(model, who, other, point, EVERYTHING), point).toBe(false);
      }
    }
  });

  it("nothing goes over plain HTTP, neither directly nor through an access point", () => {
    const admin: Parties = { caller: COLLEAGUE, identity: EVERYTHING };
    const wish = gets("models/a.onnx");
    expect([canDirectly(model, admin, wish), can(model, admin, wish, "panorama-models")]).toEqual([
      true,
      true,
    ]);
    const plain: Wish = { ...wish, plainHttp: true };
    expect(canDirectly(model, admin, plain)).toBe(false);
    for (const who of [admin, ...Object.values(identities)])
      expect(can(model, who, plain, "panorama-models")).toBe(false);
  });

  it("others of the account do what their own policies say, and get nothing from ours", () => {
    for (const wish of [gets("models/a.onnx"), gets("logs/a", "s3:PutObject"), lists()]) {
      expect(can(model, { caller: COLLEAGUE, identity: EVERYTHING }, wish, "panorama-models")).toBe(true);
      expect(can(model, { caller: COLLEAGUE, identity: NOTHING }, wish, "panorama-models")).toBe(false);
      expect(canDirectly(model, { caller: COLLEAGUE, identity: NOTHING }, wish)).toBe(false);
    }
  });

  it("another account and requests without credentials get nothing; from account up they are denied", () => {
    const answers: Answer[] = [];
    for (const caller of [STRANGER, ANYBODY]) {
      const { arn, policy } = pointNamed(model, "panorama-everything");
      for (const wish of [gets("models/a.onnx"), gets("a", "s3:PutObject"), lists()]) {
        expect(can(model, { caller, identity: EVERYTHING }, wish, "panorama-everything")).toBe(false);
        expect(canDirectly(model, { caller, identity: EVERYTHING }, wish)).toBe(false);
        answers.push(answer(policyDocument(policy), callOf(caller, wish, arn, `${arn}/object/`, arn)));
      }
    }
    expect(new Set(answers)).toEqual(new Set([strictness === "service" ? "silent" : "denied"]));
  });

  it("an existing bucket without a policy: the role's own policy reaches the bucket behind the access point", () => {
    for (const identity of [MANAGED, scopedPolicy(scoped)]) {
      for (const [wish, allowed] of AT_PREFIX)
        expect(can(model, role(identity), wish, "panorama-existing"), textOf(wish)).toBe(allowed);
    }
    expect(can(model, role(NOTHING), gets("models/a.onnx"), "panorama-existing")).toBe(false);
  });
});

describe("the scoped policy by itself", () => {
  const policy = scopedPolicy(spec("device", "scoped"));
  const says = (wish: Wish, name: string, account = ACCOUNT) => {
    const point = `arn:aws:s3:us-east-1:${account}:accesspoint/${name}`;
    return answer(policy, callOf(ROLE, wish, point, `${point}/object/`, point));
  };

  it("allows what the declared access points are for, and no more", () => {
    expect(says(gets("models/a"), "panorama-models")).toBe("allowed");
    expect(says(gets("logs/a"), "panorama-models")).toBe("silent");
    expect(says(gets("models/a", "s3:PutObject"), "panorama-models")).toBe("silent");
    expect(says(lists("models/a"), "panorama-models")).toBe("allowed");
    expect(says(lists("logs/"), "panorama-models")).toBe("silent");
    expect(says(lists(), "panorama-models")).toBe("silent");
    expect(says(lists(), "panorama-everything")).toBe("allowed");
    expect(says(gets("models/a"), "panorama-made-by-hand")).toBe("silent");
  });

  it("allows the access points that Panorama keeps for this account, in whatever account those are", () => {
    expect(says(gets("a"), `panorama-${ACCOUNT}-abcdefghijklmnopqrstuvwxyz`, "212345678901")).toBe("allowed");
    expect(says(gets("a"), "panorama-999999999999-abcdefghijklmnopqrstuvwxyz", "212345678901")).toBe(
      "silent",
    );
  });

  it("allows nothing of a bucket that doesn't come through an access point", () => {
    for (const wish of [gets("models/a"), lists("models/")])
      expect(answer(policy, callOf(ROLE, wish, `arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/`))).toBe(
        "silent",
      );
  });
});

describe("no statement is there for nothing", () => {
  const model = spec("account");
  const { arn, policy } = pointNamed(model, "panorama-models");
  const wishes = AT_PREFIX.flatMap(([wish]): Wish[] => [wish, { ...wish, plainHttp: true }]);
  const answers = (
    document: Document,
    on: string,
    objects: string,
    points: readonly (string | undefined)[],
  ) =>
    [ROLE, COLLEAGUE, STRANGER, ANYBODY].flatMap((caller) =>
      points.flatMap((point) =>
        wishes.map((wish) => answer(document, callOf(caller, wish, on, objects, point))),
      ),
    );
  const without = ({ Statement }: Document, index: number): Document => ({
    Statement: Statement.filter((_, i) => i !== index),
  });

  it("in an access point's policy", () => {
    const document = policyDocument(policy);
    const all = answers(document, arn, `${arn}/object/`, [arn]);
    expect(document.Statement).toHaveLength(6);
    for (const [index, statement] of document.Statement.entries())
      expect(
        answers(without(document, index), arn, `${arn}/object/`, [arn]),
        JSON.stringify(statement),
      ).not.toEqual(all);
  });

  it("in a bucket's policy", () => {
    const document = bucketPolicyOf(model, BUCKET);
    const [on, objects] = [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/`];
    const all = answers(document, on, objects, [arn, undefined]);
    expect(document.Statement).toHaveLength(4);
    for (const [index, statement] of document.Statement.entries())
      expect(
        answers(without(document, index), on, objects, [arn, undefined]),
        JSON.stringify(statement),
      ).not.toEqual(all);
  });
});

it("a bucket without access points keeps the role out altogether", () => {
  const model = modelOf(
    `apiVersion: panorama-compile/v1\naccount: { id: "${ACCOUNT}", region: us-east-1 }\nstrictness: account\nbuckets: [{ name: ${BUCKET}, source: create }]`,
  );
  const who: Parties = { caller: ROLE, identity: EVERYTHING };
  const point = `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/panorama-made-by-hand`;
  for (const wish of [gets("models/a"), lists("models/"), gets("a", "s3:PutObject")]) {
    expect(canDirectly(model, who, wish)).toBe(false);
    expect(canThrough(model, who, wish, point, EVERYTHING)).toBe(false);
    expect(canDirectly(model, { ...who, caller: COLLEAGUE }, wish)).toBe(true);
  }
});

describe("the tests' own IAM", () => {
  const call = (context: Record<string, string> = {}): Call => ({
    caller: COLLEAGUE,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/models/a",
    context,
  });
  const says = (statement: object, context?: Record<string, string>) =>
    answer({ Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*", ...statement }] }, call(context));

  it("knows wildcards, and that a negated operator holds where the key is missing", () => {
    expect(says({ Action: "s3:Get*" })).toBe("allowed");
    expect(says({ Action: "s3:GetObjec" })).toBe("silent");
    expect(says({ Resource: "arn:aws:s3:::b/model?/*" })).toBe("allowed");
    expect(says({ Condition: { StringLike: { "s3:prefix": "*" } } })).toBe("silent");
    expect(says({ Condition: { StringNotLike: { "s3:prefix": "*" } } })).toBe("allowed");
    expect(says({ Condition: { StringNotEquals: { k: ["a", "b"] } } }, { k: "b" })).toBe("silent");
    expect(
      says({ Condition: { ArnEquals: { k: "arn:aws:s3:*:1:x/y*" } } }, { k: "arn:aws:s3:r:1:x/yz" }),
    ).toBe("allowed");
    expect(says({ Condition: { ArnLike: { k: "arn:aws:s3:*:x/y" } } }, { k: "arn:aws:s3:r:1:x/y" })).toBe(
      "silent",
    );
    expect(says({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } })).toBe("allowed");
    expect(says({ Principal: { AWS: ROLE.arn } })).toBe("silent");
  });

  it("refuses what it doesn't know", () => {
    expect(() => says({ NotPrincipal: "*" })).toThrow("NotPrincipal");
    expect(() => says({ Condition: { NumericEquals: { k: "1" } } })).toThrow("NumericEquals");
    expect(() => says({ NotAction: "s3:*" })).toThrow("both");
  });
});
