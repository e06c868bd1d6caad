import { existsSync, readdirSync } from "node:fs";
import type { Artifact } from "../../src/compiler/api";
import { compileWith } from "../../src/compiler/compile";
import type { EmitOptions } from "../../src/compiler/emit";
import { STAGING } from "../../src/compiler/emit/owner";
import { filesIn } from "../support/folders";
import { rooms } from "../support/run";

export type Files = Readonly<Record<string, string>>;

/** A spec of one document. */
export const spec = (name: string, more: { region?: string; strictness?: string; rest?: string } = {}) =>
  `apiVersion: panorama-compile/v1
name: ${name}
account: { id: "${String([...name].reduce((sum, c) => sum + c.charCodeAt(0), 0)).padStart(12, "1")}", region: ${more.region ?? "us-east-1"}, endOfSupport: acknowledged }
strictness: ${more.strictness ?? "account"}
${more.rest ?? ""}`;

/** What a run of these specs writes, made once: each try then costs only the writing. */
export interface Made {
  readonly artifacts: readonly Artifact[];
  readonly documents: ReadonlySet<string>;
}

export function made(...texts: readonly string[]): Made {
  const { artifacts, documents, findings } = compileWith(
    rooms,
    texts.map((text, index) => ({ path: `${index}.yaml`, text })),
  );
  if (documents.length !== texts.length) throw new Error(JSON.stringify(findings));
  return { artifacts: [...artifacts], documents: new Set(documents) };
}

/** A run of its own process id; whoever is not named as alive is dead. */
export const options = (
  folder: string,
  { documents }: Made,
  pid: number,
  ...alive: readonly number[]
): EmitOptions => ({
  folder,
  documents,
  processes: { pid, host: "here", isAlive: (other) => alive.includes(other) },
  interrupted: () => false,
});

/** The files of an output folder without what runs keep there while they write. */
export function outputIn(folder: string): Files {
  if (!existsSync(folder)) return {};
  const files = Object.entries(filesIn(folder)).filter(([path]) => !path.startsWith(STAGING));
  return Object.fromEntries(files);
}

/** What runs left in a folder beside the output. */
export const leftIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(STAGING)) : [];

/**
 * What is wrong with an output that a kill left: every file is wholly old or wholly new, none is missing that is in
 * both, and the manifest changes last.
 */
export function torn(now: Files, old: Files, next: Files): string[] {
  const paths = [...new Set([...Object.keys(now), ...Object.keys(old), ...Object.keys(next)])];
  const wrong = paths.filter((path) =>
    now[path] === undefined
      ? old[path] !== undefined && next[path] !== undefined
      : now[path] !== old[path] && now[path] !== next[path],
  );
  const manifest = now["manifest.json"];
  const early = manifest !== old["manifest.json"] && manifest === next["manifest.json"];
  const late = early ? paths.filter((path) => now[path] !== next[path]) : [];
  return [
    ...wrong.map((path) => `${path} is neither old nor new`),
    ...late.map((path) => `${path} after the manifest`),
  ];
}
