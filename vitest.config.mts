import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { examples } from "./scripts/examples.mjs";
import { specValidator } from "./scripts/validator.mjs";
import { yamlAsModules } from "./scripts/yaml.mjs";

export default defineConfig({
  resolve: { alias: yamlAsModules },
  plugins: [specValidator.vite(), examples.vite()],
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 60_000,
    // On two cores too: the tests that run Terraform mostly wait, for it and for the emulator.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
