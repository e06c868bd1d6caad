import type { ReadFile } from "./api";
import { quoted } from "./text";

/** Why a file that a spec names gives nothing, in the words of a finding. */
export interface Unread {
  readonly problem: "missing" | "outside" | "tooLarge" | "unreadable";
  readonly message: string;
  readonly help?: string;
}

/** How sentences call the files of a kind: "the CSR file", "is too large to be a CSR". */
export interface FileWords {
  readonly what: string;
  readonly one: string;
}

/** Reads a file that a spec names by its path from the spec's folder, which it must not leave. */
export function readSpecFile(
  file: string,
  folder: string,
  readFile: ReadFile,
  words: FileWords,
): Uint8Array | Unread {
  const inside = insideFolder(file);
  const name = `the ${words.what} ${quoted(file)}`;
  if (inside === "") return aFolder(name);
  if (inside === undefined) return outside(name, ABSOLUTE.test(file));
  try {
    const content = readFile(folder === "" ? inside : `${folder.replace(/\/$/, "")}/${inside}`, folder);
    if (content === undefined) return missing(name);
    return typeof content === "string" ? new TextEncoder().encode(content) : content;
  } catch (error) {
    return unreadFor((error as { code?: unknown } | null)?.code, name, words);
  }
}

/** What the codes of Node's file errors mean here; EXDEV is the reader's word for a link that leads outside. */
function unreadFor(code: unknown, name: string, { one }: FileWords): Unread {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return missing(name);
    case "EXDEV":
      return outside(name, false);
    case "EFBIG":
      return { problem: "tooLarge", message: `${name} is too large to be ${one}` };
    case "EISDIR":
      return aFolder(name);
    case "EINVAL":
      return unreadable(name, "is not a regular file", "copy what it holds into one");
    default:
      return unreadable(name, `can't be read (${String(code ?? "unknown error")})`);
  }
}

const missing = (name: string): Unread => ({
  problem: "missing",
  message: `${name} is not there`,
  help: "the path is taken from the spec's folder",
});

const unreadable = (name: string, why: string, help?: string): Unread => ({
  problem: "unreadable",
  message: `${name} ${why}`,
  ...(help !== undefined && { help }),
});

const aFolder = (name: string): Unread => unreadable(name, "is a folder", "name the file in it");

const outside = (name: string, absolute: boolean): Unread => ({
  problem: "outside",
  message: absolute
    ? `${name} must be given by its path from the spec's folder`
    : `${name} lies outside the spec's folder`,
  help: "copy it into the spec's folder and give the path from there",
});

/** Paths from a root, a home folder or a drive. */
const ABSOLUTE = /^([/~]|[A-Za-z]:)/;

/** A relative path without `.` and `..` parts (empty for the folder itself), or undefined where it leaves its folder. */
function insideFolder(file: string): string | undefined {
  if (ABSOLUTE.test(file)) return undefined;
  const parts: string[] = [];
  for (const part of file.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
