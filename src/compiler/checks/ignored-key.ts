import { atKey, type FindingKind, finding, type Path } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { valueAt } from "../values";
import { keysAt } from "../yaml/tree";

const kind: FindingKind = {
  code: "ignored-key",
  severity: "warning",
  summary:
    "A tag, an attribute or a key of a job's document that starts with x- is ignored, as every such key is.",
};

export const ignoredKey: Check = {
  kind,
  run({ model, document }) {
    const data = document.data;
    const maps = [
      { path: ["tags"] as Path, noun: "tag" },
      ...model.appliances.map(({ path }) => ({ path: [...path, "attributes"], noun: "attribute" })),
      ...model.jobs.flatMap(({ path }) => mappingsIn(data, [...path, "document"])),
    ];
    return maps.flatMap(({ path, noun }) =>
      keysAt(document.tree, path)
        .filter((key) => key.startsWith("x-"))
        .map((key) => {
          const message = `${quoted(key)} becomes no ${noun}: keys that start with x- are ignored everywhere, a place for anchors`;
          return finding(kind, atKey(...path, key), message, {
            help: "give it a name that starts otherwise",
          });
        }),
    );
  },
};

/** The mapping at a path and all below it. */
function mappingsIn(data: unknown, path: Path): { path: Path; noun: string }[] {
  return below(valueAt(data, path), path).map((found) => ({ path: found, noun: "key of the document" }));
}

function below(value: unknown, path: Path): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inner.flatMap(([key, child]) => below(child, [...path, key]))];
}
