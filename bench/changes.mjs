// A large fleet as a team works with it: one edit, a check, and five hundred mistakes.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fleetFolder, fleetSpec, SITE } from "./fleet.mjs";
import { bareNode } from "./ours.mjs";
import { filesIn } from "./workspace.mjs";

export const MISTAKES = 500;

export function changes(workspace, { large }) {
  const node = bareNode(workspace);
  const size = large.toLocaleString("en");
  const rows = [
    oneEdit(workspace, large, `one edit among ${size} appliances`),
    unchanged(workspace, large, `--check, ${size} appliances`),
    mistakes(workspace, large, `validate, ${size} appliances with ${MISTAKES} mistakes`),
  ];
  const title = "One change, none, and many mistakes";
  return { title, contestants: [node, ...rows.map((row) => ({ ...row, against: node.name }))], rounds: 7 };
}

/** Each run finds another spec than the last one left: by turns it has one appliance's attribute, or not. */
function oneEdit({ path, cli, env }, size, name) {
  const [before, after] = [fleetSpec(size), edited(size)];
  const folder = fleetFolder({ path }, size, before, "edited");
  const spec = join(folder, "spec.yaml");
  let last = new Map();
  return {
    name,
    args: [cli, "spec.yaml"],
    cwd: folder,
    env,
    before: () => {
      last = filesIn(folder);
      writeFileSync(spec, readFileSync(spec, "utf8") === before ? after : before);
    },
    check: () => {
      if (last.size < 3) return; // the first run, into an empty folder
      const now = filesIn(folder);
      const changed = [...now]
        .filter(([file, bytes]) => !last.get(file)?.equals(bytes))
        .map(([file]) => file);
      const site = Math.floor(size / 2 / SITE);
      assert.deepEqual(changed, [`cdktf.out/stacks/fleet-us-east-1-site-${site}/cdk.tf.json`, "spec.yaml"]);
    },
  };
}

export function edited(size) {
  const line = `  - name: dock-${size / 2}\n`;
  const text = fleetSpec(size);
  assert.ok(text.includes(line));
  return text.replace(line, `${line}    attributes: { floor: "2" }\n`);
}

function unchanged({ path, cli, env }, size, name) {
  const folder = fleetFolder({ path }, size, fleetSpec(size), "unchanged");
  const run = { cwd: folder, env };
  return {
    name,
    args: [cli, "spec.yaml", "--check"],
    ...run,
    prepare: { name: `${name}, before`, args: [cli, "spec.yaml"], ...run },
  };
}

/** Of three kinds, each told at its line and column. */
function mistakes({ path, cli, env }, size, name) {
  const { text, expected } = withMistakes(size);
  const folder = fleetFolder({ path }, size, text, "mistakes");
  return {
    name,
    args: [cli, "validate", "spec.yaml", "--format", "json"],
    cwd: folder,
    env,
    exit: 1,
    check: ({ stdout }) => {
      const found = JSON.parse(stdout).findings.map(({ start }) => `${start.line}:${start.column}`);
      assert.deepEqual(found.sort(), expected.sort());
    },
  };
}

/** A fleet's spec with mistakes, and the places that they are to be told at. */
export function withMistakes(size) {
  const lines = fleetSpec(size).split("\n");
  const first = lines.findIndex((line) => line.startsWith("  - name: dock-0"));
  const expected = Array.from({ length: MISTAKES }, (_, index) => {
    const at = first + 3 * Math.floor((index * size) / MISTAKES);
    const [line, from, to] = [
      [at + 1, "site:", "sit:"],
      [at, "name: dock-", "name: dock "],
      [at + 2, "arn:aws:iot", "arn:aws:iott"],
    ][index % 3];
    const column =
      lines[line].indexOf(from) + 1 + (index % 3 === 1 ? "name: ".length : 0) - (index % 3 === 2 ? 1 : 0);
    lines[line] = lines[line].replace(from, to);
    return `${line + 1}:${column}`;
  });
  return { text: lines.join("\n"), expected };
}
