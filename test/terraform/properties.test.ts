import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { arbitrarySpec, FILES, type SpecData } from "../support/arbitrary-spec";
import { filesIn, temporaryFolder, writeFile } from "../support/folders";
import { type Emulator, startEmulator } from "./emulator";
import { describeWithTerraform } from "./engine";
import { compiled } from "./live";
import { createWorkspace } from "./workspace";

/** How many random specs: `npm run properties` asks for 1,000. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? "100");
/** And how many of them as they are, each stack by itself: a validation takes seconds. */
const WHOLE = 2;
/** How many specs one validation holds. */
const BATCH = 50;

/** `PROPERTY_SEED` repeats a run; a failure names the seed. */
const SEED = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 2 ** 31));

const specs = (): SpecData[] => fc.sample(arbitrarySpec, { numRuns: RUNS, seed: SEED });

const outputOf = async (spec: SpecData) => filesIn(await compiled(stringify(spec, { lineWidth: 0 }), FILES));

describeWithTerraform(`what random valid specs compile to (seed ${SEED})`, () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator();
  });
  afterAll(() => emulator.stop());

  it(
    `is what terraform validate accepts: ${RUNS} specs`,
    async () => {
      const all = specs();
      let stacks = 0;
      for (let first = 0; first < all.length; first += BATCH) {
        const modules: Record<string, string> = {};
        for (const [index, spec] of all.slice(first, first + BATCH).entries()) {
          for (const [path, text] of Object.entries(await outputOf(spec)))
            if (path.endsWith("/cdk.tf.json")) modules[`${first + index}-${path.split("/")[1]}`] = text;
        }
        stacks += Object.keys(modules).length;
        expect(await validated(emulator, modules)).toEqual([]);
      }
      expect(stacks).toBeGreaterThan(RUNS);
    },
    RUNS * 3000,
  );

  it("would say if one of many stacks were wrong", async () => {
    const output = filesIn(join(import.meta.dirname, "../../fixtures/ok/seattle/expected"));
    const [good = "", text = ""] = ["seattle-us-east-1", "seattle-iam"].map(
      (s) => output[`stacks/${s}/cdk.tf.json`],
    );
    expect(spoiled(text)).not.toBe(text);
    await expect(validated(emulator, { a: good, b: spoiled(text) })).rejects.toThrow("pth");
  });

  it(`also as they are, with backend and provider: ${WHOLE} specs`, async () => {
    for (const spec of specs().slice(0, WHOLE)) {
      const workspace = await createWorkspace(
        emulator,
        await compiled(stringify(spec, { lineWidth: 0 }), FILES),
      );
      for (const stack of await workspace.stacks()) {
        await workspace.init(stack, { backend: false });
        expect(await workspace.validate(stack)).toEqual([]);
      }
      await workspace.dispose();
    }
  });
});

/** A stack as it is, with an argument that its resource doesn't have. */
const spoiled = (text: string): string =>
  text.replace('"path": "/service-role/"', '"path": "/service-role/", "pth": "/"');

/**
 * Many stacks in one validation, which reads the provider's schema once: each is a module of one configuration. For that
 * it gives up its backend and takes the provider of the root; all else stays as it is.
 */
async function validated(emulator: Emulator, stacks: Readonly<Record<string, string>>): Promise<string[]> {
  const out = temporaryFolder();
  const calls: Record<string, unknown> = {};
  const imports: unknown[] = [];
  for (const [name, text] of Object.entries(stacks)) {
    const { provider: _provider, import: adopted = [], ...json } = JSON.parse(text);
    // Only a root may have them.
    for (const { to, id } of adopted) imports.push({ to: `module.m${name}.${to}`, id });
    const { backend: _backend, cloud: _cloud, ...terraform } = json.terraform;
    writeFile(join(out, `stacks/all/${name}/cdk.tf.json`), JSON.stringify({ ...json, terraform }));
    const variables = Object.keys(json.variable ?? {}).map((variable) => [variable, "value"]);
    calls[`m${name}`] = { source: `./${name}`, ...Object.fromEntries(variables) };
  }
  writeFile(
    join(out, "stacks/all/main.tf.json"),
    JSON.stringify({ module: calls, import: imports, provider: { aws: { region: "us-east-1" } } }),
  );
  const workspace = await createWorkspace(emulator, out);
  await workspace.init("all");
  const warnings = await workspace.validate("all");
  await workspace.dispose();
  return warnings;
}
