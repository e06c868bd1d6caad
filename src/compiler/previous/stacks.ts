import type { PreviousOutput } from "../api";
import { type JsonObject, mappingOf } from "../json/unchecked";
import { bearsMark, documentOf, type Manifest, stackPath } from "../manifest";
import { type TerraformSettings, writtenPlace } from "../state-place";

/** A stack as the last output has it. */
export interface PreviousStack {
  readonly name: string;
  readonly region: string;
  /** Where its state is, as `statePlace` says it. */
  readonly state: string | undefined;
  /** Addresses of its resources by type, and what Terraform was told of each. */
  readonly resources: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  /** The spec's names of its appliances, by address: nothing else has them. */
  readonly appliances: ReadonlyMap<string, string>;
  /** Whole addresses that Terraform was told to let go of. */
  readonly forgotten: readonly string[];
  /** What Terraform was told to take under another address. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Whole addresses of what Terraform was told to adopt. */
  readonly imported: readonly string[];
}

/**
 * A stack that the last output's manifest has and that can't be read, though it bears our mark, or is not there. A file
 * without the mark is somebody else's, and nobody here writes over it.
 */
export interface Unread {
  readonly name: string;
  readonly isThere: boolean;
}

/** The stacks of a document in the last output. */
export function previousStacks(
  document: string,
  manifest: Manifest,
  read: PreviousOutput,
): { readonly stacks: readonly PreviousStack[]; readonly unread: readonly Unread[] } {
  const stacks: PreviousStack[] = [];
  const unread: Unread[] = [];
  for (const entry of Object.values(manifest.stacks)) {
    if (documentOf(entry) !== document) continue;
    const text = read(stackPath(entry.name));
    const stack = text === undefined ? undefined : previousStack(entry.name, text);
    if (stack !== undefined) stacks.push(stack);
    else if (text === undefined || bearsMark(text))
      unread.push({ name: entry.name, isThere: text !== undefined });
  }
  return { stacks, unread };
}

/** What we read of a stack's file; somebody may have edited it. */
interface StackJson {
  readonly provider?: { readonly aws?: readonly { readonly region?: unknown }[] };
  readonly resource?: unknown;
  readonly terraform?: TerraformSettings;
  readonly output?: { readonly thing_arns?: { readonly value?: Readonly<Record<string, unknown>> } };
  readonly removed?: readonly { readonly from?: unknown }[];
  readonly moved?: readonly { readonly from?: unknown; readonly to?: unknown }[];
  readonly import?: readonly { readonly to?: unknown }[];
}

/** A stack from its text. */
export function previousStack(name: string, text: string): PreviousStack | undefined {
  try {
    const json: StackJson = JSON.parse(text);
    const region = json.provider?.aws?.[0]?.region;
    if (typeof region !== "string") return undefined;
    return {
      name,
      region,
      state: writtenPlace(json.terraform),
      resources: mapped(mappingOf(json.resource), (ofType) => mapped(mappingOf(ofType), mappingOf)),
      appliances: applianceNames(json),
      forgotten: (json.removed ?? []).map(({ from }) => String(from)),
      moved: (json.moved ?? []).map(({ from, to }) => ({ from: String(from), to: String(to) })),
      imported: (json.import ?? []).map(({ to }) => String(to)),
    };
  } catch {
    return undefined;
  }
}

const mapped = <T>(mapping: JsonObject, make: (value: unknown) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, make(value)]));

const THING_ARN = /^\$\{aws_iot_thing\.([A-Za-z0-9_-]+)\.arn\}$/;

/** The output of things' ARNs has them by the spec's names. */
function applianceNames({ output }: StackJson): Map<string, string> {
  return new Map(
    Object.entries(output?.thing_arns?.value ?? {}).map(([name, arn]) => [
      THING_ARN.exec(String(arn))?.[1] ?? "",
      name,
    ]),
  );
}

/** The addresses of a type in a stack. */
export const addressesOf = ({ resources }: PreviousStack, type: string): string[] =>
  Object.keys(resources[type] ?? {});

/** What Terraform was told of a resource, as a text; undefined where it is none. */
export function argumentOf(
  { resources }: PreviousStack,
  type: string,
  address: string,
  name: string,
): string | undefined {
  const value = resources[type]?.[address]?.[name];
  return typeof value === "string" ? value : undefined;
}
