import { MARK } from "../compiler/manifest";
import type { Model } from "../compiler/model";
import type { SynthesizedStack } from "../compiler/rooms";
import type { Stack } from "../compiler/stacks";
import { TerraformDataSource, TerraformResource, type TerraformStack } from "./cdktf";
import { addForgotten } from "./forgotten";
import { assertNothingLost, assertOnlyReferences, assertPlain, type TerraformJson } from "./guards";
import { addIam } from "./iam";
import { inert } from "./inert";
import { addIotPolicy, addThings, addThingTypes } from "./iot";
import { addJobRuns, addJobTemplates } from "./jobs";
import type { Context } from "./parts";
import { PlainStack } from "./plain-stack";
import { addSecrets } from "./secrets";
import { addFrame, addRefactorings, addRequiredVersion } from "./stack";
import { addStorage } from "./storage";

/** What belongs into a stack of each kind. A new kind of resource is one template and one line here. */
const CONTENTS: Readonly<Record<Stack["kind"], readonly ((context: Context) => void)[]>> = {
  iam: [addIam],
  region: [
    addThingTypes,
    addIotPolicy,
    addThings,
    addStorage,
    addSecrets,
    addJobTemplates,
    addJobRuns,
    addForgotten,
  ],
  site: [addThings, addJobRuns, addForgotten],
};

/**
 * Stage 5: one stack of the model as the text of its cdk.tf.json. Needs nothing but its arguments, so that stacks
 * can be made apart. Throws where a guard finds a fault of ours, never because of what a spec says.
 */
export function synthesizeStack(model: Model, stack: Stack): SynthesizedStack {
  const scope = new PlainStack(stack.name);
  const context: Context = {
    scope,
    model: inertModel(model),
    stack,
    requires: new Set(),
    refactorings: { import: [], moved: [], removed: [] },
  };
  addFrame(context);
  for (const add of CONTENTS[stack.kind]) add(context);
  addRefactorings(context);
  addRequiredVersion(context);
  const json = finished(scope);
  assertNothingLost(json, builtIn(scope));
  assertPlain(json);
  assertOnlyReferences(json);
  const imports = [...context.refactorings.import].sort((a, b) => (a.to < b.to ? -1 : 1));
  return { text: `${JSON.stringify(json, null, 2)}\n`, resources: resourcesIn(json), imports };
}

const inertModels = new WeakMap<Model, Model>();

/** The model made inert once, however many stacks are made of it. */
function inertModel(model: Model): Model {
  const known = inertModels.get(model) ?? inert(model);
  inertModels.set(model, known);
  return known;
}

/** CDKTF's JSON with sorted keys and our constant `//` block instead of its metadata, which holds construct paths. */
function finished(scope: PlainStack): TerraformJson {
  const { "//": _metadata, ...blocks } = scope.toTerraform();
  for (const elements of elementsOf(blocks)) {
    for (const element of Object.values(elements)) delete (element as { "//"?: unknown })["//"];
  }
  return sorted({ "//": MARK, ...blocks }) as TerraformJson;
}

/** The maps of elements by address. Only these carry metadata: a tag or an attribute may be named `//` too. */
function elementsOf({ resource = {}, data = {} }: TerraformJson): Readonly<Record<string, unknown>>[] {
  return [...Object.values(resource), ...Object.values(data)];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const result: Record<string, unknown> = {}; // no key is __proto__: yaml-key and the schema refuse it
  for (const key of Object.keys(value).sort()) {
    const inner = (value as Record<string, unknown>)[key];
    if (inner !== undefined) result[key] = sorted(inner);
  }
  return result;
}

/** How many resources and data sources were built. */
function builtIn(scope: TerraformStack): number {
  const kinds = [TerraformResource.isTerraformResource, TerraformDataSource.isTerraformDataSource];
  return scope.node.findAll().filter((node) => kinds.some((isKind) => isKind(node))).length;
}

function resourcesIn(json: TerraformJson): number {
  return Object.values(json.resource ?? {}).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
}
