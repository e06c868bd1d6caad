import { describe, expect, it } from "vitest";
import { policyTooLarge } from "../src/compiler/checks/policy-too-large";
import { normalize } from "../src/compiler/normalize";
import { parse } from "../src/compiler/parse";
import { policyDocument } from "../src/compiler/policies/policy";
import { limitedPolicies, QUOTAS } from "../src/compiler/policies/quotas";
import type { Checked } from "../src/compiler/rule";
import { validate } from "../src/compiler/validate";

const HEAD = 'apiVersion: panorama-compile/v1\naccount: { id: "123456789012", region: us-east-1 }\n';
const numbers = (count: number) => Array.from({ length: count }, (_, index) => 101 + index);

function checkedOf(text: string): Checked {
  const [document] = parse({ text }).documents;
  const spec = document && validate(document).spec;
  if (document === undefined || spec === undefined) throw new Error("not a spec");
  return { document, model: normalize(spec, "test"), today: "2026-11-23" };
}

const findingsOf = (text: string) => policyTooLarge.run(checkedOf(text));

describe("policies and their quotas", () => {
  it("are counted as AWS counts them, for everything that has a policy", () => {
    const { model } = checkedOf(
      `${HEAD}strictness: account
appliances:
  - { name: a, certificate: { csr: a.pem } }
  - { name: b, region: us-west-2, certificate: { csr: b.pem } }
  - { name: c, region: eu-west-1 }
buckets: [{ name: acme-nodepackage-store-1, source: create }, { name: acme-nodepackage-store-2 }]
accessPoints: [{ name: panorama-a, bucket: acme-nodepackage-store-1 }]
secrets: [{ name: panorama/a }]`,
    );
    const limited = limitedPolicies(model);
    expect(limited.map(({ of, name, path, quota }) => [of, name, path.join("."), quota])).toEqual([
      ["role", "AWSPanoramaApplianceServiceRole", "roles.appliance", 10_240],
      ["thing", "us-east-1", "appliances", 2048],
      ["thing", "us-west-2", "appliances", 2048],
      ["accessPoint", "panorama-a", "accessPoints.0", 20_480],
      ["bucket", "acme-nodepackage-store-1", "buckets.0", 20_480],
    ]);
    for (const { policy, size } of limited) expect(size).toBe(JSON.stringify(policyDocument(policy)).length);
  });

  it.each([
    [
      "secrets",
      106,
      (count: number) =>
        `strictness: region\nsecrets:\n${numbers(count)
          .map((n) => `  - name: panorama/seattle/dock-${n}-camera`)
          .join("\n")}`,
    ],
    [
      "access points on a scoped role",
      16,
      (count: number) =>
        `strictness: region\nroles: { appliance: { permissions: scoped } }\nbuckets: [{ name: acme-models }]\naccessPoints:\n${numbers(
          count,
        )
          .map((n) => `  - { name: panorama-seattle-${n}, bucket: acme-models, prefix: seattle-${n}/ }`)
          .join("\n")}`,
    ],
    [
      "access points on a bucket",
      73,
      (count: number) =>
        `strictness: region\nbuckets: [{ name: acme-nodepackage-store-1, source: create }]\naccessPoints:\n${numbers(
          count,
        )
          .map(
            (n) =>
              `  - { name: panorama-seattle-${n}, bucket: acme-nodepackage-store-1, prefix: seattle-${n}/ }`,
          )
          .join("\n")}`,
    ],
  ])("of %s, as many fit as the finding says: %i", (_, most, text) => {
    expect(findingsOf(HEAD + text(most))).toEqual([]);
    expect(findingsOf(HEAD + text(most + 1))).toHaveLength(1);
    const [tooMany] = findingsOf(HEAD + text(most + 20));
    expect(tooMany?.message).toMatch(new RegExp(`into which ${most} (\\S.* )?fit$`));
  });

  it("that no spec can reach are held too: those of an access point and of certificates", () => {
    const { model, ...rest } = checkedOf(
      `${HEAD}strictness: account
appliances: [{ name: a, certificate: { csr: a.pem } }]
buckets: [{ name: acme-nodepackage-store-1 }]
accessPoints: [{ name: panorama-a, bucket: acme-nodepackage-store-1 }]`,
    );
    const [point] = model.accessPoints;
    if (point === undefined) throw new Error("no access point");
    const policy = { statements: [{ effect: "Deny", actions: ["x".repeat(QUOTAS.accessPoint)] }] } as const;
    const large = { ...model, account: "1".repeat(QUOTAS.thing), accessPoints: [{ ...point, policy }] };
    const found = policyTooLarge.run({ model: large, ...rest });
    expect(found.map(({ place, help }) => [place, help])).toEqual([
      [{ path: ["appliances"], on: "key" }, undefined],
      [{ path: ["accessPoints", 0, "name"], on: "value" }, "give it a shorter prefix"],
    ]);
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^the IoT policy of the certificates in us-east-1 has \d+ characters; the quota is 2048$/,
      ),
      expect.stringMatching(
        /^the policy of the access point "panorama-a" has \d+ characters; the quota is 20480$/,
      ),
    ]);
  });
});
