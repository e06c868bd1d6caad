import { RootConstruct } from "constructs";
import { TerraformElement, TerraformStack } from "./cdktf";
import type { TerraformJson } from "./guards";

type Block = Record<string, unknown>;

/**
 * A stack that puts its JSON together from what its elements say. CDKTF's own way looks for tokens in each string and
 * each key, twice and by several expressions each time, which takes four fifths of a synthesis. Ours have none:
 * references are written out (`reference` in parts.ts), and guards.ts refuses what would be left of a token.
 *
 * Without an App: it would create folders, and read the environment for context and an HCL switch.
 */
export class PlainStack extends TerraformStack {
  private readonly overrides: Block = {};

  constructor(name: string) {
    super(new RootConstruct(), name);
  }

  /** As CDKTF's: a value at a path of keys with dots between them, which wins over what elements say there. */
  override addOverride(path: string, value: unknown): void {
    const keys = path.split(".");
    merge(this.overrides, keys.reduceRight((inner: unknown, key) => ({ [key]: inner }), value) as Block);
  }

  override toTerraform(): TerraformJson {
    const json: Block = {};
    for (const element of this.node.findAll()) {
      if (TerraformElement.isTerraformElement(element)) merge(json, element.toTerraform());
    }
    merge(json, this.overrides);
    return json;
  }
}

/** Mappings are merged key by key, lists one after the other; of other values the later one stays. */
function merge(target: Block, source: Block): void {
  for (const [key, value] of Object.entries(source)) {
    const there = target[key];
    if (value === undefined) continue;
    if (Array.isArray(there) && Array.isArray(value)) target[key] = [...there, ...value];
    else if (isBlock(there) && isBlock(value)) merge(there, value);
    else target[key] = value;
  }
}

const isBlock = (value: unknown): value is Block =>
  typeof value === "object" && value !== null && !Array.isArray(value);
