import type { Strictness } from "../spec.generated";
import type { Policy, Statement } from "./policy";

/** The thing that the connection's certificate is attached to: https://docs.aws.amazon.com/iot/latest/developerguide/thing-policy-variables.html */
const ATTACHED_THING = "${iot:Connection.Thing.ThingName}";

/**
 * What an appliance's certificate may do in AWS IoT: connect as a thing, and use that thing's reserved topics
 * (shadow and jobs). On strictness `device` as the very thing that the certificate is attached to, on the
 * other rungs as whichever thing of the account and Region has a name that starts with panorama.
 */
export function thingPolicy(strictness: Strictness, account: string, region: string): Policy {
  const only = strictness === "device";
  const thing = only ? ATTACHED_THING : "panorama*";
  const arn = (resource: string) => [`arn:aws:iot:${region}:${account}:${resource}`];
  const connect: Statement = {
    sid: "Connect",
    effect: "Allow",
    actions: ["iot:Connect"],
    resources: arn(`client/${thing}`),
  };
  return {
    statements: [
      only
        ? {
            ...connect,
            sid: "ConnectAsAttachedThing",
            conditions: [{ test: "Bool", variable: "iot:Connection.Thing.IsAttached", values: ["true"] }],
          }
        : connect,
      {
        sid: "OwnJobsAndShadow",
        effect: "Allow",
        actions: ["iot:Publish", "iot:Receive"],
        resources: arn(`topic/$aws/things/${thing}/*`),
      },
      {
        sid: "OwnSubscriptions",
        effect: "Allow",
        actions: ["iot:Subscribe"],
        resources: arn(`topicfilter/$aws/things/${thing}/*`),
      },
    ],
  };
}
