import type { Backend } from "./backend";

/** Where a backend keeps the state of a stack, in words that tell one place from another. */
export function statePlace(backend: Backend, stack: string): string {
  switch (backend.type) {
    case "local":
      return `terraform.${stack}.tfstate`;
    case "s3":
      return `s3://${backend.bucket}/${backend.prefix}${stack}`;
    case "http":
      return `${backend.address}${stack}`;
    default:
      return `${backend.hostname}/${backend.organization}/${backend.prefix}${stack}`;
  }
}

/** Terraform's settings as a stack's text has them. */
export interface TerraformSettings {
  readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly cloud?: Readonly<Record<string, unknown>>;
}

/** The same place as read from a stack's text; undefined for what we don't write. */
export function writtenPlace({ backend, cloud }: TerraformSettings = {}): string | undefined {
  const { local, s3, http, remote } = backend ?? {};
  const workspaces = remote ?? cloud;
  if (local) return joined([local.path])?.split("/").pop();
  if (s3) return joined(["s3:/", s3.bucket, s3.key]);
  if (http) return joined([http.address]);
  if (workspaces === undefined) return undefined;
  const { name } = workspaces.workspaces as { readonly name?: unknown };
  return joined([workspaces.hostname, workspaces.organization, name]);
}

const joined = (parts: readonly unknown[]): string | undefined =>
  parts.every((part) => typeof part === "string") ? parts.join("/") : undefined;
