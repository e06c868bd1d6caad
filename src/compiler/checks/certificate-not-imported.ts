import { atEntries, type Finding, type FindingKind, finding } from "../finding";
import { type Appliance, inFileOrder } from "../model";
import type { Check } from "../rule";
import { counted, namesOf } from "../text";

const kind: FindingKind = {
  code: "certificate-not-imported",
  severity: "info",
  summary:
    "Terraform can't import certificates of AWS IoT, nor what attaches them to things and IoT policies.",
};

/** One finding each for all things whose certificate is known, and for all others: a fleet has thousands. */
export const certificateNotImported: Check = {
  kind,
  run({ model }) {
    const adopted = inFileOrder(model.appliances).filter(({ source }) => source === "import");
    const isKnown = ({ certificate }: Appliance) => certificate?.from === "arn";
    return [...known(adopted.filter(isKnown)), ...unknown(adopted.filter((one) => !isKnown(one)))];
  },
};

/** ` the adopted appliance "dock-1"`, ` 2 adopted appliances ("dock-1" and "dock-2")`. */
const whose = (appliances: readonly Appliance[]): string =>
  appliances.length === 1
    ? `the adopted appliance ${namesOf(appliances)}`
    : `${counted(appliances.length, "adopted appliance")} (${namesOf(appliances)})`;

/** https://docs.aws.amazon.com/iot/latest/apireference/API_AttachPolicy.html lists no error for what is attached already. */
function known(appliances: readonly Appliance[]): Finding[] {
  const [first] = appliances;
  if (first?.certificate?.from !== "arn") return [];
  const { arn } = first.certificate;
  const one = appliances.length === 1;
  const message = `Terraform can't import the ${one ? "certificate" : "certificates"} of ${whose(appliances)}: it only attaches ${one ? "it" : "them"} again to thing and IoT policy, and ${one ? "the certificate keeps" : "they keep"} the IoT policies that AWS Panorama attached`;
  const help = `this prints ${one ? "those" : "those of the first"}: aws iot list-attached-policies --target ${arn} --region ${first.region}; status: inactive beside arn sets a certificate inactive`;
  return [finding(kind, atEntries(appliances, "certificate", "arn"), message, { help })];
}

function unknown(appliances: readonly Appliance[]): Finding[] {
  const [first] = appliances;
  if (first === undefined) return [];
  const one = appliances.length === 1;
  const message = `the ${one ? "thing" : "things"} of ${whose(appliances)} ${one ? "keeps" : "keep"} the certificates that ${one ? "it has" : "they have"}, active or not: Terraform can't import them, and the spec names none`;
  const help = `this prints those${one ? "" : " of the first"}: aws iot list-thing-principals --thing-name ${first.thingName} --region ${first.region}; name it as certificate: { arn: … }`;
  return [finding(kind, atEntries(appliances, "source"), message, { help })];
}
