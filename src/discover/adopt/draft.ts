import type {
  AccessPoint as AccessPointEntry,
  Appliance as ApplianceEntry,
  Secret as SecretEntry,
} from "../../compiler/spec.generated";
import type { Account, Region, Where } from "../account";

/** What of an account goes into its spec, and what doesn't. */
export interface Draft {
  readonly account: Account;
  /** The document's name. */
  readonly name: string;
  readonly appliances: readonly Entry<ApplianceEntry>[];
  readonly accessPoints: readonly Entry<AccessPointEntry>[];
  readonly secrets: readonly Entry<SecretEntry>[];
  /** Why the appliance role is not adopted although it is there. */
  readonly roleRefused: string | undefined;
  readonly leftOut: readonly LeftOut[];
}

/** One entry of the spec's lists. */
export interface Entry<Fields> {
  /** What findings about it are found by. */
  readonly key: string;
  readonly region: Region;
  /** `the thing "panorama-dock-1"` */
  readonly subject: string;
  readonly fields: Fields;
  /** What a reader of the spec should know of it. */
  readonly notes: readonly string[];
}

/** Something that is there and that the spec can't say. */
export interface LeftOut {
  readonly where: Where;
  readonly subject: string;
  readonly why: string;
  /** Whether it calls a service that has ended. */
  readonly isPanoramas?: boolean;
}
