import type { ErrorObject } from "ajv";
import type { Path } from "../finding";

/** A secret as far as the spec says what it is. */
export interface DeclaredSecret {
  /** The Terraform variable of its value, where it has a name. */
  readonly variable: string | undefined;
  /** Whether the spec says that the value comes from it. */
  readonly takesVariable: boolean;
}

/** A schema error and what the words about it are made of. */
export interface Miss {
  readonly error: ErrorObject;
  readonly path: Path;
  /** The scalar as the user wrote it, where the value is one. */
  readonly written: string | undefined;
  /** Whether the value is a text below `|` or `>`. */
  readonly block: boolean;
  /** Whether an alias stands for the value. */
  readonly aliased: boolean;
  /** Whether the place, which for an unknown key is the key, may hold a secret: then nothing of it is repeated. */
  readonly hidden: boolean;
  /** Where nothing stands in a mapping's place: the keys beside it that belong into that mapping. */
  readonly beside: readonly string[];
  /** Below an entry of `secrets`: how the value is to be given. */
  readonly secret: DeclaredSecret | undefined;
}
