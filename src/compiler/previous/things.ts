import { atValue, type Finding, finding } from "../finding";
import { type Appliance, inFileOrder, type Model } from "../model";
import { quoted } from "../text";
import { flow } from "../validate/schema";
import { isWritten, type Tree } from "../yaml/tree";
import { nameInOutput } from "./documents";
import type { FormerEntry } from "./entries";
import { previousKinds } from "./kinds";
import { argumentOf } from "./stacks";

/** Things that would get another name, also by a rename of their appliances: a thing's name is AWS's own. */
export function changedThingNames(model: Model, tree: Tree, former: readonly FormerEntry[]): Finding[] {
  const known = new Map(
    former
      .filter(({ kind }) => kind === "appliance")
      .map((entry) => [`${entry.region} ${entry.address}`, entry]),
  );
  return inFileOrder(model.appliances).flatMap((appliance) => {
    const { region, address, former: renamed, thingName, path } = appliance;
    const isGiven = isWritten(tree, [...path, "thingName"]);
    // A rename without the thing's name is refused without us.
    if (renamed !== undefined && !isGiven) return [];
    const entry = known.get(`${region} ${address}`) ?? known.get(`${region} ${renamed?.address ?? ""}`);
    const before = entry && argumentOf(entry.stack, "aws_iot_thing", entry.address, "name");
    if (entry === undefined || before === undefined || before === thingName) return [];
    return [changed(appliance, { entry, before, isGiven })];
  });
}

interface Change {
  readonly entry: FormerEntry;
  /** The thing's name in the last output. */
  readonly before: string;
  /** Whether the spec has `thingName`. */
  readonly isGiven: boolean;
}

function changed(
  { name, path, thingName, former: renamed }: Appliance,
  { entry, before, isGiven }: Change,
): Finding {
  const message = `the thing of the appliance ${quoted(name)} is ${quoted(before)} in the last output and ${quoted(thingName)} here${isGiven ? "" : " by default"}; its name is AWS's own and can't change: applying would destroy the thing and make another`;
  const other =
    renamed === undefined
      ? `if it is to be another thing, give the appliance another name, and write a tombstone for ${quoted(name)}`
      : `if it is to be another thing, remove renamedFrom, and write a tombstone for ${quoted(renamed.name)}`;
  const help = [
    `write thingName: ${flow(before)}; ${other}`,
    `if the last output was never applied, remove stacks/${nameInOutput(entry.stack)} from the output folder first`,
  ].join("\n");
  const place = isGiven ? atValue(...path, "thingName") : atValue(...path, "name");
  return finding(previousKinds.thingName, place, message, { help });
}
