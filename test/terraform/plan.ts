/** Part of `terraform show -json PLAN`. https://developer.hashicorp.com/terraform/internals/json-format */
export type PlanJson = {
  readonly resource_changes?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, { readonly actions: readonly string[] }>>;
};

export type ResourceChange = {
  readonly address: string;
  readonly previous_address?: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    /** `true` for what is known after apply only. */
    readonly after_unknown?: Readonly<Record<string, unknown>>;
    readonly importing?: { readonly id: string };
  };
};

/** What `terraform plan` would do. */
export type Plan = {
  /** Terraform's own word (-detailed-exitcode): also true when only an output, a move or a removal changes. */
  readonly changed: boolean;
  /**
   * Resources that would be touched, by address. `["delete", "create"]` is a replacement; "import" and "move",
   * which Terraform counts apart, come first; "forget" leaves the state only.
   */
  readonly actions: ReadonlyArray<{ readonly address: string; readonly actions: readonly string[] }>;
  /** The whole plan; undefined when nothing changes, because reading it takes as long as half a plan. */
  readonly json: PlanJson | undefined;
};

/** Part of `terraform show -json`: what the state holds. */
export type StateJson = {
  readonly values?: {
    readonly root_module: {
      readonly resources?: ReadonlyArray<{
        readonly address: string;
        readonly type: string;
        readonly values: Readonly<Record<string, unknown>>;
      }>;
    };
  };
};

export const UNCHANGED: Plan = { changed: false, actions: [], json: undefined };

/** A plan that Terraform called changed. */
export function changedPlan(json: PlanJson): Plan {
  const actions = (json.resource_changes ?? [])
    .map((change) => ({ address: change.address, actions: actionsOf(change) }))
    .filter((change) => change.actions.length > 0);
  return { changed: true, actions, json };
}

/** Terraform calls an import or a move of something that stays as it is a "no-op". A "read" touches nothing. */
function actionsOf({ change, previous_address }: ResourceChange): string[] {
  return [
    ...(change.importing === undefined ? [] : ["import"]),
    ...(previous_address === undefined ? [] : ["move"]),
    ...change.actions.filter((action) => action !== "no-op" && action !== "read"),
  ];
}

/**
 * What a plan does, a line for each action, sorted; an update with the arguments at its top that change:
 * `update aws_iam_role.appliance: assume_role_policy`.
 */
export function plannedLines({ json }: Plan): string[] {
  const resources = (json?.resource_changes ?? []).flatMap((change) => {
    const { address, previous_address: from } = change;
    return actionsOf(change).length === 0
      ? []
      : wordsFor(change).map((word) => lineFor(word, address, from, change));
  });
  const outputs = Object.entries(json?.output_changes ?? {})
    .filter(([, { actions }]) => actions.some((action) => action !== "no-op"))
    .map(([name, { actions }]) => `${actions.join(" and ")} output.${name}`);
  return [...resources, ...outputs].sort();
}

/** Terraform calls an update that deletes and creates by those two names. */
function wordsFor(change: ResourceChange): string[] {
  const actions = actionsOf(change);
  const replaces = actions.includes("delete") && actions.includes("create");
  return replaces ? [...actions.filter((a) => a !== "delete" && a !== "create"), "replace"] : actions;
}

function lineFor(
  word: string,
  address: string,
  from: string | undefined,
  { change }: ResourceChange,
): string {
  if (word === "move") return `move ${from} → ${address}`;
  if (word === "import") return `import ${address}: ${change.importing?.id}`;
  return word === "update"
    ? `update ${address}: ${changedArguments(change).join(", ")}`
    : `${word} ${address}`;
}

/** The top-level arguments of which Terraform expects another value, or can't tell. */
function changedArguments({
  before,
  after,
  after_unknown: unknown = {},
}: ResourceChange["change"]): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const differs = (name: string) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);
  return [...names].filter((name) => differs(name) || unknown[name] === true).sort();
}

/** What `terraform validate -json` answers. */
export type Validation = {
  readonly valid: boolean;
  readonly diagnostics: ReadonlyArray<{
    readonly severity: "error" | "warning";
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
  }>;
};

/** The warnings of a validation, one text each; throws with every error if it isn't valid. */
export function warningsOf({ valid, diagnostics }: Validation): string[] {
  const texts = (severity: "error" | "warning"): string[] =>
    diagnostics
      .filter((diagnostic) => diagnostic.severity === severity)
      .map(({ address, summary, detail }) => [address, summary, detail].filter(Boolean).join(": "));
  if (!valid) throw new Error(`terraform validate:\n${texts("error").join("\n")}`);
  return texts("warning");
}
