import type { CompileOptions, CompileResult } from "./api";
import { compileWith } from "./compile";
import { lateRooms } from "./late-rooms";
import type { Source } from "./source";

export type {
  AllowedFinding,
  Artifact,
  CompileOptions,
  CompileResult,
  LocatedFinding as Finding,
  Location,
  PreviousOutput,
  ReadFile,
} from "./api";
export type { Severity } from "./finding";
export type { Position, Source } from "./source";
export type { Spec } from "./spec.generated";
export type { StackArtifact, StackVariable } from "./stacks";

const { secondThread: _, ...inOneThread } = lateRooms;

/**
 * Compiles specs: texts in, findings and Terraform stacks out. Synchronous and pure but for the functions handed in;
 * never exits, and never throws for what a spec says. With an error among the findings there are no artifacts.
 * The one thing that throws is the option `today` where it is no day: a RangeError.
 *
 * @param sources the texts, each with the path that findings show and that names the document where the spec does not
 * @param options how to read the files that specs name, and the last output
 */
export function compile(sources: readonly Source[], options: CompileOptions = {}): CompileResult {
  const { findings, allowed, documents, artifacts } = compileWith(inOneThread, sources, options);
  return { findings, allowed, documents, artifacts };
}
