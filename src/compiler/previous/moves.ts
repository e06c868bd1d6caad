import { atEntries, type Finding, finding, type Place } from "../finding";
import { runAddress } from "../job-requests";
import type { Appliance, Job, Model } from "../model";
import { RESOURCES } from "../resources";
import { appliancesIn, stacksOf } from "../stacks";
import { counted, namesOf, quoted } from "../text";
import { groupedBy } from "../values";
import { isWritten, type Tree } from "../yaml/tree";
import { previousKinds } from "./kinds";
import { argumentOf, type PreviousStack } from "./stacks";

/** The resources that leave one stack for another of the same Region. */
export interface Move {
  readonly from: PreviousStack;
  readonly to: string;
  /** Whole addresses: `aws_iot_thing.dock-1`. */
  readonly addresses: readonly string[];
  readonly appliances: readonly Appliance[];
  /** The jobs whose targets become others, so that they start again in a stack. */
  readonly startAgain: readonly { readonly job: string; readonly stack: string }[];
}

/** What a state would have to hand over to another, by pairs of stacks. */
export function movesOf(model: Model, previous: readonly PreviousStack[]): Move[] {
  const places = placesOfThings(previous);
  return stacksOf(model).flatMap((to) => {
    const before = (appliance: Appliance) => places.get(placeKey(to.region, appliance.address)) ?? [];
    const leavers = groupedBy(
      appliancesIn(model, to).flatMap((appliance) => before(appliance).map((from) => ({ from, appliance }))),
      ({ from }) => from,
    );
    return previous.flatMap((from) => {
      if (from.name === to.name) return [];
      const appliances = (leavers.get(from) ?? []).map(({ appliance }) => appliance);
      if (appliances.length === 0) return [];
      const runs = model.jobs.flatMap((job) => {
        const before = runBefore(from, job);
        return before === undefined ? [] : [{ job, before, ids: job.ids?.runs ?? {} }];
      });
      const again = [to.name, from.name].flatMap((stack) =>
        runs
          .filter(({ ids, before }) => ids[stack] !== undefined && ids[stack] !== before)
          .map(({ job }) => ({ job: job.name, stack })),
      );
      return [
        {
          from,
          to: to.name,
          appliances,
          addresses: [
            ...appliances.flatMap((a) => following(from, a)),
            ...runs
              .filter(({ ids, before }) => ids[to.name] === before)
              .map(({ job }) => `terraform_data.${runAddress(job)}`),
          ],
          startAgain: again,
        },
      ];
    });
  });
}

const placeKey = (region: string, address: string): string => `${region} ${address}`;

/** The stacks of the last output by the places of the things in them: a fleet has too many to ask each stack for each. */
const placesOfThings = (previous: readonly PreviousStack[]): ReadonlyMap<string, readonly PreviousStack[]> =>
  new Map(
    [
      ...groupedBy(
        previous.flatMap((stack) =>
          Object.keys(stack.resources.aws_iot_thing ?? {}).map((address) => ({ stack, address })),
        ),
        ({ stack, address }) => placeKey(stack.region, address),
      ),
    ].map(([key, found]) => [key, found.map(({ stack }) => stack)]),
  );

/** What follows an appliance into its site's stack. Everything else stays in its Region's. */
const following = ({ resources }: PreviousStack, { address }: Appliance): string[] =>
  RESOURCES.appliance(address).filter((whole) => {
    const [type = "", own = ""] = whole.split(".");
    return resources[type]?.[own] !== undefined;
  });

/** The id of a job's run in the last output: a run of the same id does the same to the same things, and can move. */
const runBefore = (stack: PreviousStack, job: Job): string | undefined =>
  argumentOf(stack, "terraform_data", runAddress(job), "triggers_replace");

/** The finding of a move, with the commands that make both plans empty. `goes`: the old stack is no longer made. */
export function moveFinding(
  { from, to, appliances, addresses, startAgain }: Move,
  goes: boolean,
  tree: Tree,
): Finding {
  const [first] = appliances;
  const [who, whose] =
    appliances.length === 1
      ? [`the appliance ${quoted(first?.name ?? "")} leaves`, "its"]
      : [`${counted(appliances.length, "appliance")} (${namesOf(appliances)}) leave`, "their"];
  const message = `${who} the stack ${quoted(from.name)} for ${quoted(to)}; unless ${whose} resources are moved between the states, Terraform destroys them and makes others`;
  const where = goes
    ? "before applying, compile the spec as it was with --out before, beside the output folder; then, in the output folder:"
    : "before applying, in the output folder:";
  const folder = `${goes ? "../before/" : ""}stacks/${from.name}`;
  const again = startAgain.map(
    ({ job, stack }) =>
      `the job ${quoted(job)} starts again in ${stack}, since its targets there are others; run: never keeps it from that`,
  );
  const help = [
    where,
    ...commands(folder, from.name, to, addresses),
    ...outputs(goes ? [to] : [to, from.name]),
    ...again,
  ].join("\n");
  return finding(previousKinds.changesStack, placeOf(appliances, tree), message, { help });
}

/** A pulled state is named so that the usual ignore rules cover it and its backups: it lies beside the output folder. */
function commands(folder: string, from: string, to: string, addresses: readonly string[]): string[] {
  const [before, after] = [`terraform -chdir=${folder}`, `terraform -chdir=stacks/${to}`];
  const [source, target] = [`../${from}.moving.tfstate`, `../${to}.moving.tfstate`];
  const states = `-state=${source} -backup=${source}.backup -state-out=${target} -backup-out=${target}.backup`;
  return [
    `  ${before} init && ${before} state pull > ${source} &&`,
    `  ${after} init && ${after} state pull > ${target} &&`,
    `  (for r in ${addresses.join(" ")}; do terraform state mv ${states} $r $r || exit 1; done) &&`,
    `  ${after} state push ../../${target} &&`,
    `  ${before} state push ../../${source} &&`,
  ];
}

/** A state's outputs don't move with its resources; this touches nothing in AWS. */
const outputs = (stacks: readonly string[]): string[] => [
  `  ${stacks.map((stack) => `terraform -chdir=stacks/${stack} apply -refresh-only`).join(" &&\n  ")}`,
];

function placeOf(appliances: readonly Appliance[], tree: Tree): Place {
  const [{ path } = { path: [] }] = appliances;
  return atEntries(appliances, isWritten(tree, [...path, "site"]) ? "site" : "name");
}
