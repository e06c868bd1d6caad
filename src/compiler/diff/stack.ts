import { canonicalJson } from "../canonical-json";
import { extentOf, isObject, type JsonObject, mappingOf, textOf, unescaped } from "../json/unchecked";
import { groupedBy } from "../values";

/** A mapping of a stack's JSON. Somebody may have edited the file: nothing is taken for granted. */
export type Mapping = JsonObject;

/** What is known of an argument only once Terraform has applied: what it refers to. */
export class Computed {
  /** `aws_iot_certificate.dock-1.arn` */
  readonly reference: string;
  constructor(reference: string) {
    this.reference = reference;
  }
}

/** A policy that an argument refers to: the statements of its data source, as they stand there. */
export class Document {
  readonly data: Mapping;
  constructor(data: Mapping) {
    this.data = data;
  }
}

/** A resource of a stack. */
export interface Resource {
  /** `aws_iot_thing.dock-1` */
  readonly address: string;
  readonly type: string;
  /** `dock-1` */
  readonly name: string;
  /** Arguments and meta-arguments; references are replaced by what they refer to, as far as the stack says it. */
  readonly body: Mapping;
}

/** One stack's configuration. */
export interface StackConfig {
  readonly name: string;
  /** The document that it belongs to. */
  readonly document: string;
  readonly account: string;
  readonly region: string;
  /** By address. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** The same by type. */
  readonly types: ReadonlyMap<string, readonly Resource[]>;
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Addresses that Terraform adopts. */
  readonly imported: ReadonlySet<string>;
  /** Addresses that Terraform lets go of, and whether it destroys them. */
  readonly removed: ReadonlyMap<string, boolean>;
  /** The provider's `default_tags`. */
  readonly tags: unknown;
  /** Backend, provider and version constraints: what no resource says. */
  readonly settings: Mapping;
  /** Variables and outputs. */
  readonly interface: Mapping;
  /** What the compiler never writes: other data sources, modules, providers. */
  readonly strange: Mapping;
}

/**
 * A stack from the text of its cdk.tf.json; undefined for what is no stack of ours. Terraform takes lists of blocks, and
 * keys twice, as more blocks: nothing is looked at of a text that has them, so that nothing can hide there. `files` are
 * others of its folder that Terraform reads.
 */
export function readStack(
  name: string,
  document: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): StackConfig | undefined {
  if (extentOf(text, { depth: DEEPEST, values: Number.POSITIVE_INFINITY }).depth > DEEPEST) return undefined;
  const value = parsed(text);
  if (JSON.stringify(value) !== text.replace(SPACE_OUTSIDE, "$1")) return undefined; // a key twice
  const json = mappingOf(value);
  if (!areBlocks(json.resource) || !areBlocks(json.data)) return undefined;
  const provider = mappingOf(listOf(mappingOf(json.provider).aws)[0]);
  const [account, ...accounts] = listOf(provider.allowed_account_ids);
  const { region, default_tags, allowed_account_ids, ...aws } = provider;
  if (typeof account !== "string" || typeof region !== "string") return undefined;
  const terraform = mappingOf(json.terraform);
  const resources = resourcesOf(json);
  return {
    name,
    document,
    account,
    region,
    resources,
    types: groupedBy(resources.values(), ({ type }) => type),
    moved: blocks(json.moved).map(({ from, to }) => ({ from: textOf(from), to: textOf(to) })),
    imported: new Set(blocks(json.import).map(({ to }) => textOf(to))),
    removed: new Map(
      blocks(json.removed).map(({ from, lifecycle }) => [
        textOf(from),
        blocks(lifecycle)[0]?.destroy !== false,
      ]),
    ),
    tags: default_tags,
    settings: terraform,
    interface: { variable: json.variable, output: json.output },
    strange: {
      ...strangeOf(json),
      ...(Object.keys(aws).length + accounts.length > 0 && { "provider aws": { ...aws, accounts } }),
      ...files,
    },
  };
}

const KNOWN = [
  "//",
  "data",
  "import",
  "moved",
  "output",
  "provider",
  "removed",
  "resource",
  "terraform",
  "variable",
];

function strangeOf(json: Mapping): Mapping {
  const { source } = mappingOf(mappingOf(mappingOf(json.terraform).required_providers).aws);
  const others = (where: string, value: unknown, known: string) =>
    Object.entries(mappingOf(value))
      .filter(([key]) => key !== known)
      .map(([key, inner]) => [`${where} ${key}`, inner] as const);
  return Object.fromEntries([
    ...Object.entries(json).filter(([key]) => !KNOWN.includes(key)),
    ...others("data", json.data, "aws_iam_policy_document"),
    ...others("provider", json.provider, "aws"),
    ...others("required provider", mappingOf(json.terraform).required_providers, "aws"),
    ...(source === undefined || source === "hashicorp/aws" ? [] : [["source of aws", source] as const]),
    ...listOf(mappingOf(json.provider).aws)
      .slice(1)
      .map((provider, index) => [`provider aws ${index + 2}`, provider] as const),
  ]);
}

function resourcesOf(json: Mapping): Map<string, Resource> {
  const bodies = new Map<string, Mapping>();
  for (const [type, ofType] of Object.entries(mappingOf(json.resource)))
    for (const [name, body] of Object.entries(mappingOf(ofType)))
      bodies.set(`${type}.${name}`, mappingOf(body));
  const documents = mappingOf(mappingOf(json.data).aws_iam_policy_document);
  return new Map(
    [...bodies].map(([address, body]) => {
      const [type = "", name = ""] = parts(address);
      return [address, { address, type, name, body: mappingOf(resolved(body, bodies, documents)) }];
    }),
  );
}

const parts = (address: string): [string, string] => {
  const at = address.indexOf(".");
  return [address.slice(0, at), address.slice(at + 1)];
};

/** A text that is one reference and nothing else: so are all that the compiler writes. */
const REFERENCE = /^\$\{([A-Za-z0-9_.-]+)\}$/;
const OF_DOCUMENT = /^data\.aws_iam_policy_document\.([A-Za-z0-9_-]+)\.(?:minified_json|json)$/;
/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs: the attribute `id` of these is this argument. */
const IDS: Readonly<Record<string, string>> = { aws_iam_role: "name", aws_s3_bucket: "bucket" };
const OF_RESOURCE = /^([A-Za-z0-9_]+\.[A-Za-z0-9_-]+)\.([a-z_]+)$/;

/** A value whose references are replaced by what the stack says itself; Terraform's escapes are undone. */
function resolved(value: unknown, bodies: ReadonlyMap<string, Mapping>, documents: Mapping): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, bodies, documents));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolved(item, bodies, documents)]),
    );
  if (typeof value !== "string") return value;
  const reference = REFERENCE.exec(value)?.[1];
  if (reference === undefined) return unescaped(value);
  const document = OF_DOCUMENT.exec(reference)?.[1];
  if (document !== undefined && Object.hasOwn(documents, document))
    return new Document(mappingOf(documents[document]));
  const [, address = "", argument = ""] = OF_RESOURCE.exec(reference) ?? [];
  const [type] = parts(address);
  const said = bodies.get(address)?.[argument === "id" ? (IDS[type] ?? argument) : argument];
  return typeof said === "string" && !said.includes("${") ? said : new Computed(reference);
}

/** How deep our own files are: 10 levels. What follows values down to their ends has a stack that ends. */
const DEEPEST = 50;

/** White space, and texts, in which there is none to take away. */
const SPACE_OUTSIDE = /("(?:[^"\\]|\\.)*")|\s+/g;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether blocks are written as the compiler writes them: by type, then by name. */
function areBlocks(value: unknown): boolean {
  if (value === undefined) return true;
  return (
    isObject(value) &&
    Object.values(mappingOf(value)).every(
      (ofType) => isObject(ofType) && Object.values(mappingOf(ofType)).every(isObject),
    )
  );
}

/** A value as a list: what is none is one of itself, as Terraform's JSON has it. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const blocks = (value: unknown): Mapping[] => listOf(value).map(mappingOf);

/** A text as it is; anything else by what tells it from others. */
export const labelOf = (value: unknown): string =>
  typeof value === "string"
    ? value
    : value instanceof Computed
      ? value.reference
      : canonicalJson(value ?? null);
