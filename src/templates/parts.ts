import type { Appliance, Model } from "../compiler/model";
import { RESOURCES } from "../compiler/resources";
import type { Stack } from "../compiler/stacks";
import { TerraformDataSource, type TerraformElement, type TerraformStack } from "./cdktf";

/** What every template gets: the CDKTF stack that it adds to, and what the spec means (inert: see inert.ts). */
export interface Context {
  readonly scope: TerraformStack;
  readonly model: Model;
  readonly stack: Stack;
  /** The Terraform versions from which on there is what the stack uses. Templates add theirs. */
  readonly requires: Set<string>;
  /** What Terraform is told of resources that are there already. Templates add theirs. */
  readonly refactorings: Refactorings;
}

/** Blocks by which Terraform adopts, renames and lets go of resources. */
export interface Refactorings {
  readonly import: { readonly to: string; readonly id: string }[];
  readonly moved: { readonly from: string; readonly to: string }[];
  readonly removed: { readonly from: string; readonly lifecycle: { readonly destroy: false } }[];
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

/** What can be referred to: resources and data sources. */
type Referable = TerraformElement & { readonly terraformResourceType: string };

/**
 * A reference to an attribute, written out. CDKTF's own (`role.arn`) is a token, which stays in memory as long as the
 * process, and for which every string must be searched; see plain-stack.ts.
 */
export function reference<E extends Referable>(element: E, attribute: keyof E & string): string {
  const block = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  const snake = attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `\${${block}${addressIn(element)}.${snake}}`;
}

/** The address of an element in its stack. A resource's `dependsOn` takes it as it is; through its config it becomes a token. */
export const addressIn = (element: Referable): string =>
  `${element.terraformResourceType}.${element.friendlyUniqueId}`;

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

/** The `lifecycle` of an adopted resource whose arguments of these names are left as AWS has them. */
export const ignoring = (...names: readonly string[]) => ({ lifecycle: { ignoreChanges: [...names] } });

/**
 * Has Terraform adopt a resource that was added, unless it makes it. Once the state has it, the block does nothing.
 * https://developer.hashicorp.com/terraform/language/block/import
 */
export function addImport({ refactorings }: Context, element: Referable, id: string): void {
  refactorings.import.push({ to: addressIn(element), id });
}

/**
 * Has Terraform take what it has of an appliance under its former name for what was added under its present one. Once
 * applied, the blocks do nothing. https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 */
export function addMoved({ scope, refactorings }: Context, { address, former }: Appliance): void {
  if (former === undefined) return;
  const before = RESOURCES.appliance(former.address);
  for (const [index, to] of RESOURCES.appliance(address).entries()) {
    const from = before[index];
    const isAdded = scope.node.tryFindChild(to) !== undefined; // add() makes its ids so
    if (from !== undefined && isAdded) refactorings.moved.push({ from, to });
  }
}
