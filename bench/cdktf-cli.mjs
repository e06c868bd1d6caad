// CDKTF's command line: 476 packages, 420 MB, so it comes only when asked for, into a folder that git ignores.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./workspace.mjs";

const VERSION = "0.21.0"; // of the `cdktf` in package.json
const FOLDER = join(REPOSITORY.bench, ".cdktf-cli");

/** Its entry, for Node. */
export const CDKTF = join(FOLDER, "node_modules/cdktf-cli/bundle/bin/cdktf");

export const isInstalled = () => existsSync(CDKTF);

export function install() {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, ".gitignore"), "*\n");
  const dependencies = { "cdktf-cli": VERSION };
  writeFileSync(join(FOLDER, "package.json"), JSON.stringify({ private: true, dependencies }));
  // `cdktf synth` doesn't need what the install scripts build (a terminal for `cdktf deploy`).
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  execFileSync("npm", ["install", ...options], { cwd: FOLDER, stdio: "inherit" });
}
