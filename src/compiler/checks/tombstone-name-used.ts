import { entriesByIdentity, identityOf, NOUNS } from "../entry-kinds";
import { atValue, type Finding, type FindingKind, finding } from "../finding";
import { type Bucket, type Entry, inFileOrder, type Model, type Tombstone } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "tombstone-name-used",
  severity: "error",
  summary: "A tombstone's name must not be in use again.",
};

export const tombstoneNameUsed: Check = {
  kind,
  run({ model }) {
    const entries = entriesByIdentity(model);
    return inFileOrder(model.tombstones).flatMap((tombstone) => {
      const entry = entries.get(identityOf(tombstone.kind, tombstone));
      if (entry !== undefined) return [used(tombstone, entry)];
      const bucket = destroyedBucket(model, tombstone);
      return bucket ? [destroyed(tombstone, bucket)] : [];
    });
  },
};

const placeOf = ({ path, kind: key }: Tombstone) => atValue(...path, key);

function used(tombstone: Tombstone, entry: Entry): Finding {
  const noun = NOUNS[tombstone.kind];
  const where = `in ${tombstone.region}`;
  const message =
    entry.name === tombstone.name
      ? `the ${noun} ${quoted(entry.name)} ${where} has a tombstone, and is in the spec`
      : `the tombstone of the ${noun} ${quoted(tombstone.name)} ${where} has the Terraform address that ${quoted(entry.name)} has now: ${entry.address}`;
  const help = `if it is to stay, remove the tombstone; if it is another ${noun}, give it another name`;
  const related = [{ message: "used here", place: atValue(...placeIn(tombstone, entry)) }];
  return finding(kind, placeOf(tombstone), message, { help, related });
}

/** A thing type may come from the appliances that have it. */
const placeIn = ({ kind: key }: Tombstone, { path }: Entry) =>
  key === "thingType" && path[0] === "appliances" ? [...path, "thingType"] : [...path, "name"];

/** To forget a bucket that is to stay is the way to hand it over; to destroy it is not. */
const destroyedBucket = ({ buckets }: Model, { kind: key, name, region, disposition }: Tombstone) =>
  key === "bucket" && disposition === "destroy"
    ? buckets.find((bucket) => bucket.name === name && bucket.region === region)
    : undefined;

function destroyed(tombstone: Tombstone, { name, path }: Bucket): Finding {
  const message = `the bucket ${quoted(name)} is to be destroyed, and is in the spec as one that stays ("source: existing")`;
  const help =
    "write disposition: forget, by which Terraform lets go of it and AWS keeps it; or remove one of the two";
  const related = [{ message: "used here", place: atValue(...path, "name") }];
  return finding(kind, placeOf(tombstone), message, { help, related });
}
