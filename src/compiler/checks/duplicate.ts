import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { type Appliance, inFileOrder } from "../model";
import type { Check, Checked } from "../rule";
import { quoted } from "../text";
import { isWritten, type Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "duplicate",
  severity: "error",
  summary: "What identifies an appliance may belong to one appliance only.",
};

interface Identity {
  readonly what: string;
  readonly of: (appliance: Appliance) => string | undefined;
  /** Its keys below the appliance's. */
  readonly at: Path;
  readonly why?: string;
  readonly help: string;
}

const NAME: Identity = {
  what: "name",
  of: (a) => a.name,
  at: ["name"],
  help: "give each appliance a name of its own",
};

/** What else must differ from appliance to appliance. */
const IDENTITIES: readonly Identity[] = [
  {
    what: "thing name",
    of: (a) => a.thingName,
    at: ["thingName"],
    help: "give each appliance a thingName of its own",
  },
  {
    what: "device id",
    of: (a) => a.deviceId,
    at: ["deviceId"],
    help: "give each appliance the id that AWS Panorama gave it",
  },
  {
    what: "certificate",
    of: (a) => (a.certificate?.from === "arn" ? a.certificate.arn : undefined),
    at: ["certificate", "arn"],
    why: "; with one certificate, either could act as the other's thing",
    help: "give each appliance a certificate of its own",
  },
  {
    what: "CSR file",
    of: (a) => (a.certificate?.from === "csr" ? a.certificate.file : undefined),
    at: ["certificate", "csr"],
    why: "; with one key, either could act as the other's thing",
    help: "make a key and a CSR of its own for each appliance",
  },
];

export const duplicate: Check = {
  kind,
  run: ({ model, document: { tree } }: Checked) => {
    const listed = inFileOrder(model.appliances);
    const names = doublesOf(listed, NAME, tree);
    // A name given twice doubles the thing name made of it: one mistake, one finding.
    const named = new Set(names.map(({ appliance }) => appliance));
    const rest = listed.filter((appliance) => !named.has(appliance));
    return [...names, ...IDENTITIES.flatMap((identity) => doublesOf(rest, identity, tree))].map(
      (d) => d.finding,
    );
  },
};

function doublesOf(
  appliances: readonly Appliance[],
  { what, of, at, why = "", help }: Identity,
  tree: Tree,
): { appliance: Appliance; finding: Finding }[] {
  // A thing name that isn't written is made of the appliance's name.
  const placeOf = ({ path }: Appliance) =>
    atValue(...path, ...(isWritten(tree, [...path, ...at]) ? at : ["name"]));
  const first = new Map<string, Appliance>();
  return appliances.flatMap((appliance) => {
    const value = of(appliance);
    const earlier = value === undefined ? undefined : first.get(value);
    if (value === undefined || earlier === undefined) {
      if (value !== undefined) first.set(value, appliance);
      return [];
    }
    const owner = what === "name" ? "another appliance" : `the appliance ${quoted(earlier.name)}`;
    const message = `the ${what} ${quoted(value)} belongs to ${owner} already${why}`;
    const related = [{ message: "first used here", place: placeOf(earlier) }];
    return [{ appliance, finding: finding(kind, placeOf(appliance), message, { help, related }) }];
  });
}
