import { listed, quoted } from "../../compiler/text";
import { type AccessPoint, type Account, type ApplianceRole, isSeen } from "../account";
import { losesDenies, type OwnPolicy, otherReaders } from "../adopt/access-point-policy";
import { actionsBeyond, objectsIn, statementsFor } from "../adopt/access-point-reads";
import type { Draft } from "../adopt/draft";
import { keyArn } from "../adopt/secrets";
import { rungOf } from "../adopt/spec";
import { type Finding, finding, keyOf } from "./kinds";
import { perhapsMay } from "./permissions";
import { conditionKeysIn, isPolicy, statementsOf } from "./policy";
import { named, ownTags } from "./roles";

/** What adopting takes from the policies of access points, and what it lets the appliance role do. */
export function judgeAccessPoints(draft: Draft): Finding[] {
  return draft.account.places.flatMap(({ region, accessPoints: points }) =>
    points.flatMap((point) => {
      const about = keyOf("access point", region, point.name);
      const entry = draft.accessPoints.find(({ key }) => key === about);
      if (entry === undefined) return [];
      const own = { prefix: entry.fields.prefix, quarantined: rungOf(draft).quarantined };
      const sentences = { replaced: replaced(draft, point, own), wider: wider(draft, point, own) };
      return [
        ...(sentences.replaced === undefined
          ? []
          : [finding("access-point-policy-replaced", region, sentences.replaced, { about, help: PLAN })]),
        ...(sentences.wider === undefined
          ? []
          : [finding("access-point-wider", region, sentences.wider, { about, help: NARROW })]),
      ];
    }),
  );
}

const PLAN = "the plan shows both policies: read it before you apply";
const NARROW =
  "before you apply: write the narrowest prefix that the appliances do with; a spec has one for each access point, and no condition but vpcId";

function replaced({ account }: Draft, point: AccessPoint, own: OwnPolicy): string | undefined {
  const readers = otherReaders(account, point);
  const gone = [
    ...(readers.length > 0 ? [`lets in ${named(readers)}`] : []),
    ...(losesDenies(account, point, own) ? ["denies what the spec's policy does not"] : []),
  ];
  if (gone.length === 0) return undefined;
  return `adopting replaces the policy of the access point ${quoted(point.name)}, which today ${gone.join(" and ")}`;
}

/** Where the policy could not be read, not-seen says so. */
function wider({ account }: Draft, point: AccessPoint, own: OwnPolicy): string | undefined {
  const beyond = actionsBeyond(account, point, own.prefix);
  if (point.policy === "unseen" || beyond.length === 0) return undefined;
  const when = own.quarantined ? "out of its quarantine, " : "";
  const what = own.prefix === undefined ? "every object" : `objects below ${quoted(own.prefix)}`;
  return `${when}the spec's policy lets the appliance role call ${listed(beyond)} for ${what} of the access point ${quoted(point.name)}; ${today(account, point)}`;
}

/** What an access point's policy lets the role do today, as it says it. */
function today(account: Account, point: AccessPoint): string {
  const { policy } = point;
  if (policy === "absent") return "today it has no policy";
  if (!isSeen(policy) || !isPolicy(policy.document)) return "today's could not be understood";
  const statements = statementsFor(account, point);
  if (statements.length === 0) return "today's lets it in for nothing";
  const actions = statements.flatMap(({ actions: some, notActions = [] }) => some ?? notActions.map(but));
  const objects = statements.flatMap((statement) =>
    statement.notResources === undefined ? objectsIn(statement, point) : statement.notResources.map(but),
  );
  const keys = conditionKeysIn(statements);
  const where = objects.length > 0 ? named([...new Set(objects)]) : "no object";
  return `today's allows only ${named([...new Set(actions)])} on ${where}${keys.length > 0 ? ` on conditions on ${named(keys)}` : ""}`;
}

const but = (pattern: string): string => `all but ${pattern}`;

/** Secrets whose key nobody of Panorama's may use, and what adopting takes from secrets. */
export function judgeSecrets({ account, secrets }: Draft): Finding[] {
  const { applianceRole } = account;
  return account.places.flatMap(({ region, secrets: found }) =>
    found.flatMap(({ name, kmsKeyId, tagKeys }) => {
      const about = keyOf("secret", region, name);
      const isAdopted = secrets.some(({ key }) => key === about);
      const key = keyArn(account, region, kmsKeyId);
      const tags = isAdopted ? ownTags(tagKeys) : [];
      return [
        ...(key === undefined || isDecryptable(applianceRole, key === "alias" ? "*" : key)
          ? []
          : [unusable(region, name, kmsKeyId ?? "", about)]),
        ...(tags.length > 0
          ? [
              finding(
                "tags-go",
                region,
                `adopting takes the tags of the secret ${quoted(name)} away: ${named(tags)}`,
                {
                  about,
                  note: `adopting takes the tags ${named(tags)} away`,
                  help: "write those that should stay under tags",
                },
              ),
            ]
          : []),
      ];
    }),
  );
}

/** Also where it can't be known, because the role's policies could not be read. */
function isDecryptable(role: Draft["account"]["applianceRole"], key: string): boolean {
  if (role === "absent") return false;
  if (role === "unseen" || role.inline === "unseen") return true;
  return perhapsMay(statementsIn(role.inline), { action: "kms:Decrypt", resource: key });
}

const statementsIn = (inline: Exclude<ApplianceRole["inline"], "unseen">) =>
  inline.flatMap(({ document }) => statementsOf(document));

const unusable = (region: string, name: string, key: string, about: string): Finding =>
  finding(
    "secret-key-unusable",
    region,
    `the secret ${quoted(name)} is encrypted with the key ${quoted(key)}, which no policy that could be read lets Panorama use: neither role's, so that only the key's own policy could`,
    {
      about,
      note: "no policy that could be read lets Panorama use the key; only the key's own could",
      help: "readSecrets: true lets the appliance role decrypt with it; the service-linked role needs a line in the key's policy",
    },
  );
