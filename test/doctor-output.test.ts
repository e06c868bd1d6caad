import { describe, expect, it } from "vitest";
import { needsOf } from "../src/compiler/commands/doctor";
import { said } from "./support/doctor";

// What doctor says of an output folder, and what stacks need by their own texts.

describe("output", () => {
  const LOCK = "out/stacks/one-iam/.terraform.lock.hcl";
  const provider = new Map([[">= 5.100.0, < 7.0.0", ["one-iam", "one-us-east-1"]]]);
  const lock = (version: string, source = "registry.terraform.io/hashicorp/aws") =>
    `provider "${source}" {\n  version     = "${version}"\n}\n`;
  const bound = (files: Record<string, string>) => said("provider", { needs: { provider }, files });

  it("is bound to a provider, or not yet", async () => {
    const none = "note: hashicorp/aws >= 5.100.0, < 7.0.0; terraform init chooses and fetches it";
    expect(await bound({})).toEqual([none]);
    expect(await bound({ [LOCK]: lock("6.1.0") })).toEqual([
      "ok: hashicorp/aws >= 5.100.0, < 7.0.0; chosen: 6.1.0",
    ]);
    expect(
      await bound({
        [LOCK]: lock("6.1.0"),
        [LOCK.replace("iam", "us-east-1")]: lock("6.2.0", "registry.opentofu.org/hashicorp/aws"),
      }),
    ).toEqual(["ok: hashicorp/aws >= 5.100.0, < 7.0.0; chosen: 6.1.0, 6.2.0"]);
    for (const version of ["7.0.0", "5.99.9"])
      expect(await bound({ [LOCK]: lock(version) })).toEqual([
        `too-old: the stack one-iam is bound to hashicorp/aws ${version}, and needs >= 5.100.0, < 7.0.0; terraform -chdir=out/stacks/one-iam init -upgrade`,
      ]);
    for (const text of [lock("6.1.0", "evil/aws"), lock("soon"), ` ${lock("6.1.0")}`, "x"])
      expect(await bound({ [LOCK]: text })).toEqual([none]);
    expect(await bound({ [LOCK]: lock("6.1.0").padEnd(1024 * 1024 + 1) })).toEqual([none]);
  });

  it("can be written, or not", async () => {
    const of = (out: string, files = {}) => said("output", { needs: {}, files, more: { out } });
    expect(await of("a/b")).toEqual(["ok: a/b can be written; it is not there yet"]);
    expect(await of("a", { "a/x": "" })).toEqual(["ok: a can be written"]);
    const [taken] = await of("a/x/y", { "a/x": "" });
    expect(taken).toMatch(
      /^broken: .*; give it to who runs panorama-compile, or name another folder with --out$/,
    );
  });

  it("has states where the backends say", async () => {
    expect(await said("backend", { needs: { backends: ["local", "s3"] } })).toEqual([
      "note: local: 2 states beside the output folder",
      "note: s3: not asked, as doctor opens no connection; terraform init says whether it answers",
    ]);
  });
});

describe("needs", () => {
  const artifact = (name: string, json: unknown, variables: { name: string; secret: string }[] = []) =>
    ({ stack: { name, variables }, text: JSON.stringify(json) }) as never;

  it("are what the stacks' texts say", () => {
    const needs = needsOf([
      artifact("a", {
        terraform: {
          required_version: ">= 1.5",
          required_providers: { aws: { version: "1" } },
          backend: { s3: {} },
        },
      }),
      artifact(
        "b",
        {
          terraform: { required_version: ">= 1.5", backend: { local: {} } },
          resource: { terraform_data: {} },
        },
        [{ name: "V", secret: "S" }],
      ),
      { stack: undefined, text: "no JSON" } as never,
      artifact("c", { terraform: { required_version: ">= 1.10", cloud: {} }, resource: {} }),
    ]);
    expect([...needs.terraform]).toEqual([
      [">= 1.5", ["a", "b"]],
      [">= 1.10", ["c"]],
    ]);
    expect([...needs.provider]).toEqual([["1", ["a"]]]);
    expect(needs).toMatchObject({
      awsCli: ["b"],
      variables: [{ name: "V", secret: "S", stack: "b" }],
      stacks: ["a", "b", "c"],
      backends: ["cloud", "local", "s3"],
    });
  });
});
