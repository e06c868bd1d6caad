import type { PreviousOutput } from "./api";
import type { Finding } from "./finding";
import {
  bearsMark,
  documentOf,
  type Manifest,
  type ManifestStack,
  manifestOf,
  manifestStack,
  readManifest,
  stackPath,
} from "./manifest";
import type { Model } from "./model";
import { certificatesThatStay } from "./previous/certificates";
import {
  accountsIn,
  changedAccount,
  renamedDocument,
  statesThatMove,
  underNewName,
} from "./previous/documents";
import { doneRenames, doneTombstones } from "./previous/done";
import { formerEntries } from "./previous/entries";
import { stackGoes } from "./previous/goes";
import { goneEntries } from "./previous/gone";
import { destroyedInUse } from "./previous/in-use";
import { certificatesLeftActive } from "./previous/left-active";
import { certificatesThatGo, serviceLinkedRoleGoes } from "./previous/losses";
import { moveFinding, movesOf } from "./previous/moves";
import { changedRegions, regionFinding } from "./previous/regions";
import { changedRole } from "./previous/role";
import { sharedThatGo } from "./previous/shared";
import { type PreviousStack, previousStacks, type Unread } from "./previous/stacks";
import { thingTypesInUse } from "./previous/thing-types";
import { changedThingNames } from "./previous/things";
import { refactoringsThatGo } from "./previous/too-early";
import { manifestLost, unreadableStack } from "./previous/unreadable";
import { readReview } from "./review";
import { stacksOf } from "./stacks";
import type { Tree } from "./yaml/tree";

/** What a document means for states that exist. `run` names all documents of this run. */
export function comparedWithPrevious(
  model: Model,
  tree: Tree,
  run: ReadonlySet<string>,
  previous: PreviousOutput | undefined,
): Finding[] {
  const read = quietly(previous);
  const written = read("manifest.json");
  const found = written === undefined ? stacksThere(model, read) : [];
  const manifest = found.length > 0 ? manifestOf(found) : readManifest(written ?? "");
  if (manifest === undefined) return [];
  const accounts = accountsIn(manifest, read);
  const changed = changedAccount(model, accounts.get(model.document));
  if (changed.length > 0) return changed;
  const others = [...accounts]
    .filter(([document, account]) => !run.has(document) && account === model.account)
    .map(([document]) => document);
  const last = lastOutput(model, manifest, read, others);
  return [
    ...(found.length > 0 ? [manifestLost(found.map(({ name }) => name))] : []),
    ...last.unread.map(unreadableStack),
    ...others.map((document) => renamedDocument(model, manifest, document)),
    ...statesThatMove(model, tree, manifest, read),
    ...comparedStacks(model, tree, manifest, last),
  ];
}

/** The stacks of a document that are there, where no manifest tells. */
const stacksThere = (model: Model, read: PreviousOutput): ManifestStack[] =>
  stacksOf(model)
    .filter(({ name }) => bearsMark(read(stackPath(name)) ?? ""))
    .map((stack) => manifestStack(model.document, stack));

/** What throws is as good as not there: only findings come of the last output. */
function quietly(previous: PreviousOutput | undefined): PreviousOutput {
  return (path) => {
    try {
      return previous?.(path);
    } catch {
      return undefined;
    }
  };
}

/** The last output of a document, also under a former name of it. */
interface LastOutput {
  readonly stacks: readonly PreviousStack[];
  readonly unread: readonly Unread[];
  readonly isRenamed: boolean;
  /** The lines of its section in review.md. */
  readonly review: ReadonlySet<string>;
}

/** A former name counts as long as nothing was compiled under the new one. */
function lastOutput(
  model: Model,
  manifest: Manifest,
  read: PreviousOutput,
  others: readonly string[],
): LastOutput {
  const isKnown = Object.values(manifest.stacks).some((stack) => documentOf(stack) === model.document);
  const names = isKnown ? [model.document] : others;
  const before = names.map((name) => ({ name, ...previousStacks(name, manifest, read) }));
  const sections = (readReview(read("review.md") ?? "") ?? []).filter(({ document }) =>
    names.includes(document),
  );
  return {
    stacks: before.flatMap(({ name, stacks }) => underNewName(stacks, name, model.document)),
    unread: before.flatMap(({ unread }) => unread),
    isRenamed: !isKnown,
    review: new Set(sections.flatMap(({ text }) => text.split("\n"))),
  };
}

function comparedStacks(model: Model, tree: Tree, manifest: Manifest, last: LastOutput): Finding[] {
  const staying = new Set(stacksOf(model).map(({ name }) => name));
  const former = formerEntries(last.stacks, model.document);
  const changes = changedRegions(model, former);
  const gone = goneEntries(model, tree, former, changes);
  return [
    ...changes.flatMap((change) => regionFinding(model, change, staying, tree)),
    ...gone.findings,
    ...doneTombstones(model, former, last.stacks, last.review),
    ...doneRenames(model, former),
    ...refactoringsThatGo(model, last.stacks, staying),
    ...destroyedInUse(model, tree, former),
    ...thingTypesInUse(model, former),
    ...changedThingNames(model, tree, former),
    ...changedRole(model, tree, last.stacks),
    ...certificatesLeftActive(model, former),
    ...serviceLinkedRoleGoes(model, last.stacks),
    ...certificatesThatGo(model, former),
    ...certificatesThatStay(model, last.stacks),
    // Whole states move first, under their new names.
    ...(last.isRenamed ? [] : movedAndGone(model, tree, manifest, last.stacks, gone.stacks)),
  ];
}

/** `losing`: the stacks of which a finding says already that something vanished. */
function movedAndGone(
  model: Model,
  tree: Tree,
  manifest: Manifest,
  previous: readonly PreviousStack[],
  losing: ReadonlySet<string>,
): Finding[] {
  const staying = new Set(stacksOf(model).map(({ name }) => name));
  const going = Object.values(manifest.stacks)
    .filter((stack) => documentOf(stack) === model.document)
    .map(({ name }) => name)
    .filter((name) => !staying.has(name));
  const moves = movesOf(model, previous);
  return [
    ...moves.map((move) => moveFinding(move, !staying.has(move.from.name), tree)),
    ...sharedThatGo(model, previous),
    ...going
      .filter((name) => !losing.has(name))
      .flatMap((name) =>
        stackGoes(
          model,
          name,
          previous.find((stack) => stack.name === name),
          moves,
        ),
      ),
  ];
}
