import { closeSync, lstatSync, openSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf, FileFailure, fileFailure } from "./failure";
import { makeFolder } from "./make-folder";

/** Writes files that must not be there yet, not even as links that lead nowhere. */
export interface NewFiles {
  /** Gives the line that says so; `shown` is the path as the user knows it. Throws FileFailure. */
  readonly write: (shown: string, path: string, text: string) => string;
}

/** Whether a path is taken, be it by a link that leads nowhere. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Writes several new files; when one fails, those before it go again, so that the next attempt meets none. */
export function allOrNothing<T>(work: (files: NewFiles) => T): T {
  const undo: (() => void)[] = [];
  try {
    return work({ write: (shown, path, text) => write({ shown, path, text }, undo) });
  } catch (error) {
    for (const step of undo.reverse()) quietly(step);
    throw error;
  }
}

type NewFile = { readonly shown: string; readonly path: string; readonly text: string };

function write({ shown, path, text }: NewFile, undo: (() => void)[]): string {
  try {
    const made = makeFolder(dirname(path));
    if (made !== undefined) undo.push(() => removeFolders(dirname(path), made));
  } catch (error) {
    throw fileFailure("make the folder of", shown, error);
  }
  try {
    const file = openSync(path, "wx");
    undo.push(() => rmSync(path, { force: true }));
    writeAndClose(file, text);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw new FileFailure(`${shown} is there already; init never overwrites`);
    throw fileFailure("write", shown, error);
  }
  return `written  ${shown}`;
}

function writeAndClose(file: number, text: string): void {
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** Those that `makeFolder` made, from the innermost to the first. */
function removeFolders(from: string, first: string): void {
  for (let folder = from; ; folder = dirname(folder)) {
    rmdirSync(folder);
    if (folder === first) return;
  }
}

function quietly(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
  }
}
