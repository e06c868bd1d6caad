import { atKey, atValue, type Finding, type FindingKind, finding } from "../finding";
import { inFileOrder } from "../model";
import type { Check, Checked } from "../rule";
import { quoted } from "../text";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "no-effect",
  severity: "warning",
  summary: "A field says something that cannot take effect.",
};

export const noEffect: Check = {
  kind,
  run: (checked) =>
    [overflow, quota, split, unusedBuckets, readSecrets, valueVersions].flatMap((rule) => rule(checked)),
};

function overflow({ model, document }: Checked): Finding[] {
  const path = ["roles", "appliance", "overflow"] as const;
  if (model.strictness === "device" || !isWritten(document.tree, path)) return [];
  const message = `"roles.appliance.overflow" has no effect on strictness "${model.strictness}": only "device" names appliances`;
  return [finding(kind, atKey(...path), message, { help: "remove it" })];
}

/** The quota is only looked at where the trust policy grows with the appliances; the others always fit. */
function quota({ model, document }: Checked): Finding[] {
  const path = ["roles", "appliance", "trustPolicyQuota"] as const;
  if (model.strictness === "device" || !isWritten(document.tree, path)) return [];
  const message = `"roles.appliance.trustPolicyQuota" has no effect on strictness "${model.strictness}": only "device" names appliances`;
  return [finding(kind, atKey(...path), message, { help: "remove it" })];
}

function split({ model }: Checked): Finding[] {
  if (model.split === "region" || model.appliances.some(({ site }) => site !== undefined)) return [];
  const message = '"terraform.split" has no effect: no appliance has a site';
  return [
    finding(kind, atValue("terraform", "split"), message, {
      help: "give the appliances a site, or remove it",
    }),
  ];
}

/** Not where an access point's bucket isn't declared: its name may be mistyped, which is a finding of its own. */
function unusedBuckets({ model }: Checked): Finding[] {
  const declared = new Set(model.buckets.map(({ name }) => name));
  const used = new Set(model.accessPoints.map(({ bucket }) => bucket));
  if ([...used].some((bucket) => !declared.has(bucket))) return [];
  return inFileOrder(model.buckets).flatMap(({ name, source, path }) => {
    if (source !== "existing" || used.has(name)) return [];
    const message = `the bucket ${quoted(name)} has no effect: it is there already (source: existing) and has no access point`;
    const help = `remove it; or give an access point bucket: ${name}; or write source: create to make the bucket`;
    return [finding(kind, atValue(...path, "name"), message, { help })];
  });
}

function readSecrets({ model, document }: Checked): Finding[] {
  const path = ["roles", "appliance", "readSecrets"] as const;
  const asked = model.roles.appliance.readSecrets && isWritten(document.tree, path);
  if (!asked || model.secrets.length > 0) return [];
  const message = `"roles.appliance.readSecrets" has no effect: the spec declares no secret that the role could read`;
  return [finding(kind, atKey(...path), message, { help: "remove it; or declare the secret under secrets" })];
}

function valueVersions({ model, document }: Checked): Finding[] {
  return inFileOrder(model.secrets).flatMap((secret) => {
    const path = [...secret.path, "valueVersion"];
    if (secret.variable !== undefined || !isWritten(document.tree, path)) return [];
    const message = `"valueVersion" of the secret ${quoted(secret.name)} has no effect: Terraform writes no value (value: none)`;
    return [finding(kind, atKey(...path), message, { help: "remove it; or write value: variable" })];
  });
}
