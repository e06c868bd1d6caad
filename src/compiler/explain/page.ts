import type { FindingKind } from "../finding";
import type { Example, Manual } from "./manual";

/** What `explain CODE` prints of a finding. Severity and summary there are of every one. */
export const findingPage = (kind: FindingKind, manual: Manual): string =>
  `${kind.severity} ${kind.code}\n\n${findingText(kind, manual)}`;

/** The same without the usual level, which a single finding may not have. */
export function findingText({ code, summary }: FindingKind, { pages, examples }: Manual): string {
  const page = pages[code];
  const example = examples[code];
  return [
    `${summary}\n`,
    ...(page === undefined ? [] : [page.why]),
    ...(example === undefined ? [] : [exampleText(example)]),
    ...(page === undefined ? [] : [`Source:\n${page.sources.map((source) => `  ${source}\n`).join("")}`]),
  ].join("\n");
}

/** The specs of an example, each below what it is. */
export const exampleParts = ({
  before,
  failing,
  mended,
}: Example): readonly (readonly [string, string])[] => [
  ...(before === undefined ? [] : [["The last output is of this spec:", before] as const]),
  [before === undefined ? "A spec that brings it:" : "A spec that brings it then:", failing],
  ["The same, mended:", mended],
];

const exampleText = (example: Example): string =>
  exampleParts(example)
    .map(([title, spec]) => `${title}\n\n${indented(spec)}`)
    .join("\n");

const indented = (text: string): string => text.replace(/^(?=.)/gm, "    ");

/** What `explain` prints: all findings and topics. */
export function contents(kinds: readonly FindingKind[], { topics, accountKinds }: Manual): string {
  const names = [...kinds, ...accountKinds].map(({ code }) => code);
  const widest = Math.max(...[...names, ...topics.map(({ name }) => name)].map(({ length }) => length));
  const rowsOf = (some: readonly FindingKind[]) =>
    [...some]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, severity, summary }) => `  ${severity.padEnd(7)}  ${code.padEnd(widest)}  ${summary}`);
  const more = topics.map(({ name, summary }) => `           ${name.padEnd(widest)}  ${summary}`);
  return [
    "Findings; the level is the usual one, some cases have another:",
    "",
    ...rowsOf(kinds),
    "",
    "What discover says of an account:",
    "",
    ...rowsOf(accountKinds),
    "",
    "What Terraform and AWS say:",
    "",
    ...more,
    "",
    "panorama-compile explain CODE says more of one.",
    "",
  ].join("\n");
}
