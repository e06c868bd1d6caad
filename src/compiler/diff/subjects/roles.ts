import { canonicalJson } from "../../canonical-json";
import { MANAGED_POLICY } from "../../policies/managed";
import { MANAGED_POLICY_ARN } from "../../policies/permissions";
import { listOf, mappingOf, type Resource, type StackConfig, textOf } from "../stack";
import { isSame, ofType, policyFacet, type Subject, subject } from "../subject";

export function trustOf(stack: StackConfig, role: Resource): Subject {
  const facets = {
    policy: policyFacet(role.body.assume_role_policy, { alone: true, within: { actions: ["sts:*"] } }),
  };
  return subject(stack, [role], { kind: "trust policy", name: textOf(role.body.name), global: true, facets });
}

/** What a role's own policies let it do; what nobody here knows of it counts by its name. */
export function permissionsOf(stack: StackConfig, role: Resource): Subject {
  const name = textOf(role.body.name);
  const own = (type: string, argument: string) =>
    ofType(stack, type).filter(({ body }) => isSame(body[argument], name, role));
  const inline = own("aws_iam_role_policy", "role");
  const attachments = own("aws_iam_role_policy_attachment", "role");
  const arns = attachments.map(({ body }) => textOf(body.policy_arn));
  const boundary = role.body.permissions_boundary;
  const keeps = listOf(mappingOf(listOf(role.body.lifecycle)[0]).ignore_changes);
  const lists = ["aws_iam_role_policies_exclusive", "aws_iam_role_policy_attachments_exclusive"].filter(
    (type) => own(type, "role_name").length > 0,
  );
  const facets: Subject["facets"] = {
    policy: policyFacet(
      inline.map(({ body }) => body.policy),
      { alone: false },
      arns.includes(MANAGED_POLICY_ARN) ? [MANAGED_POLICY] : [],
    ),
    "policies attached": { how: "set", items: arns.filter((arn) => arn !== MANAGED_POLICY_ARN) },
    "permissions boundary": {
      how: "limit",
      value:
        boundary === undefined
          ? keeps.includes("permissions_boundary")
            ? null
            : undefined
          : canonicalJson(boundary),
    },
    "nothing else attached": { how: "limit", value: lists.length === 2 ? "by both lists" : undefined },
  };
  return subject(stack, [role], { kind: "permissions", name, global: true, facets });
}
