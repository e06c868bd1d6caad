import { describe, expect, it } from "vitest";
import { changeJson, failure, type Json, planJson } from "./support/plans";

// What of a plan is not as it should be, by its place.

const SHOW = "terraform show -json plan.tfplan > plan.json";

describe("read: the shape of a plan", () => {
  it.each<[string, Json, string]>([
    ["complete", { complete: "x" }, '"complete" is to be true or false, not a text'],
    ["errored", { errored: 1 }, '"errored" is to be true or false, not a number'],
    ["changes", { resource_changes: {} }, '"resource_changes" is to be a list, not an object'],
    ["a change", { resource_changes: [{}] }, '"resource_changes[0].address" is to be a text, not nothing'],
    [
      "a second one",
      { resource_changes: [changeJson(), changeJson({ type: 1 })] },
      '"resource_changes[1].type" is to be a text, not a number',
    ],
    [
      "its mode",
      { resource_changes: [changeJson({ mode: null })] },
      '"resource_changes[0].mode" is to be a text, not nothing',
    ],
    [
      "its change",
      { resource_changes: [changeJson({ change: [] })] },
      '"resource_changes[0].change" is to be an object, not a list',
    ],
    [
      "null for it",
      { resource_changes: [changeJson({ change: null })] },
      '"resource_changes[0].change" is to be an object, not nothing',
    ],
    [
      "before",
      { resource_changes: [changeJson({}, { before: "x" })] },
      '"resource_changes[0].change.before" is to be an object, not a text',
    ],
    [
      "after",
      { resource_changes: [changeJson({}, { after: true })] },
      '"resource_changes[0].change.after" is to be an object, not true or false',
    ],
    [
      "former address",
      { resource_changes: [changeJson({ previous_address: 1 })] },
      '"resource_changes[0].previous_address" is to be a text, not a number',
    ],
    [
      "its reason",
      { resource_changes: [changeJson({ action_reason: [] })] },
      '"resource_changes[0].action_reason" is to be a text, not a list',
    ],
    [
      "its actions",
      { resource_changes: [changeJson({}, { actions: [1] })] },
      '"resource_changes[0].change.actions[]" is to be a text, not a number',
    ],
    [
      "paths",
      { resource_changes: [changeJson({}, { replace_paths: [1] })] },
      '"resource_changes[0].change.replace_paths[]" is to be a list, not a number',
    ],
    [
      "all paths",
      { resource_changes: [changeJson({}, { replace_paths: 1 })] },
      '"resource_changes[0].change.replace_paths" is to be a list',
    ],
    [
      "an import",
      { resource_changes: [changeJson({}, { importing: "x" })] },
      '"resource_changes[0].change.importing" is to be an object, not a text',
    ],
    [
      "its id",
      { resource_changes: [changeJson({}, { importing: { id: 1 } })] },
      '"resource_changes[0].change.importing.id" is to be a text',
    ],
    [
      "drift",
      { resource_drift: [changeJson({ address: 1 })] },
      '"resource_drift[0].address" is to be a text',
    ],
    ["all drift", { resource_drift: 1 }, '"resource_drift" is to be a list'],
    ["outputs", { output_changes: [] }, '"output_changes" is to be an object, not a list'],
    ["an output", { output_changes: { o: { actions: "x" } } }, '"output_changes.*.actions" is to be a list'],
    [
      "deferred",
      { deferred_changes: [{}] },
      '"deferred_changes[].resource_change.address" is to be a text, not nothing',
    ],
    ["all deferred", { deferred_changes: 1 }, '"deferred_changes" is to be a list'],
    [
      "why deferred",
      { deferred_changes: [{ reason: 1, resource_change: { address: "a" } }] },
      '"deferred_changes[].reason" is to be a text',
    ],
    ["actions", { action_invocations: [{}] }, '"action_invocations[].address" is to be a text'],
    ["deferred actions", { deferred_action_invocations: 1 }, '"deferred_action_invocations" is to be a list'],
    ["checks", { checks: 1 }, '"checks" is to be a list'],
    ["a check's status", { checks: [{ status: 1 }] }, '"checks[].status" is to be a text'],
    [
      "a check's address",
      { checks: [{ status: "fail" }] },
      '"checks[].address.to_display" is to be a text, not nothing',
    ],
    [
      "a configuration",
      { configuration: { root_module: [] } },
      '"configuration.root_module" is to be an object, not a list',
    ],
    [
      "providers",
      { configuration: { root_module: {}, provider_config: [] } },
      '"configuration.provider_config" is to be an object',
    ],
    [
      "a provider",
      { configuration: { root_module: {}, provider_config: { a: {} } } },
      '"configuration.provider_config.*.full_name" is to be a text',
    ],
    [
      "resources",
      { configuration: { root_module: { resources: {} } } },
      '"configuration.root_module.resources" is to be a list',
    ],
    [
      "a resource",
      { configuration: { root_module: { resources: [{}] } } },
      '"configuration.root_module.resources[0].address" is to be a text',
    ],
    [
      "its provider",
      { configuration: { root_module: { resources: [{ address: "a" }] } } },
      '"configuration.root_module.resources[0].provider_config_key" is to be a text',
    ],
    [
      "what it runs",
      {
        configuration: {
          root_module: { resources: [{ address: "a", provider_config_key: "b", provisioners: 1 }] },
        },
      },
      '"configuration.root_module.resources[0].provisioners" is to be a list',
    ],
    [
      "one of it",
      {
        configuration: {
          root_module: { resources: [{ address: "a", provider_config_key: "b", provisioners: [{}] }] },
        },
      },
      '"configuration.root_module.resources[0].provisioners[].type" is to be a text',
    ],
    [
      "its outputs",
      { configuration: { root_module: { outputs: 1 } } },
      '"configuration.root_module.outputs" is to be an object',
    ],
    [
      "its variables",
      { configuration: { root_module: { variables: 1 } } },
      '"configuration.root_module.variables" is to be an object',
    ],
    [
      "its modules",
      { configuration: { root_module: { module_calls: 1 } } },
      '"configuration.root_module.module_calls" is to be an object',
    ],
  ])("is none where it is not as it should be: %s", (_, more, words) => {
    const found = failure(planJson(more));
    expect(found).toContain(`its ${words}`);
    expect(found.endsWith(`; print the plan again: ${SHOW}`)).toBe(true);
  });
});
