// How mutants are made and run. `npm run mutation` takes these options for the files of its groups (test/mutation/groups.mjs);
// `npx stryker run -m FILE` tries one file.
export default {
  // Vitest takes three seconds to start for each of 15,000 mutants. Our runner keeps the tests loaded.
  testRunner: "in-process",
  plugins: [new URL("test/mutation/runner.mjs", import.meta.url).href],
  coverageAnalysis: "perTest",
  reporters: ["progress-append-only"],
  ignorePatterns: ["/bench", "/dist", "/test/terraform/*.test.ts", "cdktf.out"],
  disableTypeChecks: "src/**/*.ts",
  concurrency: 2,
  // Loops are cut off by counting. Time is for what no counter sees, and a busy machine must not count as a kill.
  timeoutMS: 60_000,
  timeoutFactor: 5,
};
