import type { Backend } from "../backend";
import type * as Spec from "../spec.generated";

const HCP_TERRAFORM = "app.terraform.io";

/** Where the states are kept, with defaults filled in. */
export function backendOf(backend: Spec.Backend | undefined): Backend {
  const { s3, http, remote, cloud } = backend ?? {};
  if (s3) {
    const { bucket, region, prefix = "", kmsKeyId } = s3;
    return { type: "s3", bucket, region, prefix, kmsKeyId };
  }
  if (http) return httpBackend(http);
  if (remote) {
    const { organization, hostname = HCP_TERRAFORM, prefix = "" } = remote;
    return { type: "remote", organization, hostname, prefix };
  }
  if (cloud) {
    const { organization, hostname = HCP_TERRAFORM, prefix = "", project } = cloud;
    return { type: "cloud", organization, hostname, prefix, project };
  }
  return { type: "local" };
}

function httpBackend({ address, updateMethod = "POST", lock }: NonNullable<Spec.Backend["http"]>): Backend {
  if (lock === undefined) return { type: "http", address, updateMethod, lock };
  const { suffix = "", method = "LOCK", unlockMethod = "UNLOCK" } = lock;
  return { type: "http", address, updateMethod, lock: { suffix, method, unlockMethod } };
}
