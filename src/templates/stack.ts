import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { addBackend } from "./backend";
import type { Context } from "./parts";

/**
 * The oldest Terraform for any stack, with or without what needs it yet: `import` blocks came with it. Older than it
 * are the cloud block (1.1) and terraform_data (1.4). https://github.com/hashicorp/terraform/blob/v1.5/CHANGELOG.md
 */
const FLOOR = "1.5.0";

/** Adds what every stack has: backend and provider. */
export function addFrame(context: Context): void {
  const { scope, model, stack } = context;
  context.requires.add(FLOOR);
  addBackend(context);
  new AwsProvider(scope, "aws", {
    region: stack.region,
    allowedAccountIds: [model.account],
    defaultTags: [{ tags: { ...model.tags } }],
  });
  // The bindings ask for exactly the provider that they were generated from; the spec says what is accepted.
  scope.addOverride("terraform.required_providers", {
    aws: { source: "hashicorp/aws", version: model.provider },
  });
}

/** `removed` blocks came with 1.7, `import` and `moved` are older than the oldest Terraform that we ask for. */
const REMOVED = "1.7.0";

/** Adds what Terraform is told of resources that are there already; sorted, so that no template's order shows. */
export function addRefactorings({ scope, refactorings, requires }: Context): void {
  const { removed } = refactorings;
  if (removed.length > 0) requires.add(REMOVED);
  for (const [block, entries] of Object.entries(refactorings)) {
    const lines = (entries as readonly object[]).map((entry) => JSON.stringify(entry)).sort();
    if (lines.length > 0)
      scope.addOverride(
        block,
        lines.map((line) => JSON.parse(line)),
      );
  }
}

/** Says which Terraform the stack needs: the oldest that has all that the templates asked for. */
export function addRequiredVersion({ scope, requires }: Context): void {
  const minor = (version: string) => Number(version.split(".")[1]);
  const newest = [...requires].sort((a, b) => minor(b) - minor(a))[0] ?? FLOOR;
  scope.addOverride("terraform.required_version", `>= ${newest}`);
}
