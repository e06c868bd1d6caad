import { describe, expect, it } from "vitest";
import { policyDocument, policySize } from "../src/compiler/policies/policy";
import { accessPointPolicy } from "../src/compiler/policies/storage";
import {
  applianceTrust,
  devicesThatFit,
  regionsLetIn,
  type TrustInput,
} from "../src/compiler/policies/trust";

// The edges of policies at which trust would widen, or a quota be missed, by one.

const ACCOUNT = "123456789012";
const device = (id: string) => `arn:aws:panorama:us-east-1:${ACCOUNT}:device/device-${id}`;
const input: TrustInput = {
  strictness: "device",
  account: ACCOUNT,
  regions: ["us-east-1"],
  quarantined: false,
  deviceArns: [device("a"), device("b"), device("c")],
  overflow: "region",
  quota: 2048,
};
const sizeOf = (deviceArns: readonly string[]) =>
  applianceTrust({ ...input, deviceArns, overflow: "refuse" }).size;

describe("a trust policy that may fall back to Regions", () => {
  it("names its devices as long as they fit, to the last character", () => {
    const quota = sizeOf(input.deviceArns);
    expect(applianceTrust({ ...input, quota })).toMatchObject({ rung: "device", size: quota });
    expect(applianceTrust({ ...input, quota: quota - 1 })).toMatchObject({
      rung: "region",
      overflowed: quota,
    });
  });

  it("stays on the rung of any other strictness, fit or not", () => {
    for (const strictness of ["service", "account", "region"] as const) {
      const trust = applianceTrust({ ...input, strictness, quota: 1 });
      expect(trust.rung).toBe(strictness);
      expect(trust.overflowed).toBeUndefined();
    }
  });

  it("is refused rather than widened where the spec says so", () => {
    const trust = applianceTrust({ ...input, quota: 1, overflow: "refuse" });
    expect(trust).toMatchObject({ rung: "device", quota: 1 });
    expect(trust.overflowed).toBeUndefined();
  });
});

describe("how many devices fit", () => {
  it.each([1, 2, 3])("is %i where the quota is the size of as many", (count) => {
    const quota = sizeOf(input.deviceArns.slice(0, count));
    expect(devicesThatFit({ ...input, quota })).toBe(count);
    expect(devicesThatFit({ ...input, quota: quota - 1 })).toBe(count - 1);
  });

  it("is all of them where there is room for more", () => {
    expect(devicesThatFit({ ...input, quota: 100_000 })).toBe(3);
  });

  it("leaves room for the pattern of a Region with an appliance that has no device yet", () => {
    const pattern = `arn:aws:panorama:us-west-2:${ACCOUNT}:device/*`;
    const quota = sizeOf([pattern, device("a")]);
    expect(devicesThatFit({ ...input, deviceArns: [device("a"), pattern, device("b")], quota })).toBe(1);
    expect(regionsLetIn({ ...input, deviceArns: [device("a"), pattern] })).toEqual(["us-west-2"]);
  });
});

describe("a policy's document", () => {
  it("has no key for what a statement does not say", () => {
    const policy = { statements: [{ effect: "Deny", actions: ["s3:*"] }] } as const;
    expect(policyDocument(policy)).toStrictEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Action: "s3:*" }],
    });
  });

  it("is counted without white space, wherever that stands", () => {
    const size = (name: string) =>
      policySize({ statements: [{ effect: "Deny", actions: ["s3:*"], resources: [name] }] });
    expect(size("a b c")).toBe(size("abc"));
    expect(size("abcd")).toBe(size("abc") + 1);
  });
});

describe("an access point's policy", () => {
  it("keeps other accounts out from strictness account up, and says nothing of them below", () => {
    const point = {
      arn: `arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/panorama-a`,
      bucket: "acme-models",
      prefix: "",
    };
    const sids = (strictness: TrustInput["strictness"]) =>
      accessPointPolicy(point, {
        roleArn: `arn:aws:iam::${ACCOUNT}:role/appliance`,
        account: ACCOUNT,
        strictness,
        quarantined: false,
      }).statements.map(({ sid }) => sid);
    const [service, account] = [sids("service"), sids("account")];
    expect(account.filter((sid) => !service.includes(sid))).toHaveLength(1);
    expect(service).toEqual(account.slice(0, -1));
  });
});
