import { textOf } from "../../json/unchecked";
import { MANAGED_POLICY } from "../../policies/managed";
import { MANAGED_POLICY_ARN } from "../../policies/permissions";
import { ignoredBy } from "../resource-types";
import { labelOf, listOf, type Resource, type StackConfig } from "../stack";
import { isSame, ofType, policyFacet, type Subject, subject } from "../subject";

/** Who may assume a role. */
export function trustOf(stack: StackConfig, role: Resource): Subject {
  const facets = {
    policy: policyFacet(role.body.assume_role_policy, { alone: true, within: { actions: ["sts:*"] } }),
  };
  return subject(stack, [role], { kind: "trust policy", name: textOf(role.body.name), global: true, facets });
}

/** What keeps away what is attached by hand, by the argument that lists what is not. */
const LISTS = [
  ["aws_iam_role_policies_exclusive", "policy_names"],
  ["aws_iam_role_policy_attachments_exclusive", "policy_arns"],
] as const;

/** What a role's own policies let it do; what nobody here knows of it counts by its name. */
export function permissionsOf(stack: StackConfig, role: Resource): Subject {
  const name = textOf(role.body.name);
  const own = (type: string, argument: string) =>
    ofType(stack, type).filter(({ body }) => isSame(body[argument], name, role));
  const inline = own("aws_iam_role_policy", "role");
  const attachments = own("aws_iam_role_policy_attachment", "role");
  const arns = attachments.map(({ body }) => labelOf(body.policy_arn));
  const boundary = role.body.permissions_boundary || undefined; // an empty text is none
  const keeps = ignoredBy(role);
  const lists = LISTS.map(([type]) => own(type, "role_name"));
  const made = [...inline.map(({ body }) => labelOf(body.name)), ...arns];
  const kept = LISTS.flatMap(([, argument], index) =>
    (lists[index] ?? []).flatMap(({ body }) => listOf(body[argument]).map(labelOf)),
  ).filter((one) => !made.includes(one));
  const facets: Subject["facets"] = {
    policy: policyFacet(
      inline.map(({ body }) => body.policy),
      { alone: false },
      { also: arns.includes(MANAGED_POLICY_ARN) ? [MANAGED_POLICY] : [] },
    ),
    "other policies": {
      how: "others",
      items: [...new Set([...arns.filter((arn) => arn !== MANAGED_POLICY_ARN), ...kept])],
    },
    "permissions boundary": {
      how: "limit",
      value:
        boundary === undefined
          ? keeps.includes("permissions_boundary")
            ? null
            : undefined
          : labelOf(boundary),
    },
    "nothing else attached": {
      how: "limit",
      value: lists.every(({ length }) => length > 0) ? "by both lists" : undefined,
    },
  };
  return subject(stack, [role, ...inline, ...attachments, ...lists.flat()], {
    kind: "permissions",
    name,
    global: true,
    facets,
  });
}
