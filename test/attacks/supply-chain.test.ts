import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundle } from "../../scripts/bundle.mjs";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";

// What arrives with the package. Its contents: test/package.test.ts.

const ROOT = join(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

describe("the package", () => {
  it("installs nothing else, and runs nothing when it is installed", () => {
    for (const kind of ["dependencies", "optionalDependencies", "peerDependencies", "bundleDependencies"])
      expect(manifest[kind], kind).toBeUndefined();
    const hooks = Object.keys(manifest.scripts).filter((name) => /^(pre|post)?install$/.test(name));
    expect(hooks).toEqual([]); // `prepare` runs in a clone, not where the tarball is installed
  });

  it("pins what it is made of to versions, and the lock file to their contents", () => {
    for (const [name, version] of Object.entries(manifest.devDependencies))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
    const unpinned = Object.entries<{ integrity?: string; inBundle?: boolean }>(lock.packages)
      .filter(([path, entry]) => path !== "" && !entry.inBundle && !/^sha512-/.test(entry.integrity ?? ""))
      .map(([path]) => path);
    expect(unpinned).toEqual([]);
  });

  it("is the same bytes wherever and whenever it is made", async () => {
    const digests = [];
    for (const time of [1, 1_700_000_000]) {
      const folder = temporaryFolder({});
      const dist = join(folder, "dist");
      mkdirSync(dist);
      await bundle(dist);
      for (const file of ["package.json", "README.md", "LICENSE", "CHANGELOG.md"])
        copyFileSync(join(ROOT, file), join(folder, file));
      for (const path of Object.keys(filesIn(folder))) utimesSync(join(folder, path), time, time);
      execFileSync("npm", ["pack", "--ignore-scripts", "--offline"], { cwd: folder, stdio: "pipe" });
      const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
      digests.push(
        createHash("sha256")
          .update(readFileSync(join(folder, tarball)))
          .digest("hex"),
      );
    }
    expect(digests[0]).toBe(digests[1]);
  }, 180_000);

  it("can't be built with a licence that is not shipped", () => {
    const folder = temporaryFolder({});
    writeFile(
      join(folder, "node_modules/evil/package.json"),
      '{ "name": "evil", "version": "1.0.0", "license": "AGPL-3.0-only" }',
    );
    const program = `import { writeNotices } from ${JSON.stringify(join(ROOT, "scripts/notices.mjs"))}; writeNotices(["node_modules/evil/index.js"], "notices.md");`;
    const built = () =>
      execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, stdio: "pipe" });
    expect(built).toThrow("evil has the licence AGPL-3.0-only, which is not shipped");
    expect(Object.keys(filesIn(folder))).not.toContain("notices.md");
  });
});
