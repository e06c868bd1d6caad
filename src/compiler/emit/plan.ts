import type { Artifact } from "../api";
import {
  bearsMark,
  documentOf,
  type Manifest,
  type ManifestStack,
  manifestOf,
  manifestText,
  readManifest,
  stackPath,
} from "../manifest";
import { REVIEW_MARK, readReview, reviewText } from "../review";
import { FileFailure } from "./failure";
import { hasOutput, readOutput } from "./folder";

/** What happens to one file of the output folder. `text` is only there while a file must be written. */
export interface Change {
  readonly path: string;
  readonly status: "written" | "unchanged" | "removed";
  readonly text?: string;
  /** Whether there is no such file yet. */
  readonly isNew?: boolean;
}

/** What is in the output folder already, of ours and of other documents. */
export interface Present {
  readonly folder: string;
  readonly manifest: Manifest | undefined;
  /** The stacks of other documents; one whose file somebody removed is forgotten. */
  readonly others: readonly ManifestStack[];
  /** Names of the documents of this run. */
  readonly documents: ReadonlySet<string>;
}

/** Reads what earlier runs left; refuses a folder whose manifest is somebody else's. */
export function presentIn(folder: string, documents: ReadonlySet<string>): Present {
  const text = readOutput(folder, "manifest.json");
  const manifest = text === undefined ? undefined : readManifest(text);
  if (text !== undefined && manifest === undefined) throw notOurs(folder, "manifest.json");
  const others = Object.values(manifest?.stacks ?? {}).filter(
    (stack) => !documents.has(documentOf(stack)) && hasOutput(folder, stackPath(stack.name)),
  );
  return { folder, manifest, others, documents };
}

/** What a run does with one artifact: compared with what is there, merged with what other documents own. */
export function changeOf(present: Present, artifact: Artifact): Change {
  const { path } = artifact;
  const old = readOutput(present.folder, path);
  if (artifact.stack) refuseForeignStack(present, artifact.stack.name);
  const text = mergedText(present, artifact, old);
  if (old === text) return { path, status: "unchanged" };
  if (old !== undefined && !isOurs(path, old)) throw notOurs(present.folder, path);
  return { path, status: "written", text, isNew: old === undefined };
}

/** The stacks of this run's documents that earlier runs made and this one does not. */
export function removalsOf(present: Present, made: ReadonlySet<string>): Change[] {
  return Object.values(present.manifest?.stacks ?? {})
    .filter((stack) => present.documents.has(documentOf(stack)) && !made.has(stack.name))
    .flatMap(({ name }) => removalOf(present, stackPath(name)));
}

/** The files that killed runs added (`left`), and that neither the manifest nor this run knows of. */
export function leftoversOf(present: Present, made: ReadonlySet<string>, left: readonly string[]): Change[] {
  const names = [...Object.keys(present.manifest?.stacks ?? {}), ...made];
  const known = new Set(names.map((name) => stackPath(name).toLowerCase())); // where a disk knows no case
  return left.filter((path) => !known.has(path.toLowerCase())).flatMap((path) => removalOf(present, path));
}

/** Only what bears our mark goes. */
function removalOf({ folder }: Present, path: string): Change[] {
  const text = readOutput(folder, path);
  return text !== undefined && bearsMark(text) ? [{ path, status: "removed" }] : [];
}

function refuseForeignStack(present: Present, name: string): void {
  const entry = present.others.find((stack) => stack.name.toLowerCase() === name.toLowerCase());
  const owner = entry && documentOf(entry);
  if (owner === undefined) return;
  throw new FileFailure(
    `the stack ${name} in ${present.folder} belongs to the document "${owner}"; give this document another name or another --out`,
  );
}

/** manifest.json and review.md are shared by all documents of a folder: what others own in them stays. */
function mergedText(present: Present, artifact: Artifact, old: string | undefined): string {
  if (old === undefined) return artifact.text;
  if (artifact.path === "manifest.json") {
    const own = Object.values(readManifest(artifact.text)?.stacks ?? {});
    return manifestText(manifestOf([...present.others, ...own]));
  }
  if (artifact.path === "review.md") {
    const documents = new Set(present.others.map(documentOf));
    const others = (readReview(old) ?? []).filter((section) => documents.has(section.document));
    return reviewText([...others, ...(readReview(artifact.text) ?? [])]);
  }
  return artifact.text;
}

/** Whether a file of the output is one of ours by what it holds. */
export const isOurs = (path: string, text: string): boolean =>
  path === "review.md" ? text.startsWith(REVIEW_MARK) : bearsMark(text);

const notOurs = (folder: string, path: string): FileFailure =>
  new FileFailure(
    `${folder}/${path} was not written by panorama-compile; move it away or choose another --out`,
  );
