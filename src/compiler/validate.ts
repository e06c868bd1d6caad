import validateSpec from "virtual:spec-validator";
import type { ErrorObject } from "ajv";
import type { Finding, Path } from "./finding";
import type { ParsedDocument } from "./parse";
import type { Spec } from "./spec.generated";
import { type Miss, sentence } from "./validate/sentences";
import { scalarText } from "./yaml/tree";

export type Validated =
  | { readonly spec: Spec; readonly findings: readonly [] }
  | { readonly spec?: never; readonly findings: readonly Finding[] };

/** Stage 2: data to Spec. Every place that misses the schema gives one finding. */
export function validate(document: ParsedDocument): Validated {
  if (isSpec(document.data)) return { spec: document.data, findings: [] };
  const misses = (validateSpec.errors ?? []).map((error) => missOf(document, error));
  return { findings: foremost(misses).flatMap((miss) => sentence(miss) ?? []) };
}

const isSpec = (data: unknown): data is Spec => validateSpec(data);

function missOf(document: ParsedDocument, error: ErrorObject): Miss {
  const path = pathOf(document.data, error.instancePath);
  return { error, path, written: scalarText(document.tree, path) };
}

/** ajv's JSON pointer as keys and indexes. */
function pathOf(data: unknown, pointer: string): Path {
  let value = data;
  return pointer
    .split("/")
    .slice(1)
    .map((token) => {
      const key = token.replace(/~1/g, "/").replace(/~0/g, "~");
      const part = Array.isArray(value) ? Number(key) : key;
      value = (value as Record<string | number, unknown>)[part];
      return part;
    });
}

/** What a value misses first hides what else it misses: a number that should be a string is also not in the enum. */
const ORDER = ["type", "const", "enum", "pattern", "maxLength", "minLength", "minimum", "maximum"];

function foremost(misses: readonly Miss[]): Miss[] {
  const best = new Map<string, Miss>();
  for (const miss of misses) {
    const { keyword, instancePath, params, propertyName } = miss.error;
    const rank = ORDER.indexOf(keyword);
    const detail =
      rank === -1 ? `${keyword} ${params.additionalProperty ?? params.missingProperty ?? ""}` : "value";
    const place = JSON.stringify([instancePath, propertyName ?? "", detail]);
    const earlier = best.get(place);
    if (earlier === undefined || rank < ORDER.indexOf(earlier.error.keyword)) best.set(place, miss);
  }
  return [...best.values()];
}
