import { atKey, atValue, type Finding, type FindingKind, finding } from "../finding";
import type { Model } from "../model";
import { inlinePermissions } from "../policies/permissions";
import { type Policy, policySize } from "../policies/policy";
import { type LimitedPolicy, limitedPolicies } from "../policies/quotas";
import { bucketPolicy } from "../policies/storage";
import { roleRepair } from "../role-repair";
import type { Check } from "../rule";
import { counted, listed, quoted } from "../text";
import type { Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "policy-too-large",
  severity: "error",
  summary: "A policy must fit into its quota, which the provider does not check before AWS does.",
};

export const policyTooLarge: Check = {
  kind,
  run({ model, document }) {
    return limitedPolicies(model)
      .filter(({ size, quota }) => size > quota)
      .map((policy) => findingOf(policy, model, document.tree));
  },
};

function findingOf(limited: LimitedPolicy, model: Model, tree: Tree): Finding {
  const { of, name, path, size, quota } = limited;
  const sizes = `has ${size} characters; the quota is ${quota}`;
  switch (of) {
    case "role":
      return ofRole(limited, sizes, model, tree);
    case "bucket":
      return ofBucket(limited, sizes, model);
    case "accessPoint": {
      const message = `the policy of the access point ${quoted(name)} ${sizes}`;
      return finding(kind, atValue(...path, "name"), message, { help: "give it a shorter prefix" });
    }
    case "thing":
      return finding(kind, atKey(...path), `the IoT policy of the certificates in ${name} ${sizes}`);
  }
}

/** What takes the most room is what there is too much of. */
function ofRole({ policy, quota }: LimitedPolicy, sizes: string, model: Model, tree: Tree): Finding {
  const { account, deviceRegions: regions, accessPoints } = model;
  const scoped = model.roles.appliance.managedPolicyArn === undefined;
  const secrets = model.roles.appliance.readSecrets ? model.secrets : [];
  const sizeOf = (sids: RegExp) =>
    policySize({ statements: policy.statements.filter(({ sid = "" }) => sids.test(sid)) });
  const contents = [
    ...(secrets.length > 0 ? [counted(secrets.length, "secret")] : []),
    ...(scoped && accessPoints.length > 0 ? [counted(accessPoints.length, "access point")] : []),
  ];
  const message = `the appliance role's inline policy for ${listed(contents)} ${sizes}`;
  const input = { account, scoped, regions, accessPoints, secrets };
  if (sizeOf(/^DeclaredSecret/) > sizeOf(/^Declared(Objects|Lists)/)) {
    const fits = howManyFit(secrets, quota, (some) => inlinePermissions({ ...input, secrets: some }));
    return finding(kind, atKey("secrets"), `${message}, into which ${counted(fits, "secret")} fit`, {
      help: `declare fewer secrets; or ${roleRepair(tree, "readSecrets", "false")}, which lets the role read none of them`,
    });
  }
  const fits = howManyFit(accessPoints, quota, (some) => inlinePermissions({ ...input, accessPoints: some }));
  return finding(kind, atKey("accessPoints"), `${message}, into which ${counted(fits, "access point")} fit`, {
    help: `${FEWER}; or ${roleRepair(tree, "permissions", "managed")}, which names none of them`,
  });
}

function ofBucket({ name, path, quota }: LimitedPolicy, sizes: string, model: Model): Finding {
  const points = model.accessPoints.filter(({ bucket }) => bucket === name);
  const fits = howManyFit(points, quota, (some) => bucketPolicy(name, some, model.roles.appliance.arn));
  const message = `the policy of the bucket ${quoted(name)} with its ${counted(points.length, "access point")} ${sizes}, into which ${fits} fit`;
  return finding(kind, atValue(...path, "name"), message, { help: FEWER });
}

const FEWER = "declare fewer access points: one with a shorter prefix can serve for several";

/** How many of these, taken in order, a policy can be made of. */
function howManyFit<T>(
  all: readonly T[],
  quota: number,
  made: (some: readonly T[]) => Policy | undefined,
): number {
  const sizeWith = (count: number) => policySize(made(all.slice(0, count)) ?? { statements: [] });
  let count = 0;
  while (count < all.length && sizeWith(count + 1) <= quota) count++;
  return count;
}
