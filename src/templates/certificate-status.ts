import type { ArnCertificate } from "../compiler/model";
import { statusAddress } from "../compiler/resources";
import { addAwsCliEvent, needsAwsCli } from "./aws-cli";
import type { Context } from "./parts";

/**
 * Sets the status of a certificate that exists, when ARN or status are new: hashicorp/aws can't adopt a certificate.
 * There is nothing to do when it is destroyed, so that destroying never activates anything.
 */
export function addStatus(context: Context, address: string, { arn, status }: ArnCertificate): void {
  if (status === undefined) return;
  addAwsCliEvent(context, statusAddress(address), {
    command: UPDATE_CERTIFICATE,
    environment: {
      PANORAMA_CERTIFICATE: JSON.stringify({ certificateId: arn.split("/")[1], newStatus: status }),
      PANORAMA_REGION: context.stack.region,
    },
    triggers: [arn, status],
  });
}

/** A constant: what a spec says comes in through the environment. */
const UPDATE_CERTIFICATE = `\
${needsAwsCli("to set the status of a certificate")}
aws iot update-certificate --region "$PANORAMA_REGION" --cli-input-json "$PANORAMA_CERTIFICATE"`;
