import { Ledger } from "./allow/ledger";
import type { CompileOptions, CompileResult } from "./api";
import { artifactsOf, type Reviewed } from "./artifacts";
import { readCertificates } from "./certificates";
import { check } from "./check";
import { dayOf, isDay } from "./day";
import { documentCollisions } from "./document-collisions";
import { endOfSupport } from "./end-of-support";
import { readJobDocuments } from "./job-documents";
import { nameDocument } from "./name-document";
import { normalize } from "./normalize";
import { parse } from "./parse";
import { comparedWithPrevious } from "./previous-output";
import type { Rooms } from "./rooms";
import type { Checked } from "./rule";
import type { Source, SourceText } from "./source";
import { validate } from "./validate";
import { fullBudget } from "./yaml/read";

/** What a run gives, with the texts that its findings point into, by name. */
export interface Compilation extends CompileResult {
  readonly texts: ReadonlyMap<string, SourceText>;
  /** The documents that the output is of, as they were written and what they mean; empty after an error. */
  readonly compiled: readonly Pick<Checked, "model" | "document">[];
}

/**
 * The conductor. Each stage reports all that it finds, and a document goes no further than its first stage with an
 * error; the other documents of the run go on, so that everything is said at once. Pure but for the functions handed in.
 */
export function compileWith(
  rooms: Rooms,
  sources: readonly Source[],
  options: CompileOptions = {},
): Compilation {
  const ledger = new Ledger(() => rooms.manual().accountKinds.map(({ code }) => code));
  const texts = new Map<string, SourceText>();
  const today = todayOf(options);
  const budget = fullBudget();
  const documents = sources.flatMap((source) => {
    const parsed = parse(source, budget);
    texts.set(parsed.source.name, parsed.source);
    ledger.open(parsed);
    ledger.enter(parsed.findings, parsed);
    return parsed.documents;
  });
  const drafts = documents.flatMap((document): Checked[] => {
    const { spec, findings } = validate(document);
    ledger.enter(findings, document);
    if (spec === undefined) return [];
    const { name, finding } = nameDocument(document, spec);
    if (name !== undefined) return [{ document, model: normalize(spec, name), today }];
    ledger.enter([finding], document);
    return [];
  });
  ledger.enterLocated(documentCollisions(drafts));
  const run = new Set(drafts.map(({ model }) => model.document));
  const models = drafts.map((draft) => {
    const { document, model } = draft;
    ledger.enter(check(draft), document);
    const readFile = options.readFile ?? (() => undefined);
    const folder = folderOf(document.source.path);
    const read = readCertificates(model, folder, readFile, rooms.inspectCsr);
    ledger.enter(read.findings, document);
    const complete = readJobDocuments(read.model, folder, readFile);
    ledger.enter(complete.findings, document);
    ledger.enter(comparedWithPrevious(complete.model, document.tree, run, options.previousOutput), document);
    return { model: complete.model, document };
  });
  if (!ledger.hasErrors) {
    for (const { document, model } of drafts) ledger.enter(endOfSupport(model, document.tree), document);
    ledger.close(options.previousOutput !== undefined);
  }
  if (ledger.hasErrors) return { ...resultOf([], ledger, rooms), texts, compiled: [] };
  const reviewed = models.map(({ model, document }) => ({
    model,
    allowances: ledger.allowancesOf(document),
    warnings: ledger.lastingWarningsOf(document),
  }));
  return { ...resultOf(reviewed, ledger, rooms), texts, compiled: models };
}

function todayOf({ today = dayOf(new Date()) }: CompileOptions): string {
  if (isDay(today)) return today;
  throw new RangeError(`the option today is to be a day, as in 2026-12-15, not ${JSON.stringify(today)}`);
}

function resultOf(reviewed: readonly Reviewed[], { findings, allowed }: Ledger, rooms: Rooms): CompileResult {
  const artifacts = { [Symbol.iterator]: () => artifactsOf(reviewed, rooms) };
  return { findings, allowed, documents: reviewed.map(({ model }) => model.document), artifacts };
}

/** The folder of a spec, from which its files are looked for; empty for the current one. */
function folderOf(path = ""): string {
  const windows = /^([A-Za-z]:|\\\\)/.test(path) || (path.includes("\\") && !path.includes("/"));
  const end = windows ? Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) : path.lastIndexOf("/");
  return end === 0 ? "/" : path.slice(0, Math.max(end, 0));
}
