import type { Path } from "../finding";
import { TOMBSTONE_KINDS } from "../model";
import { listed } from "../text";

/** What people write for something that is to be used no more: near to `active`, of which it is the contrary. */
const OFF =
  "in-?activ\\w*|de-?activ\\w*|non-?active|disabled?|off|false|stopped|suspended|frozen|decommission(?:ed)?";

/** And for something that is in use. */
const ON = /^(enabled?|on|running|live|in-?use)$/;

/** What people write for one of the words of a field, by the word that they mean. */
const MEANT: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  run: { once: /^(true|yes|on|now|1)$/, never: /^(false|no|off|none|0)$/ },
  disposition: {
    destroy: /^(delete|deleted|drop|purge|terminate)$/,
    forget: /^(keep|kept|retain|release|abandon|detach|leave|ignore)$/,
  },
  state: {
    retired: new RegExp(`^(${OFF}|retire|removed?|quarantined?)$`),
    reprovisioning: /^(re-?set|re-?setting|re-?provision(ed)?|provisioning|pending)$/,
    active: ON,
  },
  lifecycle: {
    quarantined: new RegExp(`^(${OFF}|quarantine|retired?)$`),
    active: ON,
  },
  status: { inactive: new RegExp(`^(${OFF}|revoked?)$`), active: /^(enabled?|on|true|live)$/ },
  source: { import: /^(adopt|adopted|imported)$/, create: /^(new|created|make|managed)$/ },
  serviceLinked: {
    import: /^(adopt|adopted|imported|existing)$/,
    create: /^(new|created|make|true|managed)$/,
    omit: /^(none|skip|external|false|no|ignore|existing)$/,
  },
};

/** What the words of a field do, where the words alone do not tell. */
const EFFECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  run: { once: "starts the job when it is new or changed", never: "makes only its template" },
  disposition: { destroy: "applying destroys it", forget: "Terraform lets go of it, and AWS keeps it" },
  serviceLinked: {
    create: "Terraform makes it",
    import: "Terraform adopts the one that is there",
    omit: "something else owns it",
  },
};

/** Help with a word that means one of a field's words, in another tool or in people's mouths. */
export function meantHelp(path: Path, word: string): string | undefined {
  const field = String(path.at(-1));
  const small = word.toLowerCase();
  const meant = Object.entries(MEANT[field] ?? {}).flatMap(([known, like]) =>
    like.test(small) ? [known] : [],
  );
  if (meant.length === 0) return undefined;
  return `write ${listed(
    meant.map((known) => `${field}: ${known}`),
    "or",
  )}`;
}

/** Help with a word that a field does not know; undefined where nothing better than the list of its words is known. */
export function wordHelp(path: Path, word: string): string | undefined {
  const field = String(path.at(-1));
  const other = field === "source" ? sourceHelp(path, word.toLowerCase()) : effectHelp("write", field);
  return meantHelp(path, word) ?? other;
}

/** The choice that a field is, with what each word does. */
export function effectHelp(verb: "write" | "add", field: string): string | undefined {
  const choices = Object.entries(EFFECTS[field] ?? {}).map(
    ([word, effect]) => `${field}: ${word} (${effect})`,
  );
  return choices.length > 0 ? `${verb} ${listed(choices, "or")}` : undefined;
}

const GOING = /^(delete|deleted|destroy|remove|removed|absent|forget|retire|retired)$/;

/** `source` with a word that means something elsewhere. */
function sourceHelp([list, index]: Path, word: string): string | undefined {
  const isEntry = typeof index === "number";
  if (word === "existing")
    return "write source: import, and Terraform adopts what is there; existing, which leaves it as it is, is for buckets only";
  const isOut = ["omit", "none", "skip"].includes(word);
  if (isOut && list === "buckets")
    return "write source: existing, which leaves the bucket as it is, or take the entry out";
  if (isOut)
    return isEntry
      ? "take the entry out; omit is for roles.serviceLinked only"
      : "the appliance role can't be left out: write source: import where it is there already; omit is for roles.serviceLinked only";
  if (!GOING.test(word)) return undefined;
  const kind = TOMBSTONE_KINDS.find((one) => `${one}s` === list);
  const disposition = word === "forget" ? "forget" : "destroy";
  if (kind === undefined) return isEntry ? "take the entry out" : ROLE;
  return `take the entry out, and write retired: [{ ${kind}: NAME, disposition: ${disposition} }]`;
}

const ROLE = "the appliance role stays as long as the spec; lifecycle: quarantined denies it everything";
