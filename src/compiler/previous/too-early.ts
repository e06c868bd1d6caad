import { entriesByIdentity, identityOf } from "../entry-kinds";
import { atKey, type Finding, finding } from "../finding";
import { type Model, TOMBSTONE_KINDS } from "../model";
import { RESOURCES } from "../resources";
import { listed } from "../text";
import { SIGNS } from "./entries";
import { previousKinds } from "./kinds";
import type { PreviousStack } from "./stacks";

/** How many addresses stand in a message. */
const MOST_ADDRESSES = 5;

/**
 * What the last output had Terraform forget or move and this one does not. That is right after an apply and wrong before:
 * Terraform would destroy what it is about. No output tells whether there was one, so it is said.
 */
export function refactoringsThatGo(
  model: Model,
  previous: readonly PreviousStack[],
  staying: ReadonlySet<string>,
): Finding[] {
  return previous
    .filter(({ name }) => staying.has(name))
    .flatMap((stack) => {
      const addresses = [...forgottenNoMore(model, stack), ...movedNoMore(model, stack)];
      return addresses.length > 0 ? [tooEarly(stack, addresses)] : [];
    });
}

/** By the resource that stands for the whole entry; what is in the spec again is not destroyed. */
function forgottenNoMore(model: Model, { region, forgotten }: PreviousStack): string[] {
  const made = entriesByIdentity(model);
  const buried = new Set(
    model.tombstones.flatMap((tombstone) =>
      tombstone.region === region ? RESOURCES[tombstone.kind](tombstone.address) : [],
    ),
  );
  return forgotten.filter((from) => {
    const [type = "", address = ""] = from.split(".");
    const kind = TOMBSTONE_KINDS.find((one) => SIGNS[one].type === type);
    return kind !== undefined && !buried.has(from) && !made.has(identityOf(kind, { region, address }));
  });
}

function movedNoMore(model: Model, { region, moved }: PreviousStack): string[] {
  const here = model.appliances.filter((appliance) => appliance.region === region);
  const made = new Set(here.map(({ address }) => `${SIGNS.appliance.type}.${address}`));
  const renamed = new Set(here.flatMap(({ former }) => former?.address ?? []));
  return moved
    .filter(({ from, to }) => made.has(to) && !renamed.has(from.split(".")[1] ?? ""))
    .map(({ from }) => from);
}

function tooEarly({ name }: PreviousStack, addresses: readonly string[]): Finding {
  const shown = addresses.slice(0, MOST_ADDRESSES);
  const more = addresses.length - shown.length;
  const what = listed(more > 0 ? [...shown, `${more} more`] : shown);
  const message = `the last output had Terraform let go of or rename ${what} in ${name}; this one does not`;
  const help = `that is right if ${name} was applied in between; if not, put ${addresses.length === 1 ? "the line" : `the ${addresses.length} lines`} back and apply first: else Terraform destroys what ${addresses.length === 1 ? "it is" : "they are"} about`;
  return finding(previousKinds.tombstoneGoes, atKey("retired"), message, { help });
}
