import { isSecretLike, secretNamesIn } from "../../compiler/redact/forms";
import { quoted } from "../../compiler/text";
import type { Account, Certificate, Place, Thing, ThingType } from "../account";
import { keyOf } from "../judge/kinds";
import type { Draft, Entry } from "./draft";
import { namesFor } from "./names";

type Appliance = Draft["appliances"][number]["fields"];

/** An appliance for each thing. */
export function thingEntries(account: Account): Entry<Appliance>[] {
  const all = account.places.flatMap((place) =>
    place.things === "unseen"
      ? []
      : [...place.things].sort((a, b) => (a.name < b.name ? -1 : 1)).map((thing) => ({ place, thing })),
  );
  const names = namesFor(all.map(({ place, thing }) => ({ region: place.region, thing: thing.name })));
  return all.map(({ place, thing }, at) => thingEntry(account, place, thing, names[at] ?? thing.name));
}

function thingEntry(account: Account, place: Place, thing: Thing, name: string): Entry<Appliance> {
  const { region } = place;
  const subject = `the thing ${quoted(thing.name)}`;
  const type = typeOf(place, thing);
  const certificate = certificateOf(place, thing);
  const attributes = attributesOf(thing);
  return {
    key: keyOf("thing", region, thing.name),
    region,
    subject,
    fields: {
      name,
      thingName: thing.name,
      source: "import",
      ...(region !== account.regions[0] && { region: place.region }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
      ...(thing.type !== undefined && { thingType: thing.type }),
      ...(certificate !== undefined && { certificate: { arn: certificate } }),
    },
    notes: [
      ...(thing.principals === "unseen"
        ? ["its certificates could not be read (iot:ListThingPrincipals)"]
        : []),
      ...(type?.deprecated === true ? ["its thing type is deprecated: adopting takes that back"] : []),
    ],
  };
}

/** The names of a thing's attributes whose values are most likely secrets, which no spec repeats. */
export const secretAttributesOf = ({ attributes }: Thing): string[] =>
  Object.entries(attributes)
    .filter(([name, value]) => isSecretLike(name, value) || secretNamesIn(value).length > 0)
    .map(([name]) => name)
    .sort();

function attributesOf(thing: Thing): Record<string, string> {
  const secret = secretAttributesOf(thing);
  return Object.fromEntries(
    Object.entries(thing.attributes)
      .filter(([name]) => !secret.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function typeOf({ thingTypes }: Place, thing: Thing): ThingType | undefined {
  return thingTypes === "unseen" ? undefined : thingTypes.find(({ name }) => name === thing.type);
}

/** The certificates of a thing, the one that its appliance gets first: an active one, then the newest. */
export function certificatesOf(place: Place, { principals }: Thing): string[] {
  const ranked = (principals === "unseen" ? [] : principals)
    .filter((arn) => /:cert\/[0-9a-f]{64}$/.test(arn))
    .map((arn) => {
      const { status, created = 0 } = certificateBy(place, arn) ?? {};
      return { arn, active: Number(status === "ACTIVE"), created };
    });
  return ranked
    .sort((a, b) => b.active - a.active || b.created - a.created || (a.arn < b.arn ? -1 : 1))
    .map(({ arn }) => arn);
}

const certificateOf = (place: Place, thing: Thing): string | undefined => certificatesOf(place, thing)[0];

/** A Region's certificate by its ARN, where it was read. */
export const certificateBy = ({ certificates }: Place, arn: string): Certificate | undefined =>
  certificates === "unseen" ? undefined : certificates.find((certificate) => certificate.arn === arn);
