import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { Bundle, CodeCache } from "./code-cache";

/** Loads bundles that lie in one folder and require each other as `./NAME.js`. */
export interface Bundles {
  load(name: string): unknown;
  isLoaded(name: string): boolean;
  /** Keeps the compiled code of what was loaded without that of such a run; after the work, when it has been compiled. */
  keep(run: Run): void;
}

/** Kinds of runs, by what they come by: each a bit. */
export const RUN = { done: 1, refused: 2 } as const;
export type Run = (typeof RUN)[keyof typeof RUN];

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
  const scripts: { readonly bundle: Bundle; readonly script: Script; runs: number }[] = [];
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
    const { text, stats } = wrapped(path);
    const bundle = { name, hash: hashes[name] ?? "", stats };
    const kept = cache.read(bundle);
    const script = new Script(text, {
      filename: path,
      columnOffset: -START.length,
      ...(kept && { cachedData: kept.data }),
    });
    scripts.push({ bundle, script, runs: kept && !script.cachedDataRejected ? kept.runs : 0 });
    return script;
  }

  function keep(run: Run): void {
    for (const one of scripts) {
      if ((one.runs & run) !== 0) continue;
      one.runs |= run;
      cache.write(one.bundle, one.runs, () => one.script.createCachedData());
    }
  }
}

/**
 * A bundle's text in its wrapper, put together before it is a string: those of its size are collected by V8 where they
 * are copied. The build has seen that they are ASCII: of that, UTF-8 takes twice as long to read.
 */
function wrapped(path: string): { readonly text: string; readonly stats: Stats } {
  const file = openSync(path, constants.O_RDONLY);
  try {
    const stats = fstatSync(file);
    const end = START.length + stats.size;
    const bytes = Buffer.allocUnsafeSlow(end + END.length);
    bytes.write(START, "latin1");
    for (let at = START.length; at < end; ) {
      const count = readSync(file, bytes, at, end - at, null);
      if (count === 0) throw new Error(`${path} was cut off while it was read`);
      at += count;
    }
    bytes.write(END, end, "latin1");
    return { text: bytes.toString("latin1"), stats };
  } finally {
    closeSync(file);
  }
}
