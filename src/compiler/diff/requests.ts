import { type Request, unmet } from "../access/decide";
import type { TextTest } from "../access/text-test";
import type { Statement } from "../policies/policy";
import { TooComplex, textsFor } from "./patterns";

/** Condition keys that follow from who asks. */
const CALLER_KEYS: readonly string[] = ["aws:principalarn", "aws:principalaccount"];

/** Accounts that policies hardly name. */
const STRANGERS = ["999999999999", "888888888888", "777777777777"] as const;

/** Who is nobody that AWS knows: a request without credentials. */
export const ANONYMOUS = "anonymous";

/** One value of a part of a request, and which statements take it. */
interface Choice {
  readonly taken: bigint;
  readonly put: (request: Request) => Request;
}

const SOMETHING: Request = { caller: ANONYMOUS, action: "", resource: "", context: {} };

/** How many combinations of sets of statements and classes are looked at; those of the compiler's policies are hundreds. */
const MOST_COMBINATIONS = 1_000_000;
const MOST_STATEMENTS = 500;

/**
 * A request for each set of statements that any request meets. For each part of a request (caller, action, resource,
 * each condition key) the values fall into finitely many classes that no statement tells apart; the classes are combined
 * part by part, and one request of each set is kept. Throws TooComplex where the classes are too many to be looked at.
 */
export function requestsOf(statements: readonly Statement[]): Request[] {
  if (statements.length > MOST_STATEMENTS)
    throw new TooComplex(`it has more than ${MOST_STATEMENTS} statements`);
  let reached = new Map<bigint, Request>([[(1n << BigInt(statements.length)) - 1n, SOMETHING]]);
  for (const choices of partsOf(statements)) {
    if (reached.size * choices.length > MOST_COMBINATIONS)
      throw new TooComplex("its statements have too many combinations");
    const next = new Map<bigint, Request>();
    for (const [taken, request] of reached)
      for (const choice of choices) {
        const both = taken & choice.taken;
        if (!next.has(both)) next.set(both, choice.put(request));
      }
    reached = next;
  }
  return [...reached.values()];
}

function* partsOf(statements: readonly Statement[]): Generator<readonly Choice[]> {
  const isOwnKey = (key: string) => CALLER_KEYS.includes(key.toLowerCase());
  yield choices(
    statements,
    callers(statements),
    (part) => part === "principal" || (typeof part === "object" && isOwnKey(part.variable)),
  );
  yield choices(
    statements,
    actions(statements).map((action) => (request: Request) => ({ ...request, action })),
    (part) => part === "action",
  );
  yield choices(
    statements,
    resources(statements).map((resource) => (request: Request) => ({ ...request, resource })),
    (part) => part === "resource",
  );
  for (const [folded, key] of keysOf(statements))
    if (!isOwnKey(key))
      yield choices(
        statements,
        valuesOf(statements, folded).map((value) => (request: Request) => withKey(request, key, value)),
        (part) => typeof part === "object" && part.variable.toLowerCase() === folded,
      );
}

/** Of values that the same statements take, the first. */
function choices(
  statements: readonly Statement[],
  puts: readonly Choice["put"][],
  isPart: (part: ReturnType<typeof unmet>[number]) => boolean,
): Choice[] {
  const classes = new Map<bigint, Choice>();
  for (const put of puts) {
    const request = put(SOMETHING);
    const taken = bits(statements.map((statement) => !unmet(statement, request).some(isPart)));
    if (!classes.has(taken)) classes.set(taken, { taken, put });
  }
  return [...classes.values()];
}

const bits = (flags: readonly boolean[]): bigint =>
  flags.reduce((mask, flag, index) => (flag ? mask | (1n << BigInt(index)) : mask), 0n);

const withKey = (request: Request, key: string, value: string | undefined): Request =>
  value === undefined ? request : { ...request, context: { ...request.context, [key]: value } };

function actions(statements: readonly Statement[]): string[] {
  const patterns = statements.flatMap(({ actions = [], notActions = [] }) => [...actions, ...notActions]);
  const lower = (text: string) => text.toLowerCase(); // actions know no case
  const samples = ["sts:AssumeRole", "s3:PutObject", "iam:PassRole"];
  return textsOf(patterns, (pattern) => ({ how: "like", text: lower(pattern) }), samples, lower);
}

function resources(statements: readonly Statement[]): string[] {
  const patterns = statements.flatMap(({ resources = [], notResources = [] }) => [
    ...resources,
    ...notResources,
  ]);
  return textsOf(patterns, (text) => ({ how: "like", text }), ["arn:aws:s3:::another-bucket"]);
}

/** Texts without wildcards read best, then `others`. Where there is no pattern, nothing tells. */
function textsOf(
  patterns: readonly string[],
  testOf: (pattern: string) => TextTest,
  others: readonly string[],
  folded?: (text: string) => string,
): string[] {
  const unique = [...new Set(patterns)];
  if (unique.length === 0) return [""];
  const exact = unique.filter((pattern) => !/[*?]/.test(pattern));
  return textsFor(unique.map(testOf), [...exact, ...others, ...unique.map(example)], folded);
}

/** A text that reads like what a pattern is meant for: in an ARN's places of Region and account, a stranger's. */
const example = (pattern: string): string =>
  pattern
    .replace(/^(arn:[^:]*:[^:]*):\*:/, "$1:eu-central-1:")
    .replace(/^(arn:[^:]*:[^:]*:[^:]*):\*:/, `$1:${STRANGERS[0]}:`)
    .replace(/([A-Za-z0-9])\*+(?=$|:)/g, "$1-any")
    .replace(/\*+/g, "any")
    .replace(/\?/g, "x");

/** The same of another account. */
const elsewhere = (text: string): string => text.replace(/:\d{12}:/, `:${STRANGERS[0]}:`);

/** The same of a Region where AWS Panorama never was. */
const abroad = (text: string): string => text.replace(/^(arn:[^:]*:[^:]*):[^:]*:/, "$1:eu-central-1:");

/** Another one of a device's account and Region. */
const another = (text: string): string => text.replace(/:device\/.*$/, ":device/device-any");

/** The keys that statements ask for, by their names in lower case: AWS knows no case in them. */
const keysOf = (statements: readonly Statement[]): Map<string, string> =>
  new Map(
    statements.flatMap(({ conditions = [] }) =>
      conditions.map(({ variable }) => [variable.toLowerCase(), variable] as const),
    ),
  );

/** A key that says on whose behalf a service asks is more telling with a value than without one. */
function valuesOf(statements: readonly Statement[], folded: string): (string | undefined)[] {
  const conditions = statements
    .flatMap(({ conditions = [] }) => conditions)
    .filter(({ variable }) => variable.toLowerCase() === folded);
  if (conditions.every(({ test }) => test === "Bool")) return [undefined, "true", "false"];
  const tests = conditions.flatMap(({ test, values }) =>
    (test === "Bool" ? values.flatMap(spellings) : values).map(
      (text): TextTest => ({ how: howOf(test), text }),
    ),
  );
  const unique = [...new Map(tests.map((test) => [`${test.how} ${test.text}`, test])).values()];
  const samples = unique.map(({ text }) => example(text));
  const others = [...samples.map(elsewhere), ...STRANGERS, "true", "false"];
  // Who asks on whose behalf: somebody else is more telling than one's own, and anybody more than nobody.
  if (folded === "aws:sourceaccount")
    return [...textsFor(unique, [...STRANGERS, ...samples, ...others]), undefined];
  if (folded === "aws:sourcearn")
    return [
      ...textsFor(unique, [...samples.map(abroad), ...samples.map(another), ...samples, ...others]),
      undefined,
    ];
  return [undefined, ...textsFor(unique, [...samples, ...others])];
}

/** A text in all small and capital letters, which a Bool does not tell apart, and operators of texts do. */
const spellings = (text: string): string[] =>
  [...text].reduce<string[]>(
    (starts, letter) =>
      [...new Set([letter.toLowerCase(), letter.toUpperCase()])].flatMap((one) =>
        starts.map((start) => start + one),
      ),
    [""],
  );

const howOf = (test: string): TextTest["how"] =>
  test.startsWith("Arn") ? "arn" : test.endsWith("Like") ? "like" : "is";

/** Everybody who is named, one of the same account who is not, one of another account, another service, nobody. */
function callers(statements: readonly Statement[]): Choice["put"][] {
  const named = statements.flatMap(({ principals = [], conditions = [] }) => [
    ...principals.flatMap(({ type, identifiers }) => (type === "AWS" ? identifiers : [])),
    ...conditions
      .filter(({ variable }) => CALLER_KEYS.includes(variable.toLowerCase()))
      .flatMap(({ values }) => values),
  ]);
  if (named.some((id) => id !== "*" && /[*?]/.test(id))) throw new TooComplex("it tells callers by patterns");
  const arns = named.filter((id) => id.startsWith("arn:"));
  const accounts = new Set([
    ...arns.map((arn) => arn.split(":")[4] ?? ""),
    ...named.filter((id) => /^\d{12}$/.test(id)),
  ]);
  const another = STRANGERS.find((account) => !accounts.has(account)) ?? "";
  const services = statements.flatMap(({ principals = [] }) =>
    principals.flatMap(({ type, identifiers }) => (type === "Service" ? identifiers : [])),
  );
  const other = ["another.amazonaws.com", "some-other.amazonaws.com"].find((id) => !services.includes(id));
  const all = [
    ...new Set([
      ...services,
      ...arns,
      ...[...accounts, another].map((account) => `arn:aws:iam::${account}:role/another`),
      other ?? "no-other.amazonaws.com",
    ]),
  ];
  return [
    ...all.map((caller) => (request: Request) => ({ ...request, caller })),
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount
    (request) => ({
      ...request,
      caller: ANONYMOUS,
      context: { ...request.context, "aws:PrincipalAccount": ANONYMOUS },
    }),
  ];
}
