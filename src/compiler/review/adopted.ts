import { tellsPath } from "../checks/role-path-assumed";
import type { Model } from "../model";
import type { StackArtifact } from "../stacks";

/** How many resources are listed: a fleet's would not fit into a pull request's page. */
const MOST_IMPORTS = 50;

/** What Terraform adopts, and by which ids. */
export function adoptedSection({ roles, ...model }: Model, stacks: readonly StackArtifact[]): string[] {
  const lines = stacks.flatMap(({ name, imports }) =>
    imports.map(({ to, id }) => `| \`${name}\` | \`${to}\` | \`${id}\` |`),
  );
  if (lines.length === 0) return [];
  const more = lines.length - MOST_IMPORTS;
  const { source, path, name } = roles.appliance;
  return [
    "## Adopted",
    "These are there already. Terraform takes them over by these ids; its plan shows what changes of each. Tags, and attributes of things, that the spec does not give are taken away.",
    [
      "| stack | resource | id |",
      "| --- | --- | --- |",
      ...lines.slice(0, MOST_IMPORTS),
      ...(more > 0 ? [`| and ${more} more | | |`] : []),
    ].join("\n"),
    ...(source === "import"
      ? [
          `**The role's path must be \`${path}\`**, or Terraform would destroy the role and make a new one: \`${tellsPath(name)}\` prints it, and a plan that says \`must be replaced\` is not to be applied.`,
        ]
      : []),
    ...(model.appliances.some((appliance) => appliance.source === "import") ? [CERTIFICATES] : []),
  ];
}

const CERTIFICATES =
  "Terraform can't import certificates, nor what attaches them to things and IoT policies: one given by its ARN is attached again, and those that the spec does not name stay on their things, which AWS IoT does not delete as long as they have one.";

/** What to do where a resource that Terraform shall make is there already. */
export function existsAlready(model: Model): string[] {
  const made = [
    model.roles.serviceLinked,
    model.roles.appliance.source,
    ...[model.appliances, model.thingTypes, model.iotPolicies].flatMap(sources),
    ...[model.buckets, model.accessPoints, model.secrets].flatMap(sources),
  ];
  if (!made.includes("create")) return [];
  return [
    "Should AWS answer that something exists already (`EntityAlreadyExists`, `ResourceAlreadyExistsException`, …), write `source: import` at it, for the service-linked role `serviceLinked: import`; `panorama-compile explain already-exists` says more.",
  ];
}

const sources = (entries: readonly { readonly source: string }[]): string[] =>
  entries.map(({ source }) => source);
