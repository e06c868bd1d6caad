import type { LocatedFinding } from "./api";
import { atValue, type FindingKind, finding } from "./finding";
import { located } from "./report/locate";
import type { Checked } from "./rule";
import { stacksOf } from "./stacks";
import { quoted } from "./text";

const kind = (code: string, summary: string): FindingKind => ({ code, severity: "error", summary });

/** The findings about documents of one run that get in each other's way. */
export const collisionKinds = {
  account: kind("duplicate-account", "One document is one account: its roles can be made only once."),
  stack: kind("duplicate-stack", "Two documents must not make stacks of one name."),
} as const;

/** Documents that declare the same account, or whose stacks would share a folder; on some disks case makes no difference. */
export function documentCollisions(drafts: readonly Checked[]): LocatedFinding[] {
  const accounts = new Map<string, Checked>();
  const stacks = new Map<string, Checked>();
  return drafts.flatMap((draft) => {
    const account = claim(accounts, draft.model.account, draft);
    const names = stacksOf(draft.model).map((stack) => stack.name);
    const taken = names
      .map((name) => ({ name, owner: claim(stacks, name.toLowerCase(), draft) }))
      .find((s) => s.owner);
    return [
      ...(account ? [collision(draft, account, sameAccount(draft), ["account", "id"])] : []),
      ...(taken?.owner ? [collision(draft, taken.owner, sameStack(taken.name), ["name"])] : []),
    ];
  });
}

type Words = { readonly kind: FindingKind; readonly message: string; readonly help: string };

const sameAccount = ({ model }: Checked): Words => ({
  kind: collisionKinds.account,
  message: `the account ${quoted(model.account)} is declared by another document of this run already`,
  help: "put what belongs to one account into one document",
});

const sameStack = (stack: string): Words => ({
  kind: collisionKinds.stack,
  message: `the stack ${quoted(stack)} is made by another document of this run already`,
  help: "give one of the documents another name",
});

function claim(owners: Map<string, Checked>, key: string, draft: Checked): Checked | undefined {
  const owner = owners.get(key);
  if (owner === undefined) owners.set(key, draft);
  return owner;
}

function collision(draft: Checked, owner: Checked, words: Words, path: readonly string[]): LocatedFinding {
  const place = finding(words.kind, atValue(...path), words.message, { help: words.help });
  const first = located(
    finding(words.kind, atValue(...path), ""),
    owner.document.source,
    owner.document.tree,
  );
  const own = located(place, draft.document.source, draft.document.tree);
  return {
    ...own,
    related: [
      { message: "the other document is here", file: first.file, start: first.start, end: first.end },
    ],
  };
}
