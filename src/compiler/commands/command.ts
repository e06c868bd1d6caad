import type { Arguments, OptionName } from "../arguments";
import type { Exit, Io } from "../io";

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
  /** What its `--format` takes, the default first. */
  readonly formats?: readonly string[];
  readonly run: (args: Arguments, io: Io) => Promise<Exit>;
}
