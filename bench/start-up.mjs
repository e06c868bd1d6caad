// How long a user waits for small things, measured against a Node that does nothing.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { bundled } from "./floors.mjs";
import { assertSameFiles, bareNode, compiling } from "./ours.mjs";
import { REPOSITORY, resourcesIn } from "./workspace.mjs";

export const SMALL = "two appliances, into an empty folder";
const YAML = join(REPOSITORY.bench, "bare-yaml.cjs");
const COLD = { PANORAMA_COMPILE_NO_CODE_CACHE: "1" };
/** At most so many times a bare Node. */
const AIM = { withCsr: { below: 2 }, withoutCsr: { below: 1.6 }, small: { below: 1.25 } };

export async function startUp(workspace) {
  makeSpecs(workspace.path);
  return { title: "Start-up", contestants: await contestants(workspace) };
}

/**
 * The same where Node itself takes longer: companies and CI runners set NODE_EXTRA_CA_CERTS, and then Node 20 reads all
 * certificates before it runs anything. Node's own list stands for theirs.
 */
export async function slowStartUp(workspace) {
  const { path, env } = workspace;
  writeFileSync(path("certificates.pem"), rootCertificates.join("\n"));
  const extra = { NODE_EXTRA_CA_CERTS: path("certificates.pem") };
  return {
    title: "Start-up with NODE_EXTRA_CA_CERTS set",
    contestants: (await contestants({ ...workspace, env: { ...env, ...extra } })).slice(0, -2),
  };
}

async function contestants(workspace) {
  const { path, cli, env } = workspace;
  const golden = (out) => assertSameFiles(out, REPOSITORY.golden(REPOSITORY.warehouse));
  const as = (fixture) => (out) =>
    assert.equal(resourcesIn(out), resourcesIn(REPOSITORY.golden(fixture)) - 4);
  const arns = as(REPOSITORY.warehouse); // no aws_iot_certificate
  const node = bareNode(workspace);
  const against = node.name;
  const aimless = { cwd: path(), env, against };
  const small = { ...aimless, aim: AIM.small };
  const readme = (name, { spec = "warehouse", empty = true, check = golden, aim = AIM.withCsr } = {}) => ({
    ...compiling(workspace, { name: `README's example${name}`, folder: path(spec), empty, check }),
    against,
    ...(aim && { aim }),
  });
  const cold = (contestant) => ({ ...contestant, env: { ...contestant.env, ...COLD } });
  return [
    node,
    {
      ...aimless,
      name: "a spec parsed by `yaml`, bundled and kept compiled, and no more",
      args: [await bundled(workspace, YAML), path("misspelt/spec.yaml")],
    },
    { ...aimless, ...loading(cli, ["front"], "what a spec with an error loads, and no more") },
    { ...aimless, ...loading(cli, ["front", "templates"], "what certificates by ARN load, and no more") },
    readme(", into an empty folder"),
    readme(", output up to date", { empty: false }),
    readme(" with certificates by ARN, into an empty folder", {
      spec: "warehouse-arns",
      check: arns,
      aim: AIM.withoutCsr,
    }),
    { ...small, name: "`--version`", args: [cli, "--version"], check: saysVersion },
    { ...small, name: "`--help`", args: [cli, "--help"], check: saysUsage },
    { ...small, ...misspelt(workspace) },
    cold(readme(", no code cache", { aim: false })),
    cold({
      ...aimless,
      ...misspelt(workspace),
      name: "`validate`, a spec with an error, no code cache",
    }),
  ];
}

/** What is left of us where nothing is done: bundles, with the code that is kept of them. */
function loading(cli, names, name) {
  const call = `const all = require(${JSON.stringify(join(cli, "../loader.js"))}).bundles(); for (const name of ${JSON.stringify(names)}) all.load(name);`;
  return { name, args: ["-e", call] };
}

/** What CDKTF is measured against: spec and CSRs in, a whole output folder out. */
export function smallSpec(workspace) {
  const check = (out) => assertSameFiles(out, REPOSITORY.golden(REPOSITORY.seattle));
  return compiling(workspace, { name: SMALL, folder: workspace.path("seattle"), empty: true, check });
}

/** README's example as it is, with certificates that exist already, and with a misspelt key; and two appliances. */
function makeSpecs(path) {
  cpSync(REPOSITORY.warehouse, path("warehouse"), { recursive: true });
  cpSync(REPOSITORY.warehouse, path("warehouse-arns"), { recursive: true });
  cpSync(REPOSITORY.seattle, path("seattle"), { recursive: true });
  const spec = readFileSync(join(REPOSITORY.warehouse, "spec.yaml"), "utf8");
  let count = 0;
  const arn = (_, site) =>
    `arn: "arn:aws:iot:${site === "dublin" ? "eu-west-1" : "us-west-2"}:123456789012:cert/${String(++count).padStart(64, "0")}"`;
  writeFileSync(path("warehouse-arns/spec.yaml"), spec.replace(/csr: csr\/([a-z]+)[^ ]+/g, arn));
  assert.equal(count, 4, "README's example has four CSRs");
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
