// The licences of everything that the bundles contain.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ALLOWED = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "MPL-2.0"]);

/**
 * What packages contain that has a licence of its own. Graphviz' is not among those above: it concerns Graphviz' own files
 * alone, which are unchanged, and asks those who pass on a compiled form to say where the source is.
 */
const CONTAINED = {
  "@hpcc-js/wasm-graphviz": [
    "It contains, compiled to WebAssembly:",
    "",
    "- Graphviz 16.1.0, under the Eclipse Public License, https://graphviz.org/license/; its source is available at",
    "  https://gitlab.com/graphviz/graphviz/-/tree/16.1.0 under that licence, which disclaims all warranties and liability",
    "  of its contributors",
    "- Expat, MIT, https://github.com/libexpat/libexpat: Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and",
    "  Clark Cooper, Copyright (c) 2001-2025 Expat maintainers",
    "- the runtime of Emscripten and musl, MIT, https://github.com/emscripten-core/emscripten: Copyright (c) 2010-2025",
    "  Emscripten authors",
    "",
    "and, which unpacks it, fzstd, MIT, https://github.com/101arrowz/fzstd: Copyright (c) 2020 Arjun Barrett.",
    "",
    "The MIT licence: Permission is hereby granted, free of charge, to any person obtaining a copy of this software and",
    'associated documentation files (the "Software"), to deal in the Software without restriction, including without',
    "limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software,",
    "and to permit persons to whom the Software is furnished to do so, subject to the following conditions: The above",
    "copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.",
    'THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE',
    "WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR",
    "COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR",
    "OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.",
  ],
};

/** Writes a file that names every package among the inputs of a bundle, with its licence text; refuses a licence that we don't ship. */
export function writeNotices(inputs, target) {
  const folders = [
    ...new Set(
      inputs.flatMap((input) => /^.*node_modules\/(@[^/]+\/[^/]+|[^/@][^/]*)/.exec(input)?.[0] ?? []),
    ),
  ].sort();
  const sections = folders.map(noticeOf);
  const head = [
    "# Third-party notices",
    "",
    "The bundles in dist/ contain the packages below, unchanged but for bundling and minifying; of each only what is used.",
    "The source of those under MPL-2.0 is at the address given.",
  ];
  writeFileSync(target, `${[head.join("\n"), ...sections].join("\n\n")}\n`);
}

function noticeOf(folder) {
  const { name, version, license, repository, homepage } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  if (!ALLOWED.has(license)) throw new Error(`${name} has the licence ${license}, which is not shipped`);
  const source = (typeof repository === "string" ? repository : repository?.url) ?? homepage ?? "";
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file && existsSync(join(folder, file))
      ? readFileSync(join(folder, file), "utf8").trim()
      : `Licence: ${license}`;
  return `## ${name} ${version}\n\n${license}, ${source.replace(/^git\+/, "").replace(/\.git$/, "")}\n\n${text
    .replace(/\r\n/g, "\n")
    .split("\n")
    .map((line) => `    ${line}`.trimEnd())
    .join("\n")}${name in CONTAINED ? `\n\n${CONTAINED[name].join("\n")}` : ""}`;
}
