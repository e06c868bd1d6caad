import { describe, expect, it } from "vitest";
import { LIMITS } from "../src/compiler/limits";
import { regionHelp } from "../src/compiler/validate/regions";
import { repairOf } from "../src/compiler/validate/repairs";
import { decode } from "../src/compiler/yaml/decode";
import { HEAD, said } from "./support/said";

// Where texts stop being text, and where a repair is offered, or not.

describe("bytes", () => {
  const refusal = (...bytes: number[]) => decode({ text: Uint8Array.from(bytes) }).finding;
  const [A, LF] = [0x61, 0x0a];

  it("are UTF-16 only by both bytes of its mark", () => {
    expect(refusal(0xff, 0xfe, A, 0)?.message).toBe("the file is UTF-16 text, not UTF-8");
    expect(refusal(0xfe, 0xff, 0, A)?.message).toBe("the file is UTF-16 text, not UTF-8");
    for (const [first, second] of [
      [0xff, A],
      [0xff, 0xff],
      [0xfe, A],
      [0xfe, 0xfe],
      [A, 0xfe],
      [A, 0xff],
    ] as const)
      expect(refusal(first, second)?.message).toBe("the bytes here are not UTF-8 text");
    expect(refusal(A, LF)).toBeUndefined();
    expect(refusal()).toBeUndefined();
  });

  it("and texts may have as many as the limit, counted as UTF-8", () => {
    const most = "é".repeat(LIMITS.bytes / 2);
    expect(decode({ text: most }).finding).toBeUndefined();
    const beyond = decode({ text: `${most}a` });
    expect(beyond.text).toBe("");
    expect(beyond.finding?.place).toEqual({ range: [0, 0] });
    expect(decode({ text: new Uint8Array(LIMITS.bytes).fill(A) }).finding).toBeUndefined();
    expect(decode({ text: new Uint8Array(LIMITS.bytes + 1).fill(A) }).finding?.message).toContain(
      "no more are read",
    );
  });

  it("lose a byte-order mark at the start, and keep one elsewhere", () => {
    expect(decode({ text: "\ufeffa\ufeff" })).toEqual({ text: "a\ufeff" });
    expect(decode({ text: "a\ufeff" })).toEqual({ text: "a\ufeff" });
    expect(decode({ text: Uint8Array.from([0xef, 0xbb, 0xbf, A]) })).toEqual({ text: "a" });
  });

  it("with a lone carriage return are refused at it, and a text with a NUL at that", () => {
    const place = (text: string) => decode({ text }).finding?.place;
    expect(place("ab\rc\r\n")).toEqual({ range: [2, 3] });
    expect(place("ab\r\nc\r\n")).toBeUndefined();
    expect(place("a\0b")).toEqual({ range: [1, 2] });
    expect(refusal(A, 0xc3)?.place).toEqual({ range: [1, 2] });
  });
});

describe("keys that start with x-", () => {
  it("are left out wherever they stand, and others are not", () => {
    expect(said(`${HEAD}x-a: { b: c }\naccount-x-: 1\n`)).toEqual([
      expect.stringMatching(/^6:1 schema-unknown-key unknown key "account-x-" in the spec/),
    ]);
  });
});

describe("a Region where AWS Panorama never was", () => {
  const ALLOWED = ["us-east-1", "us-west-2", "ca-central-1", "eu-west-1", "ap-southeast-1", "ap-southeast-2"];
  const help = (value: string) => regionHelp(value, ALLOWED);

  it.each([
    "us-gov-west-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "eu-isoe-west-1",
    "eusc-de-east-1",
    "cn-north-1",
  ])("%s is of another partition", (region) => {
    expect(help(region)).toBe(`AWS Panorama was in the partition aws only; ${region} belongs to another`);
  });

  it.each(["eu-west-2", "us-east-2", "ca-west-1", "eu-central-1", "ap-southeast-3"])(
    "%s is a Region, so nobody's typing error",
    (region) => {
      expect(help(region)).toBe("AWS Panorama was in these six Regions only");
    },
  );

  it.each([
    ["us-eest-1", "us-east-1"],
    ["us-east1", "us-east-1"],
    ["us-east-10", "us-east-1"],
    ["us-east-0", "us-east-1"],
  ])("%s is near to %s", (value, near) => {
    expect(help(value)).toBe(`did you mean "${near}"?`);
  });
});

describe("repairs by what a field means", () => {
  const of = (...path: (string | number)[]) => ({
    gives: (value: string) => repairOf(path, value),
  });

  it.each([
    ["1234-5678-9012", 'write id: "123456789012"'],
    ["1234 5678_9012", 'write id: "123456789012"'],
    ["arn:aws:iam::123456789012:root", 'write id: "123456789012"'],
    ["arn:aws:iam:us-east-1:123456789012:root", 'write id: "123456789012"'],
    ["23456789012", 'if leading zeros were lost on the way here, write id: "023456789012"'],
    ["3456789012", 'if leading zeros were lost on the way here, write id: "003456789012"'],
    ["456789012", 'write the 12 digits in quotes, as in id: "123456789012"'],
    ["1234567890123", 'write the 12 digits in quotes, as in id: "123456789012"'],
    ["a123456789012", 'write the 12 digits in quotes, as in id: "123456789012"'],
    ["123456789012a", 'write the 12 digits in quotes, as in id: "123456789012"'],
    ["xarn:aws:iam::123456789012:root", 'write the 12 digits in quotes, as in id: "123456789012"'],
    ["arn:aws:iam::1234567890123:root", 'write the 12 digits in quotes, as in id: "123456789012"'],
  ])("account.id %s", (value, help) => {
    expect(of("account", "id").gives(value)).toBe(help);
  });

  it.each([
    ["arn:aws:panorama:us-east-1:123456789012:device/device-a_B", "write deviceId: device-a_B"],
    ["xarn:aws:panorama:us-east-1:123456789012:device/device-a", undefined],
    ["arn:aws:panorama:us-east-1:123456789012:device/device-a/b", undefined],
    ["arn:aws:panorama:us-east-1:123456789012:package/device-a", undefined],
  ])("deviceId %s", (value, help) => {
    expect(of("appliances", 0, "deviceId").gives(value)).toBe(help);
  });

  it.each([
    ["dock  one", "write name: dock-one"],
    ["  dock!! ", "write name: dock"],
    ["--dock--", "write name: dock"],
    ["a.b.c", "write name: a-b-c"],
    ["...", undefined],
    ["dück", undefined],
  ])("an appliance's name %j", (value, help) => {
    expect(of("appliances", 0, "name").gives(value)).toBe(help);
  });

  it.each([
    ["a:b", "write name: a-b"],
    ["__a_b", "write name: a_b"],
    ["a__b", "write name: a__b"],
    ["_:a", "write name: a"],
  ])("a document's name %j", (value, help) => {
    expect(of("name").gives(value)).toBe(help);
  });

  it.each([
    ["2026/1/2", "write until: 2026-01-02"],
    ["2026.12.31", "write until: 2026-12-31"],
    ["2026-01-02T10:00:00Z", "write until: 2026-01-02"],
    ["2026-01-02T", "write until: 2026-01-02"],
    ["2026-13-02", undefined],
    ["2026-1-2x", undefined],
    ["x2026-1-2", undefined],
    ["02.01.2026", undefined],
    ["2026-123-2", undefined],
    ["tomorrow", undefined],
  ])("until %s", (value, help) => {
    expect(of("appliances", 0, "until").gives(value)?.replaceAll('"', "")).toBe(help);
  });

  it.each([
    ["csr\\a.pem", "write csr: csr/a.pem"],
    ["csr\\sub\\a.pem", "write csr: csr/sub/a.pem"],
    ["\\\\server\\a.pem", undefined],
    ["C:\\a.pem", undefined],
    ["a b\\c.pem", undefined],
  ])("certificate.csr %j", (value, help) => {
    expect(of("appliances", 0, "certificate", "csr").gives(value)).toBe(help);
  });

  it.each([
    ["service-role", "write path: /service-role/"],
    ["//service-role//", "write path: /service-role/"],
    ["a//b", "write path: /a/b/"],
  ])("a role's path %s", (value, help) => {
    expect(of("roles", "appliance", "path").gives(value)?.replaceAll('"', "")).toBe(help);
  });

  it.each([
    ["s3://acme-state/a/b", "write bucket: acme-state"],
    ["s3://acme-state", "write bucket: acme-state"],
    ["arn:aws:s3:::acme-state", "write bucket: acme-state"],
    ["xs3://acme-state", undefined],
    ["s3://Acme/", undefined],
    ["s3://a/", undefined],
  ])("a state's bucket %s", (value, help) => {
    expect(of("terraform", "backend", "s3", "bucket").gives(value)).toBe(help);
  });

  it.each([
    ["a/b", "write prefix: a/b/"],
    ["//a/b//", "write prefix: a/b/"],
    ["/a", "write prefix: a/"],
    ["a/b c", undefined],
    ["a b/c", undefined],
    ["a//b", "write prefix: a/b/"],
    ["a/../b", undefined],
    [".", undefined],
    ["?a", undefined],
  ])("a state's prefix %s", (value, help) => {
    expect(of("terraform", "backend", "s3", "prefix").gives(value)).toBe(help);
  });

  it.each([
    ["https://u:p@x.example.com/", /^take user and password out: Terraform reads them from TF_HTTP_USERNAME/],
    ["ftp://user@x.example.com/a", /^take user and password out/],
    ["http://x.example.com/state/", /write address: "https:\/\/x\.example\.com\/state\/"$/],
    ["https://x.example.com/state", /write address: "https:\/\/x\.example\.com\/state\/"$/],
    ["https://x.example.com:8443/a", /^write address: "https:\/\/x\.example\.com:8443\/a\/"$/],
    ["http://x/", /^write address: "https:\/\/x\/"$/],
    ["xhttp://x.example.com/", /^undefined$/],
    ["https://x.example.com:8443/a@b", /^undefined$/],
    ["https://x.example.com/../a", /^undefined$/],
  ])("an address %s", (value, help) => {
    expect(String(of("terraform", "backend", "http", "address").gives(value))).toMatch(help);
  });

  it.each([["/u:p@x.example.com/"], ["u@x.example.com"]])("no password is seen in %s", (value) => {
    expect(of("terraform", "backend", "http", "address").gives(value) ?? "").not.toContain("take user");
  });
});

describe("credentials where a backend takes its fields", () => {
  const help = (backend: string) =>
    said(`${HEAD}terraform: { backend: ${backend} }\n`)
      .filter((text) => text.includes("schema-unknown-key"))
      .map((text) => text.split(" → ")[1] ?? "")
      .join();
  const S3 = "bucket: acme-state, region: us-east-1";

  it.each([
    "username",
    "user",
    "profile",
    "shared_credentials_file",
    "shared_config_files",
    "credentials_file",
    "config_files",
    "role_arn",
    "assume_role",
    "assume_role_with_web_identity",
    "role",
    "auth",
    "login",
    "client_certificate_pem",
    "PEM",
  ])("%s is one", (key) => {
    expect(help(`{ s3: { ${S3}, ${key}: x } }`)).toBe(
      "take it out: Terraform finds credentials in its environment (AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)",
    );
  });

  it.each(["users", "profiles", "my_profile", "rolex", "authority", "logins", "xuser", "config_filex"])(
    "%s is none",
    (key) => {
      expect(help(`{ s3: { ${S3}, ${key}: x } }`)).not.toContain("credentials");
    },
  );

  it("each backend has variables of its own", () => {
    expect(help('{ http: { address: "https://x.example.com/", password: x } }')).toContain(
      "(TF_HTTP_USERNAME and TF_HTTP_PASSWORD)",
    );
    for (const kind of ["remote", "cloud"])
      expect(help(`{ ${kind}: { organization: acme, prefix: p-, token: x } }`)).toContain(
        "(`terraform login`, or",
      );
    expect(help("{ local: {}, token: x }")).toContain(
      "take it out: Terraform finds credentials in its environment (AWS_PROFILE for s3, TF_HTTP_PASSWORD for http)",
    );
  });

  it("elsewhere a secret has no place, and a mistyped key is a mistyped key", () => {
    const of = (lines: string) => said(`${HEAD}${lines}`).join("\n");
    expect(of("terraform: { password: x }")).toContain("→ take it out: a spec holds no secret;");
    expect(of("account-token: x")).toContain("→ take it out: a spec holds no secret;");
    expect(of("terraform: { profile: x }")).not.toContain("take it out");
    expect(of("roles: { backend: { profile: x } }")).not.toContain("take it out");
  });
});

describe("secrets in another form than a list of names", () => {
  const of = (lines: string) => said(`${HEAD}${lines}`).join("\n");

  it("a mapping of names to values is a list meant", () => {
    expect(of("secrets: { panorama/cam: hunter2 }")).toContain(
      "→ write a list: - { name: panorama/cam, value: variable }",
    );
    expect(of("secrets: { Panorama/cam: hunter2 }")).toContain("- { name: Panorama/cam, value: variable }");
    expect(of("secrets: { my-panorama/cam: hunter2 }")).not.toContain("write a list: - {");
    expect(of("secrets: panorama/cam")).not.toContain("write a list: - {");
    expect(of("secrets:")).not.toContain("write a list: - {");
  });

  it("is never repeated", () => {
    for (const value of ["hunter2", "[hunter2]", "{ a: hunter2 }", '"hunter2"'])
      expect(of(`secrets: [{ name: panorama/cam, value: ${value} }]`)).not.toContain("hunter2");
  });
});

describe("words for what was found", () => {
  const help = (lines: string) => said(`${HEAD}${lines}`).join("\n");

  it.each([
    ["buckets: acme-a", '→ start each entry with "- "'],
    ["appliances: { -name: a }", "→ put a space after the hyphen: - name"],
    ["appliances: { a-name: a }", '→ start each entry with "- "'],
    ["appliances: 7", '→ start each entry with "- "'],
    ["appliances:", "→ fill it in or remove it"],
    ["terraform: { backend: s3 }", "→ write backend: { s3: {"],
    ["terraform: [split]", "→ write a mapping, without - or [ ]"],
    ["strictness2: x", 'unknown key "strictness2"'],
    ["appliances: [{ name: [a] }]", "→ write one value, without - or [ ]"],
    ["appliances: [{ name: 12 }]", '→ quote it: name: "12"'],
    ["appliances: [{ name: true }]", '→ quote it: name: "true"'],
    ["tags: { a: 012 }", '→ quote it: a: "012"'],
    [
      'secrets: [{ name: panorama/a, recoveryWindowDays: "7" }]',
      "→ write it without quotes: recoveryWindowDays: 7",
    ],
    ['secrets: [{ name: panorama/a, recoveryWindowDays: "x7" }]', "→ write a whole number from 0 to 30"],
    ['secrets: [{ name: panorama/a, recoveryWindowDays: "7x" }]', "→ write a whole number from 0 to 30"],
    ["tags: { a: [b] }", "→ write one value, without - or [ ]"],
    ["jobs: [{ name: a, targets: { all: true }, document: a.json }]", "→ write document: { file: a.json }"],
    ["jobs: [{ name: a, targets: [seattle], document: { a: b } }]", "→ write targets: { "],
    ["appliances: [a]", "found the string "],
  ])("%s", (lines, words) => {
    expect(help(lines)).toContain(words);
  });
});

describe("other YAML", () => {
  it.each([
    ["%YAML 1.1\n---\na: 1\n", "1:1 yaml-version a spec is YAML 1.2, not 1.1"],
    ["# %YAML 9\n%YAML  1.3\n---\na: 1\n", "2:1 yaml-version a spec is YAML 1.2, not 1.3"],
  ])("%j", (text, words) => {
    expect(said(text).join()).toContain(words);
  });

  it("1.2 may be said", () => {
    expect(said(`%YAML 1.2\n---\n${HEAD}appliances: [{ name: a }]\n`).join()).not.toContain("yaml-version");
  });

  it.each([
    ["a:b\n", "put a space after each colon"],
    ["a: b: c\n", undefined],
    ["- a:b\n", "`panorama-compile init` writes a first spec"],
    ['"a b:c"\n', "`panorama-compile init` writes a first spec"],
    ["a: \n", undefined],
  ])("%j is a mapping where it is one", (text, help) => {
    const found = said(text).filter((one) => one.includes("yaml-not-a-mapping"));
    expect(found.map((one) => one.split(" → ")[1])).toEqual(help === undefined ? [] : [help]);
  });

  it.each([
    ["!!int x", 'the tag "!!int" does not fit what follows it'],
    ["!!intx x", 'unknown tag "!!intx"'],
    ["!x!!int x", "yaml-"],
    ["!foo x", 'unknown tag "!foo": only YAML\'s core tags are understood'],
  ])("a tag %s", (value, words) => {
    expect(said(`a: ${value}\n`).join()).toContain(words);
  });

  it("a closing brace may stand below its key, as in JSON", () => {
    const found = said(`{\n"apiVersion": "panorama-compile/v1", "x-a": {\n}\n}\n`).join("\n");
    expect(found).not.toContain("yaml-");
  });
});
