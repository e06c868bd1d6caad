import { textOf } from "../../json/unchecked";
import { groupedBy } from "../../values";
import { Computed, labelOf, listOf, type Resource, type StackConfig } from "../stack";
import { ofType, policyFacet, type Status, type Subject, subject } from "../subject";

/** What a certificate that has an IoT policy may do. */
export function iotPolicyOf(stack: StackConfig, policy: Resource): Subject {
  const facets = {
    policy: policyFacet(
      policy.body.policy,
      { alone: false, within: { actions: ["iot:*"] } },
      { ofThings: true },
    ),
  };
  return subject(stack, [policy], { kind: "IoT policy", name: textOf(policy.body.name), facets });
}

/** What a certificate holds: policies and things, as long as it is active. */
export function certificatesOf(stack: StackConfig): Subject[] {
  const attachments = groupedBy(
    [
      ...ofType(stack, "aws_iot_policy_attachment").map((resource) => ({
        resource,
        to: targetOf(resource.body.target),
        item: `the policy ${labelOf(resource.body.policy)}`,
      })),
      ...ofType(stack, "aws_iot_thing_principal_attachment").map((resource) => ({
        resource,
        to: targetOf(resource.body.principal),
        item: `the thing ${labelOf(resource.body.thing)}`,
      })),
    ],
    ({ to }) => to,
  );
  const statuses = new Map(
    ofType(stack, "terraform_data").map(({ body }) => {
      const [arn, status] = listOf(body.triggers_replace);
      return [arn, status];
    }),
  );
  const certificates = [
    ...ofType(stack, "aws_iot_certificate").map((resource) => ({
      name: resource.name,
      id: textOf(resource.body.csr),
      resources: [resource],
      to: `${resource.address}.arn`,
      status: resource.body.active === false ? ("inactive" as const) : ("active" as const),
    })),
    ...[...attachments.keys()]
      .filter((to) => to.startsWith("arn:"))
      .map((to) => ({
        name: to,
        id: to,
        resources: [],
        to,
        status: STATUSES.get(statuses.get(to)) ?? ("unknown" as const),
      })),
  ];
  return certificates.map(({ name, id, resources, to, status }) => {
    const held = attachments.get(to) ?? [];
    const items = [...new Set(held.map(({ item }) => item))];
    const makers = [...resources, ...held.map(({ resource }) => resource)];
    return subject(stack, makers, {
      kind: "certificate",
      name: held[0]?.resource.name ?? name,
      id,
      facets: { certificate: { how: "held", items, status } },
    });
  });
}

/** What applying sets a certificate to that exists: templates/certificate-status.ts. */
const STATUSES: ReadonlyMap<unknown, Status> = new Map([
  ["ACTIVE", "active"],
  ["INACTIVE", "inactive"],
]);

/** An ARN, or the reference to it. */
const targetOf = (value: unknown): string => (value instanceof Computed ? value.reference : textOf(value));
