import { Composer, type Document, isScalar, Lexer, type ParsedNode, Parser } from "yaml";
import { type Finding, finding } from "../finding";
import { LIMITS } from "../limits";
import { EXPLAIN_LIMIT, yamlKinds as kinds } from "./kinds";

/** A document as yaml gives it, broken or not. */
export type ReadDocument = Document.Parsed<ParsedNode>;

/** What a run may still read. Each text takes its part of it. */
export interface Budget {
  tokens: number;
  documents: number;
}

export const fullBudget = (): Budget => ({ tokens: LIMITS.tokens, documents: LIMITS.documents });

/** What a text holds. After a finding there are no documents: what lies before the limit may be half of something. */
export interface Read {
  readonly documents: readonly ReadDocument[];
  /** Whether the last document is cut off where it is nested too deep. */
  readonly isCut: boolean;
  readonly finding?: Finding;
}

/** Levels beyond the limit that are still read, so that the place can be told where it is passed. */
const BEYOND = 8;

/**
 * A text's documents, but for those that hold nothing, as between two separators. Counts while it reads, since yaml
 * itself takes gigabytes for a few megabytes of commas, and stops at nesting wherever its own stack happens to end.
 */
export function readYaml(text: string, budget: Budget): Read {
  const parser = new Parser();
  const composer = new Composer<ParsedNode>({
    version: "1.2",
    resolveKnownTags: false, // or !!binary and !!timestamp would put objects of JavaScript's into the data
    uniqueKeys: false, // yaml's own check is quadratic; inspectTree has a linear one with both places
    prettyErrors: false,
    logLevel: "silent",
  });
  const found = { documents: [] as ReadDocument[], isCut: false };
  for (const document of composer.compose(tokensOf(text, parser, budget, found))) {
    if (!isEmpty(document)) found.documents.push(document);
    if (found.documents.length > budget.documents) return beyond(document.range[0], TOO_MANY_DOCUMENTS);
  }
  if (budget.tokens < 0) return beyond(parser.offset, TOO_MANY_TOKENS);
  budget.documents -= found.documents.length;
  return found;
}

/** What yaml's composer reads; ends early beyond a limit. */
function* tokensOf(text: string, parser: Parser, budget: Budget, found: { isCut: boolean }) {
  for (const piece of new Lexer().lex(text)) {
    found.isCut = parser.stack.length > LIMITS.depth + BEYOND;
    if (budget.tokens-- <= 0) return;
    if (found.isCut) break;
    yield* parser.next(piece);
  }
  yield* parser.end();
}

const isEmpty = ({ contents, errors, warnings }: ReadDocument): boolean =>
  (contents === null || (isScalar(contents) && contents.source === "")) &&
  errors.length === 0 &&
  warnings.length === 0;

const TOO_MANY_TOKENS = `by here the specs of this run have more than ${LIMITS.tokens} words and signs; no more are read`;
const TOO_MANY_DOCUMENTS = `with this spec the run has more than ${LIMITS.documents}; no more are compiled at once`;

function beyond(offset: number, message: string): Read {
  const more = { help: `several specs can be compiled in several runs, into one --out; ${EXPLAIN_LIMIT}` };
  return {
    documents: [],
    isCut: false,
    finding: finding(kinds.limit, { range: [offset, offset + 1] }, message, more),
  };
}
