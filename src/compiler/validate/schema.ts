import schema from "../../../schema/panorama-spec.schema.json";

/** The parts of a JSON Schema node that findings speak of. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly string[];
  readonly const?: string | boolean;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly oneOf?: readonly SchemaNode[];
  readonly "x-expected"?: string;
  /** The alternatives of which a mapping has exactly one. */
  readonly "x-exactly-one"?: readonly string[];
}

/** The language's JSON Schema, the single source of what may be written. */
export const specSchema: object = schema;

// TypeScript sees the JSON text as one type for each node; here it is what it is: a map of schema nodes.
const definitions = schema.$defs as unknown as Readonly<Record<string, SchemaNode>>;

/** A node with its `$ref` followed; what stands beside the `$ref` is kept. */
export function resolved(node: SchemaNode): SchemaNode {
  const definition = definitions[node.$ref?.replace("#/$defs/", "") ?? ""];
  return definition ? { ...definition, ...node } : node;
}

/** What to write for a property, from its schema's first example: `region: us-east-1`. */
export function exampleOf(parent: SchemaNode, key: string): string | undefined {
  return exampleFor(resolved(parent.properties?.[key] ?? {}), key);
}

/** The same for a property's own schema. */
export function exampleFor(property: SchemaNode, key: string): string | undefined {
  const example = property.examples?.[0] ?? property.const ?? firstOfEach(property);
  return example === undefined ? undefined : `${key}: ${flow(example)}`;
}

function firstOfEach({ required, properties }: SchemaNode): Record<string, unknown> | undefined {
  if (!required || !properties) return undefined;
  return Object.fromEntries(required.map((key) => [key, resolved(properties[key] ?? {}).examples?.[0]]));
}

/** The node of a place in a spec; undefined where the language has none. */
export function nodeAt(path: readonly (string | number)[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = schema as SchemaNode;
  for (const part of path) {
    const { properties = {}, items }: SchemaNode = resolved(node);
    node = typeof part === "number" ? items : Object.hasOwn(properties, part) ? properties[part] : undefined;
    if (node === undefined) return undefined;
  }
  return resolved(node);
}

/** Whether a mapping can't do without the key that a path ends with. */
export function isRequired(path: readonly (string | number)[]): boolean {
  const key = path.at(-1);
  return typeof key === "string" && nodeAt(path.slice(0, -1))?.required?.includes(key) === true;
}

/** Properties below nodes by name. Made when a node is first asked: thousands of unknown keys may lie in one mapping. */
const indexes = new WeakMap<SchemaNode, ReadonlyMap<string, readonly string[]>>();

/** Where below a node a property of this name is, relative to the node: `roles.appliance`, `appliances[]`. */
export function placesBelow(node: SchemaNode, key: string): readonly string[] {
  const index = indexes.get(node) ?? indexOf(node);
  indexes.set(node, index);
  return index.get(key) ?? [];
}

function indexOf(node: SchemaNode): Map<string, string[]> {
  const index = new Map<string, string[]>();
  for (const [place, { properties = {} }] of below(node)) {
    for (const key of Object.keys(properties)) index.set(key, [...(index.get(key) ?? []), place]);
  }
  return index;
}

/** Every node below a node, by its place. */
function* below(node: SchemaNode): Generator<readonly [place: string, node: SchemaNode]> {
  const { properties = {}, items } = resolved(node);
  const children = Object.entries(properties).map(([name, child]) => [`.${name}`, child] as const);
  for (const [step, child] of items ? [["[]", items] as const, ...children] : children) {
    yield [step, resolved(child)];
    for (const [place, inner] of below(child)) yield [`${step}${place}`, inner];
  }
}

/** Whether YAML reads a text without quotes as that text, and not as a number, a truth or nothing. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z][\w./-]*$/.test(text) && !/^(true|false|null)$/i.test(text);

/** A value as YAML on one line; what might not be read as a text stands in quotes. */
export function flow(value: unknown): string {
  if (typeof value === "string") return isPlain(value) ? value : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  const entries = Object.entries(value).map(([k, v]) => `${k}: ${flow(v)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
