import { listed } from "./text";
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

/** The text that adopts the roles, whose lines depend on what is there. The appliance role has the path that AWS's console gave it. */
export function adoptingRoles(
  tree: Tree,
  roles: { readonly appliance: boolean; readonly serviceLinked: boolean },
): string {
  const linked = roles.serviceLinked ? ["serviceLinked: import"] : [];
  const fields = [
    "source: import",
    ...(isWritten(tree, ["roles", "appliance", "path"]) ? [] : ["path: /service-role/"]),
  ];
  const isInside = isWritten(tree, ["roles", "appliance"]);
  const whole = roles.appliance ? [`appliance: { ${fields.join(", ")} }`] : [];
  if (!isWritten(tree, ["roles"])) return `add roles: { ${[...linked, ...whole].join(", ")} }`;
  const within = roles.appliance && isInside ? [`${fields.join(", ")} in roles.appliance`] : [];
  const beside = [...linked, ...(isInside ? [] : whole)];
  const said = [...(beside.length > 0 ? [`${beside.join(", ")} in roles`] : []), ...within];
  return `write ${listed(said)}`;
}
