import { entriesByIdentity, identityOf } from "../entry-kinds";
import { atKey, type Finding, finding } from "../finding";
import { type Model, TOMBSTONE_KINDS } from "../model";
import { RESOURCES } from "../resources";
import { appliancesIn } from "../stacks";
import { listed } from "../text";
import { type ComparedStack, nameInOutput } from "./documents";
import { SIGNS } from "./entries";
import { stackOfTombstone } from "./graves";
import { previousKinds } from "./kinds";

/** How many addresses stand in a message. */
const MOST_ADDRESSES = 5;

/**
 * What the last output had Terraform forget or move and this one does not. That is right after an apply and wrong before:
 * Terraform would destroy what it is about. No output tells whether there was one, so it is said.
 */
export function refactoringsThatGo(
  model: Model,
  previous: readonly ComparedStack[],
  staying: ReadonlySet<string>,
): Finding[] {
  const made = entriesByIdentity(model);
  return previous
    .filter(({ name }) => staying.has(name))
    .flatMap((stack) => {
      const addresses = [...forgottenNoMore(model, made, stack), ...movedNoMore(model, stack)];
      return addresses.length > 0 ? [tooEarly(stack, addresses)] : [];
    });
}

/** By the resource that stands for the whole entry; what is in the spec again, in this stack, is not destroyed. */
function forgottenNoMore(
  model: Model,
  made: ReturnType<typeof entriesByIdentity>,
  { name, region, forgotten }: ComparedStack,
): string[] {
  const here = new Set(appliancesIn(model, { name }).map(({ address }) => address));
  const buried = new Set(
    model.tombstones.flatMap((tombstone) =>
      tombstone.disposition === "forget" && stackOfTombstone(model, tombstone) === name
        ? RESOURCES[tombstone.kind](tombstone.address)
        : [],
    ),
  );
  return forgotten.filter((from) => {
    const [type = "", address = ""] = from.split(".");
    const kind = TOMBSTONE_KINDS.find((one) => SIGNS[one].type === type);
    if (kind === undefined || buried.has(from)) return false;
    return !(kind === "appliance" ? here.has(address) : made.has(identityOf(kind, { region, address })));
  });
}

/**
 * Every rename that is not said again, whatever became of the new name: where it was not applied, the state has the thing
 * under the old one still. A rename that is taken back finds it there.
 */
function movedNoMore(model: Model, { name, moved }: ComparedStack): string[] {
  const { type } = SIGNS.appliance;
  const renamed = new Set(
    appliancesIn(model, { name }).flatMap(({ address, former }) =>
      former === undefined ? [] : [`${former.address} ${address}`, `${address} ${former.address}`],
    ),
  );
  return moved
    .map(({ from, to }) => [from.split("."), to.split(".")] as const)
    .filter(([from, to]) => from[0] === type && !renamed.has(`${from[1]} ${to[1]}`))
    .map(([from]) => from.join("."));
}

function tooEarly(stack: ComparedStack, addresses: readonly string[]): Finding {
  const name = nameInOutput(stack);
  const shown = addresses.slice(0, MOST_ADDRESSES);
  const more = addresses.length - shown.length;
  const what = listed(more > 0 ? [...shown, `${more} more`] : shown);
  const message = `the last output had Terraform let go of or rename ${what} in ${name}; this one does not`;
  const help = `that is right if ${name} was applied in between; if not, put ${addresses.length === 1 ? "the line" : `the ${addresses.length} lines`} back as ${addresses.length === 1 ? "it was" : "they were"} and apply first: else Terraform destroys what ${addresses.length === 1 ? "it is" : "they are"} about`;
  return finding(previousKinds.tombstoneGoes, atKey("retired"), message, { help });
}
