import type { Model } from "../model";
import { PANORAMA } from "../policies/trust";
import { type Namer, shown } from "./names";
import type { Node, Part, Tone } from "./picture";
import { trustEdge } from "./trust";

/** The service that assumes the roles: it belongs to AWS, and stands outside of every account. */
export const SERVICE: Node = {
  is: "node",
  id: "panorama",
  kind: "service",
  tone: "plain",
  lines: [PANORAMA, "the service of AWS"],
};

/** An account's roles, who may assume them, and the policies that they have. */
export function rolesPart(model: Model, idOf: Namer): Part & { readonly role: string } {
  const role = applianceRole(model, idOf("role"));
  const policies = policiesPart(model, role.id, idOf);
  const linked = serviceLinked(model, idOf("service_linked_role"));
  return {
    role: role.id,
    members: [role, ...policies.members, linked],
    edges: [
      trustEdge(model, SERVICE.id, role.id),
      ...policies.edges,
      { from: SERVICE.id, to: linked.id, tone: "plain", lines: [] },
    ],
  };
}

function applianceRole({ roles: { appliance }, lifecycle }: Model, id: string): Node {
  const { name, source, permissionsBoundary } = appliance;
  return {
    is: "node",
    id,
    kind: "role",
    tone: lifecycle === "quarantined" ? "shut" : "plain",
    lines: [
      name,
      source === "import" ? "appliance role, adopted" : "appliance role",
      ...(permissionsBoundary === undefined
        ? []
        : ["permissions boundary", shown(permissionsBoundary.replace(/^.*\//, ""))]),
      ...(lifecycle === "quarantined" ? ["shut (quarantined)"] : []),
    ],
  };
}

/** What the role may do: the policies that it has, and no others. */
function policiesPart({ roles: { appliance }, lifecycle }: Model, role: string, idOf: Namer): Part {
  const { managedPolicyArn, inline } = appliance;
  const isShut = lifecycle === "quarantined";
  const tone: Tone = isShut ? "shut" : "plain";
  const policies: { readonly id: string; readonly lines: readonly string[] }[] = [];
  if (managedPolicyArn !== undefined) {
    const reach = isShut ? "outweighed by the inline policy" : "names of any account and Region";
    const lines = [managedPolicyArn.replace(/^.*\//, ""), "AWS managed policy", reach];
    policies.push({ id: idOf("managed_policy"), lines });
  }
  if (inline !== undefined) {
    const scope =
      managedPolicyArn === undefined ? "this account and what is declared" : "reads the declared secrets";
    const lines = [inline.name, "inline policy", isShut ? "denies everything" : scope];
    policies.push({ id: idOf("inline_policy"), lines });
  }
  return {
    members: policies.map((policy) => ({ is: "node", kind: "policy", tone, ...policy })),
    edges: policies.map(({ id }) => ({
      from: role,
      to: id,
      tone,
      lines: [isShut ? "may do nothing" : "may do"],
    })),
  };
}

const LINKED = {
  create: "service-linked role, created",
  import: "service-linked role, adopted",
  omit: "service-linked role, left out here",
} as const;

const serviceLinked = ({ roles }: Model, id: string): Node => ({
  is: "node",
  id,
  kind: "role",
  tone: "plain",
  lines: ["AWSServiceRoleForAWSPanorama", LINKED[roles.serviceLinked], "with AWS's own trust and policies"],
});
