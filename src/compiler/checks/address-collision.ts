import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { inFileOrder } from "../model";
import { addressOf } from "../names";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "address-collision",
  severity: "error",
  summary: "Two names must not become one Terraform address.",
};

interface Named {
  readonly name: string;
  readonly path: Path;
}

export const addressCollision: Check = {
  kind,
  run({ model }) {
    const listed = inFileOrder(model.appliances);
    const appliances = listed.map(({ name, path }) => ({ name, path: [...path, "name"] }));
    const types = listed.flatMap(({ thingType, path }) =>
      thingType === undefined ? [] : [{ name: thingType, path: [...path, "thingType"] }],
    );
    return [...collisions("aws_iot_thing", appliances), ...collisions("aws_iot_thing_type", types)];
  },
};

function collisions(type: string, named: readonly Named[]): Finding[] {
  const first = new Map<string, Named>();
  const seen = new Set<string>();
  return named.flatMap((entry) => {
    if (seen.has(entry.name)) return [];
    seen.add(entry.name);
    const address = addressOf(entry.name);
    const earlier = first.get(address);
    if (earlier === undefined) {
      first.set(address, entry);
      return [];
    }
    const message = `the names ${quoted(earlier.name)} and ${quoted(entry.name)} both become ${type}.${address}`;
    return [
      finding(kind, atValue(...entry.path), message, {
        help: "rename one of them: a Terraform address has letters, digits, - and _ only",
        related: [{ message: "the other name is here", place: atValue(...earlier.path) }],
      }),
    ];
  });
}
