import { LISTS, NOUNS } from "../entry-kinds";
import { atKey, atValue, type Finding, finding, type Place } from "../finding";
import type { Model } from "../model";
import { counted, namesOf, quoted } from "../text";
import { flow } from "../validate/schema";
import { groupedBy } from "../values";
import { isWritten, type Tree } from "../yaml/tree";
import { nameInOutput } from "./documents";
import { type FormerEntry, SIGNS } from "./entries";
import { leavesActive } from "./former-certificates";
import { isReached } from "./graves";
import { heirOfCertificate, heirOfThing } from "./in-use";
import { previousKinds } from "./kinds";
import { type Lines, linesUnder, offsetOf, pasteHeads } from "./pasting";
import { argumentOf } from "./stacks";

/** One finding for all that vanished of a kind from a stack, with the tombstones to write. */
export function vanishedFindings(
  model: Model,
  tree: Tree,
  vanished: readonly FormerEntry[],
  former: readonly FormerEntry[],
): Finding[] {
  const taken = vanished.flatMap((entry) => addressTaken(model, entry) ?? []);
  const buckets = vanished.flatMap((entry) => existingNow(model, tree, entry) ?? []);
  const handled = new Set([...taken, ...buckets].map(({ entry }) => entry));
  const rest = vanished.filter((entry) => !handled.has(entry));
  const groups = groupedBy(rest, ({ kind, stack }) => `${kind} ${stack.name}`);
  const drafts = [
    ...buckets.map(({ draft }) => draft),
    ...[...groups.values()].map((entries) => vanishedFinding(model, entries, former)),
  ];
  return [...taken.map((one) => one.finding), ...withLines(model, tree, drafts)];
}

/** A finding whose help has tombstones to paste. */
interface Draft {
  readonly place: Place;
  readonly message: string;
  readonly help: (lines: Lines) => readonly string[];
}

/** The first that is shown has the list's key. */
function withLines(model: Model, tree: Tree, drafts: readonly Draft[]): Finding[] {
  const headOf = pasteHeads(model, tree);
  const shown = [...drafts].sort((a, b) => offsetOf(tree, a) - offsetOf(tree, b));
  return shown.map(({ place, message, help }, index) => {
    const lines = linesUnder(model, headOf(index === 0));
    return finding(previousKinds.vanished, place, message, { help: help(lines).join("\n") });
  });
}

interface StayingBucket {
  readonly entry: FormerEntry;
  readonly draft: Draft;
}

/** A bucket that is to stay and be nobody's: without a tombstone Terraform would destroy it. */
function existingNow(model: Model, tree: Tree, entry: FormerEntry): StayingBucket | undefined {
  if (entry.kind !== "bucket") return undefined;
  const bucket = model.buckets.find(({ name, source }) => name === entry.name && source === "existing");
  if (bucket === undefined) return undefined;
  const message = `the bucket ${quoted(entry.name)} is "source: existing" now, but the last output has it made by Terraform (${nameInOutput(entry.stack)}); applying would destroy it`;
  const source = [...bucket.path, "source"];
  const place = isWritten(tree, source) ? atValue(...source) : atValue(...bucket.path, "name");
  const help = (lines: Lines) => ["have Terraform let go of it; AWS keeps it as it is:", ...lines([entry])];
  return { entry, draft: { place, message, help } };
}

interface AddressTaken {
  readonly entry: FormerEntry;
  readonly finding: Finding;
}

/** Two names, one address: Terraform would take the one for the other, and a tombstone would bury both. */
function addressTaken(model: Model, entry: FormerEntry): AddressTaken | undefined {
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
  entries: readonly FormerEntry[],
  former: readonly FormerEntry[],
): Draft {
  const [first] = entries;
  if (first === undefined) throw new Error("a group without an entry");
  const { kind, stack, region, site } = first;
  const where = `${nameInOutput(stack)} (${region}${site === undefined ? "" : `, site ${quoted(site)}`})`;
  const [who, are, them] =
    entries.length === 1
      ? [`the ${NOUNS[kind]} ${namesOf(entries)}`, "is", "it"]
      : [`${counted(entries.length, NOUNS[kind])} (${namesOf(entries)})`, "are", "them"];
  const message = `${who} ${are} not in the spec any more, but the last output has ${them} in ${where}; applying would destroy ${them}`;
  const help = (lines: Lines) => [
    ...renameHelp(model, entries, former),
    `say in the spec what becomes of ${them} (forget: Terraform lets go of ${them}, AWS keeps ${them})`,
    ...lines(entries, (entry) => (isInherited(model, entry) ? "" : `   # or destroy${limitOf(entry)}`)),
    ...(isReached(model, first) ? [] : ["and leave terraform.split as it was until that has been applied"]),
  ];
  return { place: atKey(LISTS[kind]), message, help };
}

/** What AWS asks of who destroys an entry of a kind, or is left with who forgets it. */
function limitOf(entry: FormerEntry): string {
  const { kind, stack, address } = entry;
  switch (kind) {
    case "appliance":
      return leavesActive(entry) ? "; forgotten, its certificate still connects: retire it first" : "";
    case "bucket":
      return ": S3 does so only while it is empty";
    case "thingType":
      return ": AWS IoT does so only when no thing has it, five minutes after it is deprecated";
    case "secret": {
      const days = stack.resources.aws_secretsmanager_secret?.[address]?.recovery_window_in_days;
      if (days === 0) return ": its value is gone at once and for good";
      const time = typeof days === "number" ? counted(days, "day") : "some days";
      return `: it can be brought back for ${time}, in which its name is taken`;
    }
    default:
      return "";
  }
}

/** Whether something of an entry is another's now, so that it can't be destroyed. */
const isInherited = (model: Model, entry: FormerEntry): boolean =>
  entry.kind === "appliance" && (heirOfThing(model, entry) ?? heirOfCertificate(model, entry)) !== undefined;

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
  const thing = argumentOf(gone.stack, "aws_iot_thing", gone.address, "name");
  if (thing === undefined) return [];
  const isNamed = only.thingName === thing && thing !== `panorama-${only.name}`; // by the spec, since the default is another
  const named = isNamed ? "" : ` and thingName: ${flow(thing)}`;
  return [`if it is ${quoted(only.name)} now, write there renamedFrom: ${flow(gone.name)}${named}; else`];
}
