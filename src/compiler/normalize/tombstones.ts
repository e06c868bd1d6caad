import { TOMBSTONE_KINDS, type Tombstone } from "../model";
import { addressOf } from "../names";
import type * as Spec from "../spec.generated";

/** What was taken out of the spec on purpose, by kind. The schema sees to it that each names exactly one kind. */
export function tombstonesOf({ retired = [], account }: Spec.Spec): Tombstone[] {
  return TOMBSTONE_KINDS.flatMap((kind) =>
    retired.flatMap((tombstone, index): Tombstone[] => {
      const name = tombstone[kind];
      if (name === undefined) return [];
      const { region = account.region, disposition } = tombstone;
      const site = kind === "appliance" ? tombstone.site : undefined;
      const path = ["retired", index];
      return [{ path, kind, name, address: addressOf(name), region, site, disposition }];
    }),
  );
}
