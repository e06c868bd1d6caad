import { canonicalJson } from "../../canonical-json";
import { strangeArguments } from "../resource-types";
import { listOf, mappingOf, type Resource, type StackConfig } from "../stack";
import { ofType, type Subject, subject } from "../subject";

/** What applying runs here; those of the compiler are constants, one for each of the two events. */
export function commandsOf(stack: StackConfig): Subject[] {
  return ["run", "certificate"].flatMap((event) => {
    const events = ofType(stack, "terraform_data").filter(({ name }) => name.startsWith(`${event}-`));
    if (events.length === 0) return [];
    const commands = events.map(({ body }) => {
      const [provisioner] = listOf(body.provisioner).map((one) => mappingOf(mappingOf(one)["local-exec"]));
      const { environment, ...rest } = provisioner ?? {};
      return canonicalJson([rest, Object.keys(mappingOf(environment)).sort()]);
    });
    const facets: Subject["facets"] = {
      command: { how: "fixed", value: [...new Set(commands)].sort().join() },
    };
    const name = event === "run" ? "what starts a job" : "what sets a certificate's status";
    return [subject(stack, events, { kind: "command", name, id: event, global: true, facets })];
  });
}

/** What lets somebody in as a part of something else, and of nothing by itself. */
const PARTS: readonly string[] = [
  "aws_iam_role_policies_exclusive",
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_iam_role_policy_attachments_exclusive",
  "aws_iot_policy_attachment",
  "aws_iot_thing_principal_attachment",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3control_access_point_policy",
  "terraform_data",
];

/** What the compiler never writes, or not so, and parts of none of the `others`: nobody here can say what it lets in. */
export function strangersOf(stack: StackConfig, others: readonly Subject[]): Subject[] {
  const known = new Set(others.flatMap(({ made }) => made.map(({ address }) => address)));
  const isStrange = (resource: Resource) =>
    strangeArguments(resource).length > 0 || (PARTS.includes(resource.type) && !known.has(resource.address));
  return [
    ...[...stack.resources.values()].filter(isStrange).map((resource) =>
      subject(stack, [resource], {
        kind: "other",
        name: `${resource.address} in ${stack.name}`,
        facets: { configuration: { how: "fixed", value: canonicalJson(resource.body) } },
      }),
    ),
    ...ofBlocks(stack),
  ];
}

const ofBlocks = (stack: StackConfig): Subject[] =>
  Object.entries(stack.strange).map(([name, value]) =>
    subject(stack, [], {
      kind: "other",
      name: `${name} in ${stack.name}`,
      facets: { configuration: { how: "fixed", value: canonicalJson(value) } },
    }),
  );
