import { isUtf8 } from "node:buffer";
import { extentOf, own } from "../json/unchecked";
import { LIMITS } from "../limits";
import { binaryKind, jsonKind, SHOW, textKind, versionTrouble } from "./kind";
import type { Block, Change, Configuration, Plan, Provider } from "./plan";
import { Shape } from "./shape";

/** A plan, or why a file is none: a clause that starts with "it" or "its", and the repair. */
export type Read = { readonly plan: Plan } | { readonly failure: string };

/** Reads what `terraform show -json PLAN` printed. Whatever the bytes are, the answer is one of the two. */
export function readPlan(bytes: Uint8Array): Read {
  const kind = binaryKind(bytes);
  if (kind !== undefined) return { failure: kind };
  if (bytes.length > LIMITS.plan)
    return { failure: `it has more than ${LIMITS.plan} bytes; no more are read` };
  if (!isUtf8(bytes)) return { failure: `it is not UTF-8 text; print the plan with ${SHOW}` };
  return readText(new TextDecoder("utf-8").decode(bytes));
}

function readText(text: string): Read {
  const extent = extentOf(text, { depth: LIMITS.depth, values: LIMITS.planValues });
  if (extent.depth > LIMITS.depth)
    return { failure: `it nests deeper than ${LIMITS.depth} levels, as no plan of ours does` };
  if (extent.values > LIMITS.planValues)
    return { failure: `it has more than ${LIMITS.planValues} values; no more are read` };
  const json = parsed(text);
  if (json === undefined) return { failure: textKind(text) };
  const kind = jsonKind(json.value) ?? versionTrouble(own(json.value, "format_version"));
  return kind === undefined ? readJson(json.value) : { failure: kind };
}

/** Node's own words for broken JSON differ from version to version, and repeat what is in it. */
function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function readJson(json: unknown): Read {
  const shape = new Shape();
  const of = (key: string) => own(json, key);
  const plan: Plan = {
    complete: shape.flag(of("complete"), "complete") ?? true, // older than 1.8 have none of the two
    errored: shape.flag(of("errored"), "errored") ?? false,
    changes: shape.list(of("resource_changes"), "resource_changes").map(changeAt(shape, "resource_changes")),
    drift: shape.list(of("resource_drift"), "resource_drift").map(changeAt(shape, "resource_drift")),
    outputs: new Map(
      shape
        .entries(of("output_changes"), "output_changes")
        .map(([name, change]) => [name, shape.texts(own(change, "actions"), "output_changes.*.actions")]),
    ),
    deferred: shape.list(of("deferred_changes"), "deferred_changes").map((one) => {
      const change = own(one, "resource_change");
      return {
        address: shape.text(own(change, "address"), "deferred_changes[].resource_change.address"),
        reason: shape.maybe(own(one, "reason"), "deferred_changes[].reason") ?? "",
      };
    }),
    actions: ["action_invocations", "deferred_action_invocations"].flatMap((key) =>
      shape.list(of(key), key).map((one) => {
        const action = own(one, "action_invocation") ?? one;
        return shape.text(own(action, "address"), `${key}[].address`);
      }),
    ),
    failedChecks: failedChecks(shape, of("checks")),
    configuration: configurationOf(shape, of("configuration")),
  };
  const [miss] = shape.misses;
  return miss === undefined ? { plan } : { failure: `${miss}; print the plan again: ${SHOW}` };
}

const changeAt =
  (shape: Shape, list: string) =>
  (json: unknown, index: number): Change => {
    const at = `${list}[${index}]`;
    const change = own(json, "change");
    const inside = (key: string) => own(change, key);
    shape.object(change, `${at}.change`);
    for (const key of ["before", "after"])
      if (inside(key) !== null) shape.object(inside(key), `${at}.change.${key}`);
    return {
      address: shape.text(own(json, "address"), `${at}.address`),
      previousAddress: shape.maybe(own(json, "previous_address"), `${at}.previous_address`),
      type: shape.text(own(json, "type"), `${at}.type`),
      isData: shape.text(own(json, "mode"), `${at}.mode`) === "data",
      isDeposed: own(json, "deposed") !== undefined,
      actions: shape.texts(inside("actions"), `${at}.change.actions`),
      why: shape.maybe(own(json, "action_reason"), `${at}.action_reason`),
      before: inside("before"),
      after: inside("after"),
      afterUnknown: inside("after_unknown"),
      beforeSensitive: inside("before_sensitive"),
      afterSensitive: inside("after_sensitive"),
      replacePaths: shape
        .list(inside("replace_paths"), `${at}.change.replace_paths`)
        .map((path) => shape.list(path, `${at}.change.replace_paths[]`)),
      importId: importIdOf(shape, inside("importing"), `${at}.change.importing`),
    };
  };

/** Newer providers import by an identity, where there is no id: then it is one that no spec has. */
function importIdOf(shape: Shape, importing: unknown, at: string): string | undefined {
  if (importing === undefined || importing === null) return undefined;
  shape.object(importing, at);
  return shape.maybe(own(importing, "id"), `${at}.id`) ?? "";
}

function failedChecks(shape: Shape, checks: unknown): string[] {
  return shape.list(checks, "checks").flatMap((check) => {
    const status = shape.maybe(own(check, "status"), "checks[].status");
    if (status !== "fail" && status !== "error") return [];
    return [shape.text(own(own(check, "address"), "to_display"), "checks[].address.to_display")];
  });
}

function configurationOf(shape: Shape, json: unknown): Configuration {
  const root = own(json, "root_module");
  const inside = (key: string) => own(root, key);
  const at = "configuration.root_module";
  shape.object(root, at);
  const blocks = shape.list(inside("resources"), `${at}.resources`).map((block, index) => {
    const address = shape.text(own(block, "address"), `${at}.resources[${index}].address`);
    return [address, blockOf(shape, block, `${at}.resources[${index}]`)] as const;
  });
  return {
    providers: shape
      .entries(own(json, "provider_config"), "configuration.provider_config")
      .map(([key, provider]) => providerOf(shape, key, provider)),
    resources: new Map(blocks),
    outputs: new Map(
      shape
        .entries(inside("outputs"), `${at}.outputs`)
        .map(([name, output]) => [name, own(output, "expression")]),
    ),
    variables: new Map(
      shape
        .entries(inside("variables"), `${at}.variables`)
        .map(([name, variable]) => [name, { hasDefault: own(variable, "default") !== undefined }]),
    ),
    modules: shape.entries(inside("module_calls"), `${at}.module_calls`).map(([name]) => name),
  };
}

function providerOf(shape: Shape, key: string, json: unknown): Provider {
  return {
    key,
    source: shape.text(own(json, "full_name"), "configuration.provider_config.*.full_name"),
    expressions: own(json, "expressions"),
  };
}

function blockOf(shape: Shape, json: unknown, at: string): Block {
  return {
    providerKey: shape.text(own(json, "provider_config_key"), `${at}.provider_config_key`),
    expressions: own(json, "expressions"),
    provisioners: shape.list(own(json, "provisioners"), `${at}.provisioners`).map((one) => {
      return {
        type: shape.text(own(one, "type"), `${at}.provisioners[].type`),
        expressions: own(one, "expressions"),
      };
    }),
    repeated: own(json, "count_expression") !== undefined || own(json, "for_each_expression") !== undefined,
  };
}
