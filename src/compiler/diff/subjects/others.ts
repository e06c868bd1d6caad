import { canonicalJson } from "../../canonical-json";
import { mappingOf, textOf } from "../../json/unchecked";
import { strangeArguments } from "../resource-types";
import { listOf, type Resource, type StackConfig } from "../stack";
import { ofType, type Subject, subject } from "../subject";

/** What applying runs here; those of the compiler are constants, one for each of the two events. */
export function commandsOf(stack: StackConfig): Subject[] {
  return ["run", "certificate"].flatMap((event) => {
    const events = ofType(stack, "terraform_data").filter(({ name }) => name.startsWith(`${event}-`));
    if (events.length === 0) return [];
    const commands = new Set(events.map(commandOf));
    const facets: Subject["facets"] = { command: { how: "fixed", value: [...commands].sort().join() } };
    const what = event === "run" ? "what starts a job" : "what sets a certificate's status";
    const name = `${what} in ${stack.name}`;
    return [subject(stack, events, { kind: "command", name, global: true, facets })];
  });
}

/** What the request of an event is changes with the spec, and what triggers it says so. */
const REQUESTS = ["PANORAMA_CERTIFICATE", "PANORAMA_JOB", "PANORAMA_REGION"];

/** All that is run but for what it is asked to do. A status other than what triggers the event is another command. */
function commandOf({ body }: Resource): string {
  const [, status] = listOf(body.triggers_replace);
  const provisioners = listOf(body.provisioner).map((one) => {
    const { "local-exec": local, ...others } = mappingOf(one);
    const { environment, ...rest } = mappingOf(local);
    const request = textOf(mappingOf(environment).PANORAMA_CERTIFICATE);
    const isAsked = request === "" || request.endsWith(`"newStatus":"${status}"}`);
    const constants = Object.entries(mappingOf(environment)).filter(([key]) => !REQUESTS.includes(key));
    return [others, rest, constants, isAsked];
  });
  return canonicalJson(provisioners);
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
