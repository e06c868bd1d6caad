import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { inFileOrder, type Model } from "../model";
import { nearest } from "../nearest";
import type { Check, Checked } from "../rule";
import { listed, quoted } from "../text";
import { flow } from "../validate/schema";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "undeclared-reference",
  severity: "error",
  summary: "A name must be that of something that the spec declares.",
};

interface Reference {
  readonly to: "bucket" | "site" | "appliance";
  readonly name: string;
  readonly path: Path;
}

export const undeclaredReference: Check = {
  kind,
  run: (checked) => [...undeclaredIn(checked.model), ...typesOfNobody(checked), ...policiesOfNobody(checked)],
};

function undeclaredIn(model: Model): Finding[] {
  const declared = declarations(model);
  return referencesOf(model)
    .filter(({ to, name }) => !declared[to].includes(name))
    .map((reference) => undeclared(reference, declared, model));
}

const declarations = ({ buckets, appliances }: Model): Record<Reference["to"], readonly string[]> => ({
  bucket: buckets.map(({ name }) => name),
  appliance: appliances.map(({ name }) => name),
  site: [...new Set(appliances.flatMap(({ site }) => site ?? []))].sort(),
});

function referencesOf({ accessPoints, jobs }: Model): Reference[] {
  const buckets = accessPoints.map(
    ({ bucket, path }): Reference => ({ to: "bucket", name: bucket, path: [...path, "bucket"] }),
  );
  const targets = jobs.flatMap(({ targets: aim, path }) => {
    if (aim.by === "all") return [];
    const to = aim.by === "sites" ? "site" : "appliance";
    return aim.names.map(
      (name, index): Reference => ({ to, name, path: [...path, "targets", aim.by, index] }),
    );
  });
  return [...buckets, ...targets];
}

type Declared = ReturnType<typeof declarations>;

function undeclared({ to, name, path }: Reference, declared: Declared, model: Model): Finding {
  const message =
    to === "site" ? `no appliance is at the site ${quoted(name)}` : `no ${to} ${quoted(name)} is declared`;
  const near = nearest(name, declared[to]);
  const help =
    otherTarget(to, name, declared, model) ??
    (near ? `did you mean "${near}"?` : declare(to, name, declared));
  const or = near && to === "bucket" ? ` Or ${declare(to, name, declared)}` : "";
  return finding(kind, atValue(...path), message, { help: `${help}${or}` });
}

/** A name that a job's targets know in another way. */
function otherTarget(
  to: Reference["to"],
  name: string,
  declared: Declared,
  { appliances }: Model,
): string | undefined {
  if (to === "site" && declared.appliance.includes(name))
    return `that is an appliance: write targets: { appliances: [${flow(name)}] }`;
  if (to !== "appliance") return undefined;
  if (declared.site.includes(name)) return `that is a site: write targets: { sites: [${flow(name)}] }`;
  const owner = appliances.find(({ thingName }) => thingName === name);
  return owner && `that is the thing of an appliance: write ${flow(owner.name)}`;
}

function declare(to: Reference["to"], name: string, declared: Declared): string {
  if (to === "site") return `give the appliances that stand there site: ${flow(name)}`;
  const entry = `{ name: ${flow(name)} }`;
  return declared[to].length > 0 ? `add - ${entry} to ${to}s` : `declare it: ${to}s: [${entry}]`;
}

/** Entries of thingTypes for types that no appliance of their Region names: they would say nothing. */
function typesOfNobody({ model: { declared, thingTypes } }: Checked): Finding[] {
  return inFileOrder(declared.thingTypes).flatMap(({ name, region, path }) => {
    const used = thingTypes.filter((type) => type.region === region).map((type) => type.name);
    if (used.includes(name)) return [];
    const message = `no appliance in ${region} has the thing type ${quoted(name)}`;
    const regions = thingTypes.filter((type) => type.name === name).map((type) => type.region);
    const near = nearest(name, used);
    const elsewhere = regions.length > 0 ? `write region: ${listed(regions, "or")}` : undefined;
    const help =
      elsewhere ??
      (near ? `did you mean "${near}"?` : `remove it; or give an appliance thingType: ${flow(name)}`);
    return [finding(kind, atValue(...path, "name"), message, { help })];
  });
}

function policiesOfNobody({ model: { declared, iotPolicies }, document: { tree } }: Checked): Finding[] {
  return inFileOrder(declared.iotPolicies).flatMap(({ region, path }) => {
    const regions = iotPolicies.map((policy) => policy.region);
    if (regions.includes(region)) return [];
    const message = `no appliance in ${region} has a certificate, so there is no IoT policy in that Region`;
    const other = regions.filter((used) => !declared.iotPolicies.some((policy) => policy.region === used));
    const help = other.length > 0 ? `write region: ${listed(other, "or")}; or remove it` : "remove it";
    const at = isWritten(tree, [...path, "region"]) ? "region" : "source";
    return [finding(kind, atValue(...path, at), message, { help })];
  });
}
