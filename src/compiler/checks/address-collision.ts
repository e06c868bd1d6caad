import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { type Entry, inFileOrder, type Model } from "../model";
import { addressOf, variableOf } from "../names";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "address-collision",
  severity: "error",
  summary: "Two names must not become one Terraform address.",
};

interface Named {
  readonly name: string;
  readonly region: string;
  readonly path: Path;
}

/** Names of other kinds are of an alphabet in which no two become one address. */
export const addressCollision: Check = {
  kind,
  run({ model }) {
    const secrets = collisions("aws_secretsmanager_secret.", addressOf, named(model.secrets));
    const reported = new Set(secrets.map(({ place }) => JSON.stringify(place)));
    return [
      ...collisions("aws_iot_thing.", addressOf, named(model.appliances)),
      ...collisions("aws_iot_thing_type.", addressOf, thingTypes(model)),
      ...secrets,
      // Names that share an address share a variable too: one mistake, one finding.
      ...collisions("var.", variableOf, named(withVariable(model))).filter(
        ({ place }) => !reported.has(JSON.stringify(place)),
      ),
    ];
  },
};

const named = (entries: readonly Entry[]): Named[] =>
  inFileOrder(entries).map(({ name, region, path }) => ({ name, region, path: [...path, "name"] }));

const withVariable = ({ secrets }: Model) => secrets.filter(({ variable }) => variable !== undefined);

const thingTypes = ({ appliances }: Model): Named[] =>
  inFileOrder(appliances).flatMap(({ thingType, region, path }) =>
    thingType === undefined ? [] : [{ name: thingType, region, path: [...path, "thingType"] }],
  );

/** What is in different Regions is in different stacks. */
function collisions(
  type: string,
  addressFor: (name: string) => string,
  entries: readonly Named[],
): Finding[] {
  const first = new Map<string, Named>();
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const { name, region } = entry;
    if (seen.has(`${region} ${name}`)) return [];
    seen.add(`${region} ${name}`);
    const address = addressFor(name);
    const earlier = first.get(`${region} ${address}`);
    if (earlier === undefined) {
      first.set(`${region} ${address}`, entry);
      return [];
    }
    return [collision(`${type}${address}`, earlier, entry)];
  });
}

function collision(address: string, earlier: Named, { name, path }: Named): Finding {
  const message = `the names ${quoted(earlier.name)} and ${quoted(name)} both become ${address}`;
  const characters = address.startsWith("var.")
    ? "a variable that every shell can export has letters, digits and _ only"
    : "a Terraform address has letters, digits, - and _ only";
  return finding(kind, atValue(...path), message, {
    help: `rename one of them: ${characters}`,
    related: [{ message: "the other name is here", place: atValue(...earlier.path) }],
  });
}
