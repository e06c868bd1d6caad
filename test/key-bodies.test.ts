import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { givenAway, shownBy, specOf } from "./support/documents";
import { rooms } from "./support/run";
import { HEAD } from "./support/said";

// Private keys that have no line which says so: the base64 of a PEM alone, and JSON Web Keys. Found as those in armour
// are, and shown nowhere; what only looks like them is let through.

const der = (key: KeyObject, type: string, more: object = {}): string =>
  (key.export({ type, format: "pem", ...more } as never) as string)
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("-----"))
    .join("\n");
const pairs = {
  rsa: generateKeyPairSync("rsa", { modulusLength: 1024 }),
  ec: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  large: generateKeyPairSync("ec", { namedCurve: "P-521" }),
  ed25519: generateKeyPairSync("ed25519"),
};
const encrypted = { cipher: "aes-256-cbc", passphrase: "x" };

describe("a private key without its armour", () => {
  const bodies: readonly (readonly [string, string])[] = [
    ["PKCS #8, RSA", der(pairs.rsa.privateKey, "pkcs8")],
    ["PKCS #8, EC", der(pairs.ec.privateKey, "pkcs8")],
    ["PKCS #8, a large curve", der(pairs.large.privateKey, "pkcs8")],
    ["PKCS #8, Ed25519", der(pairs.ed25519.privateKey, "pkcs8")],
    ["PKCS #8, encrypted", der(pairs.rsa.privateKey, "pkcs8", encrypted)],
    ["PKCS #1", der(pairs.rsa.privateKey, "pkcs1")],
    ["SEC 1", der(pairs.ec.privateKey, "sec1")],
    ["SEC 1, a large curve", der(pairs.large.privateKey, "sec1")],
    ["OpenSSH", `b3BlbnNzaC1rZXktdjE${"AAAAABG5vbmU".repeat(9)}`],
  ];
  const REFUSED =
    "17 private-key-in-text this text holds a private key, which would be kept in the output and in a state → take it out, and count it as known: make a new one where it is used, and give a CSR of it";

  it.each(bodies)("%s", async (_name, body) => {
    const whole = body.replaceAll("\n", "");
    const forms = [
      whole,
      body.replaceAll("\n", "\\n"),
      `${whole.slice(0, 40)}…`,
      `key=${whole}`,
      `\\n${whole}\\n`,
    ];
    for (const form of forms) {
      expect(givenAway(`{ a: [ "${form}" ] }`)).toEqual([REFUSED]);
      expect(await shownBy(specOf(`{ b: "{{resolve:x}}", a: [ "${form}" ] }`))).not.toContain(
        whole.slice(20, 40),
      );
    }
    const block = body.replace(/^/gm, "      ");
    const text = `${HEAD}appliances: [{ name: a }]\njobs:\n  - name: j\n    document:\n      a: |\n  ${block.replaceAll("\n", "\n  ")}\n    targets: { all: true }\n`;
    const shown = await shownBy(text);
    expect(shown).toContain(" error private-key-in-text: ");
    for (const line of body.split("\n")) expect(shown).not.toContain(line);
    const readFile = () => new TextEncoder().encode(JSON.stringify({ a: [body] }));
    const { findings } = compileWith(rooms, [{ text: specOf("{ file: x.json }") }], { readFile });
    expect(findings.map(({ code }) => code)).toContain("private-key-in-text");
  });

  const csr = readFileSync(join(import.meta.dirname, "../fixtures/ok/everything/csr/gate.pem"), "utf8");
  it.each([
    ["a public key", der(pairs.rsa.publicKey, "spki")],
    ["a public key of PKCS #1", der(pairs.rsa.publicKey, "pkcs1")],
    ["a public key of a curve", der(pairs.ec.publicKey, "spki")],
    ["a public key of Ed25519", der(pairs.ed25519.publicKey, "spki")],
    ["a request", csr.replace(/-----.*-----\n/g, "")],
    // Of version 3, whose number has a tag of its own.
    [
      "a certificate",
      "MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJRTESMBAGA1UEChMJQmFsdGltb3Jl",
    ],
    [
      "a certificate of version 1",
      "MIICPDCCAaUCEHC65B0Q2Sk0tjjKewPMur8wDQYJKoZIhvcNAQECBQAwXzELMAkGA1UEBhMCVVMxFzAVBgNVBAoTDlZl",
    ],
    [
      "a request for a timestamp",
      "MDkCAQEwMTANBglghkgBZQMEAgEFAAQgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ],
    ["a word", "MICROSERVICES-OF-THE-DOCKS"],
  ])("%s is none", (_name, body) => {
    expect(givenAway(`{ a: [ "${body.replaceAll("\n", "")}" ] }`)).toEqual([]);
  });
});

describe("a JSON Web Key", () => {
  it.each([
    "{ kty: EC, crv: P-256, d: hunter }",
    "{ kty: RSA, n: x, d: hunter }",
    "{ d: hunter, kty: OKP }",
    "{ kty: oct, k: hunter }",
    `'{"kty":"EC","d":"hunter2hunter"}'`,
    `"{\\"kty\\": \\"EC\\", \\"d\\": \\"hunter2hunter\\"}"`,
  ])("%s holds a private key", async (key) => {
    const [line, ...more] = givenAway(`{ jwk: ${key} }`);
    expect(line).toContain(" private-key-in-text this text holds a private key");
    expect(more).toEqual([]);
    expect(await shownBy(specOf(`{ b: "{{resolve:x}}", jwk: ${key} }`))).not.toContain("hunter");
    expect(await shownBy(`${specOf(`{ jwk: ${key} }`)}a: b: c\n`)).not.toContain("hunter");
  });

  it.each([
    "{ kty: EC, x: hunter }",
    "{ kty: EC, d: <private> }",
    "{ kty: EC, d: 5 }",
    "{ kty: EC, k: hunter }",
    "{ kty: window, d: hunter }",
    "{ d: hunter }",
    "{ k: hunter }",
  ])("%s does not", (key) => {
    expect(givenAway(`{ jwk: ${key} }`)).toEqual([]);
  });

  it("in a job's file is one too", () => {
    const readFile = () => new TextEncoder().encode('{"keys":[{"kty":"EC","d":"hunter"}]}');
    const { findings } = compileWith(rooms, [{ text: specOf("{ file: x.json }") }], { readFile });
    expect(findings.map(({ message }) => message)).toContain(
      'the text at "keys[0].d" of the job document "x.json" holds a private key',
    );
  });
});
