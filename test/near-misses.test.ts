import { describe, expect, it } from "vitest";
import { isPlainArgument } from "../src/compiler/validate/backend-keys";
import { certificateHelp } from "../src/compiler/validate/certificates";
import { regionHelp } from "../src/compiler/validate/regions";
import { nameHelp, repairOf, templateHelp } from "../src/compiler/validate/repairs";
import { flow } from "../src/compiler/validate/schema";
import { wordHelp } from "../src/compiler/validate/words";
import { HEAD, said } from "./support/said";

// What people write in place of what the language has: where help is sure what they mean, and where it is not.

describe("words.ts: words of other tools", () => {
  it.each([
    ["run", "true yes on now 1 TRUE", "write run: once"],
    ["run", "false no off none 0", "write run: never"],
    ["disposition", "delete deleted drop purge terminate", "write disposition: destroy"],
    [
      "state",
      "inactive in-active deactivated de-activate off stopped removed quarantined",
      "write state: retired",
    ],
    ["state", "reset resetting re-provision reprovisioned pending", "write state: reprovisioning"],
    ["state", "enabled on running live in-use", "write state: active"],
    ["lifecycle", "inactive disabled suspended retired quarantine", "write lifecycle: quarantined"],
    ["lifecycle", "enabled live", "write lifecycle: active"],
    ["status", "deactivate inactivated revoked disabled false", "write status: inactive"],
    ["status", "enable on true", "write status: active"],
    ["disposition", "keep kept retain release abandon detach leave ignore", "write disposition: forget"],
    ["source", "adopt adopted imported", "write source: import"],
    ["source", "new created make managed", "write source: create"],
    ["serviceLinked", "adopt adopted imported", "write serviceLinked: import"],
    ["serviceLinked", "new created make true managed", "write serviceLinked: create"],
    ["serviceLinked", "none skip external false no ignore", "write serviceLinked: omit"],
    ["serviceLinked", "existing", "write serviceLinked: import or serviceLinked: omit"],
  ])("%s: each of %s", (field, words, help) => {
    for (const word of words.split(" ")) {
      expect(wordHelp(["a", 0, field], word), word).toBe(help);
      for (const other of [`un-${word}`, `${word}-ish`])
        expect(wordHelp(["a", 0, field], other), other).not.toBe(help);
    }
  });

  it("remove is what Terraform's block of that name does, or the contrary", () => {
    for (const word of ["remove", "removed"])
      expect(wordHelp(["retired", 0, "disposition"], word)).toBe(
        "write disposition: destroy (applying destroys it) or disposition: forget (Terraform lets go of it, and AWS keeps it)",
      );
  });

  it("that are no source of an entry", () => {
    const help = (list: string, word: string) => wordHelp([list, 0, "source"], word);
    for (const word of "delete deleted destroy remove removed absent retire retired".split(" ")) {
      expect(help("secrets", word)).toBe(
        "take the entry out, and write retired: [{ secret: NAME, disposition: destroy }]",
      );
      expect(help("secrets", `un-${word}`)).toBeUndefined();
      expect(help("secrets", `${word}-ish`)).toBeUndefined();
    }
    expect(help("jobs", "forget")).toContain("disposition: forget }]");
    expect(help("iotPolicies", "remove")).toBe("take the entry out");
    expect(wordHelp(["roles", "appliance", "source"], "remove")).toContain("lifecycle: quarantined");
    for (const word of ["omit", "none", "skip"]) {
      expect(help("buckets", word)).toContain("write source: existing");
      expect(help("secrets", word)).toContain("take the entry out; omit is for");
      expect(wordHelp(["roles", "appliance", "source"], word)).toContain("can't be left out");
    }
    expect(help("secrets", "existing")).toContain("is for buckets only");
    expect(help("secrets", "other")).toBeUndefined();
  });
});

describe("certificates.ts: what stands in a certificate's place", () => {
  const ID = "0123456789abcdef".repeat(4);
  const ARN = `arn:aws:iot:us-east-1:123456789012:cert/${ID}`;
  const FORM = "arn:aws:iot:REGION:ACCOUNT:cert/ and 64 hexadecimal digits in lower case";

  it("an ARN in capitals, or in another place", () => {
    expect(certificateHelp(ARN.toUpperCase().replace("ARN:", "arn:"), "arn")).toBe(`write arn: "${ARN}"`);
    expect(certificateHelp(ARN, "certificate")).toBe(`write certificate: { arn: "${ARN}" }`);
    expect(certificateHelp(ARN, "csr")).toBe(
      `that is a certificate's ARN: write it without csr, as arn: "${ARN}"`,
    );
    expect(certificateHelp(`${ARN}0`, "csr")).toBe(`needed is a certificate's ARN: ${FORM}`);
    expect(certificateHelp(`x${ARN}`, "csr")).toBeUndefined();
  });

  it("an ARN of something else, or an id alone", () => {
    const thing = "arn:aws:iot:us-east-1:123456789012:thing/dock";
    for (const at of ["certificate", "arn", "csr"] as const) {
      expect(certificateHelp(thing, at)).toBe(`that is a thing's ARN; needed is its certificate's: ${FORM}`);
      expect(certificateHelp(ID, at)).toBe(`that is a certificate's id alone; needed is its ARN: ${FORM}`);
      expect(certificateHelp(`${ID}0`, at)).toBeUndefined();
      expect(certificateHelp(`0${ID}`, at)).toBeUndefined();
    }
    expect(certificateHelp("arn:aws:acm:us-east-1:123456789012:certificate/a", "csr")).toContain("needed is");
    expect(certificateHelp("arn:aws:acm:us-east-1:123456789012:certificate/a", "arn")).toBeUndefined();
    expect(certificateHelp("my-arn:aws", "csr")).toBeUndefined();
    expect(certificateHelp(`see ${thing}`, "csr")).toBeUndefined();
  });

  it("a request itself, or where it could be fetched", () => {
    const PEM = "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n";
    for (const at of ["certificate", "csr"] as const) {
      expect(certificateHelp(PEM, at)).toContain("save it as a file");
      expect(certificateHelp("s3://acme/dock.pem", at)).toContain("nothing is fetched");
      expect(certificateHelp("from s3://acme/dock.pem", at)).toBeUndefined();
    }
    expect(certificateHelp(PEM, "arn")).toBeUndefined();
    expect(certificateHelp("https://u:p@example.com/dock.pem", "csr")).toBeUndefined();
  });
});

describe("misplaced-keys.ts: keys that say where they belong", () => {
  const help = (text: string) =>
    said(`apiVersion: panorama-compile/v1\nname: base\nstrictness: account\n${text}\n`).join("\n");

  it.each([
    "accountId",
    "account_id",
    "account-id",
    "aws_account_id",
    "awsAccountId",
    "aws-account-number",
    "accountnumber",
  ])("%s is the account's id", (key) => {
    expect(help(`${key}: "210987654321"\nregion: eu-west-1`)).toContain(
      '→ it belongs in account: write account: { id: "210987654321", region: eu-west-1 }',
    );
    expect(help(`${key}: 21098765432\nregion: [a]`)).toContain(
      '→ it belongs in account: write account: { id: "123456789012", region: us-east-1 }',
    );
    expect(help(`${key}: "x210987654321"\nregion: eu west 1`)).toContain(
      'write account: { id: "123456789012", region: us-east-1 }',
    );
    expect(help(`${key}: "2109876543210"\nregion: "1!"`)).toContain(
      'write account: { id: "123456789012", region: us-east-1 }',
    );
    expect(help(`${key}: a\nregion: "!a"`)).toContain("region: us-east-1 }");
    expect(help(`${key}: a\naccount: { region: us-east-1 }`)).toContain("→ it belongs in account, as id");
    expect(help(`${key}: a\naccount: { id: "123456789012", region: us-east-1 }`)).toMatch(
      /→ account has its id already: remove this one$/m,
    );
  });

  it.each(["my_account_id", "account_ids", "awsx-account-id", "account__id"])("%s is not", (key) => {
    expect(help(`${key}: "210987654321"`)).not.toContain("it belongs in account: write");
  });

  it("a missing account is not said beside it", () => {
    expect(help("region: eu-west-1")).not.toContain('has no "account"');
    expect(help('accountId: "210987654321"')).not.toContain('has no "account"');
    expect(help("zones: [a]")).toContain('has no "account"');
  });

  it("region at the top is the account's, or of the entry above", () => {
    expect(help('account: { id: "123456789012" }\nregion: eu-west-1')).toContain(
      "→ it belongs in account, as region",
    );
    expect(help('account: { id: "123456789012", region: us-east-1 }\nregion: eu-west-1')).toContain(
      "→ account has its region already: remove this one, or indent it below the entry that it is for",
    );
    expect(help("region: eu-west-1")).toContain("it belongs in account: write account: {");
    expect(help("account:\nregion: eu-west-1")).toContain("→ indent region deeper than account");
  });

  it("an id deeper in the spec is not the account's", () => {
    const found = help('account: { id: "123456789012", region: us-east-1 }\nroles: { accountId: a }');
    expect(found).toContain('unknown key "accountId" in "roles"');
    expect(found).not.toContain("it belongs in account");
    expect(found).not.toContain("has its id already");
  });

  const WHOLE = 'account: { id: "123456789012", region: us-east-1 }';
  it.each([
    ["roles.appliance.path: /a/", '→ write it nested: roles: { appliance: { path: "/a/" } }'],
    [
      "roles.appliance.path: /a/\nroles.serviceLinked: omit",
      '→ write it nested: roles: { appliance: { path: "/a/" }, serviceLinked: omit }',
    ],
    ["roles.appliance.trustPolicyQuota: 4096", "{ appliance: { trustPolicyQuota: 4096 } }"],
    [
      "roles.appliance.path: /a/\nroles.appliance.readSecrets: true",
      '→ write it nested: roles: { appliance: { path: "/a/", readSecrets: true } }',
    ],
    ["roles.appliance.path: [a]", "→ write it nested, in roles"],
    ["roles: {}\nroles.appliance.path: /a/", "→ write it nested, in roles"],
    ["terraform.split: site", "→ write it nested, in terraform"],
    [`roles.appliance.path: /${"a".repeat(58)}/`, `{ path: "/${"a".repeat(58)}/" }`],
    [`roles.appliance.path: /${"a".repeat(59)}/`, "→ write it nested, in roles"],
    [`roles.appliance.path: ghp_${"a1".repeat(18)}`, "→ write it nested, in roles"],
    ["roles.appliance: a\nroles.appliance.path: /a/", "→ write it nested, in roles"],
  ])("%s", (lines, words) => {
    expect(help(`${WHOLE}\n${lines}`)).toContain(words);
  });

  it("a key with a dot that leads nowhere is only unknown", () => {
    for (const key of ["roles.user", "roless.appliance", "roles.appliance.path.more", "a.b", "roles."])
      expect(help(`${WHOLE}\n${key}: a`)).not.toContain("nested");
  });

  it("a key that is joined to its value", () => {
    expect(help(`${WHOLE}\n{ lifecycle:active: }`)).toContain("yaml-");
    expect(help(`${WHOLE}\n? lifecycle:active\n`)).toContain(
      "→ put a space after the colon: lifecycle: active",
    );
    expect(help(`${WHOLE}\n? terraform:hunter2\n`)).toMatch(/→ put a space after the colon$/m);
    expect(help("? account:x\n")).not.toContain('has no "account"');
  });
});

describe("misplaced-keys.ts: a spec below another key", () => {
  const ACCOUNT = 'account: { id: "123456789012", region: us-east-1 }';
  const found = (text: string) => said(`${text}\n`).filter((one) => !one.includes("end-of-support"));

  it("is one mistake, of which the missing keys are echoes", () => {
    const inner = `  apiVersion: panorama-compile/v1\n  ${ACCOUNT}\n  strictness: account\n  more: 1`;
    expect(found(`spec:\n${inner}`)).toEqual([
      '1:1 schema-unknown-key unknown key "spec" in the spec → its keys belong to the top of the spec: remove this line, and the indentation below it',
    ]);
    expect(found(`spec:\n  ${ACCOUNT}`).join()).toContain('has no "strictness"');
    expect(found(`spec:\n  ${ACCOUNT}`).join()).not.toContain('has no "account"');
  });

  it("only where what it holds is missing at the top", () => {
    const text = `apiVersion: panorama-compile/v1\nname: a\n${ACCOUNT}\nstrictness: account\n`;
    expect(found(`${text}zone:\n  ${ACCOUNT}`).join()).toContain(
      'unknown key "zone" in the spec → known here',
    );
    expect(found("zone:\n  tags: {}").join()).toContain('unknown key "zone" in the spec → known here');
    expect(found(`${text}roles: { spec: { apiVersion: panorama-compile/v1 } }`).join()).toContain(
      'unknown key "spec" in "roles" → known here',
    );
    for (const key of ["kind", "metadata"]) {
      expect(found(`${text}${key}: a`).join()).toContain("→ remove it: a spec is no Kubernetes object");
      expect(found(`${text}roles: { ${key}: a }`).join()).not.toContain("Kubernetes");
    }
  });
});

describe("sentences.ts and validate.ts: one finding for one mistake", () => {
  const help = (lines: string) => said(`${HEAD}${lines}\n`);
  const only = (lines: string) => help(lines).filter((one) => !one.includes("end-of-support"));

  it("of a text that is wrong in several ways, the first", () => {
    expect(only(`appliances: [{ name: "${"a b".repeat(80)}" }]`)).toEqual([
      expect.stringContaining("schema-pattern"),
    ]);
    expect(only(`tags: { ${"a".repeat(129)}: b }`)).toEqual([
      expect.stringMatching(
        /^5:9 schema-length the name "a+…" in "tags" must have at most 128 characters; it has 129 → shorten it by 1$/,
      ),
    ]);
  });

  it("of unknown keys, with what fits where they stand", () => {
    expect(only("roles: { renamedFrom: x }").join()).not.toContain("tombstone");
    expect(only("secrets: [{ name: panorama/a, renamedFrom: x }]").join()).toContain("{ secret: OLD,");
    expect(only("terraform: { backend: { local: { foo: 1 } } }").join()).toContain("→ remove it");
    expect(only("deviceId: x").join()).toContain('→ it belongs in "appliances[]"');
    expect(only("csr: x").join()).toContain('→ it belongs in "appliances[].certificate"');
    expect(only("disposition: x").join()).toContain('→ it belongs in "retired[]"');
    expect(only("attributes: x").join()).toContain('→ it belongs in "appliances[]"');
    expect(only("path: x").join()).toContain('→ it belongs in "roles.appliance"');
    expect(only("prefix: x").join()).toMatch(/→ it belongs in "accessPoints\[\]", .* or "/);
  });

  it("of alternatives, which are there", () => {
    const targets = "targets: { all: true, sites: [a], other: 1 }";
    const found = only(`appliances: [{ name: a }]\njobs: [{ name: j, ${targets}, document: { a: b } }]`);
    expect(found).toEqual([
      expect.stringContaining(
        "exactly one of sites, appliances and all; it has all and sites → keep one of them",
      ),
      expect.stringContaining('unknown key "other"'),
    ]);
    const mistyped = "targets: { all: true, sitse: [a] }";
    const two = only(`appliances: [{ name: a }]\njobs: [{ name: j, ${mistyped}, document: { a: b } }]`);
    expect(two.join("\n")).toContain('did you mean "sites"?');
    expect(two).toHaveLength(1);
    const alone = only(
      "appliances: [{ name: a }]\njobs: [{ name: j, targets: { sitse: [a] }, document: { a: b } }]",
    );
    expect(alone).toHaveLength(1);
    const strange = only(
      "appliances: [{ name: a }]\njobs: [{ name: j, targets: { zone: a }, document: { a: b } }]",
    );
    expect(strange).toHaveLength(1);
  });

  it("of a value that may be a secret, without it", () => {
    expect(only("secrets: [{ name: panorama/a, value: '-----BEGIN PRIVATE KEY-----' }]").join()).toContain(
      "found a value that is not repeated here → a spec holds no secret: write value: variable",
    );
    expect(only("secrets: { panorama/cam: hunter2 }").join()).toContain("→ write a list: - {");
    expect(only("terraform: { secrets: { panorama/cam: x } }").join()).not.toContain("write a list");
    expect(only("secrets: [{ name: panorama/a, recoveryWindowDays: [1] }]").join()).not.toContain("TF_VAR");
    expect(only("secrets: [{ name: panorama/a, value: }]").join()).not.toContain("TF_VAR");
  });

  it("at keys with the characters that pointers escape", () => {
    expect(only("tags: { 'a/b': [x], 'c~d': [y] }")).toEqual([
      expect.stringContaining('5:16 schema-wrong-type "tags.a/b" must be'),
      expect.stringContaining('5:21 schema-pattern the name "c~d" in "tags" must be'),
      expect.stringContaining('5:28 schema-wrong-type "tags.c~d" must be'),
    ]);
  });

  it("in places of their own", () => {
    expect(only("x-a: &b { name: 7 }\nappliances:\n  - <<: *b\n    name: 8")).toEqual([
      expect.stringContaining("8:11 schema-wrong-type"),
    ]);
    expect(only("x-a: &b { name: 7 }\nappliances:\n  - <<: *b")).toEqual([
      expect.stringContaining("5:17 schema-wrong-type"),
    ]);
    expect(only('appliances: [{ "<<": 1, name: a }]')).toEqual([
      expect.stringContaining('5:16 schema-unknown-key unknown key "<<"'),
    ]);
  });
});

describe("types.ts: values of another type", () => {
  const help = (lines: string) => said(`${HEAD}${lines}\n`).join("\n");
  const job = (fields: string) => help(`appliances: [{ name: a }]\njobs: [{ name: j, ${fields} }]`);

  it.each([
    ["true", "true"],
    ["YES", "true"],
    ["on", "true"],
    ["y", "true"],
    ["false", "false"],
    ["no", "false"],
    ["Off", "false"],
    ["n", "false"],
  ])("the text %s is %s without quotes", (text, truth) => {
    const found = (value: string) => help(`roles: { appliance: { readSecrets: "${value}" } }`);
    expect(found(text)).toContain(`→ write it without quotes: readSecrets: ${truth}`);
    for (const other of [`x${text}`, `${text}x`]) expect(found(other)).not.toContain("without quotes");
  });

  it("a document in quotes, by its path, or as any text", () => {
    const of = (document: string) => job(`targets: { all: true }, document: ${document}`);
    expect(of('"{ a: b }"')).toContain("→ remove the quotes: YAML reads JSON as it is");
    expect(of('"  { a: b }"')).toContain("→ remove the quotes");
    expect(of('"a { b }"')).toContain("→ write a mapping, or document: { file: PATH }");
    expect(of("jobs/a.json")).toContain("→ write document: { file: jobs/a.json }");
    expect(of("/etc/a.json")).toContain("→ write a mapping, or document: { file: PATH }");
    expect(of('"a b"')).toContain("→ write a mapping, or document: { file: PATH }");
    const block = `appliances: [{ name: a }]\njobs:\n  - name: j\n    targets: { all: true }\n    document: |\n      { "a": "b" }`;
    expect(help(block)).toContain("→ remove the | or >: YAML reads JSON as it is");
    expect(help(block.replace("|", ">"))).toContain("→ remove the | or >");
  });

  it("names in place of the alternatives of targets, no more of them than a help can show", () => {
    const of = (targets: string) => job(`targets: ${targets}, document: { a: b }`);
    expect(of("[a, b]")).toContain("→ write targets: { sites: [a, b] } or targets: { appliances: [a, b] }");
    expect(of(`[${"a".repeat(40)}, ${"b".repeat(39)}]`)).toContain(`[${"a".repeat(40)}, `);
    expect(of(`[${"a".repeat(40)}, ${"b".repeat(40)}]`)).toContain("→ write targets: { sites: […] }");
    for (const targets of ["[]", "[a, 7]", '[a, ""]', "[[a]]"])
      expect(of(targets)).not.toContain("targets: { sites: [");
  });

  it("a text in place of the list of texts that it means", () => {
    const of = (sites: string) => job(`targets: { sites: ${sites} }, document: { a: b }`);
    expect(of("seattle")).toContain("→ write sites: [seattle]");
    expect(of('""')).toContain('→ start each entry with "- "');
    expect(of("7")).toContain('→ start each entry with "- "');
    expect(help("appliances: dock")).toContain('→ start each entry with "- "');
    expect(help("appliances: { -name: a }")).toContain("→ put a space after the hyphen: - name");
    expect(help("appliances: { name-: a }")).toContain('→ start each entry with "- "');
  });

  it("what says by itself what it is", () => {
    expect(
      help('appliances: [{ name: a, certificate: "arn:aws:iot:us-east-1:123456789012:thing/x" }]'),
    ).toContain("that is a thing's ARN");
    const arn = `arn:aws:iot:us-east-1:123456789012:cert/${"a".repeat(64)}`;
    expect(help(`appliances: [{ name: a, certificate: { csr: "${arn}" } }]`)).toContain(
      "write it without csr",
    );
    expect(job('targets: { all: true }, document: ""')).not.toContain("document: { file: PATH }");
    expect(job("targets: { sites: [7] }, document: { a: b }")).toContain('→ quote it: "7"');
  });

  it("a number where a text of a form is needed, and a number that is none", () => {
    expect(help("strictness2: 1")).not.toContain("quote it");
    expect(help("appliances: [{ name: a, site: 7 }]")).toContain('→ quote it: site: "7"');
    expect(help("appliances: [{ name: a, until: 2027 }]")).not.toContain("quote it");
    const days = (value: string) => help(`secrets: [{ name: panorama/a, recoveryWindowDays: ${value} }]`);
    expect(days('"30"')).toContain("→ write it without quotes: recoveryWindowDays: 30");
    expect(days("true")).toContain("→ write a whole number from 0 to 30");
  });
});

describe("echoes.ts and misplaced-keys.ts: what stands beside the key that it belongs to", () => {
  const of = (text: string) =>
    said(`apiVersion: panorama-compile/v1\n${text}`).map((one) => one.slice(one.indexOf(" ") + 1));
  const ACCOUNT = 'account: { id: "123456789012", region: us-east-1 }\nstrictness: account\n';

  it("is one mistake; what belongs nowhere, or there too, is another", () => {
    expect(of(`${ACCOUNT}roles:\nserviceLinked: omit\n`)).toEqual([
      'schema-wrong-type "roles" must be a mapping; found nothing → indent serviceLinked deeper than roles',
    ]);
    expect(of(`${ACCOUNT}roles:\nserviceLinkd: omit\n`)).toEqual([
      'schema-wrong-type "roles" must be a mapping; found nothing → fill it in or remove it',
      expect.stringContaining('schema-unknown-key unknown key "serviceLinkd"'),
    ]);
    expect(of(`${ACCOUNT}roles: {}\nserviceLinked: omit\n`)).toEqual([
      'schema-unknown-key unknown key "serviceLinked" in the spec → it belongs in "roles"',
    ]);
    expect(of(`${ACCOUNT}appliances:\n  - { name: a, certificate: }\n  - { name: b, csr: x }\n`)).toEqual([
      'schema-wrong-type "appliances[0].certificate" must be a mapping; found nothing → fill it in or remove it',
      expect.stringContaining('schema-unknown-key unknown key "csr" in "appliances[1]"'),
    ]);
  });

  it("an account's id under its longer names", () => {
    expect(of('account: { awsAccountId: "210987654321", region: us-east-1 }\nstrictness: account\n')).toEqual(
      ['schema-unknown-key unknown key "awsAccountId" in "account" → write id: "210987654321"'],
    );
    expect(
      of('account: { id: "210987654321", account_id: x, region: us-east-1 }\nstrictness: account\n'),
    ).toEqual([
      'schema-unknown-key unknown key "account_id" in "account" → account has its id already: remove this one',
    ]);
    expect(of('account: "210987654321"\nstrictness: account\n')[0]).toContain(
      'write account: { id: "210987654321", region: us-east-1 }, with the Region that it is in',
    );
    expect(of('account: "2109876543210"\nstrictness: account\n')[0]).not.toContain("2109876543210, ");
  });

  it("a colon that is missing in braces", () => {
    const site = (text: string) => of(`${ACCOUNT}appliances:\n  - { name: a, ${text} }\n`);
    expect(site("site seattle")).toEqual([
      'schema-unknown-key unknown key "site seattle" in "appliances[0]" → put a colon after the key: site: seattle',
    ]);
    expect(site("site seattle: b")[0]).not.toContain("put a colon");
    expect(site("site  two words")[0]).not.toContain("put a colon");
    expect(site("thingTyp seattle")[0]).not.toContain("put a colon");
    expect(of(`${ACCOUNT}appliances:\n  - { name a }\n`)).toEqual([
      'schema-unknown-key unknown key "name a" in "appliances[0]" → put a colon after the key: name: a',
    ]);
  });

  it("a longer or shorter name of what is missing, and of nothing else", () => {
    const point = (keys: string) => of(`${ACCOUNT}accessPoints:\n  - { name: panorama-a, ${keys} }\n`);
    expect(point("bucketName: b")).toEqual([
      'schema-unknown-key unknown key "bucketName" in "accessPoints[0]" → did you mean "bucket"?',
    ]);
    expect(point("buc: b")).toEqual([
      'schema-unknown-key unknown key "buc" in "accessPoints[0]" → did you mean "bucket"?',
    ]);
    expect(point("bu: b")).toHaveLength(2);
    expect(point("bucket: acme-nodepackage-store-1, bucketName: b").join()).not.toContain(
      'did you mean "bucket"',
    );
    expect(point("store: b")).toHaveLength(2);
  });

  it("a name with its value in it has nothing behind it, once", () => {
    const attributes = (text: string) =>
      of(`${ACCOUNT}appliances:\n  - { name: a, attributes: { ${text} } }\n`);
    expect(attributes('floor:"2"')).toEqual([expect.stringContaining("→ put a space after the colon")]);
    expect(attributes("floor: , wing: a")).toEqual([
      expect.stringContaining("found nothing → fill it in or remove it"),
    ]);
    expect(attributes('floor:"2", wing: ')).toHaveLength(2);
  });

  it("empty keys that a mapping can't do without are to be filled in", () => {
    expect(of('account: { id: "123456789012", region: }\nstrictness: account\n')).toEqual([
      'schema-wrong-type "account.region" must be a string; found nothing → fill it in, as in region: us-east-1',
    ]);
    expect(of(`${ACCOUNT}terraform: { backend: { local: } }\n`)).toEqual([
      'schema-wrong-type "terraform.backend.local" must be a mapping; found nothing → write local: {}',
    ]);
    expect(of(`${ACCOUNT}appliances: [ , ]\n`).join()).toContain("comma");
    expect(of(`${ACCOUNT}appliances: [~]\n`)).toEqual([
      'schema-wrong-type "appliances[0]" must be a mapping; found nothing → fill it in or remove it',
    ]);
  });

  it("values that are what one word or one list would say", () => {
    expect(
      of('account: { id: "123456789012", region: us-east-1, endOfSupport: true }\nstrictness: account\n'),
    ).toEqual([expect.stringContaining("→ write endOfSupport: acknowledged")]);
    const document = (text: string) =>
      of(`${ACCOUNT}jobs: [{ name: a, document: ${text}, targets: { all: true } }]\n`)[0];
    expect(document("reboot")).toContain("→ write document: { operation: reboot }");
    expect(document("jobs/a.json")).toContain("→ write document: { file: jobs/a.json }");
    expect(document("a.json")).toContain("→ write document: { file: a.json }");
    expect(of(`${ACCOUNT}terraform: { provider: 5 }\n`)[0]).toContain('→ write provider: "~> 5.100"');
    expect(of(`${ACCOUNT}tags: {owner:me}\n`)).toEqual([
      'schema-wrong-type "tags.owner:me" must be a string; found nothing → put a space after the colon that ends the key',
    ]);
    expect(of(`${ACCOUNT}tags: {owner: }\n`)[0]).toContain("→ fill it in or remove it");
    expect(of(`${ACCOUNT}jobs: [{ name: a, targets: , document: { a: b } }]\n`)).toEqual([
      expect.stringContaining("found nothing → fill it in, as in targets: { sites: [seattle] }"),
    ]);
  });

  it("an entry's name under its own noun, and an account's number", () => {
    expect(of(`${ACCOUNT}buckets: [{ bucket: acme-nodepackage-store-1 }]\n`)).toEqual([
      'schema-unknown-key unknown key "bucket" in "buckets[0]" → did you mean "name"?',
    ]);
    expect(of(`${ACCOUNT}buckets: [{ bucketName: acme-nodepackage-store-1 }]\n`)).toEqual([
      'schema-unknown-key unknown key "bucketName" in "buckets[0]" → did you mean "name"?',
    ]);
    expect(of(`${ACCOUNT}buckets: [{ secret: acme-nodepackage-store-1 }]\n`)).toHaveLength(2);
    expect(of('account: { number: "210987654321", region: us-east-1 }\nstrictness: account\n')).toEqual([
      'schema-unknown-key unknown key "number" in "account" → write id: "210987654321"',
    ]);
    expect(of(`${ACCOUNT}roles: { number: 1 }\n`)[0]).not.toContain("write id");
    expect(of(`${ACCOUNT}secrets: [{ xpanorama/a: b }]\n`)).toHaveLength(2);
    expect(of(`${ACCOUNT}buckets: [{ panorama/a: b }]\n`)).toHaveLength(2);
  });

  it("two answers to one request are two entries", () => {
    const request = "{ role: appliance, action: s3:GetObject }";
    expect(of(`${ACCOUNT}expect: [{ allow: ${request}, deny: ${request} }]\n`)).toEqual([
      expect.stringContaining("→ make an entry of each"),
    ]);
    expect(
      of(`${ACCOUNT}jobs: [{ name: a, document: { a: b }, targets: { all: true, sites: [a] } }]\n`),
    ).toEqual([expect.stringContaining("→ keep one of them")]);
    expect(of(`${ACCOUNT}expect: [{ deny: { action: s3:GetObject } }]\n`)).toEqual([
      expect.stringContaining('has no "role" → add role: appliance'),
    ]);
  });

  it("keys of the user's own stand behind the empty key, up to the next that is known", () => {
    expect(of(`${ACCOUNT}tags:\nowner: me\nteam: edge\nname: x\nother: y\n`)).toEqual([
      'schema-wrong-type "tags" must be a mapping; found nothing → indent owner and team deeper than tags',
      expect.stringContaining('unknown key "other" in the spec'),
    ]);
    expect(of(`owner: me\n${ACCOUNT}tags:\n`)).toEqual([
      expect.stringContaining('unknown key "owner" in the spec'),
      'schema-wrong-type "tags" must be a mapping; found nothing → fill it in or remove it',
    ]);
    expect(of(`${ACCOUNT}tags:\n${"abcdef".replace(/./g, "$&1: x\n")}`)).toEqual([
      'schema-wrong-type "tags" must be a mapping; found nothing → indent a1, b1, c1, d1, e1 and 1 more deeper than tags',
    ]);
    expect(of(`${ACCOUNT}tags:\n${"abcde".replace(/./g, "$&1: x\n")}`)[0]).toContain("d1 and e1 deeper");
    expect(of(`${ACCOUNT}tags: {}\nowner: me\n`)).toHaveLength(1);
    expect(of(`${ACCOUNT}tags: [ ]\nowner: me\n`)).toHaveLength(2);
  });

  it("a secret's entry by its name, and its fields that other entries have", () => {
    const secrets = (text: string) => of(`${ACCOUNT}secrets:\n${text}`);
    expect(secrets("  - panorama/a: { description: b }\n")).toEqual([
      'schema-unknown-key unknown key "panorama/a" in "secrets[0]" → write name: panorama/a, and the other fields beside it',
    ]);
    expect(secrets("  - { name: panorama/a, tags: { b: c } }\n")[0]).toContain("→ known here: name, source");
    expect(secrets("  - { name: panorama/a, user: b }\n")[0]).toContain("→ a spec holds no secret");
    expect(secrets("  panorama/a: { recoveryWindowDays: 7 }\n")[0]).toContain(
      "→ write a list: - name: panorama/a, and the other fields below name",
    );
    expect(secrets("  panorama/a: b\n")[0]).toContain(
      "→ write a list: - { name: panorama/a, value: variable }",
    );
  });
});

describe("a repair that is written as the help says", () => {
  const ERRORS =
    / (schema|yaml|access-point-name|bucket-name|thing-name-prefix|undeclared-reference|secret-name)/;
  const errors = (lines: string) => said(`${HEAD}${lines}`).filter((finding) => ERRORS.test(finding));

  it.each([
    ["buckets: [{ name: acme.models }]\naccessPoints: [{ name: panorama-a, ", "bucket: Acme.models", " }]"],
    [
      "buckets: [{ name: acme.models }]\naccessPoints: [{ name: panorama-a, ",
      "bucket: 'acme.models '",
      " }]",
    ],
    ["buckets: [{ ", "name: Acme.Models", ", source: import }]"],
    ["buckets: [{ ", "name: Acme..Models", ", source: create }]"],
    ["buckets: [{ name: acme }]\naccessPoints: [{ bucket: acme, ", "name: https://panorama-old", " }]"],
    ["buckets: [{ name: acme }]\naccessPoints: [{ bucket: acme, ", "name: Old_Models", " }]"],
    ["appliances: [{ name: a, ", 'thingName: "https://panorama_a"', " }]"],
    ["appliances: [{ name: a, ", "thingName: dock 1", " }]"],
    ["appliances: [{ ", 'name: "https://dock-1"', " }]"],
    ["buckets:\n  - ", "name acme-nodepackage-store-1", ""],
    ["buckets:\n  - ", "name Acme.Models", ""],
    ["appliances:\n  - ", "name a", ""],
    ["appliances:\n  - ", "name a.b", ""],
    ["appliances:\n  - ", "dock 1", ""],
    ["secrets:\n  - ", "name panorama/x", ""],
    ["secrets: [", "name panorama-x", "]"],
    ["tags: {}\nappliances: [{ name: a, ", "site: -_x", " }]"],
  ])("is refused by nothing: %s%s%s", (before, wrong, after) => {
    const [first = "", ...others] = errors(`${before}${wrong}${after}\n`);
    expect(others).toEqual([]);
    const written = / → write (.*)$/.exec(first)?.[1];
    expect(written).toBeDefined();
    expect(errors(`${before}${written}${after}\n`)).toEqual([]);
  });
});

describe("entry-texts.ts: an entry whose key lacks its colon", () => {
  const help = (lines: string) => {
    const [first = "", ...others] = said(`${HEAD}${lines}`).filter((finding) => finding.includes(" schema-"));
    expect(others).toEqual([]);
    return first.split(" → ")[1] ?? "";
  };
  const COLON = "put a colon after the key";

  it.each([
    ["buckets:\n  - name acme-nodepackage-store-1\n", "write name: acme-nodepackage-store-1"],
    ["buckets:\n  - name\tacme\n", "write name: acme"],
    ['buckets: ["name  acme"]\n', "write name: acme"],
    ["appliances: [name a]\n", "write name: a"],
    ["appliances: [name 2]\n", 'write name: "2"'],
    ["appliances: [until 2026-12-15]\n", 'write until: "2026-12-15"'],
    ["appliances: [until 15.12.2026]\n", 'write until: "2026-12-15"'],
    ["jobs: [name reboot]\n", "write name: reboot"],
    ["jobs: [run once]\n", "write run: once"],
    ["jobs: [run later]\n", COLON],
    ["retired: [appliance dock-0]\n", "write appliance: dock-0"],
    ["accessPoints: [name https://panorama-old]\n", "write name: panorama-old"],
    [`appliances: [name ${"a".repeat(119)}]\n`, `write name: ${"a".repeat(119)}`],
    [`appliances: [name ${"a".repeat(120)}]\n`, COLON],
    ["appliances:\n  - name a\n    site b\n", COLON],
    ["appliances: [name my dock]\n", COLON],
    ["appliances: [attributes a]\n", COLON],
    ["jobs: [description reboot]\n", COLON],
    ["appliances: [name password]\n", COLON],
    ["appliances: [a b]\n", "write name: a-b"],
    ["appliances: [names a]\n", "write name: names-a"],
    ["buckets: [Acme.Models]\n", "write name: acme.models"],
  ])("%j", (lines, words) => {
    expect(help(lines)).toBe(words);
  });

  it("what a mapping's text says is no entry's", () => {
    expect(help("roles: { appliance: source import }\n")).not.toContain("colon");
    expect(help("appliances: [toString a]\n")).toBe("write name: toString-a");
    expect(help("appliances: [é]\n")).toContain("write a mapping, as in { name: dock-1, ");
  });

  const VALUE =
    "a spec holds no secret: write value: variable, and export the variable that compile names where Terraform runs";
  it.each([
    ["name panorama/x", "write name: panorama/x"],
    ["name panorama-x", "write name: panorama-x"],
    ["name panorama/hunter2:hunter2", COLON],
    ["name panorama/password", COLON],
    ["name hunter2", COLON],
    ["name panorama/x value variable", COLON],
    ["description hunter2 and more", COLON],
    ["recoveryWindowDays 7", COLON],
    ["value variable", COLON],
    ["value hunter2", VALUE],
    ["value variable hunter2", VALUE],
    ["hunter2 hunter3", VALUE],
    ["hunter2", VALUE],
    ["panorama/x", "write name: panorama/x"],
  ])("of a secret: %s", (text, words) => {
    expect(help(`secrets:\n  - ${text}\n`)).toBe(words);
    if (words !== `write ${text.replace(" ", ": ")}`)
      expect(said(`${HEAD}secrets:\n  - ${text}\n`).join()).not.toMatch(/hunter|password/);
  });
});

describe("repairs.ts: repairs to their last character", () => {
  const of = (path: (string | number)[], value: string) => repairOf(path, value)?.replaceAll('"', "");

  it.each([
    ["13.02.2027", "write until: 2027-02-13"],
    ["31.1.2027", "write until: 2027-01-31"],
    ["12.02.2027", undefined],
    ["1.13.2027", undefined],
    ["113.02.2027", undefined],
    ["13.022.2027", undefined],
    ["13.02.20277", undefined],
    ["13.02.2027x", undefined],
    ["x13.02.2027", undefined],
    ["31.02.2027", undefined],
  ])("until %s", (value, help) => {
    expect(of(["appliances", 0, "until"], value)).toBe(help);
  });

  it.each([
    ["models/*", "write prefix: models/"],
    ["models**", "write prefix: models"],
    ["*", undefined],
    ["m*odels*", undefined],
    ["a b*", undefined],
    ["models/*x", undefined],
  ])("an access point's prefix %s", (value, help) => {
    expect(of(["accessPoints", 0, "prefix"], value)).toBe(help);
  });

  it.each([
    ["s3://acme/models/", "write prefix: models/"],
    ["s3://acme/", undefined],
    ["xs3://acme/models/", undefined],
    ["s3://acme/mo dels/", undefined],
  ])("an access point's prefix as a URL, %s", (value, help) => {
    expect(of(["accessPoints", 0, "prefix"], value)).toBe(help);
  });

  it.each([
    ["us-esat-1", "write region: us-east-1"],
    ["US-East-1", "write region: us-east-1"],
    ["us-east1", "write region: us-east-1"],
    ["us-gov-wset-12", "write region: us-gov-west-12"],
    ["us-nowhere-1", undefined],
    ["useast1", undefined],
    ["us-esat-1a", "write region: us-east-1"],
    ["us_east_1", "write region: us-east-1"],
    ["us-esat-1ab", undefined],
    ["us-esat-123", undefined],
    ["1us-esat-1", undefined],
  ])("the Region of a state's bucket, %s", (value, help) => {
    expect(of(["terraform", "backend", "s3", "region"], value)).toBe(help);
  });

  it.each([
    ["https://tfe.example.com/", "write hostname: tfe.example.com"],
    ["http://tfe.example.com", "write hostname: tfe.example.com"],
    ["https://tfe.example.com/x", undefined],
    ["xhttps://tfe.example.com", undefined],
    ["https://-tfe", undefined],
  ])("a backend's host, %s", (value, help) => {
    for (const backend of ["remote", "cloud"])
      expect(of(["terraform", "backend", backend, "hostname"], value)).toBe(help);
  });

  it.each([
    ["https://h:65536/", "write a port: a number up to 65535"],
    ["https://h:65536", "write a port: a number up to 65535"],
    ["https://h:65535", "write address: https://h:65535/"],
    ["https://h/x:99999", undefined],
  ])("a state's address with a port, %s", (value, help) => {
    expect(of(["terraform", "backend", "http", "address"], value)).toBe(help);
  });

  it.each([
    ["Acme_TFstate", "write bucket: acme-tfstate"],
    ["s3://acme/x", "write bucket: acme"],
    ["${var.bucket}", "nothing in a spec is evaluated: write what it stands for"],
    ["acme/x", undefined],
  ])("a state's bucket, %s", (value, help) => {
    expect(of(["terraform", "backend", "s3", "bucket"], value)).toBe(help);
  });

  it.each([
    ["floor:2", "put a space after the colon"],
    ["aws:owner", "AWS keeps what starts with aws: for itself: put - in place of the first colon"],
    ["${owner}", "nothing in a spec is evaluated: write what it stands for"],
    ["a b", undefined],
  ])("a tag's key, %s", (value, help) => {
    expect(nameHelp(["tags"], value)).toBe(help);
  });

  it.each([
    ["Acme_Models:1", "write name: acme-models-1"],
    ["ab", undefined],
    ["Abc", "write name: abc"],
    [`A${"b".repeat(62)}`, `write name: a${"b".repeat(62)}`],
    [`A${"b".repeat(63)}`, undefined],
    ["ac.me_x", "write name: ac.me-x"],
    ["Acme.Models", "write name: acme.models"],
    ["acme.models ", "write name: acme.models"],
    [" acme . Models.", "write name: acme.models"],
    ["Acme..Models", "write name: acme.models"],
    ["acme_.-models", undefined],
    ["Acme-.models", undefined],
    ["Acme.-models", undefined],
    ["10.0.0.1 ", undefined],
    ["Xn--acme", undefined],
    ["Acme-s3alias", undefined],
    ["s3://acme.models/x", "write name: acme.models"],
    ["arn:aws:s3:::acme.models", "write name: acme.models"],
    ["s3://acme..models/x", undefined],
    ["s3://Acme/x", undefined],
    ["https://acme.s3.amazonaws.com/", undefined],
    ["arn:aws:s3:us-east-1:123456789012:accesspoint/acme", undefined],
    ["ü", undefined],
  ])("a bucket's name %s", (value, help) => {
    expect(of(["buckets", 0, "name"], value)).toBe(help);
    expect(of(["accessPoints", 0, "bucket"], value)).toBe(help?.replace("name:", "bucket:"));
  });

  it.each([
    ["Panorama_Models:1", "write name: panorama-models-1"],
    ["Models", "write name: panorama-models"],
    ["Models.Old", "write name: panorama-models-old"],
    [`Panorama-${"b".repeat(41)}`, `write name: panorama-${"b".repeat(41)}`],
    [`Panorama-${"b".repeat(42)}`, undefined],
    ["Panorama-s3alias", undefined],
    ["https://panorama-old", "write name: panorama-old"],
    ["s3://panorama-old/", "write name: panorama-old"],
    ["s3://panorama-old/x", undefined],
    ["https://panorama_old", undefined],
    ["https://models", undefined],
    ["arn:aws:s3:us-east-1:123456789012:accesspoint/panorama-old", "write name: panorama-old"],
    ["arn:aws:s3:us-east-1:123456789012:accesspoint/panorama-old/object/x", undefined],
    ["arn:aws:s3:us-east-1:123456789012:bucket/panorama-old", undefined],
    ["arn:aws:s3:::panorama-old", undefined],
  ])("an access point's name %s", (value, help) => {
    expect(of(["accessPoints", 0, "name"], value)).toBe(help);
  });

  it.each([
    ["panorama dock", "write thingName: panorama-dock"],
    ["Panorama dock", "write thingName: panorama-dock"],
    ["dock 1", "write thingName: panorama-dock-1"],
    ["https://panorama_dock_Thing_0a1b2c3d", "write thingName: panorama_dock_Thing_0a1b2c3d"],
    ["https://dock", undefined],
    ["https://panorama dock", undefined],
    ["arn:aws:iot:us-east-1:123456789012:thing/panorama-dock", "write thingName: panorama-dock"],
    ["ARN:aws:iot:us-east-1:123456789012:thing/panorama-dock", undefined],
    ["arn:aws:iot:us-east-1:123456789012:thingtype/panorama-dock", undefined],
  ])("a thing's name %s", (value, help) => {
    expect(of(["appliances", 0, "thingName"], value)).toBe(help);
  });

  it.each([
    [["appliances", 0, "name"], "https://dock-1/", "write name: dock-1"],
    [["appliances", 0, "name"], "arn:aws:iot:us-east-1:123456789012:thing/dock-1", "write name: dock-1"],
    [["appliances", 0, "site"], "https://seattle", "write site: seattle"],
    [["appliances", 0, "site"], "https://seattle.example.com", undefined],
    [["appliances", 0, "thingType"], "arn:aws:iot:us-east-1:1:thingtype/a", "write thingType: a"],
    [["appliances", 0, "thingType"], "arn:aws:iot:us-east-1:1:thing/a", undefined],
    [["jobs", 0, "name"], "https://reboot", "write name: reboot"],
    [["jobs", 0, "name"], "arn:aws:iot:us-east-1:123456789012:job/reboot", undefined],
    [["name"], "https://seattle", "write name: seattle"],
    [["name"], "git://example.com/seattle", undefined],
    [["name"], " -_seattle", "write name: seattle"],
    [["terraform", "backend", "s3", "bucket"], "Acme.TFstate", "write bucket: acme.tfstate"],
  ])("a name in an address: %j %s", (path, value, help) => {
    expect(of(path, value)).toBe(help);
  });

  it("names, not longer than they may be", () => {
    for (const [path, most, start = "a"] of [
      [["jobs", 0, "name"], 42],
      [["appliances", 0, "name"], 119],
      [["appliances", 0, "site"], 64],
      [["appliances", 0, "thingName"], 128, "panorama"],
      [["name"], 64],
    ] as const) {
      const fits = `${start} ${"b".repeat(most - start.length - 1)}`;
      expect(of([...path], fits)).toBe(`write ${path.at(-1)}: ${fits.replace(" ", "-")}`);
      expect(of([...path], `${fits}b`)).toBeUndefined();
    }
    expect(of(["jobs", 0, "name"], "a b_c:d")).toBe("write name: a-b-c-d");
    expect(of(["jobs", 0, "name"], "...")).toBeUndefined();
  });

  it("a boundary's path is only said to be too long where it is", () => {
    const arn = (length: number) => `arn:aws:iam::123456789012:policy/${"a".repeat(length - 2)}/b`;
    const path = ["roles", "appliance", "permissionsBoundary"];
    expect(of(path, arn(512))).toBeUndefined();
    expect(of(path, arn(513))).toBe("the policy's path has 513 characters, and no path in IAM more than 512");
    expect(of(path, `x${arn(513)}`)).toBeUndefined();
  });

  it("characters that nobody sees, in descriptions", () => {
    for (const list of ["jobs", "secrets"]) {
      expect(of([list, 0, "description"], "a\u200bb")).toBe("take out the character U+200B");
      expect(of([list, 0, "description"], "a\u00adb")).toBe("take out the character U+00AD");
      expect(of([list, 0, "description"], "a\nb")).toBe("write it in one line");
      expect(of([list, 0, "description"], "a\u2028b")).toBe("write it in one line");
      expect(of([list, 0, "description"], "a")).toBeUndefined();
    }
  });

  it("spaces in attributes, and AWS's own tags", () => {
    const attribute = ["appliances", 0, "attributes", "place"];
    expect(of(attribute, "dock  door")).toBe("put - or _ in place of the spaces");
    expect(of(attribute, "dock ")).toBeUndefined();
    expect(of(["appliances", 0, "site"], "dock door:1")).toBe("write site: dock-door-1");
    expect(of(["jobs", 0, "attributes", "place"], "dock door")).toBeUndefined();
    expect(of(["tags", "a"], "AWS:b")).toContain("keeps what starts with aws:");
    expect(of(["tags", "a"], "my-aws:b")).toBeUndefined();
    expect(of(["jobs", "a"], "aws:b")).toBeUndefined();
  });

  it.each(["${x}", "%{x}", "&{x}", "#{x}", "{{x}}", "a${x}", "$HOME", "$_a1"])("%s is a template", (text) => {
    expect(templateHelp(text)).toContain("nothing in a spec is evaluated");
  });

  it.each(["$", "a$HOME", "$HOME/a", "$1", "{x}", "$ {x}"])("%s is none", (text) => {
    expect(templateHelp(text)).toBeUndefined();
  });

  it("a state's prefix and address, whole", () => {
    expect(of(["terraform", "backend", "s3", "prefix"], "abc/def")).toBe("write prefix: abc/def/");
    expect(of(["terraform", "backend", "http", "address"], "see https://u:p@x/")).toBeUndefined();
  });

  it("nothing that may be a secret is written again", () => {
    expect(of(["accessPoints", 0, "bucket"], `ghp_${"a1".repeat(18)}`)).toBeUndefined();
  });
});

describe("regions.ts, schema.ts and backend-keys.ts", () => {
  it("a Region has a whole form", () => {
    const help = (value: string) => regionHelp(value, ["us-east-1"]);
    expect(help("us-iso-west-1")).toContain("belongs to another");
    expect(help("my-us-gov-west-1")).toBe("AWS Panorama was in these six Regions only");
    expect(help("1us-east-1")).toBe('did you mean "us-east-1"?');
    expect(help("us-east-1a")).toBe('did you mean "us-east-1"?');
    expect(help("eusc-de-east-1")).toContain("belongs to another");
  });

  it("a text stands in quotes where YAML would read something else", () => {
    expect([flow("true"), flow("True"), flow("NULL"), flow("truely"), flow("untrue"), flow("nullx")]).toEqual(
      ['"true"', '"True"', '"NULL"', "truely", "untrue", "nullx"],
    );
    expect(flow({ a: [1, "b c", null], d: {} })).toBe('{ a: [1, "b c", null], d: {} }');
  });

  it("plain arguments have a whole form", () => {
    for (const [key, value] of [
      ["retry_max", "12345"],
      ["lock_method", "PUT"],
      ["unlock_method", "DELETE"],
    ] as const) {
      expect(isPlainArgument("http", key, value)).toBe(true);
      for (const other of [`x${value}`, `${value}x`, ""])
        expect(isPlainArgument("http", key, other)).toBe(false);
    }
    expect(isPlainArgument("http", "username", "PUT")).toBe(false);
    expect(isPlainArgument("s3", "retry_max", "1")).toBe(false);
    expect(isPlainArgument("http", "retry_max", "123456")).toBe(false);
  });

  const unknown = (backend: string) => said(`${HEAD}terraform: { backend: { ${backend} } }\n`).join("\n");
  it("Terraform's own arguments have another place here", () => {
    expect(unknown("s3: { bucket: acme-a, region: us-east-1, workspace_key_prefix: a }")).toContain(
      "→ a state's place ends in its stack's name: take it out, or write a prefix",
    );
    for (const key of ["path", "workspace_dir"])
      expect(unknown(`local: { ${key}: a }`)).toMatch(
        /→ a state's place ends in its stack's name: take it out$/m,
      );
    expect(unknown('http: { address: "https://x.example.com/", unlock_method: DELETE }')).toContain(
      "→ write lock: { unlockMethod: DELETE }",
    );
    expect(unknown("remote: { organization: acme, prefix: p-, workspaces: {} }")).toContain(
      "each stack has a workspace of its own",
    );
    expect(said(`${HEAD}roles: { s3: { encrypt: true } }\n`).join()).not.toContain("always on");
  });
});
