import type { PreviousOutput } from "../api";
import { documentOf, type Manifest, stackPath } from "../manifest";
import { type TerraformSettings, writtenPlace } from "../state-place";

/** A stack as the last output has it. */
export interface PreviousStack {
  readonly name: string;
  readonly region: string;
  /** Where its state is, as `statePlace` says it. */
  readonly state: string | undefined;
  /** Addresses of its resources by type, and what Terraform was told of each. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The stacks of a document in the last output. What can't be read as ours is left out: only findings come of it. */
export function previousStacks(document: string, manifest: Manifest, read: PreviousOutput): PreviousStack[] {
  return Object.values(manifest.stacks)
    .filter((stack) => documentOf(stack) === document)
    .flatMap(({ name }) => previousStack(name, read(stackPath(name)) ?? "") ?? []);
}

/** A stack from its text. */
export function previousStack(name: string, text: string): PreviousStack | undefined {
  try {
    const json = JSON.parse(text) as {
      provider?: { aws?: readonly { region?: unknown }[] };
      resource?: PreviousStack["resources"];
      terraform?: TerraformSettings;
    };
    const region = json.provider?.aws?.[0]?.region;
    return typeof region === "string"
      ? { name, region, state: writtenPlace(json.terraform), resources: json.resource ?? {} }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The addresses of a type in a stack. */
export const addressesOf = ({ resources }: PreviousStack, type: string): string[] =>
  Object.keys(resources[type] ?? {});
