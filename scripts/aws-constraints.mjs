// Writes test/constraints/extract.json: what AWS's service models say of each member that test/constraints/table.ts
// names. `node scripts/aws-constraints.mjs BOTOCORE`, the folder of the Python package botocore; then format it. With
// `--check` it only says whether that is what stands there.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";

const TARGET = new URL("../test/constraints/extract.json", import.meta.url);
const TABLE = fileURLToPath(new URL("../test/constraints/table.ts", import.meta.url));
const KEPT = ["type", "min", "max", "pattern", "enum"];

const [botocore, option] = process.argv.slice(2);
if (botocore === undefined || (option !== undefined && option !== "--check")) {
  console.error("usage: node scripts/aws-constraints.mjs BOTOCORE [--check]");
  process.exit(2);
}

const models = new Map();

/** The newest model of a service. */
function modelOf(service) {
  const folder = join(botocore, "data", service);
  const version = readdirSync(folder).sort().at(-1);
  const text = gunzipSync(readFileSync(join(folder, version, "service-2.json.gz"))).toString("utf8");
  const model = models.get(service) ?? JSON.parse(text);
  models.set(service, model);
  return model;
}

/** The shape of a member: names of structures after dots, `[]` for a list's items, `{key}` and `{value}` for a map's. */
function shapeAt(model, operation, path) {
  let shape = model.shapes[model.operations[operation].input.shape];
  for (const [step] of path.matchAll(/\[\]|\{key\}|\{value\}|[^.[\]{}]+/g)) {
    const next =
      step === "[]" ? shape.member : /^\{/.test(step) ? shape[step.slice(1, -1)] : shape.members?.[step];
    if (next === undefined) throw new Error(`${operation} has no ${path}`);
    shape = model.shapes[next.shape];
  }
  return shape;
}

async function membersOfTable() {
  const options = { bundle: true, write: false, format: "esm", platform: "node" };
  const { outputFiles } = await build({ entryPoints: [TABLE], ...options });
  const { MEMBERS } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return MEMBERS;
}

const required = {};
const members = {};
for (const name of await membersOfTable()) {
  const [, service, operation, path] = /^([a-z0-9]+)\.([A-Za-z0-9]+)\.(.+)$/.exec(name);
  const model = modelOf(service);
  const shape = shapeAt(model, operation, path);
  members[name] = Object.fromEntries(KEPT.filter((key) => key in shape).map((key) => [key, shape[key]]));
  const input = model.shapes[model.operations[operation].input.shape];
  required[`${service}.${operation}`] = [...(input.required ?? [])].sort();
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
const [, version] = /__version__ = '([^']+)'/.exec(readFileSync(join(botocore, "__init__.py"), "utf8"));
const extract = {
  madeBy: "scripts/aws-constraints.mjs",
  botocore: version,
  apis: sorted(
    Object.fromEntries([...models].map(([service, model]) => [service, model.metadata.apiVersion])),
  ),
  required: sorted(required),
  members: sorted(members),
};
if (option === undefined) writeFileSync(TARGET, `${JSON.stringify(extract, null, 2)}\n`);
else if (JSON.stringify(extract) !== JSON.stringify(JSON.parse(readFileSync(TARGET, "utf8")))) {
  console.error("test/constraints/extract.json is not what these models say");
  process.exit(1);
}
