import type { LocatedFinding } from "./api";
import { atKey, atValue, type FindingKind, finding } from "./finding";
import { located } from "./report/locate";
import type { Checked } from "./rule";
import { stacksOf } from "./stacks";
import { quoted } from "./text";
import { isWritten } from "./yaml/tree";

const kind = (code: string, summary: string): FindingKind => ({ code, severity: "error", summary });

/** The findings about documents of one run that get in each other's way. */
export const collisionKinds = {
  account: kind("duplicate-account", "One document is one account: its roles can be made only once."),
  stack: kind("duplicate-stack", "Two documents must not make stacks of one name."),
} as const;

/** Documents that declare the same account, or whose stacks would share a folder; on some disks case makes no difference. */
export function documentCollisions(drafts: readonly Checked[]): LocatedFinding[] {
  const accounts = new Map<string, Checked>();
  const stacks = new Map<string, Stack>();
  return drafts.flatMap((draft) => {
    const account = claim(accounts, draft.model.account, draft);
    const taken = stacksOf(draft.model)
      .map(({ name }) => ({ name, owner: claim(stacks, name.toLowerCase(), { name, draft }) }))
      .find(({ owner }) => owner !== undefined && owner.draft !== draft); // its own are the finding `site-collision`
    return [
      ...(account ? [collision(draft, account, sameAccount(draft), ["account", "id"])] : []),
      ...(taken?.owner
        ? [collision(draft, taken.owner.draft, sameStack(taken.name, taken.owner), ["name"])]
        : []),
    ];
  });
}

interface Stack {
  readonly name: string;
  readonly draft: Checked;
}

type Words = { readonly kind: FindingKind; readonly message: string; readonly help: string };

const sameAccount = ({ model }: Checked): Words => ({
  kind: collisionKinds.account,
  message: `the account ${quoted(model.account)} is declared by another document of this run already`,
  help: "put what belongs to one account into one document",
});

function sameStack(name: string, owner: Stack): Words {
  const message =
    name === owner.name
      ? `the stack ${quoted(name)} is made by another document of this run already`
      : `the stack ${quoted(name)} and another document's ${quoted(owner.name)} would be one folder where a disk knows no case`;
  return { kind: collisionKinds.stack, message, help: "give one of the documents another name" };
}

/** The earlier owner of a key, if there is one. */
function claim<T>(owners: Map<string, T>, key: string, value: T): T | undefined {
  const owner = owners.get(key);
  if (owner === undefined) owners.set(key, value);
  return owner;
}

function collision(draft: Checked, owner: Checked, words: Words, path: readonly string[]): LocatedFinding {
  const more = { help: words.help };
  const own = locatedAt(draft, words, path, more);
  const { file, start, end } = locatedAt(owner, words, path);
  return { ...own, related: [...own.related, { message: "the other document is here", file, start, end }] };
}

/** A document without a `name` is shown by its first line. */
function locatedAt(
  { document: { source, tree } }: Checked,
  { kind, message }: Words,
  path: readonly string[],
  more: { readonly help?: string } = {},
): LocatedFinding {
  const place = isWritten(tree, path) ? atValue(...path) : atKey();
  return located(finding(kind, place, message, more), source, tree);
}
