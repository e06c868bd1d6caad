import { LISTS, NOUNS } from "../entry-kinds";
import { atKey, atValue, type Finding, finding } from "../finding";
import type { Model } from "../model";
import { counted, listed, quoted } from "../text";
import { flow } from "../validate/schema";
import { groupedBy } from "../values";
import { isWritten, type Tree } from "../yaml/tree";
import { type FormerEntry, SIGNS } from "./entries";
import { isReached, tombstoneText } from "./graves";
import { previousKinds } from "./kinds";

/** How many names stand in a message; the lines to paste have them all. */
const MOST_NAMES = 5;

/** One finding for all that vanished of a kind from a stack, with the tombstones to write. */
export function vanishedFindings(
  model: Model,
  tree: Tree,
  vanished: readonly FormerEntry[],
  former: readonly FormerEntry[],
): Finding[] {
  const special = vanished.flatMap(
    (entry) => existingNow(model, tree, entry) ?? addressTaken(model, entry) ?? [],
  );
  const handled = new Set(special.map(({ entry }) => entry));
  const rest = vanished.filter((entry) => !handled.has(entry));
  const groups = groupedBy(rest, ({ kind, stack }) => `${kind} ${stack.name}`);
  return [
    ...special.map((one) => one.finding),
    ...[...groups.values()].map((entries) => vanishedFinding(model, tree, entries, former)),
  ];
}

interface Special {
  readonly entry: FormerEntry;
  readonly finding: Finding;
}

/** A bucket that is to stay and be nobody's: without a tombstone Terraform would destroy it. */
function existingNow(model: Model, tree: Tree, entry: FormerEntry): Special | undefined {
  if (entry.kind !== "bucket") return undefined;
  const bucket = model.buckets.find(({ name, source }) => name === entry.name && source === "existing");
  if (bucket === undefined) return undefined;
  const message = `the bucket ${quoted(entry.name)} is "source: existing" now, but the last output has it made by Terraform (${entry.stack.name}); applying would destroy it`;
  const source = [...bucket.path, "source"];
  const place = isWritten(tree, source) ? atValue(...source) : atValue(...bucket.path, "name");
  const help = ["have Terraform let go of it; AWS keeps it as it is:", ...lines(model, tree, [entry])];
  return { entry, finding: finding(previousKinds.vanished, place, message, { help: help.join("\n") }) };
}

/** Two names, one address: Terraform would take the one for the other, and a tombstone would bury both. */
function addressTaken(model: Model, entry: FormerEntry): Special | undefined {
  const { kind, name, address, region } = entry;
  const entries = kind === "secret" ? model.secrets : kind === "thingType" ? model.thingTypes : [];
  const taker = entries.find((other) => other.address === address && other.region === region);
  if (taker === undefined) return undefined;
  const message = `the ${NOUNS[kind]} ${quoted(name)} of the last output is not in the spec any more, and ${quoted(taker.name)} gets its address ${SIGNS[kind].type}.${address}; applying would destroy the one for the other`;
  const help = `take two steps: without ${quoted(taker.name)}, and with a tombstone for ${quoted(name)}, compile and apply; then add ${quoted(taker.name)}`;
  const place = kind === "secret" ? atValue(...taker.path, "name") : atKey(LISTS[kind]);
  return { entry, finding: finding(previousKinds.vanished, place, message, { help }) };
}

function vanishedFinding(
  model: Model,
  tree: Tree,
  entries: readonly FormerEntry[],
  former: readonly FormerEntry[],
): Finding {
  const [first] = entries;
  if (first === undefined) throw new Error("a group without an entry");
  const { kind, stack, region, site } = first;
  const where = `${stack.name} (${region}${site === undefined ? "" : `, site ${quoted(site)}`})`;
  const [who, are, them] =
    entries.length === 1
      ? [`the ${NOUNS[kind]} ${namesOf(entries)}`, "is", "it"]
      : [`${counted(entries.length, NOUNS[kind])} (${namesOf(entries)})`, "are", "them"];
  const message = `${who} ${are} not in the spec any more, but the last output has ${them} in ${where}; applying would destroy ${them}`;
  const help = [
    ...renameHelp(model, entries, former),
    `say in the spec what becomes of ${them} (forget: Terraform lets go of ${them}, AWS keeps ${them})`,
    ...lines(model, tree, entries, (entry) => `   # or destroy${limitOf(entry)}`),
    ...(isReached(model, first) ? [] : ["and leave terraform.split as it was until that has been applied"]),
  ].join("\n");
  return finding(previousKinds.vanished, atKey(LISTS[kind]), message, { help });
}

function namesOf(entries: readonly FormerEntry[]): string {
  const shown = entries.slice(0, MOST_NAMES).map(({ name }) => quoted(name));
  const more = entries.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}

/** Tombstones to paste, under the list's key or where it is. */
function lines(
  model: Model,
  tree: Tree,
  entries: readonly FormerEntry[],
  comment: (entry: FormerEntry) => string = () => "",
): string[] {
  return [
    isWritten(tree, ["retired"]) ? "under retired:" : "retired:",
    ...entries.map(
      (entry) => `  - ${flow({ ...tombstoneText(model, entry), disposition: "forget" })}${comment(entry)}`,
    ),
  ];
}

/** What AWS asks of who destroys an entry of a kind. */
function limitOf({ kind, stack, address }: FormerEntry): string {
  switch (kind) {
    case "bucket":
      return ": S3 does so only while it is empty";
    case "thingType":
      return ": AWS IoT does so only when no thing has it, five minutes after it is deprecated";
    case "secret": {
      const told = stack.resources.aws_secretsmanager_secret?.[address];
      const days = (told as { recovery_window_in_days?: unknown } | null)?.recovery_window_in_days;
      if (days === 0) return ": its value is gone at once and for good";
      const time = typeof days === "number" ? counted(days, "day") : "some days";
      return `: it can be brought back for ${time}, in which its name is taken`;
    }
    default:
      return "";
  }
}

/** One that vanishes and one that comes, and nothing else, is likely one that got another name. */
function renameHelp(model: Model, entries: readonly FormerEntry[], former: readonly FormerEntry[]): string[] {
  const [gone] = entries;
  if (gone?.kind !== "appliance") return [];
  const known = new Set(former.map(({ identity }) => identity));
  const fresh = model.appliances.filter(
    ({ region, address, former: renamed }) =>
      region === gone.region && renamed === undefined && !known.has(`appliance ${region} ${address}`),
  );
  const [only] = fresh;
  if (entries.length !== 1 || fresh.length !== 1 || only === undefined) return [];
  const thing = gone.stack.resources.aws_iot_thing?.[gone.address] as { name?: unknown } | null | undefined;
  if (typeof thing?.name !== "string") return [];
  return [
    `if it is ${quoted(only.name)} now, write there renamedFrom: ${flow(gone.name)} and thingName: ${flow(thing.name)}; else`,
  ];
}
