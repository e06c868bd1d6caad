import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { differ } from "../src/compiler/diff";
import { MANAGED_POLICY } from "../src/compiler/policies/managed";
import { MANAGED_POLICY_ARN } from "../src/compiler/policies/permissions";
import { policyDocument } from "../src/compiler/policies/policy";
import { arbitrarySpec, FILES, type SpecData } from "./support/arbitrary-spec";
import { answer, type Call, type Caller, together } from "./support/iam";
import { rooms } from "./support/run";

// Random pairs of specs: what diff says of each policy, against requests that the tests' own IAM is asked one by one.

const RUNS = Number(process.env.DIFF_RUNS ?? 40);

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a stack
type Json = any;

/** The stacks of a spec, as text and as data; undefined where the spec is refused. */
function compiled(spec: SpecData) {
  const { findings, artifacts } = compileWith(rooms, [{ path: "spec.yaml", text: JSON.stringify(spec) }], {
    readFile: (path) => FILES[path],
    today: "2026-11-23",
  });
  if (findings.some(({ severity }) => severity === "error")) return undefined;
  const stacks = [...artifacts].flatMap(({ stack, text }) => (stack ? [{ stack, text }] : []));
  return {
    side: {
      label: "x",
      stacks: stacks.flatMap(({ stack, text }) => differ.readStack(stack.name, stack.document, text) ?? []),
    },
    json: stacks.map(({ text }) => JSON.parse(text) as Json),
  };
}

const listOf = (value: Json): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** The document that AWS gets of a data source, made here without the compiler's own hands. */
function documentOf(stack: Json, reference: string) {
  const name = /^\$\{data\.aws_iam_policy_document\.(.*)\.minified_json\}$/.exec(reference)?.[1] ?? "";
  const { statement } = stack.data.aws_iam_policy_document[name];
  const plain = (value: Json) => JSON.parse(JSON.stringify(value).replace(/\$\$\{/g, "${"));
  return {
    Statement: plain(statement).map((s: Json) => ({
      Effect: s.effect,
      ...(s.actions && { Action: s.actions }),
      ...(s.not_actions && { NotAction: s.not_actions }),
      ...(s.resources === undefined && s.not_resources === undefined && { Resource: "*" }), // a trust policy is of its role
      ...(s.resources && { Resource: s.resources }),
      ...(s.not_resources && { NotResource: s.not_resources }),
      ...(s.principals && {
        Principal: Object.fromEntries(s.principals.map((p: Json) => [p.type, p.identifiers])),
      }),
      ...(s.condition && {
        Condition: Object.fromEntries(
          s.condition.map(({ test }: Json) => [
            test,
            Object.fromEntries(
              s.condition
                .filter((one: Json) => one.test === test)
                .map(({ variable, values }: Json) => [variable, values]),
            ),
          ]),
        ),
      }),
    })),
  };
}

/** Every policy of an output by the name that diff has for its subject. */
function policiesOf(stacks: readonly Json[]): Map<string, Json[]> {
  const found = new Map<string, Json[]>();
  for (const stack of stacks) {
    const of = (type: string): Json[] => Object.values(stack.resource?.[type] ?? {});
    const named = (type: string) => Object.entries<Json>(stack.resource?.[type] ?? {});
    const region = stack.provider.aws[0].region;
    for (const role of of("aws_iam_role")) {
      found.set(`trust policy of ${role.name}`, [documentOf(stack, role.assume_role_policy)]);
      const managed = of("aws_iam_role_policy_attachment").map(({ policy_arn }) => policy_arn);
      expect(managed.every((arn) => arn === MANAGED_POLICY_ARN)).toBe(true);
      found.set(`permissions of ${role.name}`, [
        ...of("aws_iam_role_policy").map(({ policy }) => documentOf(stack, policy)),
        ...managed.map(() => policyDocument(MANAGED_POLICY)),
      ]);
    }
    for (const [address, point] of named("aws_s3_access_point")) {
      const own = stack.resource.aws_s3control_access_point_policy[address];
      found.set(`access point ${point.name} in ${region}`, [documentOf(stack, own.policy)]);
    }
    for (const [address, bucket] of named("aws_s3_bucket"))
      found.set(`bucket ${bucket.bucket}`, [
        documentOf(stack, stack.resource.aws_s3_bucket_policy[address].policy),
      ]);
  }
  return found;
}

const CALLERS: Caller[] = [
  { arn: undefined, account: "", service: "panorama.amazonaws.com" },
  { arn: undefined, account: "", service: "ec2.amazonaws.com" },
  { arn: "arn:aws:iam::123456789012:user/a", account: "123456789012" },
  { arn: "arn:aws:iam::999999999999:role/other", account: "999999999999" },
  { arn: undefined, account: "" },
];

const concrete = (pattern: string): string => pattern.replace(/\*/g, "q").replace(/\?/g, "q");

/** Every request that can be put together of what two lists of documents name, and of what neither does. */
function askable(documents: readonly Json[], subject: string) {
  const statements = documents.flatMap(({ Statement }) => Statement);
  const all = (...keys: string[]) => [
    ...new Set(statements.flatMap((s) => keys.flatMap((key) => listOf(s[key])))),
  ];
  const principals = statements
    .flatMap((s) => listOf(s.Principal?.AWS))
    .filter((id) => id.startsWith("arn:"));
  const conditions = statements.flatMap((s) =>
    Object.values<Json>(s.Condition ?? {}).flatMap((keys) => Object.entries<Json>(keys)),
  );
  const arns = conditions
    .filter(([key]) => key === "aws:PrincipalArn")
    .flatMap(([, values]) => listOf(values));
  const keys = [...new Set(conditions.map(([key]) => key).filter((key) => !key.startsWith("aws:Principal")))];
  const isTrust = subject.startsWith("trust");
  const resources = all("Resource", "NotResource");
  const own = /^access point (\S+)|^bucket (\S+)/.exec(subject);
  // S3 asks a policy about nothing else.
  const isOwn = (resource: string) =>
    own === null ||
    resource.endsWith(`:accesspoint/${own[1]}`) ||
    resource.includes(`:accesspoint/${own[1]}/object/`) ||
    resource === `arn:aws:s3:::${own[2]}` ||
    resource.startsWith(`arn:aws:s3:::${own[2]}/`);
  return {
    callers: [
      ...CALLERS,
      ...[...new Set([...principals, ...arns])].map((arn) => ({ arn, account: arn.split(":")[4] ?? "" })),
    ],
    actions: isTrust
      ? ["sts:AssumeRole", "sts:TagSession"]
      : [...all("Action", "NotAction").map(concrete), "s3:PutObject"],
    resources: isTrust
      ? ["arn:aws:iam::123456789012:role/r"]
      : [...resources.map(concrete), ...resources.map((r) => r.replace(/\/?\*$/, ""))].filter(isOwn),
    keys: keys.map((key) => ({
      key,
      values: [
        undefined,
        "other",
        "true",
        "false",
        ...conditions.filter(([one]) => one === key).flatMap(([, values]) => listOf(values).map(concrete)),
      ],
    })),
  };
}

const RANKS = { denied: 0, silent: 1, allowed: 2 } as const;

/** What documents together say; where a trust policy is silent it denies. */
function rank(documents: readonly Json[] | undefined, call: Call, subject: string): number {
  if (documents === undefined) return 0;
  const said = RANKS[together(...documents.map((document) => answer(document, call)))];
  return subject.startsWith("trust") ? Math.max(said, 1) : said;
}

const pair: fc.Arbitrary<[SpecData, SpecData]> = fc
  .tuple(
    arbitrarySpec,
    arbitrarySpec,
    fc.constantFrom(
      "strictness",
      "appliances",
      "roles",
      "lifecycle",
      "accessPoints",
      "buckets",
      "secrets",
      "all",
    ),
  )
  .map(([a, b, which]) => {
    if (which === "all") return [a, { ...b, name: a.name ?? "a" }];
    const { [which]: _, ...rest } = a;
    return [a, { ...rest, ...(b[which] !== undefined && { [which]: b[which] }) }];
  });

describe("two random specs", () => {
  it("are never told the same or narrower where a request is let in that was not", () => {
    const met: Record<string, number> = {};
    fc.assert(
      fc.property(pair, fc.nat(2 ** 31), ([a, b], seed) => {
        const [one, other] = [compiled(a), compiled(b)];
        if (!one || !other) return;
        const diff = differ.diffOf(one.side, other.side);
        const [old, now] = [policiesOf(one.json), policiesOf(other.json)];
        const said = new Map(JSON.parse(differ.formats.json(diff)).security.map((c: Json) => [c.subject, c]));
        let random = seed;
        const some = <T>(values: readonly T[]): T => {
          random = (Math.imul(random, 1_103_515_245) + 12_345) & 0x7fffffff; // as good as it need be
          return values[(random >> 8) % values.length] as T;
        };
        for (const subject of new Set([...old.keys(), ...now.keys()])) {
          const change = said.get(subject) as Json;
          expect(change, subject).toBeDefined();
          const [before, after] = [old.get(subject), now.get(subject)];
          met[change.relation] = (met[change.relation] ?? 0) + 1;
          if (change.reasons.some(({ text = "" }) => /^it is adopted|^Terraform lets go/.test(text)))
            continue;
          const { callers, actions, resources, keys } = askable(
            [...(before ?? []), ...(after ?? [])],
            subject,
          );
          if (actions.length === 0 || resources.length === 0) continue;
          for (let n = 0; n < 120; n++) {
            const context: Record<string, string> = {};
            for (const { key, values } of keys) {
              const value = some(values);
              if (value !== undefined) context[key] = value;
            }
            const call = { caller: some(callers), action: some(actions), resource: some(resources), context };
            const moved = rank(after, call, subject) - rank(before, call, subject);
            const words = [subject, change.relation, call];
            if (moved > 0)
              expect(words).toEqual([subject, expect.stringMatching(/wider|incomparable/), call]);
            if (moved < 0)
              expect(words).toEqual([subject, expect.stringMatching(/narrower|incomparable/), call]);
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(Object.keys(met).sort()).toEqual(["incomparable", "narrower", "same", "wider"]);
  });

  it("differ in nothing from themselves, and turn round", () => {
    const TURNED = {
      same: "same",
      wider: "narrower",
      narrower: "wider",
      incomparable: "incomparable",
    } as const;
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const [one, other] = [compiled(a), compiled(b)];
        if (!one || !other) return;
        const itself = differ.diffOf(one.side, one.side);
        expect(itself.relation).toBe("same");
        expect(itself.terraform).toEqual({ stacks: [], resources: [] });
        const [there, back] = [differ.diffOf(one.side, other.side), differ.diffOf(other.side, one.side)];
        const kept = (diff: typeof there) =>
          new Map(
            diff.security
              .filter(
                ({ status, subject }) =>
                  status === "kept" &&
                  !("permissions boundary" in subject.facets) &&
                  subject.kind !== "certificate",
              )
              .map(({ subject, relation }) => [subject.key, relation]),
          );
        const turned = kept(back);
        for (const [key, relation] of kept(there))
          expect([key, turned.get(key)]).toEqual([key, TURNED[relation]]);
      }),
      { numRuns: RUNS },
    );
  });
});
