import type { Appliance, Model } from "../model";
import { counted } from "../text";
import { groupedBy } from "../values";
import { certificateLines, certificateText, iotPolicyNode } from "./certificates";
import { type Namer, shown } from "./names";
import { type Edge, groupOf, type Member, type Node, type Part, type Tone } from "./picture";
import { MOST_AT_SITE, portions, type Shares } from "./shares";
import { letIn } from "./trust";

/** A site of a Region, or what stands at none there. */
interface Site {
  readonly region: string;
  readonly name: string | undefined;
  readonly appliances: readonly Appliance[];
}

/** Where appliances are in the picture, for the arrows of jobs. */
export interface Whereabouts {
  /** The group of a Region's appliances, where it has any. */
  readonly regions: ReadonlyMap<string, string>;
  /** The nodes or groups of the appliances, by Region and name. */
  readonly appliances: ReadonlyMap<string, string>;
  /** The nodes or groups of the sites, by Region and name. */
  readonly sites: ReadonlyMap<string, string>;
}

export const placeKey = (region: string, name: string): string => `${region} ${name}`;

/** A Region's appliances by site, their certificates, and what the trust policy says of them. */
export function devicesPart(
  model: Model,
  role: string,
  shares: Shares,
  idOf: Namer,
): Part & { readonly whereabouts: Whereabouts } {
  const byRegion = groupedBy(sitesOf(model), ({ region }) => region);
  const isOpen = openness(model, shares);
  const members: Member[] = [];
  const edges: Edge[] = [];
  const [regions, appliances, sites] = [
    new Map<string, string>(),
    new Map<string, string>(),
    new Map<string, string>(),
  ];
  for (const [region, { drawn, counted: rest }] of portions(byRegion, shares.sites)) {
    const own = [...drawn, ...rest].flatMap((site) => site.appliances);
    const group = idOf("appliances", region);
    const inside = drawn.flatMap((site): Member[] => {
      const id = idOf("site", region, site.name ?? "none");
      if (site.name !== undefined) sites.set(placeKey(region, site.name), id);
      for (const { name } of site.appliances) appliances.set(placeKey(region, name), id);
      if (!isOpen(site)) return [siteNode(model, id, site)];
      const nodes = site.appliances.map((one) =>
        applianceNode(model, idOf("appliance", region, one.name), one),
      );
      for (const [index, { name }] of site.appliances.entries())
        appliances.set(placeKey(region, name), nodes[index]?.id ?? id);
      const alone = site.name === undefined && drawn.length + rest.length === 1;
      return alone ? nodes : groupOf(id, siteTitle(site), nodes);
    });
    regions.set(region, group);
    members.push(
      ...groupOf(group, `${region}: ${counted(own.length, "appliance")}`, [
        ...inside,
        ...more(model, region, rest, drawn.length, idOf),
      ]),
    );
    edges.push(letIn(model, region, group, role));
    const policy = model.iotPolicies.find((one) => one.region === region);
    if (policy === undefined) continue;
    const node = iotPolicyNode(model, policy, own, idOf("iot_policy", region));
    members.push(node);
    edges.push({ from: group, to: node.id, tone: "plain", lines: [] });
  }
  return { members, edges, whereabouts: { regions, appliances, sites } };
}

/** Those that wait for a device id first, since they are what a reviewer looks for; then by name, what is at none last. */
function sitesOf({ appliances }: Model): Site[] {
  const groups = groupedBy(appliances, ({ region, site }) => `${region} ${site ?? ""}`);
  const sites = [...groups.values()].flatMap((own): Site[] => {
    const [first] = own;
    return first ? [{ region: first.region, name: first.site, appliances: own }] : [];
  });
  const weight = ({ name, appliances: own }: Site) =>
    `${own.some(({ state }) => state === "reprovisioning") ? 0 : 1}${name === undefined ? 1 : 0}${name ?? ""}`;
  return sites
    .map((site) => ({ site, key: `${site.region} ${weight(site)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ site }) => site);
}

/** Which sites are drawn open: the small ones, as long as all of them together are few. */
function openness(model: Model, shares: Shares): (site: Site) => boolean {
  const isSmall = ({ appliances }: Site) => appliances.length <= MOST_AT_SITE;
  const small = sitesOf(model).filter(isSmall);
  const total = small.reduce((sum, { appliances }) => sum + appliances.length, 0);
  return (site) => total <= shares.appliances && isSmall(site);
}

const siteTitle = ({ name }: Site): string => (name === undefined ? "at no site" : `site ${shown(name)}`);

function siteNode(model: Model, id: string, site: Site): Node {
  const { appliances, name } = site;
  const where = name === undefined ? "at no site" : shown(name);
  return {
    ...countNode(model, id, appliances),
    lines: [`${where}: ${counted(appliances.length, "appliance")}`, ...rest(model, appliances)],
  };
}

/** What of a Region's sites is not drawn by itself. */
function more(model: Model, region: string, sites: readonly Site[], drawn: number, idOf: Namer): Node[] {
  if (sites.length === 0) return [];
  const appliances = sites.flatMap((site) => site.appliances);
  const named = sites.filter(({ name }) => name !== undefined).length;
  const what = named === 0 ? "at no site" : counted(named, drawn === 0 ? "site" : "more site");
  const lines = [
    `${drawn === 0 ? "" : "and "}${what}: ${counted(appliances.length, "appliance")}`,
    ...rest(model, appliances),
  ];
  return [{ ...countNode(model, idOf("more_sites", region), appliances), lines }];
}

const countNode = (model: Model, id: string, appliances: readonly Appliance[]): Omit<Node, "lines"> => ({
  is: "node",
  id,
  kind: "appliance",
  tone: appliances.some((one) => toneOf(model, one) === "wide")
    ? "wide"
    : appliances.every(({ state }) => state === "retired")
      ? "shut"
      : "plain",
});

/** How many of them are not just there, and their certificates. */
function rest(model: Model, appliances: readonly Appliance[]): string[] {
  const count = (state: Appliance["state"]) => appliances.filter((one) => one.state === state).length;
  const states = [
    [count("retired"), "retired"] as const,
    [count("reprovisioning"), "reprovisioning"] as const,
  ].flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : []));
  return [...(states.length > 0 ? [`(${states.join(", ")})`] : []), ...certificateLines(appliances, model)];
}

function applianceNode(model: Model, id: string, appliance: Appliance): Node {
  const { name, state, until, deviceId, certificate } = appliance;
  const states = {
    active: deviceId === undefined ? ["no device id"] : [],
    retired: ["retired"],
    reprovisioning: [`reprovisioning until ${shown(until ?? "")}`],
  };
  return {
    is: "node",
    id,
    kind: "appliance",
    tone: toneOf(model, appliance),
    lines: [shown(name), ...states[state], certificateText(certificate)],
  };
}

/** While an appliance is being reprovisioned, strictness `device` lets in every device of its Region. */
function toneOf({ roles }: Model, { state }: Appliance): Tone {
  if (state === "retired") return "shut";
  return state === "reprovisioning" && roles.appliance.trust.rung === "device" ? "wide" : "plain";
}
