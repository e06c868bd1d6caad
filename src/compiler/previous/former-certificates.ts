import { statusAddress } from "../resources";
import type { FormerEntry } from "./entries";
import { argumentOf } from "./stacks";

/** The ARN of a certificate that was attached without being made; one that was made is a reference. */
export function attachedArn({ stack, address }: FormerEntry): string | undefined {
  const arn = argumentOf(stack, "aws_iot_thing_principal_attachment", address, "principal");
  return arn !== undefined && /^arn:aws:iot:[a-z0-9-]+:[0-9]{12}:cert\/[0-9a-f]{64}$/.test(arn)
    ? arn
    : undefined;
}

/** The ARN that a `terraform_data` set to INACTIVE, by its `triggers_replace`, which are ARN and status; undefined for any other. */
export function madeInactive(resource: Readonly<Record<string, unknown>> | undefined): unknown {
  const triggers = resource?.triggers_replace;
  return Array.isArray(triggers) && triggers[1] === "INACTIVE" ? triggers[0] : undefined;
}

/** Whether the last output set it to INACTIVE. */
export const isInactive = ({ stack, address }: FormerEntry): boolean =>
  madeInactive(stack.resources.terraform_data?.[statusAddress(address)]) !== undefined;

/** Whether an appliance had a certificate that the last output did not make inactive. */
export function leavesActive(entry: FormerEntry): boolean {
  const made = entry.stack.resources.aws_iot_certificate?.[entry.address];
  if (made !== undefined) return made.active !== false;
  return attachedArn(entry) !== undefined && !isInactive(entry);
}
