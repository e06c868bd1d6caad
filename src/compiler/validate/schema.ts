import schema from "../../../schema/panorama-spec.schema.json";

/** The parts of a JSON Schema node that findings speak of. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly minLength?: number;
  readonly "x-expected"?: string;
  readonly "x-exactly-one"?: boolean;
}

/** The language's JSON Schema, the single source of what may be written. */
export const specSchema: object = schema;

// TypeScript sees the JSON text as one type for each node; here it is what it is: a map of schema nodes.
const definitions = schema.$defs as unknown as Readonly<Record<string, SchemaNode>>;

/** A node with its `$ref` followed; what stands beside the `$ref` is kept. */
export function resolved(node: SchemaNode): SchemaNode {
  const name = node.$ref?.replace("#/$defs/", "");
  const definition = name === undefined ? undefined : definitions[name];
  return definition ? { ...definition, ...node } : node;
}

/** What to write for a property, from its schema's first example: `region: us-east-1`. */
export function exampleOf(parent: SchemaNode, key: string): string | undefined {
  const property = resolved(parent.properties?.[key] ?? {});
  const example = property.examples?.[0] ?? property.const ?? firstOfEach(property);
  return example === undefined ? undefined : `${key}: ${flow(example)}`;
}

function firstOfEach(node: SchemaNode): Record<string, unknown> | undefined {
  if (!node.properties) return undefined;
  const entries = Object.entries(node.properties).map(([key, child]) => [key, resolved(child).examples?.[0]]);
  return Object.fromEntries(entries.filter(([, example]) => example !== undefined));
}

function flow(value: unknown): string {
  if (typeof value === "string") return /^[A-Za-z][\w./-]*$/.test(value) ? value : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([k, v]) => `${k}: ${flow(v)}`)
    .join(", ")} }`;
}
