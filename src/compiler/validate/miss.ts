import type { ErrorObject } from "ajv";
import type { Path } from "../finding";

/** A schema error and what the words about it are made of. */
export interface Miss {
  readonly error: ErrorObject;
  readonly path: Path;
  /** The scalar as the user wrote it, where the value is one. */
  readonly written: string | undefined;
  /** Whether an alias stands for the value. */
  readonly aliased: boolean;
}
