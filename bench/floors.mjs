// Floors: what the libraries that we are built on take for the least of it, bundled and kept compiled as we are.
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";
import { leaveOut } from "../scripts/bundle.mjs";
import { yamlAsModules } from "../scripts/yaml.mjs";
import { REPOSITORY } from "./workspace.mjs";

/** Runs a bundle in the place of its program, with its compiled code, which the first run keeps; nothing is checked. */
const runner = (bundle) => `const { readFileSync, writeFileSync } = require("node:fs");
const { Script } = require("node:vm");
const filename = ${JSON.stringify(bundle)};
const kept = filename + ".code";
let cachedData;
try { cachedData = readFileSync(kept); } catch {}
const text = "(function (require, __dirname) {" + readFileSync(filename, "latin1") + "\\n})";
const script = new Script(text, { filename, cachedData });
script.runInThisContext()(require, ${JSON.stringify(REPOSITORY.bench)});
if (script.cachedDataRejected !== false) writeFileSync(kept, script.createCachedData());
`;

/** Bundles a program of the bench into the workspace; gives the path of what runs it. */
export async function bundled({ path }, program) {
  const outfile = path("floors", basename(program));
  const file = path("floors", `run-${basename(program)}`);
  await build({
    entryPoints: [program],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20.19",
    charset: "ascii",
    alias: yamlAsModules,
    plugins: [leaveOut(/^(archiver|\.\/testing)$/)], // the program has CDKTF write the files, unlike us
    logLevel: "warning",
  });
  writeFileSync(file, runner(outfile));
  return file;
}
