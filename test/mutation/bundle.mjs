// The tests and the compiler as scripts: one for each test file, as Vitest keeps them apart.
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { build } from "esbuild";
import { examples } from "../../scripts/examples.mjs";
import { specValidator } from "../../scripts/validator.mjs";

/** @returns {Promise<Map<string, string>>} by test file the text of a CommonJS script: it, and what it imports */
export async function bundlesOf(root, testFiles) {
  const { outputFiles } = await build({
    entryPoints: testFiles,
    absWorkingDir: root,
    outdir: root,
    outbase: root,
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "error",
    plugins: [specValidator.esbuild(), examples.esbuild(), packagesOutside, sourcesWithPlaces],
  });
  const texts = outputFiles.map(({ path, text }) => [relative(root, path).replace(/\.js$/, ".ts"), text]);
  return new Map(texts);
}

// They have no mutants, and CDKTF takes seconds to load.
const packagesOutside = {
  name: "packages-outside",
  setup: (build) => {
    build.onResolve({ filter: /^[@a-z]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("virtual:") ? undefined : { path, external: true },
    );
  },
};

// A script knows no `import.meta`, by which tests find the fixtures.
const sourcesWithPlaces = {
  name: "sources-with-places",
  setup: (build) => {
    build.onLoad({ filter: /\.m?[jt]s$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
        .replaceAll("import.meta.url", JSON.stringify(`file://${path}`)),
      loader: path.endsWith(".ts") ? "ts" : "js",
    }));
  },
};
