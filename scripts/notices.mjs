// The licences of everything that the bundles contain.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const ALLOWED = new Set(["MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "Apache-2.0", "MPL-2.0"]);

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
    .join("\n")}`;
}
