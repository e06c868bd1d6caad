// The tests of a folder, file by file: bundled once, loaded when they are first asked for.
import { join } from "node:path";
import { Script } from "node:vm";
import { bundlesOf } from "./bundle.mjs";
import { EXCLUDED } from "./groups.mjs";
import { requireFor } from "./guard.mjs";
import { collector } from "./harness.mjs";
import { SEPARATOR } from "./sample.mjs";

/** @returns the test files of a folder; each time one is loaded, its modules are new */
export async function testFiles(root, files) {
  const bundles = await bundlesOf(root, files);
  return files.map((file) => {
    const filename = join(root, file.replace(/\.ts$/, ".cjs"));
    const code = `(function (require, module, exports) {${bundles.get(file)}\n})`;
    const script = new Script(code, { filename });
    return { file, load: () => load(root, file, script) };
  });
}

function load(root, file, script) {
  const { tests, vitest } = collector();
  const module = { exports: {} };
  script.runInThisContext()(requireFor(root, vitest), module, module.exports);
  const ours = tests.filter(({ id }) => !EXCLUDED.some((words) => id.includes(words)));
  return new Map(ours.map((test) => [`${file}${SEPARATOR}${test.id}`, test]));
}
