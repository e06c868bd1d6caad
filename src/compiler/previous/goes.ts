import { atKey, atValue, type Finding, finding } from "../finding";
import type { Model } from "../model";
import { statePlace } from "../state-place";
import { quoted } from "../text";
import { previousKinds } from "./kinds";
import type { Move } from "./moves";
import type { PreviousStack } from "./stacks";

/** Whether all that a stack had in AWS moves elsewhere. A `terraform_data` is nothing in AWS. */
function isEmptied({ name, resources }: PreviousStack, moves: readonly Move[]): boolean {
  const moved = new Set(moves.filter(({ from }) => from.name === name).flatMap(({ addresses }) => addresses));
  if (moved.size === 0) return false;
  return Object.entries(resources).every(
    ([type, ofType]) =>
      type === "terraform_data" || Object.keys(ofType).every((address) => moved.has(`${type}.${address}`)),
  );
}

const hasResources = ({ resources }: PreviousStack): boolean =>
  Object.values(resources).some((ofType) => Object.keys(ofType).length > 0);

/**
 * The finding of a stack that is no longer made, unless all that it had moves; `stack` is undefined where its text can't
 * be read. Its state stays, and so does what it holds in AWS. The commands need the former text, which this compile
 * removes.
 */
export function stackGoes(
  model: Model,
  name: string,
  stack: PreviousStack | undefined,
  moves: readonly Move[],
): Finding[] {
  if (stack && isEmptied(stack, moves)) return [];
  const place = /-iam$|-[a-z]{2}-[a-z]+-[0-9]$/.test(name)
    ? atValue("account", "region")
    : atKey("appliances");
  if (stack && !hasResources(stack)) return [emptyStackGoes(model, name, place)];
  const message = `the stack ${quoted(name)} of the last output is no longer made, and its state may still hold resources`;
  const first = moves.some(({ from }) => from.name === name) ? "after what moves has moved, " : "";
  const help = [
    `${first}to destroy them, compile the spec as it was with --out before, beside the output folder, and there:`,
    command(name, "destroy"),
  ].join("\n");
  return [finding(previousKinds.stackGoes, place, message, { help })];
}

const command = (name: string, verb: string): string =>
  `  terraform -chdir=before/stacks/${name} init && terraform -chdir=before/stacks/${name} ${verb}`;

/** Nothing is lost if it was applied since it became empty; who took out a tombstone too early learns it here. */
function emptyStackGoes(model: Model, name: string, place: Finding["place"]): Finding {
  const message = `the stack ${quoted(name)} of the last output, which was to hold nothing, is no longer made`;
  const help = [
    `if it was applied since, its state (${statePlace(model.backend, name)}) is of no more use; if not, compile the spec as it was with --out before, beside the output folder, and there:`,
    command(name, "apply"),
  ].join("\n");
  return finding(previousKinds.stackGoes, place, message, { help, severity: "info" });
}
