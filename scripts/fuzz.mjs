// Runs the fuzzer (test/fuzz/) from one bundle, as vitest would load it many times slower.
// FUZZ_SECONDS: how long (default: until Ctrl-C). FUZZ_SEED: the first seed. FUZZ_ONLY: a pattern for the strands' names.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { examples } from "./examples.mjs";
import { specValidator } from "./validator.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A bundle has one place; its parts look for files beside their own. */
const ownFolders = {
  name: "own-folders",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]test[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replaceAll("import.meta.dirname", JSON.stringify(dirname(path))),
      loader: "ts",
    }));
  },
};

const folder = mkdtempSync(join(tmpdir(), "panorama-fuzz-bundle-"));
try {
  await build({
    entryPoints: ["test/fuzz/main.ts"],
    outfile: join(folder, "fuzz.mjs"),
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    banner: {
      js: 'import { createRequire as __make } from "node:module"; const require = __make(import.meta.url);',
    },
    plugins: [specValidator.esbuild(), examples.esbuild(), ownFolders],
    logLevel: "warning",
  });
  await import(pathToFileURL(join(folder, "fuzz.mjs")).href);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
