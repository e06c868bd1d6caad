import { atEntries, atValue, type Finding, finding } from "../finding";
import { type Appliance, inFileOrder, type Model } from "../model";
import { counted, namesOf, quoted } from "../text";
import { madeInactive } from "./former-certificates";
import { previousKinds } from "./kinds";
import type { PreviousStack } from "./stacks";

/**
 * Certificates given by ARN that the last output made inactive, by quarantine, retirement or `status`, and that are in
 * use again without a word on their status: Terraform leaves them as they are. One finding for all, since going back
 * from quarantine is one step.
 */
export function certificatesThatStay(model: Model, previous: readonly PreviousStack[]): Finding[] {
  const silent = inFileOrder(model.appliances).filter((appliance) => arnLeftAlone(appliance) !== undefined);
  if (silent.length === 0) return [];
  const inactive = new Set(
    previous.flatMap(({ resources }) => Object.values(resources.terraform_data ?? {}).map(madeInactive)),
  );
  const staying = silent.filter((appliance) => inactive.has(arnLeftAlone(appliance)));
  return staying.length === 0 ? [] : [staysInactive(staying)];
}

const arnLeftAlone = ({ certificate }: Appliance): string | undefined =>
  certificate?.from === "arn" && certificate.status === undefined ? certificate.arn : undefined;

function staysInactive(staying: readonly Appliance[]): Finding {
  const placeOf = ({ path }: Appliance) => atValue(...path, "certificate", "arn");
  const [what, help] =
    staying.length === 1
      ? [
          `the certificate of the appliance ${namesOf(staying)} stays inactive: the last output made it so`,
          "add status: active beside arn; or status: inactive, if it is to stay so",
        ]
      : [
          `${counted(staying.length, "certificate")} stay inactive: the last output made them so`,
          "add status: active beside each arn that is to work again; status: inactive to the others",
        ];
  const related =
    staying.length === 1
      ? []
      : staying.map((one) => {
          return { message: `that of ${quoted(one.name)}`, place: placeOf(one) };
        });
  return finding(
    previousKinds.certificateStays,
    atEntries(staying, "certificate", "arn"),
    `${what}, and a certificate without a status is left as it is`,
    { help, related },
  );
}
