import { NOUNS } from "../entry-kinds";
import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { type Appliance, type Entry, inFileOrder, type Model, TOMBSTONE_KINDS } from "../model";
import type { Check, Checked } from "../rule";
import { quoted } from "../text";
import { isWritten, type Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "duplicate",
  severity: "error",
  summary: "What identifies something may belong to one entry only.",
};

type Named = Pick<Entry, "path" | "name" | "region">;

/** What says all of an entry, so that naming the other one would only repeat it. */
const WHOLE: readonly string[] = ["name", "Region"];

interface Identity<E extends Named> {
  readonly what: string;
  readonly of: (entry: E) => string | undefined;
  /** Its keys below the entry's. */
  readonly at: Path;
  /** The keys that stand for it where it isn't written, because it follows from them; else the entry's name. */
  readonly instead?: Path;
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
const named = (noun: string, regional: boolean): Identity<Named> => ({
  what: "name",
  of: ({ name }) => name,
  at: ["name"],
  regional,
  help: regional
    ? `give each ${noun} of a Region a name of its own, or the other one another region`
    : `give each ${noun} a name of its own`,
});

/** A declaration is no thing of its own, so there is no name to give to a second one. */
const DECLARED = { help: "remove one of the two" };

export const duplicate: Check = {
  kind,
  run: ({ model, document: { tree } }: Checked) =>
    [
      ...appliances(model, tree),
      ...doublesOf(model.buckets, "bucket", named("bucket", false), tree),
      ...doublesOf(model.accessPoints, "access point", named("access point", true), tree),
      ...doublesOf(model.secrets, "secret", named("secret", true), tree),
      ...doublesOf(model.jobs, "job", named("job", true), tree),
      ...declarations(model, tree),
      ...tombstones(model, tree),
    ].map(({ finding }) => finding),
};

function declarations({ declared: { thingTypes, iotPolicies } }: Model, tree: Tree) {
  const policies = iotPolicies.map((policy) => ({ ...policy, name: policy.region }));
  const region: Identity<Named> = {
    what: "Region",
    of: (p) => p.region,
    at: ["region"],
    instead: ["source"],
    ...DECLARED,
  };
  return [
    ...doublesOf(thingTypes, "entry of thingTypes", { ...named("", true), ...DECLARED }, tree),
    ...doublesOf(policies, "entry of iotPolicies", region, tree),
  ];
}

function tombstones(model: Model, tree: Tree) {
  return TOMBSTONE_KINDS.flatMap((kind) => {
    const own = model.tombstones.filter((tombstone) => tombstone.kind === kind);
    const identity = { ...named("", true), ...DECLARED, at: [kind] };
    return doublesOf(own, `tombstone of ${aOrAn(NOUNS[kind])}`, identity, tree);
  });
}

const aOrAn = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

function appliances(model: Model, tree: Tree) {
  const names = doublesOf(model.appliances, "appliance", NAME, tree);
  // A name given twice doubles the thing name made of it: one mistake, one finding.
  const doubled = new Set(names.map(({ entry }) => entry));
  const rest = model.appliances.filter((appliance) => !doubled.has(appliance));
  return [...names, ...IDENTITIES.flatMap((identity) => doublesOf(rest, "appliance", identity, tree))];
}

function doublesOf<E extends Named>(
  entries: readonly E[],
  noun: string,
  { what, of, at, instead = ["name"], regional = false, why = "", help }: Identity<E>,
  tree: Tree,
): { entry: E; finding: Finding }[] {
  // A thing name that isn't written is made of the appliance's name.
  const placeOf = ({ path }: E) => atValue(...path, ...(isWritten(tree, [...path, ...at]) ? at : instead));
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
    const where = regional ? ` in ${entry.region}` : "";
    const owner = WHOLE.includes(what) ? `another ${noun}${where}` : `the ${noun} ${quoted(earlier.name)}`;
    const message = `the ${what} ${quoted(value)} belongs to ${owner} already${why}`;
    const isElsewhere = what === "name" && entry.region !== earlier.region;
    const more = isElsewhere ? ": the name counts in all Regions" : "";
    const related = [{ message: "first used here", place: placeOf(earlier) }];
    return [{ entry, finding: finding(kind, placeOf(entry), message, { help: `${help}${more}`, related }) }];
  });
}
