import { IotCertificate } from "@cdktf/provider-aws/lib/iot-certificate";
import { IotPolicy } from "@cdktf/provider-aws/lib/iot-policy";
import { IotPolicyAttachment } from "@cdktf/provider-aws/lib/iot-policy-attachment";
import { IotThing } from "@cdktf/provider-aws/lib/iot-thing";
import { IotThingPrincipalAttachment } from "@cdktf/provider-aws/lib/iot-thing-principal-attachment";
import { IotThingType } from "@cdktf/provider-aws/lib/iot-thing-type";
import type { Appliance, Certificate } from "../compiler/model";
import { addressOf } from "../compiler/names";
import { thingPolicy } from "../compiler/policies/thing";
import { inert } from "./inert";
import { add, addOutput, type Context } from "./parts";
import { addPolicy } from "./policy-document";

/** Thing types, things, certificates and the IoT policy of one Region. */
export function addIot(context: Context): void {
  const appliances = context.model.appliances.filter(({ region }) => region === context.stack.region);
  const types = addThingTypes(context, appliances);
  const policy = appliances.some(({ certificate }) => certificate) ? addThingPolicy(context) : undefined;
  const thingArns: Record<string, string> = {};
  const certificateArns: Record<string, string> = {};
  for (const appliance of appliances) {
    const thing = addThing(context, appliance, types);
    thingArns[appliance.name] = thing.arn;
    if (appliance.certificate === undefined || policy === undefined) continue;
    const arn = addCertificate(context, appliance.address, appliance.certificate);
    certificateArns[appliance.name] = arn;
    add(context, IotPolicyAttachment, appliance.address, { policy: policy.name, target: arn });
    add(context, IotThingPrincipalAttachment, appliance.address, { thing: thing.name, principal: arn });
  }
  addArns(context, "thing_arns", thingArns);
  addArns(context, "certificate_arns", certificateArns);
}

/** An output that maps the spec's names to ARNs; none where there is nothing to map. */
function addArns(context: Context, name: string, arns: Readonly<Record<string, string>>): void {
  if (Object.keys(arns).length > 0) addOutput(context, name, arns);
}

function addThingTypes(context: Context, appliances: readonly Appliance[]): Map<string, IotThingType> {
  const names = [...new Set(appliances.flatMap(({ thingType }) => thingType ?? []))];
  return new Map(names.map((name) => [name, add(context, IotThingType, addressOf(name), { name })]));
}

function addThing(context: Context, appliance: Appliance, types: Map<string, IotThingType>): IotThing {
  const type = appliance.thingType === undefined ? undefined : types.get(appliance.thingType);
  const attributes = { ...appliance.attributes };
  return add(context, IotThing, appliance.address, {
    name: appliance.thingName,
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(type && { thingTypeName: type.name }),
  });
}

/** One policy for all certificates of the Region: what each may do follows from the thing that it is attached to. */
function addThingPolicy(context: Context): IotPolicy {
  const { document, strictness, account } = context.model;
  const policy = inert(thingPolicy(strictness, account, context.stack.region));
  return add(context, IotPolicy, "appliance", {
    name: `panorama-${document}-${context.stack.region}-appliance`,
    policy: addPolicy(context, "thing-policy", policy),
  });
}

/** The certificate's ARN: of one that AWS IoT makes from the CSR, so that no private key comes near Terraform, or the one given. */
function addCertificate(context: Context, address: string, certificate: Certificate): string {
  if (certificate.from === "arn") return certificate.arn;
  if (certificate.request === undefined) throw new Error("a certificate's request was not read");
  return add(context, IotCertificate, address, { csr: certificate.request.pem, active: true }).arn;
}
