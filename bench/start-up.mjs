// How long a user waits for small things, measured against a Node that does nothing.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertSameFiles, bareNode, compiling } from "./ours.mjs";
import { REPOSITORY, resourcesIn } from "./workspace.mjs";

export const SMALL = "two appliances, into an empty folder";
const README_AIM = { below: 3 };

export function startUp(workspace) {
  const { path, cli, env } = workspace;
  makeSpecs(path);
  const golden = (out) => assertSameFiles(out, REPOSITORY.golden(REPOSITORY.warehouse));
  const arns = (out) => assert.equal(resourcesIn(out), 14 - 2); // no aws_iot_certificate
  const small = { cwd: path(), env };
  const node = bareNode(workspace);
  const against = node.name;
  return {
    title: "Start-up",
    contestants: [
      node,
      { ...upToDate("README's example, output up to date", "warehouse", golden), against, aim: README_AIM },
      {
        ...intoEmpty("README's example, into an empty folder", "warehouse", golden),
        against,
        aim: README_AIM,
      },
      { ...smallSpec(workspace), against },
      { ...intoEmpty("two appliances without CSRs, into an empty folder", "arns", arns), against },
      { ...small, name: "`--version`", args: [cli, "--version"], against, check: saysVersion },
      { ...small, name: "`--help`", args: [cli, "--help"], against, check: saysUsage },
      { ...small, ...misspelt(workspace), against },
    ],
  };

  function upToDate(name, spec, check) {
    return compiling(workspace, { name, folder: path(spec), empty: false, check });
  }

  function intoEmpty(name, spec, check) {
    return compiling(workspace, { name, folder: path(spec), empty: true, check });
  }
}

/** What CDKTF is measured against: spec and CSRs in, a whole output folder out. */
export function smallSpec(workspace) {
  const check = (out) => assertSameFiles(out, REPOSITORY.golden(REPOSITORY.seattle));
  return compiling(workspace, { name: SMALL, folder: workspace.path("seattle"), empty: true, check });
}

/** README's example, and two appliances as they are, with certificates that exist already, and with a misspelt key. */
function makeSpecs(path) {
  cpSync(REPOSITORY.warehouse, path("warehouse"), { recursive: true });
  cpSync(REPOSITORY.seattle, path("seattle"), { recursive: true });
  const spec = readFileSync(join(REPOSITORY.seattle, "spec.yaml"), "utf8");
  let count = 0;
  const arn = () => `arn: "arn:aws:iot:us-east-1:123456789012:cert/${String(++count).padStart(64, "0")}"`;
  writeSpec(path("arns"), spec.replace(/csr: [^ ]+/g, arn));
  assert.equal(count, 2, "the small spec has two CSRs");
  writeSpec(path("misspelt"), spec.replace("strictness:", "strictnes:"));
}

export function writeSpec(folder, text) {
  mkdirSync(folder);
  writeFileSync(join(folder, "spec.yaml"), text);
}

function misspelt({ path, cli }) {
  const spec = path("misspelt/spec.yaml");
  return {
    name: "`validate`, a spec with an error",
    args: [cli, "validate", spec],
    exit: 1,
    check: ({ stdout, stderr }) => assert.match(stdout + stderr, /strictnes\b/),
  };
}

function saysVersion({ stdout }) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  assert.ok(stdout.includes(version));
}

function saysUsage({ stdout }) {
  assert.match(stdout, /Usage:/);
}
