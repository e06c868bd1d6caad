import { atValue, type Finding, type FindingKind, finding } from "../finding";
import { type Appliance, inFileOrder, type Model } from "../model";
import type { Check, Checked } from "../rule";
import { quoted } from "../text";
import { flow } from "../validate/schema";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "renamed-from",
  severity: "error",
  summary: "A former name must be nobody else's, and the thing must keep its own.",
};

type Renamed = Appliance & { readonly former: NonNullable<Appliance["former"]> };
type Related = NonNullable<Finding["related"]>;

/** One finding for each rename, for the first thing that is wrong with it. */
export const renamedFrom: Check = {
  kind,
  run(checked) {
    const renamed = inFileOrder(checked.model.appliances).flatMap((appliance): Renamed[] =>
      appliance.former === undefined ? [] : [{ ...appliance, former: appliance.former }],
    );
    return renamed.flatMap((appliance) => {
      const wrong =
        nothingMoves(appliance) ??
        nameInUse(checked.model, appliance) ??
        namedTwice(renamed, appliance) ??
        buried(checked.model, appliance) ??
        thingUnnamed(checked, appliance);
      return wrong ? [wrong] : [];
    });
  },
};

const at = ({ path }: Renamed, message: string, help: string, related: Related = []): Finding =>
  finding(kind, atValue(...path, "renamedFrom"), message, { help, related });

function nothingMoves(appliance: Renamed): Finding | undefined {
  const { name, address, former } = appliance;
  if (former.address !== address) return undefined;
  const message =
    former.name === name
      ? `the appliance ${quoted(name)} is named so already`
      : `${quoted(former.name)} and ${quoted(name)} both are aws_iot_thing.${address}: there is nothing to move`;
  return at(appliance, message, "remove it");
}

/** A chain of renames, which Terraform would follow to its end. */
function nameInUse({ appliances }: Model, appliance: Renamed): Finding | undefined {
  const { former } = appliance;
  const owner = appliances.find(({ address }) => address === former.address);
  if (owner === undefined) return undefined;
  const message = `the former name ${quoted(former.name)} is that of another appliance now`;
  const help = `remove it; if the names were changed in a chain, take a step for each: rename ${quoted(owner.name)} first, compile and apply`;
  return at(appliance, message, help, [
    { message: "the other appliance is here", place: atValue(...owner.path, "name") },
  ]);
}

function namedTwice(renamed: readonly Renamed[], appliance: Renamed): Finding | undefined {
  const [first] = renamed.filter(({ former }) => former.address === appliance.former.address);
  if (first === undefined || first.path === appliance.path) return undefined;
  const message = `the former name ${quoted(appliance.former.name)} is that of ${quoted(first.name)} already`;
  return at(appliance, message, "only one appliance can have been it: remove it from the others", [
    { message: "first used here", place: atValue(...first.path, "renamedFrom") },
  ]);
}

function buried({ tombstones }: Model, appliance: Renamed): Finding | undefined {
  const { former, region } = appliance;
  const tombstone = tombstones.find(
    (one) => one.kind === "appliance" && one.region === region && one.address === former.address,
  );
  if (tombstone === undefined) return undefined;
  const message = `the former name ${quoted(former.name)} has a tombstone, which says that it became nothing else`;
  return at(appliance, message, "keep one of the two: the tombstone, or renamedFrom", [
    { message: "the tombstone is here", place: atValue(...tombstone.path, "appliance") },
  ]);
}

/** Without it the thing's name would follow the new name, and Terraform make another thing. */
function thingUnnamed({ document }: Checked, appliance: Renamed): Finding | undefined {
  if (isWritten(document.tree, [...appliance.path, "thingName"])) return undefined;
  const message = `the appliance ${quoted(appliance.name)} is renamed, but not its thing, whose name AWS IoT can't change: "thingName" must be given`;
  const help = `add the name that the thing has, as the spec gave it before; where it gave none, that is thingName: ${flow(`panorama-${appliance.former.name}`)}`;
  return at(appliance, message, help);
}
