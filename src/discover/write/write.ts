import { Document, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from "yaml";
import { counted, listed } from "../../compiler/text";
import { isSeen } from "../account";
import type { Draft, Entry } from "../adopt/draft";
import { rungOf, specOf } from "../adopt/spec";
import { APPLIANCE_ROLE, type Finding, SERVICE_LINKED_ROLE, STRICTNESS } from "../judge/kinds";
import { trustedBy } from "../judge/trust";
import { comment } from "./comments";

/** A draft as a spec's text, with a comment for every finding at what it is about. */
export function write(draft: Draft, findings: readonly Finding[]): string {
  const document = new Document(specOf(draft));
  const root = document.contents;
  if (!isMap(root)) throw new Error("a spec is a mapping");
  const about = (key: string) => findings.filter((finding) => finding.about === key).map(sentence);
  document.commentBefore = comment(head(draft, findings));
  before(root, "strictness", [...strictnessNotes(draft), ...about(STRICTNESS)]);
  const roles = root.get("roles");
  if (isMap(roles)) {
    before(roles, "serviceLinked", about(SERVICE_LINKED_ROLE));
    if (roles.has("appliance")) before(roles, "appliance", about(APPLIANCE_ROLE));
    else roles.comment = comment([...roleNotes(draft), ...about(APPLIANCE_ROLE)]);
  }
  entries(root, "appliances", draft.appliances, about);
  entries(root, "accessPoints", draft.accessPoints, about);
  entries(root, "secrets", draft.secrets, about);
  document.comment = comment(tail(findings));
  for (const key of [
    "account",
    "strictness",
    "roles",
    "appliances",
    "iotPolicies",
    "buckets",
    "accessPoints",
    "secrets",
  ])
    spaceBefore(root, key);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

const sentence = ({ code, message, note = message }: Finding): string => `${code}: ${note}`;

function head({ account, appliances, accessPoints, secrets }: Draft, findings: readonly Finding[]): string[] {
  const kinds = [
    counted(appliances.length, "appliance"),
    counted(accessPoints.length, "access point"),
    counted(secrets.length, "secret"),
  ];
  const hidden = findings.filter(({ code }) => code === "not-seen");
  return [
    `What panorama-compile discover found in the account ${account.id}, ${listed(account.regions)}: ${listed(kinds)}.`,
    "Nothing was changed. Read the comments, compile, and read what terraform plan says before you apply.",
    ...(hidden.length > 0
      ? ["NOT EVERYTHING COULD BE SEEN:", ...hidden.map(({ where, message }) => `${where}: ${message}`)]
      : []),
  ];
}

/** Where the trust policy names devices: which is which appliance's only their owner knows. */
function strictnessNotes(draft: Draft): string[] {
  const { applianceRole, id } = draft.account;
  if (!isSeen(applianceRole)) return [];
  const { devices } = trustedBy(applianceRole.trust, id);
  if (devices.length === 0 || rungOf(draft).quarantined) return [];
  return [
    "Today's trust policy names single devices. Give each appliance its own as deviceId, then write strictness: device:",
    ...devices.map(({ id, region }) => `  deviceId: ${id}   # ${region}`),
  ];
}

function roleNotes({ account: { applianceRole } }: Draft): string[] {
  if (applianceRole !== "unseen") return [];
  return [
    "The appliance role could not be read. Where it is there, applying fails (EntityAlreadyExists) until it is adopted:",
    "  appliance: { source: import, path: PATH }   # PATH as aws iam get-role gives it",
  ];
}

/** What no entry of the spec can carry. */
function tail(findings: readonly Finding[]): string[] {
  const loose = findings.filter(({ about, code }) => about === undefined && code !== "not-seen");
  return loose.length === 0
    ? []
    : [
        "Also there, or worth knowing:",
        ...loose.map(({ where, code, message }) => `- ${where}: ${code}: ${message}`),
      ];
}

function entries(
  root: YAMLMap,
  section: string,
  drafted: readonly Entry<object>[],
  about: (key: string) => string[],
): void {
  const list = root.get(section);
  if (!isSeq(list)) return;
  list.items.forEach((item, at) => {
    const entry = drafted[at];
    if (!isMap(item) || entry === undefined) return;
    const text = comment([...entry.notes, ...about(entry.key)]);
    if (text !== "") item.commentBefore = text;
    for (const key of ["attributes", "certificate"]) {
      const value = item.get(key);
      if (isMap(value)) value.flow = true;
    }
  });
}

/** Puts a comment before a key of a mapping. */
function before(map: YAMLMap, key: string, sentences: readonly string[]): void {
  const node = keyNode(map, key);
  if (node !== undefined && sentences.length > 0) node.commentBefore = comment(sentences);
}

function spaceBefore(map: YAMLMap, key: string): void {
  const node = keyNode(map, key);
  if (node !== undefined) node.spaceBefore = true;
}

function keyNode(map: YAMLMap, name: string): Node | undefined {
  const pair = map.items.find(
    (item): item is Pair<Node> => isPair(item) && isScalar(item.key) && item.key.value === name,
  );
  return pair?.key;
}
