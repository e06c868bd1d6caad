import { describe, expect, it } from "vitest";
import { filesIn } from "./support/folders";
import { changesOf, compiledStep, expectGolden, stepCases } from "./support/steps";

// Every transition of fixtures/step: what the second compile says, and what it changes in the output folder. What
// Terraform then plans is plan.txt's, in test/terraform/steps.test.ts. UPDATE_FIXTURES=1 rewrites: read the diff.
describe("fixtures/step: one spec compiled over another", () => {
  it.each(stepCases())("%s", async (name) => {
    const step = await compiledStep(name);
    const { code, err } = step.second;
    expectGolden(name, "expected.txt", `${err}exit ${code}\n`);
    const changes = changesOf(step);
    if (code === 0) expect(changes, "a step must change something").not.toBe("");
    else {
      expect(filesIn(step.after)).toEqual(filesIn(step.before));
      expectGolden(name, "plan.txt", undefined);
    }
    expectGolden(name, "changes.diff", code === 0 ? changes : undefined);
  });
});
