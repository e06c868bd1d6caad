import type { Backend } from "../compiler/backend";
import {
  CloudBackend,
  HttpBackend,
  LocalBackend,
  NamedCloudWorkspace,
  NamedRemoteWorkspace,
  RemoteBackend,
  S3Backend,
} from "./cdktf";
import type { Context } from "./parts";

/**
 * "The s3 backend now supports S3 native state locking", and wants no other argument for it; generally available from
 * 1.11 on. https://github.com/hashicorp/terraform/blob/v1.10/CHANGELOG.md
 */
const S3_LOCKFILE = "1.10.0";
/** `project` in the workspaces of the cloud block. https://github.com/hashicorp/terraform/pull/33489 */
const CLOUD_PROJECT = "1.6.0";

type Of<T extends Backend["type"]> = Extract<Backend, { type: T }>;

/** Adds the backend, where every stack's state has its own place. Credentials come from Terraform's environment. */
export function addBackend(context: Context): void {
  const { backend } = context.model;
  if (backend.type === "local") addLocal(context);
  else if (backend.type === "s3") addS3(context, backend);
  else if (backend.type === "http") addHttp(context, backend);
  else if (backend.type === "remote") addRemote(context, backend);
  else addCloud(context, backend);
}

/** Beside the output folder, not in it: that is what people delete. */
function addLocal({ scope, stack }: Context): void {
  new LocalBackend(scope, { path: `../../../terraform.${stack.name}.tfstate` });
}

/** `encrypt` alone asks for SSE-S3, with `kms_key_id` for SSE-KMS; both go with the lock's object too. */
function addS3({ scope, stack, requires }: Context, { bucket, prefix, region, kmsKeyId }: Of<"s3">): void {
  new S3Backend(scope, {
    bucket,
    key: `${prefix}${stack.name}`,
    region,
    encrypt: true,
    ...(kmsKeyId !== undefined && { kmsKeyId }),
  });
  scope.addOverride("terraform.backend.s3.use_lockfile", true);
  requires.add(S3_LOCKFILE);
}

/** Terraform has a default for each method, but locks only where there is a lock's address. */
function addHttp({ scope, stack }: Context, backend: Of<"http">): void {
  const address = `${backend.address}${stack.name}`;
  const { lock } = backend;
  const lockAddress = `${address}${lock?.suffix ?? ""}`;
  new HttpBackend(scope, {
    address,
    updateMethod: backend.updateMethod,
    ...(lock && {
      lockAddress,
      lockMethod: lock.method,
      unlockAddress: lockAddress,
      unlockMethod: lock.unlockMethod,
    }),
  });
}

function addRemote({ scope, stack }: Context, { organization, hostname, prefix }: Of<"remote">): void {
  const workspaces = new NamedRemoteWorkspace(`${prefix}${stack.name}`);
  new RemoteBackend(scope, { organization, hostname, workspaces });
}

function addCloud({ scope, stack, requires }: Context, backend: Of<"cloud">): void {
  const { organization, hostname, prefix, project } = backend;
  const workspaces = new NamedCloudWorkspace(`${prefix}${stack.name}`, project);
  new CloudBackend(scope, { organization, hostname, workspaces });
  if (project !== undefined) requires.add(CLOUD_PROJECT);
}
