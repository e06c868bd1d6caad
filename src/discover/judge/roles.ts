import { MANAGED_POLICY_ARN } from "../../compiler/policies/permissions";
import { listed, quoted } from "../../compiler/text";
import { type ApplianceRole, type InlinePolicy, isSeen } from "../account";
import type { Draft } from "../adopt/draft";
import { perhapsRead, readsAll } from "../adopt/secret-reads";
import { rungOf } from "../adopt/spec";
import { APPLIANCE_ROLE, type Finding, finding, SERVICE_LINKED_ROLE } from "./kinds";
import { conditionKeysIn, type Statement, statementsOf } from "./policy";

/** The inline policy of an earlier spec. */
const OWN_POLICY = "panorama-appliance";

/** What there is to say of the two roles, but for whom they trust. */
export function judgeRoles(draft: Draft): Finding[] {
  const { account, roleRefused } = draft;
  const { serviceLinkedRole, applianceRole } = account;
  const notes = [
    ...(serviceLinkedRole === "absent"
      ? [
          missing(
            "the service-linked role AWSServiceRoleForAWSPanorama is not there: the spec leaves it out",
            SERVICE_LINKED_ROLE,
          ),
        ]
      : []),
    ...(applianceRole === "absent"
      ? [
          finding(
            "role-made",
            "iam",
            "the role AWSPanoramaApplianceServiceRole is not there, and a spec has no way to leave it out: applying this one creates it",
            {
              about: APPLIANCE_ROLE,
              help: "lifecycle: quarantined creates it so that nobody may assume it; where nothing below needs a spec, don't apply it",
            },
          ),
        ]
      : []),
  ];
  if (!isSeen(applianceRole)) return notes;
  if (roleRefused !== undefined) return [...notes, refused(roleRefused)];
  return [
    ...notes,
    ...attachedPolicies(applianceRole),
    ...inlinePolicies(applianceRole, rungOf(draft).quarantined),
    ...secretReads(draft, applianceRole),
    ...tags(applianceRole),
  ];
}

const missing = (message: string, about: string): Finding =>
  finding("role-missing", "iam", message, { about });

const refused = (why: string): Finding =>
  finding(
    "not-adoptable",
    "iam",
    `the role AWSPanoramaApplianceServiceRole can't be adopted, and applying this spec fails where it would create it: ${why}`,
    { about: APPLIANCE_ROLE },
  );

function attachedPolicies({ attached }: ApplianceRole): Finding[] {
  if (attached === "unseen") return [];
  const others = attached.filter((arn) => arn !== MANAGED_POLICY_ARN);
  const denying = others.filter(isDenying);
  const rest = others.filter((arn) => !isDenying(arn));
  const wide = rest.filter((arn) => /\/(AdministratorAccess|PowerUserAccess|\w*FullAccess)$/.test(arn));
  const words = rest.length === 1 ? "policy" : "policies";
  return [
    ...(attached.includes(MANAGED_POLICY_ARN) ? [] : [scoped()]),
    ...wide.map((arn) =>
      wideBy(`the policy ${quoted(arn)} is attached to the role: it allows far more than an appliance needs`),
    ),
    ...denying.map((arn) => denies(`attached policy ${quoted(arn)} denies`)),
    ...(rest.length === 0
      ? []
      : [taken(`${rest.length} attached ${words} of the role: ${named(rest)}`, `${RIGHTS}; ${UNREAD}`)]),
  ];
}

/** AWS's own policies that do nothing but deny. */
const isDenying = (arn: string): boolean =>
  /^arn:aws:iam::aws:policy\/(AWSDenyAll|AWSCompromisedKeyQuarantine\w*)$/.test(arn);

const scoped = (): Finding =>
  finding(
    "role-permissions-wider",
    "iam",
    "the AWS managed policy is not attached to the role: with this spec it gets the scoped policy, which may allow more than today's",
    { about: APPLIANCE_ROLE, help: "see the role's permissions in review.md before you apply" },
  );

const wideBy = (message: string): Finding =>
  finding("policy-wide", "iam", message, { about: APPLIANCE_ROLE });

function inlinePolicies({ inline }: ApplianceRole, quarantined: boolean): Finding[] {
  if (inline === "unseen") return [];
  const wide = inline.filter(({ document }) => statementsOf(document).some(isWide));
  const others = inline.filter((policy) => policy.name !== OWN_POLICY && !isOnlyDeny(policy));
  return [
    ...wide.map(({ name }) =>
      wideBy(`the role's inline policy ${quoted(name)} allows whole services on everything`),
    ),
    ...inline.filter(({ name }) => !(quarantined && name === OWN_POLICY)).flatMap(deniesOf),
    ...(others.length === 0
      ? []
      : [
          taken(
            `the role's inline ${others.length === 1 ? "policy" : "policies"} ${named(others.map(({ name }) => name))}`,
            RIGHTS,
          ),
        ]),
  ];
}

const isOnlyDeny = ({ document }: InlinePolicy): boolean =>
  document !== undefined && statementsOf(document).every(({ allows }) => !allows);

/** A policy that could not be read may deny as well. */
function deniesOf({ name, document }: InlinePolicy): Finding[] {
  if (document === undefined)
    return [denies(`inline policy ${quoted(name)} could not be read: where it denies`)];
  const found = statementsOf(document).filter(({ allows }) => !allows);
  if (found.length === 0) return [];
  const isOnConditions = found.every(({ conditions }) => conditions.length > 0);
  const when = isOnConditions ? ` on conditions on ${named(conditionKeysIn(found))}` : "";
  return [denies(`inline policy ${quoted(name)} denies${when}`)];
}

/** The last words tell a Deny that is there from one that may be. */
const denies = (what: string): Finding =>
  finding(
    "role-deny-goes",
    "iam",
    `the role's ${what}${what.endsWith("where it denies") ? "," : ":"} adopting takes it away, and so lets the role do what it may not today`,
    {
      about: APPLIANCE_ROLE,
      help: "before you apply: see that nobody relies on it; a spec denies the role nothing by itself, and everything with lifecycle: quarantined",
    },
  );

const RIGHTS =
  "the role holds what the spec says and nothing else; what still needs such a right needs a role of its own first";
const UNREAD = "discover reads no managed policy: where one denies, the role gains rights";

const taken = (what: string, help: string): Finding =>
  finding("role-policies-go", "iam", `adopting takes away ${what}`, { about: APPLIANCE_ROLE, help });

/** What the role may read today, and with the spec no more. */
function secretReads({ secrets }: Draft, role: ApplianceRole): Finding[] {
  const readable = perhapsRead(secrets, role);
  if (readable.length === 0 || readsAll(secrets, role)) return [];
  const message = `with this spec the role reads no secret; today's policies may let it read ${named(readable)}, but it is not sure that they let it read every adopted secret`;
  return [
    finding("secret-reads-narrower", "iam", message, {
      about: APPLIANCE_ROLE,
      help: "where it should read all secrets of the spec: write readSecrets: true",
    }),
  ];
}

function tags({ tagKeys }: ApplianceRole): Finding[] {
  const own = ownTags(tagKeys);
  if (own.length === 0) return [];
  const message = `adopting takes the role's tags away: ${named(own)}`;
  return [
    finding("tags-go", "iam", message, {
      about: APPLIANCE_ROLE,
      help: "write those that should stay under tags",
    }),
  ];
}

/** Tags that somebody gave, and that a spec may not have. */
export const ownTags = (keys: readonly string[]): string[] =>
  keys.filter((key) => key !== "managed-by" && !key.startsWith("aws:")).sort();

/** Names in quotes; of many only the first. */
export function named(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(quoted);
  const more = names.length - shown.length;
  return listed(more > 0 ? [...shown, `${more} more`] : shown);
}

/** Whether a statement allows a whole service, or all of them, on everything; or all but something. */
function isWide({ allows, actions, resources, notActions, notResources, conditions }: Statement): boolean {
  if (!allows || conditions.length > 0) return false;
  if ((notActions ?? notResources) !== undefined) return true;
  return (
    resources?.includes("*") === true &&
    actions?.some((action) => action === "*" || action.endsWith(":*")) === true
  );
}
