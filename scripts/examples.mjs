// The examples of `explain`, taken from the fixtures when the product is built: a case of a finding that has a
// mended.yaml beside its spec.yaml, and a before.yaml where it compares with the last output. One maker for both engines, as in validator.mjs, so that no copy can go stale.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MODULE = "virtual:examples";
const FIXTURES = fileURLToPath(new URL("../fixtures/err/", import.meta.url));

/** @returns {string} the source of a module that exports the examples by code, each with a failing and a mended spec, some with the one before */
function source() {
  const examples = {};
  for (const code of readdirSync(FIXTURES).sort()) {
    const folder = readdirSync(`${FIXTURES}${code}`)
      .map((name) => `${FIXTURES}${code}/${name}/`)
      .find((path) => existsSync(`${path}mended.yaml`));
    if (folder === undefined) continue;
    const read = (name) => readFileSync(`${folder}${name}.yaml`, "utf8");
    const before = existsSync(`${folder}before.yaml`) ? { before: read("before") } : {};
    examples[code] = { ...before, failing: read("spec"), mended: read("mended") };
  }
  return `export default ${JSON.stringify(examples)};`;
}

export const examples = {
  esbuild: () => ({
    name: "examples",
    setup(build) {
      build.onResolve({ filter: /^virtual:examples$/ }, ({ path }) => ({ path, namespace: "examples" }));
      build.onLoad({ filter: /.*/, namespace: "examples" }, () => ({ contents: source(), loader: "js" }));
    },
  }),
  vite: () => ({
    name: "examples",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? source() : undefined),
  }),
};
