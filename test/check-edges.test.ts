import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { rooms } from "./support/run";

// Where checks begin and end: one more, one less, and what looks like a mistake and is none.

interface More {
  readonly strictness?: string;
  readonly today?: string;
  readonly name?: string;
  readonly readFile?: (path: string) => Uint8Array;
}

/** What the findings of a code say about a spec with these lines: message, and help behind an arrow. */
function said(
  code: string,
  lines: string,
  { strictness = "account", name = "base", ...options }: More = {},
): string[] {
  const text = `apiVersion: panorama-compile/v1
name: ${name}
account: { id: "123456789012", region: us-east-1 }
strictness: ${strictness}
${lines}
`;
  const { findings } = compileWith(rooms, [{ text }], { today: "2026-11-23", ...options });
  const broken = findings.filter((finding) => finding.code.startsWith("schema-"));
  expect(broken).toEqual([]);
  return findings
    .filter((finding) => finding.code === code)
    .map(({ message, help = "", start }) => `${start.line}:${start.column} ${message} → ${help}`);
}

describe("provider-version", () => {
  const constraint = (text: string) => said("provider-version", `terraform: { provider: "${text}" }`);

  it.each([
    "5.100.0",
    "= 5.100.0",
    "=6.1",
    "6",
    ">= 5.0",
    ">=5.100.0",
    "> 5.100.0, < 5.100.2",
    "> 5.99.9, <= 5.100.0",
    "<= 5.100",
    "< 7",
    "< 7.0.0, > 6.99.0",
    "!= 5.100.0",
    "!= 5.100.0, <= 5.100.1",
    "!= 4.0.0",
    "~> 5.100",
    "~> 5.0",
    "~> 5.100.0",
    "~> 6.1.3",
    "~> 6",
    "  ~>   6.2  ",
    ">= 6.5.1, <= 6.5.1",
    ">= 5.100.0, >= 6.0.0, < 6.0.1",
  ])("%s leaves a version", (text) => {
    expect(constraint(text)).toEqual([]);
  });

  it.each([
    "5.99.9",
    "5.99",
    "5",
    "= 7.0.0",
    "< 5.100.0",
    "<= 5.99.9",
    "> 6.99.99, < 6.99.99",
    ">= 7",
    "> 7.0.0",
    "~> 5.99.0",
    "~> 4.67",
    "~> 7",
    "~> 6.1.3, < 6.1.3",
    "~> 6.1.3, >= 6.2.0",
    "~> 5.100, >= 6",
    "= 5.100.0, != 5.100.0",
    "> 5.100.0, < 5.100.1",
    "6.0.0, 6.0.1",
  ])("%s leaves none", (text) => {
    expect(constraint(text)).toEqual([
      `5:24 the constraint "${text}" leaves no version of hashicorp/aws that takes what is emitted (>= 5.100.0, < 7.0.0) → write provider: "~> 5.100"`,
    ]);
  });
});

describe("backend-region", () => {
  const backend = (region: string, partition: string) =>
    said(
      "backend-region",
      `terraform: { backend: { s3: { bucket: acme-tfstate, region: ${region}, kmsKeyId: "arn:${partition}:kms:${region}:123456789012:key/1234abcd-12ab-34cd-96ef-1234567890ab" } } }`,
    );

  it.each([
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["us-isof-south-1", "aws-iso-f"],
  ])("knows that %s is of the partition %s", (region, partition) => {
    expect(backend(region, partition)).toEqual([]);
    const other = partition === "aws" ? "aws-cn" : "aws";
    const [found] = backend(region, other);
    expect(found).toContain(`the KMS key is of partition ${other}, the bucket of partition ${partition};`);
    expect(found).toContain(`write kmsKeyId: arn:${partition}:kms:${region}:123456789012:key/1234abcd-`);
  });
});

describe("evaluated-text", () => {
  const PLACEHOLDER = "${aws:iot:x}";
  const found = (lines: string) => said("evaluated-text", lines).length;
  const job = (field: string) =>
    `appliances: [{ name: a }]\njobs:\n  - { name: j, targets: { all: true }, document: { a: b }, ${field} }`;

  it("looks for what AWS acts on in what AWS gets, and only there", () => {
    expect(found(job(`description: "${PLACEHOLDER}"`))).toBe(1);
    expect(found(`x-note: { document: "${PLACEHOLDER}", description: "${PLACEHOLDER}" }`)).toBe(0);
    expect(found(job(`x-note: "${PLACEHOLDER}"`))).toBe(0);
    expect(found('secrets: [{ name: panorama/a, description: "{{resolve:ssm:x}}" }]')).toBe(0);
    const file = "document: { file: a.json }";
    const lines = `appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, ${file}, description: "${PLACEHOLDER}" }]`;
    const readFile = () => new TextEncoder().encode("{}");
    expect(said("evaluated-text", lines, { readFile })).toHaveLength(1);
  });

  it.each(["${aws:iot:x}", "${  AWS:IoT:x}", "{{resolve:ssm:x}}", "{{ Resolve : x}}", "${TfToken[A]}"])(
    "takes %s for one in a document",
    (text) => {
      const lines = `appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, document: { a: '${text}' } }]`;
      expect(found(lines)).toBe(1);
    },
  );

  it.each(["${aws:iam:x}", "aws:iot:x", "{resolve:x}", "{{resolved}}", "${ xaws:iot:x}", "TfToken[A]"])(
    "lets %s be",
    (text) => {
      const lines = `appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, document: { a: '${text}' } }]`;
      expect(found(lines)).toBe(0);
    },
  );

  it("says nothing of a path, whose file is looked at itself", () => {
    const lines = `appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, document: { file: "{{resolve:x}}.json" } }]`;
    const readFile = () => new TextEncoder().encode("{}");
    expect(said("evaluated-text", lines, { readFile })).toEqual([]);
  });
});

describe("adopted-role-reads-secrets", () => {
  const ROLE = "source: import, path: /service-role/";
  const SECRET = "secrets: [{ name: panorama/a }]";
  const found = (role: string, secrets: string, more = "") =>
    said("adopted-role-reads-secrets", `roles: { appliance: { ${role} } }\n${secrets}\n${more}`);

  it("is about a default of an adopted role that gains something by it", () => {
    expect(found(ROLE, SECRET)).toHaveLength(1);
    expect(found(ROLE, "")).toEqual([]);
    expect(found(`${ROLE}, readSecrets: true`, SECRET)).toEqual([]);
    expect(found(`${ROLE}, readSecrets: false`, SECRET)).toEqual([]);
    expect(found("source: create", SECRET)).toEqual([]);
    expect(found(ROLE, SECRET, "lifecycle: quarantined")).toEqual([]);
  });

  it("needs no default where the strictness gives none", () => {
    const lines = `roles: { appliance: { ${ROLE} } }\n${SECRET}`;
    expect(said("adopted-role-reads-secrets", lines, { strictness: "service" })).toEqual([]);
  });
});

describe("names that are repaired", () => {
  const BUCKETS = "buckets: [{ name: acme-nodepackage-store-1 }]";
  const point = (name: string) =>
    said(
      "access-point-name",
      `${BUCKETS}\naccessPoints: [{ name: ${name}, bucket: acme-nodepackage-store-1 }]`,
    ).join();

  it("access points: the end of an alias counts at the end only, and no hyphen is left behind", () => {
    expect(point("panorama-s3alias-a")).toBe("");
    expect(point("panorama-ext-s3alias-a")).toBe("");
    expect(point("panorama-a---ext-s3alias")).toContain("→ write name: panorama-a");
    expect(point("panorama-a---ext-s3alias")).not.toContain("panorama-a-\n");
    expect(point("a-s3alias-b-s3alias")).toMatch(/→ write name: panorama-a-s3alias-b$/);
    expect(point("panorama-b---s3alias")).toMatch(/→ write name: panorama-b$/);
  });

  const bucket = (name: string) =>
    said("bucket-name", `buckets: [{ name: ${name}, source: create }]`).map((text) => text.split(" → ")[1]);

  it.each([
    ["abc.--x-s3", "write name: abc"],
    ["abc-.-.mrap", "write name: abc"],
    ["a--x-s3", "give it another name"],
    ["ab--x-s3", "give it another name"],
    ["abc--x-s3", "write name: abc"],
    ["xn---abc", "write name: abc"],
    ["xn----abc", "write name: abc"],
    ["xn--..abc", "write name: abc"],
    ["amzn-s3-demo-abcd", "write name: abcd"],
    ["sthree-.abcd", "write name: abcd"],
    ["10.20.30.40", "write name: 10-20-30-40"],
    ["1.2.3.4", "write name: 1-2-3-4"],
    ["a...b", "write name: a.b"],
  ])("buckets: %s, %s", (name, help) => {
    expect(bucket(name)).toEqual([help]);
  });

  it.each(["a10.20.30.40", "10.20.30.40a", "10.20.30", "abcxmrap", "my-xn--abc", "abc--x-s3-b"])(
    "buckets: %s is a good name",
    (name) => {
      expect(bucket(name)).toEqual([]);
    },
  );

  const secret = (name: string) =>
    said("secret-name", `secrets: [{ name: "${name}" }]`).map((text) => text.split(" → ")[1]);

  it("secrets: to the last character that fits", () => {
    expect(secret("//-cam")).toEqual(["write name: panorama/cam"]);
    expect(secret("a".repeat(503))).toEqual([`write name: panorama/${"a".repeat(503)}`]);
    expect(secret("a".repeat(504))).toEqual(["start it with panorama/"]);
  });

  it("secrets: one that is there already keeps a name that ends as an ARN does", () => {
    const adopted =
      "source: import, arn: arn:aws:secretsmanager:us-east-1:123456789012:secret:panorama/cam-abcdef-AbCdEf";
    expect(said("secret-name-suffix", `secrets: [{ name: panorama/cam-abcdef, ${adopted} }]`)).toEqual([]);
    expect(said("secret-name-suffix", "secrets: [{ name: panorama/cam-abcdef }]")).toHaveLength(1);
    expect(said("secret-name-suffix", "secrets: [{ name: panorama/cam-abcde }]")).toEqual([]);
    expect(said("secret-name-suffix", "secrets: [{ name: panorama/cam-abcdefg }]")).toEqual([]);
  });
});

describe("device-id-unusual", () => {
  const odd = (id: string) =>
    said("device-id-unusual", `appliances: [{ name: a, deviceId: ${id} }]`).map((text) =>
      text.replace(/^.*: it (.*) → .*$/, "$1"),
    );
  const USUAL = "lk7exmplpvcr3heqwjmesw76ky";

  it("knows the whole form, from start to end", () => {
    expect(odd(`device-${USUAL}`)).toEqual([]);
    expect(odd(`my-device-${USUAL}`)).toEqual(['does not start with "device-"']);
    expect(odd(`device-${USUAL}a`)).toEqual(['has 27 characters after "device-"']);
    expect(odd(`device-${USUAL.slice(1)}`)).toEqual(['has 25 characters after "device-"']);
    expect(odd(`device-${USUAL.replace("lk7", "0A1")}`)).toEqual(['has "0", "A" and "1"']);
    expect(odd(`device-${USUAL.replace("lk7e", "0A18")}`)).toEqual(["has other characters"]);
  });
});

describe("too much by one", () => {
  const attributes = (count: number) =>
    Array.from({ length: count }, (_, index) => `a${index}: b`).join(", ");
  const appliances = (count: number, more = "") =>
    Array.from({ length: count }, (_, index) => `  - { name: n${index}${more} }`).join("\n");

  it("three attributes fit without a thing type, four do not", () => {
    const found = (count: number) =>
      said("too-many-attributes", `appliances: [{ name: a, attributes: { ${attributes(count)} } }]`);
    expect(found(3)).toEqual([]);
    expect(found(4)).toHaveLength(1);
  });

  it("a job that runs is for a hundred things", () => {
    const found = (count: number) =>
      said(
        "too-many-targets",
        `appliances:\n${appliances(count)}\njobs: [{ name: j, targets: { all: true }, document: { a: b }, run: once }]`,
      );
    expect(found(100)).toEqual([]);
    expect(found(101)).toHaveLength(1);
  });

  it("and a split by sites helps where every site is small enough", () => {
    const found = (small: number, large: number) =>
      said(
        "too-many-targets",
        `appliances:\n${appliances(small, "s, site: small")}\n${appliances(large, ", site: large")}\njobs: [{ name: j, targets: { all: true }, document: { a: b }, run: once }]`,
      ).join();
    expect(found(51, 50)).toContain("→ write terraform: { split: site }");
    expect(found(2, 101)).toContain("→ aim several jobs at some of these appliances each");
  });

  it("ninety characters of a workspace's name", () => {
    const found = (prefix: number) =>
      said(
        "workspace-name",
        `appliances: [{ name: a, site: ${"s".repeat(30)} }]\nterraform: { split: site, backend: { remote: { organization: acme, prefix: "${"p".repeat(prefix)}" } } }`,
      );
    const stack = `base-us-east-1-${"s".repeat(30)}`.length;
    expect(found(90 - stack)).toEqual([]);
    expect(found(91 - stack)[0]).toContain("→ shorten the prefix by 1, or ");
  });
});

describe("references", () => {
  it("an IoT policy of a Region without certificates: where the field stands, and what else there is", () => {
    const arn = (region: string, digit: string) =>
      `certificate: { arn: "arn:aws:iot:${region}:123456789012:cert/${digit.repeat(64)}" }`;
    const found = (appliances: string, policies: string) =>
      said("undeclared-reference", `appliances: [${appliances}]\niotPolicies: [${policies}]`);
    const west = `{ name: w, region: us-west-2, ${arn("us-west-2", "a")} }`;
    const east = `{ name: e, ${arn("us-east-1", "b")} }`;
    expect(found("{ name: a }", "{ source: import }")).toEqual([
      "6:25 no appliance in us-east-1 has a certificate, so there is no IoT policy in that Region → remove it",
    ]);
    expect(found(west, "{ source: import }")[0]).toContain("→ write region: us-west-2; or remove it");
    const both = found(
      `${west}, ${east}`,
      "{ source: import, region: us-west-2 }, { source: import, region: eu-west-1 }",
    );
    expect(both).toEqual([
      "6:80 no appliance in eu-west-1 has a certificate, so there is no IoT policy in that Region → write region: us-east-1; or remove it",
    ]);
    expect(found(`${west}, ${east}`, "{ source: import, region: eu-west-1 }")[0]).toContain(
      "→ write region: us-east-1 or us-west-2; or remove it",
    );
  });

  it("a thing type that others have in another Region", () => {
    const lines = `appliances:
  - { name: a, region: us-west-2, thingType: panorama-x }
  - { name: b, region: eu-west-1, thingType: panorama-x }
thingTypes: [{ name: panorama-x, source: import }]`;
    expect(said("undeclared-reference", lines)[0]).toContain("→ write region: eu-west-1 or us-west-2");
  });

  it("of one access point to no bucket, the others' buckets are still looked at no further", () => {
    const found = (points: string) =>
      said("no-effect", `buckets: [{ name: acme-a }, { name: acme-b }]\naccessPoints: [${points}]`);
    const ok = "{ name: panorama-a, bucket: acme-a }";
    expect(found(ok)).toHaveLength(1);
    expect(found(`${ok}, { name: panorama-c, bucket: acme-c }`)).toEqual([]);
  });
});

describe("what is in another state of life", () => {
  it("a day counts only while an appliance is reprovisioned", () => {
    const found = (fields: string) => said("reprovisioning", `appliances: [{ name: a, ${fields} }]`);
    expect(found("state: reprovisioning, until: 2026-12-01")).toHaveLength(1);
    expect(found("state: active, until: 2026-12-01")).toEqual([]);
    expect(found("state: reprovisioning")).toEqual([]);
  });

  it("quarantine counts what is shut, one or many", () => {
    const arn = (digit: string) =>
      `certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/${digit.repeat(64)}"`;
    const found = (appliances: string[], points: string[]) =>
      said(
        "quarantined",
        `lifecycle: quarantined\nappliances: [${appliances.join(", ")}]\nbuckets: [{ name: acme-nodepackage-store-1 }]\naccessPoints: [${points.map((name) => `{ name: ${name}, bucket: acme-nodepackage-store-1 }`).join(", ")}]`,
      ).join();
    const one = found([`{ name: a, ${arn("a")} } }`], ["panorama-a"]);
    expect(one).toContain("; 1 certificate is inactive; 1 access point lets the role do nothing");
    expect(one).toContain("1 certificate given by arn stays inactive even so");
    const two = found(
      [`{ name: a, ${arn("a")} } }`, `{ name: b, ${arn("b")} } }`],
      ["panorama-a", "panorama-b"],
    );
    expect(two).toContain("; 2 certificates are inactive; 2 access points let the role do nothing");
    expect(two).toContain("2 certificates given by arn stay inactive even so");
    const told = found([`{ name: a, ${arn("a")}, status: active } }`], []);
    expect(told).toContain("1 certificate is inactive");
    expect(told).not.toContain("even so");
    expect(told).not.toContain("access point");
    expect(found([], [])).not.toContain("certificate");
  });

  it("a status is of no effect where it says the contrary", () => {
    const arn = `arn: "arn:aws:iot:us-east-1:123456789012:cert/${"a".repeat(64)}"`;
    const found = (status: string, state: string) =>
      said(
        "no-effect",
        `appliances: [{ name: a, state: ${state}, certificate: { ${arn}, status: ${status} } }]`,
      );
    expect(found("inactive", "retired")).toEqual([]);
    expect(found("active", "retired").join()).toContain('"status" of the certificate');
    expect(found("inactive", "active")).toEqual([]);
  });

  it("retiring is worth a word where strictness names no devices, on every rung", () => {
    const found = (strictness: string) =>
      said("no-effect", "appliances: [{ name: a, state: retired }, { name: b }]", { strictness }).join();
    for (const strictness of ["service", "account", "region"])
      expect(found(strictness)).toContain(`the trust policy of strictness "${strictness}" names no devices`);
  });

  it("all retired: who is still let in, by strictness", () => {
    const found = (strictness: string) =>
      said("no-active-appliance", "appliances: [{ name: a, state: retired }]", { strictness }).join();
    expect(found("service")).toContain("still lets in AWS Panorama on behalf of any account");
    expect(found("account")).toContain("still lets in AWS Panorama on behalf of account 123456789012");
    expect(found("region")).toContain("still lets in every device of us-east-1");
    const shut = "lifecycle: quarantined\nappliances: [{ name: a, state: retired }]";
    expect(said("no-active-appliance", shut)).toEqual([]);
    expect(said("bucket-out-of-reach", `lifecycle: quarantined\n${REACHED_BY_NONE}`)).toEqual([]);
    expect(said("bucket-out-of-reach", REACHED_BY_NONE)).toHaveLength(1);
  });

  const REACHED_BY_NONE =
    "buckets: [{ name: acme-models }]\naccessPoints: [{ name: panorama-a, bucket: acme-models }]";
});

describe("names that were used before", () => {
  it("a tombstone stands in the way of a former name only in the same Region, and of the same kind", () => {
    const found = (tombstone: string) =>
      said(
        "renamed-from",
        `appliances: [{ name: new, renamedFrom: old, thingName: panorama-old }]\nretired: [${tombstone}]`,
      );
    expect(found("{ appliance: old, disposition: forget }")).toHaveLength(1);
    expect(found("{ appliance: old, region: eu-west-1, disposition: forget }")).toEqual([]);
    expect(found("{ job: old, disposition: forget }")).toEqual([]);
  });

  it("a bucket that is there already may be forgotten, or destroyed in another Region", () => {
    const found = (tombstone: string) =>
      said("tombstone-name-used", `buckets: [{ name: acme-models }]\nretired: [${tombstone}]`);
    expect(found("{ bucket: acme-models, disposition: destroy }")).toHaveLength(1);
    expect(found("{ bucket: acme-models, disposition: forget }")).toEqual([]);
    expect(found("{ bucket: acme-models, region: eu-west-1, disposition: destroy }")).toEqual([]);
    expect(found("{ accessPoint: acme-models, disposition: destroy }")).toEqual([]);
  });
});

describe("texts that give something away", () => {
  const KEY = "-----BEGIN PRIVATE KEY-----";

  it("a private key is one as a key too", () => {
    const found = (document: string) =>
      said(
        "private-key-in-text",
        `appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, document: ${document} }]`,
      ).join();
    expect(found(`{ "${KEY}": a }`)).toContain("this key holds a private key");
    expect(found(`{ a: "${KEY}" }`)).toContain("this text holds a private key");
  });

  it("under a key like a secret's, only a text that is there", () => {
    const found = (value: string) =>
      said(
        "secret-like-key",
        `appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, document: { password: ${value} } }]`,
      ).length;
    expect(found('"x"')).toBe(1);
    for (const value of ['""', "1", "null", "true", "{ a: b }", "[a]"]) expect(found(value)).toBe(0);
  });
});

describe("locking at a state's own address", () => {
  it.each([
    ["{ method: POST, unlockMethod: UNLOCK }", "5:64 locking sends POST"],
    ["{ method: LOCK, unlockMethod: POST }", "unlocking sends POST"],
    ["{ method: LOCK, unlockMethod: DELETE }", "unlocking sends DELETE"],
  ])("%s", (lock, words) => {
    const [found = ""] = said(
      "lock-overwrites-state",
      `terraform: { backend: { http: { address: "https://x.example.com/", lock: ${lock} } } }`,
    );
    expect(found).toContain(words.replace(/^5:64 /, ""));
    expect(Number(found.split(/[: ]/)[1])).toBeGreaterThan(60);
  });

  it("by methods of its own says nothing", () => {
    const lines = 'terraform: { backend: { http: { address: "https://x.example.com/", lock: {} } } }';
    expect(said("lock-overwrites-state", lines)).toEqual([]);
  });

  it("GitLab's own is known by the end of the address", () => {
    const found = (address: string) =>
      said("state-not-locked", `terraform: { backend: { http: { address: "${address}" } } }`).join();
    expect(found("https://gitlab.example.com/api/v4/projects/1/terraform/state/")).toContain(
      "→ add lock: { suffix",
    );
    expect(found("https://x.example.com/terraform/state/more/")).toContain("→ add lock: {} where");
  });
});

describe("policy-too-large", () => {
  const secrets = (more: number, ...others: string[]) => {
    const names = Array.from({ length: 104 }, (_, n) => `panorama/seattle/dock-${101 + n}-camera`);
    const all = [`${names[0]}${"a".repeat(more)}`, ...names.slice(1), ...others];
    return said("policy-too-large", `secrets: [${all.map((name) => `{ name: ${name} }`).join(", ")}]`);
  };
  const sizeIn = (finding = "") => Number(/ has (\d+) characters/.exec(finding)?.[1]);

  it("lets a policy be that is exactly as long as its quota", () => {
    const fitting = 400 - (sizeIn(secrets(400)[0]) - 10_240); // each character of a name is one of the policy
    expect(sizeIn(secrets(fitting + 1)[0])).toBe(10_241);
    expect(secrets(fitting)).toEqual([]);
    expect(secrets(fitting, "panorama/one-more")[0]).toContain("into which 104 secrets fit");
  });

  const role = (permissions: string, lines: string) =>
    said("policy-too-large", `roles: { appliance: { permissions: ${permissions} } }\n${lines}`).join();
  const SECRETS = `secrets: [${Array.from({ length: 130 }, (_, n) => `{ name: panorama/seattle/dock-${n}-camera }`).join(", ")}]`;
  const POINT =
    "buckets: [{ name: acme-models, source: existing }]\naccessPoints: [{ name: panorama-a, bucket: acme-models }]";

  it("names what the policy is for: access points only where it names them", () => {
    expect(role("managed", `${SECRETS}\n${POINT}`)).toContain("inline policy for 130 secrets has");
    const points = Array.from(
      { length: 20 },
      (_, n) => `{ name: panorama-${n}, bucket: acme-models, prefix: seattle-${n}/ }`,
    );
    const many = `buckets: [{ name: acme-models, source: existing }]\naccessPoints: [${points.join(", ")}]`;
    expect(role("scoped, readSecrets: false", many)).toContain("inline policy for 20 access points has");
    expect(role("scoped", SECRETS)).toContain("inline policy for 130 secrets has");
    expect(role("scoped", `${SECRETS}\n${POINT}`)).toContain(
      "inline policy for 130 secrets and 1 access point has",
    );
  });
});

describe("trust-policy-too-large", () => {
  const USUAL = "lk7exmplpvcr3heqwjmesw76k";
  const trust = (devices: number, quota: number) =>
    said(
      "trust-policy-too-large",
      `roles: { appliance: { trustPolicyQuota: ${quota} } }
appliances:
${Array.from({ length: devices }, (_, n) => `  - { name: n${n}, deviceId: device-${USUAL}${"abcdefghijklmnopqrstuvwxyz234567"[n % 32]}${n < 32 ? "" : "x".repeat(n - 31)} }`).join("\n")}`,
      { strictness: "device" },
    );
  const sizeIn = (finding = "") => Number(/ has (\d+) characters/.exec(finding)?.[1]);

  it("lets a trust policy be that is exactly as long as the quota", () => {
    const size = sizeIn(trust(30, 2048)[0]);
    expect(size).toBeGreaterThan(2048);
    expect(trust(30, size)).toEqual([]);
    expect(trust(30, size - 1)[0]).toContain(`has ${size} characters; the quota is ${size - 1},`);
  });

  it("asks AWS for more as long as AWS gives that much", () => {
    const ids = (count: number, last: number) =>
      Array.from({ length: count }, (_, n) => `device-${n}${"a".repeat(n === 0 ? last : 40)}`);
    const found = (count: number, last: number) =>
      said(
        "trust-policy-too-large",
        `appliances:\n${ids(count, last)
          .map((id, n) => `  - { name: n${n}, deviceId: ${id} }`)
          .join("\n")}`,
        { strictness: "device" },
      )[0];
    const last = 40 - (sizeIn(found(80, 40)) - 8192); // each character of an id is one of the policy
    expect(last).toBeGreaterThan(0);
    expect(sizeIn(found(80, last))).toBe(8192);
    expect(found(80, last)).toContain("have AWS raise quota L-C07B4B0D to 8192 or more");
    expect(found(80, last + 1)).toContain("name fewer appliances: AWS grants at most 8192 characters");
  });
});

describe("until-not-a-day", () => {
  const found = (today: string) =>
    said("until-not-a-day", "appliances: [{ name: a, state: reprovisioning, until: 2027-02-29 }]", { today });

  it("gives the last day of the month, even today, but none that has passed", () => {
    expect(found("2027-02-27")[0]).toContain("→ write until: ");
    expect(found("2027-02-28")[0]).toContain("→ write until: ");
    expect(found("2027-03-01")[0]).toMatch(/→ $/);
  });
});

describe("duplicate", () => {
  it("says that a name counts in all Regions of names only", () => {
    const devices = (fields: string) =>
      said("duplicate", `appliances: [{ name: a, ${fields} }, { name: b, region: us-west-2, ${fields} }]`);
    expect(devices("deviceId: device-lk7exmplpvcr3heqwjmesw76ky")[0]).toMatch(
      /→ give each appliance the id that AWS Panorama gave it$/,
    );
    expect(said("duplicate", "appliances: [{ name: a }, { name: a, region: us-west-2 }]")[0]).toMatch(
      /: the name counts in all Regions$/,
    );
    expect(said("duplicate", "appliances: [{ name: a }, { name: a }]")[0]).not.toContain("all Regions");
  });
});

describe("ignored-key", () => {
  it("is about tags, attributes and documents only", () => {
    const job = "jobs: [{ name: j, x-a: 1, targets: { all: true }, document: { x-b: 1, c: [{ x-d: 1 }] } }]";
    const found = said("ignored-key", `x-e: { x-f: 1 }\nappliances: [{ name: a, x-g: 1 }]\n${job}`);
    expect(found.map((text) => /"(.*?)" becomes/.exec(text)?.[1])).toEqual(["x-b", "x-d"]);
  });
});

describe("job-document-value", () => {
  const found = (document: string) =>
    said(
      "job-document-value",
      `appliances: [{ name: a }]\njobs: [{ name: j, targets: { all: true }, document: ${document} }]`,
    );

  it("takes file for a forgotten path only where it stands alone, with no mapping or list", () => {
    expect(found("{ file: }")[0]).toContain("found nothing");
    expect(found("{ file: 7 }")[0]).toContain("found 7");
    for (const document of ["{ file: , more: 1 }", "{ file: { a: b } }", "{ file: [a] }", "{ files: }"])
      expect(found(document)).toEqual([]);
  });
});

describe("job-targets", () => {
  const APPLIANCES = `appliances:
  - { name: here }
  - { name: west, region: us-west-2 }
  - { name: ireland, region: eu-west-1 }`;
  const found = (names: string) =>
    said(
      "job-targets",
      `${APPLIANCES}\njobs: [{ name: j, targets: { appliances: [${names}] }, document: { a: b } }]`,
    );

  it("is one mistake where all are elsewhere, and one for each else", () => {
    expect(found("here, west, ireland")).toHaveLength(2);
    expect(found("west, ireland")).toEqual([
      expect.stringContaining(
        "they are in eu-west-1 and us-west-2 → make a job for each Region, with region: eu-west-1 and region: us-west-2",
      ),
    ]);
  });
});

describe("no-effect", () => {
  const bucket = (source: string) =>
    said("no-effect", `buckets: [{ name: acme-models, source: ${source}, policy: import }]`).join();

  it("the source of a policy is that of an adopted bucket's", () => {
    expect(bucket("create")).toContain('"policy" of the bucket');
    expect(bucket("import")).not.toContain('"policy" of the bucket');
  });
});

describe("address-collision", () => {
  const found = (...secrets: string[]) =>
    said("address-collision", `secrets: [${secrets.map((secret) => `{ name: ${secret} }`).join(", ")}]`);

  it("is one finding where address and variable are shared, and none where a secret has no variable", () => {
    expect(found("panorama/a.b, value: variable", "panorama/a/b, value: variable")).toHaveLength(1);
    expect(found("panorama/a-b, value: variable", "panorama/a_b, value: variable")).toHaveLength(1);
    expect(found("panorama/a-b", "panorama/a_b")).toEqual([]);
    expect(found("panorama/a-b", "panorama/a_b, value: variable")).toEqual([]);
  });
});

describe("tombstone-name-used", () => {
  it("shows where a thing type stands: in its own list, or at an appliance", () => {
    const compiled = (lines: string) =>
      compileWith(rooms, [
        {
          text: `apiVersion: panorama-compile/v1\nname: base\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: region\n${lines}\nretired: [{ thingType: panorama-x, disposition: destroy }]\n`,
        },
      ])
        .findings.filter(({ code }) => code === "tombstone-name-used")
        .flatMap(({ related = [] }) => related.map(({ start }) => `${start.line}:${start.column}`));
    expect(compiled("appliances:\n  - { name: a, thingType: panorama-x }")).toEqual(["6:27"]);
    expect(
      compiled(
        "appliances:\n  - { name: a, thingType: panorama-x }\nthingTypes:\n  - { name: panorama-x, source: import }",
      ),
    ).toEqual(["8:13"]);
  });
});

describe("undeclared-reference", () => {
  it("of sites that are equally near means the first by name", () => {
    const [found] = said(
      "undeclared-reference",
      "appliances: [{ name: a, site: dock-b }, { name: b, site: dock-a }]\njobs: [{ name: j, targets: { sites: [dock-c] }, document: { a: b } }]",
    );
    expect(found).toContain('did you mean "dock-a"?');
  });
});

describe("workspace-name", () => {
  const workspace = (prefix: string, sites: string, name = "base") =>
    said(
      "workspace-name",
      `appliances: [${sites}]\nterraform: { split: site, backend: { remote: { organization: acme, prefix: "${prefix}" } } }`,
      { name },
    ).join();
  const site = (letter: string, length: number, region: string) =>
    `{ name: ${letter}, site: ${letter.repeat(length)}, region: ${region} }`;

  it("is about the first of the longest", () => {
    const two = ["b", "a"].map((letter) => site(letter, 60, "us-west-2"));
    const found = workspace("p".repeat(30), [site("c", 3, "us-west-2"), ...two].join());
    expect(found).toContain(`the stack base-us-west-2-${"a".repeat(60)} gets`);
  });

  it("shortens the prefix where that is enough", () => {
    const one = site("a", 63, "us-east-1"); // base-us-east-1- and 63 characters: 78
    expect(workspace("p".repeat(24), one)).toContain("→ shorten the prefix by 12, or ");
    expect(workspace("p".repeat(12), one)).toBe("");
    expect(workspace("p".repeat(5), one, "base-and-more-67")).toContain("→ shorten the prefix by 5, or ");
    expect(workspace("p".repeat(5), one, "base-and-more-678")).toContain(
      "→ shorten the prefix and the spec's name or its sites' names by 6",
    );
  });
});

describe("provider-version", () => {
  const constraint = (text: string) => said("provider-version", `terraform: { provider: "${text}" }`);

  it("a version below what ~> names is none of it", () => {
    expect(constraint("~> 6.1.3, <= 6.1.0")).toHaveLength(1);
    expect(constraint("~> 6.1.3, <= 6.1.3")).toEqual([]);
  });
});

describe("token-in-text", () => {
  const TOKEN = `ghp_${"a1".repeat(18)}`;

  it("says where the token is, in a key or in a text", () => {
    expect(said("token-in-text", `tags: { ${TOKEN}: a }`)[0]).toContain("this key holds a token");
    expect(said("token-in-text", `tags: { a: ${TOKEN} }`)[0]).toContain("this text holds a token");
    expect(said("token-in-text", "tags: { awsSecretKeyOfTheCamerasInTheDockAtSeatt: a }")).toEqual([]);
  });
});

describe("arn-mismatch", () => {
  it("says whose Region it is that the ARN lacks", () => {
    const arn = `arn:aws:iot:us-east-1:123456789012:cert/${"a".repeat(64)}`;
    const found = (region: string) =>
      said(
        "arn-mismatch",
        `appliances: [{ name: a, region: ${region}, certificate: { arn: "${arn}" } }]`,
      ).join();
    expect(found("us-west-2")).toContain("this appliance is of Region us-west-2");
    expect(found("us-east-1")).toBe("");
    const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    expect(
      said("arn-mismatch", `secrets: [{ name: panorama/a, region: us-west-2, kmsKeyId: "${key}" }]`).join(),
    ).toContain("this secret is of Region us-west-2");
  });
});

describe("tag-value-empty", () => {
  it("matters to jobs only", () => {
    expect(said("tag-value-empty", 'tags: { a: "" }')).toEqual([]);
  });
});

describe("lock-overwrites-state", () => {
  it("stands at the method that does it", () => {
    const at = (lock: string) =>
      said(
        "lock-overwrites-state",
        `terraform:
  backend:
    http:
      address: https://x.example.com/
      lock: ${lock}`,
      ).map((text) => text.split(" ")[0]);
    expect(at("{ unlockMethod: DELETE, method: LOCK }")).toEqual(["9:29"]);
    expect(at("{ unlockMethod: UNLOCK, method: POST }")).toEqual(["9:45"]);
    expect(at("{ unlockMethod: DELETE, method: POST }")).toEqual(["9:7"]);
  });
});

describe("role-repair: the lines that adopt the roles", () => {
  const help = (roles: string) =>
    /add roles: .*? to adopt|write .*? to adopt/.exec(said("end-of-support", roles).join())?.[0];
  const WHOLE = "appliance: { source: import, path: /service-role/ }";

  it.each([
    ["", `add roles: { serviceLinked: import, ${WHOLE} } to adopt`],
    ["roles: { serviceLinked: omit }", `write ${WHOLE} in roles to adopt`],
    ["roles: { serviceLinked: create }", `write serviceLinked: import, ${WHOLE} in roles to adopt`],
    [
      "roles: { appliance: { path: /x/ } }",
      "write serviceLinked: import in roles and source: import in roles.appliance to adopt",
    ],
    [
      "roles: { serviceLinked: omit, appliance: { path: /x/ } }",
      "write source: import in roles.appliance to adopt",
    ],
    [
      "roles: { serviceLinked: omit, appliance: { readSecrets: false } }",
      "write source: import, path: /service-role/ in roles.appliance to adopt",
    ],
    [
      "roles: { appliance: { source: import, path: /service-role/ } }",
      "write serviceLinked: import in roles to adopt",
    ],
  ])("%s", (roles, words) => {
    expect(help(roles)).toBe(words);
  });
});

describe("expectation-idle", () => {
  const slips = (request: string) =>
    said("expectation-idle", `expect: [{ deny: { role: appliance, ${request} } }]`);
  const key = (name: string) => slips(`principal: panorama.amazonaws.com, context: { "${name}": x }`);
  const action = (name: string) => slips(`action: "${name}", resource: "arn:aws:s3:::x"`);

  it.each([
    "aws:SourceAcount",
    "aws:SourceAccounts",
    "aws:SourceAccoumt",
    "aws:SourceAccuont",
    "aw:SourceAccount",
    "AWS:sourceacount",
  ])("%s is one slip from the key that is meant", (name) => {
    expect(key(name)).toEqual([
      expect.stringContaining(
        `no policy asks for "${name}", so the request is as if it were not there → did you mean "aws:SourceAccount"?`,
      ),
    ]);
  });

  it.each([
    "aws:SourceAccount",
    "AWS:SOURCEACCOUNT",
    "aws:SorceAcount",
    "aws:SourceAccunto",
    "aws:SourceAccou",
    "aws:SourceAccounted",
    "aws:RequestTag/team",
    "cloudwatch:namespace",
  ])("%s is none", (name) => {
    expect(key(name)).toEqual([]);
  });

  it.each([
    ["log:CreateLogGroup", "logs:CreateLogGroup"],
    ["logs:CreateLogGroups", "logs:CreateLogGroup"],
    ["cloudwatch:PutMetricsData", "cloudwatch:PutMetricData"],
  ])("the action %s is one slip from %s", (name, meant) => {
    expect(action(name)).toEqual([
      expect.stringContaining(`no policy has the action "${name}" → did you mean "${meant}"?`),
    ]);
  });

  const SECRETS = "secrets: [{ name: panorama/cam }]";
  const ofSecrets = (request: string, effect = "deny") =>
    said("expectation-idle", `${SECRETS}\nexpect: [{ ${effect}: { role: appliance, ${request} } }]`);
  const ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:panorama/";

  it.each(["", ', resource: "*"'])(
    "an action on no resource of those that policies have is denied always%s",
    (resource) => {
      expect(ofSecrets(`action: "secretsmanager:GetSecretValue"${resource}`)).toEqual([
        `6:45 the role may do "secretsmanager:GetSecretValue", on resources of its own; on "*", which is none of them, it is denied whatever the policies say → add the resource that it is not to be done on, one ARN without wildcards; the policies have ${ARN}cam-??????`,
      ]);
      expect(ofSecrets(`action: "secretsmanager:GetSecretValue"${resource}`, "allow")).toEqual([]);
      expect(
        ofSecrets(`action: "cloudwatch:PutMetricData"${resource}`),
        "a statement has all resources",
      ).toEqual([]);
      expect(ofSecrets(`action: "iam:PassRole"${resource}`), "no statement has the action").toEqual([]);
      expect(ofSecrets("principal: panorama.amazonaws.com")).toEqual([]);
    },
  );

  it("a secret's ARN without its six characters is no secret's", () => {
    const of = (name: string) =>
      ofSecrets(`action: "secretsmanager:GetSecretValue", resource: "${ARN}${name}"`);
    const repaired = `write resource: ${ARN}cam-AbCdEf`;
    expect(of("cam")).toEqual([
      `6:88 "${ARN}cam" is no secret's ARN: they end in a hyphen and six characters, so no request has it → ${repaired}`,
    ]);
    expect(of("cam-AbCdEf/a")).toHaveLength(1);
    expect(of("cam-AbCdEf")).toEqual([]);
    expect(of("others-AbCdEf")).toEqual([]);
  });

  it("of the policy that is asked", () => {
    expect(
      slips(
        'action: "logs:CreateLogGroup", resource: "arn:aws:logs:x", context: { "cloudwatch:namespaces": x }',
      ),
    ).toHaveLength(1);
    expect(slips('principal: panorama.amazonaws.com, context: { "cloudwatch:namespaces": x }')).toEqual([]);
    expect(slips('principal: "sts.amazonaws.com"')).toEqual([]);
    for (const name of [
      "cloudwatch:namepsace",
      "cloudwatch:namespac",
      "cloudwatch:namespcae",
      "xloudwatch:namespace",
    ])
      expect(
        slips(`action: "logs:CreateLogGroup", resource: "arn:aws:logs:x", context: { "${name}": x }`),
        name,
      ).toHaveLength(1);
    for (const name of [
      "cloudwatch:namepscae",
      "cloudwatch:naxyspace",
      "cloudwatch:nabbspace",
      "cloudwatch:nemaspace",
    ])
      expect(
        slips(`action: "logs:CreateLogGroup", resource: "arn:aws:logs:x", context: { "${name}": x }`),
        name,
      ).toEqual([]);
  });

  it.each(["s3:PutObject", "S3:getobject", "iam:PassRole", "s3:GetObjectAcl"])(
    "the action %s is none",
    (name) => {
      expect(action(name)).toEqual([]);
    },
  );
});

describe("expectation-failed", () => {
  const failed = (more: string, options: { strictness?: string } = {}) =>
    said("expectation-failed", `expect: [${more}]`, options);
  const OTHERS =
    '{ deny: { role: appliance, principal: panorama.amazonaws.com, context: { aws:SourceAccount: "999999999999" } } }';

  it("names the nearest rung that can be written", () => {
    expect(failed(OTHERS, { strictness: "service" })[0]).toContain(
      "write strictness: account, on which it is not allowed",
    );
    expect(failed(OTHERS, { strictness: "account" })).toEqual([]);
  });

  it("shows long lists of the deciding statement in part", () => {
    const secrets = `secrets: [${Array.from({ length: 8 }, (_, i) => `{ name: panorama/${i} }`).join(", ")}]`;
    const [text = ""] = said(
      "expectation-failed",
      `${secrets}\nexpect: [{ deny: { role: appliance, action: "secretsmanager:GetSecretValue", resource: "arn:aws:secretsmanager:us-east-1:123456789012:secret:panorama/7-AbCdEf" } }]`,
    );
    expect(text).toContain('panorama/4-??????","… 3 more"]');
    expect(text).not.toContain("panorama/5-");
  });
});

describe("arn-mismatch", () => {
  const helps = (lines: string) =>
    said("arn-mismatch", lines).map((text) => text.slice(text.indexOf(" → ") + 3));
  const arn = (region: string) => `arn:aws:secretsmanager:${region}:123456789012:secret:panorama/a-AbCdEf`;
  const key = (region: string) =>
    `arn:aws:kms:${region}:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const secret = (more: string) => helps(`secrets: [{ name: panorama/a, ${more} }]`);

  it("proposes the Region where the entry has none, or another", () => {
    expect(secret(`kmsKeyId: "${key("us-west-2")}"`)[0]).toMatch(
      /^add region: us-west-2 to this secret; or, if that/,
    );
    expect(secret(`region: eu-west-1, kmsKeyId: "${key("us-west-2")}"`)[0]).toMatch(
      /^write region: us-west-2; or, if that/,
    );
    expect(secret(`kmsKeyId: "${key("eu-central-1")}"`)[0]).toMatch(/^if that is a typing error/);
    expect(
      helps('roles: { appliance: { permissionsBoundary: "arn:aws:iam::210987654321:policy/a" } }')[0],
    ).toMatch(/^if that is a typing error/);
    expect(secret(`kmsKeyId: "${key("us-west-2").replace("123456789012", "210987654321")}"`)[0]).toMatch(
      /^if that is a typing error/,
    );
  });

  it("tells one Region of a secret's two ARNs once", () => {
    const both = (one: string, other: string) =>
      secret(`source: import, arn: "${arn(one)}", kmsKeyId: "${key(other)}"`);
    expect(both("us-west-2", "us-west-2")).toEqual([expect.stringContaining("write arn:")]);
    expect(both("us-west-2", "eu-west-1")).toEqual([
      expect.stringContaining(`write arn: ${arn("us-east-1")}`),
      expect.stringContaining(`write kmsKeyId: ${key("us-east-1")}`),
    ]);
    expect(
      secret(
        `source: import, arn: "${arn("us-west-2").replace("panorama/a", "panorama/b")}", kmsKeyId: "${key("us-west-2")}"`,
      ),
    ).toEqual([expect.stringContaining("write kmsKeyId:")]);
    expect(both("us-east-1", "us-west-2")).toEqual([expect.stringContaining("write kmsKeyId:")]);
    expect(both("us-east-1", "us-east-1")).toEqual([]);
    const foreign = key("us-east-1").replace("123456789012", "210987654321");
    for (const [region, count] of [
      ["us-east-1", 1],
      ["us-west-2", 2],
    ] as const)
      expect(
        secret(`source: import, arn: "${arn(region)}", kmsKeyId: "${foreign.replace("us-east-1", region)}"`),
      ).toHaveLength(count);
  });
});

describe("expectation-failed: the nearest statement, and the rung", () => {
  const DEVICE = "arn:aws:panorama:us-east-1:123456789012:device/device-x";
  const deny = `expect: [{ deny: { role: appliance, principal: panorama.amazonaws.com, context: { aws:SourceAccount: "123456789012", aws:SourceArn: "${DEVICE}" } } }]`;
  const appliances = (count: number) =>
    `appliances: [${Array.from({ length: count }, (_, i) => `{ name: a${i}, deviceId: device-${String(i).padStart(26, "0")} }`).join(", ")}]`;
  const failed = (lines: string, strictness = "account") =>
    said("expectation-failed", lines, { strictness }).join();

  it("proposes device only where it can be written", () => {
    expect(failed(`${appliances(1)}\n${deny}`, "region")).toContain("write strictness: device");
    expect(failed(`${appliances(30)}\n${deny}`, "region")).toContain("→ decided by");
    expect(failed(deny, "region")).toContain("→ decided by");
    expect(failed(`${appliances(1)}\n${deny}`, "account")).toContain("write strictness: device");
    expect(failed(`${appliances(1)}\n${deny.replace("us-east-1", "us-west-2")}`, "account")).toContain(
      "write strictness: region",
    );
    expect(
      failed("expect: [{ deny: { role: appliance, principal: panorama.amazonaws.com } }]", "service"),
    ).toContain("write strictness: account");
  });

  it("shows the statement for which least is missing", () => {
    const storage =
      "buckets: [{ name: a-nodepackage-store-1 }]\naccessPoints: [{ name: panorama-a, bucket: a-nodepackage-store-1 }]\nroles: { appliance: { permissions: scoped } }\n";
    const allow = (resource: string) =>
      `${storage}expect: [{ allow: { role: appliance, action: "s3:GetObject", resource: "${resource}" } }]`;
    expect(failed(allow("arn:aws:s3:us-east-1:123456789012:accesspoint/panorama-a/object/x"))).toContain(
      'the nearest asks for "s3:DataAccessPointArn", which the context does not have: {"Sid":"DeclaredObjects"',
    );
    expect(failed(allow("arn:aws:s3:us-east-1:1:accesspoint/panorama-123456789012-x"))).toContain(
      'the nearest asks for "s3:DataAccessPointArn", which the context does not have: {"Sid":"PanoramaArtifacts"',
    );
    const other = allow("arn:aws:s3:us-east-1:123456789012:accesspoint/panorama-a/object/x").replace(
      '" } }]',
      '", context: { "S3:dataaccesspointarn": "arn:aws:s3:us-east-1:123456789012:accesspoint/x" } } }]',
    );
    expect(failed(other)).toContain(
      'the nearest asks for another "s3:DataAccessPointArn": {"Sid":"DeclaredObjects"',
    );
    expect(failed(other.replace("S3:dataaccesspointarn", "aws:SourceAccount"))).toContain(
      'the nearest asks for "s3:DataAccessPointArn", which the context does not have: {"Sid":"DeclaredObjects"',
    );
    expect(failed('expect: [{ allow: { role: appliance, action: "iam:PassRole" } }]')).toContain(
      "→ no statement allows this action at all",
    );
  });
});

describe("job-document-value: files that a document names", () => {
  const found = (document: string) =>
    said(
      "job-document-value",
      `appliances: [{ name: a }]\njobs: [{ name: j, document: ${document}, targets: { all: true } }]`,
    ).length;

  it.each([
    ["{ File: a.json }", 1],
    ["{ fileName: a/b.json }", 1],
    ["{ path: ../a.json }", 1],
    ["{ profile: a.json }", 0],
    ["{ filename2: a.json }", 0],
    ["{ path: $a.json }", 0],
    ["{ path: a.json5 }", 0],
    ["{ path: a.jsonx }", 0],
    ["{ path: [a.json] }", 0],
    ["{ a: { file: b.json } }", 0],
    ["{ a:b }", 1],
    ["{ a:b: 1 }", 0],
    ["{ 'a:b': }", 0],
    ["{ a: }", 0],
    ["{ a: [b:c] }", 0],
    ["{ https://x: }", 0],
  ])("%s: %i", (document, count) => {
    expect(found(document)).toBe(count);
  });
});

describe("state-bucket-made", () => {
  const found = (source: string, backend: string) =>
    said(
      "state-bucket-made",
      `buckets: [{ name: states, source: ${source} }]\nterraform: { backend: ${backend} }`,
    ).length;
  const S3 = "{ s3: { bucket: states, region: us-east-1 } }";

  it("is about buckets of S3 that are Terraform's", () => {
    expect(found("create", S3)).toBe(1);
    expect(found("import", S3)).toBe(1);
    expect(found("existing", S3)).toBe(0);
    expect(found("create", S3.replace("states", "others"))).toBe(0);
    expect(found("create", "{ local: {} }")).toBe(0);
  });
});

describe("undeclared-reference: names of another kind", () => {
  const APPLIANCES = "appliances: [{ name: dock, site: hall, thingName: panorama-x }]\n";
  const help = (targets: string, appliances = APPLIANCES) =>
    said(
      "undeclared-reference",
      `${appliances}jobs: [{ name: j, document: { a: b }, targets: ${targets} }]`,
    ).map((text) => text.split(" → ")[1]);

  it("are told, and what is of none is to be declared", () => {
    expect(help("{ sites: [dock] }")).toEqual([
      "that is an appliance: write targets: { appliances: [dock] }",
    ]);
    expect(help("{ sites: [panorama-x] }")).toEqual([
      "give the appliances that stand there site: panorama-x",
    ]);
    expect(help("{ appliances: [hall] }")).toEqual(["that is a site: write targets: { sites: [hall] }"]);
    expect(help("{ appliances: [panorama-x] }")).toEqual(["that is the thing of an appliance: write dock"]);
    expect(help("{ appliances: [elsewhere] }")).toEqual(["add - { name: elsewhere } to appliances"]);
    expect(said("undeclared-reference", "accessPoints: [{ name: panorama-a, bucket: acme }]")[0]).toContain(
      "→ declare it: buckets: [{ name: acme }]",
    );
    expect(
      said(
        "undeclared-reference",
        "buckets: [{ name: acmes }]\naccessPoints: [{ name: panorama-a, bucket: acme }]",
      )[0],
    ).toContain('→ did you mean "acmes"? Or add - { name: acme } to buckets');
  });
});

describe("site-collision", () => {
  const found = (lines: string) => said("site-collision", lines);

  it("with one stack for a Region is about appliances in any", () => {
    expect(found("appliances: [{ name: a, site: x }, { name: b, site: X, region: us-west-2 }]")).toHaveLength(
      1,
    );
    expect(
      found("appliances: [{ name: a, site: x }, { name: b, site: x }, { name: c }, { name: d }]"),
    ).toEqual([]);
    expect(
      found("appliances: [{ name: a, site: x }]\nretired: [{ appliance: b, site: X, disposition: forget }]"),
    ).toEqual([]);
  });
});

describe("reprovisioning and reprovisioning-overdue", () => {
  const APPLIANCE = "appliances: [{ name: a, state: reprovisioning, until: 2026-11-01 }]";

  it("say nothing in quarantine: a day that has passed must not keep an account from being shut", () => {
    for (const code of ["reprovisioning", "reprovisioning-overdue"]) {
      expect(said(code, `lifecycle: quarantined\n${APPLIANCE}`, { strictness: "device" })).toEqual([]);
      expect(said(code, `lifecycle: quarantined\n${APPLIANCE}`)).toEqual([]);
    }
    expect(said("reprovisioning-overdue", APPLIANCE, { strictness: "device" })).toHaveLength(1);
  });
});
