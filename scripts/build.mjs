// Builds dist/: three bundles (front, templates, csr) that load each other late, the command, the library's
// entry and types, the schema, and the notices of what is bundled. Nothing is left to install at run time.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeNotices } from "./notices.mjs";
import { specValidator } from "./validator.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");

const { metafile } = await build({
  entryPoints: {
    front: "src/compiler/front.ts",
    templates: "src/templates/index.ts",
    csr: "src/compiler/csr.ts",
  },
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  minify: true,
  mainFields: ["module", "main"],
  keepNames: false,
  legalComments: "none", // THIRD-PARTY-NOTICES.md has them
  external: ["./templates.js", "./csr.js"],
  plugins: [specValidator.esbuild(), leaveOut()],
  metafile: true,
  logLevel: "warning",
});

writeFileSync("dist/cli.js", '#!/usr/bin/env node\nrequire("./front.js").main();\n');
chmodSync("dist/cli.js", 0o755);
writeFileSync("dist/index.js", 'exports.compile = require("./front.js").compile;\n');
copyFileSync("schema/panorama-spec.schema.json", "dist/panorama-spec.schema.json");
writeTypes();
writeNotices(Object.keys(metafile.inputs), "dist/THIRD-PARTY-NOTICES.md");

/**
 * What CDKTF loads and we never use: a ZIP library for assets, a JSON printer for the files that it would write
 * itself, its test matchers, and a validation that would run `terraform version` in a shell. Should one be called
 * after all, it throws. And the stack trace that it takes for each token, half of its time: nobody is shown it.
 */
function leaveOut() {
  const leftOut = "throw new Error('this part of CDKTF is left out of the bundle');";
  const contents = `module.exports = () => { ${leftOut} };
    module.exports.ValidateBinaryVersion = class { validate() { ${leftOut} } };
    module.exports.captureStackTrace = () => [];`;
  return {
    name: "leave-out",
    setup(build) {
      const filter =
        /^(archiver|json-stable-stringify|\.\/testing|.*\/validate-binary-version|.*\/stack-trace)$/;
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: "left-out" }));
      build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents }));
    },
  };
}

/** The declarations that the library's entry leads to, and no others: no CDKTF, yaml or ajv among them. */
function writeTypes() {
  const all = mkdtempSync(join(tmpdir(), "panorama-types-"));
  execFileSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json", "--outDir", all],
    { stdio: "inherit" },
  );
  const take = (file) => {
    const target = join("dist/types", file.replace(/^src\//, ""));
    if (existsSync(target)) return;
    const text = readFileSync(join(all, file), "utf8");
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    for (const [, from] of text.matchAll(/from "(\.[^"]*)"/g)) take(`${join(dirname(file), from)}.d.ts`);
    for (const [, from] of text.matchAll(/from "([^."][^"]*)"/g))
      throw new Error(`the public types import ${from}`);
  };
  take("src/compiler/index.d.ts");
  rmSync(all, { recursive: true });
}
