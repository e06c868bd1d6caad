/** A file that could not be read or written, said in words for the user. Exit code 3. */
export class FileFailure extends Error {
  override name = "FileFailure";
}

/** The run was interrupted by a signal before anything was put in place. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

/** What Node's error codes mean to a person. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ENOENT: "no such file or folder",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  EEXIST: "it is there already",
  ENOSPC: "the disk is full",
  EROFS: "the file system is read-only",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "the name is too long",
  EDQUOT: "the disk quota is used up",
  EIO: "the disk failed",
  EXDEV: "a link leads elsewhere, or it is another file system",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  ENXIO: "it is not a plain file",
  EINVAL: "it is not a plain file",
  EFBIG: "it is too large",
  EBUSY: "it is in use",
  EBADF: "it is not open for reading",
  ETIMEDOUT: "the file system does not answer",
  ERR_ACCESS_DENIED: "Node was started without the permission", // its option --permission
};

export const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
};

/** The failure of an operation on a file, from what Node threw; an error that is none of the file system's is passed on. */
export function fileFailure(action: string, path: string, error: unknown): Error {
  const code = codeOf(error);
  if (code === undefined || !(code in REASONS || /^E[A-Z0-9]+$/.test(code)))
    return error instanceof Error ? error : new Error(String(error));
  return new FileFailure(`can't ${action} ${path}: ${REASONS[code] ?? code}`);
}
