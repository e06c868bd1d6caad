import { oneLine } from "../../compiler/text";

const WIDTH = 110;

/**
 * Sentences as the comment of a YAML node: broken into lines, each with a space before it. Names of AWS stand in them,
 * which somebody else chose: nothing in them ends a line.
 */
export function comment(sentences: readonly string[]): string {
  return sentences
    .flatMap((sentence) => wrapped(oneLine(sentence)))
    .map((line) => ` ${line}`)
    .join("\n");
}

function wrapped(text: string): string[] {
  const lines: string[] = [];
  const [indent = ""] = /^ */.exec(text) ?? [];
  let line = indent;
  for (const word of text.slice(indent.length).split(" ")) {
    if (line !== indent && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `  ${word}`;
    } else {
      line = line === indent ? line + word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
