import type { Job, Model } from "../model";
import { counted } from "../text";
import { groupedBy } from "../values";
import { placeKey, type Whereabouts } from "./devices";
import { moreNode } from "./more";
import { type Namer, shown } from "./names";
import type { Edge, Node, Part } from "./picture";
import { portions, type Shares } from "./shares";

/** A job with more targets than these has one arrow, to its whole Region, that counts them. */
const MOST_ARROWS = 4;

/** Jobs, and what they are for. */
export function jobsPart(model: Model, whereabouts: Whereabouts, shares: Shares, idOf: Namer): Part {
  const members: Node[] = [];
  const edges: Edge[] = [];
  const byRegion = groupedBy(model.jobs, ({ region }) => region);
  for (const [region, { drawn, counted: rest }] of portions(byRegion, shares.jobs)) {
    for (const job of drawn) {
      const node = jobNode(job, idOf("job", region, job.name));
      members.push(node);
      edges.push(...arrows(job, node.id, whereabouts));
    }
    const more = moreNode("job", "job", rest.length, drawn.length, () => idOf("more_jobs", region));
    members.push(...more.map((node) => ({ ...node, lines: [...node.lines, startsOf(rest)] })));
    const to = whereabouts.regions.get(region);
    if (to !== undefined)
      edges.push(...more.map(({ id }): Edge => ({ from: id, to, tone: "plain", lines: [] })));
  }
  return { members, edges };
}

const jobNode = ({ name, runs }: Job, id: string): Node => ({
  is: "node",
  id,
  kind: "job",
  tone: "plain",
  lines: [shown(name), `job, ${runs ? "starts when applied" : "starts nothing"}`],
});

function startsOf(jobs: readonly Job[]): string {
  const count = jobs.filter(({ runs }) => runs).length;
  return count === 0
    ? "starting nothing"
    : `${count} of them ${count === 1 ? "starts" : "start"} when applied`;
}

function arrows(job: Job, from: string, { regions, appliances, sites }: Whereabouts): Edge[] {
  const { region, targets } = job;
  const known = targets.by === "sites" ? sites : appliances;
  const names = targets.by === "all" ? [] : [...targets.names].sort();
  const ends = new Set(names.map((name) => known.get(placeKey(region, name)) ?? ""));
  if (names.length > 0 && ends.size <= MOST_ARROWS && !ends.has(""))
    return [...ends].map((to) => ({ from, to, tone: "plain", lines: reach(job, ends.size) }));
  const to = regions.get(region);
  const every = targets.by === "all" ? "every appliance" : counted(job.appliances.length, "appliance");
  const where = targets.by === "sites" ? [`at ${counted(new Set(names).size, "site")}`] : [];
  return to === undefined ? [] : [{ from, to, tone: "plain", lines: [every, ...where] }];
}

/** Appliances of one node that counts more than them. */
const reach = ({ targets, appliances }: Job, ends: number): string[] =>
  targets.by === "appliances" && ends < new Set(targets.names).size
    ? [counted(appliances.length, "appliance")]
    : [];
