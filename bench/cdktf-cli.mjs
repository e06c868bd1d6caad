// CDKTF's command line: 476 packages, 420 MB, so it comes only when asked for, into a folder that git ignores.
// `node bench/cdktf-cli.mjs` installs it for the tests, unless it is there already.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { REPOSITORY } from "./workspace.mjs";

const LOCKED = join(REPOSITORY.bench, "cdktf-cli"); // the version of the `cdktf` in package.json, and all below it
const FOLDER = join(REPOSITORY.bench, ".cdktf-cli");

/** Its entry, for Node. */
export const CDKTF = join(FOLDER, "node_modules/cdktf-cli/bundle/bin/cdktf");

export const isInstalled = () => existsSync(CDKTF);

export function install() {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, ".gitignore"), "*\n");
  for (const file of ["package.json", "package-lock.json"])
    copyFileSync(join(LOCKED, file), join(FOLDER, file));
  // The one install script builds a terminal for `cdktf deploy`, which the package also has ready-made.
  const options = ["--ignore-scripts", "--no-audit", "--no-fund"];
  execFileSync("npm", ["ci", ...options], { cwd: FOLDER, stdio: "inherit" });
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !isInstalled()) install();
