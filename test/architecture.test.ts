import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");

const files = (readdirSync(SRC, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
  .sort();

/** What each file imports: files of ours by their path below src, packages by their name. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(SRC, file), "utf8");
    const from = [...text.matchAll(/^(?:import|export)\s[\s\S]*?from "([^"]+)";/gm)].map(
      ([whole, path = ""]) => {
        const target = path.startsWith(".") ? resolved(file, path) : path;
        return { target, typeOnly: /^(import|export) type /.test(whole) };
      },
    );
    return [file, from] as const;
  }),
);

function resolved(file: string, path: string): string {
  const target = normalize(join(dirname(file), path));
  if (files.includes(`${target}.ts`)) return `${target}.ts`;
  if (files.includes(`${target}/index.ts`)) return `${target}/index.ts`;
  return relative("..", join("..", target));
}

const importsOf = (file: string) => imports.get(file) ?? [];
const inside = (room: string) => files.filter((file) => file.startsWith(room));

describe("who may import whom", () => {
  it("nobody imports in a ring", () => {
    const done = new Set<string>();
    const walk = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) throw new Error([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      if (done.has(file)) return;
      for (const { target } of importsOf(file)) if (imports.has(target)) walk(target, [...trail, file]);
      done.add(file);
    };
    for (const file of files) walk(file, []);
  });

  it("only templates know CDKTF", () => {
    const knowing = files.filter((f) =>
      importsOf(f).some(({ target }) => /^(cdktf|constructs|@cdktf\/)/.test(target)),
    );
    expect(knowing.length).toBeGreaterThan(4);
    expect(knowing.filter((file) => !file.startsWith("templates/"))).toEqual([]);
  });

  it("provider resources are imported by their deep path: the front door costs seconds", () => {
    const doors = files
      .flatMap((f) => importsOf(f).map(({ target }) => target))
      .filter((t) => t.startsWith("@cdktf/"));
    expect(doors.filter((target) => !/^@cdktf\/provider-aws\/lib\/[a-z0-9-]+$/.test(target))).toEqual([]);
  });

  it("the compiler imports nothing of the templates: late-rooms.ts loads them", () => {
    const wrong = inside("compiler/").filter((f) =>
      importsOf(f).some(({ target }) => target.startsWith("templates/")),
    );
    expect(wrong).toEqual([]);
  });

  it("only discover knows the AWS SDK and proxies, and only by its own rooms at that", () => {
    const knowing = files.filter((f) =>
      importsOf(f).some(({ target }) => /^(@aws-sdk|@smithy)\/|^https?-proxy-agent$/.test(target)),
    );
    expect(knowing.length).toBeGreaterThan(3);
    expect(knowing.filter((file) => !file.startsWith("discover/aws/"))).toEqual([]);
    const commands = files.filter((f) =>
      importsOf(f).some(({ target, typeOnly }) => /^@aws-sdk\/client-/.test(target) && !typeOnly),
    );
    expect(commands).toEqual(["discover/aws/calls.ts", "discover/aws/clients.ts"]);
  });

  it("only one file knows Graphviz, and late-rooms.ts alone loads it", () => {
    const knowing = (target: RegExp) =>
      files.filter((f) => importsOf(f).some((one) => target.test(one.target)));
    expect(knowing(/^@hpcc-js\//)).toEqual(["compiler/graph/graphviz.ts"]);
    expect(knowing(/^compiler\/graph\/graphviz\.ts$/)).toEqual([]);
  });

  it("what launches the compiler loads it by its bundles, and takes little but types of it", () => {
    const taken = inside("launch/")
      .flatMap((f) => importsOf(f))
      .filter(({ target, typeOnly }) => target.startsWith("compiler/") && !typeOnly)
      .map(({ target }) => target);
    expect(new Set(taken)).toEqual(
      new Set(["compiler/early.ts", "compiler/version.ts", "compiler/second-thread.ts"]),
    );
    expect(
      inside("compiler/").filter((f) => importsOf(f).some(({ target }) => target.startsWith("launch/"))),
    ).toEqual([]);
  });

  it("the compiler takes nothing but types of discover: late-rooms.ts loads it", () => {
    const wrong = inside("compiler/").filter((f) =>
      importsOf(f).some(({ target, typeOnly }) => target.startsWith("discover/") && !typeOnly),
    );
    expect(wrong).toEqual([]);
  });

  it("discover takes texts, names and policies from the compiler, and nothing that reads or reports", () => {
    const taken = inside("discover/")
      .flatMap((f) => importsOf(f))
      .filter(({ target, typeOnly }) => target.startsWith("compiler/") && !typeOnly)
      .map(({ target }) => target);
    const allowed = /^compiler\/(policies\/\w+|redact\/(urls|forms)|text|names|values|version)\.ts$/;
    expect([...new Set(taken)].filter((target) => !allowed.test(target))).toEqual([]);
  });

  it("templates take the model, policies and names from the compiler, and nothing that reads or reports", () => {
    const taken = inside("templates/")
      .flatMap((f) => importsOf(f).map(({ target }) => target))
      .filter((t) => t.startsWith("compiler/"));
    const allowed =
      /^compiler\/(policies\/\w+|model|stacks|rooms|names|manifest|job-requests|resources|backend)\.ts$/;
    expect([...new Set(taken)].filter((target) => !allowed.test(target))).toEqual([]);
  });

  it("only emit, commands, what writes to standard output and what launches them touch files; the stages are pure", () => {
    const touching = files.filter((f) =>
      importsOf(f).some(({ target }) => /^node:(fs|child_process|net|http)/.test(target)),
    );
    expect(touching.filter((file) => !/^(compiler\/(emit|commands|writer)|launch\/)/.test(file))).toEqual([]);
  });

  it("folders are made by emit/make-folder.ts, without Node's recursion, which may never end", () => {
    const making = files.filter((file) => /\bmkdir(Sync)?\(/.test(withoutComments(file)));
    expect(making).toEqual(["compiler/emit/make-folder.ts", "launch/code-cache.ts"]);
    for (const file of making)
      expect(withoutComments(file)).not.toMatch(/\bmkdir(Sync)?\([^;]*\brecursive\b/);
  });

  it("only main.ts and what launches it use process", () => {
    const using = files.filter((file) => /(?<![.\w])process\.(?!$)/m.test(withoutComments(file)));
    expect(using).toEqual(["compiler/main.ts", "launch/index.ts", "launch/loader.ts", "launch/thread.ts"]);
  });
});

describe("rooms stay small", () => {
  it.each(files)("%s has at most 250 lines", (file) => {
    if (file.endsWith("generated.ts")) return;
    expect(readFileSync(join(SRC, file), "utf8").split("\n").length).toBeLessThanOrEqual(250);
  });
});

describe("nothing is left in the tree", () => {
  it("no text of the project holds a path of a machine", () => {
    const roots = [
      "src",
      "test",
      "schema",
      "scripts",
      "fixtures",
      "docs",
      "README.md",
      "package.json",
      "package-lock.json",
    ];
    const all = roots.flatMap((root) => textsBelow(join(SRC, "..", root)));
    const home = ["", "home", ""].join("/");
    const resolvedAddress = /"resolved": "https?:/;
    expect(
      all.filter(({ text }) => text.includes(home) || resolvedAddress.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});

function withoutComments(file: string): string {
  return readFileSync(join(SRC, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$|`[^`]*`/gm, "");
}

function textsBelow(path: string): { path: string; text: string }[] {
  if (!statSync(path).isDirectory()) return [{ path, text: readFileSync(path, "utf8") }];
  return readdirSync(path).flatMap((entry) => textsBelow(join(path, entry)));
}
