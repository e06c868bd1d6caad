import { isObject, type JsonObject, keysOf, listOf, own, unescaped } from "../json/unchecked";
import { canonical } from "./canonical";
import { argumentsOf, type CompiledStack, referenceIn } from "./compiled";
import type { Block, Configuration, Plan } from "./plan";

/** Where the configuration that a plan was made of is another than what the spec compiles to. */
export interface Difference {
  /** `missing`: the spec compiles to it, the plan does not have it; `foreign`: the other way round. */
  readonly kind: "missing" | "foreign" | "differs";
  readonly what: "resource" | "output" | "variable" | "module" | "provider";
  /** Address or name. */
  readonly name: string;
  /** The arguments that differ. */
  readonly arguments: readonly string[];
}

/** Every difference, resources first. */
export function differences({ configuration }: Plan, stack: CompiledStack): Difference[] {
  return [
    ...compared("resource", stack.blocks, configuration.resources, differingArguments),
    ...compared("output", stack.outputs, configuration.outputs, (value, expression) =>
      sameExpression(value, expression) ? [] : ["value"],
    ),
    ...compared("variable", setMap(stack.variables), configuration.variables, (_, { hasDefault }) =>
      hasDefault ? ["default"] : [],
    ),
    ...configuration.modules.map((name) => foreign("module", name)),
    ...providerDifferences(configuration, stack),
  ];
}

const foreign = (what: Difference["what"], name: string): Difference => ({
  kind: "foreign",
  what,
  name,
  arguments: [],
});

const setMap = (names: Iterable<string>): ReadonlyMap<string, string> =>
  new Map([...names].map((name) => [name, name]));

function compared<C, P>(
  what: Difference["what"],
  compiled: ReadonlyMap<string, C>,
  planned: ReadonlyMap<string, P>,
  differing: (compiled: C, planned: P) => string[],
): Difference[] {
  const ours = [...compiled].flatMap(([name, value]): Difference[] => {
    const other = planned.get(name);
    if (other === undefined && !planned.has(name)) return [{ kind: "missing", what, name, arguments: [] }];
    const names = differing(value, other as P);
    return names.length === 0 ? [] : [{ kind: "differs", what, name, arguments: names }];
  });
  const others = [...planned.keys()].filter((name) => !compiled.has(name));
  return [...ours, ...others.map((name) => foreign(what, name))];
}

/** The names of a resource's arguments, in order, of which the plan's configuration says something else. */
function differingArguments(compiled: JsonObject, planned: Block): string[] {
  const ours = new Map(argumentsOf(compiled));
  const names = [...new Set([...ours.keys(), ...keysOf(planned.expressions)])].sort();
  const differing = names.filter((name) => !sameExpression(ours.get(name), own(planned.expressions, name)));
  return [
    ...differing,
    ...(sameProvisioners(compiled, planned) ? [] : ["provisioner"]),
    ...(planned.repeated ? ["count or for_each"] : []),
    ...(/^(aws|terraform)$/.test(planned.providerKey) ? [] : ["provider"]),
  ];
}

function sameProvisioners(compiled: JsonObject, { provisioners }: Block): boolean {
  const ours = listOf(compiled.provisioner).flatMap((one) =>
    keysOf(one).map((type) => [type, own(one, type)]),
  );
  return (
    ours.length === provisioners.length &&
    provisioners.every(({ type, expressions }, index) => {
      const [ourType, ourArguments] = ours[index] ?? [];
      return type === ourType && sameArguments(ourArguments, expressions);
    })
  );
}

/** Providers in use: AWS as the stack sets it, and Terraform's own for `terraform_data`. */
function providerDifferences({ providers }: Configuration, stack: CompiledStack): Difference[] {
  return providers.flatMap(({ key, source, expressions }): Difference[] => {
    if (key === "terraform" && source === "terraform.io/builtin/terraform") return [];
    if (key !== "aws" || !/^registry\.(terraform\.io|opentofu\.org)\/hashicorp\/aws$/.test(source))
      return [foreign("provider", key)];
    const names = [...new Set([...Object.keys(stack.provider), ...keysOf(expressions)])].sort();
    const differing = names.filter((name) => !sameExpression(stack.provider[name], own(expressions, name)));
    return differing.length === 0
      ? []
      : [{ kind: "differs", what: "provider", name: key, arguments: differing }];
  });
}

/**
 * Whether an expression of the plan says what we wrote. Terraform and OpenTofu give a value of a JSON configuration as it
 * stands there, references too (`{"constant_value": "${aws_iot_thing.dock.arn}", "references": […]}`); a nested block is a
 * list of objects of expressions. What has references and no such value was written in HCL, so not by us, and may be any
 * expression: an override file beside our stack. https://developer.hashicorp.com/terraform/language/files/override
 */
function sameExpression(compiled: unknown, planned: unknown): boolean {
  if (planned === undefined) return canonical(compiled) === canonical(undefined);
  if (Array.isArray(planned)) {
    const blocks = Array.isArray(compiled) ? compiled : [compiled];
    return (
      blocks.length === planned.length && blocks.every((block, index) => sameArguments(block, planned[index]))
    );
  }
  const constant = own(planned, "constant_value");
  if (constant !== undefined)
    return (
      canonical(compiled) === canonical(constant) && sameReferences(compiled, own(planned, "references"))
    );
  return keysOf(planned).length > 0 && sameArguments(compiled, planned);
}

function sameArguments(compiled: unknown, planned: unknown): boolean {
  if (!isObject(compiled)) return false;
  const names = new Set([...Object.keys(compiled), ...keysOf(planned)]);
  return [...names].every((name) => sameExpression(own(compiled, name), own(planned, name)));
}

/** A value with Terraform's escapes taken away. */
export function evaluated(value: unknown): unknown {
  if (typeof value === "string") return unescaped(value);
  if (Array.isArray(value)) return value.map(evaluated);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [unescaped(key), evaluated(inner)]));
}

/** What refers to nothing is the text itself, `$${…}` in HCL; and the other way round. */
function sameReferences(compiled: unknown, references: unknown): boolean {
  const theirs = listOf(references);
  const ours = [...referencesIn(compiled)];
  return ours.length > 0 ? ours.every((reference) => theirs.includes(reference)) : theirs.length === 0;
}

function* referencesIn(value: unknown): Generator<string> {
  const reference = referenceIn(value);
  if (reference !== undefined) yield reference;
  if (typeof value !== "object" || value === null) return;
  for (const inner of Object.values(value)) yield* referencesIn(inner);
}
