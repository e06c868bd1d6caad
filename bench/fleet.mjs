// What grows with the fleet: time, memory, output.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./measure.mjs";
import { bareNode, compiling } from "./ours.mjs";
import { writeSpec } from "./start-up.mjs";
import { bytesIn, REPOSITORY, resourcesIn } from "./workspace.mjs";

const PEAK = join(REPOSITORY.bench, "peak.cjs");
const PROGRAM = join(REPOSITORY.bench, "bare-fleet.cjs");
export const SITE = 100;
/** Of what CDKTF by hand takes, in one thread. */
const AIM = { below: 0.5 };
/** Per appliance a thing and two attachments; once the IAM stack's five and the IoT policy. */
const resourcesOf = (size) => 3 * size + 6;

/** `sizes` of fleets; `bare`: of which of them CDKTF by hand is asked too. */
export function fleet(workspace, { sizes, bare }) {
  const node = bareNode(workspace);
  const contestants = [node];
  for (const size of sizes) {
    const ours = appliances(workspace, size);
    const byHand = { ...bareFleet(workspace, size), against: node.name };
    if (bare.includes(size))
      contestants.push(byHand, { ...ours, against: byHand.name, ...(size >= 10_000 && { aim: AIM }) });
    else contestants.push({ ...ours, against: node.name });
  }
  const title = `A fleet at sites of ${SITE}, each with a stack of its own, into an empty folder`;
  return { title, contestants, measures, rounds: 7 };

  /** Bytes written, and the highest resident memory of three runs in bytes: [["peak MB", "61"], ...]. */
  function measures(contestant) {
    const peak = Math.max(...[1, 2, 3].map(() => peakOf(contestant, workspace)));
    const bytes = contestant.out ? bytesIn(contestant.out) : 0;
    return { "peak MB": (peak / 2 ** 20).toFixed(0), "KB written": (bytes / 2 ** 10).toFixed(0) };
  }
}

const counted = (size) => `${size.toLocaleString("en")} appliance${size === 1 ? "" : "s"}`;

function appliances(workspace, size) {
  const folder = fleetFolder(workspace, size);
  const check = (out) => assert.equal(resourcesIn(out), resourcesOf(size));
  return compiling(workspace, { name: counted(size), folder, empty: true, check });
}

/** A folder with the spec of a fleet. */
export function fleetFolder({ path }, size, text = fleetSpec(size), name = `fleet-${size}`) {
  writeSpec(path(name), text);
  return path(name);
}

function bareFleet({ path, env }, size) {
  const out = path(`out/bare-${size}`);
  return {
    name: `bare CDKTF by hand, ${counted(size)}`,
    args: [PROGRAM, out, String(size), String(SITE)],
    cwd: path(),
    env,
    out,
    before: () => rmSync(out, { recursive: true, force: true }),
    check: () => assert.equal(resourcesIn(out), 3 * size),
  };
}

export const certificateOf = (index) =>
  `arn:aws:iot:us-east-1:123456789012:cert/${index.toString(16).padStart(64, "0")}`;

/** The spec of a fleet, an appliance on three lines: its name, its site, its certificate. */
export function fleetSpec(size, split = "site") {
  const appliance = (_, index) =>
    `  - name: dock-${index}\n    site: site-${Math.floor(index / SITE)}\n    certificate: { arn: "${certificateOf(index)}" }\n`;
  return `apiVersion: panorama-compile/v1
name: fleet
account: { id: "123456789012", region: us-east-1 }
strictness: region
terraform: { split: ${split} }
appliances:
${Array.from({ length: size }, appliance).join("")}`;
}

/** The most memory that a run ever held, in bytes; in a run of its own, which isn't timed. */
function peakOf(contestant, { path }) {
  const file = path("peak");
  const args = ["--require", PEAK, ...contestant.args];
  const env = { ...contestant.env, BENCH_PEAK: file };
  run({ ...contestant, args, env }, "ignore");
  return Number(readFileSync(file, "utf8"));
}
