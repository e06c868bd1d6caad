import { describe, expect, it } from "vitest";
import type { Reason } from "../src/compiler/diff/facets";
import type { SecurityChange } from "../src/compiler/diff/security";
import { OWN_THING } from "../src/compiler/diff/things";
import { MEANINGS, reasonLines, subjectName, witnessText } from "../src/compiler/diff/words";
import { change, many, witness } from "./support/diffs";

// What is said of a comparison.

describe("words: a request", () => {
  const said = (how: "gained" | "lost", one: ReturnType<typeof witness>, kind = "bucket") =>
    witnessText(one, { kind, name: "N" } as Parameters<typeof witnessText>[1], how);

  it.each([
    ["gained", "silent", "allowed", "now allowed"],
    ["gained", "denied", "allowed", "now allowed"],
    ["gained", "denied", "silent", "no longer denied"],
    ["lost", "allowed", "silent", "no longer allowed"],
    ["lost", "allowed", "denied", "now denied"],
    ["lost", "silent", "denied", "now denied"],
  ] as const)("%s: from %s to %s", (how, before, after, words) => {
    expect(said(how, witness(before, after))).toBe(`${words}: ec2.amazonaws.com asking for s3:Get on r`);
  });

  it("is of somebody, on something, with keys, by a statement", () => {
    const of = (more: object, kind?: string) => said("gained", witness("silent", "allowed", more), kind);
    expect(of({}, "permissions")).toBe("now allowed: N asking for s3:Get on r");
    expect(of({}, "IoT policy")).toBe("now allowed: a certificate asking for s3:Get on r");
    expect(of({}, "trust policy")).toBe("now allowed: ec2.amazonaws.com asking for s3:Get");
    expect(of({ action: "", resource: "" })).toBe(
      "now allowed: ec2.amazonaws.com asking for any action on anything",
    );
    expect(of({ resource: `x/${OWN_THING}/${OWN_THING}` })).toContain("on x/ITS-OWN-THING/ITS-OWN-THING");
    const nobody = { caller: "anonymous", context: { "aws:PrincipalAccount": "anonymous" } };
    expect(of(nobody)).toBe("now allowed: anybody, without credentials, asking for s3:Get on r");
    expect(of({ context: { a: "1", b: "", "aws:PrincipalAccount": "1", c: "anonymous" } })).toContain(
      'on r, with a 1, b "", aws:PrincipalAccount 1 and c anonymous',
    );
    const named = { ...witness("silent", "allowed"), statement: { sid: "S", effect: "Allow" as const } };
    expect(said("gained", named as never)).toMatch(/ on r \(statement S\)$/);
  });
});

describe("words: a change", () => {
  const lines = (reason: Partial<Reason>, more: Partial<SecurityChange> = {}) =>
    reasonLines(change({ reasons: [{ relation: "wider", text: "", ...reason }], ...more }));

  it("has its words, edits and requests", () => {
    expect(
      lines({
        text: "t",
        edits: ["+ a"],
        gained: witness("silent", "allowed"),
        lost: witness("allowed", "silent"),
      }),
    ).toEqual([
      "t",
      "+ a",
      "for example, now allowed: ec2.amazonaws.com asking for s3:Get on r",
      "for example, no longer allowed: ec2.amazonaws.com asking for s3:Get on r",
    ]);
    expect(lines({ edits: [`+ ${OWN_THING}`] })).toEqual(["+ ITS-OWN-THING"]);
    const edits = (count: number) => lines({ edits: many(count, (at) => `e${at}`) });
    expect(edits(10)).toHaveLength(10);
    expect(edits(11).slice(10)).toEqual(["and 1 more edit"]);
    expect(edits(12).at(-1)).toBe("and 2 more edits");
    expect(edits(13)).toHaveLength(11);
  });

  it("that is new or goes tells of requests that were or are allowed alone", () => {
    const gained = (
      status: SecurityChange["status"],
      before: "denied" | "silent",
      after: "silent" | "allowed",
    ) => lines({ gained: witness(before, after) }, { status });
    expect(gained("new", "denied", "silent")).toEqual(["it is new"]);
    expect(gained("new", "denied", "allowed")).toEqual([
      "it is new",
      "for example, now allowed: ec2.amazonaws.com asking for s3:Get on r",
    ]);
    expect(gained("kept", "denied", "silent")).toHaveLength(1);
    const gone = lines({ lost: witness("allowed", "denied") }, { status: "gone" });
    expect(gone).toEqual([
      "it goes",
      "for example, no longer allowed: ec2.amazonaws.com asking for s3:Get on r",
    ]);
    expect(lines({ lost: witness("silent", "denied") }, { status: "gone" })).toEqual(["it goes"]);
    expect(lines({ lost: witness("silent", "denied") })).toHaveLength(1);
    expect(lines({ text: "t" }, { status: "new", isNotCompared: true })).toEqual(["t"]);
  });

  it("has a subject with its kind and place", () => {
    const name = (kind: string, region?: string) =>
      subjectName({ kind, name: "N", region } as Parameters<typeof subjectName>[0]);
    expect(name("certificate", "us-east-1")).toBe("certificate of N in us-east-1");
    expect(name("trust policy")).toBe("trust policy of N");
    expect(name("permissions")).toBe("permissions of N");
    expect(name("other", "us-east-1")).toBe("N");
    expect(name("command")).toBe("N");
    expect(name("access point", "us-east-1")).toBe("access point N in us-east-1");
    expect(name("bucket")).toBe("bucket N");
  });

  it("means what its relation says", () => {
    expect(MEANINGS).toEqual({
      wider: "something is let in that was not before, and nothing is kept out that was let in",
      narrower: "something is kept out that was let in before, and nothing is let in that was not",
      incomparable:
        "something is let in that was not before, and something is kept out; or nobody here can tell",
      same: "exactly the same is let in",
    });
  });
});
