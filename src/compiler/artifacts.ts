import type { Artifact } from "./api";
import { manifestOf, manifestStack, manifestText, stackPath } from "./manifest";
import type { Model } from "./model";
import { reviewSection, reviewText, type Said } from "./review";
import type { Rooms } from "./rooms";
import { type StackArtifact, variablesOf } from "./stacks";
import { synthesized } from "./synthesis";

/** A document's meaning, with what was said of it. */
export interface Reviewed extends Said {
  readonly model: Model;
}

/** Stages 5 and 6 for a library's caller: the stacks one by one, then what reviewers and tools read first. */
export function* artifactsOf(
  reviewed: readonly Reviewed[],
  rooms: Pick<Rooms, "synthesizeStack" | "secondThread">,
): Generator<Artifact> {
  if (reviewed.length === 0) return;
  const entries = [];
  const sections = [];
  for (const { model, ...said } of reviewed) {
    const stacks: StackArtifact[] = [];
    for (const [stack, { text, resources, imports }] of synthesized(model, rooms)) {
      const variables = variablesOf(model, stack);
      const made: StackArtifact = { ...stack, document: model.document, resources, imports, variables };
      stacks.push(made);
      entries.push(manifestStack(model.document, stack));
      yield { path: stackPath(stack.name), text, stack: made };
    }
    sections.push(reviewSection(model, stacks, said));
  }
  yield { path: "review.md", text: reviewText(sections) };
  yield { path: "manifest.json", text: manifestText(manifestOf(entries)) };
}
