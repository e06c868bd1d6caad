import { isObject, type JsonObject, keysOf, listOf, own, textOf } from "../json/unchecked";
import type { StackArtifact } from "../stacks";

/** One stack as the spec compiles to now. */
export interface CompiledStack {
  readonly artifact: StackArtifact;
  readonly account: string;
  /** The arguments of the provider. */
  readonly provider: JsonObject;
  /** The blocks of resources and data sources, by address; that of data starts with `data.`. */
  readonly blocks: ReadonlyMap<string, JsonObject>;
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly variables: ReadonlySet<string>;
  /** What is adopted: address and id. */
  readonly imports: ReadonlyMap<string, string>;
  /** What got another address: the present one and the former. */
  readonly moved: ReadonlyMap<string, string>;
  /** The same the other way round: the former address and the present one. */
  readonly movedTo: ReadonlyMap<string, string>;
  /** What Terraform lets go of. */
  readonly removed: ReadonlySet<string>;
}

/** Reads a stack that was just synthesized. */
export function compiledStack(artifact: StackArtifact, text: string): CompiledStack {
  const json: unknown = JSON.parse(text);
  const provider = listOf(own(own(json, "provider"), "aws"))[0];
  return {
    artifact,
    account: textOf(listOf(own(provider, "allowed_account_ids"))[0]),
    provider: isObject(provider) ? provider : {},
    blocks: new Map([...blocksOf(own(json, "resource"), ""), ...blocksOf(own(json, "data"), "data.")]),
    outputs: new Map(
      keysOf(own(json, "output")).map((name) => [name, own(own(own(json, "output"), name), "value")]),
    ),
    variables: new Set(keysOf(own(json, "variable"))),
    imports: pairs(own(json, "import"), "to", "id"),
    moved: pairs(own(json, "moved"), "to", "from"),
    movedTo: pairs(own(json, "moved"), "from", "to"),
    removed: new Set(listOf(own(json, "removed")).map((block) => textOf(own(block, "from")))),
  };
}

function* blocksOf(types: unknown, prefix: string): Generator<[address: string, block: JsonObject]> {
  for (const type of keysOf(types)) {
    const ofType = own(types, type);
    for (const name of keysOf(ofType)) {
      const block = own(ofType, name);
      if (isObject(block)) yield [`${prefix}${type}.${name}`, block];
    }
  }
}

const pairs = (blocks: unknown, key: string, value: string): ReadonlyMap<string, string> =>
  new Map(listOf(blocks).map((block) => [textOf(own(block, key)), textOf(own(block, value))]));

/** What belongs to Terraform and is no argument of the resource. */
const META = new Set(["depends_on", "lifecycle", "provisioner"]);

/** The arguments that a block sets, by name. */
export const argumentsOf = (block: JsonObject): [name: string, value: unknown][] =>
  Object.entries(block).filter(([name]) => !META.has(name));

/** A reference to an attribute, which is a whole string in what we make (templates/guards.ts). */
const REFERENCE = /^\$\{([^{}]+)\}$/;

export const referenceIn = (value: unknown): string | undefined =>
  typeof value === "string" ? REFERENCE.exec(value)?.[1] : undefined;
