import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

// Every place of the language where a text can stand, each in a spec of fixtures/ok that is valid but for it.

const ROOT = join(import.meta.dirname, "../..");

interface Node {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly items?: Node;
  readonly $defs?: Readonly<Record<string, Node>>;
}

const schema: Node = JSON.parse(readFileSync(join(ROOT, "schema/panorama-spec.schema.json"), "utf8"));

const follow = (node: Node): Node => ({ ...schema.$defs?.[node.$ref?.split("/").pop() ?? ""], ...node });

/** Paths of all fields that hold a value; `*` for a map's values, `*?` for its keys, `[]` for a list's items. */
function* fieldsOf(node: Node, path: string): Generator<string> {
  const here = follow(node);
  const isMap = here.additionalProperties !== undefined && here.additionalProperties !== false;
  for (const [key, child] of Object.entries(here.properties ?? {}))
    yield* fieldsOf(child, path === "" ? key : `${path}.${key}`);
  if (isMap) yield* [`${path}.*`, `${path}.*?`];
  if (here.items) yield* fieldsOf(here.items, `${path}[]`);
  if (!isMap && here.properties === undefined && here.items === undefined) yield path;
}

/** Every field of the schema where somebody can write a text, also where none belongs. */
export const FIELDS: readonly string[] = [...fieldsOf(schema, "")];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Path = readonly (string | number)[];

/** A place in a valid spec. */
export interface Spot {
  readonly field: string;
  readonly spec: Json;
  readonly path: Path;
  /** Whether the key at the path is meant, which users choose there. */
  readonly isKey: boolean;
  /** The files that the spec names. */
  readonly files: ReadonlyMap<string, string>;
}

/** A spec with a text at a spot. */
export const withText = ({ spec, path, isKey }: Spot, text: Json): Json =>
  changed(spec, path, (key, value) => (isKey ? [String(text), value] : [key, text]));

function changed(
  node: Json,
  [part, ...rest]: Path,
  into: (key: string, value: Json) => [string, Json],
): Json {
  const entries = Object.entries(node as object).map(([key, value]: [string, Json]): [string, Json] => {
    if (key !== String(part)) return [key, value];
    return rest.length === 0 ? into(key, value) : [key, changed(value, rest, into)];
  });
  return Array.isArray(node) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

const OK = join(ROOT, "fixtures/ok");

function fromFixture(name: string): Spot[] {
  const folder = join(OK, name);
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  const inputs = all.filter((entry) => entry.isFile() && !entry.parentPath.includes("expected"));
  const paths = inputs.map((entry) => join(entry.parentPath, entry.name));
  const files = new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
  return fromText(files.get("spec.yaml") ?? "", files);
}

function fromText(text: string, files: Spot["files"]): Spot[] {
  const spec: Json = parse(text, { merge: true });
  return [...placesOf(spec, follow(schema), "", [])].map((place) => ({ ...place, spec, files }));
}

function* placesOf(
  value: Json,
  node: Node,
  field: string,
  path: Path,
): Generator<Omit<Spot, "spec" | "files">> {
  if (typeof value !== "object" || value === null) return yield { field, path, isKey: false };
  for (const [key, inner] of Object.entries(value) as [string, Json][]) {
    if (key.startsWith("x-")) continue;
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    const known = node.properties?.[key];
    if (node.items && Array.isArray(value)) yield* placesOf(inner, follow(node.items), `${field}[]`, below);
    else if (known) yield* placesOf(inner, follow(known), field === "" ? key : `${field}.${key}`, below);
    else {
      yield { field: `${field}.*?`, path: below, isKey: true };
      if (typeof inner !== "object") yield { field: `${field}.*`, path: below, isKey: false };
    }
  }
}

const HEAD = `apiVersion: panorama-compile/v1
name: more
account: { id: "123456789012", region: us-east-1 }
strictness: account
`;

/** Fields that none of the fixtures writes down. */
const MORE = [
  `${HEAD}appliances: [{ name: dock, certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/${"a".repeat(64)}" } }]
iotPolicies: [{ region: us-east-1, source: import }]
buckets: [{ name: acme-nodepackage-store-1 }]
accessPoints: [{ name: panorama-a, bucket: acme-nodepackage-store-1, region: us-east-1 }]
terraform: { backend: { http: { address: https://state.example.com/, updateMethod: PUT } } }
`,
  `${HEAD}terraform: { backend: { cloud: { organization: acme, hostname: tf.example.com } } }\n`,
];

const found = new Map<string, Spot>();
for (const spot of [
  ...readdirSync(OK)
    .sort()
    .filter((name) => name !== "several")
    .map(fromFixture),
  ...MORE.map((text) => fromText(text, new Map())),
].flat())
  if (!found.has(spot.field)) found.set(spot.field, spot);

/** One spot for each field. */
export const SPOTS: readonly Spot[] = [...found.values()];
