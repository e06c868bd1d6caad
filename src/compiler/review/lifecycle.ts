import type { Appliance, Certificate, Model } from "../model";
import { devicesNamed, PANORAMA, regionsLetIn } from "../policies/trust";
import { counted, listed } from "../text";

/** How many appliances are listed: a fleet's would not fit into a pull request's page. */
const MOST_APPLIANCES = 50;

/** The headline of an account in quarantine: what is shut, what is not, and what going back means. */
export function quarantineBanner(model: Model): string[] {
  if (model.lifecycle === "active") return [];
  const shut = [
    "Nobody may assume the appliance role, and it is denied everything.",
    ...(model.appliances.some(({ certificate }) => certificate !== undefined)
      ? ["Every certificate below is inactive."]
      : []),
    ...(model.accessPoints.length > 0 ? ["The access points let the role do nothing."] : []),
    "Things, secrets, buckets and jobs stay as they are.",
  ].join(" ");
  return [
    `**Quarantined.** ${shut}`,
    "**Not reached by it:** AWSServiceRoleForAWSPanorama, whose permissions belong to AWS; certificates that the spec does not name; whoever else has rights in the account.",
    `**Going back** (\`lifecycle: active\`) brings back the former text. Whether IAM still accepts \`${PANORAMA}\` in a trust policy, AWS does not document. A certificate given by ARN is made active again only where \`status: active\` is written.`,
  ];
}

/** What the trust policy lets in for a while, and until when. */
export function temporarilyWide({ appliances, roles }: Model): string[] {
  const { trust, trustInput } = roles.appliance;
  const regions = regionsLetIn(trustInput);
  if (trust.rung !== "device" || regions.length === 0) return [];
  const awaited = appliances.filter(
    ({ state, region }) => state === "reprovisioning" && regions.includes(region),
  );
  const until = awaited.map((appliance) => appliance.until ?? "").sort();
  const names = awaited.slice(0, MOST_AWAITED).map(({ name }) => `\`${name}\``);
  const more = awaited.length - names.length;
  const who = listed([...names, ...(more > 0 ? [`${more} more`] : [])]);
  return [
    `**Temporarily wide, until ${until.at(-1)}** (UTC): every device of ${listed(regions)} is let in, while ${who} ${awaited.length === 1 ? "is" : "are"} being reprovisioned.`,
  ];
}

const MOST_AWAITED = 5;

/** What `device` lets in: devices by name and, while one is being reprovisioned, all of a Region. */
export function devicesLetIn({ roles }: Model): string {
  const { trustInput } = roles.appliance;
  const named = devicesNamed(trustInput).length;
  const regions = regionsLetIn(trustInput);
  const all = `**every device of ${listed(regions)}**, where an appliance is being reprovisioned`;
  if (named === 0) return all;
  const these = named === 1 ? "this one device" : `these ${named} devices`;
  return regions.length === 0 ? these : `${these} and ${all}`;
}

/** ` (1 being reprovisioned, 1 retired)`, or nothing. */
export function outOfService({ appliances }: Model): string {
  const count = (state: Appliance["state"]) => appliances.filter((a) => a.state === state).length;
  const parts = [
    [count("reprovisioning"), "being reprovisioned"] as const,
    [count("retired"), "retired"] as const,
  ].flatMap(([number, words]) => (number > 0 ? [`${number} ${words}`] : []));
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}

/** The appliances that are being reprovisioned or are retired. */
export function lifecycleSection(model: Model): string[] {
  const lines = model.appliances.flatMap((appliance) => {
    const text = textOf(appliance, model);
    return text === undefined ? [] : [`- \`${appliance.name}\`, ${text}`];
  });
  if (lines.length === 0) return [];
  const more = lines.length - MOST_APPLIANCES;
  const shown =
    more > 0 ? [...lines.slice(0, MOST_APPLIANCES), `- and ${counted(more, "more appliance")}`] : lines;
  return ["## Reprovisioned and retired", shown.join("\n")];
}

function textOf(appliance: Appliance, model: Model): string | undefined {
  switch (appliance.state) {
    case "active":
      return undefined;
    case "retired":
      return `retired: ${stillLetIn(appliance, model)}${appliance.certificate ? ", its certificate is inactive" : ""}, and its thing stays.`;
    case "reprovisioning":
      return `being reprovisioned until ${appliance.until} (UTC): ${meanwhile(appliance, model)}.`;
  }
}

/** A trust policy that names no devices, or for a while all of a Region, lets in a retired one as well. */
function stillLetIn({ region }: Appliance, { roles, deviceRegions }: Model): string {
  const { trust, trustInput } = roles.appliance;
  switch (trust.rung) {
    case "nobody":
      return "in quarantine nobody is let in";
    case "device":
      return regionsLetIn(trustInput).includes(region)
        ? `**the trust policy lets it in with every device of ${region}** while another one is being reprovisioned`
        : "the trust policy lets it in no more";
    case "region":
      return deviceRegions.includes(region)
        ? `**the trust policy still lets it in**, as every device of ${region}`
        : "the trust policy lets it in no more";
    default:
      return `**the trust policy still lets it in**, since strictness \`${trust.rung}\` names no devices`;
  }
}

function meanwhile({ region }: Appliance, { roles }: Model): string {
  switch (roles.appliance.trust.rung) {
    case "nobody":
      return "in quarantine nobody is let in";
    case "device":
      return `until then the trust policy lets in **every device of ${region}**`;
    default:
      return `the trust policy, which names no devices, does not change for it`;
  }
}

/** Whether a certificate is active, and why it is not. */
export function certificateState({ certificate, state }: Appliance, { lifecycle }: Model): string {
  if (certificate === undefined) return "";
  const why = state === "retired" ? " (retired)" : lifecycle === "quarantined" ? " (quarantined)" : "";
  if (certificate.from === "csr") return certificate.active ? "active" : `inactive${why}`;
  if (certificate.status === undefined) return "active or not, as it is";
  return certificate.status === "ACTIVE" ? "**set to active**" : `set to inactive${why}`;
}

/** What is to be known of the status of the certificates. */
export function statusNotes({ appliances }: Model): string {
  const certificates = appliances.flatMap(({ certificate }) => certificate ?? []);
  const isInactive = (certificate: Certificate) =>
    certificate.from === "csr" ? !certificate.active : certificate.status === "INACTIVE";
  const isSet = (certificate: Certificate) => certificate.from === "arn" && certificate.status !== undefined;
  return [
    ...(certificates.some(isInactive) ? [" One that is inactive reaches nothing."] : []),
    ...(certificates.some(isSet)
      ? [
          " Terraform sets the status of one that exists with the AWS CLI, once for each new ARN or status, and does not see what changes it later.",
        ]
      : []),
  ].join("");
}
