// Why mutants that survive may. By what they change, not by their line: that stays true when lines move.
// In the groups that are `argued` (groups.mjs) each survivor needs an argument; test/mutation.test.ts refuses one that no
// survivor needs any more.

/** Why, and of which code: `FILE below src/compiler: CODE`. */
export const ARGUMENTS = [
  {
    why: "a default that only the type checker asks for: beside an index that is in the list, a part of a match that the pattern has, an ARN's part that the schema has seen to",
    of: [
      'policies/policy.ts: ""',
      'policies/trust.ts: ""',
      "role-repair.ts: []",
      'checks/arn-mismatch.ts: ""',
      'checks/backend-region.ts: ""',
      'checks/site-collision.ts: ""',
      "checks/certificate-not-imported.ts: first?.certificate?.from",
      "checks/secret-arn-name.ts: /:secret:(.+)-[A-Za-z0-9]{6}$/.exec(arn)?.[1]",
    ],
  },
  {
    why: "a test that narrows a type: what it lets by could not be more than nothing, which the next line lets by",
    of: [
      "checks/arn-mismatch.ts: arn === undefined",
      'checks/backend-region.ts: backend.type !== "s3"',
      'checks/bucket-name.ts: backend.type !== "s3"',
      'checks/evaluated-text.ts: typeof value !== "string"',
      'checks/job-targets.ts: targets.by === "all"',
      'checks/job-targets.ts: "all"',
      "checks/job-targets.ts: []",
      'checks/lock-overwrites-state.ts: backend.type !== "http"',
      "checks/renamed-from.ts: first === undefined",
      "checks/reprovisioning.ts: until !== undefined",
      "checks/secret-arn-name.ts: arn === undefined",
      "checks/site-collision.ts: site === undefined",
    ],
  },
  {
    why: "the schema's pattern has the whole form already, so what the ends of the expression keep out can't come here",
    of: [
      "checks/provider-version.ts: /^\\s*(?:(=|!=|>=|<=|>|<|~>)\\s*)?([0-9.]+)\\s*$/",
      'checks/provider-version.ts: ""',
      "checks/provider-version.ts: []",
      "checks/provider-version.ts: () => false",
      "checks/provider-version.ts: false",
      "checks/secret-arn-name.ts: /:secret:(.+)-[A-Za-z0-9]{6}$/",
    ],
  },
  {
    why: "where there is no such place in the spec, the finding stands at the name all the same",
    of: ['checks/duplicate.ts: "name"'],
  },
  { why: "the noun of a help that an entry of a declaration has not", of: ['checks/duplicate.ts: ""'] },
  {
    why: "an index of the list is a number, which the mutant's text is not",
    of: ["checks/evaluated-text.ts: []"],
  },
  {
    why: "a site or a mapping of the mutant's name is in no spec that is near to it",
    of: ["checks/undeclared-reference.ts: []", "checks/ignored-key.ts: []"],
  },
  {
    why: "strictness device with all retired is the finding before this one",
    of: ['checks/no-active-appliance.ts: "nobody"'],
  },
  { why: "a URL's user part has no slash in it", of: ["checks/password-in-url.ts: /^[^/]*:./s"] },
  {
    why: "the statements' own names, which all start so",
    of: [
      'checks/policy-too-large.ts: ""',
      "checks/policy-too-large.ts: /^DeclaredSecret/",
      "checks/policy-too-large.ts: /^Declared(Objects|Lists)/",
    ],
  },
  {
    why: "a tie between what takes the most room: either is the right thing to have less of",
    of: ["checks/policy-too-large.ts: sizeOf(/^DeclaredSecret/) > sizeOf(/^Declared(Objects|Lists)/)"],
  },
  {
    why: "a policy of nothing, which fits; and what doesn't fit as a whole, so that the count ends before the list does",
    of: [
      "checks/policy-too-large.ts: { statements: [] }",
      "checks/policy-too-large.ts: []",
      "checks/policy-too-large.ts: count < all.length",
    ],
  },
  {
    why: "the rung of a policy that is only measured: any name but service, account and region names devices",
    of: ['policies/trust.ts: "device"'],
  },
  { why: "the separator of a list of at most one item", of: ['text.ts: ""'] },
  {
    why: "what stands for no match: only its later places are read, and the mutant fills the first",
    of: ["../templates/guards.ts: []"],
  },
  {
    why: "the type and the address of what is no reference: no stack has a resource of either name",
    of: ['../templates/guards.ts: ""'],
  },
];

const entries = new Map(ARGUMENTS.flatMap(({ why, of }) => of.map((code) => [code, why])));

/** A survivor as the arguments name it. */
export const codeOf = ([file, , written]) =>
  `${file.replace(/^src\/compiler\//, "").replace(/^src\//, "../")}: ${written}`;

/** Why this survivor may, if somebody has said so. */
export const argumentFor = (survivor) => entries.get(codeOf(survivor));
