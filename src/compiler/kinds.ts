import { allowKinds } from "./allow/kinds";
import { csrKinds } from "./certificates";
import { checks } from "./check";
import { collisionKinds } from "./document-collisions";
import { endOfSupportKind } from "./end-of-support";
import type { FindingKind } from "./finding";
import { jobDocumentKinds } from "./job-documents";
import { documentNameKind } from "./name-document";
import { previousKinds } from "./previous/kinds";
import { tooManyFindings } from "./too-many";
import { schemaKinds } from "./validate/kinds";
import { yamlKinds } from "./yaml/kinds";

/** Every kind of finding there is, each defined where it is found. */
export const allKinds: readonly FindingKind[] = [
  ...Object.values(yamlKinds),
  ...Object.values(allowKinds),
  ...Object.values(schemaKinds),
  documentNameKind,
  ...Object.values(collisionKinds),
  ...checks.map((check) => check.kind),
  ...Object.values(csrKinds),
  ...Object.values(jobDocumentKinds),
  ...Object.values(previousKinds),
  endOfSupportKind,
  tooManyFindings,
];

let byCode: ReadonlyMap<string, FindingKind> | undefined;

/** The kind of a code. */
export function kindOf(code: string): FindingKind | undefined {
  byCode ??= new Map(allKinds.map((kind) => [kind.code, kind]));
  return byCode.get(code);
}
