import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { COMPILE, type FuzzCase, kept, OUT, SPEC } from "./case";

// What mutations start from: every spec of the fixtures, small ones above all, with the files that lie beside it.

const FIXTURES = join(import.meta.dirname, "../../fixtures");
/** Mutations of larger ones cost more than they find. */
const LARGEST = 3000;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

const all = filesBelow(FIXTURES);
const keptFile = (path: string): string => kept(readFileSync(path));

/** A spec and its neighbours under the names that the command is to see. */
function seedOf(spec: string): FuzzCase {
  const folder = dirname(spec);
  const beside = all.filter((path) => path.startsWith(folder + sep) && isInput(relative(folder, path)));
  const files = Object.fromEntries(beside.map((path) => [nameOf(relative(folder, path)), keptFile(path)]));
  return { files: { ...files, [SPEC]: keptFile(spec) }, argv: COMPILE };
}

const isInput = (path: string): boolean => !/^(expected|mended|spec\.yaml)/.test(path);

const nameOf = (path: string): string =>
  path
    .split(sep)
    .join("/")
    .replace(/^previous\//, `${OUT}/`);

/** Specs of one file, as cases. */
export const SEEDS: readonly FuzzCase[] = all
  .filter((path) => /[\\/](spec|mended)\.yaml$/.test(path) && statSync(path).size <= LARGEST)
  .map(seedOf);

/** Those that are compared with a last output. */
export const SEEDS_WITH_OUTPUT = SEEDS.filter(({ files }) => `${OUT}/manifest.json` in files);

const below = (part: string, extension: string): string[] =>
  all.filter((path) => path.includes(part) && path.endsWith(extension)).map(keptFile);

/** Requests, good and bad. */
export const CSRS: readonly string[] = below(`${sep}csr`, ".pem");
/** Documents of jobs, good and bad. */
export const JOB_DOCUMENTS: readonly string[] = below(`${sep}jobs${sep}`, ".json");
