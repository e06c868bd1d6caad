import validateSpec from "virtual:spec-validator";
import type { ErrorObject } from "ajv";
import type { Finding, Path } from "./finding";
import { LIMITS } from "./limits";
import { variableOf } from "./names";
import type { ParsedDocument } from "./parse";
import { isHidden } from "./redact";
import type { Spec } from "./spec.generated";
import { told } from "./too-many";
import { withoutEchoes } from "./validate/echoes";
import type { DeclaredSecret, Miss } from "./validate/miss";
import { sentence } from "./validate/sentences";
import { oncePerAnchor } from "./validate/uses";
import { isAliased, isBlockText, locate, type Range, scalarText, type Tree } from "./yaml/tree";

export type Validated =
  | { readonly spec: Spec; readonly findings: readonly [] }
  | { readonly spec?: never; readonly findings: readonly Finding[] };

/** Stage 2: data to Spec. Every mistake gives one finding. */
export function validate(document: ParsedDocument): Validated {
  if (isSpec(document.data)) return { spec: document.data, findings: [] };
  const errors = validateSpec.errors ?? [];
  const misses = errors.slice(0, LIMITS.findings).map((error) => missOf(document, error));
  const found = withoutEchoes(misses).flatMap((miss) => {
    const finding = sentence(miss);
    return finding ? [{ miss, finding }] : [];
  });
  return { findings: told(oncePerAnchor(document.tree, found), errors.length > LIMITS.findings) };
}

const isSpec = (data: unknown): data is Spec => validateSpec(data);

function missOf({ data, tree, source }: ParsedDocument, error: ErrorObject): Miss {
  const path = pathOf(data, error.instancePath);
  return {
    error,
    path,
    written: scalarText(tree, path),
    block: isBlockText(tree, path),
    aliased: isAliased(tree, path),
    hidden: isHidden(source.hidden(), rangeOf(tree, error, path)),
    beside: [],
    secret: secretAt(data, path),
  };
}

function rangeOf(tree: Tree, { params }: ErrorObject, path: Path): Range {
  const key: string | undefined = params.additionalProperty;
  if (key === undefined) return locate(tree, path).value;
  return locate(tree, [...path, key]).key ?? [0, 0];
}

function secretAt(data: unknown, [list, index]: Path): DeclaredSecret | undefined {
  if (list !== "secrets" || typeof index !== "number") return undefined;
  const { name, value } = (data as { secrets: { name?: unknown; value?: unknown }[] }).secrets[index] ?? {};
  return {
    variable: typeof name === "string" ? variableOf(name) : undefined,
    takesVariable: value === "variable",
  };
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
