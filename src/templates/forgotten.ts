import { runAddress } from "../compiler/job-requests";
import type { Tombstone } from "../compiler/model";
import { forgetsPolicy, IOT_POLICY_ADDRESS, RESOURCES } from "../compiler/resources";
import { stackNameOf } from "../compiler/stacks";
import type { Context } from "./parts";

/**
 * Has Terraform let go of what tombstones forget: AWS keeps it. A stack's block for what its state does not have does
 * nothing. https://developer.hashicorp.com/terraform/language/block/removed
 */
export function addForgotten(context: Context): void {
  const { model, stack } = context;
  for (const tombstone of model.tombstones) {
    if (tombstone.disposition !== "forget" || tombstone.region !== stack.region) continue;
    for (const from of forgottenHere(context, tombstone)) forget(context, from);
  }
  if (stack.kind === "region" && forgetsPolicy(model, stack.region))
    forget(context, `aws_iot_policy.${IOT_POLICY_ADDRESS}`);
}

/** A job's runs may be in any stack of its Region; appliances are in their site's; all else is in the Region's. */
function forgottenHere({ model, stack }: Context, tombstone: Tombstone): string[] {
  const all = RESOURCES[tombstone.kind](tombstone.address);
  if (tombstone.kind === "appliance") return stackNameOf(model, tombstone) === stack.name ? all : [];
  if (stack.kind === "region") return all;
  return tombstone.kind === "job" ? [`terraform_data.${runAddress(tombstone)}`] : [];
}

const forget = ({ refactorings }: Context, from: string): void => {
  refactorings.removed.push({ from, lifecycle: { destroy: false } });
};
