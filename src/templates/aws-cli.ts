import { DataResource } from "./cdktf";
import { add, type Context } from "./parts";

/** A call of the AWS CLI that Terraform makes once for each new value of `triggers`, and never takes back. */
export interface AwsCliEvent {
  /** A constant of ours: what a spec says comes in through the environment. */
  readonly command: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly triggers: unknown;
  /** Addresses in the stack. */
  readonly dependsOn?: string[];
}

/** Adds an event as a `terraform_data`: https://developer.hashicorp.com/terraform/language/resources/terraform-data */
export function addAwsCliEvent(context: Context, address: string, event: AwsCliEvent): void {
  const { command, environment, triggers, dependsOn } = event;
  const element = add(context, DataResource, address, {
    provisioners: [
      {
        type: "local-exec",
        command,
        interpreter: ["/bin/sh", "-euc"],
        environment: {
          AWS_CLI_AUTO_PROMPT: "off", // nobody is there to answer
          AWS_CLI_ERROR_FORMAT: "legacy", // the format that jobs.ts reads
          AWS_PAGER: "",
          ...environment,
        },
      },
    ],
  });
  if (dependsOn) element.dependsOn = dependsOn;
  // The binding takes mappings only; Terraform takes any value.
  element.addOverride("triggers_replace", triggers);
}

/** The first lines of such a command. `what` is a constant of ours: nothing of a spec may stand in a command. */
export const needsAwsCli = (what: string): string => `\
if ! command -v aws >/dev/null
then echo 'The AWS CLI is needed ${what}; it was not found on the PATH.' >&2; exit 1
fi`;
