// Makes what is made from other files: the types from the schema, docs/findings.md from the pages of `explain`,
// docs/mutation.md from the record of mutants.
// `--check` only says whether they are fresh.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";
import { mutationPage } from "../test/mutation/page.mjs";
import { readRecord } from "../test/mutation/record.mjs";
import { examples } from "./examples.mjs";
import { specValidator } from "./validator.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const REQUEST = "#/$defs/expectedRequest";

/** Keys with x- are dropped before validation, so the types don't know them; of `oneOf`, which only counts alternatives, the generator would make types that nobody can read. */
async function types() {
  const schema = JSON.parse(readFileSync(join(ROOT, "schema/panorama-spec.schema.json"), "utf8"));
  const withoutExtensions = JSON.parse(
    JSON.stringify(schema, (key, value) => {
      if (key === "patternProperties" || key === "oneOf") return undefined;
      return value?.$ref === REQUEST ? { $ref: REQUEST } : value; // with what stands beside it, it would be a second type
    }),
  );
  delete withoutExtensions.$defs.ignored;
  withoutExtensions.$defs.jobDocument.properties.file.tsType = "unknown"; // anything, which the generator takes for a mapping
  withoutExtensions.title = "Spec";
  return compile(withoutExtensions, "Spec", {
    bannerComment:
      "// Generated from schema/panorama-spec.schema.json by `npm run generate`. Edit the schema, not this file.",
    additionalProperties: false,
    format: false,
  });
}

async function findings() {
  const folder = mkdtempSync(join(tmpdir(), "panorama-compile-book-"));
  try {
    await build({
      entryPoints: { book: "src/compiler/explain/book.ts" },
      outdir: folder,
      absWorkingDir: ROOT,
      bundle: true,
      platform: "node",
      format: "cjs",
      plugins: [specValidator.esbuild(), examples.esbuild()],
      logLevel: "warning",
    });
    return createRequire(import.meta.url)(join(folder, "book.js")).book();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const generated = {
  "src/compiler/spec.generated.ts": await types(),
  "docs/findings.md": await findings(),
  "docs/mutation.md": mutationPage(readRecord(ROOT)),
};
const isChecking = process.argv.includes("--check");

for (const [path, text] of Object.entries(generated)) {
  const target = join(ROOT, path);
  if (!isChecking) writeFileSync(target, text);
  else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
    console.error(`${path} is stale: run \`npm run generate\` and commit what it writes.`);
    process.exitCode = 1;
  }
}
