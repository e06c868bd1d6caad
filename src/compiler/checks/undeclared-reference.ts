import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import type { Model } from "../model";
import { nearest } from "../nearest";
import type { Check } from "../rule";
import { quoted } from "../text";
import { flow } from "../validate/schema";

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
  run({ model }) {
    const declared = declarations(model);
    return referencesOf(model)
      .filter(({ to, name }) => !declared[to].includes(name))
      .map((reference) => undeclared(reference, declared[reference.to]));
  },
};

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

function undeclared({ to, name, path }: Reference, known: readonly string[]): Finding {
  const message =
    to === "site" ? `no appliance is at the site ${quoted(name)}` : `no ${to} ${quoted(name)} is declared`;
  const near = nearest(name, known);
  return finding(kind, atValue(...path), message, {
    help: near ? `did you mean "${near}"?` : declare(to, name),
  });
}

function declare(to: Reference["to"], name: string): string {
  if (to === "site") return `give the appliances that stand there site: ${flow(name)}`;
  return `declare it: ${to}s: [{ name: ${flow(name)} }]`;
}
