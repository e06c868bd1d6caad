import { atKey, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "tag-keys-collide",
  severity: "error",
  summary: "IAM tells tag keys apart without regard to case.",
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html: "Tag keys are not case sensitive" */
export const tagKeysCollide: Check = {
  kind,
  run({ model, document }) {
    const first = new Map<string, string>();
    return Object.keys(model.tags).flatMap((key) => {
      const folded = key.toLowerCase();
      const earlier = first.get(folded);
      if (earlier === undefined) {
        first.set(folded, key);
        return [];
      }
      const ours = !isWritten(document.tree, ["tags", earlier]);
      const other = ours ? "which is added to everything" : "which is here already";
      const message = `the tag key ${quoted(key)} is the same to IAM as ${quoted(earlier)}, ${other}`;
      const related = ours ? [] : [{ message: "the other key is here", place: atKey("tags", earlier) }];
      const help = ours ? `write ${earlier} to set it yourself` : "keep one of the two";
      return [finding(kind, atKey("tags", key), message, { help, related })];
    });
  },
};
