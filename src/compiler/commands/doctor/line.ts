import type { Processes } from "../../emit/owner";

/** How something was found. All but `ok` and `note` make the answer no. */
export type Status = "ok" | "note" | "missing" | "too-old" | "not-set" | "broken";

/** One line of what doctor says. */
export interface Line {
  readonly status: Status;
  /** What was looked at: `terraform`, `output`, the name of a variable. */
  readonly name: string;
  /** What was found and, where it matters, what was expected. */
  readonly message: string;
  /** What to do, where the answer is no. */
  readonly repair?: string;
}

/** What the stacks of a run ask of the machine that applies them, as their own texts say it. */
export interface Needs {
  /** Each `required_version`, with the stacks that have it. */
  readonly terraform: ReadonlyMap<string, readonly string[]>;
  /** Each constraint on hashicorp/aws, with its stacks. */
  readonly provider: ReadonlyMap<string, readonly string[]>;
  /** Stacks that call the AWS CLI when they are applied. */
  readonly awsCli: readonly string[];
  readonly variables: readonly { readonly name: string; readonly secret: string; readonly stack: string }[];
  /** Types of the backends. */
  readonly backends: readonly string[];
  readonly stacks: readonly string[];
}

/** What is to be looked at. */
export interface Request {
  /** Absent where no spec is named: then only the machine is looked at. */
  readonly needs?: Needs;
  /** The output folder as the command line names it. */
  readonly out: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Node's version, and the oldest that will do. */
  readonly node: { readonly version: string; readonly oldest: string };
  readonly processes: Processes;
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal;
}

export type Examine = (request: Request) => Promise<readonly Line[]>;
