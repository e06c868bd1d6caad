import { atKey, atValue, type Finding, finding } from "../finding";
import { type Appliance, inFileOrder, type Model, type Tombstone } from "../model";
import { quoted } from "../text";
import { groupedBy } from "../values";
import { type ComparedStack, nameInOutput } from "./documents";
import type { FormerEntry } from "./entries";
import { attachedArn, isInactive } from "./former-certificates";
import { graveOf, graveOfTombstone } from "./graves";
import { heirOfCertificate } from "./in-use";
import { previousKinds } from "./kinds";

/** A service-linked role that the spec leaves out now: nothing buries it, since it is no entry. */
export function serviceLinkedRoleGoes(model: Model, previous: readonly ComparedStack[]): Finding[] {
  if (model.roles.serviceLinked !== "omit") return [];
  const iam = previous.find(({ name }) => name === `${model.document}-iam`);
  if (iam?.resources.aws_iam_service_linked_role?.panorama === undefined) return [];
  const message = `the last output has AWSServiceRoleForAWSPanorama in ${nameInOutput(iam)}, and "serviceLinked: omit" takes it out; applying would destroy the role`;
  const folder = `terraform -chdir=stacks/${iam.name}`;
  const help = [
    "if it is to stay in AWS, have Terraform let go of it before applying, in the output folder:",
    `  ${folder} init && ${folder} state rm aws_iam_service_linked_role.panorama`,
  ].join("\n");
  return [finding(previousKinds.serviceLinkedGoes, atValue("roles", "serviceLinked"), message, { help })];
}

/** The certificates that appliances of the last output have no more. */
export function certificatesThatGo(model: Model, former: readonly FormerEntry[]): Finding[] {
  const entries = former.filter(({ kind }) => kind === "appliance");
  const byPlace = groupedBy(entries, ({ region, address }) => `${region} ${address}`);
  const staying = inFileOrder(model.appliances).flatMap((appliance) => {
    const { region, address, former: renamed } = appliance;
    const found = [address, renamed?.address].flatMap((one) => byPlace.get(`${region} ${one}`) ?? []);
    const entry = found.length > 1 ? entries.find((one) => found.includes(one)) : found[0];
    return entry ? lostBy(appliance, entry) : [];
  });
  const byGrave = groupedBy(entries, graveOf);
  const buried = model.tombstones.flatMap((tombstone) => destroyedWith(model, tombstone, byGrave));
  return [...staying, ...buried];
}

function lostBy({ certificate, path, name }: Appliance, entry: FormerEntry): Finding[] {
  const place = certificate === undefined ? atValue(...path, "name") : atKey(...path, "certificate");
  const { stack, address } = entry;
  if (stack.resources.aws_iot_certificate?.[address] !== undefined) {
    if (certificate?.from === "csr") return [];
    const message = `the last output has Terraform make a certificate for the appliance ${quoted(name)}, and the spec has it no more; applying destroys it, and the appliance can't connect with it any more`;
    const help = "if it is only to be shut out, keep the certificate and write state: retired";
    return [finding(previousKinds.certificateGoes, place, message, { help })];
  }
  const arn = attachedArn(entry);
  const isKept = certificate?.from === "arn" && certificate.arn === arn;
  return arn === undefined || isKept || isInactive(entry) ? [] : [leftActive(name, arn, place)];
}

/** A certificate that is there already goes with no tombstone: who destroys its thing leaves it behind. */
function destroyedWith(
  model: Model,
  tombstone: Tombstone,
  byGrave: ReadonlyMap<unknown, readonly FormerEntry[]>,
): Finding[] {
  if (tombstone.kind !== "appliance" || tombstone.disposition !== "destroy") return [];
  const [entry] = byGrave.get(graveOfTombstone(model, tombstone)) ?? [];
  const arn = entry && attachedArn(entry);
  if (entry === undefined || arn === undefined || isInactive(entry) || heirOfCertificate(model, entry))
    return [];
  return [leftActive(tombstone.name, arn, atValue(...tombstone.path, "appliance"))];
}

function leftActive(name: string, arn: string, place: Finding["place"]): Finding {
  const message = `the appliance ${quoted(name)} loses the certificate ${arn}, which Terraform only detaches: it stays in AWS as it is, active or not`;
  const [, , , region = "", , resource = ""] = arn.split(":");
  const help = [
    "if nothing else uses it, make it inactive:",
    `  aws iot update-certificate --region ${region} --certificate-id ${resource.slice("cert/".length)} --new-status INACTIVE`,
  ].join("\n");
  return finding(previousKinds.certificateGoes, place, message, { help });
}
