import { type Condition, covers, hasVariable, isAbout, type Statement } from "./policy";

/** A request of the role, as its policies look at it. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  /** What is known of it, by the keys of conditions. */
  readonly context?: Readonly<Record<string, string>>;
}

/** Whether statements surely let a request through: no Deny may reach it, whatever its conditions are. */
export const surelyMay = (statements: readonly Statement[], asked: Asked): boolean =>
  statements.some(
    (statement) =>
      statement.allows &&
      isAbout(statement, asked.action) &&
      reaches(statement, asked.resource) === true &&
      statement.conditions.every((condition) => isMet(condition, asked.context ?? {})),
  ) &&
  !statements.some(
    (statement) =>
      !statement.allows &&
      mayBeAbout(statement, asked.action) &&
      reaches(statement, asked.resource) !== false,
  );

/** Whether statements may let a request through: what the conditions of an Allow ask for is taken as given. */
export const perhapsMay = (statements: readonly Statement[], { action, resource }: Asked): boolean =>
  statements.some(
    (statement) => statement.allows && isAbout(statement, action) && reaches(statement, resource) !== false,
  ) &&
  !statements.some(
    (statement) =>
      !statement.allows &&
      isAbout(statement, action) &&
      reaches(statement, resource) === true &&
      statement.conditions.length === 0,
  );

/** A Deny that names no action is none that IAM takes, and so nobody knows what it is. */
const mayBeAbout = (statement: Statement, action: string): boolean =>
  isAbout(statement, action) || (statement.actions ?? statement.notActions) === undefined;

/** Whether a statement is about a resource; undefined where that can't be known. */
function reaches({ resources, notResources }: Statement, resource: string): boolean | undefined {
  const patterns = resources ?? notResources;
  if (patterns === undefined) return undefined;
  const found = patterns.some((pattern) => covers(pattern, resource));
  if (!found && patterns.some(hasVariable)) return undefined;
  return found === (resources !== undefined);
}

/** Whether a condition holds for what is known; one that is about anything else does not. */
function isMet({ operator, key, values }: Condition, context: Readonly<Record<string, string>>): boolean {
  if (operator !== "StringEquals" && operator !== "StringLike") return false;
  const [, value] =
    Object.entries(context).find(([known]) => known.toLowerCase() === key.toLowerCase()) ?? [];
  return value !== undefined && values.includes(value);
}
