import type { Model } from "../model";
import { counted, listed } from "../text";
import { devicesPart } from "./devices";
import { jobsPart } from "./jobs";
import { namer } from "./names";
import { type Group, groupOf, type Node, nodesOf, type Part, type Picture } from "./picture";
import { rolesPart, SERVICE } from "./roles";
import { FULL, MOST_NODES, partOf, type Shares } from "./shares";
import { storagePart } from "./storage";
import { trustEdge } from "./trust";

/** How much is drawn: of each account, and of how many accounts. What comes first shows most. */
const ATTEMPTS: readonly { readonly divisor: number; readonly accounts: number }[] = [
  { divisor: 1, accounts: 8 },
  { divisor: 2, accounts: 8 },
  { divisor: 4, accounts: 8 },
  { divisor: Number.POSITIVE_INFINITY, accounts: 8 },
  { divisor: Number.POSITIVE_INFINITY, accounts: 4 },
  { divisor: Number.POSITIVE_INFINITY, accounts: 2 },
];

/**
 * The picture of what specs mean, one group for each account, in the order of the documents' names. However much the
 * specs hold, it has at most MOST_NODES nodes: what is too much to be drawn one by one is counted.
 */
export function pictureOf(models: readonly Model[]): Picture {
  const sorted = [...models].sort((a, b) => (a.document < b.document ? -1 : 1));
  let picture = drawn(sorted, 1, FULL);
  for (const { divisor, accounts } of ATTEMPTS) {
    picture = drawn(sorted, accounts, partOf(FULL, divisor));
    if (nodesOf(picture.members).length <= MOST_NODES) break;
  }
  return picture;
}

function drawn(models: readonly Model[], accounts: number, shares: Shares): Picture {
  const taken = new Set([SERVICE.id]);
  const parts = models
    .slice(0, accounts)
    .map((model) => accountPart(model, models.length > 1, shares, taken));
  const more = moreAccounts(models.slice(accounts));
  return {
    title: titleOf(models),
    members: [SERVICE, ...parts.flatMap(({ members }) => members), ...more],
    edges: parts.flatMap(({ edges }) => edges),
  };
}

function titleOf(models: readonly Model[]): string {
  const [first] = models;
  if (first && models.length === 1) return `${first.document}: AWS account ${first.account}`;
  return `${counted(models.length, "AWS account")}: ${listed(models.slice(0, 3).map(({ document }) => document))}${models.length > 3 ? ` and ${models.length - 3} more` : ""}`;
}

function accountPart(model: Model, several: boolean, shares: Shares, taken: Set<string>): Part {
  const idOf = namer(taken, several ? [model.document] : []);
  const id = idOf("account");
  const roles = rolesPart(model, idOf);
  const devices = devicesPart(model, roles.role, shares, idOf);
  const jobs = jobsPart(model, devices.whereabouts, shares, idOf);
  const storage = storagePart(model, roles.role, shares, idOf);
  const parts = [jobs, devices, roles, storage];
  const members: Group[] = groupOf(
    id,
    accountTitle(model),
    parts.flatMap((part) => part.members),
  );
  return { members, edges: parts.flatMap(({ edges }) => edges) };
}

const accountTitle = ({ account, document, strictness, lifecycle }: Model): string =>
  `${lifecycle === "quarantined" ? "QUARANTINED: " : ""}AWS account ${account}, ${document}, strictness ${strictness}`;

function moreAccounts(models: readonly Model[]): Node[] {
  if (models.length === 0) return [];
  const appliances = models.reduce((sum, model) => sum + model.appliances.length, 0);
  const wide = models.filter((model) => trustEdge(model, "", "").tone === "wide").length;
  return [
    {
      is: "node",
      id: "more_accounts",
      kind: "account",
      tone: wide > 0 ? "wide" : "plain",
      lines: [
        `and ${counted(models.length, "more AWS account")}: ${counted(appliances, "appliance")}`,
        ...(wide > 0 ? [`WIDE: ${wide} of them let in more than they need to`] : []),
      ],
    },
  ];
}
