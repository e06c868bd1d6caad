import { relative, resolve, sep } from "node:path";
import { STANDARD_INPUT } from "../source";
import { oneLine, printableLines } from "../text";

/** A file's name where it may start a line: none of a name's characters makes the line a command of a CI runner. */
export const nameText = (file: string): string =>
  file === STANDARD_INPUT ? file : printableLines(oneLine(file));

/** A file's path from the folder of the run, with `/` between folders: `./a/../b.yaml` is `b.yaml`. */
export const pathFrom = (cwd: string, file: string): string =>
  relative(cwd, resolve(cwd, file)).split(sep).join("/");

/** Such a path as a relative URI. */
export const uriOf = (path: string): string =>
  path
    .split("/")
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd"))) // which has no name for lone surrogates
    .join("/");
