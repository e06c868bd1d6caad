import type { FindingKind } from "../finding";
import { allKinds } from "../kinds";
import { manual } from "./index";
import type { Page, Topic } from "./manual";
import { exampleParts } from "./page";

/** docs/findings.md: every page of `explain` in one Markdown file. */
export function book(): string {
  const sorted = [...allKinds].sort(byCode);
  const account = [...manual.accountKinds].sort(byCode);
  return [
    "# Findings\n\nMade by `npm run generate` out of the pages of `panorama-compile explain`; the examples are fixtures that the tests run.\nThe level is the usual one, some cases have another.\n",
    `## Of a spec\n\n${table(sorted)}`,
    `## Of an account, by discover\n\n${table(account)}`,
    `## What Terraform and AWS say\n\n${manual.topics.map(topicRow).join("")}`,
    ...[...sorted, ...account].map(chapter),
    ...manual.topics.map(
      ({ name, summary, text }) => `## ${name}\n\n${escaped(summary)}\n\n${block("text", text)}`,
    ),
  ].join("\n");
}

const byCode = (a: FindingKind, b: FindingKind): number => (a.code < b.code ? -1 : 1);

const table = (kinds: readonly FindingKind[]): string =>
  `| code | level | |\n| --- | --- | --- |\n${kinds.map(({ code, severity, summary }) => `| [${code}](#${code}) | ${severity} | ${escaped(summary)} |\n`).join("")}`;

const topicRow = ({ name, summary }: Topic): string => `- [${name}](#${name}): ${escaped(summary)}\n`;

function chapter({ code, severity, summary }: FindingKind): string {
  const example = manual.examples[code];
  const parts = example === undefined ? [] : exampleParts(example);
  return [
    `## ${code}\n\n**${severity}**: ${escaped(summary)}\n`,
    ...pageText(manual.pages[code]),
    ...parts.map(([title, spec]) => `${title}\n\n${block("yaml", spec)}`),
    ...sourceList(manual.pages[code]),
  ].join("\n");
}

/** The text of a page is made for a terminal, and stays what it is there. */
const pageText = (page: Page | undefined): string[] => (page === undefined ? [] : [block("text", page.why)]);

const sourceList = (page: Page | undefined): string[] =>
  page === undefined
    ? []
    : [
        `Source:\n\n${page.sources.map((source) => `- ${/^https:/.test(source) ? `<${source}>` : escaped(source)}\n`).join("")}`,
      ];

const block = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;

const escaped = (text: string): string => text.replace(/[\\`*_<>|[\]]/g, "\\$&");
