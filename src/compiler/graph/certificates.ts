import type { Appliance, Certificate, IotPolicy, Model } from "../model";
import { counted } from "../text";
import type { Node } from "./picture";

/** `30 certificates`, and below it how many of them are not from a CSR and active. */
export function certificateLines(appliances: readonly Appliance[], model: Model): string[] {
  const having = appliances.filter(({ certificate }) => certificate !== undefined);
  const existing = having.filter(({ certificate }) => certificate?.from === "arn").length;
  const inactive = having.filter(({ certificate }) => isInactive(certificate)).length;
  const parts = [
    ...(existing > 0 ? [`${existing} existing`] : []),
    ...(inactive > 0 ? [`${inactive} inactive`] : []),
  ];
  if (having.length === 0) return model.iotPolicies.length === 0 ? [] : ["no certificates"];
  return [counted(having.length, "certificate"), ...(parts.length > 0 ? [`(${parts.join(", ")})`] : [])];
}

const isInactive = (certificate: Certificate | undefined): boolean =>
  certificate?.from === "csr" ? !certificate.active : certificate?.status === "INACTIVE";

/** An appliance's certificate: where it comes from, and what becomes of it. */
export function certificateText(certificate: Certificate | undefined): string {
  if (certificate === undefined) return "no certificate";
  if (certificate.from === "csr")
    return `certificate from a CSR, ${certificate.active ? "active" : "inactive"}`;
  const becomes = { ACTIVE: "set to active", INACTIVE: "set to inactive" };
  return `existing certificate, ${certificate.status === undefined ? "left as it is" : becomes[certificate.status]}`;
}

/** What certificates reach: on strictness `device` their own thing alone. */
export function iotPolicyNode(
  model: Model,
  { name, source }: IotPolicy,
  appliances: readonly Appliance[],
  id: string,
): Node {
  const own = model.strictness === "device";
  return {
    is: "node",
    id,
    kind: "iotPolicy",
    tone: own ? "plain" : "wide",
    lines: [
      name,
      `IoT policy${source === "import" ? ", adopted" : ""}`,
      ...certificateLines(appliances, model),
      ...(own ? ["each reaches its own thing"] : ["WIDE: each reaches", "any panorama* thing"]),
      // An attachment is added, none is taken away.
      ...(appliances.some(({ certificate }) => certificate?.from === "arn")
        ? ["(existing ones keep their policies too)"]
        : []),
    ],
  };
}
