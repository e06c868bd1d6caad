import { atKey, atValue, type Finding, type FindingKind, finding, type Place } from "./finding";
import type { Model } from "./model";
import { adoptingRoles } from "./role-repair";
import { listed } from "./text";
import { isWritten, type Tree } from "./yaml/tree";

/** What AWS has said of the end of AWS Panorama, where, and on which day we read it there. */
export const END_OF_SUPPORT = {
  announced: "2025-05-20",
  ended: "2026-05-31",
  source: "https://docs.aws.amazon.com/panorama/latest/dev/panorama-end-of-support.html",
  read: "2026-11-23",
} as const;

export const endOfSupportKind: FindingKind = {
  code: "end-of-support",
  severity: "info",
  summary: "AWS Panorama's support has ended, and the spec creates a role for it.",
};

/** The notice for a spec that makes one of Panorama's own roles. Only where nothing else keeps it from being applied. */
export function endOfSupport(model: Model, tree: Tree): Finding[] {
  const made = ROLES.filter(({ created }) => created(model));
  if (made.length === 0 || model.endOfSupportAcknowledged) return [];
  const { ended, source, read } = END_OF_SUPPORT;
  const message = `AWS ended the support of AWS Panorama on ${ended}: neither its console nor any appliance works since; this spec creates ${listed(made.map(({ name }) => name))} for it all the same`;
  const them = made.length === 1 ? "it" : "them";
  const help = [
    `an account that used AWS Panorama has ${them} already: ${adoptingRoles(tree, { appliance: made.includes(APPLIANCE), serviceLinked: made.includes(SERVICE_LINKED) })} to adopt ${them}${made.includes(APPLIANCE) ? ", with the path that it really has" : ""};`,
    `or add endOfSupport: acknowledged to account. ${source}, read on ${read}`,
  ].join("\n");
  return [finding(endOfSupportKind, placeOf(made, tree), message, { help })];
}

interface Role {
  readonly name: string;
  readonly path: readonly string[];
  readonly created: (model: Model) => boolean;
}

const APPLIANCE: Role = {
  name: "AWSPanoramaApplianceServiceRole",
  path: ["roles", "appliance", "source"],
  created: ({ roles }) => roles.appliance.source === "create",
};

const SERVICE_LINKED: Role = {
  name: "AWSServiceRoleForAWSPanorama",
  path: ["roles", "serviceLinked"],
  created: ({ roles }) => roles.serviceLinked === "create",
};

const ROLES: readonly Role[] = [APPLIANCE, SERVICE_LINKED];

/** What says so; where that is the default, the account that it is for. */
function placeOf(made: readonly Role[], tree: Tree): Place {
  const said = made.find(({ path }) => isWritten(tree, [...path]));
  return said ? atValue(...said.path) : atKey("account");
}
