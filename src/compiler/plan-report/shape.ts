import { isObject } from "../json/unchecked";

/** Looks at unchecked JSON, and remembers what is not as it should be. Absent lists and objects are empty ones. */
export class Shape {
  /** What is wrong, in the order in which it was found. No value is repeated. */
  readonly misses: string[] = [];

  text(value: unknown, at: string): string {
    if (value === undefined || value === null) return this.miss(value, at, "a text") ?? "";
    return this.maybe(value, at) ?? "";
  }

  maybe(value: unknown, at: string): string | undefined {
    if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
    return this.miss(value, at, "a text");
  }

  flag(value: unknown, at: string): boolean | undefined {
    if (value === undefined || value === null || typeof value === "boolean") return value ?? undefined;
    return this.miss(value, at, "true or false");
  }

  list(value: unknown, at: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value : (this.miss(value, at, "a list") ?? []);
  }

  texts(value: unknown, at: string): readonly string[] {
    return this.list(value, at).map((item) => this.text(item, `${at}[]`));
  }

  object(value: unknown, at: string): void {
    if (value !== undefined && !isObject(value)) this.miss(value, at, "an object");
  }

  entries(value: unknown, at: string): readonly (readonly [key: string, value: unknown])[] {
    if (value === undefined || value === null) return [];
    return isObject(value) ? Object.entries(value) : (this.miss(value, at, "an object") ?? []);
  }

  private miss(value: unknown, at: string, wanted: string): undefined {
    const isNothing = value === undefined || value === null;
    const found = isNothing ? "nothing" : Array.isArray(value) ? "a list" : KINDS[typeof value];
    this.misses.push(`its "${at}" is to be ${wanted}, not ${found}`);
    return undefined;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  object: "an object",
};
