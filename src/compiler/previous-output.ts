import type { PreviousOutput } from "./api";
import { atKey, atValue, type Finding, type FindingKind, finding } from "./finding";
import { documentOf, type Manifest, readManifest, stackPath } from "./manifest";
import type { Model } from "./model";
import { stacksOf } from "./stacks";
import { quoted } from "./text";

/** The findings that come of comparing a document with what the output folder holds. */
export const previousKinds = {
  account: {
    code: "document-changed-account",
    severity: "error",
    summary: "A document's states belong to one account; another account needs another name.",
  },
  renamed: {
    code: "document-renamed",
    severity: "warning",
    summary: "Another document of the last output is of the same account; only one can own its roles.",
  },
  stackGoes: {
    code: "stack-goes",
    severity: "warning",
    summary: "A stack of the last output is no longer made; its state may still hold resources.",
  },
} as const satisfies Record<string, FindingKind>;

/** What a document means for states that exist. `run` names all documents of this run. */
export function comparedWithPrevious(
  model: Model,
  run: ReadonlySet<string>,
  previous: PreviousOutput | undefined,
): Finding[] {
  const read = quietly(previous);
  const manifest = readManifest(read("manifest.json") ?? "");
  if (manifest === undefined) return [];
  const accounts = accountsIn(manifest, read);
  return [
    ...changedAccount(model, accounts.get(model.document)),
    ...renamed(
      model,
      [...accounts].filter(([document]) => !run.has(document)),
    ),
    ...stacksThatGo(model, manifest),
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

function renamed(model: Model, others: readonly (readonly [document: string, account: string])[]): Finding[] {
  return others
    .filter(([, account]) => account === model.account)
    .map(([document]) => {
      const message = `the output folder's document ${quoted(document)} is of this account too; two of them would make the same roles`;
      const moves = stacksOf(model).flatMap(({ name }) =>
        moveOf(`${document}${name.slice(model.document.length)}`, name),
      );
      const help = [
        "if it was renamed, move its states, in the output folder:",
        ...moves,
        `and remove stacks/${document}-* there`,
      ].join("\n");
      return finding(previousKinds.renamed, atKey("name"), message, { help });
    });
}

function moveOf(from: string, to: string): string[] {
  const [old, now] = [`terraform -chdir=stacks/${from}`, `terraform -chdir=stacks/${to}`];
  // The copy lies beside the output folder, where nobody commits it by accident.
  return [
    `  ${old} init && ${old} state pull > ../${from}.moved`,
    `  ${now} init && ${now} state push ../../../${from}.moved`,
  ];
}

/** Their states stay, and so does what they hold in AWS. The commands need the former text, which this compile removes. */
function stacksThatGo(model: Model, manifest: Manifest): Finding[] {
  const staying = new Set(stacksOf(model).map((stack) => stack.name));
  const going = Object.values(manifest.stacks).filter(
    (stack) => documentOf(stack) === model.document && !staying.has(stack.name),
  );
  return going.map(({ name }) => {
    const message = `the stack ${quoted(name)} of the last output is no longer made, and its state may still hold resources`;
    const folder = `terraform -chdir=before/stacks/${name}`;
    const help = [
      "to destroy them, compile the spec as it was with --out before, beside the output folder, and there:",
      `  ${folder} init && ${folder} destroy`,
    ].join("\n");
    return finding(
      previousKinds.stackGoes,
      name.endsWith("-iam") ? atKey() : atValue("account", "region"),
      message,
      { help },
    );
  });
}
