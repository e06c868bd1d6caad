import { describe, expect, it } from "vitest";
import { compare, relationOf, type Scale, together } from "../src/compiler/diff/compare";
import { type Policy, policyDocument, type Statement } from "../src/compiler/policies/policy";
import { ROLE } from "./support/arbitrary-policy";
import { answer } from "./support/iam";

// How two policies relate, and the request that shows it. Each request is asked of the tests' own small IAM too.

const statement = (effect: Statement["effect"], ...actions: string[]): Statement => ({
  sid: `${effect}${actions.join()}`,
  effect,
  actions,
  resources: ["*"],
  principals: [{ type: "AWS", identifiers: [ROLE] }],
});
const allow = (...actions: string[]) => statement("Allow", ...actions);
const deny = (...actions: string[]) => statement("Deny", ...actions);
const policy = (...statements: Statement[]): Policy => ({ statements });

/** `gained s3:a denied → allowed by AllowS3` for each witness. */
function compared(before: Policy, after: Policy, scale: Scale = { alone: false }): string[] {
  const { relation, gained, lost } = compare(before, after, scale);
  const lines = Object.entries({ gained, lost }).flatMap(([how, one]) => {
    if (one === undefined) return [];
    const call = { ...one.request, caller: { arn: one.request.caller, account: "" } };
    const asked = [before, after].map((of) => answer(policyDocument(of), call));
    expect(asked).toEqual([one.before, one.after]);
    const by = one.statement === undefined ? "nobody" : one.statement.sid;
    return [`${how} ${one.request.action}: ${one.before}, then ${one.after} by ${by}`];
  });
  return [relation, ...lines];
}

describe("compare", () => {
  it.each<[string, Policy, Policy, string[]]>([
    ["nothing and nothing", policy(), policy(), ["same"]],
    ["one thing, said twice", policy(allow("s3:a")), policy(allow("s3:a"), allow("s3:A")), ["same"]],
    [
      "what nothing said before",
      policy(),
      policy(allow("s3:a")),
      ["wider", "gained s3:a: silent, then allowed by Allows3:a"],
    ],
    [
      "what nothing says any more, by the statement that is gone",
      policy(allow("s3:a")),
      policy(),
      ["narrower", "lost s3:a: allowed, then silent by Allows3:a"],
    ],
    [
      "what is denied now, by the statement that does",
      policy(allow("s3:a")),
      policy(allow("s3:a"), deny("s3:a")),
      ["narrower", "lost s3:a: allowed, then denied by Denys3:a"],
    ],
    [
      "what is denied and nobody allowed",
      policy(),
      policy(deny("s3:a")),
      ["narrower", "lost s3:a: silent, then denied by Denys3:a"],
    ],
    [
      "what is no longer denied, by the statement that did",
      policy(deny("s3:a")),
      policy(),
      ["wider", "gained s3:a: denied, then silent by Denys3:a"],
    ],
    [
      "a Deny that goes, of what is allowed",
      policy(deny("s3:a"), allow("s3:a")),
      policy(allow("s3:a")),
      ["wider", "gained s3:a: denied, then allowed by Allows3:a"],
    ],
    [
      "one for another",
      policy(allow("s3:a")),
      policy(allow("s3:b")),
      [
        "incomparable",
        "gained s3:b: silent, then allowed by Allows3:b",
        "lost s3:a: allowed, then silent by Allows3:a",
      ],
    ],
    [
      "an Allow that comes, where a Deny goes before it in the list",
      policy(deny("s3:a")),
      policy(allow("s3:b")),
      ["wider", "gained s3:b: silent, then allowed by Allows3:b"],
    ],
    [
      "an Allow that goes, beside a Deny that comes",
      policy(allow("s3:b")),
      policy(deny("s3:a")),
      ["narrower", "lost s3:b: allowed, then silent by Allows3:b"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(compared(before, after)).toEqual(expected);
  });

  it("a policy that alone decides says as much by a Deny as by silence", () => {
    const alone = { alone: true };
    expect(compared(policy(), policy(deny("s3:a")), alone)).toEqual(["same"]);
    expect(compared(policy(deny("s3:a")), policy(), alone)).toEqual(["same"]);
    expect(compared(policy(deny("s3:a")), policy(allow("s3:a")), alone)).toEqual([
      "wider",
      "gained s3:a: denied, then allowed by Allows3:a",
    ]);
    expect(compared(policy(allow("s3:a")), policy(deny("s3:a")), alone)).toEqual([
      "narrower",
      "lost s3:a: allowed, then denied by Denys3:a",
    ]);
  });

  it("what a policy is never asked about is no difference", () => {
    const within = { actions: ["s3:*"], resources: ["arn:aws:s3:::b/*"] };
    const on = (resource: string, action = "s3:a") => ({ ...allow(action), resources: [resource] });
    const asked = (after: Statement) => compared(policy(), policy(after), { alone: false, within });
    expect(asked(on("arn:aws:s3:::c/x"))).toEqual(["same"]);
    expect(asked(on("arn:aws:s3:::b/x", "iam:PassRole"))).toEqual(["same"]);
    expect(asked(on("*", "iam:*"))).toEqual(["same"]);
    expect(asked(on("arn:aws:s3:::b/x"))).toEqual([
      "wider",
      "gained s3:a: silent, then allowed by Allows3:a",
    ]);
    const { gained } = compare(policy(), policy(on("*", "*")), { alone: false, within });
    expect(gained?.request).toMatchObject({ action: "s3:PutObject", resource: "arn:aws:s3:::b/any" });
  });

  it("has no witness without a difference", () => {
    expect(compare(policy(allow("s3:a")), policy(allow("s3:a")), { alone: true })).toEqual({
      relation: "same",
      gained: undefined,
      lost: undefined,
    });
  });

  it("knows a whole by its parts", () => {
    expect(relationOf(false, false)).toBe("same");
    expect(together([])).toBe("same");
    expect(together(["same", "same"])).toBe("same");
    expect(together(["same", "wider"])).toBe("wider");
    expect(together(["narrower", "same"])).toBe("narrower");
    expect(together(["narrower", "wider"])).toBe("incomparable");
    expect(together(["incomparable"])).toBe("incomparable");
    expect(together(["incomparable", "wider"])).toBe("incomparable");
    expect(together(["narrower", "incomparable"])).toBe("incomparable");
  });
});
