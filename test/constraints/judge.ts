import extract from "./extract.json";
import { LIMITS, type Limit } from "./limits";
import type { Constraint } from "./row";
import { limitOf } from "./table";

const members: Readonly<Record<string, Constraint>> = extract.members;
const limits: Readonly<Record<string, Limit>> = LIMITS;

/** What AWS takes for a member or a limit that the table names. */
export function constraintOf(name: string): Constraint & Pick<Limit, "counted"> {
  const limit = limitOf(name);
  const constraint = limit === undefined ? members[name] : limits[limit];
  if (constraint === undefined) throw new Error(`nothing is known of ${name}`);
  return constraint;
}

/** Why AWS would refuse a value; undefined where it would not. */
export function problemOf(value: unknown, name: string): string | undefined {
  const constraint = constraintOf(name);
  const { min, max, enum: values } = constraint;
  const size = sizeOf(value, constraint.counted);
  if (values !== undefined && !values.some((one) => one === value)) return "is none of those taken";
  if (min !== undefined && size < min) return `has ${size}, at least ${min} is taken`;
  if (max !== undefined && size > max) return `has ${size}, at most ${max} is taken`;
  const pattern = patternOf(constraint);
  if (pattern !== undefined && typeof value === "string" && !pattern.test(value)) return `is not ${pattern}`;
  return undefined;
}

/** The models write them for Java, which means the whole text. */
export function patternOf({ pattern }: Constraint): RegExp | undefined {
  return pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, "su");
}

function sizeOf(value: unknown, counted: Limit["counted"]): number {
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.length;
  const text = String(value);
  if (counted === "bytes") return Buffer.byteLength(text);
  return [...(counted === "without white space" ? text.replace(/\s/g, "") : text)].length;
}
