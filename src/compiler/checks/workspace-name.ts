import { atKey, atValue, type FindingKind, finding, type Path } from "../finding";
import type { Model } from "../model";
import type { Check } from "../rule";
import { stacksOf } from "../stacks";
import { oneLine } from "../text";
import { isWritten, type Tree } from "../yaml/tree";

const kind: FindingKind = {
  code: "workspace-name",
  severity: "warning",
  summary: "HashiCorp recommends names of workspaces with at most 90 characters.",
};

/**
 * "We recommend using 90 characters or less for the name of your workspace". It was the limit until 2023, and is 260
 * now, which no name of ours reaches. https://developer.hashicorp.com/terraform/cloud-docs/workspaces/create#workspace-naming
 * https://github.com/hashicorp/terraform-docs-common/pull/441
 */
const RECOMMENDED = 90;

export const workspaceName: Check = {
  kind,
  run({ model, document }) {
    const { backend } = model;
    if (backend.type !== "remote" && backend.type !== "cloud") return [];
    const stack = longestStack(model);
    const length = backend.prefix.length + stack.length;
    const excess = length - RECOMMENDED;
    if (excess <= 0) return [];
    const message = `the workspace of the stack ${oneLine(stack)} gets a name of ${length} characters; HashiCorp recommends at most ${RECOMMENDED}, which was the limit until 2023`;
    const prefix: Path = ["terraform", "backend", backend.type, "prefix"];
    return [finding(kind, placeOf(document.tree, prefix), message, { help: helpOf(backend.prefix, excess) })];
  },
};

/** Of several that are equally long, the first in order of applying. */
const longestStack = (model: Model): string =>
  stacksOf(model)
    .map(({ name }) => name)
    .reduce((known, name) => (name.length > known.length ? name : known));

const placeOf = (tree: Tree, prefix: Path) =>
  isWritten(tree, prefix) ? atValue(...prefix) : atKey(...prefix);

function helpOf(prefix: string, excess: number): string {
  const where = "the spec's name or its sites' names";
  if (prefix.length >= excess) return `shorten the prefix by ${excess}, or ${where}`;
  return prefix === "" ? `shorten ${where} by ${excess}` : `shorten the prefix and ${where} by ${excess}`;
}
