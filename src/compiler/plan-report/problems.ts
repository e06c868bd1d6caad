import { counted, listed } from "../text";
import { clean } from "./clean";
import type { Difference } from "./configuration";
import type { Drift } from "./drift";
import type { Fit } from "./match";
import type { Plan } from "./plan";
import { reasons } from "./reasons";
import type { Problem } from "./report";

/** The outputs that a stack of ours may have had before. */
const OUTPUTS = /^(thing|certificate|access_point|secret)_arns$|^(appliance|service_linked)_role_arn$/;

const AGAIN =
  "compile, plan that output, and print the plan again; what the spec does not have, take out of the stack's folder";

/** What is wrong with a plan as a whole, whatever it is of. */
export function troublesOf({ complete, errored, deferred, actions, failedChecks }: Plan): Problem[] {
  return [
    ...(errored
      ? [
          {
            code: "errored",
            message: "planning failed half-way: the plan does not say all that would be done",
            help: "mend what terraform plan complains of, and plan again",
          },
        ]
      : []),
    ...(complete || errored
      ? []
      : [
          {
            code: "incomplete",
            message: "the plan leaves out a part of the stack (-target, or changes that Terraform defers)",
            help: "plan without -target",
          },
        ]),
    ...deferred.map(({ address, reason }) => ({
      code: "deferred",
      message: `${clean(address)} is planned later${reason === "" ? "" : ` (${clean(reason)})`}: this plan does not say what will be done to it`,
    })),
    ...actions.map((address) => ({
      code: "action",
      message: `applying runs the action ${clean(address)}, and the spec has none`,
      help: "take it out of the stack's folder, where only panorama-compile writes",
    })),
    ...failedChecks.map((address) => ({
      code: "check",
      message: `the condition ${clean(address)} does not hold, and the spec has none`,
    })),
  ];
}

/** Outputs that the plan changes, and the spec does not have. */
export function outputProblems({ outputs }: Plan, { stack }: Fit) {
  return [...outputs].flatMap(([name, actions]) => {
    const isKnown = stack.outputs.has(name) || (actions.join() === "delete" && OUTPUTS.test(name));
    if (isKnown || actions.join() === "no-op") return [];
    const message = `the plan changes the output ${clean(name)}, and the spec has none of that name`;
    return [{ name, problem: { code: "output", message } }];
  });
}

/** How many differences, and arguments of one, are told. */
const MOST_TOLD = 10;

/** That the configuration is not what the spec compiles to, where no change and no output tells it already. */
export function configurationProblems(all: readonly Difference[], told: ReadonlySet<string>): Problem[] {
  const rest = all.filter(({ what, name }) => !told.has(`${what} ${name}`));
  if (rest.length === 0) return [];
  const more = rest.length - MOST_TOLD;
  const lines = rest.slice(0, MOST_TOLD).map(differenceText);
  const message = `the plan was made of another output than the spec compiles to now, in ${counted(rest.length, "place")} that no change shows`;
  const details = more > 0 ? [...lines, counted(more, "more difference")] : lines;
  return [{ code: "stale", message, help: AGAIN, details }];
}

function differenceText({ kind, what, name, arguments: names }: Difference): string {
  const noun = name.startsWith("data.") ? "data source" : what;
  if (kind === "missing") return `the spec has the ${noun} ${clean(name)}, and the plan does not`;
  if (kind === "foreign") return `the plan has the ${noun} ${clean(name)}, and the spec does not`;
  return `the ${noun} ${clean(name)} differs: ${listed(names.slice(0, MOST_TOLD).map(clean))}`;
}

/** Drift that the plan leaves as it is. */
export function keptDrift(drift: ReadonlyMap<string, Drift>, changing: ReadonlySet<string>) {
  return [...drift.values()]
    .filter(({ change }) => !changing.has(change.address))
    .map(({ change, isGone, kept: attributes }) => {
      const { code, message, help } = isGone ? reasons.goneKept() : reasons.driftKept(attributes);
      return {
        change,
        attributes,
        problem: { code, message: `${clean(change.address)}: ${message}`, ...(help && { help }) },
      };
    });
}
