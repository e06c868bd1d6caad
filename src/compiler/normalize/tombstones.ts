import type { Tombstone, TombstoneKind } from "../model";
import { addressOf } from "../names";
import type * as Spec from "../spec.generated";

const KINDS: readonly TombstoneKind[] = ["appliance", "thingType", "bucket", "accessPoint", "secret", "job"];

/** What was taken out of the spec on purpose. The schema sees to it that each names exactly one kind. */
export function tombstonesOf({ retired = [], account }: Spec.Spec): Tombstone[] {
  return retired.flatMap((tombstone, index) =>
    KINDS.flatMap((kind): Tombstone[] => {
      const name = tombstone[kind];
      if (name === undefined) return [];
      const { region = account.region, site, disposition } = tombstone;
      const path = ["retired", index];
      return [{ path, kind, name, address: addressOf(name), region, site, disposition }];
    }),
  );
}
