import { defineConfig } from "vitest/config";
import { specValidator } from "./scripts/validator.mjs";

export default defineConfig({
  plugins: [specValidator.vite()],
  test: { include: ["test/**/*.test.ts"], testTimeout: 20_000 },
});
