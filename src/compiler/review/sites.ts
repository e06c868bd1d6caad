import type { Appliance, Model } from "../model";
import { stackNameOf } from "../stacks";
import { counted, listed } from "../text";
import { groupedBy } from "../values";

/** How many sites are listed, and appliances of a site by name: a fleet's would not fit into a pull request's page. */
const MOST_SITES = 50;
const MOST_NAMES = 6;

/** Which appliances stand where, and in which stack; nothing where the spec names no site. */
export function sitesSection(model: Model): string[] {
  if (!model.appliances.some(({ site }) => site !== undefined)) return [];
  const sites = groupedBy(
    model.appliances,
    ({ site, region }) => `${site === undefined ? 1 : 0} ${site ?? ""} ${region}`,
  );
  const rows = [...sites]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, appliances]) => row(model, appliances));
  const more = rows.length - MOST_SITES;
  const table = [
    "| site | Region | appliances | stack |",
    "| --- | --- | --- | --- |",
    ...rows.slice(0, MOST_SITES),
  ];
  return ["## Sites", table.join("\n"), ...(more > 0 ? [`and ${counted(more, "site")} more.`] : [])];
}

function row(model: Model, appliances: readonly Appliance[]): string {
  const [first] = appliances;
  if (first === undefined) return "";
  const names = appliances.slice(0, MOST_NAMES).map(({ name }) => `\`${name}\``);
  const more = appliances.length - names.length;
  const all = listed(more > 0 ? [...names, `${more} more`] : names);
  return `| ${first.site ?? "at none"} | ${first.region} | ${all} | \`${stackNameOf(model, first)}\` |`;
}

/** ` at 3 sites`, or nothing. */
export function atSites({ appliances }: Model): string {
  const sites = new Set(appliances.flatMap(({ site }) => site ?? []));
  return sites.size > 0 ? ` at ${counted(sites.size, "site")}` : "";
}
