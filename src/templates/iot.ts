import { IotCertificate } from "@cdktf/provider-aws/lib/iot-certificate";
import { IotPolicy } from "@cdktf/provider-aws/lib/iot-policy";
import { IotPolicyAttachment } from "@cdktf/provider-aws/lib/iot-policy-attachment";
import { IotThing } from "@cdktf/provider-aws/lib/iot-thing";
import { IotThingPrincipalAttachment } from "@cdktf/provider-aws/lib/iot-thing-principal-attachment";
import { IotThingType } from "@cdktf/provider-aws/lib/iot-thing-type";
import type { Appliance, Certificate } from "../compiler/model";
import { addressOf } from "../compiler/names";
import { thingPolicy } from "../compiler/policies/thing";
import { appliancesIn } from "../compiler/stacks";
import { inert } from "./inert";
import { add, addArns, type Context } from "./parts";
import { addPolicy } from "./policy-document";

const POLICY = "appliance";

/** The types of the Region's things, whichever stacks those are in. */
export function addThingTypes(context: Context): void {
  const names = new Set(inRegion(context).flatMap(({ thingType }) => thingType ?? []));
  for (const name of names) add(context, IotThingType, addressOf(name), { name });
}

/** One policy for all certificates of the Region: what each may do follows from the thing that it is attached to. */
export function addIotPolicy(context: Context): void {
  if (!inRegion(context).some(({ certificate }) => certificate)) return;
  const { strictness, account } = context.model;
  const policy = inert(thingPolicy(strictness, account, context.stack.region));
  add(context, IotPolicy, POLICY, {
    name: policyName(context),
    policy: addPolicy(context, "thing-policy", policy),
  });
}

/** The stack's things, and their certificates. */
export function addThings(context: Context): void {
  const thingArns: Record<string, string> = {};
  const certificateArns: Record<string, string> = {};
  for (const appliance of appliancesIn(context.model, context.stack)) {
    const thing = addThing(context, appliance);
    thingArns[appliance.name] = thing.arn;
    if (appliance.certificate === undefined) continue;
    const arn = addCertificate(context, appliance.address, appliance.certificate);
    certificateArns[appliance.name] = arn;
    const policy = shared(context, `aws_iot_policy.${POLICY}`, policyName(context));
    add(context, IotPolicyAttachment, appliance.address, { policy, target: arn });
    add(context, IotThingPrincipalAttachment, appliance.address, { thing: thing.name, principal: arn });
  }
  addArns(context, "thing_arns", thingArns);
  addArns(context, "certificate_arns", certificateArns);
}

const inRegion = ({ model, stack }: Context): Appliance[] =>
  model.appliances.filter(({ region }) => region === stack.region);

const policyName = ({ stack }: Context): string => `panorama-${stack.region}-appliance`;

/** The name of what the Region's stack makes: a reference there; written out in a site's stack, which reads no other's state. */
const shared = ({ stack }: Context, address: string, name: string): string =>
  stack.kind === "region" ? `\${${address}.name}` : name;

function addThing(context: Context, { address, thingName, thingType, attributes }: Appliance): IotThing {
  return add(context, IotThing, address, {
    name: thingName,
    ...(Object.keys(attributes).length > 0 && { attributes: { ...attributes } }),
    ...(thingType !== undefined && {
      thingTypeName: shared(context, `aws_iot_thing_type.${addressOf(thingType)}`, thingType),
    }),
  });
}

/** The certificate's ARN: of one that AWS IoT makes from the CSR, so that no private key comes near Terraform, or the one given. */
function addCertificate(context: Context, address: string, certificate: Certificate): string {
  if (certificate.from === "arn") return certificate.arn;
  if (certificate.request === undefined) throw new Error("a certificate's request was not read");
  return add(context, IotCertificate, address, { csr: certificate.request.pem, active: true }).arn;
}
