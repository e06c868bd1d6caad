import type { Range } from "../yaml/tree";
import { endsInSecret } from "./names";
import { isMixed, isSetting } from "./values";

/** A secret that a text sets by a name: `--password=…`, `PASSWORD=…`, `curl -u user:…`. */
export interface Assignment {
  /** As it is written there. */
  readonly name: string;
  /** Where the value stands. */
  readonly value: Range;
  /** Whether it is a value for sure, and not a word of a sentence; what may be one is hidden all the same. */
  readonly isSure: boolean;
}

/** A name with its value, and whether the text calls curl before it. */
interface Found {
  readonly name: string;
  readonly value: string;
  readonly isOfCurl: boolean;
}

interface Form {
  /** Up to the value; the group is the name. */
  readonly start: RegExp;
  readonly isSure: (found: Found) => boolean;
  /** Whether only the name tells it. */
  readonly isNamed?: true;
  /** Whether YAML itself writes so: such a form is looked for only inside of a text. */
  readonly isYaml?: true;
}

/** How many tokens, or how many characters a password must have, but not a PIN; and a secret's name, which is a path. */
const isOther = ({ name, value }: Found): boolean =>
  /^[\d.]+$/.test(value)
    ? value.length < 4 || /token/i.test(name)
    : /secret$/i.test(name) && /^[\w.-]+(?:\/[\w.-]+)+$/.test(value);

const FORMS: readonly Form[] = [
  {
    start: /(?<![\w.-])(-{0,2}[A-Za-z_][\w.-]{0,80})(?:=|[ \t]{1,9}=[ \t]{0,9})(?!=)/g,
    isSure: (found) => !isOther(found),
    isNamed: true,
  },
  {
    start: /(?<![\w.-])(-{1,2}[A-Za-z][\w.-]{0,80})[ \t]{1,99}(?=[^\s-])/g,
    isSure: (found) => (isMixed(found.value) || /^\d+$/.test(found.value)) && !isOther(found),
    isNamed: true,
  },
  {
    start: /\\?["']([\w.-]{1,80})\\?["']\s{0,9}:\s{0,9}(?=\\?["'])/g,
    isSure: (found) => !isOther(found),
    isNamed: true,
    isYaml: true,
  },
  {
    start: /(?<![\w.-])(-{1,2}[A-Za-z][\w.-]{0,80})\\?["']\s{0,9},\s{0,9}(?=\\?["'])/g,
    isSure: (found) => !isOther(found),
    isNamed: true,
  },
  {
    // The same without quotes, and as lines of YAML: a list's own place tells it better, if there is one.
    start:
      /(?<![\w.-])(-{1,2}[A-Za-z][\w.-]{0,80})(?:[ \t]{0,9},[ \t]{0,9}|["']?[ \t]{0,9}\r?\n[ \t]{0,99}-[ \t]{1,9})(?=[^\s-])/g,
    isSure: () => false,
    isNamed: true,
  },
  {
    // A secret's name and a path are what stands behind `secret:`, also in an ARN.
    start: /(?<![\w.:-]|-pass(?:in|out)?[ \t])([A-Za-z][\w.-]{0,80}):[ \t]{0,9}(?=[^\s/])/g,
    isSure: ({ name, value }) => !/secret$/i.test(name) && isMixed(value) && !value.includes("/"),
    isNamed: true,
    isYaml: true,
  },
  {
    start: /(authorization)\\?["']?\s{0,9}[:=]\s{0,9}\\?["']?(?:basic|bearer|token|apikey)\s{1,9}/gi,
    isSure: ({ value }) => isMixed(value) || value.length >= 16,
  },
  {
    // Behind another program's -u stand a user and a group.
    start: /(?<![\w-])(-[A-Za-z]{0,9}u|--(?:proxy-)?user)[ \t=]{0,9}\\?["']?[^\s:"'`/=]{1,100}:/g,
    isSure: ({ isOfCurl, value }) => isOfCurl && !/^\d{1,3}$/.test(value),
  },
  { start: /(?<![\w-])(-pass(?:in|out)?)[ \t]{1,9}pass:/g, isSure: () => true },
  { start: /\b(sshpass)[ \t]{1,9}-p[ \t]{0,9}/g, isSure: () => true },
];

/** What one of each form has in it, so that most texts need no closer look. */
const MARKS = /pass|pw|psk|creds|secret|token|credential|key|authorization|-[A-Za-z]{0,9}u/i;

/** The secrets that a text sets. `raw`: the text of a whole spec, whose own keys are told by their places. */
export function assignmentsIn(text: string, raw = false): Assignment[] {
  if (!MARKS.test(text)) return [];
  const curl = text.search(/\bcurl\b/);
  return FORMS.filter(({ isYaml }) => !(raw && isYaml))
    .flatMap((form) => foundBy(form, text, curl))
    .sort((a, b) => a.value[0] - b.value[0]);
}

function foundBy({ start, isSure, isNamed }: Form, text: string, curl: number): Assignment[] {
  const found: Assignment[] = [];
  start.lastIndex = 0;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const [whole, name = ""] = match;
    if (isNamed && !endsInSecret(name)) continue;
    const { value, told } = valueAt(text, match.index + whole.length);
    start.lastIndex = value[1]; // or a text of nothing but names would be looked through for each
    if (told === "" || isSetting(told)) continue;
    const isOfCurl = curl !== -1 && curl < match.index;
    found.push({ name, value, isSure: isSure({ name, value: told, isOfCurl }) });
  }
  return found;
}

/** A space, or a quote that nothing goes on behind: a password may hold one itself. */
const END = /\s|["'`](?=[\s,;:&|)\]}]|$)/g;
const CLOSING = /(?<!\\)["'`]/g;

/** A value between quotes, or up to its end; `told` is it without what a shell or a URL ends it by. */
function valueAt(text: string, from: number): { readonly value: Range; readonly told: string } {
  const [open = ""] = /^\\?["'`]/.exec(text.slice(from, from + 2)) ?? [];
  const start = from + open.length;
  const end = open === "" ? endBy(END, text, start) : closingOf(open, text, start);
  const inner = text.slice(start, end);
  const told =
    open === "" && !/^(?:\$[{(]|[<{[])/.test(inner) ? (inner.split(/[&;|,)}\]]/, 1)[0] ?? "") : inner;
  return { value: [start, end], told };
}

function endBy(sign: RegExp, text: string, start: number): number {
  sign.lastIndex = start;
  return sign.exec(text)?.index ?? text.length;
}

/** Where a quote closes that was opened in the same way. */
function closingOf(open: string, text: string, start: number): number {
  if (open.length > 1) {
    const end = text.indexOf(open, start);
    return end === -1 ? text.length : end;
  }
  let end = endBy(CLOSING, text, start);
  while (end < text.length && text[end] !== open) end = endBy(CLOSING, text, end + 1);
  return end;
}

/** Whether a text is an option alone, behind which its secret stands as the next text of a list: `[--password, …]`. */
export const isSecretOption = (text: unknown): boolean =>
  typeof text === "string" && /^--?[A-Za-z][\w.-]*$/.test(text) && endsInSecret(text);
