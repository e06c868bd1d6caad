import { namesSecret } from "../redact/names";
import { spacedSecretHelp } from "./entry-texts";
import type { DeclaredSecret, Miss } from "./miss";
import { flow, placesBelow, type SchemaNode, specSchema } from "./schema";

/** Keys by which backends take credentials, or learn where they are. */
const CREDENTIALS =
  /^(user(name)?|profile|(shared_)?(credentials|config)_files?|(assume_)?role(_arn|_with_web_identity)?|auth|login|.*(cert|pem).*)$/i;

const HCP_TERRAFORM = "`terraform login`, or TF_TOKEN_ and the host's name, as in TF_TOKEN_app_terraform_io";

/** Where each backend finds credentials. https://developer.hashicorp.com/terraform/language/backend */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  s3: "AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  http: "TF_HTTP_USERNAME and TF_HTTP_PASSWORD",
  remote: HCP_TERRAFORM,
  cloud: HCP_TERRAFORM,
};

const NO_SECRET =
  "take it out: a spec holds no secret; those in AWS Secrets Manager are declared under secrets";

/**
 * What to do instead of writing a secret under a key that the language lacks; undefined where it is another mistake.
 * `near` is the known key that it resembles, `known` a sentence with all.
 */
export function secretKeyHelp(
  { path, secret }: Miss,
  key: string,
  near: string | undefined,
  known: string,
): string | undefined {
  if (near !== undefined && near !== "value") return undefined;
  if (secret !== undefined && isOfLanguage(key)) return undefined;
  if (secret !== undefined && /^panorama/i.test(key))
    return `write name: ${flow(key)}, and the other fields beside it`;
  if (secret !== undefined) return namesSecret(key) ? valueHelp(secret) : `${valueHelp(secret)}\n${known}`;
  if (path[0] === "terraform" && path[1] === "backend") return backendHelp(path[2], key);
  return near === undefined && namesSecret(key) ? NO_SECRET : undefined;
}

/** Whether the language has a key of this name elsewhere: what stands behind it is no secret's value. */
const isOfLanguage = (key: string): boolean =>
  !namesSecret(key) &&
  (Object.hasOwn((specSchema as SchemaNode).properties ?? {}, key) ||
    placesBelow(specSchema, key).length > 0);

function backendHelp(backend: unknown, key: string): string | undefined {
  if (!namesSecret(key) && !CREDENTIALS.test(key)) return undefined;
  const variables = ENVIRONMENT[String(backend)] ?? "AWS_PROFILE for s3, TF_HTTP_PASSWORD for http";
  return `take it out: Terraform finds credentials in its environment (${variables})`;
}

/** How a secret gets its value. */
export function valueHelp({ variable, takesVariable }: DeclaredSecret): string {
  const name = variable === undefined ? "the variable that compile names" : `TF_VAR_${variable}`;
  return takesVariable
    ? `take it out: the value comes from ${name}, exported where Terraform runs`
    : `a spec holds no secret: write value: variable, and export ${name} where Terraform runs`;
}

/** What was found, unless that may be a secret. */
export const foundWords = ({ hidden, error: { data } }: Miss, words: string): string =>
  hidden && typeof data !== "object" ? "a value that is not repeated here" : words;

/** Help with a value of the wrong type among the secrets, which may be the secret itself. */
export function secretTypeHelp({ path, hidden, secret, error }: Miss): string | undefined {
  const { data, params, parentSchema } = error;
  if (path.length === 1 && path[0] === "secrets") return listHelp(data);
  if (params.type === "integer" && typeof data === "object") return undefined; // nobody writes a value as a list of days
  if (!hidden || secret === undefined || data === null) return undefined;
  const spaced = typeof data === "string" && spacedSecretHelp(path, data, parentSchema as SchemaNode);
  return spaced || valueHelp(secret);
}

/** `secrets: { NAME: VALUE }`, or the entry's fields below its name. */
function listHelp(data: unknown): string | undefined {
  const [[name = "", value] = []] = Object.entries(Object(data)) as [string, unknown][];
  if (!/^panorama/i.test(name)) return undefined;
  if (typeof value === "object" && value !== null)
    return `write a list: - name: ${flow(name)}, and the other fields below name`;
  return `write a list: - { name: ${flow(name)}, value: variable }`;
}
