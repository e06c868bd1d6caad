import type { FindingKind } from "../finding";

const kind = (code: string, summary: string): FindingKind => ({ code, severity: "error", summary });

/** The page that has the limits' reasons. */
export const EXPLAIN_LIMIT = "panorama-compile explain yaml-limit says more";

/** The findings of stage 1. */
export const yamlKinds = {
  alias: kind("yaml-alias", "An alias must name an anchor that stands before it and does not contain it."),
  duplicateKey: kind("yaml-duplicate-key", "A key may stand only once in a mapping."),
  empty: kind("yaml-empty", "A file must hold a spec."),
  encoding: kind("yaml-encoding", "A file must be UTF-8 text."),
  key: kind("yaml-key", "A key must be a plain or quoted string."),
  limit: kind("yaml-limit", "The specs of a run may not exceed the limits on size, depth and number."),
  lineEnd: kind("yaml-line-end", "A line ends in a line feed, or in a carriage return and a line feed."),
  merge: kind("yaml-merge", "A merge key takes a mapping or a list of mappings."),
  notAMapping: kind("yaml-not-a-mapping", "A document must be a mapping."),
  syntax: kind("yaml-syntax", "A file must be valid YAML 1.2."),
  unknownTag: kind("yaml-unknown-tag", "Only YAML's core tags are known."),
  version: kind("yaml-version", "A spec is YAML 1.2."),
} as const;
