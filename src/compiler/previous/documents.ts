import type { PreviousOutput } from "../api";
import { atKey, atValue, type Finding, finding } from "../finding";
import { documentOf, type Manifest, stackPath } from "../manifest";
import type { Model } from "../model";
import { stacksOf } from "../stacks";
import { statePlace } from "../state-place";
import { quoted } from "../text";
import { isWritten, type Tree } from "../yaml/tree";
import { previousKinds } from "./kinds";
import { type PreviousStack, previousStack } from "./stacks";

/** The account of each document of a manifest, from the provider of its iam stack. */
export function accountsIn(manifest: Manifest, read: PreviousOutput): Map<string, string> {
  const accounts = new Map<string, string>();
  for (const stack of Object.values(manifest.stacks)) {
    const document = documentOf(stack);
    if (stack.name !== `${document}-iam`) continue;
    const account = /"allowed_account_ids": \[\s*"([0-9]{12})"/.exec(read(stackPath(stack.name)) ?? "")?.[1];
    if (account !== undefined) accounts.set(document, account);
  }
  return accounts;
}

export function changedAccount(model: Model, before: string | undefined): Finding[] {
  if (before === undefined || before === model.account) return [];
  const message = `the output folder's document ${quoted(model.document)} is of the account ${before}; its states hold that account's resources`;
  const help = `give this document another name, or, if nothing was applied yet, remove its stacks from the output folder`;
  return [finding(previousKinds.account, atValue("account", "id"), message, { help })];
}

/** The name under which a document's stack goes on when the document is renamed. */
export const renamedStack = (stack: string, from: string, to: string): string =>
  `${to}${stack.slice(from.length)}`;

/** The finding of another document of the same account in the last output, under which the states may be. */
export function renamedDocument(model: Model, manifest: Manifest, document: string): Finding {
  const message = `the output folder's document ${quoted(document)} is of this account too; two of them would make the same roles`;
  const moves = stacksOf(model).flatMap(({ name }) => {
    const former = renamedStack(name, model.document, document);
    return manifest.stacks[former] === undefined ? [] : wholeState(former, name);
  });
  const folders = Object.values(manifest.stacks).filter((stack) => documentOf(stack) === document);
  const help = [
    "if it was renamed, move its states, in the output folder:",
    ...moves,
    `and remove there: ${folders.map(({ name }) => `stacks/${name}`).join(" ")}`,
  ].join("\n");
  return finding(previousKinds.renamed, atKey("name"), message, { help });
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
export function statesThatMove(
  model: Model,
  tree: Tree,
  manifest: Manifest,
  read: PreviousOutput,
): Finding[] {
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

/** A stack that is compared under the name that it gets where its document is renamed. */
export interface ComparedStack extends PreviousStack {
  /** Its name in the last output; missing where it is the same. */
  readonly formerName?: string;
}

/** The name by which the last output has a stack, and its folder there. */
export const nameInOutput = ({ name, formerName }: ComparedStack): string => formerName ?? name;

/** The stacks of a document's former name, under the names that they get. */
export const underNewName = (stacks: readonly PreviousStack[], from: string, to: string): ComparedStack[] =>
  stacks.map((stack) => ({ ...stack, name: renamedStack(stack.name, from, to), formerName: stack.name }));
