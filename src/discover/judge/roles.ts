import { MANAGED_POLICY_ARN } from "../../compiler/policies/permissions";
import { counted, listed, quoted } from "../../compiler/text";
import { type ApplianceRole, isSeen } from "../account";
import type { Draft } from "../adopt/draft";
import { APPLIANCE_ROLE, type Finding, finding, SERVICE_LINKED_ROLE } from "./kinds";
import { type Statement, statementsOf } from "./policy";

/** The inline policy of an earlier spec. */
const OWN_POLICY = "panorama-appliance";

/** What there is to say of the two roles, but for whom they trust. */
export function judgeRoles({ account, roleRefused }: Draft): Finding[] {
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
          missing(
            "the role AWSPanoramaApplianceServiceRole is not there: a spec has no way to leave it out, so applying it creates the role",
            APPLIANCE_ROLE,
          ),
        ]
      : []),
  ];
  if (!isSeen(applianceRole)) return notes;
  if (roleRefused !== undefined) return [...notes, refused(roleRefused)];
  return [
    ...notes,
    ...attachedPolicies(applianceRole),
    ...inlinePolicies(applianceRole),
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
  const about = APPLIANCE_ROLE;
  const others = attached.filter((arn) => arn !== MANAGED_POLICY_ARN);
  const wide = others.filter((arn) => /\/(AdministratorAccess|PowerUserAccess|\w*FullAccess)$/.test(arn));
  return [
    ...(attached.includes(MANAGED_POLICY_ARN)
      ? []
      : [
          finding(
            "role-permissions-wider",
            "iam",
            "the AWS managed policy is not attached to the role: with this spec it gets the scoped policy, which may allow more than today's",
            { about, help: "see the role's permissions in review.md before you apply" },
          ),
        ]),
    ...wide.map((arn) =>
      finding(
        "policy-wide",
        "iam",
        `the policy ${quoted(arn)} is attached to the role: it allows far more than an appliance needs`,
        {
          about,
        },
      ),
    ),
    ...(others.length === 0
      ? []
      : [
          taken(
            `${counted(others.length, "attached policy").replace("policys", "policies")} of the role: ${named(others)}`,
          ),
        ]),
  ];
}

function inlinePolicies({ inline }: ApplianceRole): Finding[] {
  if (inline === "unseen") return [];
  const others = inline.filter(({ name }) => name !== OWN_POLICY);
  const wide = inline.filter(({ document }) => statementsOf(document).some(isWide));
  return [
    ...wide.map(({ name }) =>
      finding(
        "policy-wide",
        "iam",
        `the role's inline policy ${quoted(name)} allows whole services on everything`,
        {
          about: APPLIANCE_ROLE,
        },
      ),
    ),
    ...(others.length === 0
      ? []
      : [
          taken(
            `the role's inline ${others.length === 1 ? "policy" : "policies"} ${named(others.map(({ name }) => name))}`,
          ),
        ]),
  ];
}

const taken = (what: string): Finding =>
  finding("role-policies-go", "iam", `adopting takes away ${what}`, {
    about: APPLIANCE_ROLE,
    help: "the role holds what the spec says and nothing else; what still needs such a right needs a role of its own first",
  });

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

/** Whether a statement allows a whole service, or all of them, on everything. */
function isWide({ allows, actions = [], resources = [], conditions }: Statement): boolean {
  return (
    allows &&
    conditions.length === 0 &&
    resources.includes("*") &&
    actions.some((action) => action === "*" || action.endsWith(":*"))
  );
}
