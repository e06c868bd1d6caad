import { extentOf, isObject, type JsonObject, own } from "../json/unchecked";

/**
 * One text for all values that mean the same to Terraform and AWS, to compare by. What is empty (null, false, "", [], {})
 * is as good as absent: providers fill in one for the other. The order of lists means nothing in what we make. Policies
 * inside of texts are compared by their statements.
 */
export const canonical = (value: unknown): string => JSON.stringify(reduced(value)) ?? "";

function reduced(value: unknown): unknown {
  if (value === null || value === undefined || value === false || value === "") return undefined;
  if (typeof value === "string") {
    const policy = policyIn(value);
    return policy === undefined ? value : reduced(policy);
  }
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => {
      const text = JSON.stringify(reduced(item));
      return text === undefined ? [] : [text];
    });
    return items.length > 0 ? items.sort() : undefined;
  }
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, reduced(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length > 0 ? entries : undefined;
}

/** More than any policy of AWS may have: what is longer is compared as it stands. */
const LONGEST_POLICY = 65_536;
const LARGEST_POLICY = { depth: 16, values: LONGEST_POLICY };

/** The policy document that a text is, every scalar of its statements as a list of one; undefined where it is none. */
export function policyIn(text: string): JsonObject | undefined {
  if (text.length > LONGEST_POLICY || !/^\s*\{/.test(text) || !text.includes('"Statement"')) return undefined;
  if (extentOf(text, LARGEST_POLICY).depth > LARGEST_POLICY.depth) return undefined;
  try {
    return normalized(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function normalized(json: unknown): JsonObject | undefined {
  const statements = own(json, "Statement");
  const list = Array.isArray(statements) ? statements : [statements];
  if (!isObject(json) || !list.every(isObject)) return undefined;
  return { ...json, Statement: list.map(lists) };
}

/** IAM takes a scalar and a list of one for the same: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
function lists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (isObject(item) ? lists(item) : item));
  if (!isObject(value)) return [typeof value === "string" ? value : String(value)];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, lists(inner)]));
}
