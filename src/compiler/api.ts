import type { Severity } from "./finding";
import type { Position } from "./source";
import type { StackArtifact } from "./stacks";

/** A place in a file. */
export interface Location {
  /** The source's path, or `<stdin>`. */
  readonly file: string;
  readonly start: Position;
  /** One past the last character. */
  readonly end: Position;
}

/** A finding as it leaves the compiler. */
export interface LocatedFinding extends Location {
  /** Stable and kebab-case: the handle for tools. */
  readonly code: string;
  readonly severity: Severity;
  /** What was found and what was expected, in one line. */
  readonly message: string;
  /** The repair. */
  readonly help?: string;
  /** Other places that belong to it, such as where a name was first defined. */
  readonly related: readonly (Location & { readonly message: string })[];
}

/** A finding that a comment of the spec allows: `# panorama-compile: allow CODE -- REASON`. Never an error. */
export interface AllowedFinding extends LocatedFinding {
  /** Why, in the words of the spec, on one line. */
  readonly reason: string;
  /** Where the comment names the finding's code. */
  readonly allowedAt: Location;
}

/** One file of the output. */
export interface Artifact {
  /** In the output folder, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** What a stack's file holds; absent for review.md and manifest.json. */
  readonly stack?: StackArtifact;
}

/**
 * Reads a file that a spec names: its content, or undefined where there is none. `path` starts with `folder`, the
 * spec's own, which the file must not leave through links. May throw, best with a `code` as Node's errors have.
 */
export type ReadFile = (path: string, folder: string) => string | Uint8Array | undefined;

/** Reads a file of the last output by its path in the output folder. */
export type PreviousOutput = (path: string) => string | undefined;

export interface CompileOptions {
  /** Without it no file that a spec names is there. */
  readonly readFile?: ReadFile;
  /** Only findings come of it: the output follows from the specs alone. */
  readonly previousOutput?: PreviousOutput;
  /**
   * The day (UTC), `YYYY-MM-DD`, that `until` is judged by; by default that of the clock. Only findings come of it.
   * One that no calendar has is a RangeError.
   */
  readonly today?: string;
}

export interface CompileResult {
  /** Everything found, in file order, but for what is allowed. */
  readonly findings: readonly LocatedFinding[];
  /** What comments of the specs allow, in file order. */
  readonly allowed: readonly AllowedFinding[];
  /** Names of the documents that the output is of; empty after an error. */
  readonly documents: readonly string[];
  /** The output, made file by file as it is asked for: stacks, then review.md, then manifest.json. Empty after an error. */
  readonly artifacts: Iterable<Artifact>;
}
