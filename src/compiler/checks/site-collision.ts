import { atValue, type FindingKind, finding } from "../finding";
import { type Appliance, inFileOrder, type Tombstone } from "../model";
import type { Check } from "../rule";
import { stackNameOf } from "../stacks";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "site-collision",
  severity: "error",
  mildest: "warning",
  summary: "Two sites must not differ in case only: where sites have stacks, these would share a folder.",
};

/** Where sites have stacks, on some disks case makes no difference: those of tombstones count too. Elsewhere it is only likely to be a slip. */
export const siteCollision: Check = {
  kind,
  run({ model }) {
    const isSplit = model.split === "site";
    const tombstones = isSplit ? inFileOrder(model.tombstones) : [];
    const owners = new Map<string, Appliance | Tombstone>();
    const seen = new Set<string>();
    return [...inFileOrder(model.appliances), ...tombstones].flatMap((entry) => {
      const { site } = entry;
      const name = isSplit ? stackNameOf(model, entry) : site;
      if (site === undefined || name === undefined || seen.has(name)) return [];
      seen.add(name);
      const owner = owners.get(name.toLowerCase());
      if (owner !== undefined) return [collision(owner, entry, isSplit)];
      owners.set(name.toLowerCase(), entry);
      return [];
    });
  },
};

function collision(
  owner: Appliance | Tombstone,
  { site = "", path }: Appliance | Tombstone,
  isSplit: boolean,
) {
  const sites = `the sites ${quoted(owner.site ?? "")} and ${quoted(site)}`;
  const message = isSplit
    ? `the stacks of ${sites} would be one folder where a disk knows no case`
    : `${sites} differ in case only, and are two: a job for one leaves the other out`;
  return finding(kind, atValue(...path, "site"), message, {
    help: `if they are one site, write site: ${owner.site}; else give one of them another name`,
    related: [{ message: "the other site is here", place: atValue(...owner.path, "site") }],
    ...(!isSplit && { severity: "warning" }),
  });
}
