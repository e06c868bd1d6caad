import { describe, expect, it } from "vitest";
import { type Reason, reasonOf } from "../src/compiler/diff/facets";
import type { Facet, Status } from "../src/compiler/diff/subject";
import type { Statement } from "../src/compiler/policies/policy";

// What is said of one side of a subject, by what it was and is: in one line `relation: words`.

const said = ({ relation, text }: Reason) => (text === "" ? relation : `${relation}: ${text}`);
const told = (name: string, before: Facet | undefined, after: Facet | undefined) =>
  said(reasonOf(name, before, after));

describe("facets that are held", () => {
  const held = (status: Status, ...items: string[]): Facet => ({ how: "held", status, items });
  it.each<[Facet | undefined, Facet | undefined, string]>([
    [held("active", "a"), held("active", "a"), "same"],
    [held("active", "a"), held("active", "a", "b", "c"), "wider: it now has b and c"],
    [held("active", "a", "b"), held("active", "a"), "narrower: it no longer has b"],
    [held("active", "a"), held("active", "b"), "incomparable: it now has b; it no longer has a"],
    [held("active", "a", "b"), held("inactive", "a"), "narrower: inactive now; it had a and b"],
    [held("inactive", "a"), held("active", "a", "b"), "wider: active now; it has a and b"],
    [held("inactive", "a"), held("inactive", "b"), "same"],
    [held("active", "a"), held("unknown", "a"), "same"],
    [held("unknown", "a"), held("unknown", "a"), "same"],
    [held("inactive", "a"), held("unknown", "a", "b"), "same"],
    [held("active"), held("unknown", "b"), "wider: it now has b"],
    [
      held("unknown", "a"),
      held("active", "a"),
      "incomparable: it is set active: what it was is not known here",
    ],
    [held("unknown", "a"), held("active"), "narrower: it no longer has a"],
    [
      held("unknown"),
      held("active", "a"),
      "incomparable: it now has a; it is set active: what it was is not known here",
    ],
    [held("unknown", "a"), held("inactive", "a"), "narrower: inactive now; it had a"],
    [undefined, held("active", "a"), "wider: it now has a"],
    [undefined, held("unknown", "a"), "wider: it now has a"],
    [undefined, held("inactive", "a"), "same"],
    [held("active", "a"), undefined, "narrower: it no longer has a"],
    [held("unknown", "a"), undefined, "narrower: it no longer has a"],
    [held("inactive", "a"), undefined, "same"],
  ])("%j, then %j", (before, after, words) => {
    expect(told("certificate", before, after)).toBe(words);
  });
});

describe("facets that nobody here knows", () => {
  const others = (...items: string[]): Facet => ({ how: "others", items });
  it.each<[Facet | undefined, Facet | undefined, string]>([
    [others("a"), others("a"), "same"],
    [others("a", "b"), others("b", "a"), "same"],
    [others("a"), others("a", "b"), "incomparable: others: it now has b"],
    [others("a", "b"), others(), "incomparable: others: it no longer has a and b"],
    [others("a"), others("b"), "incomparable: others: it now has b; it no longer has a"],
    [undefined, others("b"), "incomparable: others: it now has b"],
    [others("a"), undefined, "incomparable: others: it no longer has a"],
    [undefined, others(), "same"],
  ])("%j, then %j", (before, after, words) => {
    expect(told("others", before, after)).toBe(words);
  });
});

describe("facets that only take away", () => {
  const limit = (value: string | null | undefined): Facet => ({ how: "limit", value });
  it.each<[Facet | undefined, Facet | undefined, string]>([
    [limit("a"), limit("a"), "same"],
    [limit(undefined), limit(undefined), "same"],
    [limit(undefined), limit("a"), "narrower: VPC: a, where there was none"],
    [limit("a"), limit(undefined), "wider: VPC: none, where it was a"],
    [limit("a"), limit("b"), "incomparable: VPC: b, where it was a"],
    [limit(null), limit("a"), "incomparable: VPC: a, where nobody here knows what it was"],
    [limit(null), limit(undefined), "incomparable: VPC: none, where nobody here knows what it was"],
    [limit("a"), limit(null), "same"],
    [limit(undefined), limit(null), "same"],
    [undefined, limit("a"), "same"],
    [limit("a"), undefined, "same"],
  ])("%j, then %j", (before, after, words) => {
    expect(told("VPC", before, after)).toBe(words);
  });
});

describe("facets of which nobody can say which value lets in more", () => {
  const fixed = (value: string): Facet => ({ how: "fixed", value });
  it.each<[string, Facet | undefined, Facet | undefined, string]>([
    ["bucket", fixed("a"), fixed("a"), "same"],
    ["bucket", fixed("a"), fixed("b"), "incomparable: bucket changed"],
    ["bucket", undefined, fixed("b"), "same"],
    ["bucket", fixed("a"), undefined, "same"],
    ["configuration", fixed("a"), fixed("a"), "same"],
    ...([undefined, fixed("b")] as const).map(
      (after) =>
        [
          "configuration",
          fixed("a"),
          after,
          "incomparable: this compiler writes no such thing: what it lets in is not known here",
        ] as [string, Facet, Facet | undefined, string],
    ),
  ])("%s: %j, then %j", (name, before, after, words) => {
    expect(told(name, before, after)).toBe(words);
  });
});

describe("facets that are policies", () => {
  const allow: Statement = { sid: "A", effect: "Allow", actions: ["s3:a"] };
  const policy = (text: string, ...statements: Statement[]): Facet => ({
    how: "policy",
    policy: { statements },
    text,
    alone: false,
  });
  const odd = (text: string): Facet => ({
    how: "policy",
    policy: { unknown: "it has x" },
    text,
    alone: false,
  });
  const unknown = "incomparable: its policy is none that this compiler writes: it has x";

  it("are the same where their texts are, known or not", () => {
    expect(told("policy", policy("1", allow), policy("1"))).toBe("same");
    expect(told("policy", odd("1"), odd("1"))).toBe("same");
    expect(told("policy", odd("$${x}%%{y}"), odd("$${x}%%{y}"))).toBe("same");
  });

  it.each(["${x}", "%{x}", '{"reference":"x"}'])("are not the same by what they refer to: %s", (text) => {
    expect(told("policy", odd(text), odd(text))).toBe(unknown);
    expect(told("policy", policy(text), policy(text))).toBe("same");
  });

  it("are compared by what they say, and with what was there or is", () => {
    expect(reasonOf("policy", policy("1"), policy("2", allow))).toMatchObject({
      relation: "wider",
      text: "",
      edits: ["+ A: Allow s3:a"],
      gained: { before: "silent", after: "allowed" },
    });
    expect(reasonOf("policy", policy("1", allow), policy("2"))).not.toHaveProperty("gained");
    expect(reasonOf("policy", policy("1"), policy("2", allow))).not.toHaveProperty("lost");
    expect(told("policy", policy("1"), odd("2"))).toBe(unknown);
    expect(told("policy", odd("1"), policy("2"))).toBe(unknown);
    expect(told("policy", undefined, odd("2"))).toBe(unknown);
    expect(told("policy", odd("1"), undefined)).toBe(unknown);
  });

  it("are wider than none, and none is narrower; then nothing was edited", () => {
    const made = reasonOf("policy", undefined, policy("1", allow));
    expect(made).toMatchObject({ relation: "wider", edits: [], gained: { before: "denied" } });
    const gone = reasonOf("policy", policy("1", allow), undefined);
    expect(gone).toMatchObject({ relation: "narrower", edits: [], lost: { after: "denied" } });
    // Of a policy that alone decides, one that says nothing is as good as none.
    const alone = { ...policy("1"), alone: true } as Facet;
    expect(told("policy", undefined, alone)).toBe("same");
    expect(told("policy", alone, undefined)).toBe("same");
    expect(told("policy", undefined, policy("1"))).toBe("wider");
  });

  it("that would take too long to compare are told as such", () => {
    const many = policy("2", ...Array.from({ length: 501 }, () => allow));
    const why = "its policy changed, and can't be compared: it has more than 500 statements";
    expect(told("policy", policy("1"), many)).toBe(`incomparable: ${why}`);
    expect(told("policy", many, policy("1"))).toBe(`incomparable: ${why}`);
  });
});
