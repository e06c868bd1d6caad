import { listed } from "../text";
import { compare, type Relation, together, type Witness } from "./compare";
import { editsOf } from "./edits";
import { TooComplex } from "./patterns";
import { isUnknown, NOTHING } from "./statements";
import type { Facet } from "./subject";

/** Why a subject lets in more or less than before. */
export interface Reason {
  readonly relation: Relation;
  /** What changed, in words; empty where the witnesses say all. */
  readonly text: string;
  /** Of a policy, what was written into it and taken out of it. */
  readonly edits?: readonly string[];
  readonly gained?: Witness;
  readonly lost?: Witness;
}

const SAME: Reason = { relation: "same", text: "" };

type Of<How extends Facet["how"]> = Extract<Facet, { how: How }>;

/** How what one side of a subject lets in changed; undefined stands for what is not there. */
export function reasonOf(name: string, before: Facet | undefined, after: Facet | undefined): Reason {
  const either = <How extends Facet["how"]>(how: How) =>
    [before, after].map((facet) => (facet?.how === how ? (facet as Of<How>) : undefined));
  switch ((after ?? before)?.how) {
    case "policy":
      return ofPolicies(...(either("policy") as Sides<"policy">));
    case "held":
      return ofHeld(...(either("held") as Sides<"held">));
    case "others":
      return ofOthers(name, ...(either("others") as Sides<"others">));
    case "limit":
      return ofLimits(name, ...(either("limit") as Sides<"limit">));
    default:
      return ofFixed(name, ...(either("fixed") as Sides<"fixed">));
  }
}

type Sides<How extends Facet["how"]> = [before: Of<How> | undefined, after: Of<How> | undefined];

function ofPolicies(...[before, after]: Sides<"policy">): Reason {
  if (before && after && before.text === after.text && !isOpen(after)) return SAME;
  for (const facet of [before, after])
    if (facet && isUnknown(facet.policy))
      return {
        relation: "incomparable",
        text: `its policy is none that this compiler writes: ${facet.policy.unknown}`,
      };
  const policy = (facet: Of<"policy"> | undefined) =>
    facet && !isUnknown(facet.policy) ? facet.policy : NOTHING;
  try {
    const scale = after ?? before ?? { alone: false };
    const { relation, gained, lost } = compare(policy(before), policy(after), scale);
    const edits = before && after ? editsOf(policy(before), policy(after)) : [];
    return { relation, text: "", edits, ...(gained && { gained }), ...(lost && { lost }) };
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error;
    return { relation: "incomparable", text: `its policy changed, and can't be compared: ${error.message}` };
  }
}

/** Whether a policy that we don't know says something only by what it refers to. */
const isOpen = ({ policy, text }: Of<"policy">): boolean =>
  isUnknown(policy) && /[$%]\{|"reference":/.test(text.replace(/\$\$\{|%%\{/g, ""));

/** A certificate whose status is left as it is has the one that it had. */
function ofHeld(...[before, after]: Sides<"held">): Reason {
  const status = after?.status === "unknown" ? (before?.status ?? "unknown") : after?.status;
  const old = before && before.status !== "inactive" ? before.items : [];
  const now = after && status !== "inactive" ? after.items : [];
  const more = now.filter((item) => !old.includes(item));
  const less = old.filter((item) => !now.includes(item));
  const isSet = before?.status === "unknown" && status === "active" && now.length > 0;
  const wasOff = before?.status === "inactive";
  const isOff = status === "inactive";
  const had = isOff ? `inactive now; it had ${listed(less)}` : `it no longer has ${listed(less)}`;
  const reasons: Reason[] = [
    ...(more.length > 0
      ? [{ relation: "wider", text: `${wasOff ? "active now; it" : "it now"} has ${listed(more)}` } as const]
      : []),
    ...(less.length > 0 ? [{ relation: "narrower", text: had } as const] : []),
    ...(isSet
      ? [{ relation: "incomparable", text: "it is set active: what it was is not known here" } as const]
      : []),
  ];
  return {
    relation: together(reasons.map(({ relation }) => relation)),
    text: reasons.map(({ text }) => text).join("; "),
  };
}

/** What is not known may let in or keep out. */
function ofOthers(name: string, ...[before, after]: Sides<"others">): Reason {
  const [old, now] = [before?.items ?? [], after?.items ?? []];
  const more = now.filter((item) => !old.includes(item));
  const less = old.filter((item) => !now.includes(item));
  if (more.length + less.length === 0) return SAME;
  const words = [
    ...(more.length > 0 ? [`it now has ${listed(more)}`] : []),
    ...(less.length > 0 ? [`it no longer has ${listed(less)}`] : []),
  ];
  return { relation: "incomparable", text: `${name}: ${words.join("; ")}` };
}

/** Of what is new or goes, the policy says all; a limit whose value is left as it is does not change it. */
function ofLimits(name: string, ...[before, after]: Sides<"limit">): Reason {
  if (before === undefined || after === undefined) return SAME;
  const [old, now] = [before.value, after.value];
  if (old === now || now === null) return SAME;
  if (old === undefined) return { relation: "narrower", text: `${name}: ${now}, where there was none` };
  if (old === null) {
    const text = `${name}: ${now ?? "none"}, where nobody here knows what it was`;
    return { relation: "incomparable", text };
  }
  if (now === undefined) return { relation: "wider", text: `${name}: none, where it was ${old}` };
  return { relation: "incomparable", text: `${name}: ${now}, where it was ${old}` };
}

function ofFixed(name: string, ...[before, after]: Sides<"fixed">): Reason {
  if (before?.value === after?.value) return SAME;
  if (name === "configuration")
    return {
      relation: "incomparable",
      text: "this compiler writes no such thing: what it lets in is not known here",
    };
  return before && after ? { relation: "incomparable", text: `${name} changed` } : SAME;
}
