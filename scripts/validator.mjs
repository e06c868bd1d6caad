// The schema's validator as code, made by ajv ahead of time: no code generation when a user runs us.
// One maker for both engines: esbuild bundles it into the product, vite hands it to the tests, so that
// what is tested is what is shipped and no generated validator lies in the repository to go stale.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";

const MODULE = "virtual:spec-validator";
const SCHEMA = new URL("../schema/panorama-spec.schema.json", import.meta.url);

/** Annotations of ours in the schema: read by the findings, meaningless to validation. */
export const ANNOTATIONS = ["x-expected", "x-exactly-one"];

export function strictAjv(extra = {}) {
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, ...extra });
  ajv.addVocabulary(ANNOTATIONS);
  return ajv;
}

/** The schema without what is for people alone, which would be a third of the validator's text. */
export const bareSchema = () => withoutDescriptions(JSON.parse(readFileSync(SCHEMA, "utf8")));

/** A property may be called `description`, and an example have it. */
function withoutDescriptions(node) {
  if (Array.isArray(node)) return node.map(withoutDescriptions);
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(
    ([key, value]) => key !== "description" || typeof value !== "string",
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [key, key === "examples" ? value : withoutDescriptions(value)]),
  );
}

/** @returns {string} the source of a module (`esm` or `cjs`) that exports the validation function as its default */
export function validatorSource(format = "cjs") {
  const ajv = strictAjv({ messages: false, code: { source: true, esm: format === "esm", lines: true } });
  const generate = standalone.default ?? standalone;
  return generate(ajv, ajv.compile(bareSchema()));
}

export const specValidator = {
  esbuild: () => ({
    name: "spec-validator",
    setup(build) {
      build.onResolve({ filter: /^virtual:spec-validator$/ }, () => ({
        path: MODULE,
        namespace: "spec-validator",
      }));
      build.onLoad({ filter: /.*/, namespace: "spec-validator" }, () => ({
        contents: validatorSource(),
        loader: "js",
        resolveDir: new URL("..", import.meta.url).pathname,
      }));
    },
  }),
  /** The same for who imports the schema as it is. */
  esbuildSchema: () => ({
    name: "bare-schema",
    setup(build) {
      build.onLoad({ filter: /panorama-spec\.schema\.json$/ }, () => ({
        // V8 is sooner done with a text of JSON than with a literal
        contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(bareSchema()))});`,
        loader: "js",
      }));
    },
  }),
  vite: () => ({
    name: "spec-validator",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id) {
      if (id !== `\0${MODULE}`) return undefined;
      this.addWatchFile(SCHEMA.pathname);
      return esmValidator();
    },
  }),
};

// ajv's ESM output still says `require("ajv/dist/runtime/…")`; vite's modules have no `require`.
function esmValidator() {
  return `import { createRequire } from "node:module";\nconst require = createRequire(${JSON.stringify(import.meta.url)});\n${validatorSource("esm")}`;
}
