import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";
import { commandsIn } from "./support/runner";

// A plan is untrusted input: whatever is in it, nothing falls over, no value comes out that the list does not allow, and
// nothing in it is a command to a terminal, a runner or a page.

const PLANS = join(import.meta.dirname, "../fixtures/plans");
const FORMATS = ["pretty", "json", "markdown", "github"] as const;
const NAMES = ["edit-iam", "edit-region", "drift-region", "foreign-region"] as const;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Path = readonly (string | number)[];

const textOf = (name: string): string => readFileSync(join(PLANS, `${name}.json`), "utf8");
const jsonOf = (name: string): Json => JSON.parse(textOf(name));

/** The report of a plan in a format, from standard input: no file is written. */
const FOLDERS = { edit: "after", drift: "before", foreign: "before" } as const;
const specOf = (name: string) => FOLDERS[name.split("-")[0] as keyof typeof FOLDERS];
const report = (name: string, plan: string, format: string) =>
  runIn(join(PLANS, specOf(name)), ["plan-report", "-", "--spec", "spec.yaml", "--format", format], {
    input: plan,
  });

/** Every place of some JSON: values, and keys where `keys` is asked for. */
function* pathsIn(value: Json, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value) as [string, Json][])
    yield* pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** A copy with something else at a place; `undefined` takes it out. */
function replaced(value: Json, [part, ...rest]: Path, by: (old: Json) => Json | undefined): Json {
  if (part === undefined) return by(value) ?? null;
  if (typeof value !== "object" || value === null) return value;
  const entries = (Object.entries(value) as [string, Json][]).flatMap(([key, inner]): [string, Json][] => {
    if (key !== String(part)) return [[key, inner]];
    const next = rest.length === 0 ? by(inner) : replaced(inner, rest, by);
    return next === undefined ? [] : [[key, next]];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

const everyString = (value: Json, by: (text: string, path: Path) => string, path: Path = []): Json => {
  if (typeof value === "string") return by(value, path);
  if (typeof value !== "object" || value === null) return value;
  const entries = (Object.entries(value) as [string, Json][]).map(([key, inner]): [string, Json] => [
    key,
    everyString(inner, by, [...path, key]),
  ]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
};

describe("structural mutations of real plans", () => {
  const plans = NAMES.map((name) => ({ name, json: jsonOf(name), paths: [...pathsIn(jsonOf(name))] }));
  const odd = fc.oneof(
    fc.constantFrom<Json | undefined>(undefined, null, true, 0, -1, 1e308, "", "x", [], {}, [null], [[]], {
      a: 1,
    }),
    fc.constantFrom<Json>(
      "__proto__",
      "constructor",
      "${x}",
      '{"Statement":[{}]}',
      '{"Statement":7}',
      "\ud800",
    ),
    fc.constantFrom<Json>(JSON.parse('{"__proto__":{"address":"x"},"constructor":null,"toString":1}')),
    fc.json().map((text) => JSON.parse(text) as Json),
  );
  const mutation = fc.record({ at: fc.nat(), by: odd });

  it("never throw, and end as the contract says", { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...plans),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...FORMATS),
        async ({ name, json, paths }, mutations, format) => {
          const mutant = mutations.reduce<Json>(
            (sum, { at, by }) => replaced(sum, paths[at % paths.length] ?? [], () => by),
            json,
          );
          const { code, out, err } = await report(name, JSON.stringify(mutant), format);
          expect(err).not.toMatch(/fault of panorama-compile|\n {4}at /);
          expect([0, 3, 4]).toContain(code);
          if (code === 3)
            expect({ out, err }).toEqual({
              out: "",
              err: expect.stringMatching(/^can't read standard input as a plan: [^\n]*\n$/),
            });
          if (code !== 3 && format === "json") expect(JSON.parse(out).explained).toBe(code === 0);
          expect(({} as { address?: string }).address, "no prototype was touched").toBe(undefined);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("of the bytes neither", { timeout: 120_000 }, async () => {
    const text = textOf("edit-iam");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length),
        fc.nat(40),
        fc.string({ unit: "binary" }),
        async (at, cut, put) => {
          const { code, err } = await report(
            "edit-iam",
            text.slice(0, at) + put + text.slice(at + cut),
            "pretty",
          );
          expect(err).not.toMatch(/fault of panorama-compile|\n {4}at /);
          expect([0, 3, 4]).toContain(code);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("values", () => {
  /** The attributes whose values may come out: the table of src/compiler/plan-report/allowed.ts, said once more. */
  const MAY_SHOW =
    /^(name|path|permissions_boundary|max_session_duration|assume_role_policy|role|role_name|policy|policy_arn|policy_arns|policy_names|aws_service_name|active|target|thing_type_name|thing|principal|deprecated|bucket|vpc_configuration|public_access_block_configuration|block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets|rule|versioning_configuration|access_point_arn|kms_key_id|recovery_window_in_days|secret_string_wo_version)$/;
  const FRAME = new Set([
    "address",
    "previous_address",
    "type",
    "mode",
    "name",
    "provider_name",
    "full_name",
    "provider_config_key",
    "format_version",
    "actions",
    "action_reason",
    "version_constraint",
    "references",
    "replace_paths",
    "to_display",
    "status",
    "kind",
    "provider_config",
  ]);

  it.each(NAMES)("none of %s comes out that the list does not allow, in any format", async (name) => {
    let placed = 0;
    const spoilt = everyString(jsonOf(name), (text, path) => {
      const at = path.findIndex((part) => part === "before" || part === "after");
      const attribute = at === -1 ? "" : String(path[at + 1]);
      const isFrame = at === -1 && path.some((part) => FRAME.has(String(part)));
      if (isFrame || (at !== -1 && MAY_SHOW.test(attribute))) return text;
      placed++;
      return `${text} CANARY${placed}`;
    });
    expect(placed).toBeGreaterThan(100);
    for (const format of FORMATS) {
      const { out, err } = await report(name, JSON.stringify(spoilt), format);
      expect(out.length).toBeGreaterThan(500);
      expect(out + err).not.toContain("CANARY");
    }
  });

  it("those on the list come out, but for what the provider calls sensitive", async () => {
    const changed = (sensitive: boolean) =>
      JSON.stringify(jsonOf("edit-region"), (_key, value) =>
        value?.address === "aws_iot_certificate.dock-2" && value.change
          ? {
              ...value,
              change: {
                ...value.change,
                before: { active: "VISIBLE" },
                before_sensitive: { active: sensitive },
              },
            }
          : value,
      );
    expect((await report("edit-region", changed(false), "pretty")).out).toContain(
      'active: "VISIBLE" -> false',
    );
    const { out } = await report("edit-region", changed(true), "pretty");
    expect(out).toContain("active: (sensitive, value not shown)");
    expect(out).not.toContain("VISIBLE");
  });

  it.each([
    "ghp_CANARY7CANARY7CANARY7CANARY7CANARY7",
    "https://user:CANARYCANARY@example.com/x",
    "-----BEGIN PRIVATE KEY-----\nMIICANARYCANARYCANARYCANARYCANARY\n-----END PRIVATE KEY-----",
  ])("what has the form of a secret never, wherever it stands, keys too: %j", async (secret) => {
    for (const name of NAMES) {
      const spoilt = everyString(jsonOf(name), (text, path) =>
        ["format_version", "mode", "actions", "configuration"].some((part) => path.includes(part))
          ? text
          : secret,
      );
      const keys = JSON.stringify(jsonOf(name)).replace(
        /"(attributes|description|policy_arns|floor)":/g,
        () => `${JSON.stringify(secret)}:`,
      );
      for (const plan of [JSON.stringify(spoilt), keys])
        for (const format of FORMATS) {
          const { code, out, err } = await report(name, plan, format);
          expect([0, 3, 4]).toContain(code);
          expect(out + err).not.toContain("CANARY");
        }
    }
  });
});

it("a plan's own name is masked where it has the form of a secret", async () => {
  const secret = "ghp_CANARY7CANARY7CANARY7CANARY7CANARY7";
  const folder = temporaryFolder(join(PLANS, "before"));
  writeFile(join(folder, secret), textOf("drift-region"));
  writeFile(join(folder, `${secret}.txt`), "no JSON");
  for (const file of [secret, `${secret}.txt`, `${secret}.missing`])
    for (const format of FORMATS) {
      const { out, err } = await runIn(folder, [
        "plan-report",
        file,
        "--spec",
        "spec.yaml",
        "--format",
        format,
      ]);
      expect(out + err).not.toContain("CANARY");
    }
});

describe("what plays with readers", () => {
  const HOSTILE = [
    "\u001b[2J\u0007\u202e",
    "x\n::error::boo",
    "::set-output name=x::y",
    "##[error]boo",
    "-->\n</details><script>alert(1)</script>",
    "`code` **bold** [link](https://example.com) @octocat #1 |",
  ];

  it.each(HOSTILE)("%j in every text is shown as text, in every format", async (text) => {
    for (const name of NAMES) {
      const spoilt = JSON.stringify(
        everyString(jsonOf(name), (old, path) =>
          ["format_version", "mode", "actions", "type", "configuration"].some((part) => path.includes(part))
            ? old
            : `${text}${old.slice(0, 40)}`,
        ),
      );
      for (const format of FORMATS) {
        const { code, out, err } = await report(name, spoilt, format);
        expect(code).toBe(4);
        expect(out + err).not.toMatch(/[\u001b\u0007\u202e]/);
        const levels = new Set(commandsIn(out + err).map(({ command }) => command));
        expect([...levels].filter((level) => !["error", "warning", "notice"].includes(level))).toEqual([]);
        if (format !== "github") expect(levels.size).toBe(0);
        else for (const line of out.trimEnd().split("\n")) expect(line).toMatch(/^::(error|warning|notice) /);
        if (format === "markdown") expectInert(out);
      }
    }
  });

  /** Outside of code spans nothing that Markdown, HTML or GitHub would act on, but for what we write ourselves. */
  function expectInert(page: string): void {
    const ours = page.replace(
      /<!-- panorama-compile plan-report -->|[@#]<!-- -->|<\/?(details|summary)>/g,
      "",
    );
    const prose = ours.replace(/`[^`\n]*`/g, "");
    expect(prose).not.toMatch(/<|-->|\[link\]|@octocat|#1\b|(?<!\\)`/);
  }

  it("a plan of thousands of changes fits into a comment, and says how many are left out", async () => {
    const one = (index: number): Json => ({
      address: `aws_iot_thing.foreign-${index}`,
      mode: "managed",
      type: "aws_iot_thing",
      change: { actions: ["create"], before: null, after: { name: "x" } },
    });
    const plan = jsonOf("edit-region") as { resource_changes: Json[] };
    plan.resource_changes.push(...Array.from({ length: 3000 }, (_, index) => one(index)));
    const { out } = await report("edit-region", JSON.stringify(plan), "markdown");
    expect(out.length).toBeLessThanOrEqual(65_536);
    expect(out.length).toBeGreaterThan(60_000);
    expect(out.startsWith("<!-- panorama-compile plan-report -->\n")).toBe(true);
    const shown = out.match(/^- `/gm)?.length ?? 0;
    const [, left] = /comment on GitHub: (\d+) paragraphs\./.exec(out) ?? [];
    expect(shown + Number(left)).toBe(3011);
    expect(out).toContain("**The spec does not explain 3000 points.**");
  });

  it("fits with many plans too", async () => {
    const folder = temporaryFolder(join(PLANS, "after"));
    const names = Array.from({ length: 400 }, (_, index) => `${"long-name-".repeat(15)}${index}.json`);
    for (const name of names) writeFile(join(folder, name), textOf("edit-iam"));
    const argv = ["plan-report", ...names, "--spec", "spec.yaml", "--format", "markdown"];
    const { out, code } = await runIn(folder, argv);
    expect(code).toBe(4);
    expect(out.length).toBeLessThanOrEqual(65_536);
    expect(out).toMatch(/\*\*Left out\*\* .* \d+ paragraphs\./);
  });
});
