import type { Tombstone } from "../compiler/model";
import { IOT_POLICY_ADDRESS, RESOURCES } from "../compiler/resources";
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
    if (isHere(context, tombstone))
      for (const from of RESOURCES[tombstone.kind](tombstone.address)) forget(context, from);
  }
  if (stack.kind === "region" && policyGoes(context)) forget(context, `aws_iot_policy.${IOT_POLICY_ADDRESS}`);
}

/** A job's run may be in any stack of its Region; appliances in their site's; everything else in the Region's. */
function isHere({ model, stack }: Context, tombstone: Tombstone): boolean {
  if (tombstone.kind === "job") return true;
  if (tombstone.kind === "appliance") return stackNameOf(model, tombstone) === stack.name;
  return stack.kind === "region";
}

/** AWS IoT does not delete a policy that a forgotten appliance's certificate still has. */
const policyGoes = ({ model, stack: { region } }: Context): boolean =>
  !model.iotPolicies.some((policy) => policy.region === region) &&
  model.tombstones.some(
    ({ kind, disposition, region: own }) =>
      kind === "appliance" && disposition === "forget" && own === region,
  );

const forget = ({ refactorings }: Context, from: string): void => {
  refactorings.removed.push({ from, lifecycle: { destroy: false } });
};
