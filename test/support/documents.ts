import { temporaryFolder } from "./folders";
import { runIn } from "./run";
import { HEAD, said } from "./said";

/** A spec with a job of this document, on its sixth line. */
export const specOf = (document: string): string =>
  `${HEAD}appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, document: ${document} }]\n`;

const START = (specOf("").split("\n")[5]?.indexOf("document: ") ?? 0) + 1;

/** The findings about what a document gives away: `COLUMN CODE MESSAGE → HELP`, the column counted from `document`. */
export const givenAway = (document: string): string[] =>
  said(specOf(document)).flatMap((line) => {
    const [, column = 0, code = "", rest = ""] = /^6:(\d+) (\S+) (.*)$/.exec(line) ?? [];
    return /secret-like-key|private-key-in-text/.test(code)
      ? [`${Number(column) - START} ${code} ${rest}`]
      : [];
  });

/** All that validating a text says, with frames and without. */
export async function shownBy(text: string): Promise<string> {
  const folder = temporaryFolder({ "spec.yaml": text });
  const ran = [];
  for (const format of ["pretty", "json"])
    ran.push(await runIn(folder, ["validate", "spec.yaml", "--format", format]));
  return ran.map(({ out, err }) => out + err).join("\n");
}
