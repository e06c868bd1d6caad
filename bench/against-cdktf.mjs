// The same resources by CDKTF as users know it: a program by hand, and CDKTF's own command line.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CDKTF } from "./cdktf-cli.mjs";
import { bundled } from "./floors.mjs";
import { assertSameFiles, bareNode } from "./ours.mjs";
import { SMALL, smallSpec } from "./start-up.mjs";
import { elementsIn, REPOSITORY } from "./workspace.mjs";

const PROGRAM = join(REPOSITORY.bench, "bare-cdktf.cjs");

/** After startUp, which puts the small spec into the workspace. */
export async function againstCdktf(workspace, { cdktfCli }) {
  const node = bareNode(workspace);
  return {
    title: "The same resources by CDKTF",
    contestants: [
      node,
      { ...smallSpec(workspace), against: node.name },
      { ...bareProgram(workspace), against: SMALL },
      {
        ...bareProgram(workspace, await bundled(workspace, PROGRAM)),
        name: "bare CDKTF, by hand, bundled and kept compiled",
        against: node.name,
      },
      ...(cdktfCli ? synths(workspace) : []),
    ],
  };
}

function bareProgram({ path, env }, program = PROGRAM) {
  const out = path("out/bare-cdktf");
  return {
    name: "bare CDKTF, by hand",
    args: [program, out],
    cwd: path(),
    env,
    before: () => rmSync(out, { recursive: true, force: true }),
    check: () => assertSameElements(out),
  };
}

function synths({ path, cli, env }) {
  const seattle = path("seattle");
  return [
    {
      ...synth({ path, env, app: `node "${PROGRAM}"`, project: "synth-bare" }),
      name: "`cdktf synth`, its app by hand",
      check: () => assertSameElements(path("synth-bare/cdktf.out")),
      against: SMALL,
      aim: { above: 10 },
    },
    {
      ...synth({ path, env, app: `node "${cli}" spec.yaml`, project: "synth-ours", from: seattle }),
      name: "`cdktf synth`, its app panorama-compile",
      check: () => assertSameFiles(path("synth-ours/cdktf.out"), REPOSITORY.golden(REPOSITORY.seattle)),
      against: SMALL,
    },
  ];
}

function synth({ path, env, app, project, from }) {
  const cwd = path(project);
  mkdirSync(cwd);
  if (from) cpSync(from, cwd, { recursive: true });
  const settings = { language: "typescript", app, projectId: "bench", sendCrashReports: "false" };
  writeFileSync(join(cwd, "cdktf.json"), JSON.stringify(settings));
  return {
    args: [CDKTF, "synth"],
    cwd,
    // It would ask the network for newer versions and report its use; with CI it doesn't draw.
    env: { ...env, CI: "1", CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1" },
    before: () => rmSync(join(cwd, "cdktf.out"), { recursive: true, force: true }),
  };
}

/** As many resources and data sources of each type in each stack: how they are written is CDKTF's. */
function assertSameElements(out) {
  assert.deepEqual(elementsIn(out), elementsIn(REPOSITORY.golden(REPOSITORY.seattle)));
}
