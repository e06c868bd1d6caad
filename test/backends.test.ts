import { describe, expect, it } from "vitest";
import { parse } from "../src/compiler/parse";
import { stacksOf } from "../src/compiler/stacks";
import { validate } from "../src/compiler/validate";
import { synthesizeStack } from "../src/templates";
import { modelOf } from "./support/model";

const KEY = "arn:aws:kms:us-east-1:210987654321:key/1234abcd-12ab-34cd-96ef-1234567890ab";

/** Each backend with as much as a spec can say of it. */
const BACKENDS = {
  local: "{ local: {} }",
  s3: `{ s3: { bucket: acme-tfstate, region: us-east-1, prefix: panorama/, kmsKeyId: "${KEY}" } }`,
  http: "{ http: { address: https://state.example.com/panorama/, updateMethod: PUT, lock: { suffix: /lock, method: POST, unlockMethod: DELETE } } }",
  remote: "{ remote: { organization: acme, hostname: terraform.example.com, prefix: panorama- } }",
  cloud:
    "{ cloud: { organization: acme, hostname: terraform.example.com, prefix: panorama-, project: Edge devices } }",
} as const;
type BackendName = keyof typeof BACKENDS;
const names = Object.keys(BACKENDS) as BackendName[];

/** Four stacks: iam, two Regions, one site; a secret's value is written in one of the Regions. */
const spec = (backend: string, ...lines: string[]) =>
  [
    "apiVersion: panorama-compile/v1",
    "name: acme",
    'account: { id: "123456789012", region: us-east-1 }',
    "strictness: account",
    "appliances:",
    "  - { name: dock-1, site: seattle }",
    "  - { name: gate-1, region: eu-west-1 }",
    `terraform: { split: site, backend: ${backend} }`,
    ...lines,
  ].join("\n");

interface TerraformBlock {
  readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly cloud?: Readonly<Record<string, unknown>>;
  readonly required_version: string;
}

/** The `terraform` block of each stack, by the stack's name. */
function blocksOf(text: string): Record<string, TerraformBlock> {
  const model = modelOf(text);
  return Object.fromEntries(
    stacksOf(model).map((stack) => [
      stack.name,
      JSON.parse(synthesizeStack(model, stack).text).terraform as TerraformBlock,
    ]),
  );
}

const STACKS = ["acme-iam", "acme-eu-west-1", "acme-us-east-1", "acme-us-east-1-seattle"];

describe("a state of its own for every stack", () => {
  it.each([
    ["local", (stack: string) => ({ path: `../../../terraform.${stack}.tfstate` })],
    [
      "s3",
      (stack: string) => ({
        bucket: "acme-tfstate",
        encrypt: true,
        key: `panorama/${stack}`,
        kms_key_id: KEY,
        region: "us-east-1",
        use_lockfile: true,
      }),
    ],
    [
      "http",
      (stack: string) => ({
        address: `https://state.example.com/panorama/${stack}`,
        update_method: "PUT",
        lock_address: `https://state.example.com/panorama/${stack}/lock`,
        lock_method: "POST",
        unlock_address: `https://state.example.com/panorama/${stack}/lock`,
        unlock_method: "DELETE",
      }),
    ],
    [
      "remote",
      (stack: string) => ({
        hostname: "terraform.example.com",
        organization: "acme",
        workspaces: { name: `panorama-${stack}` },
      }),
    ],
    [
      "cloud",
      (stack: string) => ({
        hostname: "terraform.example.com",
        organization: "acme",
        workspaces: { name: `panorama-${stack}`, project: "Edge devices" },
      }),
    ],
  ] as const)("%s", (name, expected) => {
    const blocks = blocksOf(spec(BACKENDS[name]));
    expect(Object.keys(blocks)).toEqual(STACKS);
    for (const [stack, { backend, cloud }] of Object.entries(blocks))
      expect({ ...backend, ...(cloud && { cloud }) }).toEqual({ [name]: expected(stack) });
  });

  it("with defaults where the spec gives none", () => {
    const iam = (backend: string) => {
      const { backend: block, cloud } = blocksOf(spec(backend))["acme-iam"] ?? {};
      return block ?? cloud;
    };
    expect(iam("{ s3: { bucket: acme-tfstate, region: us-east-1 } }")).toEqual({
      s3: { bucket: "acme-tfstate", encrypt: true, key: "acme-iam", region: "us-east-1", use_lockfile: true },
    });
    const address = "https://state.example.com/acme-iam";
    expect(iam("{ http: { address: https://state.example.com/ } }")).toEqual({
      http: { address, update_method: "POST" },
    });
    expect(iam("{ http: { address: https://state.example.com/, lock: {} } }")).toEqual({
      http: {
        address,
        update_method: "POST",
        lock_address: address,
        lock_method: "LOCK",
        unlock_address: address,
        unlock_method: "UNLOCK",
      },
    });
    expect(iam("{ remote: { organization: acme } }")).toEqual({
      remote: { hostname: "app.terraform.io", organization: "acme", workspaces: { name: "acme-iam" } },
    });
    expect(iam("{ cloud: { organization: acme } }")).toEqual({
      hostname: "app.terraform.io",
      organization: "acme",
      workspaces: { name: "acme-iam" },
    });
  });
});

describe("required_version", () => {
  const SECRET = "secrets: [{ name: panorama/cameras, value: variable }]";
  const shell = "secrets: [{ name: panorama/cameras }]";

  it.each<[string, string, string[]]>([
    ["{ local: {} }", "1.5.0", []],
    ["{ s3: { bucket: acme-tfstate, region: us-east-1 } }", "1.10.0", []],
    ["{ http: { address: https://state.example.com/ } }", "1.5.0", [shell]],
    ["{ remote: { organization: acme } }", "1.5.0", []],
    ["{ cloud: { organization: acme } }", "1.5.0", []],
    ["{ cloud: { organization: acme, project: Edge devices } }", "1.6.0", []],
  ])("%s: >= %s in every stack", (backend, version, lines) => {
    const versions = Object.values(blocksOf(spec(backend, ...lines))).map((block) => block.required_version);
    expect(versions).toEqual(STACKS.map(() => `>= ${version}`));
  });

  it.each(names)("1.11 for a secret's value only where the secret is (%s)", (name) => {
    const plain = blocksOf(spec(BACKENDS[name]));
    const blocks = blocksOf(spec(BACKENDS[name], SECRET));
    for (const stack of STACKS)
      expect(blocks[stack]?.required_version).toBe(
        stack === "acme-us-east-1" ? ">= 1.11.0" : plain[stack]?.required_version,
      );
  });
});

/** The arguments of these backends that hold a credential or name one, or that weaken the connection. */
const FORBIDDEN = [
  ...["access_key", "secret_key", "token", "profile", "sse_customer_key"],
  ...["shared_credentials_file", "shared_credentials_files", "shared_config_files"],
  ...["assume_role", "assume_role_with_web_identity", "role_arn", "external_id", "insecure"],
  ...["username", "password", "skip_cert_verification"],
  ...["client_ca_certificate_pem", "client_certificate_pem", "client_private_key_pem"],
];
const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Every key of a value at any depth. */
function keysIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysIn(inner)]);
}

function refusals(text: string): string[] {
  const [document] = parse({ text }).documents;
  if (document === undefined) throw new Error("not a document");
  const { spec: valid, findings } = validate(document);
  expect(valid).toBeUndefined();
  return findings.map(({ code }) => code);
}

describe("credentials", () => {
  it.each(names)("have no place in %s, under no name", (name) => {
    for (const key of FORBIDDEN.flatMap((forbidden) => [forbidden, camel(forbidden)])) {
      const text = BACKENDS[name].replace(": {", `: { ${key}: hunter2,`).replace(",}", "}");
      expect(refusals(spec(text)), key).toEqual(["schema-unknown-key"]);
    }
    if (name === "http")
      expect(refusals(spec(BACKENDS.http.replace("lock: {", "lock: { password: a,")))).toHaveLength(1);
  });

  it.each(names)("are in no stack of %s, whatever else the spec says", (name) => {
    const ignored = BACKENDS[name].replace(": {", ": { x-password: hunter2,").replace(",}", "}");
    const blocks = blocksOf(
      spec(ignored, "x-token: hunter2", "tags: { token: a, password: b, access_key: c }"),
    );
    const keys = Object.values(blocks).flatMap(keysIn);
    expect(keys.filter((key) => FORBIDDEN.includes(key))).toEqual([]);
    expect(JSON.stringify(blocks)).not.toContain("hunter2");
  });

  it.each([
    "https://user:hunter2@state.example.com/",
    "https://hunter2@state.example.com/",
    "https://:hunter2@state.example.com/",
    "http://user:hunter2@localhost/",
    "https://state.example.com/states?token=hunter2/",
    "https://state.example.com/states/?token=hunter2",
    "https://state.example.com/states/#hunter2",
    "https://state.example.com/user:hunter2@/",
    "https://state.example.com\\@evil.example/",
  ])("are refused in the address %s", (address) => {
    expect(refusals(spec(`{ http: { address: ${JSON.stringify(address)} } }`))).toEqual(["schema-pattern"]);
  });

  it.each([
    "acme:hunter2@terraform.example.com",
    "terraform.example.com/hunter2",
    "https://terraform.example.com",
  ])("are refused in the host %s", (hostname) => {
    for (const backend of ["remote", "cloud"])
      expect(
        refusals(spec(`{ ${backend}: { organization: acme, hostname: ${JSON.stringify(hostname)} } }`)),
      ).toEqual(["schema-pattern"]);
  });
});

describe("addresses of the backend http", () => {
  it.each([
    "https://gitlab.com/api/v4/projects/4480/terraform/state/",
    "https://gitlab.com/api/v4/projects/acme%2Fedge/terraform/state/",
    "https://State.Example.com:8443/",
    "http://localhost:8080/a/",
    "http://127.0.0.1/",
  ])("%s is taken", (address) => {
    const blocks = blocksOf(spec(`{ http: { address: "${address}" } }`));
    expect(blocks["acme-iam"]?.backend?.http?.address).toBe(`${address}acme-iam`);
  });

  it.each([
    "http://state.example.com/",
    "http://localhost.example.com/",
    "https://state.example.com",
    "https://state.example.com/a",
    "https://state.example.com/../a/",
    "https://state.example.com/a/./",
    "https://state.example.com/100%/",
    "https://state.example.com//",
    "file:///tmp/",
  ])("%s is refused", (address) => {
    expect(refusals(spec(`{ http: { address: "${address}" } }`))).toEqual(["schema-pattern"]);
  });
});
