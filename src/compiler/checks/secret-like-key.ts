import { atKey, type Finding, type FindingKind, finding } from "../finding";
import { isSecretLike, secretNamesIn } from "../redact/forms";
import { isOfOption } from "../redact/neighbours";
import type { Check } from "../rule";
import { listed, quoted } from "../text";
import { type Text, textsWhere, valueAt } from "../values";
import { holdsToken } from "./token-in-text";

const kind: FindingKind = {
  code: "secret-like-key",
  severity: "warning",
  summary: "What stands under a name like a secret's is kept in the output, in states and by AWS.",
};

const HELP = "if it is one, take it out, count it as known, and declare another under secrets";

/** Where texts are the user's own: tags, attributes and jobs' documents. */
export const secretLikeKey: Check = {
  kind,
  run: ({ document: { data } }) =>
    textsWhere(data, (text) => isOwn(text) && (isUnderSecretKey(text) || namesIn(text, data).length > 0)).map(
      (text) => (isUnderSecretKey(text) ? keyFinding(text) : textFinding(text, namesIn(text, data))),
    ),
};

const isOwn = ({ place: { path } }: Text): boolean =>
  path[0] === "tags" || path[2] === "attributes" || path[2] === "document";

function isUnderSecretKey({ value, place: { path, on } }: Text): boolean {
  const key = path.at(-1);
  return on === "value" && typeof key === "string" && isSecretLike(key, value);
}

/** By what a text is told to hold a secret: the option before it in its list, or what it sets itself. */
function namesIn(text: Text, data: unknown): string[] {
  const { value, place } = text;
  const at = place.path.at(-1);
  if (typeof at === "number") {
    const option = valueAt(data, [...place.path.slice(0, -1), at - 1]);
    if (isOfOption(option, value)) return [String(option)];
  }
  return holdsToken(text) ? [] : secretNamesIn(value);
}

function keyFinding({ place: { path } }: Text): Finding {
  const message = `the value of ${quoted(String(path.at(-1)))} stands in the output and in a state, for all to read; its key is that of a secret`;
  return finding(kind, atKey(...path), message, { help: HELP });
}

function textFinding({ place }: Text, names: readonly string[]): Finding {
  const given = listed(names.map((name) => quoted(name)));
  const what =
    names.length === 1
      ? "what is most likely a secret; it stands"
      : "what are most likely secrets; they stand";
  const message = `this ${place.on === "key" ? "key" : "text"} gives ${given} ${what} in the output and in a state, for all to read`;
  return finding(kind, place, message, { help: HELP });
}
