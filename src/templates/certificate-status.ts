import { DataResource } from "cdktf";
import type { ArnCertificate } from "../compiler/model";
import { statusAddress } from "../compiler/resources";
import { awsCliEnvironment, needsAwsCli } from "./aws-cli";
import { add, type Context } from "./parts";

/**
 * Sets the status of a certificate that exists, when ARN or status are new: hashicorp/aws can't adopt a certificate.
 * There is nothing to do when it is destroyed, so that destroying never activates anything.
 */
export function addStatus(context: Context, address: string, { arn, status }: ArnCertificate): void {
  if (status === undefined) return;
  const element = add(context, DataResource, statusAddress(address), {
    provisioners: [
      {
        type: "local-exec",
        command: UPDATE_CERTIFICATE,
        interpreter: ["/bin/sh", "-euc"],
        environment: awsCliEnvironment({
          PANORAMA_CERTIFICATE: JSON.stringify({ certificateId: arn.split("/")[1], newStatus: status }),
          PANORAMA_REGION: context.stack.region,
        }),
      },
    ],
  });
  // The binding takes mappings only; Terraform takes any value.
  element.addOverride("triggers_replace", [arn, status]);
}

/** A constant: what a spec says comes in through the environment. */
const UPDATE_CERTIFICATE = `\
${needsAwsCli("to set the status of a certificate")}
aws iot update-certificate --region "$PANORAMA_REGION" --cli-input-json "$PANORAMA_CERTIFICATE"`;
