import type { PreviousOutput } from "./api";
import { atKey, atValue, type Finding, type FindingKind, finding } from "./finding";
import { documentOf, readManifest } from "./manifest";
import type { Model } from "./model";
import { stacksOf } from "./stacks";
import { quoted } from "./text";

export const stackGoesKind: FindingKind = {
  code: "stack-goes",
  severity: "warning",
  summary: "A stack of the last output is no longer made; its state may still hold resources.",
};

/** The document's stacks of the last output that this one will not have. Their states stay, and so does what they hold in AWS. */
export function stacksThatGo(model: Model, previous: PreviousOutput | undefined): Finding[] {
  const manifest = readManifest(previous?.("manifest.json") ?? "");
  const staying = new Set(stacksOf(model).map((stack) => stack.name));
  const going = Object.values(manifest?.stacks ?? {}).filter(
    (s) => documentOf(s) === model.document && !staying.has(s.name),
  );
  return going.map(({ name }) => {
    const message = `the stack ${quoted(name)} of the last output is no longer made, and its state may still hold resources`;
    const help = `before this compile, in the output folder: terraform -chdir=stacks/${name} destroy`;
    return finding(stackGoesKind, name.endsWith("-iam") ? atKey() : atValue("account", "region"), message, {
      help,
    });
  });
}
