// Contestants that more than one group has, and the checks that they share.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { filesIn } from "./workspace.mjs";

/** The floor: a process that starts Node and does nothing. */
export function bareNode({ path, env }) {
  return { name: "`node -e 0`", args: ["-e", "0"], cwd: path(), env };
}

/** Our command on the spec in `folder`; with `empty` the output folder is gone before each run. */
export function compiling({ path, cli, env }, { name, folder, empty, check }) {
  const out = path("out", name.replace(/\W+/g, "-"));
  return {
    name,
    args: [cli, "spec.yaml", "--out", out],
    cwd: folder,
    env,
    out,
    ...(empty && { before: () => rmSync(out, { recursive: true, force: true }) }),
    check: () => check(out),
  };
}

/** The same files with the same bytes. */
export function assertSameFiles(actual, expected) {
  const files = filesIn(actual);
  const golden = filesIn(expected);
  assert.deepEqual([...files.keys()], [...golden.keys()]);
  for (const [path, bytes] of golden) assert.ok(files.get(path).equals(bytes), `${path} differs`);
}
