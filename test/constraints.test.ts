import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allKinds } from "../src/compiler/kinds";
import { codesOf, errorsOf, isAt, outputOf, refusalsOf } from "./constraints/compiled";
import { COUNTED } from "./constraints/counted";
import { AtApply, type Emitted, emittedBy } from "./constraints/emitted";
import extract from "./constraints/extract.json";
import { FIELDS, type FieldCase, REFUSED } from "./constraints/fields";
import { constraintOf, problemOf } from "./constraints/judge";
import { LIMITS } from "./constraints/limits";
import { QUOTAS } from "./constraints/quotas";
import { IDENTIFIERS, MEMBERS, TABLE } from "./constraints/table";
import { arbitrarySpec } from "./support/arbitrary-spec";

const FIXTURES = join(import.meta.dirname, "../fixtures");

const goldens = (readdirSync(FIXTURES, { recursive: true }) as string[]).filter(
  (file) => file.endsWith("cdk.tf.json") && !file.includes("last-output-unreadable/conflict/"), // which is none any more
);
const emittedByGoldens: readonly Emitted[] = goldens.flatMap((file) => [
  ...emittedBy(JSON.parse(readFileSync(join(FIXTURES, file), "utf8"))),
]);
const argumentsOf = (emitted: readonly Emitted[]) =>
  [...new Set(emitted.flatMap(({ argument, isList }) => (isList ? [] : [argument])))].sort();

describe("the table of emitted arguments", () => {
  const known = TABLE.map(({ argument }) => argument);

  it("has one row for each", () => {
    expect(known.filter((argument, index) => known.indexOf(argument) !== index)).toEqual([]);
  });

  it("has every argument that a golden output holds, and no other", () => {
    expect(goldens.length).toBeGreaterThan(150);
    const lists = emittedByGoldens.flatMap(({ argument, isList }) => (isList ? [argument] : []));
    const rowsOfLists = known.filter((argument) => lists.includes(argument));
    const expected = [...new Set([...argumentsOf(emittedByGoldens), ...rowsOfLists])].sort();
    expect([...known].sort()).toEqual(expected);
  });

  it("says of every one how it is held", () => {
    const silent = TABLE.filter(({ held }) => Object.values(held).every((how) => how.length === 0));
    expect(silent).toEqual([]);
  });

  it("names findings that there are, each with a fixture that shows it", () => {
    const codes = [...new Set(TABLE.flatMap(({ held }) => held.check ?? []))];
    expect(codes.filter((code) => !allKinds.some((kind) => kind.code === code))).toEqual([]);
    expect(codes.filter((code) => !existsSync(join(FIXTURES, "err", code)))).toEqual([]);
  });

  it("has the constraints of exactly the members that it names, and uses every limit", () => {
    expect(Object.keys(extract.members)).toEqual(MEMBERS);
    const named = TABLE.flatMap(({ becomes }) => becomes);
    expect(Object.keys(LIMITS).filter((limit) => !named.includes(`limit:${limit}`))).toEqual([]);
    for (const { source } of Object.values(LIMITS)) expect(source).toMatch(/^https:\/\/\S+$/);
  });
});

describe("the operations behind the arguments", () => {
  it("get all that they need: no required member is without an argument, but for names of what is there", () => {
    const missing = Object.entries(extract.required).flatMap(([operation, members]) =>
      members
        .map((member) => `${operation}.${member}`)
        .filter(
          (name) => !MEMBERS.some((known) => known === name || /^[.[]/.test(known.split(name)[1] ?? "")),
        ),
    );
    expect(missing).toEqual(IDENTIFIERS);
  });
});

describe("what is emitted", () => {
  it("is what AWS takes, in every golden output", () => {
    expect(refusalsOf(emittedByGoldens)).toEqual([]);
  });

  it("is judged in full: only ARNs, which AWS makes, and variables are known at apply alone", () => {
    const later = emittedByGoldens.flatMap(({ value }) =>
      value instanceof AtApply ? [value.reference.replace(/\.[\w-]+(\.\w+)?\}$/, ".*$1}")] : [],
    );
    expect([...new Set(later)].sort()).toEqual([
      "${aws_iot_certificate.*.arn}",
      "${aws_s3_access_point.*.arn}",
      "${aws_secretsmanager_secret.*.id}",
      "${var.*}",
    ]);
  });

  it("is what AWS takes, of random specs too, which need no other row", () => {
    const known = new Set(TABLE.map(({ argument }) => argument));
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const emitted = outputOf(spec);
        expect(refusalsOf(emitted)).toEqual([]);
        expect(argumentsOf(emitted).filter((argument) => !known.has(argument))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  }, 120_000);

  it("is refused by the same judge where it breaks a rule of any kind", () => {
    const broken: readonly (readonly [value: unknown, name: string])[] = [
      ["a".repeat(65), "iam.CreateRole.RoleName"],
      ["", "iam.CreateRole.RoleName"],
      ["a b", "iam.CreateRole.RoleName"],
      ["active", "iot.UpdateCertificate.newStatus"],
      [31, "limit:recovery-window"],
      [Array.from({ length: 101 }, String), "limit:job-targets"],
      ["é".repeat(25_601), "limit:template-body"],
      ["日", "limit:policy-text"],
      ["\u0378", "iot.CreateJob.description"],
    ];
    expect(broken.filter(([value, name]) => problemOf(value, name) === undefined)).toEqual([]);
  });
});

/** ASCII, some of Latin-1, and what is odd beyond: unassigned, invisible, turning, separating, private, wide, the last. */
const CHARACTERS = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCodePoint(code)),
  ..."\x80\x85\x9f\xa0\xa1\xad\xb5\xe9\xff\u0100\u0378\u0660\u200b\u200e\u202e\u2028\u2029\u2060\u20ac\u3000",
  ..."\u65e5\ue000\ufdd0\ufeff\ufffd\u{1f3a5}\u{e0041}\u{10fffd}",
];

/** A character in the middle of a text. */
const inserted = (character: string, sample: string): string => {
  const middle = Math.floor(sample.length / 2);
  return sample.slice(0, middle) + character + sample.slice(middle);
};

const refuses = ({ spec, at }: FieldCase, value: unknown): boolean =>
  errorsOf(spec(value)).some((finding) => isAt(finding, at(value)));

const uses = TABLE.flatMap(({ argument, becomes, held: { schema = [], constant } }) =>
  schema.map((field) => ({ argument, field, becomes, isWhole: constant === undefined })),
);

describe("fields that the table names", () => {
  it("are all tried, and no other", () => {
    expect(Object.keys(FIELDS).sort()).toEqual([...new Set(uses.map(({ field }) => field))].sort());
  });

  it.each(Object.entries(FIELDS))("%s takes its longest value, and nothing behind it", (_, field) => {
    expect(refusalsOf(outputOf(field.spec(field.longest)))).toEqual([]);
    const longer = typeof field.longest === "number" ? field.longest + 1 : `${field.longest}a`;
    expect(refuses(field, longer), `${longer}`).toBe(true);
  });

  it.each(Object.entries(FIELDS).filter(([, { sample }]) => sample !== undefined))(
    "%s refuses what AWS would, character by character",
    (_, field) => {
      const { sample = "" } = field;
      const taken = CHARACTERS.filter((character) => {
        const value = inserted(character, sample);
        const errors = errorsOf(field.spec(value));
        if (errors.length > 0) expect(errors.some((error) => isAt(error, field.at(value)))).toBe(true);
        return errors.length === 0;
      });
      expect(taken.length).toBeLessThan(CHARACTERS.length);
      for (const some of chunksOf(taken, 8)) {
        const value = some.reduce((text, character) => inserted(`${character}a`, text), sample);
        expect(refusalsOf(outputOf(field.spec(value))), value).toEqual([]);
      }
    },
  );
});

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

describe("fields whose rules are not about characters", () => {
  const values = Object.entries(REFUSED).flatMap(([name, refused]) =>
    refused.map((value) => [name, shown(value), value] as const),
  );

  it.each(values)("%s refuses %s", (name, _shown, value) => {
    const field = FIELDS[name];
    expect(field !== undefined && refuses(field, value)).toBe(true);
  });
});

describe("the table of what is counted", () => {
  it("says of every rule where it comes from and how it is held", () => {
    for (const { source } of QUOTAS) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
    expect(QUOTAS.filter(({ held }) => Object.values(held).every((how) => how.length === 0))).toEqual([]);
    const codes = QUOTAS.flatMap(({ held }) => held.check ?? []);
    expect(codes.filter((code) => !existsSync(join(FIXTURES, "err", code)))).toEqual([]);
  });

  it("is tried in figures where a spec can go beyond", () => {
    const rules = QUOTAS.map(({ rule }) => rule);
    expect(Object.keys(COUNTED).filter((rule) => !rules.includes(rule))).toEqual([]);
  });

  it.each(Object.entries(COUNTED))("%s, and no more", (_, { most, code, spec }) => {
    expect(codesOf(spec(most))).not.toContain(code);
    expect(codesOf(spec(most + 1))).toContain(code);
    expect(refusalsOf(outputOf(spec(most)))).toEqual([]);
  });

  it("leaves room for all attributes of a thing: 47 kB", () => {
    const most = (part: string) =>
      constraintOf(`iot.CreateThing.attributePayload.attributes{${part}}`).max ?? 0;
    expect(50 * (most("key") + most("value"))).toBeLessThan(47_000);
  });
});

describe("rows that the schema holds", () => {
  // What is ours of a value makes it longer, never shorter.
  const bounds = uses.flatMap(({ argument, field, becomes, isWhole }) =>
    becomes.flatMap((name) =>
      beyond(name, isWhole).map((value) => [argument, field, name, shown(value), value] as const),
    ),
  );

  it.each(bounds)("%s: %s keeps to %s, and refuses %s", (_argument, name, _member, _shown, value) => {
    const field = FIELDS[name];
    expect(field !== undefined && refuses(field, value)).toBe(true);
  });

  it("are tried at the bounds of many members", () => {
    expect(new Set(bounds.map(([, , name]) => name)).size).toBeGreaterThan(20);
  });
});

/** As it stands in the title of a test. */
function shown(value: string | number): string {
  return typeof value === "string" && value.length > 80
    ? `${value.length} characters`
    : JSON.stringify(value);
}

/** Values that a member does not take, whatever is put before them: too long, too short, or none of those that there are. */
function beyond(name: string, isWhole: boolean): readonly (string | number)[] {
  const { max, min = 0, enum: values, counted } = constraintOf(name);
  if (values !== undefined) return typeof values[0] === "number" ? [-1, 6, 31] : ["none-of-them"];
  if (counted !== undefined) return []; // made of more than one field
  return [
    ...(max === undefined ? [] : ["a".repeat(max + 1)]),
    ...(isWhole && min > 0 ? ["a".repeat(min - 1)] : []),
  ];
}
