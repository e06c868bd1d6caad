import type { FindingKind } from "../finding";
import type { Example, Manual } from "./manual";

/** What `explain CODE` prints of a finding. Severity and summary there are of every one. */
export function findingPage({ code, severity, summary }: FindingKind, { texts, examples }: Manual): string {
  const text = texts[code];
  const example = examples[code];
  return [
    `${severity} ${code}\n\n${summary}\n`,
    ...(text === undefined ? [] : [text]),
    ...(example === undefined ? [] : [exampleText(example)]),
  ].join("\n");
}

const exampleText = ({ failing, mended }: Example): string =>
  `A spec that brings it:\n\n${indented(failing)}\nThe same, mended:\n\n${indented(mended)}`;

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
