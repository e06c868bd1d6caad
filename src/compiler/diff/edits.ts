import type { Policy, Statement } from "../policies/policy";
import { listed } from "../text";

/** What was written into a policy, and what was taken out of it: `+ DeclaredSecrets: resource arn:…`. */
export function editsOf(before: Policy, after: Policy): string[] {
  const [old, now] = [named(before), named(after)];
  return [...linesOf(now, old).map((line) => `+ ${line}`), ...linesOf(old, now).map((line) => `- ${line}`)];
}

/** Statements by their names; one that has none goes by its place. */
const named = ({ statements }: Policy): Map<string, Statement> =>
  new Map(statements.map((statement, index) => [statement.sid ?? `statement ${index + 1}`, statement]));

/** What some statements say that others of their names do not: a value a line, of a whole statement one. */
function linesOf(these: ReadonlyMap<string, Statement>, those: ReadonlyMap<string, Statement>): string[] {
  return [...these].flatMap(([name, statement]) => {
    const other = those.get(name);
    if (other === undefined) return [`${name}: ${summaryOf(statement)}`];
    const known = new Set(partsOf(other));
    return partsOf(statement)
      .filter((part) => !known.has(part))
      .map((part) => `${name}: ${part}`);
  });
}

/** How many resources of a whole statement are named. */
const MOST = 3;

function summaryOf({ effect, actions, notActions = [], resources = [], conditions = [] }: Statement): string {
  const what = actions ? listed(actions) : `all but ${listed(notActions)}`;
  const shown = resources.slice(0, MOST);
  const more = resources.length - shown.length;
  const on = shown.length > 0 ? ` on ${listed(more > 0 ? [...shown, `${more} more`] : shown)}` : "";
  const when =
    conditions.length > 0
      ? `, with conditions on ${listed([...new Set(conditions.map(({ variable }) => variable))])}`
      : "";
  return `${effect} ${what}${on}${when}`;
}

function partsOf({
  effect,
  principals = [],
  actions = [],
  notActions = [],
  resources = [],
  notResources = [],
  conditions = [],
}: Statement): string[] {
  return [
    effect,
    ...principals.flatMap(({ type, identifiers }) => identifiers.map((id) => `principal ${type} ${id}`)),
    ...actions.map((action) => `action ${action}`),
    ...notActions.map((action) => `any action but ${action}`),
    ...resources.map((resource) => `resource ${resource}`),
    ...notResources.map((resource) => `any resource but ${resource}`),
    ...conditions.flatMap(({ test, variable, values }) =>
      values.map((value) => `condition ${test} ${variable} ${value}`),
    ),
  ];
}
