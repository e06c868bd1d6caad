import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { Bundle, CodeCache } from "./code-cache";

/** Loads bundles that lie in one folder and require each other as `./NAME.js`. */
export interface Bundles {
  load(name: string): unknown;
  isLoaded(name: string): boolean;
  /** Keeps the compiled code of what was loaded without any; after the work, when most of it has been compiled. */
  keep(): void;
}

type Require = (path: string) => unknown;

/** As Node wraps modules; on one line, so that only columns of the first line have to be put right. */
const [START, END] = ["(function (exports, require, module, __filename, __dirname) {", "\n})"];

/**
 * @param hashes of the bundles' contents, by name
 * @param nodeRequire for what is Node's own
 */
export function bundlesIn(
  folder: string,
  hashes: Readonly<Record<string, string>>,
  cache: CodeCache,
  nodeRequire: Require,
): Bundles {
  const modules = new Map<string, { exports: unknown }>();
  const fresh: { bundle: Bundle; script: Script }[] = [];
  return { load, isLoaded: (name) => modules.has(name), keep };

  function load(name: string): unknown {
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(name, module);
    const path = join(folder, `${name}.js`);
    const run = compiled(name, path).runInThisContext() as (...args: unknown[]) => void;
    try {
      run(module.exports, requireFrom, module, path, folder);
    } catch (error) {
      modules.delete(name); // as Node forgets what threw
      throw error;
    }
    return module.exports;
  }

  function requireFrom(path: string): unknown {
    const [, name = ""] = /^\.\/([\w-]+)\.js$/.exec(path) ?? [];
    return Object.hasOwn(hashes, name) ? load(name) : nodeRequire(path);
  }

  function compiled(name: string, path: string): Script {
    const bundle = { name, hash: hashes[name] ?? "", stats: statSync(path) };
    const cachedData = cache.read(bundle);
    const script = new Script(START + readFileSync(path, "utf8") + END, {
      filename: path,
      columnOffset: -START.length,
      ...(cachedData && { cachedData }),
    });
    if (!cachedData || script.cachedDataRejected) fresh.push({ bundle, script });
    return script;
  }

  function keep(): void {
    for (const { bundle, script } of fresh.splice(0)) cache.write(bundle, () => script.createCachedData());
  }
}
