import type { ReadFile } from "./api";
import { canonicalJson } from "./canonical-json";
import { EVALUATED_HELP, evaluatedInJob, evaluatedMessage, evaluatedText } from "./checks/evaluated-text";
import { holdsPassword, PASSWORD_HELP, passwordInUrl } from "./checks/password-in-url";
import { holdsPrivateKey, isKeyPart, PRIVATE_KEY_HELP, privateKeyInText } from "./checks/private-key-in-text";
import { holdsToken, TOKEN_HELP, tokenInText } from "./checks/token-in-text";
import { atKey, atValue, type Finding, type FindingKind, finding } from "./finding";
import { templateBody, withJobIds } from "./job-requests";
import { jsonProblem } from "./json/problem";
import { LIMITS } from "./limits";
import { inFileOrder, type Job, type Model } from "./model";
import { positionAt, sourceText } from "./source";
import { readSpecFile } from "./spec-files";
import { pathText, quoted } from "./text";
import { type Text, textsWhere } from "./values";
import { decode } from "./yaml/decode";

const kind = (code: string, summary: string): FindingKind => ({ code, severity: "error", summary });

/** The findings about the documents of jobs. */
export const jobDocumentKinds = {
  malformed: kind("job-document-malformed", "A job's file must hold one JSON object."),
  missing: kind("job-document-missing", "A job's file must be there."),
  outside: kind("job-document-outside-folder", "A job's file must lie inside the spec's folder."),
  tooLarge: kind("job-document-too-large", "A job's document must not be larger than AWS takes."),
  unreadable: kind("job-document-unreadable", "A job's file must be a file that can be read."),
} as const;

type Refused = Pick<Finding, "message" | "help"> & { readonly kind: FindingKind };
type Read = { readonly text: string } | Refused;

/** Stage 4b: reads the documents that lie in files, and measures all of them. */
export function readJobDocuments(
  model: Model,
  folder: string,
  readFile: ReadFile,
): { model: Model; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const files = new Map<string, string | undefined>();
  for (const { path, document } of inFileOrder(model.jobs)) {
    if (document.from === "spec" || files.has(document.file)) continue; // a bad file is one mistake, whoever names it
    const read = readDocument(document.file, folder, readFile);
    files.set(document.file, "text" in read ? read.text : undefined);
    if ("text" in read) continue;
    const place = atValue(...path, "document", "file");
    findings.push(
      finding(read.kind, place, read.message, read.help === undefined ? {} : { help: read.help }),
    );
  }
  const jobs = model.jobs.map(({ document, ...job }): Job => {
    return {
      ...job,
      document: document.from === "file" ? { ...document, text: files.get(document.file) } : document,
    };
  });
  const read = withJobIds({ ...model, jobs });
  return { model: read, findings: [...findings, ...read.jobs.flatMap((job) => tooLarge(job, read))] };
}

const WORDS = { what: "job document", one: "a job document" };

function readDocument(file: string, folder: string, readFile: ReadFile): Read {
  if (file === "") {
    const help = "write document: { file: jobs/NAME.json }";
    return { kind: jobDocumentKinds.missing, message: "the path of the job's document is empty", help };
  }
  if (/^\w+:\/\//.test(file)) {
    const help = "nothing is fetched: write the path of a JSON file in the spec's folder, without file://";
    return { kind: jobDocumentKinds.missing, message: `the job document ${quoted(file)} is no path`, help };
  }
  const content = readSpecFile(file, folder, readFile, WORDS);
  if (!(content instanceof Uint8Array)) return { ...content, kind: jobDocumentKinds[content.problem] };
  const name = `the job document ${quoted(file)}`;
  const decoded = decode({ text: content });
  if (decoded.finding) {
    const { message, help } = decoded.finding;
    return {
      kind: jobDocumentKinds.malformed,
      message: `${name} is no JSON: ${message}`,
      ...(help && { help }),
    };
  }
  return malformed(name, decoded.text) ?? documentOf(name, JSON.parse(decoded.text));
}

/** What keeps a text from being one JSON object, and its line and column. */
function malformed(name: string, text: string): Refused | undefined {
  const refused = (why: string, help?: string): Refused => {
    return { kind: jobDocumentKinds.malformed, message: `${name} ${why}`, ...(help && { help }) };
  };
  const [first] = /[^\s]/u.exec(text) ?? [];
  if (first === undefined) return refused("is empty");
  if (!/[{/#]/.test(first))
    return refused(`starts with ${quoted(first)}; a job's document is a JSON object`, "start it with {");
  const problem = jsonProblem(text);
  if (problem === undefined) return undefined;
  const { line, column } = positionAt(sourceText({ text }, text), problem.at);
  return refused(`is refused at line ${line}, column ${column}: ${problem.message}`, problem.help);
}

function documentOf(name: string, value: object): Read {
  if (Object.keys(value).length === 0)
    return {
      kind: jobDocumentKinds.malformed,
      message: `${name} holds an empty object, which tells nobody anything`,
    };
  for (const text of textsWhere(value, () => true)) {
    const { place } = text;
    const where = `the ${place.on === "key" ? "key" : "text"} at ${quoted(pathText(place.path))} of ${name}`;
    const refused = refusedText(text, where, value);
    if (refused !== undefined) return refused;
  }
  return { text: canonicalJson(value) };
}

/** What the checks refuse in a spec's own texts. */
function refusedText(text: Text, where: string, data: object): Refused | undefined {
  const { value } = text;
  const evaluated = evaluatedInJob(value);
  if (evaluated !== undefined)
    return { kind: evaluatedText.kind, message: evaluatedMessage(where, evaluated), help: EVALUATED_HELP };
  if (holdsPrivateKey(value) || isKeyPart(text, data))
    return { kind: privateKeyInText.kind, message: `${where} holds a private key`, help: PRIVATE_KEY_HELP };
  if (holdsToken(text))
    return { kind: tokenInText.kind, message: `${where} holds a token`, help: TOKEN_HELP };
  if (!holdsPassword(value)) return undefined;
  const message = `${where} holds a URL with a user and a password`;
  return { kind: passwordInUrl.kind, message, help: PASSWORD_HELP };
}

function tooLarge(job: Job, { tags }: Model): Finding[] {
  const { path, document } = job;
  if (document.text === undefined) return [];
  const particulars = sizeProblem(document.text, templateBody(job, tags));
  if (particulars === undefined) return [];
  const place = document.from === "file" ? atValue(...path, "document", "file") : atKey(...path, "document");
  return [finding(jobDocumentKinds.tooLarge, place, particulars.message, { help: particulars.help })];
}

function sizeProblem(text: string, template: string): { message: string; help: string } | undefined {
  if (text.length > LIMITS.jobDocument) {
    return {
      message: `as JSON the document has ${text.length} characters; AWS IoT takes at most ${LIMITS.jobDocument}`,
      help: "shorten it; the appliances can fetch the rest from a place that it names",
    };
  }
  if (template.length <= LIMITS.jobTemplate) return undefined; // it is ASCII
  return {
    message: `the CloudFormation template of the document, description and tags takes ${template.length} bytes; at most ${LIMITS.jobTemplate} are taken`,
    help: "shorten the document: its quotes take two bytes there, and other than ASCII characters six",
  };
}
