import type { Model } from "./model";

/** One Terraform stack: a folder with its own state. Its name is a promise to that state. */
export interface Stack {
  readonly name: string;
  /** `iam`: the two roles, global. `region`: everything of one Region. */
  readonly kind: "iam" | "region";
  /** The provider's Region. */
  readonly region: string;
  /** Names of the stacks to apply before this one. */
  readonly dependsOn: readonly string[];
}

/** A stack as it was made. */
export interface StackArtifact extends Stack {
  /** The document that owns the stack. */
  readonly document: string;
  /** How many resources it declares. */
  readonly resources: number;
}

/**
 * A document's stacks in the order of applying. The stack of a Region is there even when the spec has nothing for it
 * any more: applying it is how Terraform takes away what it held.
 */
export function stacksOf(model: Model): Stack[] {
  const iam: Stack = { name: `${model.document}-iam`, kind: "iam", region: model.region, dependsOn: [] };
  const regions = model.regions.map((region): Stack => {
    return { name: `${model.document}-${region}`, kind: "region", region, dependsOn: [iam.name] };
  });
  return [iam, ...regions];
}
