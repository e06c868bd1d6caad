import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { parse } from "../src/compiler/parse";
import { secretsIn } from "../src/compiler/redact";
import { codeFrame } from "../src/compiler/report/frame";
import { pretty } from "../src/compiler/report/pretty";
import { sourceText } from "../src/compiler/source";
import { filesIn, temporaryFolder } from "./support/folders";
import { rooms, runIn } from "./support/run";

// No secret that somebody writes into a spec by mistake is ever repeated. CANARY stands for it, and has many parts.

const HEAD = `apiVersion: panorama-compile/v1
name: aviary
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
strictness: account
`;

/** Every way in which a spec's findings reach somebody. */
async function saidOf(text: string): Promise<string> {
  const folder = temporaryFolder({ "spec.yaml": text });
  const said = [];
  for (const format of ["pretty", "json"]) {
    for (const argv of [["validate", "spec.yaml"], ["spec.yaml"], ["validate", "-"]]) {
      const { out, err } = await runIn(folder, [...argv, "--format", format], { input: text });
      said.push(out, err);
    }
  }
  said.push(JSON.stringify(compileWith(rooms, [{ path: "spec.yaml", text }]).findings));
  return said.join("\n");
}

const inSecret = (...lines: string[]) =>
  `${HEAD}secrets:\n  - name: panorama/cam\n${lines.map((l) => `    ${l}\n`).join("")}`;
const inBackend = (lines: string) => `${HEAD}terraform: { backend: ${lines} }\n`;

const READ: readonly (readonly [name: string, text: string])[] = [
  ["an unknown key of a secret", inSecret("secretString: CANARY")],
  ["an unknown key with an innocent name", inSecret("content: CANARY")],
  ["a value", inSecret("value: CANARY")],
  ["a value that is a number", inSecret("value: 555000555000 # CANARY")],
  ["a quoted value", inSecret('value: "CANARY \\"CANARY\\" \\x43ANARY"')],
  ["a single-quoted value", inSecret("value: 'it''s CANARY'")],
  ["a value over several lines", inSecret("value: CANARY", "  and CANARY")],
  ["a block scalar", inSecret("secretString: |", "  CANARY", "  CANARY")],
  ["a folded block scalar as a value", inSecret("value: >-", "  CANARY", "", "  CANARY")],
  ["a mapping as a value", inSecret("value: { username: CANARY, password: CANARY }")],
  ["a list as a value", inSecret("value: [CANARY, CANARY]")],
  ["a mapping in lines", inSecret("secretString:", "  username: CANARY", "  password: CANARY")],
  ["a mapping with a key twice", inSecret("secretString:", "  CANARY: CANARY", "  CANARY: CANARY")],
  ["a mapping with keys that are no strings", inSecret("secretString: { [CANARY]: CANARY, 5: CANARY }")],
  ["a tagged value", inSecret("value: !!str CANARY")],
  ["a value with an unknown tag", inSecret("value: !vault CANARY")],
  ["a key without a value", `${HEAD}secrets: [{ name: panorama/cam, CANARY }]`],
  [
    "a value beside other mistakes on the line",
    `${HEAD}secrets: [{ nmae: panorama/cam, secretString: CANARY, recoveryWindowDays: 3.5, regoin: x }]`,
  ],
  [
    "a value between wide characters",
    `${HEAD}secrets: [{ name: panorama/cam, 日本: 🎥, secretString: 日CANARY🎥, more: x }]`,
  ],
  ["a mapping in place of the list", `${HEAD}secrets: { panorama/cam: CANARY }`],
  ["an entry in place of the list", `${HEAD}secrets: { name: panorama/cam, password: CANARY }`],
  ["an entry that is a text", `${HEAD}secrets: [CANARY]`],
  ["an entry of one pair", `${HEAD}secrets: [panorama/cam: CANARY]`],
  ["a text in place of the list", `${HEAD}secrets: CANARY`],
  ["a known key with a mapping", inSecret("description: { password: CANARY }")],
  ["an anchor used as a value", `${HEAD}x-pw: &pw CANARY\nsecrets: [{ name: panorama/cam, value: *pw }]`],
  [
    "an anchor used twice",
    `${HEAD}x-pw: &pw CANARY\nsecrets: [{ name: panorama/cam, value: *pw }, { name: panorama/dam, value: *pw }]`,
  ],
  [
    "an anchor inside an unknown key",
    `${HEAD}x-pw: &pw CANARY\nsecrets: [{ name: panorama/cam, login: { password: *pw } }]\ntags: { a: *pw, b: "{" }`,
  ],
  ["a merged value", `${HEAD}x-base: &base { value: CANARY }\nsecrets: [{ name: panorama/cam, <<: *base }]`],
  [
    "a merged list of mappings",
    `${HEAD}x-base: &base { secretString: CANARY }\nsecrets: [{ name: panorama/cam, <<: [*base] }]`,
  ],
  ["a merge of a text", `${HEAD}secrets: [{ name: panorama/cam, <<: CANARY }]`],
  ["an aliased entry", `${HEAD}x-entry: &entry { name: panorama/cam, content: CANARY }\nsecrets: [*entry]`],
  ["an aliased list", `${HEAD}x-all: &all [{ name: panorama/cam, content: CANARY }]\nsecrets: *all`],
  ["an alias inside its own anchor", inSecret("secretString: &a [CANARY, *a]")],
  ["a value that looks like a comment", inSecret("value: #CANARY")],
  ["a value that looks like an anchor", inSecret("value: &CANARY")],
  ["a value that looks like an alias", inSecret("value: *CANARY")],
  ["a value that looks like a tag", inSecret("value: !CANARY")],
  ["a secret that looks like an anchor", `${HEAD}token: &CANARY\n`],
  ["a secret that looks like an alias", `${HEAD}token: *CANARY\n`],
  ["an entry that looks like an alias", `${HEAD}secrets: [*CANARY]`],
  ["a pair without its space", `${HEAD}secrets: [{ name: panorama/cam, password:CANARY }]`],
  ["a pair without its space among tags", `${HEAD}tags: { password:CANARY }`],
  ["a comment behind a hidden value", inSecret("value: vault # CANARY")],
  [
    "s3 access keys",
    inBackend("{ s3: { bucket: acme-tfstate, region: us-east-1, access_key: CANARY, secret_key: CANARY } }"),
  ],
  [
    "s3 assume_role",
    inBackend("{ s3: { bucket: acme-tfstate, region: us-east-1, assume_role: { external_id: CANARY } } }"),
  ],
  ["http credentials", inBackend("{ http: { address: x, username: CANARY, password: CANARY } }")],
  ["http lock", inBackend("{ http: { address: https://a.example.com/, lock: { header: CANARY } } }")],
  ["a token of remote", inBackend("{ remote: { organization: acme, token: CANARY } }")],
  ["a backend of Terraform's that we lack", inBackend("{ pg: { conn_str: CANARY } }")],
  ["a backend that is a list", inBackend("[{ token: CANARY }]")],
  [
    "user and password in an address",
    inBackend("{ http: { address: 'https://CANARY:CANARY@a.example.com/' } }"),
  ],
  [
    "an odd password in an address",
    inBackend("{ http: { address: 'https://u:CAN/CANARY@CANARY@a.example.com/' } }"),
  ],
  [
    "a long password in an address",
    inBackend(`{ http: { address: 'https://u:CANARY${"CANARY".repeat(20)}@a.example.com/' } }`),
  ],
  ["an escaped address", inBackend('{ http: { address: "https:\\/\\/u:CANARY@a.example.com/" } }')],
  [
    "a host with a password",
    inBackend("{ remote: { organization: acme, hostname: 'u:CANARY@a.example.com' } }"),
  ],
  ["an address in place of a list", `${HEAD}appliances: https://u:CANARY@a.example.com/`],
  ["an address as a key", `${HEAD}tags: { "https://u:CANARY@a.example.com/": "{" }`],
  ["an address as an unknown key", `${HEAD}"https://u:CANARY@a.example.com/": x`],
  ["an address in a path of a finding", `${HEAD}tags: { "https://u:CANARY@a.example.com/": [] }`],
  ["an address in a comment", `${HEAD}tags: { a: "{" } # rtsp://admin:CANARY@10.0.0.1/`],
  ["a password at the top", `${HEAD}password: CANARY\n`],
  [
    "names in every spelling",
    `${HEAD}roles: { dbPassword: CANARY, API_TOKEN: CANARY, client-secret: CANARY, Credentials: CANARY, privateKey: CANARY, aws_access_key_id: CANARY, passwd: CANARY, "pass phrase": CANARY }`,
  ],
  ["a password of an appliance", `${HEAD}appliances: [{ name: dock, password: CANARY, nam: x }]`],
  ["a password beside another mistake", `${HEAD}tags: { password: CANARY, b: "{" }`],
  ["a password that is a mistake itself", `${HEAD}tags: { password: "{CANARY}" }`],
  [
    "a password in a job's document",
    `${HEAD}jobs: [{ name: j, document: { password: CANARY }, targets: {} }]`,
  ],
  [
    "a big number in a job's document",
    `${HEAD}jobs: [{ name: j, document: { token: 12345678901234567890 }, targets: { all: true } }]`,
  ],
  ["a password under a key of x-", `${HEAD}x-secret: { password: CANARY }\ntags: { a: "{" }`],
  ["a spec that is a list", `- password: CANARY`],
  ["a spec that is a text", `password:CANARY`],
];

/** Texts that YAML refuses. */
const BROKEN: readonly (readonly [name: string, text: string])[] = [
  ["a missing colon", inSecret("password CANARY")],
  ["a missing colon of an innocent key", inSecret("content CANARY")],
  ["a secret alone on its line", inSecret("CANARY")],
  ["a missing colon outside", `${HEAD}password CANARY\n`],
  ["a missing space", inSecret("secretString:CANARY")],
  ["an equals sign", `${HEAD}password = CANARY\n`],
  ["a colon in the value", inSecret("value: CANARY: CANARY")],
  ["a colon in the value outside", `${HEAD}token: CANARY: CANARY\n`],
  ["text behind a quote", inSecret('value: "a"CANARY')],
  ["text behind a quote outside", `${HEAD}api-key: "CAN"ARY CANARY\n`],
  ["an unclosed quote", inSecret('secretString: "CANARY')],
  ["an unclosed brace", `${HEAD}secrets: [{ name: panorama/cam, secretString: CANARY ]\n`],
  ["an unclosed bracket", `${HEAD}secrets: [{ name: panorama/cam, content: CANARY }\ntags: {}\n`],
  ["an unknown escape", inSecret('value: "\\CANARY"')],
  ["a reserved character", inSecret("value: @CANARY")],
  ["a backtick", inSecret("value: `CANARY`")],
  ["a percent sign", inSecret("value: %CANARY")],
  ["too little indentation", `${HEAD}secrets:\n  - name: panorama/cam\n    secretString: |\n   CANARY\n`],
  ["no indentation", `${HEAD}secrets:\n  - name: panorama/cam\n    secretString:\nCANARY\n`],
  ["too much indentation", inSecret("value: variable", "  secretString: CANARY")],
  ["a tab", `${HEAD}secrets:\n  - name: panorama/cam\n\tpassword: CANARY\n`],
  ["a missing comma", `${HEAD}secrets: [{ name: panorama/cam, password: "CANARY" "CANARY" }]`],
  ["a template", inSecret("value: {{ CANARY }}")],
  ["a template outside", `${HEAD}token: {{ CANARY }}`],
  ["a credential of a backend", `${HEAD}terraform:\n  backend:\n    s3:\n      access_key: CANARY: x\n`],
  ["an innocent key of a backend", `${HEAD}terraform:\n  backend:\n    pg:\n      conn_str: CANARY: x\n`],
  ["an address", `${HEAD}tags: { a: https://u:CANARY@b.example.com/: x }: y\n`],
];

describe("a secret that stands in a spec is never repeated", () => {
  it.each([...READ, ...BROKEN])("%s", async (_name, text) => {
    const said = await saidOf(text);
    expect(said).toContain("error");
    expect(said.toUpperCase()).not.toContain("CANARY");
    for (const part of ["555000555000", "12345678901234567890"]) expect(said).not.toContain(part);
  });
});

/** Terraform's own arguments of the backends, for each of which a finding says what takes its place. */
const ARGUMENTS =
  "path workspace_dir key workspace_key_prefix dynamodb_table dynamodbTable lockTable use_lockfile encrypt lock_address unlock_address lock_method unlock_method retry_max retry_wait_min retry_wait_max skip_cert_verification workspaces".split(
    " ",
  );
const REQUIRED = {
  local: "",
  s3: "bucket: acme-tfstate, region: us-east-1, ",
  http: "address: https://a.example.com/, ",
  remote: "organization: acme, ",
  cloud: "organization: acme, ",
};

describe.each([
  "CANARY",
  '"sk_live_CANARY99"',
  "acme/CANARY.tfstate",
  "https://a.example.com/x/CANARY",
  "{ name: CANARY }",
  "555000555000",
])("%s behind the name of a backend's argument", (value) => {
  const keys = ARGUMENTS.map((key) => `${key}: ${value}`).join(", ");
  it.each([
    ["a secret", `${HEAD}secrets: [{ name: panorama/cam, ${keys} }]`],
    ...Object.entries(REQUIRED).map(([kind, needed]) => [
      kind,
      inBackend(`{ ${kind}: { ${needed}${keys} } }`),
    ]),
    ["a merge", `${HEAD}x-all: &all { ${keys} }\nterraform: { backend: { local: { <<: *all } } }`],
  ])("is not repeated of %s", async (_where, text = "") => {
    const said = await saidOf(text);
    for (const key of ARGUMENTS) expect(said).toContain(`"${key}`);
    expect(said.toUpperCase()).not.toMatch(/CANARY|555000555000/);
  });
});

it("shows what is no secret behind them only in the backend that has them", () => {
  const shown = (text: string) => {
    const { findings, texts } = compileWith(rooms, [{ path: "spec.yaml", text }]);
    return pretty(findings, { color: false, sources: texts });
  };
  const keys = "retry_max: 4711, lock_method: LOCK";
  expect(shown(inBackend(`{ http: { ${REQUIRED.http}${keys} } }`))).toContain(keys);
  const others = [`${HEAD}secrets: [{ name: panorama/cam, ${keys} }]`, inBackend(`{ local: { ${keys} } }`)];
  for (const text of others) expect(shown(text)).toContain("retry_max: •••, lock_method: •••");
});

describe("what hides a secret", () => {
  it("bytes that are no text", async () => {
    const text = Buffer.concat([Buffer.from(inSecret("value: CANARY")), Buffer.from([0xff])]);
    const at = text.indexOf("CANARY");
    text[at + 6] = 0xfe;
    const { findings, texts } = compileWith(rooms, [{ path: "spec.yaml", text }]);
    const said = pretty(findings, { color: true, sources: texts }) + JSON.stringify(findings);
    expect(said).toContain("yaml-encoding");
    expect(said).not.toContain("CANARY");
  });

  it("hides no more than it must", async () => {
    const text = `${HEAD}appliances: [{ name: do ck, site: "a b", password: CANARY, region: nowhere }]\n`;
    const { findings, texts } = compileWith(rooms, [{ path: "spec.yaml", text }]);
    const said = pretty(findings, { color: false, sources: texts });
    for (const shown of ["do ck", "a b", "nowhere", "password"]) expect(said).toContain(shown);
    expect(said).toContain('{ name: do ck, site: "a b", password: •••, region: nowhere }');
  });

  it("neither reveals how long it is", () => {
    const frames = ["x", "a much longer secret", "日本語🎥"].map((secret) => {
      const text = inSecret(`secretString: ${secret}`);
      const { findings, texts } = compileWith(rooms, [{ path: "spec.yaml", text }]);
      return pretty(findings, { color: false, sources: texts });
    });
    expect(frames[0]).toContain("7 |     secretString: •••\n");
    expect(new Set(frames).size).toBe(1);
  });

  it.each<[string, string, string[]]>([
    ["what is before a mask", "[{ a]: ■■■■■■■■, b: c }", ["{ a: •••, b: c }", "^^^"]],
    ["a mask", "{ a: [■■■■■■■■], b: c }", ["{ a: •••, b: c }", "     ^^^"]],
    ["part of a mask", "{ a: ■■[■■■]■■■, b: c }", ["{ a: •••, b: c }", "     ^^^"]],
    ["behind a mask", "{ a: ■■■■■■■■, [b]: c }", ["{ a: •••, b: c }", "          ^"]],
    [
      "behind two masks of both kinds",
      "{ a: ■■■■■■■■, 日: ■, [b]: c }",
      ["{ a: •••, 日: •••, b: c }", "                   ^"],
    ],
    ["from a mask to the end", "{ a: ■■■■[■■■■, b: c }]", ["{ a: •••, b: c }", "     ^^^^^^^^^^^"]],
  ])("puts the carets under %s", (_name, drawing, [line = "", carets = ""]) => {
    const text = drawing.replace(/[[\]]/g, "");
    const hidden = [...text.matchAll(/■+/g)].map(
      ({ 0: part, index }) => [index, index + part.length] as const,
    );
    const source = sourceText({ text }, text, () => hidden);
    const column = (bracket: string) => drawing.replace(bracket === "]" ? "[" : "", "").indexOf(bracket) + 1;
    const [start, end] = ["[", "]"].map((bracket) => ({ line: 1, column: column(bracket) }));
    if (!start || !end) throw new Error("no brackets in the drawing");
    expect(codeFrame(source, { file: "x", start, end })).toEqual(["  |", `1 | ${line}`, `  | ${carets}`]);
  });

  it("finds nothing to hide in what has no secrets", () => {
    for (const name of ["everything", "seattle", "secrets"]) {
      const text = filesIn(join(FIXTURES, name))["spec.yaml"] ?? "";
      const { texts } = compileWith(rooms, [{ path: "spec.yaml", text }]);
      expect(texts.get("spec.yaml")?.hidden()).toEqual([]);
    }
    expect(secretsIn("secrets: [{ name: panorama/token, value: variable }]", [])).toEqual([]);
  });

  it("takes no long time for texts that are made to keep it busy", () => {
    const lines = [
      `password: ${"x ".repeat(500_000)}`,
      "//".repeat(500_000),
      "-----BEGIN PRIVATE KEY".repeat(50_000),
      "-eyJ".repeat(250_000),
      "eyJaaaaaaaa.".repeat(80_000),
      "@".repeat(1_000_000),
      `//${"a:".repeat(250_000)}@`.repeat(2),
      "password:".repeat(100_000),
      `{ ${"password: x, ".repeat(10_000)} }`,
      ...[
        "password=",
        "--password x ",
        '"password":"',
        "-u",
        "-ua:",
        "curl -u a:b ",
        "sshpass -p",
        "--token, x",
      ].map((piece) => piece.repeat(100_000)),
      ...["MIIE", `MIIE${"A".repeat(60)} `, `M${"I".repeat(60)}\n`].map((piece) => piece.repeat(20_000)),
      `"kty" ${'"d":"aaaaaaaaaa" '.repeat(50_000)}`,
      `${"pass".repeat(200_000)}: x`,
      `auth: ${"x1".repeat(200_000)}`,
      `secrets: [${"{ a: b }, ".repeat(10_000)}]`,
      "secrets:\n".repeat(10_000),
    ];
    const start = performance.now(); // a guard against quadratic work, which takes minutes here, not a measurement
    for (const text of lines) {
      const { source } = parse({ path: "s", text });
      const place = { file: "s", start: { line: 1, column: 1 }, end: { line: 1, column: text.length } };
      expect(codeFrame(source, place)).toHaveLength(3);
    }
    expect(performance.now() - start).toBeLessThan(15_000);
  }, 60_000);
});

describe("what a user is told instead", () => {
  const helpOf = (text: string) =>
    compileWith(rooms, [{ path: "spec.yaml", text }]).findings.map(({ help }) => help);
  const VARIABLE =
    "a spec holds no secret: write value: variable, and export TF_VAR_panorama_cam where Terraform runs";
  const ENVIRONMENT = "take it out: Terraform finds credentials in its environment";

  it.each<[string, string, string]>([
    ["a value", inSecret("value: hunter2"), VARIABLE],
    ["a number", inSecret("value: 12345"), VARIABLE],
    ["a mapping", inSecret("value: { a: b }"), VARIABLE],
    ["the variable's own name", inSecret("value: TF_VAR_panorama_cam"), VARIABLE],
    ["a key", inSecret("secretString: hunter2"), VARIABLE],
    [
      "a key near to value",
      inSecret("values: hunter2"),
      `${VARIABLE}\nknown here: name, source, arn, region, description, kmsKeyId, recoveryWindowDays, value and valueVersion`,
    ],
    ["a mistyped source", inSecret("value: varaible"), 'did you mean "variable"?'],
    ["a mistyped key", inSecret("descripton: x"), 'did you mean "description"?'],
    [
      "a key beside the variable",
      inSecret("value: variable", "secretString: hunter2"),
      "take it out: the value comes from TF_VAR_panorama_cam, exported where Terraform runs",
    ],
    [
      "a secret without a name of its own",
      `${HEAD}secrets: [hunter2]`,
      "a spec holds no secret: write value: variable, and export the variable that compile names where Terraform runs",
    ],
    ["a forgotten name", `${HEAD}secrets: [panorama/cam]`, "write name: panorama/cam"],
    [
      "names as keys",
      `${HEAD}secrets: { panorama/cam: hunter2 }`,
      "write a list: - { name: panorama/cam, value: variable }",
    ],
    [
      "keys of AWS",
      inBackend("{ s3: { bucket: acme-tfstate, region: us-east-1, access_key: AKIA } }"),
      `${ENVIRONMENT} (AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)`,
    ],
    [
      "a password of http",
      inBackend("{ http: { address: https://a.example.com/, password: x } }"),
      `${ENVIRONMENT} (TF_HTTP_USERNAME and TF_HTTP_PASSWORD)`,
    ],
    [
      "a token",
      inBackend("{ cloud: { organization: acme, token: x } }"),
      `${ENVIRONMENT} (\`terraform login\`, or TF_TOKEN_ and the host's name, as in TF_TOKEN_app_terraform_io)`,
    ],
    [
      "a key that is no credential",
      inBackend("{ local: { path: x } }"),
      "a state's place ends in its stack's name: take it out",
    ],
    [
      "a password elsewhere",
      `${HEAD}password: x`,
      "take it out: a spec holds no secret; those in AWS Secrets Manager are declared under secrets",
    ],
  ])("%s", (_name, text, help) => {
    expect(helpOf(text)).toEqual([help]);
  });
});

const FIXTURES = join(import.meta.dirname, "../fixtures/ok");

describe("the variables that bring values", () => {
  const NAMES = ["Panorama_gone_at_once_now_1", "panorama_seattle_dock_cameras"];

  it("are named when a run ends, each with its secret and stack", async () => {
    const folder = temporaryFolder(join(FIXTURES, "secrets"));
    const { err } = await runIn(folder, ["spec.yaml", "--out", "out"]);
    expect(err).toContain(
      `Export these variables where Terraform plans, applies and destroys (nothing keeps a value but AWS Secrets Manager):
  TF_VAR_Panorama_gone_at_once_now_1    the secret Panorama_gone.at@once+now=1, in cameras-us-east-1
  TF_VAR_panorama_seattle_dock_cameras  the secret panorama/seattle/dock-cameras, in cameras-us-east-1
  TF_VAR_panorama_seattle_dock_cameras  the secret panorama/seattle/dock-cameras, in cameras-us-west-2
Secrets with one variable get one value, unless another is exported before their stacks are applied.
Read out/review.md`,
    );
    expect((await runIn(folder, ["spec.yaml", "--out", "out", "--quiet"])).err).toBe("");
    const { out } = await runIn(folder, ["spec.yaml", "--out", "out", "--format", "json"]);
    const stacks: { name: string; variables: unknown }[] = JSON.parse(out).output.stacks;
    expect(stacks.map(({ name, variables }) => [name, variables])).toEqual([
      ["cameras-iam", []],
      [
        "cameras-us-east-1",
        [
          { name: `TF_VAR_${NAMES[0]}`, secret: "Panorama_gone.at@once+now=1" },
          { name: `TF_VAR_${NAMES[1]}`, secret: "panorama/seattle/dock-cameras" },
        ],
      ],
      ["cameras-us-west-2", [{ name: `TF_VAR_${NAMES[1]}`, secret: "panorama/seattle/dock-cameras" }]],
    ]);
  });

  it("are exactly those that the stacks declare", () => {
    const text = filesIn(join(FIXTURES, "secrets"))["spec.yaml"] ?? "";
    for (const { stack, text: json } of compileWith(rooms, [{ path: "spec.yaml", text }]).artifacts) {
      if (stack === undefined) continue;
      const declared = Object.keys(JSON.parse(json).variable ?? {});
      expect(stack.variables.map(({ name }) => name)).toEqual(declared.map((name) => `TF_VAR_${name}`));
    }
  });

  it("are nobody's concern where there are none", async () => {
    const folder = temporaryFolder({ "spec.yaml": inSecret("value: none") });
    const { code, err } = await runIn(folder, ["spec.yaml"]);
    expect(code).toBe(0);
    expect(err).not.toMatch(/Export|TF_VAR/);
  });

  it("ask for Terraform 1.11 in their own stack only", () => {
    const text = `${HEAD}secrets: [{ name: panorama/cam, value: variable }, { name: panorama/dam, region: us-west-2 }]`;
    const artifacts = [...compileWith(rooms, [{ path: "spec.yaml", text }]).artifacts];
    const versions = artifacts.flatMap(({ stack, text: json }) =>
      stack ? [[stack.name, JSON.parse(json).terraform.required_version]] : [],
    );
    expect(versions).toEqual([
      ["aviary-iam", ">= 1.5.0"],
      ["aviary-us-east-1", ">= 1.11.0"],
      ["aviary-us-west-2", ">= 1.5.0"],
    ]);
  });
});

describe("who may read, as review.md says it and as the role has it", () => {
  const said = (strictness: string, role: string, secrets: string) => {
    const text = `${HEAD.replace("account\n", `${strictness}\n`)}roles: { serviceLinked: omit, appliance: ${role} }
appliances: [{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }]
secrets: ${secrets}`;
    const { findings, artifacts } = compileWith(rooms, [{ path: "spec.yaml", text }]);
    const files = new Map([...artifacts].map(({ path, text: content }) => [path, content]));
    return {
      findings: findings.map(({ code }) => code),
      review: files.get("review.md") ?? "",
      iam: files.get("stacks/aviary-iam/cdk.tf.json") ?? "",
    };
  };
  const PLAIN = "[{ name: panorama/cam }]";

  it("nobody by default on service", () => {
    const { findings, review, iam } = said("service", "{}", PLAIN);
    expect(findings).toEqual(["confused-deputy"]);
    expect(review).toContain("**Who may read them:** by this spec nobody");
    expect(iam).not.toContain("secretsmanager");
  });

  it("the role on service where the spec asks for it, with what that means", () => {
    const { review, iam } = said("service", "{ readSecrets: true }", PLAIN);
    expect(review).toContain("AWS Panorama may assume it **on behalf of any account**.");
    expect(iam).toContain("secret:panorama/cam-??????");
  });

  it.each(["account", "region", "device"])("the role by default on %s", (strictness) => {
    const { review, iam } = said(strictness, "{}", PLAIN);
    expect(review).toContain(
      "by the statement `DeclaredSecrets` of its inline policy `panorama-appliance`.\n",
    );
    expect(review).not.toContain("on behalf of any account**");
    expect(iam).toContain("secretsmanager:GetSecretValue");
    expect(iam).not.toContain("kms:");
  });

  it.each(["account", "device"])("nobody on %s where the spec says so", (strictness) => {
    const { review, iam } = said(strictness, "{ readSecrets: false }", PLAIN);
    expect(review).toContain("(`readSecrets: false`)");
    expect(iam).not.toContain("secretsmanager");
  });

  it("tells of keys where there are some", () => {
    const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const { review, iam } = said("device", "{}", `[{ name: panorama/cam, kmsKeyId: "${key}" }]`);
    expect(review).toContain(
      "`DeclaredSecretKeys` lets it decrypt with their keys, through Secrets Manager only.",
    );
    expect(iam).toContain(key);
  });
});
