import { atValue, type FindingKind, finding } from "../finding";
import { type Appliance, inFileOrder, type Tombstone } from "../model";
import type { Check } from "../rule";
import { stackNameOf } from "../stacks";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "site-collision",
  severity: "error",
  summary: "Two sites of a Region must not share a stack's folder.",
};

/** Only where sites have stacks, those of tombstones too; on some disks case makes no difference. */
export const siteCollision: Check = {
  kind,
  run({ model }) {
    const owners = new Map<string, Appliance | Tombstone>();
    const seen = new Set<string>();
    const placed = [...inFileOrder(model.appliances), ...inFileOrder(model.tombstones)];
    return placed.flatMap((entry) => {
      const { site, path } = entry;
      const stack = stackNameOf(model, entry);
      if (site === undefined || seen.has(stack)) return [];
      seen.add(stack);
      const owner = owners.get(stack.toLowerCase());
      if (owner === undefined) {
        owners.set(stack.toLowerCase(), entry);
        return [];
      }
      const message = `the stacks of the sites ${quoted(owner.site ?? "")} and ${quoted(site)} would be one folder where a disk knows no case`;
      const related = [{ message: "the other site is here", place: atValue(...owner.path, "site") }];
      return [
        finding(kind, atValue(...path, "site"), message, {
          help: `if they are one site, write site: ${owner.site}; else give one of them another name`,
          related,
        }),
      ];
    });
  },
};
