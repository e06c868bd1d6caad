import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocatedFinding } from "../src/compiler/api";
import { compileWith } from "../src/compiler/compile";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { rooms, runIn } from "./support/run";

// What comparing with the last output says, beside the cases of fixtures/err: repairs that repair, and files that
// somebody edited.

const ERR = join(import.meta.dirname, "../fixtures/err");
const HEAD = `apiVersion: panorama-compile/v1
name: acme
account: { id: "123456789012", region: us-east-1 }
strictness: account
roles: { serviceLinked: omit }
`;

const compiled = (text: string, previous: Readonly<Record<string, string>> = {}) =>
  compileWith(rooms, [{ path: "spec.yaml", text }], { previousOutput: (path) => previous[path] });

function outputOf(text: string, previous: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { artifacts } = compiled(text, previous);
  return Object.fromEntries([...artifacts].map(({ path, text: content }) => [path, content]));
}

const of = (findings: readonly LocatedFinding[], code: string) =>
  findings.filter((finding) => finding.code === code);

/** The tombstones of a finding's help, as they are to be pasted. */
const tombstonesIn = ({ help = "" }: Pick<LocatedFinding, "help">): string[] =>
  help.split("\n").filter((line) => line.startsWith("  - {"));

/** A spec that ends with its list of tombstones, if it has one, with those of a help pasted as the help says. */
function pasted(spec: string, help: string, disposition: string): string {
  const lines = help.split("\n");
  const head = lines.find((line) => /^(in place of |under )?retired:/.test(line)) ?? "";
  const tombstones = tombstonesIn({ help }).map((line) => line.replace("forget", disposition));
  const text = head.startsWith("in place of ") ? spec.replace(/^retired: \[.*\]$/m, "") : spec;
  const key = head.startsWith("under ") ? [] : ["retired:"];
  const own = head.includes("in line") ? tombstones.map((line) => line.trimStart()) : tombstones;
  return `${[text.trimEnd(), ...key, ...own].join("\n")}\n`;
}

describe("the tombstones that entry-vanished gives", () => {
  const cases = readdirSync(join(ERR, "entry-vanished")).filter(
    (name) => !/address-taken|split-changes/.test(name),
  );

  it.each(cases.flatMap((name) => ["forget", "destroy"].map((disposition) => [name, disposition] as const)))(
    "%s: pasted with %s, they are all that was missing",
    (name, disposition) => {
      if (/^(bucket-stays|renamed)$/.test(name) && disposition === "destroy") return; // not offered
      const folder = join(ERR, "entry-vanished", name);
      const spec = readFileSync(join(folder, "spec.yaml"), "utf8");
      const previous = filesIn(join(folder, "previous"));
      const vanished = of(compiled(spec, previous).findings, "entry-vanished");
      expect(vanished.flatMap(tombstonesIn).length).toBeGreaterThan(0);
      const mended = vanished.reduce((text, { help = "" }) => pasted(text, help, disposition), spec);
      const { findings } = compiled(mended, previous);
      expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
      // And once that is the last output, they have done their work, and nothing vanishes when they go.
      const applied = outputOf(mended, previous);
      expect(of(compiled(mended, applied).findings, "tombstone-done").length).toBeGreaterThan(0);
      const without = compiled(spec.replace(/\nretired:[\s\S]*/, "\n"), applied).findings;
      expect(of(without, "entry-vanished")).toEqual([]);
    },
  );

  it("are one finding for each stack and kind, with every line", () => {
    const appliances = Array.from({ length: 500 }, (_, index) => `  - { name: dock-${index} }`).join("\n");
    const previous = outputOf(`${HEAD}appliances:\n${appliances}\n`);
    const vanished = of(compiled(HEAD, previous).findings, "entry-vanished");
    expect(vanished).toHaveLength(1);
    expect(vanished.flatMap(tombstonesIn)).toHaveLength(500);
    expect(vanished[0]?.message).toMatch(/^500 appliances \("dock-0", .* and 495 more\) are not in the spec/);
  });
});

describe("ways out", () => {
  it("a thing may get another name where the last output was never applied and is removed", () => {
    const spec = (thingName: string) => `${HEAD}appliances: [{ name: dock-1, thingName: ${thingName} }]\n`;
    const previous = outputOf(spec("panorama-dock-1"));
    const changed = spec("panorama-dock-01");
    const [refused] = of(compiled(changed, previous).findings, "thing-name-changes");
    const folder = /remove (\S+) from the output folder/.exec(refused?.help ?? "")?.[1] ?? "?";
    const left = Object.entries(previous).filter(([path]) => !path.startsWith(folder));
    expect(left.length).toBeLessThan(Object.keys(previous).length);
    const { findings } = compiled(changed, Object.fromEntries(left));
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("a tombstone for what nobody has now destroys; a renamed thing's neighbours are not in its way", () => {
    const previous = outputOf(`${HEAD}appliances: [{ name: a }, { name: b }]\n`);
    const rest = "retired: [{ appliance: a, disposition: destroy }]\n";
    const { findings } = compiled(`${HEAD}appliances: [{ name: b }, { name: c }]\n${rest}`, previous);
    expect(of(findings, "destroyed-in-use")).toEqual([]);
    expect(of(findings, "thing-name-changes")).toEqual([]);
  });
});

describe("a document that was renamed: stacks are named as the last output has them", () => {
  const named = (name: string, rest: string) => `${HEAD.replace("name: acme", `name: ${name}`)}${rest}`;
  const TWO = "appliances: [{ name: a }, { name: b }]\n";
  const SITE = "appliances: [{ name: a, site: seattle }]\nterraform: { split: site }\n";

  it.each<[code: string, was: string, is: string, said: RegExp]>([
    ["entry-vanished", TWO, "appliances: [{ name: a }]\n", /has it in d-us-east-1 \(us-east-1\); applying/],
    [
      "entry-vanished",
      "buckets: [{ name: acme-nodepackage-store-1, source: create }]\n",
      "buckets: [{ name: acme-nodepackage-store-1 }]\n",
      /made by Terraform \(d-us-east-1\); applying/,
    ],
    [
      "rename-refused",
      SITE,
      "appliances: [{ name: c, renamedFrom: a, thingName: panorama-a }]\nterraform: { split: site }\n",
      /the last output has it in d-us-east-1-seattle, and it goes to e-us-east-1$/,
    ],
    [
      "rename-refused",
      TWO,
      "appliances: [{ name: b, renamedFrom: a, thingName: panorama-a }]\n",
      /the last output has both, in d-us-east-1$/,
    ],
    [
      "tombstone-misplaced",
      SITE,
      "retired: [{ appliance: a, disposition: forget }]\nterraform: { split: site }\n",
      /in the stack d-us-east-1-seattle, not where/,
    ],
    [
      "tombstone-goes",
      `${TWO}retired: [{ appliance: c, disposition: forget }]\n`,
      TWO,
      / aws_iot_thing\.c in d-us-east-1; this one does not/,
    ],
    [
      "service-linked-role-goes",
      "roles: { serviceLinked: create }\n",
      "",
      /has AWSServiceRoleForAWSPanorama in d-iam, and/,
    ],
  ])("%s: %s", (code, was, is, said) => {
    const before = named("d", was).replace(/^roles: .*\n(?=roles: )/m, "");
    const [finding] = of(compiled(named("e", is), outputOf(before)).findings, code);
    expect(finding?.message).toMatch(said);
  });

  it("also where the new name starts like a stack of the old one", () => {
    const site = "appliances: [{ name: b, site: iam }]\nterraform: { split: site }\n";
    const previous = outputOf(named("a", site));
    expect(previous).toHaveProperty("stacks/a-us-east-1-iam/cdk.tf.json");
    const [finding] = of(compiled(named("a-us-east-1", ""), previous).findings, "entry-vanished");
    expect(finding?.message).toContain('has it in a-us-east-1-iam (us-east-1, site "iam"); applying');
  });

  it("and the folder that is to be removed is there", () => {
    const spec = (name: string, thing: string) =>
      named(name, `appliances: [{ name: a, thingName: ${thing} }]\n`);
    const previous = outputOf(spec("d", "panorama-a"));
    const [finding] = of(compiled(spec("e", "panorama-b"), previous).findings, "thing-name-changes");
    const [, folder = "?"] = /remove (\S+) from the output folder/.exec(finding?.help ?? "") ?? [];
    expect(Object.keys(previous)).toContain(`${folder}/cdk.tf.json`);
  });

  it("and a stack that is no longer made is destroyed under the name that it has", () => {
    const there = "site: seattle }]\nterraform: { split: site }\n";
    const previous = outputOf(named("d", `appliances: [{ name: a, ${there}`));
    const moved = named("e", `appliances: [{ name: a, region: us-west-2, ${there}`);
    const [finding] = of(compiled(moved, previous).findings, "resource-changes-region");
    expect(finding?.help).toContain("destroy the stack d-us-east-1-seattle, which is no longer made,");
  });
});

describe("the closing words", () => {
  const sites = (thingType: string) =>
    `${HEAD}appliances: [{ name: a, site: seattle${thingType} }]\nterraform: { split: site }\n`;

  it("point at a finding that asks for another order, and only then", async () => {
    const folder = temporaryFolder({ "spec.yaml": sites(", thingType: t") });
    const first = await runIn(folder, ["spec.yaml"]);
    expect(first.err).toContain("then apply in this order (destroying");
    const after = `${sites("")}retired: [{ thingType: t, disposition: destroy }]\n`;
    writeFile(join(folder, "spec.yaml"), after);
    const second = await runIn(folder, ["spec.yaml"]);
    expect(second.err).toContain(" warning shared-resource-goes: ");
    expect(second.err).toContain(
      "then apply in this order, but first what shared-resource-goes says above (destroying",
    );
  });
});

describe("a last output that can't be read", () => {
  const appliances = (...names: string[]) =>
    `${HEAD}appliances: [${names.map((name) => `{ name: ${name} }`).join(", ")}]\n`;
  const full = outputOf(appliances("a", "b"));
  const stack = "stacks/acme-us-east-1/cdk.tf.json";
  const told = (previous: Readonly<Record<string, string>>, text = appliances("a")) =>
    of(compiled(text, previous).findings, "last-output-unreadable").map(
      ({ severity, message }) => `${severity}: ${message}`,
    );
  const without = (path: string) =>
    Object.fromEntries(Object.entries(full).filter(([name]) => name !== path));

  it.each<[string, (text: string) => string]>([
    ["the marks of a merge", (text) => text.replace('  "resource"', '<<<<<<< HEAD\n  "resource"')],
    ["half of it", (text) => text.slice(0, 700)],
    ["no Region", (text) => text.replace(/"region": "[^"]+"/, '"region": 7')],
    [
      "no lists",
      (text) => text.replace(/\{(?=\s*"output")/, "{").replace('"output"', '"moved": {}, "output"'),
    ],
  ])("stops the compile: %s", (_what, edit) => {
    const broken = edit(full[stack] ?? "");
    expect(broken).not.toBe(full[stack]);
    const previous = { ...full, [stack]: broken };
    expect(told(previous)).toEqual([
      `error: the output folder's ${stack} is no longer what was compiled (a conflict of a merge, or a file cut off?), so what applying would destroy of it can't be told`,
    ]);
    expect(told(previous, appliances("a").replace("name: acme", "name: other"))).toHaveLength(1);
    expect(outputOf(appliances("a"), previous)).toEqual({});
  });

  it("is a warning where it is gone, also where it can't be opened", () => {
    const gone = [
      `warning: the output folder's manifest.json has the stack acme-us-east-1, and ${stack} can't be read, so what applying would destroy of it can't be told`,
    ];
    expect(told(without(stack))).toEqual(gone);
    const { findings } = compileWith(rooms, [{ path: "spec.yaml", text: appliances("a") }], {
      previousOutput: (path) => {
        if (path === stack) throw new Error("EACCES");
        return full[path];
      },
    });
    expect(of(findings, "last-output-unreadable")).toHaveLength(1);
  });

  it("is compared stack by stack where its manifest is gone", () => {
    const previous = without("manifest.json");
    expect(told(previous)).toEqual([
      "warning: the output folder has 2 stacks of this document and no manifest.json, so stacks that the spec does not give any more are not looked for",
    ]);
    expect(of(compiled(appliances("a"), previous).findings, "entry-vanished")).toHaveLength(1);
    expect(told({})).toEqual([]);
    expect(told({ [stack]: '{ "resource": {} }' })).toEqual([]);
  });

  it("is none where the file is somebody else's, nor where it is whole", () => {
    expect(told({ ...full, [stack]: '{ "resource": {} }' })).toEqual([]);
    expect(told(full)).toEqual([]);
  });
});

describe("a last output that somebody edited", () => {
  const full = filesIn(join(ERR, "entry-vanished/every-kind/previous"));
  const paths = Object.keys(full).filter((path) => path.endsWith(".json"));

  it("says something or nothing, and never throws", () => {
    const anything = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(fc.constantFrom(...paths), anything, fc.nat(), (path, value, at) => {
        const json: unknown = JSON.parse(full[path] ?? "");
        const places = [...placesIn(json)];
        const edited = replaced(json, places[at % places.length] ?? [], value);
        const { findings } = compiled(HEAD, { ...full, [path]: JSON.stringify(edited) });
        for (const { message, help } of findings)
          expect(`${message}${help}`).not.toMatch(/undefined(?!$)|\[object|NaN/);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});

type Place = readonly (string | number)[];

function* placesIn(value: unknown, path: Place = []): Generator<Place> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    yield below;
    yield* placesIn(inner, below);
  }
}

function replaced(value: unknown, [part, ...rest]: Place, by: unknown): unknown {
  if (part === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === part ? replaced(item, rest, by) : item));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [part]: replaced(object[part], rest, by) };
}
