import { type Entry, type Model, TOMBSTONE_KINDS, type TombstoneKind } from "./model";

/** What sentences call an entry of each kind. */
export const NOUNS: Readonly<Record<TombstoneKind, string>> = {
  appliance: "appliance",
  thingType: "thing type",
  bucket: "bucket",
  accessPoint: "access point",
  secret: "secret",
  job: "job",
};

/** The list of the spec that an entry of each kind comes from; a thing type comes from the appliances that have it. */
export const LISTS: Readonly<Record<TombstoneKind, string>> = {
  appliance: "appliances",
  thingType: "appliances",
  bucket: "buckets",
  accessPoint: "accessPoints",
  secret: "secrets",
  job: "jobs",
};

/** What Terraform has in AWS for a spec, by kind: not the buckets that are there already. */
export const entriesByKind = (model: Model): Readonly<Record<TombstoneKind, readonly Entry[]>> => ({
  appliance: model.appliances,
  thingType: model.thingTypes,
  bucket: model.buckets.filter(({ source }) => source !== "existing"),
  accessPoint: model.accessPoints,
  secret: model.secrets,
  job: model.jobs,
});

/** An entry's kind, Region and address: what tells it from every other, whichever stack it is in. */
export const identityOf = (
  kind: TombstoneKind,
  { region, address }: Pick<Entry, "region" | "address">,
): string => `${kind} ${region} ${address}`;

/** The entries of all kinds by their identity. */
export const entriesByIdentity = (model: Model): ReadonlyMap<string, Entry> => {
  const byKind = entriesByKind(model);
  return new Map(
    TOMBSTONE_KINDS.flatMap((kind) => byKind[kind].map((entry) => [identityOf(kind, entry), entry] as const)),
  );
};
