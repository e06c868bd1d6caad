import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeBucket } from "./aws";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { createWorkspace } from "./workspace";

const GOLDENS = join(import.meta.dirname, "../../fixtures/ok");

/** Whether the stack's state is kept in files or by the emulator: the servers of other backends are not here. */
function isHere(folder: string): boolean {
  const { terraform } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
  return terraform.backend?.local !== undefined || terraform.backend?.s3 !== undefined;
}

// A second judge over all golden outputs at once.
describeWithTerraform("terraform validate accepts every golden output", () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
    await makeBucket(emulator, "acme-tfstate"); // an S3 backend's bucket must be there at init
  });
  afterAll(() => emulator.stop());

  it.each(readdirSync(GOLDENS))("%s", async (name) => {
    const workspace = await createWorkspace(emulator, join(GOLDENS, name, "expected"));
    const stacks = await workspace.stacks();
    expect(stacks.length).toBeGreaterThan(1);
    for (const stack of stacks) {
      await workspace.init(stack, { backend: isHere(join(GOLDENS, name, "expected/stacks", stack)) });
      expect(await workspace.validate(stack)).toEqual([]);
    }
    await workspace.dispose();
  });
});
