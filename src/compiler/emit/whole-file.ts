import { lstatSync, mkdtempSync, renameSync, rmSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf, FileFailure, fileFailure } from "./failure";
import { writeSynced } from "./folder";

/**
 * Puts a text in a file, which is then wholly old or wholly new: written beside it and renamed. Makes no folders, and
 * replaces nothing but plain files: what a link or a device stands for is somebody else's. Throws FileFailure.
 *
 * @param path where it is
 * @param shown what messages call it
 */
export function writeWhole(path: string, shown: string, text: string): void {
  refuseOddFile(path, shown);
  let waiting: string | undefined;
  try {
    waiting = mkdtempSync(join(dirname(path), ".panorama-compile-"));
    writeSynced(join(waiting, "new"), text);
    renameSync(join(waiting, "new"), path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new FileFailure(`can't write ${shown}: its folder is not there`);
    throw fileFailure("write", shown, error);
  } finally {
    if (waiting !== undefined) rmSync(waiting, { recursive: true, force: true });
  }
}

function refuseOddFile(path: string, shown: string): void {
  const stat = statOf(path, shown);
  if (stat === undefined || stat.isFile()) return;
  const what = stat.isSymbolicLink() ? "it is a symbolic link" : "it is not a plain file";
  throw new FileFailure(`can't write ${shown}: ${what}`);
}

function statOf(path: string, shown: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw fileFailure("write", shown, error);
  }
}
