import { quoted } from "../../compiler/text";
import type { ApplianceRole } from "../account";
import { losesDenies, otherReaders } from "../adopt/access-point-policy";
import type { Draft } from "../adopt/draft";
import { keyArn } from "../adopt/secrets";
import { type Finding, finding, keyOf } from "./kinds";
import { mayDo, statementsOf } from "./policy";
import { named, ownTags } from "./roles";

/** What adopting takes from the policies of access points. */
export function judgeAccessPoints({ account, accessPoints }: Draft): Finding[] {
  return account.places.flatMap(({ region, accessPoints: points }) =>
    points.flatMap((point) => {
      const about = keyOf("access point", region, point.name);
      const entry = accessPoints.find(({ key }) => key === about);
      if (entry === undefined) return [];
      const readers = otherReaders(account, point);
      const gone = [
        ...(readers.length > 0 ? [`lets in ${named(readers)}`] : []),
        ...(losesDenies(account, point, entry.fields.prefix)
          ? ["denies what the spec's policy does not"]
          : []),
      ];
      if (gone.length === 0) return [];
      const message = `adopting replaces the policy of the access point ${quoted(point.name)}, which today ${gone.join(" and ")}`;
      return [
        finding("access-point-policy-replaced", region, message, {
          about,
          help: "the plan shows both policies: read it before you apply",
        }),
      ];
    }),
  );
}

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
  return mayDo(statementsIn(role.inline), "kms:Decrypt", key);
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
