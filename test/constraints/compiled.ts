import { check } from "../../src/compiler/check";
import { compileWith } from "../../src/compiler/compile";
import type { Finding, Path } from "../../src/compiler/finding";
import { normalize } from "../../src/compiler/normalize";
import { parse } from "../../src/compiler/parse";
import { validate } from "../../src/compiler/validate";
import { FILES } from "../support/arbitrary-spec";
import { rooms } from "../support/run";
import { AtApply, type Emitted, emittedBy } from "./emitted";
import { problemOf } from "./judge";
import { TABLE } from "./table";

/** A spec as text, in ASCII: so that what it holds reaches the field and not only YAML's reader. */
export const textOf = (spec: object): string =>
  JSON.stringify(spec).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** The errors of schema and checks, with the places that they point at. */
export function errorsOf(spec: object): readonly Finding[] {
  const [document] = parse({ text: textOf(spec) }).documents;
  if (document === undefined) throw new Error("no document");
  const { spec: valid, findings } = validate(document);
  const all =
    valid === undefined
      ? findings
      : check({ document, model: normalize(valid, "base"), today: "2026-11-23" });
  return all.filter(({ severity }) => severity === "error");
}

/** Whether a finding is about what stands at a path. */
export const isAt = ({ place }: Finding, path: Path): boolean =>
  "path" in place && JSON.stringify(place.path) === JSON.stringify(path);

const compile = (spec: object) =>
  compileWith(rooms, [{ path: "spec.yaml", text: textOf(spec) }], {
    readFile: (path) => FILES[path],
    today: "2026-11-23",
  });

/** The codes of all that is found in a spec. */
export const codesOf = (spec: object): readonly string[] => compile(spec).findings.map(({ code }) => code);

/** Every argument of what a spec compiles to. */
export function outputOf(spec: object): readonly Emitted[] {
  const { findings, artifacts } = compile(spec);
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`refused: ${JSON.stringify(errors.map(({ message }) => message))}`);
  return [...artifacts].flatMap(({ path, text }) =>
    path.endsWith("cdk.tf.json") ? [...emittedBy(JSON.parse(text))] : [],
  );
}

const rows = new Map(TABLE.map((row) => [row.argument, row]));

/** What AWS would refuse of an output, in words. */
export function refusalsOf(emitted: Iterable<Emitted>): string[] {
  return [...emitted].flatMap(({ argument, value }) =>
    value instanceof AtApply
      ? []
      : (rows.get(argument)?.becomes ?? []).flatMap((name) => {
          const problem = problemOf(value, name);
          return problem === undefined ? [] : [`${argument} ${JSON.stringify(value)}: ${name} ${problem}`];
        }),
  );
}
