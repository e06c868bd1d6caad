/**
 * How a policy compares a text: `is` literally (StringEquals), `like` with wildcards (StringLike, actions, resources),
 * `arn` with wildcards in each of an ARN's six parts by itself (ArnLike, and ArnEquals, which is the same).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface TextTest {
  readonly how: "is" | "like" | "arn";
  readonly text: string;
}

/** One step of a pattern: a character, or a wildcard, which may have to stay within a part of an ARN. */
export interface Token {
  readonly kind: "literal" | "one" | "any";
  readonly character: string;
  readonly within: boolean;
}

/** Patterns are few, and asked of every request: each is taken apart once. */
const known = new Map<string, readonly Token[] | undefined>();
const MOST_KNOWN = 10_000;

/** The steps of a pattern; undefined for what no text can meet: an ARN that is none. */
export function tokensOf(test: TextTest): readonly Token[] | undefined {
  const key = `${test.how} ${test.text}`;
  if (known.has(key)) return known.get(key);
  if (known.size >= MOST_KNOWN) known.clear();
  const tokens = takenApart(test);
  known.set(key, tokens);
  return tokens;
}

function takenApart({ how, text }: TextTest): readonly Token[] | undefined {
  let colons = 0;
  const tokens = [...text].map((character): Token => {
    const wild = how !== "is" && (character === "*" || character === "?");
    const within = how === "arn" && colons < 5;
    if (character === ":") colons++;
    return { kind: wild ? (character === "*" ? "any" : "one") : "literal", character, within };
  });
  return how === "arn" && colons < 5 ? undefined : tokens;
}

/** Whether a step takes a character; `*` takes one more each time. */
export const takes = ({ kind, character, within }: Token, next: string): boolean =>
  kind === "literal" ? character === next : !(within && next === ":");

/** The same of a text without wildcards. */
const isMet = ({ how, text: wanted }: TextTest, text: string): boolean =>
  text === wanted && (how !== "arn" || wanted.split(":").length > 5);

/** Of ASCII, in which characters are as long as they are many. */
const ONE_STAR = /^[ -~]*\*[ -~]*$/;

/** Whether a text meets a test. Keeps one place to come back to: only the last `*` can have to take more. */
export function meets(test: TextTest, text: string): boolean {
  const parts = test.text.split(/[*?]/);
  if (parts.length === 1) return isMet(test, text);
  // Most fail at their beginning or their end, which is quicker told than the rest.
  const [first = "", last = ""] = parts;
  if (!text.startsWith(first) || !text.endsWith(parts.at(-1) ?? "")) return false;
  if (test.how === "like" && parts.length === 2 && ONE_STAR.test(test.text))
    return text.length >= first.length + last.length;
  const tokens = tokensOf(test);
  if (tokens === undefined) return false;
  const characters = [...text];
  let [at, from, back, star] = [0, 0, 0, -1];
  while (from < characters.length) {
    const [token, open] = [tokens[at], tokens[star]];
    if (token?.kind === "any") {
      star = at;
      back = from;
      at++;
    } else if (token && takes(token, characters[from] ?? "")) {
      at++;
      from++;
    } else if (open && takes(open, characters[back] ?? "")) {
      back++;
      from = back;
      at = star + 1;
    } else return false;
  }
  return tokens.slice(at).every(({ kind }) => kind === "any");
}
