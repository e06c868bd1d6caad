import { canonicalJson } from "../canonical-json";
import type { Policy } from "../policies/policy";
import type { Scale } from "./compare";
import { Computed, Document, listOf, type Resource, type StackConfig } from "./stack";
import { isUnknown, policyOf, type Unknown } from "./statements";
import { ownThing } from "./things";

/** Kinds of subjects, in the order in which they are told. */
export const KINDS = [
  "trust policy",
  "permissions",
  "IoT policy",
  "certificate",
  "access point",
  "bucket",
  "command",
  "other",
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * One side of what a subject lets in. What is `held` lets in more with each item, unless it is inactive. `others` are what
 * nobody here knows. A `limit` only takes away: none is the widest; null is one that nobody here knows. Of what is `fixed`
 * nobody can say which value lets in more.
 */
export type Facet =
  | ({ readonly how: "policy"; readonly policy: Policy | Unknown; readonly text: string } & Scale)
  | { readonly how: "held"; readonly items: readonly string[]; readonly status: Status }
  | { readonly how: "others"; readonly items: readonly string[] }
  | { readonly how: "limit"; readonly value: string | undefined | null }
  | { readonly how: "fixed"; readonly value: string };

/** Of a certificate; `unknown` where it is left as it is. */
export type Status = "active" | "inactive" | "unknown";

/** Something in AWS that lets somebody in: what is compared. */
export interface Subject {
  readonly kind: Kind;
  /** Who it is in AWS: the same on both sides of a comparison. */
  readonly key: string;
  readonly account: string;
  /** As people call it. */
  readonly name: string;
  /** Its Region; undefined for what is global. */
  readonly region: string | undefined;
  readonly facets: Readonly<Record<string, Facet>>;
  /** What makes it: stack and address. */
  readonly made: readonly { readonly stack: string; readonly address: string }[];
  /** Whether Terraform adopts it. */
  readonly adopted: boolean;
}

/** A stack's resources of a type. */
export const ofType = ({ types }: StackConfig, type: string): readonly Resource[] => types.get(type) ?? [];

/** What differs from subject to subject. `id` tells it from others where its name does not. */
export type Draft = Pick<Subject, "kind" | "name" | "facets"> & {
  readonly global?: boolean;
  readonly id?: string;
};

/** A subject that these resources of a stack make. */
export function subject(
  { name: stack, account, region, imported }: StackConfig,
  resources: readonly Resource[],
  { kind, name, facets, global = false, id = name }: Draft,
): Subject {
  return {
    kind,
    key: [account, global ? "" : region, kind, id].join(" "),
    account,
    name,
    region: global ? undefined : region,
    facets,
    made: resources.map(({ address }) => ({ stack, address })),
    adopted: resources.some(({ address }) => imported.has(address)),
  };
}

/** The policy that an argument refers to; without one nothing is said. */
export function policyFacet(
  value: unknown,
  { alone, within }: Scale,
  { also = [], ofThings = false }: { readonly also?: readonly Policy[]; readonly ofThings?: boolean } = {},
): Facet {
  const scale = { alone, ...(within && { within }) };
  const text = canonicalJson([value ?? null, also]);
  const policies = value === undefined ? [] : listOf(value).map((one) => readPolicy(one, ofThings));
  const odd = policies.find(isUnknown);
  if (odd) return { how: "policy", policy: odd, text, ...scale };
  const statements = [...(policies as Policy[]), ...also].flatMap((policy) => policy.statements);
  return { how: "policy", policy: ownThing({ statements }), text, ...scale };
}

const readPolicy = (value: unknown, ofThings: boolean): Policy | Unknown =>
  value instanceof Document
    ? policyOf(value.data, ofThings)
    : { unknown: "it is not a policy document of its stack" };

/** Whether an argument names a resource of its stack, or refers to it. */
export const isSame = (value: unknown, name: string, { address }: Resource): boolean =>
  value === name || (value instanceof Computed && value.reference.startsWith(`${address}.`));
