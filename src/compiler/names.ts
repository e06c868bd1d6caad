/**
 * A name of the spec as a Terraform address. Characters that Terraform refuses become `_`; a name that
 * starts with neither a letter nor `_` gets a `_` in front. Two names may give one address: a check looks for that.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 */
export function addressOf(name: string): string {
  const address = name.replace(/[^A-Za-z0-9_-]/g, "_");
  return /^[A-Za-z_]/.test(address) ? address : `_${address}`;
}

/** A secret's name as a Terraform variable: `[A-Za-z0-9_]` only, so that every shell can export `TF_VAR_NAME`. */
export const variableOf = (name: string): string => addressOf(name).replace(/-/g, "_");

/** The nearest name that can be the prefix of stacks; empty where nothing of the name is left. */
export const stackPrefixOf = (name: string): string =>
  name
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 64);

/** The name that a file gives its only document: the file's name without folders and extension. */
export const nameOfFile = (path: string): string =>
  (path.split(/[\\/]/).pop() ?? "").replace(/\.ya?ml$/i, "");
