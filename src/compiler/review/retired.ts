import { NOUNS } from "../entry-kinds";
import type { Model, Tombstone } from "../model";
import { forgetsPolicy } from "../resources";

/** How many lines of a kind are shown: a fleet's would not fit into a pull request's page. */
const MOST_LINES = 50;

/** What tombstones let applying do, and which appliances have new names. */
export const retiredSection = (model: Model): string[] => [...tombstones(model), ...renames(model)];

/** A tombstone as review.md has it, by which a later run knows that it was there. */
export function tombstoneLine({ kind, name, region, site, disposition }: Tombstone): string {
  const what = `the ${NOUNS[kind]} \`${name}\` in ${region}${site === undefined ? "" : `, site \`${site}\``}`;
  return disposition === "destroy" ? `- **destroyed**: ${what}` : `- let go of: ${what}`;
}

/** The line above what is destroyed. */
export const destroysLine = (count: number): string =>
  `**Applying destroys ${count === 1 ? "this" : `these ${count}`}**, unless that was done before:`;

/** Those of tombstones that review.md lists. */
export const shownTombstones = (tombstones: readonly Tombstone[]): readonly Tombstone[] =>
  tombstones.slice(0, MOST_LINES);

function tombstones(model: Model): string[] {
  const all = model.tombstones;
  if (all.length === 0) return [];
  const [gone, kept] = [all.filter(isDestroyed), all.filter((tombstone) => !isDestroyed(tombstone))];
  const policies = model.regions.filter((region) => forgetsPolicy(model, region));
  return [
    "## Tombstones",
    ...(gone.length > 0 ? [destroysLine(gone.length), shown(gone.map(tombstoneLine))] : []),
    ...(kept.length > 0
      ? ["Terraform lets go of these, and AWS keeps them as they are:", shown(kept.map(tombstoneLine))]
      : []),
    ...(kept.some(({ kind }) => kind === "appliance") ? [STILL_ACTIVE] : []),
    ...policies.map(
      (region) =>
        `It lets go of the IoT policy \`panorama-${region}-appliance\` too, which certificates of forgotten appliances may have.`,
    ),
  ];
}

const STILL_ACTIVE =
  "A forgotten appliance's certificate goes on as it is: one that is active lets its holder connect to AWS IoT. Applied with `state: retired` first, it is inactive.";

const isDestroyed = ({ disposition }: Tombstone): boolean => disposition === "destroy";

function renames({ appliances }: Model): string[] {
  const lines = appliances.flatMap(({ name, former }) =>
    former === undefined ? [] : [`- \`${former.name}\` is \`${name}\` now`],
  );
  if (lines.length === 0) return [];
  return [
    "## Renamed",
    "Terraform takes what it has of each under its new name; nothing changes in AWS.",
    shown(lines),
  ];
}

function shown(lines: readonly string[]): string {
  const more = lines.length - MOST_LINES;
  return [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`- and ${more} more`] : [])].join("\n");
}
