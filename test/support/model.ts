import { withJobIds } from "../../src/compiler/job-requests";
import type { Model } from "../../src/compiler/model";
import { normalize } from "../../src/compiler/normalize";
import { parse } from "../../src/compiler/parse";
import { validate } from "../../src/compiler/validate";

/** The model of a spec that is valid by the schema. */
export function modelOf(text: string): Model {
  const [document] = parse({ text }).documents;
  const { spec, findings } = document ? validate(document) : { findings: [] };
  if (spec === undefined) throw new Error(`not a spec: ${JSON.stringify(findings)}`);
  return withJobIds(normalize(spec, spec.name ?? "test"));
}
