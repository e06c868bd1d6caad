// The temporary folder that every contestant works in, and what the bench asks of a folder afterwards.
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Where things are in the repository. */
export const REPOSITORY = {
  bench: join(root, "bench"),
  /** README's example: three warehouses in two Regions. */
  warehouse: join(root, "fixtures/ok/warehouse"),
  /** Two appliances: what bare-cdktf.cjs makes by hand. */
  seattle: join(root, "fixtures/ok/seattle"),
  golden: (folder) => join(folder, "expected"),
};

/**
 * A new temporary folder: `path(...)` names files in it, `cli` is the product, `env` what contestants see.
 * The product is a copy, so that a build during the run doesn't come between, and nothing that it may one day
 * keep beside its bundle (a code cache) lands in the repository.
 */
export function makeWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), "panorama-bench-"));
  const path = (...names) => join(folder, ...names);
  mkdirSync(path("home"));
  cpSync(join(root, "dist"), path("package/dist"), { recursive: true });
  copyFileSync(join(root, "package.json"), path("package/package.json"));
  return {
    path,
    cli: path("package/dist/cli.js"),
    env: cleanEnvironment(path("home")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Nothing of the caller's: no CDKTF_*, no NODE_* (NODE_EXTRA_CA_CERTS alone makes every start of Node 20 three times
 * as long, and so every ratio look small), and a home of its own for what `cdktf` leaves there.
 */
function cleanEnvironment(home) {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter); // `cdktf synth` calls `node`
  return { PATH, HOME: home, LANG: "C.UTF-8" };
}

/** All files below a folder: path -> bytes. */
export function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path)]));
}

export function bytesIn(folder) {
  return [...filesIn(folder).values()].reduce((sum, { length }) => sum + length, 0);
}

/** How many resources and data sources of each type each stack has: `seattle-iam aws_iam_role` -> 1. */
export function elementsIn(folder) {
  const counts = {};
  for (const [path, text] of filesIn(join(folder, "stacks"))) {
    const { resource = {}, data = {} } = JSON.parse(text.toString());
    for (const [type, ofType] of [...Object.entries(resource), ...Object.entries(data)])
      counts[`${dirname(path)} ${type}`] = Object.keys(ofType).length;
  }
  return counts;
}

/** Only resources, of all stacks together. */
export function resourcesIn(folder) {
  return Object.entries(elementsIn(folder))
    .filter(([key]) => !key.endsWith("aws_iam_policy_document"))
    .reduce((sum, [, count]) => sum + count, 0);
}
