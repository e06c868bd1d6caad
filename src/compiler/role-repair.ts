import { isWritten, type Tree } from "./yaml/tree";

/**
 * The text that sets a field of the appliance role. It depends on what is there: a second `roles` would be a duplicate
 * key.
 */
export function roleRepair(tree: Tree, field: string, value: string): string {
  if (isWritten(tree, ["roles", "appliance", field])) return `write ${field}: ${value}`;
  if (isWritten(tree, ["roles", "appliance"])) return `add ${field}: ${value} to roles.appliance`;
  if (isWritten(tree, ["roles"])) return `add appliance: { ${field}: ${value} } to roles`;
  return `add roles: { appliance: { ${field}: ${value} } }`;
}
