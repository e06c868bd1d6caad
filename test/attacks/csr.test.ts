import { describe, expect, it } from "vitest";
import { inspectCsr } from "../../src/compiler/csr";
import { LIMITS } from "../../src/compiler/limits";
import { der, makeCsr, makeKeys, sequence, toPem } from "../support/make-csr";

// CSR files made to cost time, memory or the stack. What is refused and why: test/csr.test.ts.

const FULL = LIMITS.csr;

/** A text or bytes over and over, up to what a CSR file may have. */
const filled = (piece: string | Uint8Array, size = FULL): Buffer => {
  const bytes = Buffer.from(piece as string);
  return Buffer.concat(Array.from({ length: Math.floor(size / bytes.length) }, () => bytes));
};
/** DER inside of DER as deep as it goes. */
const nested = (tag: number): Buffer => {
  let inner: Buffer = Buffer.alloc(0);
  for (let length = 0; inner.length < FULL / 2 && length < 12_000; length++) inner = der(tag, inner);
  return inner;
};
/** A SEQUENCE, a SEQUENCE and an object identifier of 48 KiB, at every place. */
const LONG_OID = Buffer.from("30830100003083010000068300c000", "hex");
const { privateKey } = makeKeys("RSA-4096");

const BOMBS: Readonly<Record<string, Buffer>> = {
  "object identifiers as long as the file": filled(LONG_OID),
  "the same in base64": Buffer.from(filled(LONG_OID, 48_000).toString("base64")),
  "the same in PEM": Buffer.from(toPem(filled(LONG_OID, 47_000))),
  "SEQUENCEs in SEQUENCEs": nested(0x30),
  "SEQUENCEs in SEQUENCEs, in PEM": Buffer.from(toPem(nested(0x30))),
  "SETs in SETs, in PEM": Buffer.from(toPem(nested(0x31))),
  "indefinite lengths": filled(Buffer.from("3080", "hex")),
  "indefinite lengths, in PEM": Buffer.from(toPem(filled(Buffer.from("3080", "hex"), 47_000))),
  "empty elements": Buffer.from(toPem(sequence(filled(Buffer.from("0500", "hex"), 46_000)))),
  "beginnings of PEM": filled("-----BEGIN CERTIFICATE REQUEST-----\n"),
  "beginnings of private keys without an end": filled("-----BEGIN PRIVATE "),
  dashes: filled("-"),
  "dashes and BEGIN": filled("--BEGIN"),
  "empty requests": filled("-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n"),
  "short runs of base64": filled("MAAAAAAAAAAAAAAA!"),
  spaces: filled(" "),
  "line ends": filled("\r\n"),
  "beginnings of a JSON Web Key": filled('"kty":"d" : "d"'),
  zeros: Buffer.alloc(FULL),
  "one long line": filled("A"),
};

describe("a CSR file made to cost", () => {
  it.each(Object.entries(BOMBS))("%s is refused within a second of the processor's time", (_name, bytes) => {
    const before = process.cpuUsage();
    const result = inspectCsr(bytes);
    const { user, system } = process.cpuUsage(before);
    expect(result.ok).toBe(false);
    expect((user + system) / 1e6).toBeLessThan(1);
  });

  it("for its verification, by the longest keys that are taken, is answered within a second too", () => {
    for (const key of ["RSA-4096", "P-521"] as const) {
      const { pem } = makeCsr({ key });
      const before = process.cpuUsage();
      expect(inspectCsr(Buffer.from(pem)).ok).toBe(true);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1e6).toBeLessThan(1);
    }
  });
});

describe("a private key in a CSR file", () => {
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const body = pem.replace(/-----[^\n]*\n/g, "").trim();
  const forms: Readonly<Record<string, string>> = {
    "with CRLF": pem.replace(/\n/g, "\r\n"),
    "with CR": pem.replace(/\n/g, "\r"),
    "in one line": pem.replace(/\n/g, ""),
    "in lower-case labels": pem.replace(/PRIVATE KEY/g, "private key"),
    "with its label taken away": body,
    "with its label taken away, in one line": body.replace(/\n/g, ""),
    "in base64 of its PEM": Buffer.from(pem).toString("base64"),
    "after ten thousand spaces": `${" ".repeat(10_000)}${pem}`,
    "indented, as in YAML": pem.replace(/^/gm, "      "),
    "escaped, as in JSON": JSON.stringify(pem),
  };
  it.each(Object.entries(forms))("%s is known for one and never repeated", (_form, text) => {
    for (const file of [text, `${makeCsr().pem}\n${text}`]) {
      const result = inspectCsr(Buffer.from(file));
      expect(result).toMatchObject({ ok: false, problem: "private-key" });
      const told = JSON.stringify(result);
      for (let at = 0; at + 12 < body.length; at += 12) expect(told).not.toContain(body.slice(at, at + 12));
    }
  });
});
