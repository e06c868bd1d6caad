import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { battery, proveTrust } from "../src/compiler/access/battery";
import { decide, type Request, unmet } from "../src/compiler/access/decide";
import { rolePermissions } from "../src/compiler/access/role-policies";
import { meets, type TextTest } from "../src/compiler/access/text-test";
import type { Model } from "../src/compiler/model";
import { MANAGED_POLICY } from "../src/compiler/policies/managed";
import { MANAGED_POLICY_ARN, NO_PERMISSIONS } from "../src/compiler/policies/permissions";
import { type Condition, type Policy, policyDocument, type Statement } from "../src/compiler/policies/policy";
import { applianceTrust } from "../src/compiler/policies/trust";
import { ROLE, statement } from "./support/arbitrary-policy";
import { answer, type Call } from "./support/iam";
import { modelOf } from "./support/model";

// What policies answer to requests. The judge is the tests' own small IAM, written from IAM's documentation.

const policy: fc.Arbitrary<Policy> = fc
  .array(statement, { maxLength: 3 })
  .map((statements) => ({ statements }));

const request: fc.Arbitrary<Request> = fc.record({
  caller: fc.constantFrom(
    "panorama.amazonaws.com",
    "ec2.amazonaws.com",
    ROLE,
    "arn:aws:iam::123456789012:user/a",
    "arn:aws:iam::999999999999:role/other",
  ),
  action: fc.constantFrom("s3:GetObject", "s3:PutObject", "S3:getobject", "iam:PassRole", "s3:xetObject"),
  resource: fc.constantFrom(
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/a",
    "arn:aws:s3:::b/ab",
    "arn:aws:s3:::c/a",
    "x",
    "*",
  ),
  context: fc.record(
    {
      k: fc.constantFrom("", "a", "ab", "xb", "abc"),
      "aws:SourceArn": fc.constantFrom(
        "arn:aws:p:us:1:device/d1",
        "arn:aws:p:us:1:device/d2",
        "arn:aws:p:eu:1:device/d1",
        "arn:aws:p:us:1:x:device/d1",
        "arn:aws:p:us:2:device/d1",
      ),
      t: fc.constantFrom("true", "false", "True"),
    },
    { requiredKeys: [] },
  ),
});

function callOf({ caller, ...rest }: Request): Call {
  if (!caller.startsWith("arn:"))
    return { caller: { arn: undefined, account: "", service: caller }, ...rest };
  return { caller: { arn: caller, account: caller.split(":")[4] ?? "" }, ...rest };
}

describe("decide.ts: what a policy answers", () => {
  it("is what IAM answers, and one statement decides it", () => {
    fc.assert(
      fc.property(policy, request, (one, asked) => {
        const { answer: given, statement: deciding } = decide(one, asked);
        expect(given).toBe(answer(policyDocument(one), callOf(asked)));
        expect(deciding === undefined).toBe(given === "silent");
        if (!deciding) return;
        expect(unmet(deciding, asked)).toEqual([]);
        expect(deciding.effect).toBe(given === "denied" ? "Deny" : "Allow");
      }),
      { numRuns: 3000 },
    );
  });

  const ALLOW: Statement = {
    effect: "Allow",
    principals: [{ type: "Service", identifiers: ["panorama.amazonaws.com"] }],
    actions: ["sts:AssumeRole"],
    resources: ["arn:aws:iam::1:role/a"],
    conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["1"] }],
  };
  const asked: Request = {
    caller: "panorama.amazonaws.com",
    action: "sts:AssumeRole",
    resource: "arn:aws:iam::1:role/a",
    context: { "aws:SourceAccount": "1" },
  };

  it("says which parts of a statement a request does not meet", () => {
    expect(unmet(ALLOW, asked)).toEqual([]);
    expect(unmet(ALLOW, { ...asked, caller: "ec2.amazonaws.com" })).toEqual(["principal"]);
    expect(unmet(ALLOW, { ...asked, action: "sts:TagSession" })).toEqual(["action"]);
    expect(unmet(ALLOW, { ...asked, resource: "*" })).toEqual(["resource"]);
    expect(unmet(ALLOW, { ...asked, context: {} })).toEqual(ALLOW.conditions);
  });

  it("knows keys in any case, and no others", () => {
    expect(unmet(ALLOW, { ...asked, context: { "AWS:sourceaccount": "1" } })).toEqual([]);
    expect(unmet(ALLOW, { ...asked, context: { "aws:SourceAccounts": "1" } })).toHaveLength(1);
  });

  const holds = (test: Condition["test"], values: readonly string[], value: string | undefined) =>
    unmet(
      { effect: "Allow", actions: ["*"], conditions: [{ test, variable: "k", values }] },
      { ...asked, context: value === undefined ? {} : { k: value } },
    ).length === 0;

  it.each([
    ["StringEquals", ["a*"], "a*", true],
    ["StringEquals", ["a*"], "ab", false],
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", ["a"], "A", false],
    ["StringEquals", ["a"], undefined, false],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a", "b"], "c", true],
    ["StringNotEquals", ["a"], undefined, true],
    ["StringLike", ["a*"], "ab", true],
    ["StringLike", ["a*"], "a:b", true],
    ["StringLike", ["a*"], undefined, false],
    ["StringNotLike", ["a*"], "ab", false],
    ["StringNotLike", ["a*"], undefined, true],
    ["ArnLike", ["a:b:c:d:e:*"], "a:b:c:d:e:f", true],
    ["ArnLike", ["a:b:c:*:e:f"], "a:b:c:d:x:e:f", false],
    ["ArnEquals", ["a:b:c:d:e:*"], "a:b:c:d:e:f", true],
    ["ArnEquals", ["a:*"], "a:b", false],
    ["ArnNotEquals", ["a:b:c:d:e:*"], "a:b:c:d:e:f", false],
    ["ArnNotEquals", ["a:b:c:d:e:*"], undefined, true],
    ["Bool", ["true"], "True", true],
    ["Bool", ["True"], "true", true],
    ["Bool", ["true"], "false", false],
    ["Bool", ["true"], undefined, false],
  ] as const)("%s %j of %j: %j", (test, values, value, expected) => {
    expect(holds(test, values, value)).toBe(expected);
  });

  it.each([
    ["Service", ["panorama.amazonaws.com"], "panorama.amazonaws.com", true],
    ["Service", ["a.amazonaws.com", "panorama.amazonaws.com"], "panorama.amazonaws.com", true],
    ["Service", ["*"], "panorama.amazonaws.com", false],
    ["AWS", ["*"], "panorama.amazonaws.com", true],
    ["AWS", ["*"], ROLE, true],
    ["AWS", [ROLE], ROLE, true],
    ["AWS", [ROLE], "panorama.amazonaws.com", false],
    ["AWS", [ROLE, "arn:aws:iam::1:user/a"], ROLE, true],
  ] as const)("principals %s %j take %s: %j", (type, identifiers, caller, expected) => {
    const one: Statement = { effect: "Allow", actions: ["*"], principals: [{ type, identifiers }] };
    expect(unmet(one, { ...asked, caller }).length === 0).toBe(expected);
    const two: Statement = {
      ...one,
      principals: [
        { type: "AWS", identifiers: ["arn:aws:iam::1:user/x"] },
        { type, identifiers },
      ],
    };
    expect(unmet(two, { ...asked, caller }).length === 0).toBe(expected);
  });

  it("takes actions in any case, and resources in theirs", () => {
    const one: Statement = { effect: "Allow", actions: ["s3:Get*"], resources: ["arn:aws:s3:::b/A*"] };
    const of = (action: string, resource: string) => unmet(one, { ...asked, action, resource });
    expect(of("S3:getObject", "arn:aws:s3:::b/Ab")).toEqual([]);
    expect(of("s3:PutObject", "arn:aws:s3:::b/Ab")).toEqual(["action"]);
    expect(of("s3:GetObject", "arn:aws:s3:::b/ab")).toEqual(["resource"]);
    expect(unmet({ effect: "Deny", notActions: ["s3:Get*"] }, { ...asked, action: "s3:GetObject" })).toEqual([
      "action",
    ]);
    expect(unmet({ effect: "Deny", notActions: ["s3:Get*"] }, { ...asked, action: "s3:PutObject" })).toEqual(
      [],
    );
  });

  it("takes the caller's own keys from who asks", () => {
    const of = (variable: string, value: string, caller: string) =>
      unmet(
        {
          effect: "Allow",
          actions: ["*"],
          conditions: [{ test: "StringEquals", variable, values: [value] }],
        },
        { ...asked, caller, context: { "aws:PrincipalArn": "arn:x", "aws:PrincipalAccount": "x" } },
      ).length;
    const user = "arn:aws:iam::123456789012:user/a";
    expect(of("aws:PrincipalArn", user, user)).toBe(0);
    expect(of("aws:PrincipalArn", "arn:x", user)).toBe(1);
    expect(of("aws:PrincipalAccount", "123456789012", user)).toBe(0);
    expect(of("aws:PrincipalAccount", "x", user)).toBe(1);
    for (const key of ["aws:principalarn", "AWS:PRINCIPALARN"]) expect(of(key, user, user)).toBe(0);
    expect(of("aws:principalaccount", "123456789012", user)).toBe(0);
    expect(of("AWS:PrincipalAccount", "x", user)).toBe(1);
    expect(of("aws:PrincipalAccount", "amazonaws", "panorama.amazonaws.com")).toBe(1);
  });
});

describe("text-test.ts: texts and patterns", () => {
  const like = (pattern: string) => new RegExp(`^${pattern.replace(/\*/g, ".*").replace(/\?/g, ".")}$`, "s");

  it("meet as a regular expression of the same meaning does", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ":"), maxLength: 9 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "c"), maxLength: 9 });
    fc.assert(
      fc.property(letters, text, (pattern, one) => {
        expect(meets({ how: "like", text: pattern }, one)).toBe(like(pattern).test(one));
        expect(meets({ how: "is", text: pattern }, one)).toBe(pattern === one);
      }),
      { numRuns: 3000 },
    );
  });

  it("of ARNs part by part", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 3 });
    const parts = fc.tuple(part, part, part, part, part, fc.oneof(part, fc.constant("a:*")));
    const words = fc.tuple(...Array.from({ length: 7 }, () => fc.constantFrom("", "a", "b", "ab", "ba")));
    fc.assert(
      fc.property(parts, words, fc.integer({ min: 4, max: 7 }), (patterns, texts, count) => {
        const given = texts.slice(0, count);
        const expected =
          given.length >= 6 &&
          patterns.every((pattern, at) =>
            like(pattern).test(at < 5 ? (given[at] ?? "") : given.slice(5).join(":")),
          );
        expect(meets({ how: "arn", text: patterns.join(":") }, given.join(":"))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
    const short: TextTest = { how: "arn", text: "*:*" };
    expect(meets(short, "a:b")).toBe(false);
  });

  it.each([
    // like
    ["like", "a", "a", true],
    ["like", "a", "b", false],
    ["like", "*", "", true],
    ["like", "*", "a:b", true],
    ["like", "a*", "a", true],
    ["like", "a*", "ba", false],
    ["like", "*a", "ba", true],
    ["like", "*a", "ab", false],
    ["like", "*ab", "aab", true],
    ["like", "*ab", "abaab", true],
    ["like", "a*b*c", "aXbYc", true],
    ["like", "a*b*c", "abc", true],
    ["like", "a*b*c", "acb", false],
    ["like", "a*b*c", "abcb", false],
    ["like", "a**", "ab", true],
    ["like", "ab*ba", "aba", false],
    ["like", "\ud83d*", "\ud83d\ude00", false],
    ["like", "*\ude00", "\ud83d\ude00", false],
    ["like", "\ud83d\ude00*", "\ud83d\ude00", true],
    ["like", "ab*ba", "abba", true],
    ["like", "a?", "ab", true],
    ["like", "a?", "a", false],
    ["like", "a?", "abc", false],
    ["like", "a?c", "a:c", true],
    ["like", "?*", "", false],
    ["like", "a*?", "ab", true],
    ["like", "a*?", "a", false],
    ["like", "", "", true],
    ["like", "", "a", false],
    ["like", "a", "", false],
    ["like", "a:b", "a:b", true],
    // is
    ["is", "a*", "a*", true],
    ["is", "a*", "ab", false],
    ["is", "a?", "ab", false],
    ["is", "", "", true],
    // arn
    ["arn", "a:b:c:d:e:f", "a:b:c:d:e:f", true],
    ["arn", "a:b:c:d:e:f", "a:b:c:d:e:g", false],
    ["arn", "a:b:c:d:e", "a:b:c:d:e", false],
    ["arn", "a:b:c:d:*", "a:b:c:d:e", false],
    ["arn", "a:b:*:d:e:f", "a:b:c:d:e:f", true],
    ["arn", "a:b:*:d:e:f", "a:b::d:e:f", true],
    ["arn", "a:b:*:d:e:f", "a:b:c:x:d:e:f", false],
    ["arn", "a:b:?:d:e:f", "a:b:::d:e:f", false],
    ["arn", "a:b:c:d:*:f", "a:b:c:d:e:x:f", false],
    ["arn", "a:b:c:d:*:*", "a:b:c:d:e:x:f", true],
    ["arn", "a:b:c:d:e:*", "a:b:c:d:e:f:g", true],
    ["arn", "a:b:c:d:e:f*", "a:b:c:d:e:f:g", true],
    ["arn", "a:b:c:d:e:?g", "a:b:c:d:e::g", true],
    ["arn", "a:b:c:d:e:*", "a:b:c:d:e", false],
    ["arn", "*:b:c:d:e:f", "x:y:b:c:d:e:f", false],
  ] as const)("%s %j and %j: %j", (how, pattern, text, expected) => {
    expect(meets({ how, text: pattern }, text)).toBe(expected);
    expect(meets({ how, text: pattern }, text), "the second time").toBe(expected);
  });

  it("after more patterns than are remembered", () => {
    for (let i = 0; i < 10_050; i++) meets({ how: "like", text: `a${i}*` }, "b");
    expect(meets({ how: "like", text: "a1*" }, "a1b")).toBe(true);
    expect(meets({ how: "like", text: "a1*" }, "a2b")).toBe(false);
  });

  it("of long texts in no time", () => {
    const pattern = `${"*a".repeat(200)}b`;
    const start = performance.now();
    expect(meets({ how: "like", text: pattern }, "a".repeat(2000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("battery.ts: what every compile asks the trust policy", () => {
  const rungs = ["service", "account", "region", "device"] as const;
  const model = (strictness: string, more = "") =>
    modelOf(`apiVersion: panorama-compile/v1
name: base
account: { id: "123456789012", region: us-east-1 }
strictness: ${strictness}
appliances:
  - { name: dock, deviceId: device-unknown }
  - { name: gate, deviceId: device-unknown-, region: us-west-2${more} }
`);
  const allowed = (of: Model) =>
    battery(of)
      .filter(({ isAllowed }) => isAllowed)
      .map(({ question }) => question);

  it("is let in knowingly, less from rung to rung", () => {
    expect(rungs.map((rung) => allowed(model(rung)).length)).toEqual([5, 2, 1, 1]);
    expect(allowed(model("device"))).toEqual(["for a device that it names"]);
    expect(allowed(model("region"))).toEqual(["for a device of this account"]);
    expect(allowed(model("account"))).toEqual([
      "for a device of this account",
      "for a device of this account in another Region",
    ]);
    expect(allowed(model("service"))).toContain("without saying for what or on whose behalf");
    for (const rung of rungs)
      expect(allowed(model(rung))).not.toContain("another service, with all that is right");
  });

  it("tells apart what is let in while an appliance is being reprovisioned", () => {
    const one = model("device", ", state: reprovisioning, until: 2026-12-15");
    expect(() => proveTrust(one)).not.toThrow();
    expect(allowed(one)).toEqual(["for a device that it names"]);
    const only = modelOf(`apiVersion: panorama-compile/v1
name: base
account: { id: "999999999999", region: us-east-1 }
strictness: device
appliances: [{ name: dock, state: reprovisioning, until: 2026-12-15 }]
`);
    expect(allowed(only)).toEqual(["for a device of this account", "for another device of this account"]);
    expect(() => proveTrust(only)).not.toThrow();
  });

  it("asks about devices that no spec has, and on behalf of another account than its own", () => {
    const of = (account: string, ids: readonly string[], strictness = "device") => {
      const one = modelOf(
        `apiVersion: panorama-compile/v1\nname: base\naccount: { id: "${account}", region: us-east-1 }\nstrictness: ${strictness}\nappliances:\n${ids.map((id, i) => `  - { name: a${i}, deviceId: ${id} }\n`).join("")}`,
      );
      return battery(one).map(({ isAllowed, isMeant }) => [isAllowed, isMeant]);
    };
    const right = [[true, true], ...Array.from({ length: 6 }, () => [false, false])];
    expect(of("123456789012", ["device-unknown", "device-unknown-", "device-unknown--"])).toEqual(right);
    expect(of("999999999999", ["device-a"])).toEqual(right);
    expect(of("888888888888", ["device-a"])).toEqual(right);
    expect(of("999999999999", ["device-a"], "account")).toEqual([
      [true, true],
      [true, true],
      ...Array.from({ length: 4 }, () => [false, false]),
    ]);
  });

  it("says which answers are wrong", () => {
    const right = model("account");
    const { trustInput, trust } = right.roles.appliance;
    const { policy } = applianceTrust({ ...trustInput, strictness: "service" });
    const wrong = {
      ...right,
      roles: { ...right.roles, appliance: { ...right.roles.appliance, trust: { ...trust, policy } } },
    };
    expect(() => proveTrust(wrong)).toThrow(
      "the trust policy answers wrongly: for a device of another account; for a device that it lets in, on behalf of another account; without saying for what or on whose behalf",
    );
  });

  it("another service is one", () => {
    const right = model("service");
    const { trust } = right.roles.appliance;
    const policy: Policy = {
      statements: [
        {
          effect: "Allow",
          principals: [{ type: "Service", identifiers: ["panorama.amazonaws.com", "ec2.amazonaws.com"] }],
          actions: ["sts:AssumeRole"],
        },
      ],
    };
    const wrong = {
      ...right,
      roles: { ...right.roles, appliance: { ...right.roles.appliance, trust: { ...trust, policy } } },
    };
    expect(() => proveTrust(wrong)).toThrow(
      "the trust policy answers wrongly: another service, with all that is right",
    );
  });

  it("nobody in quarantine, nor where no appliance is left", () => {
    const quarantined = modelOf(
      'apiVersion: panorama-compile/v1\nname: base\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: account\nlifecycle: quarantined\n',
    );
    expect(allowed(quarantined)).toEqual([]);
    const empty = modelOf(
      'apiVersion: panorama-compile/v1\nname: base\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: device\n',
    );
    expect(allowed(empty)).toEqual([]);
    for (const one of [quarantined, empty]) expect(() => proveTrust(one)).not.toThrow();
  });

  it("is a fault of ours where a policy stands on another rung than it says, in either direction", () => {
    for (const rung of rungs)
      for (const other of rungs) {
        const right = model(rung);
        const { trustInput, trust } = right.roles.appliance;
        const { policy } = applianceTrust({ ...trustInput, strictness: other });
        const wrong = {
          ...right,
          roles: { ...right.roles, appliance: { ...right.roles.appliance, trust: { ...trust, policy } } },
        };
        if (rung === other) expect(() => proveTrust(wrong)).not.toThrow();
        else
          expect(() => proveTrust(wrong), `${rung} with the policy of ${other}`).toThrow("answers wrongly");
      }
  });
});

describe("managed.ts: AWS's policy of the appliance role", () => {
  it("is its version 5, as AWS publishes it", () => {
    const log = (...names: string[]) => names.map((name) => `arn:aws:logs:*:*:log-group:${name}`);
    expect(policyDocument(MANAGED_POLICY)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "PanoramaDeviceCreateLogStream",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: log("/aws/panorama/devices/*", "/aws/panorama_device*:log-stream:*"),
        },
        {
          Sid: "PanoramaDeviceCreateLogGroup",
          Effect: "Allow",
          Action: "logs:CreateLogGroup",
          Resource: log("/aws/panorama/devices/*", "/aws/panorama_device*"),
        },
        {
          Sid: "PanoramaDevicePutMetric",
          Effect: "Allow",
          Action: "cloudwatch:PutMetricData",
          Resource: "*",
          Condition: { StringEquals: { "cloudwatch:namespace": "PanoramaDeviceMetrics" } },
        },
        {
          Sid: "PanoramaDeviceS3Access",
          Effect: "Allow",
          Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
          Resource: [
            "arn:aws:s3:*:*:accesspoint/panorama*",
            "arn:aws:s3:::*-application-payload-store-*",
            "arn:aws:s3:::*-nodepackage-store-*",
          ],
          Condition: { ArnLike: { "s3:DataAccessPointArn": "arn:aws:s3:*:*:accesspoint/panorama*" } },
        },
      ],
    });
  });
});

describe("role-policies.ts: all that the role's own policies say", () => {
  it("is the inline policy, and AWS's where it is attached", () => {
    const { appliance } = modelOf(
      'apiVersion: panorama-compile/v1\nname: base\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: account\n',
    ).roles;
    const inline = { name: "x", policy: NO_PERMISSIONS };
    const sids = (role: typeof appliance) => rolePermissions(role).statements.map(({ sid }) => sid);
    expect(sids({ ...appliance, inline, managedPolicyArn: undefined })).toEqual(["Quarantined"]);
    expect(sids({ ...appliance, inline: undefined, managedPolicyArn: undefined })).toEqual([]);
    expect(sids({ ...appliance, inline, managedPolicyArn: MANAGED_POLICY_ARN })).toEqual([
      "Quarantined",
      "PanoramaDeviceCreateLogStream",
      "PanoramaDeviceCreateLogGroup",
      "PanoramaDevicePutMetric",
      "PanoramaDeviceS3Access",
    ]);
  });
});
