// Makes what is made from the schema: src/compiler/spec.generated.ts. `--check` only says whether it is fresh.
import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const schema = JSON.parse(
  readFileSync(new URL("../schema/panorama-spec.schema.json", import.meta.url), "utf8"),
);
const target = new URL("../src/compiler/spec.generated.ts", import.meta.url);

// Keys with x- are dropped before validation, so the types don't know them; of `oneOf`, which only counts alternatives,
// the generator would make types that nobody can read.
const withoutExtensions = JSON.parse(
  JSON.stringify(schema, (key, value) =>
    key === "patternProperties" || key === "oneOf" ? undefined : value,
  ),
);
delete withoutExtensions.$defs.ignored;
withoutExtensions.title = "Spec";

const text = await compile(withoutExtensions, "Spec", {
  bannerComment:
    "// Generated from schema/panorama-spec.schema.json by `npm run generate`. Edit the schema, not this file.",
  additionalProperties: false,
  format: false,
});

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error(
      "src/compiler/spec.generated.ts is stale: run `npm run generate` and commit what it writes.",
    );
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
