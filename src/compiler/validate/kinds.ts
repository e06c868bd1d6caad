import type { FindingKind } from "../finding";

const kind = (code: string, summary: string): FindingKind => ({ code, severity: "error", summary });

/** The findings of stage 2: one kind for each way in which a value can miss the schema. */
export const schemaKinds = {
  accountId: kind(
    "account-id-not-a-string",
    "The account id must be a quoted string, or YAML drops its leading zeros.",
  ),
  exactlyOne: kind("schema-exactly-one", "A mapping of alternatives must have exactly one of them."),
  length: kind("schema-length", "A text must not be longer or shorter than AWS accepts."),
  missingKey: kind("schema-missing-key", "A required key must be there."),
  notAllowed: kind("schema-not-allowed", "A value must be one of those that the language knows."),
  pattern: kind("schema-pattern", "A text must be made of the characters that AWS accepts there."),
  range: kind("schema-range", "A number must lie in its range."),
  tooFew: kind("schema-too-few", "A list or mapping must have an entry where it means nothing without one."),
  tooMany: kind("schema-too-many", "A mapping must not have more entries than AWS accepts."),
  unknownKey: kind("schema-unknown-key", "A key must be one that the language knows."),
  wrongType: kind("schema-wrong-type", "A value must be of the type that the language wants there."),
} as const;
