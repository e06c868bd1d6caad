import { describe, expect, it } from "vitest";
import { planReports } from "../src/compiler/plan-report";
import type { PlanReport, ReportedChange } from "../src/compiler/plan-report/report";
import { change, foreign, plan, report } from "./support/reports";

// What each format makes of a report, for what no recorded plan has.

const printed = (format: keyof typeof planReports.formats, one: PlanReport) =>
  planReports.formats[format](one, "/work");
const location = {
  file: "spec.yaml",
  start: { line: 3, column: 5, offset: 0 },
  end: { line: 3, column: 9, offset: 4 },
} as unknown as NonNullable<ReportedChange["place"]>["location"];
const place = { location, line: "path: /edge/" };

describe("plan-report: pretty", () => {
  it("has what is not explained first, and each help once", () => {
    const one = plan(
      [
        change({
          place,
          trust: true,
          attributes: [{ name: "path", forcesReplacement: false, before: "1", after: "2" }],
        }),
        foreign("a.b"),
        foreign("a.c"),
      ],
      [{ code: "stale", message: "it is old", details: ["one"], help: "plan again", place }],
    );
    expect(
      printed("pretty", { ...report(one), unplanned: ["x"] }),
    ).toBe(`3 to update in place; the spec does not explain 3 points

acme-iam  (plan.json)

  Not explained by the spec:

  ! stale: it is old
      spec.yaml:3:5 | path: /edge/
      one
      help: plan again

  ~ update in place a.b
      foreign: the spec has nothing at this address
      help: take it out

  ~ update in place a.c
      foreign: the spec has nothing at this address

  Explained by the spec:

  ~ update in place aws_iot_thing.a
      spec.yaml:3:5 | path: /edge/
      changes who may assume the appliance role
      path: 1 -> 2

No plan was named of x.
`);
  });

  it("says what each action is, of what and from where", () => {
    const line = (more: Partial<ReportedChange>) =>
      printed("pretty", report(plan([change(more)])))
        .split("\n")
        .at(-2);
    expect(line({ actions: ["create"] })).toBe("  + create aws_iot_thing.a");
    expect(line({ actions: ["replace"] })).toBe("  -/+ replace aws_iot_thing.a");
    expect(line({ actions: ["destroy"] })).toBe("  - destroy aws_iot_thing.a");
    expect(line({ actions: ["forget"] })).toBe("  . forget (AWS keeps it) aws_iot_thing.a");
    expect(line({ actions: ["unknown"] })).toBe("  ? unknown action aws_iot_thing.a");
    expect(line({ actions: ["import"], importId: "i" })).toBe("  <- import aws_iot_thing.a, by the id i");
    expect(line({ actions: ["move"], from: "x.y" })).toBe("  -> move aws_iot_thing.a, from x.y");
    expect(line({ actions: ["update", "import"] })).toBe("  ~ update in place and import aws_iot_thing.a");
    const empty = printed("pretty", report({ ...plan([]), stack: undefined }));
    expect(empty).toBe(
      "no changes; nothing changes, as the spec says\n\na plan of no stack that can be told  (plan.json)\n  no changes\n",
    );
  });
});

describe("plan-report: github", () => {
  const commands = (one: PlanReport) => printed("github", one).trimEnd().split("\n");

  it("has errors, then what hurts, then the sum", () => {
    const hurting = [
      change({ actions: ["destroy"], address: "d" }),
      change({
        actions: ["replace"],
        address: "r",
        attributes: ["a", "b", "c", "d", "e", "f"].map((name) => ({ name, forcesReplacement: name !== "b" })),
      }),
      change({ trust: true, address: "t", place }),
      change({ address: "quiet" }),
    ];
    expect(
      commands(
        report(
          plan(
            [...hurting, foreign("x")],
            [{ code: "stale", message: "old", details: ["one"], help: "again" }],
          ),
        ),
      ),
    ).toEqual([
      "::error title=stale::acme-iam: old%0Aone%0Ahelp: again",
      "::error title=foreign::acme-iam: update in place x: the spec has nothing at this address%0Ahelp: take it out",
      "::warning title=destroy::acme-iam: destroy d",
      "::warning title=replace::acme-iam: replace r (forced by a, c, d, e, f)",
      "::warning file=spec.yaml,line=3,endLine=3,col=5,endColumn=8,title=trust::acme-iam: update in place t: changes who may assume the appliance role",
      "::notice title=plan-report::1 to destroy, 1 to replace, 3 to update in place; the spec does not explain 2 points",
    ]);
  });

  it("has no place in standard input, and nothing where there is no plan", () => {
    const standard = { ...place, location: { ...location, file: "<stdin>" } };
    const [first] = commands(
      report({ ...plan([change({ trust: true, place: standard })]), stack: undefined }),
    );
    expect(first).toBe(
      "::warning title=trust::update in place aws_iot_thing.a: changes who may assume the appliance role",
    );
    expect(printed("github", report())).toBe("");
  });
});

describe("plan-report: markdown", () => {
  it("has the answer, what is open, and folds the rest", () => {
    const one = plan(
      [
        change({ actions: ["destroy"], address: "d" }),
        change({ trust: true, place }),
        change({ address: "quiet", from: "x.y", importId: "i" }),
        foreign("a.b"),
        foreign("a.c"),
      ],
      [
        {
          code: "stale",
          message: "a_b *c* <d> @e #1 | `f` [g] ~h! & \\",
          details: ["x|y"],
          help: "again",
          place,
        },
      ],
    );
    expect(
      printed("markdown", { ...report(one), unplanned: ["x"] }),
    ).toBe(`<!-- panorama-compile plan-report -->

### Plan: 1 to destroy, 4 to update in place

**The spec does not explain 3 points.** **The plan changes who may assume the appliance role.**

No plan was named of x.

#### \`acme-iam\` (\`plan.json\`)

- **not explained** (stale): a\\_b \\*c\\* &lt;d&gt; @<!-- -->e #<!-- -->1 \\| \\\`f\\\` \\[g\\] \\~h\\! &amp; \\\\
  - \`spec.yaml:3:5\` \`path: /edge/\`
  - x\\|y
  - help: again

- \`~\` **update in place** \`a.b\`
  - **not explained** (foreign): the spec has nothing at this address
  - help: take it out

- \`~\` **update in place** \`a.c\`
  - **not explained** (foreign): the spec has nothing at this address

- \`-\` **destroy** \`d\`

- \`~\` **update in place** \`aws_iot_thing.a\`
  - \`spec.yaml:3:5\` \`path: /edge/\`
  - **changes who may assume the appliance role**

<details><summary>1 more change, explained by the spec</summary>

- \`~\` **update in place** \`quiet\`, from \`x.y\`, by the id \`i\`

</details>
`);
  });

  it("leaves out from the end what does not fit, and what is open last", () => {
    const wide = (address: string, more: Partial<ReportedChange> = {}) =>
      change({
        address,
        attributes: Array.from({ length: 60 }, () => ({
          name: "n".repeat(500),
          forcesReplacement: false,
          before: null,
          after: null,
        })),
        ...more,
      });
    const page = printed(
      "markdown",
      report(
        plan([wide("quiet"), wide("a", { actions: ["destroy"] })]),
        plan([wide("b", { actions: ["destroy"] })]),
      ),
    );
    expect(page).toContain("**destroy** `a`");
    expect(page).toContain("**destroy** `b`");
    expect(page).not.toContain("`quiet`");
    expect(page).toContain(
      "**Left out** so that this fits into a comment on GitHub: 1 paragraph. `--format json` has all of them.",
    );
    expect(page).not.toContain("<details>");
    expect(page.length).toBeLessThan(65_536);
  });

  it("says where a plan has no stack, and no changes", () => {
    const page = printed("markdown", report({ ...plan([]), stack: undefined }));
    expect(page).toContain(
      "**Nothing changes, as the spec says.**\n\n#### A plan of no stack that can be told (`plan.json`)\n\nNo changes.\n",
    );
  });
});
