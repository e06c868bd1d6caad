import type { Model } from "../model";
import { type StackArtifact, stacksOf } from "../stacks";
import { clean } from "./clean";
import { compiledStack } from "./compiled";
import { driftIn } from "./drift";
import { actionsOf, explained, type Ground, unplaced } from "./explain";
import { githubPlans } from "./github";
import { jsonPlans } from "./json-report";
import { markdownPlans } from "./markdown";
import { type Fit, Search } from "./match";
import { ownersIn } from "./owners";
import { placesOf } from "./places";
import type { Change, Plan } from "./plan";
import { prettyPlans } from "./pretty";
import { configurationProblems, keptDrift, outputProblems, troublesOf } from "./problems";
import { readPlan } from "./read";
import {
  ACTIONS,
  type Explained,
  type NamedPlan,
  type PlanReport,
  type PlanReports,
  type Problem,
  type ReportedChange,
  type ReportedPlan,
  unexplainedIn,
} from "./report";

/** What this room does; the front loads it only for plan-report. */
export const planReports: PlanReports = {
  read: readPlan,
  report: reportOf,
  unexplained: unexplainedIn,
  formats: { pretty: prettyPlans, json: jsonPlans, markdown: markdownPlans, github: githubPlans },
};

/**
 * What the spec says of plans. Takes the stacks one after the other, so that memory holds no more of them than there are
 * plans. `undefined` where the spec does not have the stack that is named.
 */
function reportOf(plans: readonly NamedPlan[], spec: Explained): PlanReport | undefined {
  const searches = plans.map(({ plan }) => new Search(plan, spec.stack));
  const stacks: string[] = [];
  const homes = new Map<string, StackArtifact[]>();
  const wanted = new Set(
    plans.flatMap(({ plan }) => plan.changes.filter(isDestroyed).map(({ address }) => address)),
  );
  for (const { artifact, text } of spec.stacks) {
    stacks.push(artifact.name);
    const stack = compiledStack(artifact, text);
    for (const search of searches) search.look(stack);
    for (const address of wanted)
      if (stack.blocks.has(address)) homes.set(address, [...(homes.get(address) ?? []), artifact]);
  }
  if (!searches.every(({ isKnown }) => isKnown)) return undefined;
  const taken = new Map<string, string>();
  const reported = plans.map((named, index): ReportedPlan => {
    const answer = searches[index]?.answer() ?? { trouble: "was not looked for" };
    if ("trouble" in answer) return withoutStack(named, answer.trouble);
    const { name } = answer.fit.stack.artifact;
    const other = taken.get(name);
    if (other === undefined) taken.set(name, named.file);
    const report = reportedPlan(named, answer.fit, spec, homes);
    return other === undefined
      ? report
      : { ...report, problems: [sameStack(name, other), ...report.problems] };
  });
  return { plans: reported, unplanned: stacks.filter((name) => !taken.has(name)) };
}

const isDestroyed = ({ actions }: Change): boolean => actions.join() === "delete";

const sameStack = (stack: string, other: string): Problem => ({
  code: "same-stack",
  message: `${clean(other)} is a plan of the stack ${stack} too; only one of them can be applied`,
  help: "name the newer one alone",
});

/** The plan of no stack that can be told. */
function withoutStack({ file, plan }: NamedPlan, trouble: string): ReportedPlan {
  const help =
    "is this the spec that was compiled, and the plan of a stack of it? If it is, name the stack: --stack NAME";
  const changes = plan.changes.flatMap((change) => {
    const actions = actionsOf(change);
    return actions.length === 0 ? [] : [unplaced(change, actions)];
  });
  const problems = [{ code: "no-stack", message: `the plan ${trouble}`, help }, ...troublesOf(plan)];
  return { file, stack: undefined, changes: inOrder(changes), problems };
}

function reportedPlan({ file, plan }: NamedPlan, fit: Fit, spec: Explained, homes: Homes): ReportedPlan {
  const { stack } = fit;
  const model = known(spec.modelOf(stack.artifact.document));
  const own = stacksOf(model).find(({ name }) => name === stack.artifact.name) ?? stack.artifact;
  const differences = fit.differences.filter(({ what }) => what === "resource");
  const present = plan.changes.filter(({ isDeposed }) => !isDeposed); // which has the address of what replaced it
  const changes = new Map(present.map((change) => [change.address, change]));
  const ground: Ground = {
    fit,
    model,
    owners: ownersIn(model, own),
    drift: driftIn(plan.drift, changes, stack),
    changes,
    differences: new Map(differences.map((one) => [one.name, one])),
    elsewhere: (address) => homes.get(address)?.find((other) => isNeighbour(other, stack.artifact))?.name,
    place: spec.place,
  };
  const changing = plan.changes.flatMap((change) => {
    const actions = actionsOf(change);
    return actions.length === 0 ? [] : [{ change, actions }];
  });
  return {
    file,
    stack: stack.artifact.name,
    changes: inOrder(changing.map(({ change, actions }) => explained(change, actions, ground))),
    problems: problemsOf(plan, ground, new Set(changing.map(({ change }) => change.address))),
  };
}

/** The stacks of the spec that have what plans destroy, by address. */
type Homes = ReadonlyMap<string, readonly StackArtifact[]>;

/** Whether resources may go from one stack to the other: between those of a Region, as sites do. */
const isNeighbour = (a: StackArtifact, b: StackArtifact): boolean =>
  a.document === b.document && a.region === b.region && a.name !== b.name;

function problemsOf(plan: Plan, ground: Ground, changing: ReadonlySet<string>): Problem[] {
  const { fit, model, owners, place } = ground;
  const outputs = outputProblems(plan, fit);
  const told = new Set([
    ...[...changing].map((address) => `resource ${address}`),
    ...outputs.map(({ name }) => `output ${name}`),
  ]);
  const drift = keptDrift(ground.drift, changing).map(({ change, attributes, problem }): Problem => {
    const { type, before, after, address } = change;
    const owner = owners.get(address);
    const placed =
      owner && place(model.document, placesOf({ model, owner, type, attributes, before, after }));
    return placed ? { ...problem, place: placed } : problem;
  });
  return [
    ...troublesOf(plan),
    ...drift,
    ...outputs.map(({ problem }) => problem),
    ...configurationProblems(fit.differences, told),
  ];
}

/** What is destroyed first, then by address. */
function inOrder(changes: readonly ReportedChange[]): ReportedChange[] {
  const rank = ({ actions }: ReportedChange) => Math.min(...actions.map((action) => ACTIONS.indexOf(action)));
  return [...changes].sort((a, b) => rank(a) - rank(b) || (a.address < b.address ? -1 : 1));
}

function known(model: Model | undefined): Model {
  if (model === undefined) throw new Error("a stack of a document that was not compiled");
  return model;
}
