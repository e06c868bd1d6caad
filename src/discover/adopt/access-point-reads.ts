import { type AccessPoint, type Account, isSeen } from "../account";
import { type Condition, covers, isAbout, type Statement, statementsOf } from "../judge/policy";

/** What the spec's policy of an access point lets the appliance role do, on objects and on the access point. */
const READS = ["s3:GetObject", "s3:GetObjectVersion"];
const LISTS = "s3:ListBucket";

/** What the prefix of a spec's access point may be made of: nothing that a policy would read as a pattern. */
const PREFIX = /^[A-Za-z0-9/_.=-]{0,512}/;

/** The longest prefix of all objects that a policy lets the appliance role read today; it may hold more than these. */
export function prefixIn(account: Account, point: AccessPoint): string | undefined {
  const heads = statementsFor(account, point)
    .filter((statement) => isAbout(statement, "s3:GetObject"))
    .flatMap((statement) => objectsIn(statement, point))
    .map((pattern) => PREFIX.exec(pattern)?.[0] ?? "");
  const [first = "", ...others] = heads;
  const shared = [...first].findIndex((_, at) => others.some((head) => head[at] !== first[at]));
  return (shared < 0 ? first : first.slice(0, shared)) || undefined;
}

/** The statements by which an access point's policy lets the appliance role do any of these. */
export function statementsFor({ applianceRole }: Account, { policy }: AccessPoint): Statement[] {
  if (!isSeen(applianceRole) || !isSeen(policy)) return [];
  return statementsOf(policy.document).filter(
    (statement) =>
      statement.allows &&
      statement.principals.some(
        ({ type, id }) => type === "AWS" && (id === applianceRole.arn || id === "*"),
      ) &&
      [...READS, LISTS].some((action) => isAbout(statement, action)),
  );
}

/** Patterns of the objects that a statement is about, below the access point; `*` for any that is not plainly below. */
export function objectsIn({ resources }: Statement, { arn }: AccessPoint): string[] {
  const start = `${arn}/object/`;
  return (resources ?? ["*"])
    .filter((pattern) => pattern.startsWith(start) || /[*?$]/.test(pattern))
    .map((pattern) => (pattern.startsWith(start) ? pattern.slice(start.length) : "*"));
}

/** The actions that the spec's policy lets the role do under a prefix, and today's not surely for all of that. */
export function actionsBeyond(account: Account, point: AccessPoint, prefix = ""): string[] {
  const statements = statementsFor(account, point);
  const isCovered = (action: string, resource: string, isMet: (condition: Condition) => boolean) =>
    statements.some(
      (statement) =>
        isAbout(statement, action) &&
        statement.resources?.some((pattern) => coversAll(pattern, resource)) === true &&
        statement.conditions.every(isMet),
    );
  const listsAsMuch = ({ operator, key, values }: Condition) =>
    operator === "StringLike" &&
    key.toLowerCase() === "s3:prefix" &&
    values.some((value) => coversAll(value, `${prefix}*`));
  return [
    ...READS.filter((action) => !isCovered(action, `${point.arn}/object/${prefix}*`, () => false)),
    ...(isCovered(LISTS, point.arn, listsAsMuch) ? [] : [LISTS]),
  ];
}

/** Whether a pattern covers all that another one with `*` does: tried out on nothing and on what nobody wrote. */
const coversAll = (pattern: string, other: string): boolean =>
  ["", "\u0000".repeat(99)].every((text) => covers(pattern, other.replaceAll("*", text)));
