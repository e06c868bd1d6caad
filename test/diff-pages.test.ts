import { describe, expect, it } from "vitest";
import type { Reason } from "../src/compiler/diff/facets";
import type { SecurityChange } from "../src/compiler/diff/security";
import type { ResourceChange, StackChange } from "../src/compiler/diff/terraform";
import { added, change, many, printed, witness } from "./support/diffs";

// How much of a comparison each format shows: json, github, pretty and markdown.

describe("json", () => {
  it("has all there is, and no key of what there is not", () => {
    const statement = { sid: "S", effect: "Allow" };
    const reason = {
      relation: "wider",
      text: "",
      edits: [],
      gained: { ...witness("silent", "allowed"), statement },
    };
    const of = (kind: string) => {
      const { subject, ...rest } = change({ kind, reasons: [reason as Reason] });
      const one = { ...rest, subject: { ...subject, region: "us-east-1" } } as SecurityChange;
      return JSON.parse(printed("json", { security: [one] })).security[0];
    };
    const request = { action: "s3:Get", resource: "r", context: {} };
    expect(of("bucket")).toEqual({
      relation: "wider",
      kind: "bucket",
      subject: "bucket b in us-east-1",
      name: "b",
      account: "1",
      region: "us-east-1",
      status: "kept",
      resources: [],
      reasons: [
        {
          relation: "wider",
          gained: {
            text: "now allowed: ec2.amazonaws.com asking for s3:Get on r (statement S)",
            request: { caller: "ec2.amazonaws.com", ...request },
            before: "silent",
            after: "allowed",
            statement: "S",
          },
        },
      ],
    });
    for (const kind of ["permissions", "IoT policy"])
      expect(of(kind).reasons[0].gained.request).toEqual(request);
    const bare = change({
      reasons: [{ relation: "wider", text: "t", edits: ["+ a"], lost: witness("allowed", "silent") }],
    });
    const [one] = JSON.parse(printed("json", { security: [bare] })).security;
    expect(one).not.toHaveProperty("region");
    expect(one.reasons[0]).toMatchObject({ text: "t", edits: ["+ a"] });
    expect(one.reasons[0].lost).not.toHaveProperty("statement");
    expect(printed("json", {})).toMatch(/^\{\n {2}"old": "old",\n[\s\S]*\n\}\n$/);
  });
});

describe("github", () => {
  it("has ten that are wider or incomparable, and counts the rest", () => {
    const lines = (count: number) =>
      printed("github", { security: many(count, () => change({ relation: "incomparable" })) })
        .trimEnd()
        .split("\n");
    expect(lines(10)).toHaveLength(11);
    expect(lines(10).at(-1)).toBe(
      "::notice title=panorama-compile diff::Security: wider (10 incomparable)%0ATerraform: no resource changes",
    );
    expect(lines(12)).toHaveLength(11);
    expect(lines(12).at(-1)).toContain(
      "::2 more are wider or incomparable: panorama-compile diff --format pretty%0ASecurity:",
    );
    expect(lines(1)[0]).toBe("::warning title=trust is incomparable::bucket b is incomparable");
    expect(printed("github", { security: [change({ relation: "narrower" })] })).toMatch(/^::notice/);
  });
});

describe("pretty", () => {
  it("shows twenty of a kind, and counts the rest and what is the same", () => {
    const security = [
      ...many(21, (at) => change({ name: `b${at}` })),
      change({ kind: "permissions" }),
      ...many(2, () => change({ relation: "same" })),
      change({ relation: "same", reasons: [{ relation: "same", text: "let go" }] }),
    ];
    const stacks: StackChange[] = [{ stack: "b", account: "1", status: "new", settings: [], interface: [] }];
    const lines = printed("pretty", {
      security,
      terraform: { stacks, resources: [...added(21), ...added(1, "c")] },
    }).split("\n");
    expect(lines.slice(19, 28)).toEqual([
      "  wider         bucket b18",
      "  wider         bucket b19",
      "  wider         and 1 more of this kind",
      "  wider         permissions of b",
      "  same          bucket b",
      "                  let go",
      "  same          2 more",
      "",
      "Terraform: 22 added",
    ]);
    expect(lines[0]).toBe("Security: wider (22 wider, 3 the same)");
    expect(lines.slice(28, 30)).toEqual(["  acme", "    added          a.b0"]);
    expect(lines.slice(48)).toEqual([
      "    added          a.b19",
      "    added          and 1 more",
      "  b: new stack",
      "  c",
      "    added          a.b0",
      "",
    ]);
    const same = printed("pretty", { relation: "same", security: [change({ relation: "same" })] });
    expect(same).toBe("Security: same (1 the same)\n\nTerraform: no resource changes\n");
    expect(printed("pretty", { relation: "same" })).toContain("Security: same (nothing on either side)\n");
  });
});

describe("markdown", () => {
  it("shows twenty of a kind, and counts the rest", () => {
    const security = [...many(21, (at) => change({ name: `b${at}` })), change({ relation: "same" })];
    const stacks: StackChange[] = [
      { stack: "a<b", account: "1", status: "new", settings: [], interface: [] },
    ];
    const page = printed("markdown", { security, terraform: { stacks, resources: added(21) } });
    expect(page).toContain(
      "- 🔺 **wider**: `bucket b19`\n- 🔺 **wider**: 1 more of this kind\n- ⚪ same: 1 more\n",
    );
    expect(page).toContain("| added | `a.b19` |  |\n| added | and 1 more | |\n\n</details>\n");
    expect(page).toContain("<details><summary><code>a_b</code>: new stack</summary>\n\n</details>");
    expect(printed("markdown", { security: [change()] })).toMatch(
      /`bucket b`\n\n### Terraform: no resource changes\n$/,
    );
    expect(printed("markdown", { security: [change({ relation: "same" })] })).not.toContain("⚪ same");
    const bar = change({ name: "b|c" });
    const resources = [{ ...added(1)[0], address: "a|b" } as ResourceChange];
    expect(printed("markdown", { security: [bar], terraform: { stacks: [], resources } })).toContain(
      "| added | `a\\|b` |",
    );
  });

  it("shows fewer where all would not fit into a comment, and at last numbers", () => {
    const long = (count: number) => {
      const text = "x".repeat(1_000);
      return many(count, (at) =>
        change({ name: `b${at}`, reasons: many(5, () => ({ relation: "wider" as const, text })) }),
      );
    };
    const shown = (count: number) =>
      printed("markdown", { security: long(count) }).match(/`bucket b\d+`/g)?.length;
    expect(shown(12)).toBe(12);
    expect(shown(13)).toBe(10);
    const kinds = many(60, (at) => ({
      ...change({ reasons: long(1)[0]?.reasons ?? [] }),
      subject: { ...change().subject, kind: `k${at}` },
    })) as unknown as SecurityChange[];
    expect(
      printed("markdown", { security: kinds, terraform: { stacks: [], resources: added(2) } }),
    ).toBe(`<!-- panorama-compile diff -->

### 🔺 Security: wider

60 wider. From \`old\` to \`new\`. *wider*: something is let in that was not before, and nothing is kept out that was let in.

### Terraform: 2 added

**Left out** so that this fits into a comment: 60 subjects (policies, certificates and the like) and 2 resources. \`panorama-compile diff --format json\` has them.
`);
  });
});
