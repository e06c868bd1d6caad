import type { Appliance, Model } from "./model";
import { groupedBy } from "./values";

/** One Terraform stack: a folder with its own state. Its name is a promise to that state. */
export interface Stack {
  readonly name: string;
  /**
   * `iam`: the two roles, global. `region`: what a Region's sites share, and what belongs to no site.
   * `site`: a site's things, certificates and running jobs.
   */
  readonly kind: "iam" | "region" | "site";
  /** The provider's Region. */
  readonly region: string;
  /** Names of the stacks to apply before this one. */
  readonly dependsOn: readonly string[];
}

/** A stack as it was made. */
export interface StackArtifact extends Stack {
  /** The document that owns the stack. */
  readonly document: string;
  /** How many resources it declares. */
  readonly resources: number;
  /** What Terraform adopts, by address. */
  readonly imports: readonly Import[];
  /** What Terraform asks for, beside what the stack's file says. */
  readonly variables: readonly StackVariable[];
}

/** A resource that is there already: its address in the stack, and the id by which Terraform imports it. */
export interface Import {
  readonly to: string;
  readonly id: string;
}

/** A Terraform variable that brings the value of a secret. */
export interface StackVariable {
  /** As it is exported: `TF_VAR_panorama_seattle_dock_cameras`. */
  readonly name: string;
  /** The secret's name. */
  readonly secret: string;
}

/** The variables of a stack, by the names of their secrets. */
export function variablesOf({ secrets }: Model, { kind, region }: Stack): StackVariable[] {
  if (kind !== "region") return [];
  return secrets.flatMap(({ name, region: own, variable }) =>
    variable && own === region ? [{ name: `TF_VAR_${variable.name}`, secret: name }] : [],
  );
}

/**
 * A document's stacks in the order of applying. The stack of a Region is there even when the spec has nothing for it
 * any more: applying it is how Terraform takes away what it held.
 */
export function stacksOf(model: Model): Stack[] {
  const iam: Stack = { name: `${model.document}-iam`, kind: "iam", region: model.region, dependsOn: [] };
  const regions = model.regions.map((region): Stack => {
    return { name: regionStack(model, region), kind: "region", region, dependsOn: [iam.name] };
  });
  return [iam, ...regions, ...siteStacks(model, iam.name)];
}

function siteStacks(model: Model, iam: string): Stack[] {
  if (model.split === "region") return [];
  const regions = new Map<string, string>();
  // A tombstone's too: applying its stack is what does its work.
  for (const entry of [...model.appliances, ...model.tombstones]) {
    if (entry.site !== undefined) regions.set(stackNameOf(model, entry), entry.region);
  }
  return [...regions]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, region]): Stack => {
      return { name, kind: "site", region, dependsOn: [iam, regionStack(model, region)] };
    });
}

/** The name of a Region's stack. */
export const regionStack = (model: Pick<Model, "document">, region: string): string =>
  `${model.document}-${region}`;

/** The name of the stack that holds an appliance's thing and certificate, or held it. */
export function stackNameOf(model: Model, { region, site }: Pick<Appliance, "region" | "site">): string {
  const shared = regionStack(model, region);
  return model.split === "site" && site !== undefined ? `${shared}-${site}` : shared;
}

/** Made once for a model: a fleet has thousands of appliances in hundreds of stacks. */
const residents = new WeakMap<Model, ReadonlyMap<string, readonly Appliance[]>>();

/** The appliances of a stack, sorted by name. */
export function appliancesIn(model: Model, stack: Pick<Stack, "name">): readonly Appliance[] {
  const known =
    residents.get(model) ?? groupedBy(model.appliances, (appliance) => stackNameOf(model, appliance));
  residents.set(model, known);
  return known.get(stack.name) ?? [];
}
