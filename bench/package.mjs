// What users download and wait for, against a project with plain CDKTF.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { median } from "./measure.mjs";
import { bytesIn, REPOSITORY } from "./workspace.mjs";

const ROUNDS = 5;

/** With `installs`, installs both some times into empty folders, from npm's own cache, without running their scripts. */
export async function packageTable({ path }, { installs, smoke }) {
  if (smoke) return undefined;
  const tarball = packed(path("packed"));
  const rows = [
    ["panorama-compile", sizeOf(tarball), ...(installs ? installed(path, "ours", tarball) : ["", ""])],
  ];
  if (installs)
    rows.push(["`cdktf`, `constructs`, `@cdktf/provider-aws`", "", ...installed(path, "plain", plain())]);
  const lines = rows.map((row) => `| ${row.join(" | ")} |\n`).join("");
  return `## The package\n\n| what | tarball | installed | \`npm install\`, median s |\n| --- | ---: | ---: | ---: |\n${lines}`;
}

function packed(folder) {
  mkdirSync(folder);
  execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", folder], {
    cwd: join(REPOSITORY.bench, ".."),
    stdio: "ignore",
  });
  return join(folder, readdirSync(folder)[0]);
}

/** The versions that we bundle ourselves. */
function plain() {
  const { devDependencies } = JSON.parse(readFileSync(join(REPOSITORY.bench, "../package.json"), "utf8"));
  return ["cdktf", "constructs", "@cdktf/provider-aws"].map((name) => `${name}@${devDependencies[name]}`);
}

function installed(path, name, packages) {
  const template = path(name);
  mkdirSync(template);
  writeFileSync(join(template, "package.json"), '{ "private": true }\n');
  const seconds = Array.from({ length: ROUNDS + 1 }, (_, round) => {
    const folder = path(`${name}-${round}`);
    cpSync(template, folder, { recursive: true });
    const start = performance.now();
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    const { status, stderr } = spawnSync("npm", ["install", ...options, ...[packages].flat()], {
      cwd: folder,
    });
    if (status !== 0) throw new Error(`npm install ${packages}: ${stderr}`);
    return { folder, seconds: (performance.now() - start) / 1000 };
  });
  const bytes = bytesIn(join(seconds[0].folder, "node_modules"));
  return [megabytes(bytes), median(seconds.slice(1).map((one) => one.seconds)).toFixed(1)]; // the first fills the cache
}

const sizeOf = (file) => megabytes(statSync(file).size);
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
