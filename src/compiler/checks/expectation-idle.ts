import { unmet } from "../access/decide";
import { rolePermissions } from "../access/role-policies";
import { atKey, atValue, type Finding, type FindingKind, finding } from "../finding";
import type { Expectation, Model } from "../model";
import { nearest } from "../nearest";
import type { Policy } from "../policies/policy";
import type { Check } from "../rule";
import { quoted } from "../text";
import { isWritten, type Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "expectation-idle",
  severity: "error",
  mildest: "warning",
  summary: "What an expectation says must be something that a policy can be asked.",
};

/** A slip in a request that must be denied turns the test off: it is denied, whatever the policies say. */
export const expectationIdle: Check = {
  kind,
  run: ({ model, document: { tree } }) =>
    model.expectations.flatMap((expectation) => [
      ...resourceOfTrust(expectation, tree),
      ...keysTwice(expectation),
      ...slips(expectation, model),
      ...ofNothing(expectation, model),
      ...shortSecret(expectation),
    ]),
};

/** Where every statement with an action has its resources, a request for `*`, of none of them, is denied whatever they say. */
function ofNothing({ path, effect, asks, request }: Expectation, { roles }: Model): Finding[] {
  if (effect !== "deny" || asks === "trust" || request.resource !== "*") return [];
  const allowing = rolePermissions(roles.appliance)
    .statements.filter((statement) => statement.effect === "Allow")
    .map((statement) => ({ statement, missing: unmet(statement, request) }))
    .filter(({ missing }) => !missing.includes("action"));
  const [first] = allowing;
  if (first === undefined || allowing.some(({ missing }) => !missing.includes("resource"))) return [];
  const [resource = ""] = first.statement.resources ?? [];
  const message = `the role may do ${quoted(request.action)}, on resources of its own; on "*", which is none of them, it is denied whatever the policies say`;
  const help = `add the resource that it is not to be done on, one ARN without wildcards; the policies have ${resource}`;
  return [finding(kind, atValue(...path, "action"), message, { help, severity: "warning" })];
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen */
function shortSecret({ path, request }: Expectation): Finding[] {
  if (!request.resource.includes(":secret:") || /-[A-Za-z0-9]{6}$/.test(request.resource)) return [];
  const message = `${quoted(request.resource)} is no secret's ARN: they end in a hyphen and six characters, so no request has it`;
  const help = `write resource: ${request.resource}-AbCdEf`;
  return [finding(kind, atValue(...path, "resource"), message, { help, severity: "warning" })];
}

function resourceOfTrust({ path, asks }: Expectation, tree: Tree): Finding[] {
  const place = [...path, "resource"];
  if (asks !== "trust" || !isWritten(tree, place)) return [];
  const message = 'a trust policy is asked about its own role: with "principal", "resource" says nothing';
  return [finding(kind, atKey(...place), message, { help: "remove it" })];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html: names of keys know no case. */
function keysTwice({ path, request }: Expectation): Finding[] {
  const first = new Map<string, string>();
  return Object.keys(request.context).flatMap((key) => {
    const earlier = first.get(key.toLowerCase());
    if (earlier === undefined) {
      first.set(key.toLowerCase(), key);
      return [];
    }
    const message = `${quoted(key)} is ${quoted(earlier)} in another case, and condition keys know no case`;
    const related = [{ message: "first defined here", place: atKey(...path, "context", earlier) }];
    return [finding(kind, atKey(...path, "context", key), message, { help: "keep one of them", related })];
  });
}

/** Keys of every request to AWS that trust policies ask for, ours or not. */
const GLOBAL =
  "aws:SourceAccount aws:SourceArn aws:SourceOrgID aws:SourceOrgPaths aws:PrincipalArn aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalType aws:SourceIp aws:SourceVpc aws:SourceVpce aws:SecureTransport aws:RequestedRegion aws:CurrentTime aws:UserAgent aws:ViaAWSService".split(
    " ",
  );

function slips({ path, asks, request }: Expectation, { roles: { appliance } }: Model): Finding[] {
  const policy = asks === "trust" ? appliance.trust.policy : rolePermissions(appliance);
  const known = [...GLOBAL, ...keysOf(policy)];
  const keys = Object.keys(request.context).flatMap((key) => {
    const near = slipOf(key, known);
    if (near === undefined) return [];
    const message = `no policy asks for ${quoted(key)}, so the request is as if it were not there`;
    return [slip(atKey(...path, "context", key), message, near)];
  });
  const near = asks === "trust" ? undefined : slipOf(request.action, actionsOf(policy));
  if (near === undefined) return keys;
  const message = `no policy has the action ${quoted(request.action)}`;
  return [...keys, slip(atValue(...path, "action"), message, near)];
}

const slip = (place: ReturnType<typeof atKey>, message: string, near: string): Finding =>
  finding(kind, place, message, { help: `did you mean "${near}"?`, severity: "warning" });

const keysOf = ({ statements }: Policy): string[] =>
  statements.flatMap(({ conditions = [] }) => conditions.map(({ variable }) => variable));

const actionsOf = ({ statements }: Policy): string[] => statements.flatMap(({ actions = [] }) => actions);

/** The known word of which another is a slip: one letter too many, too few, or in another's place. */
function slipOf(word: string, known: readonly string[]): string | undefined {
  const small = word.toLowerCase();
  if (known.some((one) => one.toLowerCase() === small)) return undefined;
  const near = nearest(word, known);
  return near !== undefined && isOneSlip(small, near.toLowerCase()) ? near : undefined;
}

function isOneSlip(word: string, other: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === other[start]) start++;
  let end = 0;
  const most = Math.min(word.length, other.length) - start;
  while (end < most && word.at(-1 - end) === other.at(-1 - end)) end++;
  const [left, right] = [word.length - start - end, other.length - start - end];
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && word[start] === other[start + 1] && word[start + 1] === other[start];
}
