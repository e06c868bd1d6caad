import type { CompileOptions, CompileResult, LocatedFinding } from "./api";
import { artifactsOf } from "./artifacts";
import { readCertificates } from "./certificates";
import { check } from "./check";
import { documentCollisions } from "./document-collisions";
import { type Finding, hasErrors } from "./finding";
import type { Model } from "./model";
import { nameDocument } from "./name-document";
import { normalize } from "./normalize";
import { type ParsedDocument, parse } from "./parse";
import { stacksThatGo } from "./previous-output";
import { inOrder, located } from "./report/locate";
import type { Rooms } from "./rooms";
import type { Checked } from "./rule";
import type { Source, SourceText } from "./source";
import { validate } from "./validate";
import type { Tree } from "./yaml/tree";

/** The conductor: each stage reports all that it finds, and the first stage with an error is the last. Pure but for the functions handed in. */
export function compileWith(
  rooms: Rooms,
  sources: readonly Source[],
  options: CompileOptions = {},
): CompileResult {
  const found: LocatedFinding[] = [];
  const report = (findings: readonly Finding[], { source, tree }: { source: SourceText; tree?: Tree }) => {
    for (const finding of findings) found.push(located(finding, source, tree));
  };
  const done = (models: readonly Model[] = []): CompileResult => ({
    findings: inOrder(found),
    documents: models.map((model) => model.document),
    artifacts: artifactsOf(models, rooms.synthesizeStack),
  });

  const documents: ParsedDocument[] = [];
  for (const source of sources) {
    const parsed = parse(source);
    for (const document of parsed.documents) documents.push(document);
    report(parsed.findings, parsed);
  }
  if (hasErrors(found)) return done();

  const drafts: Checked[] = [];
  for (const document of documents) {
    const { spec, findings } = validate(document);
    if (spec === undefined) {
      report(findings, document);
      continue;
    }
    const named = nameDocument(document, spec);
    if ("name" in named) drafts.push({ document, model: normalize(spec, named.name) });
    else report([named.finding], document);
  }
  if (hasErrors(found)) return done();

  found.push(...documentCollisions(drafts));
  const models = drafts.map(({ document, model }) => {
    report(check({ model, document }), document);
    report(stacksThatGo(model, options.previousOutput), document);
    const read = readCertificates(
      model,
      folderOf(document.source.path),
      options.readFile ?? (() => undefined),
      rooms.inspectCsr,
    );
    report(read.findings, document);
    return read.model;
  });
  return done(hasErrors(found) ? [] : models);
}

/** The folder of a spec, from which its files are looked for; empty for the current one. */
const folderOf = (path: string | undefined): string => path?.match(/^(.*)[\\/][^\\/]*$/)?.[1] ?? "";
