import type { Path } from "../finding";

const ALWAYS = "take it out: it is always on";
const NO_TABLE = "take it out: an object beside each state locks it, which needs no table";
const BY_STACK = "a state's place ends in its stack's name: take it out, or write a prefix";
const WORKSPACE =
  "each stack has a workspace of its own, named after it: take it out, or write prefix: panorama-";
const SUFFIX =
  "a lock's address is its state's and a suffix: write lock: { suffix: /lock }, or lock: {} for none";
const RETRIES = "take it out: Terraform reads TF_HTTP_RETRY_MAX and its companions from its environment";

/**
 * What takes the place of Terraform's own arguments of backends, none of which holds a secret.
 * https://developer.hashicorp.com/terraform/language/backend
 */
const INSTEAD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  local: {
    path: BY_STACK.replace(", or write a prefix", ""),
    workspace_dir: BY_STACK.replace(", or write a prefix", ""),
  },
  s3: {
    key: "a state's key is the prefix and its stack's name: take it out, or write prefix: panorama/",
    workspace_key_prefix: BY_STACK,
    dynamodb_table: NO_TABLE,
    dynamodbTable: NO_TABLE,
    lockTable: NO_TABLE,
    use_lockfile: ALWAYS,
    encrypt: ALWAYS,
  },
  http: {
    lock_address: SUFFIX,
    unlock_address: SUFFIX,
    lock_method: "write lock: { method: POST }",
    unlock_method: "write lock: { unlockMethod: DELETE }",
    retry_max: RETRIES,
    retry_wait_min: RETRIES,
    retry_wait_max: RETRIES,
    skip_cert_verification: "take it out: the server's certificate is always verified",
  },
  remote: { workspaces: WORKSPACE },
  cloud: { workspaces: WORKSPACE },
};

/** What to write instead of one of Terraform's arguments in a backend. */
export function backendKeyHelp([, , kind]: Path, key: string): string | undefined {
  const known = Object.hasOwn(INSTEAD, String(kind)) ? INSTEAD[String(kind)] : undefined;
  return known && Object.hasOwn(known, key) ? known[key] : undefined;
}

const NUMBER = /^[0-9]{1,5}$/;
const METHOD = /^(GET|POST|PUT|PATCH|DELETE|LOCK|UNLOCK)$/;

/** The arguments whose values have a form that no credential has. A path, a key and a table's name may be one. */
const PLAIN: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  http: {
    retry_max: NUMBER,
    retry_wait_min: NUMBER,
    retry_wait_max: NUMBER,
    lock_method: METHOD,
    unlock_method: METHOD,
  },
};

/** Whether what stands behind a key that the language lacks is an argument of that backend, and can be no secret. */
export function isPlainArgument(backend: string, key: string, value: string): boolean {
  const forms = Object.hasOwn(PLAIN, backend) ? PLAIN[backend] : undefined;
  return forms !== undefined && Object.hasOwn(forms, key) && forms[key]?.test(value) === true;
}
