/**
 * The one place where what a spec says is made safe to stand in Terraform's JSON: every string of the model,
 * keys too, is escaped before any template sees it, so that no template can forget to.
 *
 * Terraform evaluates `${` and `%{` in every string; `$${` and `%%{` are the texts themselves.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function inert<T>(value: T): T {
  return escapeAll(value) as T;
}

function escapeAll(value: unknown): unknown {
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.map(escapeAll);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escaped(key), escapeAll(inner)]));
}

/**
 * `$` and `%` are doubled before `{`. A marker of CDKTF's own (`${TfToken[…]}`, `#{TfToken[…]}`) is not broken by
 * that; the check `evaluated-text` refuses it, and this throws should one come here.
 */
function escaped(text: string): string {
  if (/[$#]\{TfToken\[/.test(text))
    throw new Error("a text with a marker of CDKTF's own reached the templates");
  return text.replace(/[$%](?=\{)/g, (character) => character + character);
}
