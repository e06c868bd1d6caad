import type { Stack } from "./stacks";

/** The version of cdktf whose manifest format this is. */
const CDKTF_VERSION = "0.21.0";

/** The constant first entry of every JSON file that we write: what marks it as ours. CDKTF's command line wants the empty metadata. */
export const MARK = { generatedBy: "panorama-compile", metadata: {} } as const;

/** A stack in CDKTF's manifest.json; constructPath is DOCUMENT/STACK, which is how ownership is remembered. */
export interface ManifestStack {
  readonly name: string;
  readonly constructPath: string;
  readonly workingDirectory: string;
  readonly synthesizedStackPath: string;
  readonly annotations: readonly unknown[];
  readonly dependencies: readonly string[];
}

export interface Manifest {
  readonly "//": typeof MARK;
  readonly version: string;
  readonly stacks: Readonly<Record<string, ManifestStack>>;
}

export const stackPath = (stack: string): string => `stacks/${stack}/cdk.tf.json`;

export function manifestOf(entries: readonly ManifestStack[]): Manifest {
  const sorted = [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    "//": MARK,
    version: CDKTF_VERSION,
    stacks: Object.fromEntries(sorted.map((entry) => [entry.name, entry])),
  };
}

export const manifestStack = (document: string, stack: Pick<Stack, "name" | "dependsOn">): ManifestStack => ({
  name: stack.name,
  constructPath: `${document}/${stack.name}`,
  workingDirectory: `stacks/${stack.name}`,
  synthesizedStackPath: stackPath(stack.name),
  annotations: [],
  dependencies: [...stack.dependsOn],
});

export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** The document that a manifest's stack belongs to. */
export const documentOf = ({ constructPath }: Pick<ManifestStack, "constructPath">): string =>
  constructPath.split("/")[0] ?? "";

/** A manifest that we wrote, or undefined for any other text. */
export function readManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isOurs(value) && Object.entries(value.stacks).every(isStack) ? value : undefined;
}

/** Whether a JSON text bears our mark, also after a formatter: `cdktf synth --hcl` runs one over it. */
export function bearsMark(text: string): boolean {
  return MARKED.test(text);
}

const MARKED = new RegExp(`^\\s*\\{\\s*"//"\\s*:\\s*\\{\\s*"generatedBy"\\s*:\\s*"${MARK.generatedBy}"\\s*,`);

function isOurs(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null || !("//" in value) || !("stacks" in value)) return false;
  const mark = value["//"] as { generatedBy?: unknown } | null;
  return mark?.generatedBy === MARK.generatedBy && typeof value.stacks === "object" && value.stacks !== null;
}

/** Exactly what `manifestStack` writes: entries of other documents are written again as they are, and name folders. */
function isStack([name, value]: [string, unknown]): boolean {
  const stack = (value ?? {}) as Partial<Record<keyof ManifestStack, unknown>>;
  const { constructPath, dependencies } = stack;
  if (typeof constructPath !== "string" || !Array.isArray(dependencies)) return false;
  const document = documentOf({ constructPath });
  if (!isName(name) || !isName(document) || !dependencies.every(isName)) return false;
  return isSame(stack, manifestStack(document, { name, dependsOn: dependencies }));
}

const isName = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value);

/** Whether a value has the same keys, whatever their order, and the same texts and lists of texts. */
function isSame(value: Readonly<Record<string, unknown>>, expected: ManifestStack): boolean {
  const known = Object.entries(expected);
  if (Object.keys(value).length !== known.length) return false;
  return known.every(([key, one]) => {
    const other = value[key];
    if (!Array.isArray(one)) return other === one;
    return Array.isArray(other) && other.length === one.length && one.every((text, at) => other[at] === text);
  });
}
