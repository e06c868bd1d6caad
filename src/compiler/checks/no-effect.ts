import { NOUNS } from "../entry-kinds";
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
    [
      overflow,
      quota,
      split,
      unusedBuckets,
      readSecrets,
      valueVersions,
      arns,
      policySources,
      untils,
      statuses,
      retirements,
      sitesOfTombstones,
    ].flatMap((rule) => rule(checked)),
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
  const placed = [...model.appliances, ...model.tombstones].some(({ site }) => site !== undefined);
  if (model.split === "region" || placed) return [];
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

function arns({ model }: Checked): Finding[] {
  const unread = model.secrets.filter(({ source, arn }) => source === "create" && arn !== undefined);
  return inFileOrder(unread).map(({ name, path }) => {
    const message = `"arn" of the secret ${quoted(name)} has no effect: Terraform makes the secret (source: create)`;
    return finding(kind, atKey(...path, "arn"), message, {
      help: "add source: import to adopt it; or remove arn",
    });
  });
}

/** A policy that isn't adopted is made, and one of a bucket that stays as it is neither. */
function policySources({ model, document }: Checked): Finding[] {
  const entries = [
    ...inFileOrder(model.buckets).map((bucket) => ({ ...bucket, noun: "bucket" })),
    ...inFileOrder(model.accessPoints).map((point) => ({ ...point, noun: "access point" })),
  ];
  return entries.flatMap(({ name, source, path, noun }) => {
    if (source === "import" || !isWritten(document.tree, [...path, "policy"])) return [];
    const message = `"policy" of the ${noun} ${quoted(name)} has no effect: it says where the policy of an adopted one comes from, and this one is not adopted (source: ${source})`;
    return [finding(kind, atKey(...path, "policy"), message, { help: "remove it; or write source: import" })];
  });
}

function untils({ model }: Checked): Finding[] {
  return inFileOrder(model.appliances).flatMap(({ name, state, until, path }) => {
    if (until === undefined || state === "reprovisioning") return [];
    const message = `"until" of the appliance ${quoted(name)} has no effect: it is not being reprovisioned (state: ${state})`;
    return [
      finding(kind, atKey(...path, "until"), message, { help: "remove it; or write state: reprovisioning" }),
    ];
  });
}

/** What is written to be inactive and would be active all the same is an error. */
function statuses({ model }: Checked): Finding[] {
  return inFileOrder(model.appliances).flatMap(({ name, state, certificate, path }) => {
    if (certificate?.said === undefined) return [];
    const place = atKey(...path, "certificate", "status");
    const fact = `"status" of the certificate of the appliance ${quoted(name)} has no effect`;
    const isRetired = state === "retired";
    if (certificate.from === "csr") {
      const why = `it is made from a CSR, and ${isRetired ? "inactive, since the appliance is retired" : "active unless the appliance is retired or the account quarantined"}`;
      const isOpposite = certificate.said === "INACTIVE" && certificate.active;
      return [
        finding(kind, place, `${fact}: ${why}`, {
          help: isOpposite
            ? "remove it, and write state: retired to make the certificate inactive"
            : "remove it",
          ...(isOpposite && { severity: "error" as const }),
        }),
      ];
    }
    if (!isRetired || certificate.said === "INACTIVE") return [];
    const message = `${fact}: the appliance is retired, so its certificate goes inactive`;
    return [finding(kind, place, message, { help: "write status: inactive, or take state: retired out" })];
  });
}

function sitesOfTombstones({ model, document }: Checked): Finding[] {
  return inFileOrder(model.tombstones).flatMap(({ kind: what, name, path }) => {
    if (what === "appliance" || !isWritten(document.tree, [...path, "site"])) return [];
    const message = `"site" of the tombstone of the ${NOUNS[what]} ${quoted(name)} has no effect: only appliances are at a site`;
    return [finding(kind, atKey(...path, "site"), message, { help: "remove it" })];
  });
}

/** Worth knowing only: it may be retired for the record. */
function retirements({ model }: Checked): Finding[] {
  const { rung } = model.roles.appliance.trust;
  return inFileOrder(model.appliances).flatMap(({ name, state, certificate, region, path }) => {
    const isLetIn =
      rung === "region" ? model.deviceRegions.includes(region) : rung === "service" || rung === "account";
    if (state !== "retired" || certificate !== undefined || !isLetIn) return [];
    const message = `retiring the appliance ${quoted(name)} changes nothing in AWS: the spec gives it no certificate, and the trust policy of strictness "${rung}" names no devices, so that it still lets it in`;
    const help =
      "give it its certificate, which then goes inactive: certificate: { arn: … }; or write strictness: device";
    return [finding(kind, atValue(...path, "state"), message, { help, severity: "info" })];
  });
}
