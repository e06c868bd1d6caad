import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { LocalBackend, S3Backend } from "cdktf";
import type { Model } from "../compiler/model";
import type { Stack } from "../compiler/stacks";
import type { Context } from "./parts";

/** The oldest Terraform that takes what the stacks use. */
const FLOOR = "1.5.0";
/** S3 native state locking, `use_lockfile`. */
const S3_LOCKFILE = "1.10.0";

/** Adds what every stack has: backend, provider, and the versions that they need. */
export function addFrame({ scope, model, stack }: Context): void {
  const oldest = addBackend({ scope, model, stack });
  new AwsProvider(scope, "aws", {
    region: stack.region,
    allowedAccountIds: [model.account],
    defaultTags: [{ tags: { ...model.tags } }],
  });
  // The bindings ask for exactly the provider that they were generated from; the spec says what is accepted.
  scope.addOverride("terraform.required_providers", {
    aws: { source: "hashicorp/aws", version: model.provider },
  });
  scope.addOverride("terraform.required_version", `>= ${oldest}`);
}

/** Adds the backend, where every stack's state has its own place, and gives the oldest Terraform that knows it. */
function addBackend({
  scope,
  model,
  stack,
}: {
  scope: Context["scope"];
  model: Model;
  stack: Stack;
}): string {
  const { backend } = model;
  if (backend.type === "local") {
    // Beside the output folder, not in it: that is what people delete.
    new LocalBackend(scope, { path: `../../../terraform.${stack.name}.tfstate` });
    return FLOOR;
  }
  new S3Backend(scope, {
    bucket: backend.bucket,
    key: `${backend.prefix}${stack.name}`,
    region: backend.region,
    encrypt: true,
  });
  scope.addOverride("terraform.backend.s3.use_lockfile", true);
  return S3_LOCKFILE;
}
