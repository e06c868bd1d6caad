import { describe, expect, it } from "vitest";
import { planReports } from "../src/compiler/plan-report";
import { failure, planJson } from "./support/plans";

// What a file is that is no plan: in words, with the repair.

const SHOW = "terraform show -json plan.tfplan > plan.json";

describe("read: what is no plan", () => {
  const PRINT = `write the plan with terraform plan -out=plan.tfplan, and print it with ${SHOW}`;
  it.each<[string, unknown, string]>([
    ["nothing", "", `it is empty; did terraform show fail? Print the plan with ${SHOW}`],
    [
      "the log",
      '{"@level":"info"}\n{"@level":"info"}\n',
      `it is the log that terraform plan -json prints while it works, not a plan; ${PRINT}`,
    ],
    [
      "a line of the log",
      { "@level": "info" },
      `it is a line of the log that terraform plan -json prints, not a plan; ${PRINT}`,
    ],
    ["words for people", "Terraform will perform", `it is what Terraform prints for people; ${PRINT}`],
    ["words of OpenTofu", "x\nOpenTofu used the", `it is what Terraform prints for people; ${PRINT}`],
    ["a tally", "\nPlan: 12 to add, 0 to change", `it is what Terraform prints for people; ${PRINT}`],
    ["broken JSON", ' {"a":', `it is JSON that is broken or ends too early; print the plan again: ${SHOW}`],
    ["a broken list", "[1", `it is JSON that is broken or ends too early; print the plan again: ${SHOW}`],
    [
      "another text",
      "hello, this is a text of some length",
      `it is no JSON: it starts with "hello, this is a text of"; ${PRINT}`,
    ],
    ["a number", "7", `it is JSON, but no object; ${PRINT}`],
    ["a list", [], `it is JSON, but no object; ${PRINT}`],
    ["a state file", { lineage: "x", serial: 1, terraform: {} }, `it is a state file, not a plan; ${PRINT}`],
    [
      "schemas",
      { format_version: "1.0", provider_schemas: {} },
      `it holds the schemas of providers, not a plan; ${PRINT}`,
    ],
    [
      "an answer",
      { format_version: "1.0", valid: true },
      `it is the answer of terraform validate, not a plan; ${PRINT}`,
    ],
    [
      "a state",
      { format_version: "1.0", values: {}, resource_changes: [] },
      `it is a state, as terraform show -json prints it without the name of a plan file; ${SHOW}`,
    ],
    [
      "an empty state",
      { format_version: "1.0" },
      `it is a state, as terraform show -json prints it without the name of a plan file; ${SHOW}`,
    ],
    [
      "a configuration",
      { terraform: {} },
      `it is a Terraform configuration, as panorama-compile writes it, not a plan; ${PRINT}`,
    ],
    [
      "a configuration with resources",
      { resource: {} },
      `it is a Terraform configuration, as panorama-compile writes it, not a plan; ${PRINT}`,
    ],
    [
      "a comment",
      { "//": {} },
      `it is a Terraform configuration, as panorama-compile writes it, not a plan; ${PRINT}`,
    ],
    [
      "other JSON",
      { a: 1 },
      `it is JSON, but no plan: "format_version" and "configuration" are not both there; ${PRINT}`,
    ],
    [
      "a lineage alone",
      { lineage: "x" },
      `it is JSON, but no plan: "format_version" and "configuration" are not both there; ${PRINT}`,
    ],
    [
      "changes without a configuration",
      { format_version: "1.0", resource_changes: [] },
      `it is JSON, but no plan: "format_version" and "configuration" are not both there; ${PRINT}`,
    ],
    [
      "a configuration of no version",
      { configuration: {} },
      `it is JSON, but no plan: "format_version" and "configuration" are not both there; ${PRINT}`,
    ],
  ])("%s", (_, json, words) => {
    expect(failure(json)).toBe(words);
  });

  it("bytes", () => {
    const of = (...those: number[]) => {
      const found = planReports.read(Uint8Array.from(those));
      return "failure" in found ? found.failure : "a plan";
    };
    expect(of(0x50, 0x4b, 3)).toBe(`it is Terraform's binary plan file; print it as JSON: ${SHOW}`);
    for (const start of [
      [0xff, 0xfe],
      [0xfe, 0xff],
    ])
      expect(of(...start)).toMatch(/^it is UTF-16 text, as the > of Windows/);
    for (const start of [
      [0x50, 0x20],
      [0x20, 0x4b],
    ])
      expect(of(...start)).toContain("it is no JSON");
    for (const start of [
      [0xff, 0xff],
      [0xfe, 0xfe],
      [0x20, 0xff],
      [0xff, 0x20],
      [0xfe, 0x20],
    ])
      expect(of(...start)).toBe(`it is not UTF-8 text; print the plan with ${SHOW}`);
  });

  it("what is too deep", () => {
    const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
    expect(failure(deep(64))).toContain("no object");
    expect(failure(deep(65))).toBe("it nests deeper than 64 levels, as no plan of ours does");
  });

  it.each<[unknown, string | undefined]>([
    ["1.0", undefined],
    ["1.999999999", undefined],
    ["0.2", "is 0.2, and this panorama-compile reads 1.x"],
    ["2.0", "is 2.0, and this panorama-compile reads 1.x"],
    ["11.0", "is 11.0, and"],
    [1.2, "is to be a text"],
    [null, "is to be a text"],
    ["1", "is to be a text"],
    ["1.2.3", "is to be a text"],
    ["x1.2", "is to be a text"],
    ["1.2x", "is to be a text"],
    ["1234567890.1", "is to be a text"],
    ["1.1234567890", "is to be a text"],
  ])("version %j", (format_version, words) => {
    const found = failure(planJson({ format_version }));
    if (words === undefined) expect(found).toBe("a plan");
    else expect(found).toContain(`its "format_version" ${words}`);
  });
});
