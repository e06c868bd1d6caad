import { join } from "node:path";
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { expect } from "vitest";
import { filesIn, temporaryFolder } from "../support/folders";
import { runIn } from "../support/run";
import { iam } from "./aws";
import type { Emulator } from "./emulator";
import { createWorkspace, type Variables, type Workspace } from "./workspace";

export const APPLIANCE_ROLE = "AWSPanoramaApplianceServiceRole";

/** Compiles a spec, with the files that it names, into a new output folder. */
export async function compiled(spec: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder({ ...files, "spec.yaml": spec });
  const { code, err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
  expect({ code, err }).toMatchObject({ code: 0 });
  return join(folder, "out");
}

/** The stacks of an output in the order of applying, as its manifest gives it. */
export function orderOf(out: string): string[] {
  const manifest: { stacks: Record<string, { name: string; dependencies: string[] }> } = JSON.parse(
    filesIn(out)["manifest.json"] ?? "",
  );
  const stacks = Object.values(manifest.stacks);
  return [...stacks].sort((a, b) => a.dependencies.length - b.dependencies.length).map(({ name }) => name);
}

/** Applies an output for real: init, validate, apply in order, and a second plan that must find nothing to do. */
export async function applied(
  emulator: Emulator,
  out: string,
  variables: Variables = {},
): Promise<Workspace> {
  const workspace = await createWorkspace(emulator, out);
  for (const stack of orderOf(out)) {
    await workspace.init(stack);
    expect(await workspace.validate(stack)).toEqual([]);
    await workspace.apply(stack, variables);
  }
  for (const stack of orderOf(out))
    expect(await workspace.plan(stack, variables)).toMatchObject({ changed: false });
  return workspace;
}

/** Destroys in the reverse order. */
export async function destroyed(workspace: Workspace, out: string, variables: Variables = {}): Promise<void> {
  for (const stack of orderOf(out).reverse()) await workspace.destroy(stack, variables);
}

/** A policy document with its lists sorted: their order means nothing, and the provider has one of its own. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(canonical).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}

/** The appliance role as IAM has it. */
export async function readRole(emulator: Emulator) {
  const client = iam(emulator);
  const name = { RoleName: APPLIANCE_ROLE };
  const { Role: role } = await client.send(new GetRoleCommand(name));
  const attached = await client.send(new ListAttachedRolePoliciesCommand(name));
  const inline = await client.send(new ListRolePoliciesCommand(name));
  const policies: Record<string, unknown> = {};
  for (const PolicyName of inline.PolicyNames ?? []) {
    const { PolicyDocument: text } = await client.send(new GetRolePolicyCommand({ ...name, PolicyName }));
    policies[PolicyName] = canonical(JSON.parse(decodeURIComponent(text ?? "")));
  }
  return {
    arn: role?.Arn,
    boundary: role?.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: Object.fromEntries((role?.Tags ?? []).map(({ Key, Value }) => [Key, Value])),
    trust: canonical(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? ""))),
    attached: (attached.AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn),
    inline: policies,
  };
}

/** The JSON blocks of a review.md, in order: the trust policy first. */
export function reviewPolicies(out: string): unknown[] {
  const blocks = (filesIn(out)["review.md"] ?? "").matchAll(/```json\n([\s\S]*?)\n```/g);
  return [...blocks].map(([, text = ""]) => canonical(JSON.parse(text)));
}
