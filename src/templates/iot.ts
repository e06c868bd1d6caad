import { IotCertificate } from "@cdktf/provider-aws/lib/iot-certificate";
import { IotPolicy } from "@cdktf/provider-aws/lib/iot-policy";
import { IotPolicyAttachment } from "@cdktf/provider-aws/lib/iot-policy-attachment";
import { IotThing } from "@cdktf/provider-aws/lib/iot-thing";
import { IotThingPrincipalAttachment } from "@cdktf/provider-aws/lib/iot-thing-principal-attachment";
import { IotThingType } from "@cdktf/provider-aws/lib/iot-thing-type";
import type { Appliance, Certificate } from "../compiler/model";
import { addressOf } from "../compiler/names";
import { thingPolicy } from "../compiler/policies/thing";
import { IOT_POLICY_ADDRESS as POLICY } from "../compiler/resources";
import { appliancesIn } from "../compiler/stacks";
import { addStatus } from "./certificate-status";
import { inert } from "./inert";
import { add, addArns, addImport, addMoved, type Context, ignoring, reference } from "./parts";
import { addPolicy } from "./policy-document";

/** The types of the Region's things, whichever stacks those are in. */
export function addThingTypes(context: Context): void {
  for (const { name, address, region, source } of context.model.thingTypes) {
    if (region !== context.stack.region) continue;
    const adopted = source === "import";
    // AWS IoT can't change the description and the searchable attributes of a type: Terraform would replace it.
    const type = add(context, IotThingType, address, { name, ...(adopted && ignoring("properties")) });
    if (adopted) addImport(context, type, name);
  }
}

/** One policy for all certificates of the Region: what each may do follows from the thing that it is attached to. */
export function addIotPolicy(context: Context): void {
  const { strictness, account, iotPolicies } = context.model;
  for (const { name, region, source } of iotPolicies) {
    if (region !== context.stack.region) continue;
    const text = inert(thingPolicy(strictness, account, region));
    const policy = addPolicy(context, "thing-policy", text);
    const element = add(context, IotPolicy, POLICY, { name, policy });
    if (source === "import") addImport(context, element, name);
  }
}

/** The stack's things, and their certificates. */
export function addThings(context: Context): void {
  const thingArns: Record<string, string> = {};
  const certificateArns: Record<string, string> = {};
  for (const appliance of appliancesIn(context.model, context.stack)) {
    const thing = addThing(context, appliance);
    thingArns[appliance.name] = reference(thing, "arn");
    const { certificate } = appliance;
    if (certificate !== undefined)
      certificateArns[appliance.name] = attached(context, thing, appliance, certificate);
    addMoved(context, appliance);
  }
  addArns(context, "thing_arns", thingArns);
  addArns(context, "certificate_arns", certificateArns);
}

/** An appliance's certificate on its thing and under the Region's policy; gives its ARN. */
function attached(
  context: Context,
  thing: IotThing,
  { address }: Appliance,
  certificate: Certificate,
): string {
  const arn = addCertificate(context, address, certificate);
  const { name = "" } = context.model.iotPolicies.find(({ region }) => region === context.stack.region) ?? {};
  const policy = shared(context, `aws_iot_policy.${POLICY}`, name);
  add(context, IotPolicyAttachment, address, { policy, target: arn });
  add(context, IotThingPrincipalAttachment, address, { thing: reference(thing, "name"), principal: arn });
  return arn;
}

/** The name of what the Region's stack makes: a reference there; written out in a site's stack, which reads no other's state. */
const shared = ({ stack }: Context, address: string, name: string): string =>
  stack.kind === "region" ? `\${${address}.name}` : name;

function addThing(context: Context, appliance: Appliance): IotThing {
  const { address, thingName, thingType, attributes, source } = appliance;
  const thing = add(context, IotThing, address, {
    name: thingName,
    ...(Object.keys(attributes).length > 0 && { attributes: { ...attributes } }),
    ...(thingType !== undefined && {
      thingTypeName: shared(context, `aws_iot_thing_type.${addressOf(thingType)}`, thingType),
    }),
  });
  if (source === "import") addImport(context, thing, thingName);
  return thing;
}

/** The certificate's ARN: of one that AWS IoT makes from the CSR, so that no private key comes near Terraform, or the one given. */
function addCertificate(context: Context, address: string, certificate: Certificate): string {
  if (certificate.from === "arn") {
    addStatus(context, address, certificate);
    return certificate.arn;
  }
  if (certificate.request === undefined) throw new Error("a certificate's request was not read");
  const made = add(context, IotCertificate, address, {
    csr: certificate.request.pem,
    active: certificate.active,
  });
  return reference(made, "arn");
}
