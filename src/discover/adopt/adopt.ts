import { listed, quoted } from "../../compiler/text";
import type { Account, Place, Region, Stack } from "../account";
import { accessPointEntry } from "./access-points";
import type { Draft, Entry, LeftOut } from "./draft";
import { secretEntry } from "./secrets";
import { thingEntries } from "./things";

/** A spec's draft: everything of an account that the language can adopt, and why not the rest. */
export function adopt(account: Account, name: string): Draft {
  const things = thingEntries(account);
  const accessPoints = account.places.flatMap((place) =>
    byName(place.accessPoints).map((point) => accessPointEntry(account, place, point)),
  );
  const secrets = account.places.flatMap((place) =>
    byName(place.secrets).map((secret) => secretEntry(account, place, secret)),
  );
  return {
    account,
    name,
    appliances: things.filter(isEntry),
    accessPoints: accessPoints.filter(isEntry),
    secrets: secrets.filter(isEntry),
    roleRefused: undefined,
    leftOut: [
      ...[...things, ...accessPoints, ...secrets].filter(isLeftOut),
      ...account.places.flatMap(jobsAndStacks),
    ],
  };
}

/** AWS gives no promise of any order. */
const byName = <Item extends { readonly name: string }>(items: readonly Item[]): Item[] =>
  [...items].sort((a, b) => (a.name < b.name ? -1 : 1));

const isLeftOut = (candidate: object): candidate is LeftOut => "why" in candidate;
const isEntry = <Fields>(candidate: Entry<Fields> | LeftOut): candidate is Entry<Fields> =>
  !isLeftOut(candidate);

/** What has no entry in a spec. A job template that a stack holds is said once. */
function jobsAndStacks({ region, jobTemplates, stacks }: Place): LeftOut[] {
  const inStacks = stacks.some(isOfJob);
  return [
    ...stacks.map((stack) => stackLeftOut(region, stack)),
    ...(inStacks ? [] : jobTemplates.map(template)),
  ];

  function template(name: string): LeftOut {
    const why =
      "a template can't be read back into a spec's job: write the job anew under jobs, and delete this template when nobody needs it";
    return { where: region, subject: `the job template ${quoted(name)}`, why };
  }
}

const isOfJob = ({ name }: Stack): boolean => name.startsWith("panorama-job-");

function stackLeftOut(where: Region, stack: Stack): LeftOut {
  const subject = `the CloudFormation stack ${quoted(stack.name)}`;
  if (isOfJob(stack))
    return {
      where,
      subject,
      why: "it holds a job template that a spec made; it belongs to that spec's states",
    };
  return { where, subject, why: `a spec has no ${listed(stack.types, "or")}`, isPanoramas: true };
}
