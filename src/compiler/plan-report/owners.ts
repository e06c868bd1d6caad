import { runAddress } from "../job-requests";
import type { Appliance, Entry, Model, Tombstone, TombstoneKind } from "../model";
import { IOT_POLICY_ADDRESS, RESOURCES } from "../resources";
import { type Stack, stackNameOf } from "../stacks";

/** What of the spec an address belongs to. */
export type Owner =
  | { readonly kind: "role" | "serviceLinkedRole" | "iotPolicy" }
  | { readonly kind: TombstoneKind; readonly entry: Entry }
  | { readonly kind: "tombstone"; readonly entry: Tombstone };

/** The addresses of the stack with the roles. */
const ROLE_ADDRESSES = [
  "aws_iam_role.appliance",
  "aws_iam_role_policies_exclusive.appliance",
  "aws_iam_role_policy.appliance-permissions",
  "aws_iam_role_policy_attachment.appliance-managed",
  "aws_iam_role_policy_attachments_exclusive.appliance",
];

/**
 * Every address that may be in a stack's state because of what the spec says now, by what says it: also what an entry has
 * no more (its certificate, say), which goes with the next apply.
 */
export function ownersIn(model: Model, stack: Stack): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  const claim = (addresses: readonly string[], owner: Owner): void => {
    for (const address of addresses) owners.set(address, owner);
  };
  if (stack.kind === "iam") {
    claim(ROLE_ADDRESSES, { kind: "role" });
    claim(["aws_iam_service_linked_role.panorama"], { kind: "serviceLinkedRole" });
    return owners;
  }
  const isHere = (entry: Entry) => entry.region === stack.region;
  for (const entry of model.tombstones)
    if (isHere(entry)) claim(buriedIn(model, stack, entry), { kind: "tombstone", entry });
  if (stack.kind === "region") {
    claim([`aws_iot_policy.${IOT_POLICY_ADDRESS}`], { kind: "iotPolicy" });
    for (const kind of ["thingType", "bucket", "accessPoint", "secret"] as const)
      for (const entry of entriesOf(model, kind))
        if (isHere(entry)) claim(RESOURCES[kind](entry.address), { kind, entry });
  }
  for (const entry of model.jobs) if (isHere(entry)) claim(jobIn(stack, entry), { kind: "job", entry });
  for (const entry of model.appliances)
    if (stackNameOf(model, entry) === stack.name) claim(applianceOf(entry), { kind: "appliance", entry });
  return owners;
}

const entriesOf = (model: Model, kind: "thingType" | "bucket" | "accessPoint" | "secret"): readonly Entry[] =>
  ({
    thingType: model.thingTypes,
    bucket: model.buckets.filter(({ source }) => source !== "existing"),
    accessPoint: model.accessPoints,
    secret: model.secrets,
  })[kind];

/** An appliance's own addresses, and those that it had under its former name. */
const applianceOf = ({ address, former }: Appliance): string[] => [
  ...(former ? RESOURCES.appliance(former.address) : []),
  ...RESOURCES.appliance(address),
];

/** A job's template is in the stack of its Region, its runs wherever its things are. */
const jobIn = ({ kind }: Stack, entry: Entry): string[] =>
  kind === "region" ? RESOURCES.job(entry.address) : [`terraform_data.${runAddress(entry)}`];

function buriedIn(model: Model, stack: Stack, tombstone: Tombstone): string[] {
  if (tombstone.kind === "job") return jobIn(stack, tombstone);
  if (tombstone.kind === "appliance")
    return stackNameOf(model, tombstone) === stack.name ? RESOURCES.appliance(tombstone.address) : [];
  return stack.kind === "region" ? RESOURCES[tombstone.kind](tombstone.address) : [];
}
