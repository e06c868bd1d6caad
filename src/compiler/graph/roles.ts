import type { Model } from "../model";
import { devicesNamed, PANORAMA, regionsLetIn } from "../policies/trust";
import { counted, listed } from "../text";
import { type Namer, shown } from "./names";
import type { Edge, Node, Part, Tone } from "./picture";

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
      trustEdge(model, role.id),
      ...policies.edges,
      { from: SERVICE.id, to: linked.id, tone: "plain", lines: ["may assume it"] },
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

/** The trust policy in few words. */
function trustEdge(model: Model, to: string): Edge {
  const { trust, trustInput } = model.roles.appliance;
  const edge = { from: SERVICE.id, to };
  const only = ["may assume it", `only for account ${model.account}`];
  const regions = counted(model.deviceRegions.length, "Region");
  switch (trust.rung) {
    case "nobody":
      return { ...edge, tone: "shut", lines: ["nobody may assume it", "(quarantined)"] };
    case "service":
      return { ...edge, tone: "wide", lines: ["WIDE: may assume it", "on behalf of any account"] };
    case "account":
      return { ...edge, tone: "plain", lines: [...only, "(any device of it)"] };
    case "region":
      return trust.overflowed === undefined
        ? { ...edge, tone: "plain", lines: [...only, `(any device in ${regions})`] }
        : { ...edge, tone: "wide", lines: [...only, `WIDE: any device in ${regions}`, "(overflow: region)"] };
    case "device": {
      const wide = regionsLetIn(trustInput);
      const named = `(${counted(devicesNamed(trustInput).length, "named device")})`;
      if (wide.length === 0) return { ...edge, tone: "plain", lines: [...only, named] };
      const until = untilOf(model, wide);
      return {
        ...edge,
        tone: "wide",
        lines: [...only, named, `WIDE until ${until}`, `every device of ${listed(wide)}`],
      };
    }
  }
}

/** The last day of what is reprovisioned in some Regions. */
export function untilOf({ appliances }: Model, regions: readonly string[]): string {
  const awaited = appliances.filter(
    ({ state, region }) => state === "reprovisioning" && regions.includes(region),
  );
  return shown(
    awaited
      .map(({ until }) => until ?? "")
      .sort()
      .at(-1) ?? "",
  );
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
  lines: ["AWSServiceRoleForAWSPanorama", LINKED[roles.serviceLinked], "with AWS's own policies"],
});
