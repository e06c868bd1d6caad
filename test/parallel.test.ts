import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { bundle } from "../scripts/bundle.mjs";
import { compileWith } from "../src/compiler/compile";
import type { Model } from "../src/compiler/model";
import { type Stack, stacksOf } from "../src/compiler/stacks";
import { synthesizeStack } from "../src/templates";
import { ended } from "./attacks/program";
import { arbitrarySpec, FILES, type SpecData } from "./support/arbitrary-spec";
import { filesIn, temporaryFolder } from "./support/folders";
import { rooms } from "./support/run";

const dist = mkdtempSync(join(tmpdir(), "panorama-parallel-"));
afterAll(() => rmSync(dist, { recursive: true, force: true }));
await bundle(dist);
const { startSecondThread } = createRequire(import.meta.url)(
  join(dist, "second-thread.js"),
) as typeof import("../src/compiler/second-thread");

/** Of a valid spec. */
function modelOf(spec: SpecData): Model {
  const text = stringify(spec, { lineWidth: 0 });
  const { compiled, findings } = compileWith(rooms, [{ path: "spec.yaml", text }], {
    readFile: (path) => FILES[path],
  });
  const [document] = compiled;
  if (document === undefined) throw new Error(JSON.stringify(findings));
  return document.model;
}

const serial = (model: Model) => stacksOf(model).map((stack) => synthesizeStack(model, stack));

describe("two threads", () => {
  it("make of random specs what one makes, whoever makes which stack", async () => {
    let bySecond = 0;
    await fc.assert(
      fc.asyncProperty(arbitrarySpec, fc.integer({ min: 0, max: 150 }), async (spec, wait) => {
        const model = modelOf(spec);
        const stacks = stacksOf(model);
        const second = startSecondThread(model, stacks);
        if (second === undefined) throw new Error("there is one core only");
        try {
          await pause(wait); // until then the other thread has all, some or none of them
          const made = stacks.map((stack, index) => {
            const theirs = second.made(index);
            if (theirs) bySecond++;
            return theirs ?? synthesizeStack(model, stack);
          });
          expect(made).toEqual(serial(model));
        } finally {
          second.close();
        }
      }),
      { numRuns: 60 },
    );
    expect(bySecond).toBeGreaterThan(20);
  }, 120_000);

  it("write of a fleet what the library makes in one", async () => {
    const text = fleet(2_400, 60);
    const request = readFileSync(join(import.meta.dirname, "../fixtures/ok/seattle/csr/dock-1.pem"));
    const folder = temporaryFolder({ "fleet.yaml": text, "csr/dock-1.pem": request.toString() });
    const library = createRequire(import.meta.url)(
      join(dist, "front.js"),
    ) as typeof import("../src/compiler/index");
    const expected = Object.fromEntries(
      [
        ...library.compile([{ path: "fleet.yaml", text }], { today: "2026-11-23", readFile: () => request })
          .artifacts,
      ].map(({ path, text: made }) => [path, made]),
    );
    expect(Object.keys(expected)).toHaveLength(45);
    for (const [more, said] of [
      [{}, "stacks came from a second thread\n"],
      [{ NO_THREADS: "ERR_ACCESS_DENIED" }, "all were made by one\n"],
    ] as const) {
      const options = `--require=${join(import.meta.dirname, "attacks/threads.cjs")}`;
      const env = { ...process.env, NODE_OPTIONS: options, ...more };
      const args = [join(dist, "cli.js"), "fleet.yaml", "--quiet", "--today", "2026-11-23"];
      const { code, out } = await ended(spawn(process.execPath, args, { cwd: folder, env }));
      expect({ code, out }).toEqual({ code: 0, out: said });
      expect(filesIn(join(folder, "cdktf.out"))).toEqual(expected);
      rmSync(join(folder, "cdktf.out"), { recursive: true });
    }
  }, 60_000);

  it("do not keep each other waiting where the other one fails or never comes", async () => {
    const model = modelOf({
      apiVersion: "panorama-compile/v1",
      name: "one",
      account: { id: "123456789012", region: "us-east-1" },
      strictness: "region",
    });
    const stacks = stacksOf(model);
    const broken = { ...stacks[1], kind: "no such kind" } as unknown as Stack;
    const faulty = startSecondThread(model, [broken, broken]);
    await pause(1_000);
    expect(() => faulty?.made(0)).toThrow(/CONTENTS|iterable/);
    faulty?.close();

    const thread = join(dist, "thread.js");
    const text = readFileSync(thread);
    for (const instead of ["", "throw new Error()", "for (;;) {}", CLAIMS_AND_ENDS]) {
      writeFileSync(thread, instead);
      const second = startSecondThread(model, stacks, 300);
      await pause(150);
      const made = stacks.map((stack, index) => second?.made(index) ?? synthesizeStack(model, stack));
      second?.close();
      expect(made).toEqual(serial(model));
    }
    writeFileSync(thread, text);

    // One that ends at its work says so: it is not waited for, however long a stack may take.
    const templates = join(dist, "templates.js");
    const made = readFileSync(templates);
    writeFileSync(templates, "exports.synthesizeStack = () => process.exit();");
    const ending = startSecondThread(model, stacks, 3_600_000);
    await pause(1_000);
    expect(stacks.map((_, index) => ending?.made(index))).toEqual(stacks.map(() => undefined));
    ending?.close();
    writeFileSync(templates, made);
  }, 60_000);
});

/** What the other thread would leave behind if it died at its work. */
const CLAIMS_AND_ENDS = `const { board } = require("node:worker_threads").workerData; board[0] = 2; board[1] = 2;`;

describe("the stacks of sites", () => {
  it("hold together what the stack of the Region would hold", () => {
    let sites = 0;
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const terraform = spec.terraform as Record<string, never> | undefined;
        const bySite = modelOf({ ...spec, terraform: { ...terraform, split: "site" } });
        const byRegion = modelOf({ ...spec, terraform: { ...terraform, split: "region" } });
        for (const region of byRegion.regions) {
          const ofRegion = stacksOf(bySite).filter(
            (stack) => stack.region === region && stack.kind !== "iam",
          );
          sites += ofRegion.length - 1;
          expect(ofRegion.map((stack) => elementsOf(bySite, stack)).reduce(union, {})).toEqual(
            stacksOf(byRegion)
              .filter((stack) => stack.region === region && stack.kind === "region")
              .map((stack) => elementsOf(byRegion, stack))
              .reduce(union, {}),
          );
        }
      }),
      { numRuns: 150 },
    );
    expect(sites).toBeGreaterThan(100);
  }, 120_000);
});

type Elements = Readonly<Record<string, unknown>>;

/** What a stack has by address, outputs by each of their names. A job's run is one for each stack, of other targets: its address alone. */
function elementsOf(model: Model, stack: Stack): Elements {
  const json = JSON.parse(synthesizeStack(model, stack).text);
  const found: Record<string, unknown> = {};
  for (const [kind, block] of [
    ["", json.resource ?? {}],
    ["data.", json.data ?? {}],
  ])
    for (const [type, ofType] of Object.entries<Record<string, Record<string, unknown>>>(block))
      for (const [address, element] of Object.entries(ofType))
        found[`${kind}${type}.${address}`] =
          type === "terraform_data" && "depends_on" in element ? {} : element;
  for (const [name, { value }] of Object.entries<{ value: unknown }>(json.output ?? {}))
    for (const [key, one] of typeof value === "string" ? [["", value]] : Object.entries(value as object))
      found[`output.${name}.${key}`] = one;
  for (const block of ["import", "moved", "removed"])
    for (const entry of json[block] ?? []) found[`${block} ${JSON.stringify(entry)}`] = true;
  return written(found, model, stack.region) as Elements;
}

/** The names of what the Region's stack makes, written out as in the stacks of sites. */
function written(value: unknown, model: Model, region: string): unknown {
  const policy = model.iotPolicies.find((one) => one.region === region)?.name ?? "";
  const types = model.thingTypes.filter((one) => one.region === region);
  const names = new Map([
    ["${aws_iot_policy.appliance.name}", policy],
    ...types.map(({ address, name }) => [`\${aws_iot_thing_type.${address}.name}`, name] as const),
  ]);
  return JSON.parse(JSON.stringify(value), (_, inner) =>
    typeof inner === "string" ? (names.get(inner) ?? inner) : inner,
  );
}

function union(a: Elements, b: Elements): Elements {
  for (const key of Object.keys(b))
    if (Object.hasOwn(a, key) && !/^(terraform_data|removed)/.test(key))
      throw new Error(`${key} is in two stacks`);
  return { ...a, ...b };
}

/** Sites in two Regions, with something of each kind that a stack can hold; both Regions' own stacks, and the roles'. */
function fleet(size: number, atEach: number): string {
  const appliances = Array.from({ length: size }, (_, index) => {
    const region = index < size / 2 ? "us-east-1" : "eu-west-1";
    const arn = `arn:aws:iot:${region}:123456789012:cert/${index.toString(16).padStart(64, "0")}`;
    const certificate = index === 7 ? "csr: csr/dock-1.pem" : `arn: "${arn}"`;
    const more = index % 3 === 0 ? ", thingType: dock, attributes: { floor: ground }" : "";
    return `  - { name: dock-${index}, site: site-${Math.floor(index / atEach)}, region: ${region}, certificate: { ${certificate} }${more} }\n`;
  });
  return `apiVersion: panorama-compile/v1
name: fleet
account: { id: "123456789012", region: us-east-1 }
strictness: region
terraform: { split: site }
tags: { owner: edge }
buckets: [{ name: acme-fleet-models, source: create }]
accessPoints: [{ name: panorama-models, bucket: acme-fleet-models, prefix: models/ }]
secrets: [{ name: panorama/cameras, value: variable }]
jobs:
  - { name: reboot, document: { operation: reboot }, targets: { sites: [site-0, site-1, site-19] }, run: once }
  - { name: collect, region: eu-west-1, document: { operation: collect }, targets: { all: true } }
appliances:
${appliances.join("")}`;
}
