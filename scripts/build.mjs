// Builds dist/: the bundles of bundle.mjs, which load each other late, the command, the library's entry and types, the
// schema, and the notices of what is bundled. Nothing is left to install at run time.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";
import { writeNotices } from "./notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");

const { metafile } = await bundle("dist");
writeFileSync("dist/index.js", 'exports.compile = require("./front.js").compile;\n');
copyFileSync("docs/discover-policy.json", "dist/discover-policy.json");
writeTypes();
writeNotices(Object.keys(metafile.inputs), "dist/THIRD-PARTY-NOTICES.md");

/** The declarations that the library's entry leads to, and no others: no CDKTF, yaml or ajv among them. */
function writeTypes() {
  const all = mkdtempSync(join(tmpdir(), "panorama-types-"));
  execFileSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json", "--outDir", all],
    { stdio: "inherit" },
  );
  const take = (file) => {
    const target = join("dist/types", file.replace(/^src\//, ""));
    if (existsSync(target)) return;
    const text = readFileSync(join(all, file), "utf8");
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    for (const [, from] of text.matchAll(/from "(\.[^"]*)"/g)) take(`${join(dirname(file), from)}.d.ts`);
    for (const [, from] of text.matchAll(/from "([^."][^"]*)"/g))
      throw new Error(`the public types import ${from}`);
  };
  take("src/compiler/index.d.ts");
  rmSync(all, { recursive: true });
}
