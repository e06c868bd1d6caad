import type { PreviousOutput } from "./api";
import { atKey, atValue, type Finding, finding } from "./finding";
import { documentOf, type Manifest, readManifest, stackPath } from "./manifest";
import type { Model } from "./model";
import { previousKinds } from "./previous/kinds";
import { type Move, moveFinding, movesOf } from "./previous/moves";
import { changedRegions } from "./previous/regions";
import { sharedThatGo } from "./previous/shared";
import { type PreviousStack, previousStack, previousStacks } from "./previous/stacks";
import { stacksOf } from "./stacks";
import { statePlace } from "./state-place";
import { quoted } from "./text";
import { isWritten, type Tree } from "./yaml/tree";

/** What a document means for states that exist. `run` names all documents of this run. */
export function comparedWithPrevious(
  model: Model,
  tree: Tree,
  run: ReadonlySet<string>,
  previous: PreviousOutput | undefined,
): Finding[] {
  const read = quietly(previous);
  const manifest = readManifest(read("manifest.json") ?? "");
  if (manifest === undefined) return [];
  const accounts = accountsIn(manifest, read);
  const changed = changedAccount(model, accounts.get(model.document));
  if (changed.length > 0) return changed;
  const others = [...accounts].filter(([document]) => !run.has(document));
  return [
    ...renamed(model, manifest, others),
    ...statesThatMove(model, tree, manifest, read),
    ...movedAndGone(model, tree, manifest, read),
  ];
}

/** Only findings come of the last output, so what can't be read says nothing. */
function quietly(previous: PreviousOutput | undefined): PreviousOutput {
  return (path) => {
    try {
      return previous?.(path);
    } catch {
      return undefined;
    }
  };
}

/** The account of each document of a manifest, from the provider of its iam stack. */
function accountsIn(manifest: Manifest, read: PreviousOutput): Map<string, string> {
  const accounts = new Map<string, string>();
  for (const stack of Object.values(manifest.stacks)) {
    const document = documentOf(stack);
    if (stack.name !== `${document}-iam`) continue;
    const account = /"allowed_account_ids": \[\s*"([0-9]{12})"/.exec(read(stackPath(stack.name)) ?? "")?.[1];
    if (account !== undefined) accounts.set(document, account);
  }
  return accounts;
}

function changedAccount(model: Model, before: string | undefined): Finding[] {
  if (before === undefined || before === model.account) return [];
  const message = `the output folder's document ${quoted(model.document)} is of the account ${before}; its states hold that account's resources`;
  const help = `give this document another name, or, if nothing was applied yet, remove its stacks from the output folder`;
  return [finding(previousKinds.account, atValue("account", "id"), message, { help })];
}

type Other = readonly [document: string, account: string];

function renamed(model: Model, manifest: Manifest, others: readonly Other[]): Finding[] {
  return others
    .filter(([, account]) => account === model.account)
    .map(([document]) => {
      const message = `the output folder's document ${quoted(document)} is of this account too; two of them would make the same roles`;
      const moves = stacksOf(model).flatMap(({ name }) => {
        const former = `${document}${name.slice(model.document.length)}`;
        return manifest.stacks[former] === undefined ? [] : wholeState(former, name);
      });
      const folders = Object.values(manifest.stacks).filter((stack) => documentOf(stack) === document);
      const help = [
        "if it was renamed, move its states, in the output folder:",
        ...moves,
        `and remove there: ${folders.map(({ name }) => `stacks/${name}`).join(" ")}`,
      ].join("\n");
      return finding(previousKinds.renamed, atKey("name"), message, { help });
    });
}

/** The copy lies beside the output folder, under a name that the usual ignore rules for states cover. */
function wholeState(from: string, to: string, folder = `stacks/${from}`, init = "init"): string[] {
  const [old, now] = [`terraform -chdir=${folder}`, `terraform -chdir=stacks/${to}`];
  const copy = `../${from}.moving.tfstate`;
  return [
    `  ${old} init && ${old} state pull > ${copy}`,
    `  ${now} ${init} && ${now} state push ../../${copy}`,
  ];
}

/** Another backend is another place for every state: one finding for all of them. */
function statesThatMove(model: Model, tree: Tree, manifest: Manifest, read: PreviousOutput): Finding[] {
  const iam = `${model.document}-iam`;
  const before = previousStack(iam, read(stackPath(iam)) ?? "")?.state;
  const now = statePlace(model.backend, iam);
  if (before === undefined || before === now) return [];
  const message = `the states move, that of ${iam} from ${quoted(before)} to ${quoted(now)}; unless they are copied there, Terraform starts from nothing and makes everything again`;
  const stacks = stacksOf(model).filter(({ name }) => manifest.stacks[name] !== undefined);
  const help = [
    "before applying, compile the spec as it was with --out before, beside the output folder; then, in the output folder:",
    ...stacks.flatMap(({ name }) => wholeState(name, name, `../before/stacks/${name}`, "init -reconfigure")),
  ].join("\n");
  const backend = ["terraform", "backend"];
  const place = isWritten(tree, backend) ? atKey(...backend) : atKey();
  return [finding(previousKinds.stateMoves, place, message, { help })];
}

function movedAndGone(model: Model, tree: Tree, manifest: Manifest, read: PreviousOutput): Finding[] {
  const staying = new Set(stacksOf(model).map(({ name }) => name));
  const former = Object.values(manifest.stacks)
    .filter((stack) => documentOf(stack) === model.document)
    .map(({ name }) => name);
  const going = former.filter((name) => !staying.has(name));
  // With the same two stacks as before there is nowhere to move to.
  const previous =
    going.length === 0 && staying.size <= 2 ? [] : previousStacks(model.document, manifest, read);
  const moves = movesOf(model, previous);
  const isGoing = ({ name }: PreviousStack) => !staying.has(name);
  return [
    ...moves.map((move) => moveFinding(move, isGoing(move.from), tree)),
    ...sharedThatGo(model, previous),
    ...changedRegions(model, previous, staying, tree),
    ...going.filter((name) => !isEmptied(name, previous, moves)).map((name) => stackGoes(name, moves)),
  ];
}

/** Whether all that a stack had in AWS moves elsewhere. A `terraform_data` is nothing in AWS. */
function isEmptied(name: string, previous: readonly PreviousStack[], moves: readonly Move[]): boolean {
  const stack = previous.find((p) => p.name === name);
  if (stack === undefined) return false;
  const moved = new Set(moves.filter(({ from }) => from.name === name).flatMap(({ addresses }) => addresses));
  if (moved.size === 0) return false;
  return Object.entries(stack.resources).every(
    ([type, ofType]) =>
      type === "terraform_data" || Object.keys(ofType).every((address) => moved.has(`${type}.${address}`)),
  );
}

/** Its state stays, and so does what it holds in AWS. The commands need the former text, which this compile removes. */
function stackGoes(name: string, moves: readonly Move[]): Finding {
  const message = `the stack ${quoted(name)} of the last output is no longer made, and its state may still hold resources`;
  const folder = `terraform -chdir=before/stacks/${name}`;
  const first = moves.some(({ from }) => from.name === name) ? "after what moves has moved, " : "";
  const help = [
    `${first}to destroy them, compile the spec as it was with --out before, beside the output folder, and there:`,
    `  ${folder} init && ${folder} destroy`,
  ].join("\n");
  const place = /-iam$|-[a-z]{2}-[a-z]+-[0-9]$/.test(name)
    ? atValue("account", "region")
    : atKey("appliances");
  return finding(previousKinds.stackGoes, place, message, { help });
}
