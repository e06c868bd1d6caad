import type { TerraformElement, TerraformStack } from "cdktf";
import type { Model } from "../compiler/model";
import type { Stack } from "../compiler/stacks";

/** What every template gets: the CDKTF stack that it adds to, and what the spec means (inert: see inert.ts). */
export interface Context {
  readonly scope: TerraformStack;
  readonly model: Model;
  readonly stack: Stack;
  /** The Terraform versions from which on there is what the stack uses. Templates add theirs. */
  readonly requires: Set<string>;
}

/**
 * Adds one resource or data source under exactly the given address. The construct's id carries the type as well,
 * so that equal addresses of different types don't meet, and CDKTF's hashes appear nowhere.
 */
export function add<C, E extends TerraformElement>(
  { scope }: Context,
  kind: (new (scope: TerraformStack, id: string, config: C) => E) & { readonly tfResourceType: string },
  address: string,
  config: C,
): E {
  const element = new kind(scope, `${kind.tfResourceType}.${address}`, config);
  element.overrideLogicalId(address);
  return element;
}

/**
 * Adds an output. Not by CDKTF's TerraformOutput, which calls a function that newer versions of Node warn of; an
 * override at the stack's top says the same.
 */
export function addOutput(
  { scope }: Context,
  name: string,
  value: string | Readonly<Record<string, string>>,
): void {
  scope.addOverride(`output.${name}`, { value });
}

/** An output that maps the spec's names to ARNs; none where there is nothing to map. */
export function addArns(context: Context, name: string, arns: Readonly<Record<string, string>>): void {
  if (Object.keys(arns).length > 0) addOutput(context, name, arns);
}

/**
 * Adds a variable for a value that may be kept nowhere, and gives the reference to it. An override too: CDKTF's
 * variables know no `ephemeral`.
 * https://developer.hashicorp.com/terraform/language/values/variables#exclude-values-from-state
 */
export function addVariable({ scope }: Context, name: string, description: string): string {
  scope.addOverride(`variable.${name}`, {
    description,
    ephemeral: true,
    nullable: false,
    sensitive: true,
    type: "string",
  });
  return `\${var.${name}}`;
}
