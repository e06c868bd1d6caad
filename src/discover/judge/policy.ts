/** Policies as AWS gives them, read leniently: a stranger wrote them, and an unknown form must not stop the reading. */
export interface Statement {
  readonly allows: boolean;
  /** `Service panorama.amazonaws.com`, `AWS *` …; `Not…` where everybody else is meant. */
  readonly principals: readonly Principal[];
  /** Patterns; undefined where the statement has NotAction or none. */
  readonly actions: readonly string[] | undefined;
  /** Patterns of all that it is not about; undefined where the statement has none. */
  readonly notActions: readonly string[] | undefined;
  /** Patterns; undefined where the statement has NotResource or none. */
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly conditions: readonly Condition[];
  /** As it stands there. */
  readonly text: unknown;
}

export interface Principal {
  /** `Service`, `AWS`, `Federated`, `CanonicalUser`; `Not` where all others are meant. */
  readonly type: string;
  readonly id: string;
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** The statements of a policy document; none where it is no such thing. */
export const statementsOf = (document: unknown): Statement[] =>
  listOf(fieldOf(document, "Statement")).map((text) => ({
    allows: fieldOf(text, "Effect") === "Allow",
    principals: [
      ...principalsIn(fieldOf(text, "Principal")),
      ...principalsIn(fieldOf(text, "NotPrincipal")).map(({ id }) => ({ type: "Not", id })),
    ],
    actions: stringsIn(fieldOf(text, "Action")),
    notActions: stringsIn(fieldOf(text, "NotAction")),
    resources: stringsIn(fieldOf(text, "Resource")),
    notResources: stringsIn(fieldOf(text, "NotResource")),
    conditions: Object.entries(mappingOf(fieldOf(text, "Condition"))).flatMap(([operator, keys]) =>
      Object.entries(mappingOf(keys)).map(([key, values]) => ({
        operator,
        key,
        values: stringsIn(values) ?? [],
      })),
    ),
    text,
  }));

/** Whether a document is a policy at all. */
export const isPolicy = (document: unknown): boolean => fieldOf(document, "Statement") !== undefined;

function principalsIn(principal: unknown): Principal[] {
  if (typeof principal === "string") return [{ type: "AWS", id: principal }];
  return Object.entries(mappingOf(principal)).flatMap(([type, ids]) =>
    (stringsIn(ids) ?? []).map((id) => ({ type, id })),
  );
}

function fieldOf(value: unknown, name: string): unknown {
  return mappingOf(value)[name];
}

const mappingOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function stringsIn(value: unknown): string[] | undefined {
  if (value === undefined) return undefined;
  return listOf(value).flatMap((item) =>
    typeof item === "string"
      ? item
      : typeof item === "boolean" || typeof item === "number"
        ? String(item)
        : [],
  );
}

/** Whether a pattern of a policy (`*` and `?`) covers a text. */
export function covers(pattern: string, text: string): boolean {
  const expression = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${expression}$`, "s").test(text);
}

/** The same for actions, whose case does not matter. */
export const coversAction = (pattern: string, action: string): boolean =>
  covers(pattern.toLowerCase(), action.toLowerCase());

/** The same for ARNs, whose six parts are compared one by one. */
export function coversArn(pattern: string, arn: string): boolean {
  const [patterns, parts] = [pattern, arn].map((text) => {
    const all = text.split(":");
    return [...all.slice(0, 5), all.slice(5).join(":")];
  });
  if (pattern === "*") return true;
  return (
    (patterns ?? []).length === 6 && (parts ?? []).every((part, at) => covers(patterns?.[at] ?? "", part))
  );
}

/** Whether a statement is about an action, by Action or by NotAction. One that has neither is about none. */
export const isAbout = ({ actions, notActions }: Statement, action: string): boolean =>
  actions?.some((pattern) => coversAction(pattern, action)) ??
  (notActions !== undefined && !notActions.some((pattern) => coversAction(pattern, action)));

/** Whether a text holds a policy variable, whose value nobody knows here. */
export const hasVariable = (text: string): boolean => text.includes("${");

/** The keys that statements set conditions on. */
export const conditionKeysIn = (statements: readonly Statement[]): string[] =>
  [...new Set(statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)))].sort();
