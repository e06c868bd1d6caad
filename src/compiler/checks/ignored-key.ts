import { atKey, type FindingKind, finding, type Path } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { keysAt } from "../yaml/tree";

const kind: FindingKind = {
  code: "ignored-key",
  severity: "warning",
  summary: "A tag or attribute that starts with x- is ignored, as every such key is.",
};

export const ignoredKey: Check = {
  kind,
  run({ model, document }) {
    const maps: readonly Path[] = [["tags"], ...model.appliances.map(({ path }) => [...path, "attributes"])];
    return maps.flatMap((path) =>
      keysAt(document.tree, path)
        .filter((key) => key.startsWith("x-"))
        .map((key) => {
          const what = path[0] === "tags" ? "tag" : "attribute";
          const message = `${quoted(key)} becomes no ${what}: keys that start with x- are ignored everywhere, a place for anchors`;
          return finding(kind, atKey(...path, key), message, {
            help: "give it a name that starts otherwise",
          });
        }),
    );
  },
};
