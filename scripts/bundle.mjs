// The part of the build that runs: the bundles that load each other late, and the command.
import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { chmodSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { examples } from "./examples.mjs";
import { specValidator } from "./validator.mjs";
import { yamlAsModules } from "./yaml.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is loaded first, and the rooms that late-rooms.ts loads when they are needed: each is a file by its name. */
const FRONT = { front: "src/compiler/front.ts" };
const LATE = {
  templates: "src/templates/index.ts",
  "second-thread": "src/compiler/second-thread.ts",
  csr: "src/compiler/csr.ts",
  discover: "src/discover/index.ts",
  explain: "src/compiler/explain/index.ts",
  completion: "src/compiler/completion/index.ts",
  doctor: "src/compiler/commands/doctor/index.ts",
  watch: "src/compiler/commands/watch/changes.ts",
  graphviz: "src/compiler/graph/graphviz.ts",
  diff: "src/compiler/diff/index.ts",
  "plan-report": "src/compiler/plan-report/index.ts",
};

const SCHEMA = "panorama-spec.schema.json";

const SETTINGS = {
  bundle: true,
  absWorkingDir: root,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  supported: {
    "dynamic-import": false, // bundles are no modules of Node's own, and may not import
    "regexp-unicode-property-escapes": true, // or each would be made anew wherever it is used
  },
  minify: true,
  charset: "ascii",
};

/** Writes all of them and cli.js into a folder; returns what esbuild says of them. `more` are options for esbuild. */
export async function bundle(outdir, more = {}) {
  const result = await build({
    entryPoints: { ...FRONT, ...LATE },
    outdir,
    ...SETTINGS,
    mainFields: ["module", "main"],
    alias: yamlAsModules,
    keepNames: false,
    pure: ["console.error"], // the SDK prints what it throws as well, with its stack
    legalComments: "none", // THIRD-PARTY-NOTICES.md has them
    external: [...Object.keys(LATE).map((name) => `./${name}.js`), `./${SCHEMA}`],
    plugins: [
      specValidator.esbuild(),
      specValidator.esbuildSchema(),
      examples.esbuild(),
      leaveOut(),
      withoutVersionWarning(),
    ],
    metafile: true,
    ...more,
    logLevel: "warning",
  });

  copyFileSync(join(root, "schema", SCHEMA), join(outdir, SCHEMA));
  // What is not kept compiled, since it is what reads that; small, and each without the other.
  const launching = { ...SETTINGS, ...more, outdir, external: ["./loader.js"], logLevel: "warning" };
  const define = { BUNDLES: JSON.stringify(hashesOf(outdir)) };
  await build({ ...launching, entryPoints: { loader: "src/launch/loader.ts" }, define });
  await build({ ...launching, entryPoints: { thread: "src/launch/thread.ts" } });
  const banner = { js: "#!/usr/bin/env node" };
  await build({ ...launching, entryPoints: { cli: "src/launch/index.ts" }, banner });
  const { overview } = createRequire(import.meta.url)(join(resolve(outdir), "front.js"));
  writeFileSync(join(outdir, "overview.txt"), overview());
  chmodSync(join(outdir, "cli.js"), 0o755);
  return result;
}

/** Of each bundle's content, for the code cache: see src/launch, which reads them as ASCII. */
function hashesOf(outdir) {
  const hashOf = (name) => {
    const bytes = readFileSync(join(outdir, `${name}.js`));
    if (!isAscii(bytes)) throw new Error(`${name}.js is not ASCII`);
    return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  };
  return Object.fromEntries(Object.keys({ ...FRONT, ...LATE }).map((name) => [name, hashOf(name)]));
}

/** Assets with their ZIP library, a JSON printer for files, test matchers, and of Node what hashes and starts programs. */
const UNUSED = /^(archiver|json-stable-stringify|\.\/testing|(\.\/|\.\.\/)private\/fs|crypto|child_process)$/;

/**
 * What CDKTF loads and we never use: `unused`, and a validation that would run `terraform version` in a shell. Should one
 * be called after all, it throws. Its assertions need none of what Node's `assert` loads. And the stack trace that it
 * takes for each construct, half of its time: nobody is shown it.
 */
export function leaveOut(unused = UNUSED) {
  const leftOut = "throw new Error('this part of CDKTF is left out of the bundle');";
  const nothing = `const nothing = () => { ${leftOut} };
    module.exports = new Proxy(nothing, { get: (_, name) => (name === "__esModule" ? false : nothing) });`;
  const assertion = `module.exports = (value, message) => { if (!value) throw new Error(message); };
    module.exports.ok = module.exports;`;
  const contents = {
    nothing,
    "a validation": `module.exports.ValidateBinaryVersion = class { validate() { ${leftOut} } };`,
    "a stack trace": "module.exports.captureStackTrace = () => [];",
    "an assertion": assertion,
  };
  const left = [
    [unused, "nothing"],
    [/\/validate-binary-version$/, "a validation"],
    [/\/stack-trace$/, "a stack trace"],
    [/^assert$/, "an assertion"],
  ];
  return {
    name: "leave-out",
    setup(build) {
      for (const [filter, path] of left)
        build.onResolve({ filter }, ({ importer }) =>
          /node_modules\/(cdktf|constructs)\//.test(importer) ? { path, namespace: "left-out" } : undefined,
        );
      build.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({ contents: contents[path] }));
    },
  };
}

/** The SDK tells whoever runs an older Node which Node its next versions will need. The one in here is what it is. */
function withoutVersionWarning() {
  const contents = "export const state = {}; export const emitWarningIfUnsupportedVersion = () => {};";
  return {
    name: "without-version-warning",
    setup(build) {
      build.onLoad({ filter: /@aws-sdk\/core\/.*\/emitWarningIfUnsupportedVersion\.js$/ }, () => ({
        contents,
      }));
    },
  };
}
