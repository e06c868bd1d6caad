import type { CompileOptions, CompileResult, LocatedFinding } from "./api";
import { artifactsOf } from "./artifacts";
import { readCertificates } from "./certificates";
import { check } from "./check";
import { dayOf, isDay } from "./day";
import { documentCollisions } from "./document-collisions";
import { endOfSupport } from "./end-of-support";
import { type Finding, hasErrors } from "./finding";
import { readJobDocuments } from "./job-documents";
import type { Model } from "./model";
import { nameDocument } from "./name-document";
import { normalize } from "./normalize";
import { parse } from "./parse";
import { comparedWithPrevious } from "./previous-output";
import { inOrder, located } from "./report/locate";
import type { Rooms } from "./rooms";
import type { Checked } from "./rule";
import type { Source, SourceText } from "./source";
import { validate } from "./validate";
import type { Tree } from "./yaml/tree";

/** What a run gives, with the texts that its findings point into, by name. */
export interface Compilation extends CompileResult {
  readonly texts: ReadonlyMap<string, SourceText>;
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
  const found: LocatedFinding[] = [];
  const texts = new Map<string, SourceText>();
  const report = (findings: readonly Finding[], { source, tree }: { source: SourceText; tree?: Tree }) => {
    for (const finding of findings) found.push(located(finding, source, tree));
  };

  const today = todayOf(options);
  const documents = sources.flatMap((source) => {
    const parsed = parse(source);
    texts.set(parsed.source.name, parsed.source);
    report(parsed.findings, parsed);
    return parsed.documents;
  });
  const drafts = documents.flatMap((document): Checked[] => {
    const { spec, findings } = validate(document);
    report(findings, document);
    if (spec === undefined) return [];
    const { name, finding } = nameDocument(document, spec);
    if (name !== undefined) return [{ document, model: normalize(spec, name), today }];
    report([finding], document);
    return [];
  });
  found.push(...documentCollisions(drafts));
  const run = new Set(drafts.map(({ model }) => model.document));
  const models = drafts.map((draft) => {
    const { document, model } = draft;
    report(check(draft), document);
    const readFile = options.readFile ?? (() => undefined);
    const folder = folderOf(document.source.path);
    const read = readCertificates(model, folder, readFile, rooms.inspectCsr);
    report(read.findings, document);
    const complete = readJobDocuments(read.model, folder, readFile, rooms.sha256);
    report(complete.findings, document);
    report(comparedWithPrevious(complete.model, document.tree, run, options.previousOutput), document);
    return complete.model;
  });
  const refused = hasErrors(found);
  if (!refused)
    for (const { document, model } of drafts) report(endOfSupport(model, document.tree), document);
  return { ...resultOf(refused ? [] : models, inOrder(found), rooms), texts };
}

function todayOf({ today = dayOf(new Date()) }: CompileOptions): string {
  if (isDay(today)) return today;
  throw new RangeError(`the option today is to be a day, as in 2026-12-15, not ${JSON.stringify(today)}`);
}

function resultOf(
  models: readonly Model[],
  findings: readonly LocatedFinding[],
  rooms: Rooms,
): CompileResult {
  const artifacts = { [Symbol.iterator]: () => artifactsOf(models, rooms.synthesizeStack) };
  return { findings, documents: models.map((model) => model.document), artifacts };
}

/** The folder of a spec, from which its files are looked for; empty for the current one. */
function folderOf(path = ""): string {
  const windows = /^([A-Za-z]:|\\\\)/.test(path) || (path.includes("\\") && !path.includes("/"));
  const end = windows ? Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) : path.lastIndexOf("/");
  return end === 0 ? "/" : path.slice(0, Math.max(end, 0));
}
