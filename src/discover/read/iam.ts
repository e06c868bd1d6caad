import { type ApplianceRole, type InlinePolicy, isSeen, type Role, type Seen } from "../account";
import { type Asker, allOf, gently } from "../aws/asker";
import { calls } from "../aws/calls";

/** https://docs.aws.amazon.com/panorama/latest/dev/panorama-permissions.html */
const SERVICE_LINKED_ROLE = "AWSServiceRoleForAWSPanorama";
const APPLIANCE_ROLE = "AWSPanoramaApplianceServiceRole";

export async function readServiceLinkedRole(asker: Asker): Promise<Seen<Role>> {
  const found = await getRole(asker, SERVICE_LINKED_ROLE);
  return isSeen(found) ? { arn: found.Arn ?? "", path: found.Path ?? "" } : found;
}

export async function readApplianceRole(asker: Asker): Promise<Seen<ApplianceRole>> {
  const found = await getRole(asker, APPLIANCE_ROLE);
  if (!isSeen(found)) return found;
  return {
    arn: found.Arn ?? "",
    path: found.Path ?? "",
    boundary: found.PermissionsBoundary?.PermissionsBoundaryArn,
    trust: policyIn(found.AssumeRolePolicyDocument),
    tagKeys: (found.Tags ?? []).flatMap(({ Key }) => Key ?? []),
    attached: await attachedTo(asker, APPLIANCE_ROLE),
    inline: await inlineOf(asker, APPLIANCE_ROLE),
  };
}

async function getRole(asker: Asker, RoleName: string) {
  const output = await asker.ask(calls.getRole, { RoleName });
  return isSeen(output) ? (output.Role ?? "absent") : output;
}

async function attachedTo(asker: Asker, RoleName: string): Promise<string[] | "unseen"> {
  const found = await allOf(asker, calls.listAttachedRolePolicies, { RoleName }, (output) => ({
    items: output.AttachedPolicies,
    next: output.IsTruncated === true ? { Marker: output.Marker } : undefined,
  }));
  return found === "unseen" ? found : found.flatMap(({ PolicyArn }) => PolicyArn ?? []);
}

async function inlineOf(asker: Asker, RoleName: string): Promise<InlinePolicy[] | "unseen"> {
  const names = await allOf(asker, calls.listRolePolicies, { RoleName }, (output) => ({
    items: output.PolicyNames,
    next: output.IsTruncated === true ? { Marker: output.Marker } : undefined,
  }));
  if (names === "unseen") return names;
  return gently(names, async (name) => {
    const output = await asker.ask(calls.getRolePolicy, { RoleName, PolicyName: name });
    return { name, document: isSeen(output) ? policyIn(output.PolicyDocument) : undefined };
  });
}

/** IAM gives policies in percent encoding. */
function policyIn(text: string | undefined): unknown {
  try {
    return JSON.parse(decodeURIComponent(text ?? ""));
  } catch {
    return undefined;
  }
}
