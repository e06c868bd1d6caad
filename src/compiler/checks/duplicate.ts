import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { type Appliance, type Entry, inFileOrder, type Model } from "../model";
import type { Check, Checked } from "../rule";
import { quoted } from "../text";
import { isWritten, type Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "duplicate",
  severity: "error",
  summary: "What identifies something may belong to one entry only.",
};

interface Identity<E extends Entry> {
  readonly what: string;
  readonly of: (entry: E) => string | undefined;
  /** Its keys below the entry's. */
  readonly at: Path;
  /** Whether the same may stand once in each Region. */
  readonly regional?: boolean;
  readonly why?: string;
  readonly help: string;
}

const NAME: Identity<Appliance> = {
  what: "name",
  of: (a) => a.name,
  at: ["name"],
  help: "give each appliance a name of its own",
};

/** What else must differ from appliance to appliance. */
const IDENTITIES: readonly Identity<Appliance>[] = [
  {
    what: "thing name",
    of: (a) => a.thingName,
    at: ["thingName"],
    regional: true,
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

/** A bucket's name is unique in all of AWS, the others' in their account and Region. */
const named = (noun: string, regional: boolean): Identity<Entry> => ({
  what: "name",
  of: ({ name }) => name,
  at: ["name"],
  regional,
  help: regional
    ? `give each ${noun} of a Region a name of its own, or the other one another region`
    : `give each ${noun} a name of its own`,
});

export const duplicate: Check = {
  kind,
  run: ({ model, document: { tree } }: Checked) =>
    [
      ...appliances(model, tree),
      ...doublesOf(model.buckets, "bucket", named("bucket", false), tree),
      ...doublesOf(model.accessPoints, "access point", named("access point", true), tree),
      ...doublesOf(model.secrets, "secret", named("secret", true), tree),
      ...doublesOf(model.jobs, "job", named("job", true), tree),
    ].map(({ finding }) => finding),
};

function appliances(model: Model, tree: Tree) {
  const names = doublesOf(model.appliances, "appliance", NAME, tree);
  // A name given twice doubles the thing name made of it: one mistake, one finding.
  const doubled = new Set(names.map(({ entry }) => entry));
  const rest = model.appliances.filter((appliance) => !doubled.has(appliance));
  return [...names, ...IDENTITIES.flatMap((identity) => doublesOf(rest, "appliance", identity, tree))];
}

function doublesOf<E extends Entry>(
  entries: readonly E[],
  noun: string,
  { what, of, at, regional = false, why = "", help }: Identity<E>,
  tree: Tree,
): { entry: E; finding: Finding }[] {
  // A thing name that isn't written is made of the appliance's name.
  const placeOf = ({ path }: E) => atValue(...path, ...(isWritten(tree, [...path, ...at]) ? at : ["name"]));
  const first = new Map<string, E>();
  return inFileOrder(entries).flatMap((entry) => {
    const value = of(entry);
    if (value === undefined) return [];
    const identity = regional ? `${entry.region} ${value}` : value;
    const earlier = first.get(identity);
    if (earlier === undefined) {
      first.set(identity, entry);
      return [];
    }
    const where = regional && what === "name" ? ` in ${entry.region}` : "";
    const owner = what === "name" ? `another ${noun}${where}` : `the ${noun} ${quoted(earlier.name)}`;
    const message = `the ${what} ${quoted(value)} belongs to ${owner} already${why}`;
    const related = [{ message: "first used here", place: placeOf(earlier) }];
    return [{ entry, finding: finding(kind, placeOf(entry), message, { help, related }) }];
  });
}
