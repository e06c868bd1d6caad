/** Terraform's JSON as CDKTF gives it. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly [block: string]: unknown;
}

/** Nothing lost: two elements whose ids differ only in characters that CDKTF strips silently become one. */
export function assertNothingLost(json: TerraformJson, built: number): void {
  const count = (block: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}) =>
    Object.values(block).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);
  const written = count(json.resource) + count(json.data);
  if (written !== built) throw new Error(`${built} elements were built, but ${written} were written`);
}

/** What Terraform evaluates: `{` after exactly one `$` or `%`; after two or more it is text. */
const EVALUATED = /(^|[^$])\$\{|(^|[^%])%\{/;

/** A whole string that is one reference to an attribute of a resource or data source. */
const REFERENCE = /^\$\{(data\.)?([a-z0-9_]+)\.([A-Za-z_][A-Za-z0-9_-]*)\.[a-z_]+\}$/;

/** A whole string that is one reference to a variable. */
const VARIABLE = /^\$\{var\.([A-Za-z0-9_]+)\}$/;

/**
 * Nothing evaluated: after inert.ts every `${` that Terraform would evaluate is ours, and ours are whole
 * strings that refer to something in the same stack.
 */
export function assertOnlyReferences(json: TerraformJson): void {
  visitStrings(json, (text) => {
    if (EVALUATED.test(text) && !refersToOurs(json, text))
      throw new Error("a string other than a reference of ours would be evaluated by Terraform");
  });
}

/** Own properties only: every object has a `constructor`, and no stack does. */
function refersToOurs(json: TerraformJson, text: string): boolean {
  const [, variable] = VARIABLE.exec(text) ?? [];
  if (variable !== undefined) return Object.hasOwn(json.variable ?? {}, variable);
  const [, data, type = "", address = ""] = REFERENCE.exec(text) ?? [];
  const block = (data ? json.data : json.resource) ?? {};
  return Object.hasOwn(block, type) && Object.hasOwn(block[type] ?? {}, address);
}

/** How CDKTF marks a token in a text, in a list and in a map; a number that stands for one is as large as this. */
const TOKEN = /[$#&]\{TfToken\[/;
const NUMBER_TOKEN = 1e280;

/** Nothing left of CDKTF's: no token, which plain-stack.ts would not resolve, and nothing else than JSON's own values. */
export function assertPlain(value: unknown): void {
  if (!isPlain(value)) throw new Error("something other than plain JSON is left of CDKTF");
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    assertPlain(key);
    assertPlain(inner);
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !TOKEN.test(value);
  if (typeof value === "number") return Math.abs(value) < NUMBER_TOKEN;
  if (typeof value === "boolean" || value === null || Array.isArray(value)) return true;
  return typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype;
}

function visitStrings(value: unknown, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    visit(key);
    visitStrings(inner, visit);
  }
}
