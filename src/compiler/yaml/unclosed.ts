import { isCollection, visit } from "yaml";
import { at, type Broken, endOfLine, type Span, type Words, word } from "./place";

/** The quote that opens the text which runs to the place where it should have ended. */
export function unclosedQuote(text: string, document: Broken, [end]: Span): Words | undefined {
  let open: number | undefined;
  visit(document, {
    Scalar(_, { range, type }) {
      if (!range || !type?.startsWith("QUOTE_") || range[0] >= end) return;
      if (open === undefined || range[0] > open) open = range[0];
    },
  });
  if (open === undefined) return undefined;
  const quote = text.charAt(open);
  return {
    span: [open, endOfLine(text, open)],
    message: `the string that starts here has no closing ${quote}`,
    help: `add the ${quote}`,
  };
}

/** The innermost bracket that is open at a place. */
export function unclosedFlow(text: string, document: Broken, [end]: Span): Words | undefined {
  const line = text.lastIndexOf("\n", end - 1) + 1;
  if (text.charAt(line) === "\t") return tab([line, line + 1]);
  let open: number | undefined;
  visit(document, {
    Node(_, node) {
      if (!isCollection(node) || !node.flow || !node.range || node.range[0] >= end) return;
      const closed = node.range[1] <= end && /[\]}]/.test(text.charAt(node.range[1] - 1));
      if (!closed && (open === undefined || node.range[0] > open)) open = node.range[0];
    },
  });
  if (open === undefined) return undefined;
  const bracket = text.charAt(open);
  const other = bracket === "{" ? "}" : "]";
  const related = [{ message: "it should have ended before this", place: at(text, word(text, end)) }];
  return {
    span: [open, open + 1],
    message: `the ${bracket} here is not closed`,
    help: `add the ${other}, or indent what is inside deeper`,
    ...(end < text.length && { related }),
  };
}

/** Indentation by a tab, which YAML has not. */
export const tab = (span: Span): Words => ({
  span,
  message: "a tab can't be indentation",
  help: "indent with spaces",
});
