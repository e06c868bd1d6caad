import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import type { Appliance } from "../model";
import type { Check, Checked } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "duplicate",
  severity: "error",
  summary: "What identifies an appliance may belong to one appliance only.",
};

/** What must differ from appliance to appliance. */
const IDENTITIES: readonly {
  readonly what: string;
  readonly of: (appliance: Appliance) => string | undefined;
  readonly at: (appliance: Appliance) => Path;
  readonly why?: string;
}[] = [
  { what: "appliance name", of: (a) => a.name, at: (a) => [...a.path, "name"] },
  { what: "thing name", of: (a) => a.thingName, at: (a) => [...a.path, "thingName"] },
  { what: "device id", of: (a) => a.deviceId, at: (a) => [...a.path, "deviceId"] },
  {
    what: "certificate",
    of: (a) => (a.certificate?.from === "arn" ? a.certificate.arn : undefined),
    at: (a) => [...a.path, "certificate", "arn"],
    why: "; with one certificate, either appliance could act as the other's thing",
  },
  {
    what: "CSR file",
    of: (a) => (a.certificate?.from === "csr" ? a.certificate.file : undefined),
    at: (a) => [...a.path, "certificate", "csr"],
    why: "; with one key, either appliance could act as the other's thing",
  },
];

export const duplicate: Check = {
  kind,
  run: ({ model }: Checked) => {
    const inFileOrder = [...model.appliances].sort((a, b) => Number(a.path[1]) - Number(b.path[1]));
    const names = doublesOf(inFileOrder, 0);
    // A name given twice doubles the thing name made of it: one mistake, one finding.
    const named = new Set(names.map(({ appliance }) => appliance));
    const rest = inFileOrder.filter((appliance) => !named.has(appliance));
    return [...names, ...IDENTITIES.slice(1).flatMap((_, index) => doublesOf(rest, index + 1))].map(
      (d) => d.finding,
    );
  },
};

function doublesOf(
  appliances: readonly Appliance[],
  identity: number,
): { appliance: Appliance; finding: Finding }[] {
  const { what, of, at, why = "" } = IDENTITIES[identity] as (typeof IDENTITIES)[number];
  const first = new Map<string, Appliance>();
  return appliances.flatMap((appliance) => {
    const value = of(appliance);
    const earlier = value === undefined ? undefined : first.get(value);
    if (value === undefined || earlier === undefined) {
      if (value !== undefined) first.set(value, appliance);
      return [];
    }
    const message = `the ${what} ${quoted(value)} belongs to an earlier appliance already${why}`;
    const related = [{ message: "first used here", place: atValue(...at(earlier)) }];
    return [{ appliance, finding: finding(kind, atValue(...at(appliance)), message, { related }) }];
  });
}
