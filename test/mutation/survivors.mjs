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
      "checks/arn-mismatch.ts: arn !== undefined",
      'checks/backend-region.ts: backend.type !== "s3"',
      'checks/bucket-name.ts: backend.type !== "s3"',
      'checks/job-targets.ts: targets.by === "all"',
      'checks/job-targets.ts: "all"',
      "checks/job-targets.ts: []",
      'checks/lock-overwrites-state.ts: backend.type !== "http"',
      "checks/renamed-from.ts: first === undefined",
      "checks/reprovisioning.ts: until !== undefined",
      "checks/secret-arn-name.ts: arn === undefined",
      "checks/site-collision.ts: site === undefined",
      'checks/expectation-idle.ts: ""',
    ],
  },
  {
    why: "the schema's pattern has the whole form already, so what the ends of the expression keep out can't come here",
    of: ["checks/secret-arn-name.ts: /:secret:(.+)-[A-Za-z0-9]{6}$/"],
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
  {
    why: "a stranger: any other account, Region, device or service than the spec's own serves as well, also one without a name",
    of: [
      'access/battery.ts: "eu-central-1"',
      'access/battery.ts: { let id = "device-unknown"; while (deviceArns.some((arn) => arn.endsWith(`/${id}`))) id += "-"; return id; }',
      'access/battery.ts: "device-unknown"',
      'access/battery.ts: ""',
      'access/battery.ts: STRANGERS.find((other) => other !== account) ?? ""',
      "access/battery.ts: (other) => other !== account",
      "access/battery.ts: other !== account",
    ],
  },
  {
    why: "a key of the context with nothing behind it is one that is missing",
    of: [
      "access/battery.ts: account !== undefined",
      "access/battery.ts: source !== undefined",
      "access/decide.ts: own === undefined",
    ],
  },
  {
    why: "without a Region that is let in whole, there is one that is not",
    of: ["access/battery.ts: wide.length > 0"],
  },
  {
    why: "one of three ways to compare, or of three kinds of tokens, of which the code asks for the two others only",
    of: ['access/decide.ts: "like"', 'access/text-test.ts: "one"'],
  },
  {
    why: "a service's principal is no ARN, and neither key is asked for with one",
    of: ['access/decide.ts: "arn:"'],
  },
  {
    why: "what is remembered of a pattern, or forgotten, is what it is taken apart into again",
    of: ["access/text-test.ts: known.has(key)", "access/text-test.ts: known.size >= MOST_KNOWN"],
  },
  {
    why: "what is picked is asked once more for what it holds: each of the two alone leaves out the rest",
    of: [
      "checks/evaluated-text.ts: evaluatedIn(text) !== undefined",
      "checks/evaluated-text.ts: evaluated === undefined",
    ],
  },
  {
    why: "the short ways for texts without wildcards, and for those with one, to which the long one has the same answer",
    of: [
      "access/text-test.ts: parts.length === 1",
      'access/text-test.ts: test.how === "like" && parts.length === 2 && ONE_STAR.test(test.text)',
      'access/text-test.ts: "like"',
      "access/text-test.ts: /^[ -~]*\\*[ -~]*$/",
    ],
  },
  {
    why: "the short way for texts of ASCII, in which the long one finds nothing to replace",
    of: [
      "text.ts: /^[\\t\\n -~]*$/",
      "text.ts: (text: string): boolean => /^[\\t\\n -~]*$/.test(text)",
      "text.ts: isAscii(shown)",
    ],
  },
  {
    why: "a default that only the type checker asks for: what is split has a part, and the loop ends before the text does",
    of: ['access/text-test.ts: ""'],
  },
  {
    why: "the severity of the milder cases, for which a test that takes a second asks all fixtures (test/allow.test.ts)",
    of: [
      'checks/device-id-missing.ts: "info"',
      'checks/expectation-idle.ts: "warning"',
      'checks/no-active-appliance.ts: "warning"',
      'checks/reprovisioning-overdue.ts: "warning"',
      'checks/site-collision.ts: "warning"',
    ],
  },
  {
    why: "the schema has a node there, and it has a list of words",
    of: [
      'checks/arn-mismatch.ts: nodeAt(["account", "region"])?.enum?.includes',
      'checks/arn-mismatch.ts: nodeAt(["account", "region"])?.enum',
    ],
  },
  {
    why: "of an ARN without a Region none can differ, since only what is written is compared with what is meant",
    of: ["checks/arn-mismatch.ts: region !== undefined"],
  },
  {
    why: "a list of exactly as many items as are shown has no more",
    of: ["checks/expectation-failed.ts: value.length > MOST_ITEMS"],
  },
  {
    why: "no policy of the role has an Allow beside a Deny, so that what allows nothing is not asked",
    of: [
      'checks/expectation-failed.ts: statements .filter(({ effect }) => effect === "Allow")',
      'checks/expectation-failed.ts: effect === "Allow"',
      'checks/expectation-idle.ts: rolePermissions(roles.appliance) .statements.filter((statement) => statement.effect === "Allow")',
      'checks/expectation-idle.ts: statement.effect === "Allow"',
    ],
  },
  {
    why: "no action stands in two statements of which one is about all resources and one is not",
    of: ['checks/expectation-idle.ts: allowing.some(({ missing }) => !missing.includes("resource"))'],
  },
  {
    why: "a shortcut: what it leaves out, the next question leaves out too",
    of: [
      'checks/private-key-in-text.ts: key !== "d" && key !== "k"',
      'checks/secret-like-key.ts: typeof at === "number"',
    ],
  },
  {
    why: "the rung itself, and those below it, let in what it lets in",
    of: [
      'checks/expectation-failed.ts: (["service", "account", "region", "device"] as const).slice(RUNGS[strictness])',
    ],
  },
  {
    why: "a policy that is exactly as large as its quota: no number of appliances makes one in the tests",
    of: [
      "checks/expectation-failed.ts: trust.size <= trust.quota",
      "checks/policy-too-large.ts: sizeWith(count + 1) <= quota",
    ],
  },
  {
    why: "keys that every request may have, beside those of the policies: which of them a slip is near to, the tests ask for one",
    of: [
      'checks/expectation-idle.ts: "aws:SourceAccount aws:SourceArn aws:SourceOrgID aws:SourceOrgPaths aws:PrincipalArn aws:PrincipalAccount aws:PrincipalO',
      'checks/expectation-idle.ts: " "',
      "checks/expectation-idle.ts: []",
    ],
  },
  {
    why: "who is asked to let somebody assume a role has one action, from which no other is a slip",
    of: ['checks/expectation-idle.ts: asks === "trust"', 'checks/expectation-idle.ts: "trust"'],
  },
  {
    why: "the ends of two words that are near and not the same: a difference comes before either is at its end, and what is as long, with two letters changed, is a swap or has both in their places",
    of: [
      "checks/expectation-idle.ts: start < word.length",
      "checks/expectation-idle.ts: Math.min(word.length, other.length) - start",
      "checks/expectation-idle.ts: Math.min(word.length, other.length)",
      "checks/expectation-idle.ts: end < most",
      "checks/expectation-idle.ts: left === 2 && right === 2",
      "checks/expectation-idle.ts: left === 2",
      "checks/expectation-idle.ts: right === 2",
      "checks/expectation-idle.ts: word[start] === other[start + 1]",
      "checks/expectation-idle.ts: word[start + 1] === other[start]",
    ],
  },
  {
    why: "a leaf that is no key has a scalar, of which no pair is made; a key is a text that has its place",
    of: [
      'checks/job-document-value.ts: place.on !== "key" || typeof key !== "string"',
      'checks/job-document-value.ts: place.on !== "key"',
      'checks/job-document-value.ts: typeof key !== "string"',
      "checks/job-document-value.ts: locate(tree, place.path).key?.[0]",
    ],
  },
  {
    why: "what has no site has no name here either, and an empty list of tombstones adds none",
    of: [
      "checks/site-collision.ts: site === undefined || name === undefined",
      "checks/site-collision.ts: name === undefined",
      "checks/site-collision.ts: []",
    ],
  },
  {
    why: "a test that narrows a type: another backend has no bucket",
    of: ['checks/state-bucket-made.ts: backend.type !== "s3"'],
  },
  {
    why: "a bucket is never the name of an appliance of the tests",
    of: ['checks/undeclared-reference.ts: to === "site"'],
  },
];

const entries = new Map(ARGUMENTS.flatMap(({ why, of }) => of.map((code) => [code, why])));

/** A survivor as the arguments name it. */
export const codeOf = ([file, , written]) =>
  `${file.replace(/^src\/compiler\//, "").replace(/^src\//, "../")}: ${written}`;

/** Why this survivor may, if somebody has said so. */
export const argumentFor = (survivor) => entries.get(codeOf(survivor));
