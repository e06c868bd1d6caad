import type { AllowedFinding, LocatedFinding } from "../api";
import type { Manual } from "../explain/manual";
import type { SourceText } from "../source";

/** What is wrong, and no finding of a spec. */
export interface Trouble {
  readonly kind: "stale" | "unread";
  /** As the command line has it. */
  readonly file: string;
  /** A whole sentence, with the file's name. */
  readonly message: string;
}

/** What a run found, and what reports have to know of it. */
export interface Report {
  readonly findings: readonly LocatedFinding[];
  readonly allowed: readonly AllowedFinding[];
  /** The texts that were read as specs, by the name that findings give them. */
  readonly sources: ReadonlyMap<string, SourceText>;
  /** What besides the specs is wrong: stale files that `--check` found, specs that can't be read. */
  readonly troubles?: readonly Trouble[];
  /** Whether warnings refuse the run too. */
  readonly warningsAsErrors: boolean;
  /** What the run ends with, where the findings alone decide it. */
  readonly exitCode?: number;
  /** The folder that the run started in: reports name files from there. */
  readonly cwd: string;
  /** The pages of `explain`. */
  readonly manual: () => Manual;
}
