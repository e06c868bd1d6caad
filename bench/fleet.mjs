// What grows with the fleet: time, memory, output. Figures only, without an aim.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./measure.mjs";
import { bareNode, compiling } from "./ours.mjs";
import { writeSpec } from "./start-up.mjs";
import { bytesIn, REPOSITORY, resourcesIn } from "./workspace.mjs";

const PEAK = join(REPOSITORY.bench, "peak.cjs");
/** Per appliance a thing and two attachments; once the IAM stack's five and the IoT policy. */
const resourcesOf = (size) => 3 * size + 6;

export function fleet(workspace, { sizes }) {
  const node = bareNode(workspace);
  const contestants = sizes.map((size) => ({ ...appliances(workspace, size), against: node.name }));
  return { title: "A fleet, into an empty folder", contestants: [node, ...contestants], measures };

  /** Bytes written, and the highest resident memory of three runs in bytes: [["peak MB", "61"], ...]. */
  function measures(contestant) {
    const peak = Math.max(...[1, 2, 3].map(() => peakOf(contestant, workspace)));
    const bytes = contestant.out ? bytesIn(contestant.out) : 0;
    return { "peak MB": (peak / 2 ** 20).toFixed(0), "KB written": (bytes / 2 ** 10).toFixed(0) };
  }
}

function appliances(workspace, size) {
  const name = `${size.toLocaleString("en")} appliance${size === 1 ? "" : "s"}`;
  const folder = workspace.path(`fleet-${size}`);
  writeSpec(folder, specOf(size));
  const check = (out) => assert.equal(resourcesIn(out), resourcesOf(size));
  return compiling(workspace, { name, folder, empty: true, check });
}

function specOf(size) {
  const certificate = (index) =>
    `arn:aws:iot:us-east-1:123456789012:cert/${index.toString(16).padStart(64, "0")}`;
  const appliance = (_, index) =>
    `  - name: dock-${index}\n    certificate: { arn: "${certificate(index)}" }\n`;
  return `apiVersion: panorama-compile/v1
name: fleet
account: { id: "123456789012", region: us-east-1 }
strictness: region
appliances:
${Array.from({ length: size }, appliance).join("")}`;
}

/** The most memory that a run ever held, in bytes; in a run of its own, which isn't timed. */
function peakOf(contestant, { path, env }) {
  const file = path("peak");
  const args = ["--require", PEAK, ...contestant.args];
  run({ ...contestant, args, env: { ...env, BENCH_PEAK: file } }, "ignore");
  return Number(readFileSync(file, "utf8"));
}
