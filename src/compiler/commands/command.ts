import type { Arguments, OptionName } from "../arguments";
import type { Exit, Io } from "../io";
import type { Rooms } from "../rooms";

/** Specs and folders, any files, nothing, or one of these words. */
export type Operands = "specs" | "files" | "nothing" | ((rooms: Rooms) => readonly string[]);

/** One sub-command: a file of this folder. */
export interface Command {
  readonly name: string;
  /** How it is called, for its help. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What it does, for its help. */
  readonly details: string;
  readonly options: readonly OptionName[];
  /** What `--format` takes, the default first: for its help and for shells. */
  readonly formats?: readonly string[];
  /** What may stand where no option does, which shells complete; by default specs and folders. */
  readonly operands?: Operands;
  readonly run: (args: Arguments, io: Io) => Promise<Exit>;
}
