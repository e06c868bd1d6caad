import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { compileWith } from "../src/compiler/compile";
import { pretty } from "../src/compiler/report/pretty";
import { filesIn, temporaryFolder } from "./support/folders";
import { SPOTS, type Spot, withText } from "./support/places";
import { rooms, runIn } from "./support/run";

// What has the form of a secret, in every place of a spec and in every file: none of it appears anywhere. What looks
// like any other word (a tag that happens to be a password) can't be told from one, and is not claimed.

const PEM = (label: string) =>
  `-----BEGIN ${label}-----\nMIICANARYCANARYCANARYCANARYCANARY\n-----END ${label}-----`;

/** Forms that say by themselves what they are. */
const SECRETS: readonly (readonly [form: string, text: string])[] = [
  ["a private key", PEM("PRIVATE KEY")],
  ["an RSA key", PEM("RSA PRIVATE KEY")],
  ["an EC key", PEM("EC PRIVATE KEY")],
  ["an encrypted key", PEM("ENCRYPTED PRIVATE KEY")],
  ["a key of OpenSSH", PEM("OPENSSH PRIVATE KEY")],
  ["a key of PGP", PEM("PGP PRIVATE KEY BLOCK")],
  ["a key in one line", PEM("PRIVATE KEY").replace(/\n/g, "\\n")],
  ["a key without its armour", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwCANARYCANARYCANARYCANARY"],
  ["a URL with a password", "https://user:CANARYCANARY@example.com/x"],
  ["a camera's URL", "rtsp://admin:CANARYCANARY@10.0.0.1:554/stream"],
  ["a token of GitHub", "ghp_CANARY7CANARY7CANARY7CANARY7CANARY7"],
  ["a fine-grained token of GitHub", `github_pat_${"CANARY7".repeat(3)}C_${"CANARY7".repeat(8)}ABC`],
  ["a JSON Web Token", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.CANARYCANARY7CANARYCANARY7"],
  ["a token of Slack", "xoxb-123456789012-CANARY7CANARY7CANARY7"],
  ["a session token of AWS", `IQoJb3JpZ2luX2VjCANARY${"CANARY7/+".repeat(20)}==`],
  ["a secret key of AWS with its name", "aws_secret_access_key = wJalrXUtnFEMI/K7CANARY/bPxRfiCYEXAMPLEKE"],
];

const readerOf = (spot: Spot) => (path: string) => spot.files.get(path);

/** All that a compilation says or writes. */
function saidOf(text: string, spot: Spot): string {
  const options = { readFile: readerOf(spot), today: "2026-11-23" };
  const { findings, artifacts, texts } = compileWith(rooms, [{ path: "spec.yaml", text }], options);
  const shown = pretty(findings, { color: false, sources: texts });
  return [JSON.stringify(findings), shown, ...[...artifacts].map(({ text: content }) => content)].join("\n");
}

describe.each(SPOTS.map((spot) => [spot.field, spot] as const))("%s", (_field, spot) => {
  it.each(SECRETS)("repeats nothing of %s", (_form, secret) => {
    const text = stringify(withText(spot, secret), { lineWidth: 0, aliasDuplicateObjects: false });
    expect(saidOf(text, spot)).not.toContain("CANARY");
  });
});

const HEAD = `apiVersion: panorama-compile/v1
name: aviary
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
strictness: account
`;

/** All that commands print and leave behind, but for what lay there before. */
async function leftBy(files: Readonly<Record<string, string>>, argvs: readonly string[][], env = {}) {
  const folder = temporaryFolder(files);
  const said: string[] = [];
  for (const argv of argvs) {
    const { out, err } = await runIn(folder, argv, { env, input: files["spec.yaml"] ?? "" });
    said.push(out, err);
  }
  const left = Object.entries(filesIn(folder)).filter(([path, text]) => files[path] !== text);
  return [...said, ...left.flat()].join("\n");
}

const FORMATS = ["pretty", "json", "jsonl", "sarif", "github", "junit"];
const EVERY_WAY = [
  ...FORMATS.flatMap((format) => [
    ["validate", "spec.yaml", "--format", format],
    ["compile", "spec.yaml", "--out", "out", "--format", format],
    ["validate", "-", "--format", format],
  ]),
  ["compile", "spec.yaml", "--out", "out", ...FORMATS.map((format) => `--report=${format}=report.${format}`)],
  ["compile", "spec.yaml", "--out", "out", "--check"],
];

const ONE_LINE = SECRETS.filter(([, text]) => !text.includes("\n"));

describe.each(ONE_LINE)("%s in a comment, a file, a name or the environment", (_form, secret) => {
  it("of a comment, beside mistakes and beside none, and where a finding is allowed", async () => {
    const comments = `# ${secret}\n`;
    for (const spec of [
      `${HEAD}${comments}`,
      `${HEAD}strictnes: x # ${secret}\ntags: { "a": "{" } # ${secret}\n`,
      `${HEAD}tags: { a: [ # ${secret}\n`,
      `${HEAD}# panorama-compile: allow device-id-missing -- ${secret}\nappliances: [{ name: dock }]\n`,
      `${HEAD}# panorama-compile: allow ${secret}\n`,
    ])
      expect(await leftBy({ "spec.yaml": spec }, EVERY_WAY), spec).not.toContain("CANARY");
  });

  it("of the files that a spec names", async () => {
    const spec = `${HEAD}appliances: [{ name: dock, certificate: { csr: a.pem } }]
jobs: [{ name: j, document: { file: j.json }, targets: { all: true } }]\n`;
    for (const job of [
      JSON.stringify({ a: secret }),
      JSON.stringify({ [secret]: { b: "{{resolve:x" } }),
      `{"a": ${secret}}`,
    ])
      expect(
        await leftBy({ "spec.yaml": spec, "a.pem": `${secret}\n`, "j.json": job }, EVERY_WAY),
      ).not.toContain("CANARY");
  });

  it("of a last output that somebody wrote into", async () => {
    const folder = temporaryFolder({ "spec.yaml": `${HEAD}appliances: [{ name: dock }, { name: gate }]\n` });
    await runIn(folder, ["compile", "spec.yaml", "--out", "out"]);
    const files = filesIn(folder);
    const spoilt = Object.entries(files).map(([path, text]) => [
      path,
      text.replace(/panorama-gate/g, secret.replace(/["\\]/g, "")),
    ]);
    const spec = `${HEAD}appliances: [{ name: dock }]\n`;
    expect(await leftBy({ ...Object.fromEntries(spoilt), "spec.yaml": spec }, EVERY_WAY)).not.toContain(
      "CANARY",
    );
  });

  it("of the command line and the environment", async () => {
    const files = { "spec.yaml": HEAD };
    const argvs = [
      [secret],
      ["validate", secret],
      ["compile", "spec.yaml", `--${secret}`],
      ["explain", secret],
    ];
    const valued = ["--format", "--today", "--report"].map((option) => [
      "validate",
      "spec.yaml",
      option,
      secret,
    ]);
    expect(await leftBy(files, [...argvs, ...valued])).not.toContain("CANARY");
    const env = {
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: secret,
      TF_VAR_x: secret,
      GITHUB_TOKEN: secret,
    };
    expect(await leftBy(files, EVERY_WAY, env)).not.toContain("CANARY");
  });
});
