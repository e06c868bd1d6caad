import { createHash, createPublicKey, generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsrResult, inspectCsr } from "../src/compiler/csr";
import { LIMITS } from "../src/compiler/limits";
import {
  bitString,
  type CsrOptions,
  der,
  integer,
  makeCsr,
  makeKeys,
  NULL,
  OIDS,
  octets,
  oid,
  pssAlgorithm,
  sequence,
  toPem,
} from "./support/make-csr";

const inspect = (file: string | Uint8Array): CsrResult =>
  inspectCsr(typeof file === "string" ? Buffer.from(file) : file);
const refused = (file: string | Uint8Array): string => {
  const result = inspect(file);
  return result.ok ? "ok" : `${result.problem}: ${result.detail}`;
};
const subjectOf = (subject: NonNullable<CsrOptions["subject"]>): string => {
  const result = inspect(makeCsr({ subject }).pem);
  return result.ok ? result.subject : result.detail;
};
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
const CN = "2.5.4.3";
const csr = makeCsr();
const rsa = makeCsr({ key: "RSA-2048" });

describe("what is accepted", () => {
  it.each<[string, CsrOptions]>([
    ["RSA 2048", { key: "RSA-2048" }],
    ["RSA 2048", { key: "RSA-2048", hash: "sha384" }],
    ["RSA 3072", { key: "RSA-3072", hash: "sha512" }],
    ["RSA 2048", { key: "RSA-2048", saltLength: 32 }],
    ["RSA 2048", { key: "RSA-2048", hash: "sha384", saltLength: 48 }],
    ["RSA 2048", { key: "RSA-2048", hash: "sha512", saltLength: 0 }],
    ["RSA 2048", { key: "RSA-2048", saltLength: 20, algorithm: pssAlgorithm("sha256", "sha256") }],
    ["RSA 2048", { key: "RSA-2048", saltLength: 200 }],
    ["EC P-256", {}],
    ["EC P-384", { key: "P-384", hash: "sha384" }],
    ["EC P-521", { key: "P-521", hash: "sha512" }],
  ])("%s, signed as %o", (keyDescription, options) => {
    const made = makeCsr(options);
    const { pem, publicKey } = made;
    const expected = {
      ok: true,
      pem,
      keyDescription,
      publicKeyDigest: sha256(publicKey),
      subject: "CN=dock-1",
    };
    expect(inspect(pem)).toEqual(expected);
  });

  it.each<[string, string | Uint8Array]>([
    ["the label of Netscape and Windows", toPem(csr.der, "NEW CERTIFICATE REQUEST")],
    ["CRLF", csr.pem.replaceAll("\n", "\r\n")],
    ["lines that end in CR alone", csr.pem.replaceAll("\n", "\r")],
    ["no newline at the end", csr.pem.trimEnd()],
    ["spaces at the ends of lines, blank lines", csr.pem.replaceAll("\n", " \t\n\n")],
    ["lines of 76 columns", toPem(csr.der, "CERTIFICATE REQUEST", 76)],
    ["one long line", toPem(csr.der, "CERTIFICATE REQUEST", 9999)],
    ["a byte order mark", `\ufeff${csr.pem}`],
    ["openssl's -text before it", `Certificate Request:\n    Data:\n        Version: 1 (0x0)\n${csr.pem}`],
    [
      "text around it, not all of it ASCII",
      Buffer.from(`Bag Attributes\n\tZürich\n${csr.pem}done\n`, "latin1"),
    ],
    ["the public key before it", toPem(csr.publicKey, "PUBLIC KEY") + csr.pem],
    [
      "words about keys around it",
      `End of story: the private key stays on dock-1.\n${csr.pem}begin private key\n--ended: private key--\n`,
    ],
    ["a view into a bigger buffer", Buffer.from(`--${csr.pem}--`).subarray(2, 2 + csr.pem.length)],
  ])("gives the same text for %s", (_name, file) => {
    expect(inspect(file)).toMatchObject({ ok: true, pem: csr.pem });
  });

  it.each<[string, CsrOptions]>([
    ["no attributes at all, as some devices write", { attributes: null }],
    [
      "attributes out of order, as Go and node-forge write",
      { attributes: der(0xa0, attribute(9), attribute(2)) },
    ],
    [
      "NULL in ECDSA's algorithm, as Mbed TLS writes",
      { algorithm: sequence(oid("1.2.840.10045.4.3.2"), NULL) },
    ],
    [
      "no NULL in RSA's algorithm, as RFC 4055 asks to accept",
      { key: "RSA-2048", algorithm: sequence(oid("1.2.840.113549.1.1.11")) },
    ],
    ["no subject", { subject: [] }],
    [
      "a subject in Teletex, which has many re-encodings",
      { subject: [[[CN, Buffer.from("d\xe9p\xf4t", "latin1"), 0x14]]] },
    ],
  ])("takes %s", (_name, options) => {
    const made = makeCsr(options);
    expect(inspect(made.pem)).toMatchObject({ ok: true, pem: made.pem });
  });

  it("counts the characters of AWS IoT's limit", () => {
    const withLength = (length: number) =>
      makeCsr({ key: "RSA-2048", subject: [[[CN, "x".repeat(length)]]] }).pem;
    const lengths = Array.from({ length: 20 }, (_, index) => 2365 + index);
    const fits = lengths.map(withLength).filter((pem) => inspect(pem).ok);
    expect(fits.at(-1)).toHaveLength(4096);
    expect(fits.length).toBeLessThan(lengths.length);
    expect(refused(withLength(2400))).toMatch(
      /^too-large: holds a request of \d+ characters; AWS IoT takes 4096 at most$/,
    );
  });

  it("counts the bytes of the file before anything else", () => {
    const fill = (length: number): string => csr.pem + "#".repeat(length - csr.pem.length);
    expect(inspect(fill(LIMITS.csr)).ok).toBe(true);
    expect(refused(fill(LIMITS.csr + 1))).toBe("too-large: is 65537 bytes long; a CSR file may have 65536");
    expect(refused(privatePem + fill(LIMITS.csr))).toMatch(/^too-large/);
  });
});

/** A challengePassword (7) or another PKCS#9 attribute with one string. */
function attribute(number: number, value = "x"): Buffer {
  return sequence(oid(`1.2.840.113549.1.9.${number}`), der(0x31, der(0x0c, Buffer.from(value))));
}

const { privateKey } = makeKeys("P-256");
const rsaPrivate = makeKeys("RSA-2048").privateKey;
const cipher = { cipher: "aes-128-cbc", passphrase: "secret" };
const privatePem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const privateDer = {
  "PKCS#8, EC": privateKey.export({ type: "pkcs8", format: "der" }),
  "PKCS#8, RSA": rsaPrivate.export({ type: "pkcs8", format: "der" }),
  "PKCS#8, Ed25519": makeKeys("Ed25519").privateKey.export({ type: "pkcs8", format: "der" }),
  "PKCS#8, encrypted": rsaPrivate.export({ type: "pkcs8", format: "der", ...cipher }),
  "PKCS#1": rsaPrivate.export({ type: "pkcs1", format: "der" }),
  "SEC 1": privateKey.export({ type: "sec1", format: "der" }),
  "SEC 1, P-521": makeKeys("P-521").privateKey.export({ type: "sec1", format: "der" }),
  DSA: sequence(integer(0), ...Array.from({ length: 5 }, () => der(0x02, Buffer.alloc(128, 0x41)))),
  "PKCS#12": sequence(
    integer(3),
    sequence(oid("1.2.840.113549.1.7.1"), der(0xa0, octets(Buffer.alloc(64, 1)))),
  ),
  "PKCS#12 in BER": Buffer.from("3080020103308006092a864886f70d010701a080248004820100", "hex"),
  "PKCS#8 in BER": Buffer.from(`3080020100300506032b656e04220420${"41".repeat(32)}0000`, "hex"),
  "PKCS#8 in BER, in pieces": Buffer.from(
    `3080020100300506032b656e248004220420${"41".repeat(32)}00000000`,
    "hex",
  ),
  OpenSSH: Buffer.from(`openssh-key-v1\0${"\0\0\0\x04none".repeat(4)}`),
};

describe("private keys", () => {
  const body = csr.der.toString("base64");
  it.each<[string, string | Uint8Array]>([
    ["PKCS#8", privatePem],
    ["PKCS#1", rsaPrivate.export({ type: "pkcs1", format: "pem" }).toString()],
    ["SEC 1", privateKey.export({ type: "sec1", format: "pem" }).toString()],
    ["PKCS#8, encrypted", privateKey.export({ type: "pkcs8", format: "pem", ...cipher }).toString()],
    ["PKCS#1, encrypted", rsaPrivate.export({ type: "pkcs1", format: "pem", ...cipher }).toString()],
    ...["OPENSSH ", "DSA ", "ANY ", "X25519 "].map((kind): [string, string] => [
      kind,
      toPem(csr.der, `${kind}PRIVATE KEY`),
    ]),
    ["PGP", toPem(csr.der, "PGP PRIVATE KEY BLOCK")],
    ["SSH2", `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${body}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`],
    ["PuTTY", `PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\n${body}\n`],
    ["PuTTY, other case", "putty-user-key-file-2: ssh-rsa"],
    ["SSH 1", "SSH PRIVATE KEY FILE FORMAT 1.1\n"],
    ["lower case", "-----begin rsa private key-----\nx"],
    ["no spaces", "-----BEGIN RSAPRIVATEKEY-----\nx"],
    ["many spaces and a tab", "-----BEGIN  EC \t PRIVATE   KEY -----\nx"],
    ["spaces after the dashes", "----- BEGIN PRIVATE KEY -----\nx"],
    ["underlines", "-----BEGIN PRIVATE_KEY-----\nx"],
    ["four dashes", "----BEGIN PRIVATE KEY----\nx"],
    ["no-break spaces", "-----BEGIN\u00a0RSA\u00a0PRIVATE\u00a0KEY-----\nx"],
    ["dashes that a word processor put", "—BEGIN PRIVATE KEY—\nx"],
    ["quoted in a comment", `# > -----BEGIN PRIVATE KEY-----\n# > ${body}`],
    ["in JSON", JSON.stringify({ pem: privatePem })],
    ["only its end", `${body}\n-----END PRIVATE KEY-----\n`],
    ["only its beginning", privatePem.slice(0, 40)],
    ["UTF-16", utf16(privatePem)],
    ["UTF-16, big end first", utf16(privatePem).swap16()],
    [
      "a body that only a password opens, under another label",
      `-----BEGIN DATA-----\nProc-Type: 4,ENCRYPTED\n\n${body}`,
    ],
    [
      "openssl's -text of RSA",
      "RSA Private-Key: (2048 bit)\nmodulus:\n    00:a1\npublicExponent: 65537\nprivateExponent:\n    00:b2",
    ],
    ["openssl's -text of EC", "Private-Key: (256 bit)\r\npriv:\r\n    00:b2"],
    ["a JSON Web Key", JSON.stringify(privateKey.export({ format: "jwk" }))],
  ])("are refused by their words: %s", (_name, file) => {
    expect(refused(file)).toMatch(/^private-key: holds an? /);
    expect(refused(Buffer.concat([Buffer.from(csr.pem), Buffer.from(file)]))).toMatch(/^private-key/);
    expect(refused(Buffer.concat([Buffer.from(file), Buffer.from(`\n${csr.pem}`)]))).toMatch(/^private-key/);
  });

  it.each(Object.entries(privateDer))("are refused by their shape: %s", (_name, bytes) => {
    const base64 = bytes.toString("base64");
    const files = {
      raw: bytes,
      "raw, after a request": Buffer.concat([Buffer.from(csr.pem), bytes]),
      "raw, cut off": bytes.subarray(0, 80),
      "labelled as a request": toPem(bytes),
      "labelled as a certificate": toPem(bytes, "CERTIFICATE") + csr.pem,
      "labelled as nothing known": csr.pem + toPem(bytes, "DATA", 76),
      "without a label": `${csr.pem}key ${base64}\n`,
      "in a quotation": base64.replace(/^(.{64})/, "> $1\n> "),
      "in UTF-16": utf16(toPem(bytes, "DATA")),
    };
    for (const [name, file] of Object.entries(files))
      expect(`${name}: ${refused(file)}`).toMatch(/: private-key: /);
  });

  it.each<[string, Uint8Array]>([
    ["as text", attribute(2, privatePem)],
    ["as DER", sequence(oid("1.2.840.113549.1.9.2"), der(0x31, octets(privateDer["SEC 1"])))],
  ])("are refused inside of a request's attribute: %s", (_name, value) => {
    expect(refused(makeCsr({ attributes: der(0xa0, value) }).pem)).toMatch(/^private-key/);
  });

  it("and so is a challenge password, which would stand in the output for all to read", () => {
    const { pem } = makeCsr({ attributes: der(0xa0, attribute(7, "CANARY-PASSWORD")) });
    expect(refused(pem)).toMatch(/^secret: /);
    expect(refused(pem)).not.toContain("CANARY");
  });

  it("are named with their line", () => {
    expect(refused(`${csr.pem}\n${privatePem}`)).toBe(
      "private-key: holds a block labelled as a private key (line 9)",
    );
    expect(refused(toPem(privateDer["PKCS#1"]))).toMatch("holds an RSA or DSA private key");
  });

  it("are not seen where there are none", () => {
    for (let round = 0; round < 300; round++) expect(inspect(makeCsr().pem).ok).toBe(true);
    expect(
      refused(
        toPem(makeKeys("RSA-2048").publicKey.export({ type: "pkcs1", format: "der" }), "RSA PUBLIC KEY"),
      ),
    ).toMatch(/^malformed/);
  });
});

describe("other forms", () => {
  const certificate = sequence(
    sequence(
      der(0xa0, integer(2)),
      integer(7),
      sequence(oid(OIDS.sha256)),
      sequence(),
      sequence(),
      sequence(),
      csr.publicKey,
    ),
    sequence(oid(OIDS.sha256)),
    bitString(Buffer.alloc(70)),
  );
  const oldCertificate = sequence(
    sequence(integer(7), sequence(), sequence(), sequence(), sequence(), csr.publicKey),
    sequence(oid(OIDS.sha256)),
    bitString(Buffer.alloc(70)),
  );
  it.each<[string, string | Uint8Array, string]>([
    ["nothing", "", "is empty"],
    ["blanks", "\ufeff \r\n\t\n", "is empty"],
    ["UTF-16", utf16(csr.pem), "is UTF-16 text, as PowerShell's > writes it; save it as ASCII or UTF-8"],
    ["UTF-16, big end first", utf16(csr.pem).swap16(), "is UTF-16 text"],
    ["UTF-16 without a mark", Buffer.from(csr.pem, "utf16le"), "is UTF-16 text"],
    ["UTF-16 of other letters", Buffer.from("fffe2d4e2d4e", "hex"), "is UTF-16 text"],
    ["UTF-16 of other letters, big end first", Buffer.from("feff4e2d4e2d", "hex"), "is UTF-16 text"],
    [
      "a request in DER",
      csr.der,
      "DER form; PEM is needed: convert it with `openssl req -inform DER -in FILE -out FILE`",
    ],
    ["something binary", Buffer.from([0x30, 0x82, 1, 0, 2, 3]), "is binary, PEM text is needed"],
    ["zeros", Buffer.alloc(99), "is binary, PEM text is needed"],
    [
      "a certificate",
      toPem(certificate, "CERTIFICATE"),
      "holds a certificate; needed is the certificate request (CSR)",
    ],
    ["a trusted certificate", toPem(certificate, "TRUSTED CERTIFICATE"), "holds a certificate; needed is"],
    ["a certificate in DER", certificate, "holds a certificate; needed is"],
    ["a version 1 certificate in DER", oldCertificate, "holds a certificate; needed is"],
    [
      "a mislabelled certificate",
      toPem(certificate),
      "holds a certificate under the label of a certificate request",
    ],
    [
      "a public key",
      toPem(csr.publicKey, "PUBLIC KEY"),
      "holds a block labelled PUBLIC KEY, and no certificate request",
    ],
    [
      "an unknown label",
      toPem(csr.der, "CANARY"),
      "holds no certificate request: no line says -----BEGIN CERTIFICATE REQUEST-----",
    ],
    ["text", "hello", "holds no certificate request"],
    ["base64 alone", csr.der.toString("base64"), "holds no certificate request"],
    ["two requests", `${csr.pem}\n${rsa.pem}`, "holds more than one certificate request (lines 1 and 9)"],
    [
      "one request twice",
      csr.pem + toPem(csr.der, "NEW CERTIFICATE REQUEST"),
      "holds more than one certificate request",
    ],
    [
      "no END line",
      csr.pem.replace(/-----END.*/, ""),
      "is cut off: the block that begins on line 1 has no END line",
    ],
    ["no BEGIN line", csr.pem.replace(/.*BEGIN.*\n/, "\n"), "ends a block that was not begun (line 7)"],
    [
      "another label at the end",
      csr.pem.replace("END ", "END NEW "),
      "begins a block on line 1 that line 7 ends under another label",
    ],
    [
      "a block in a block",
      csr.pem.replace("\n", `\n${csr.pem}`),
      "begins a block inside of another one (line 2)",
    ],
    ["four dashes", csr.pem.replace("-----BEGIN", "----BEGIN"), "has a damaged PEM line (line 1)"],
    ["an indented block", csr.pem.replace(/^/gm, "  "), "has a damaged PEM line (line 1)"],
    ["lower case", csr.pem.toLowerCase(), "has a damaged PEM line (line 1)"],
    ["one line", csr.pem.replaceAll("\n", ""), "stand alone on their lines"],
    [
      "an empty block",
      "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n",
      "has an empty block (line 1)",
    ],
    [
      "a header in the block",
      csr.pem.replace("\n", "\nComment: CANARY\n"),
      "has a line that is not base64 (line 2)",
    ],
    ["base64url", csr.pem.replace(/\n../, "\n-_"), "has a line that is not base64 (line 2)"],
  ])("%s", (_name, file, detail) => {
    expect(refused(file)).toMatch(/^malformed: /);
    expect(refused(file)).toContain(detail);
  });

  it.each<[string, (base64: string) => string]>([
    ["one character less", (base64) => base64.slice(0, -1)],
    ["one character more", (base64) => `${base64}A`],
    ["padding that goes on", (base64) => `${base64}AAAA`],
    ["padding left out", (base64) => base64.replace(/=+$/, "")],
    ["padding too much", (base64) => `${base64}=`],
    ["bits after the end", (base64) => base64.replace(/.(=+)$/, "/$1")],
  ])("base64 with %s", (_name, damage) => {
    // A signature's length is a matter of chance: make requests until one needs padding.
    let padded = makeCsr({ subject: [] });
    while (padded.der.length % 3 === 0) padded = makeCsr({ subject: [] });
    const base64 = damage(padded.der.toString("base64"));
    const file = `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`;
    expect(refused(file)).toMatch(
      /^malformed: has (base64 that is cut off or damaged|a line that is not base64)/,
    );
  });
});

describe("what is not DER, or not a request", () => {
  const { signed, signature } = rsa;
  const algorithm = sequence(oid("1.2.840.113549.1.1.11"), NULL);
  const bits = bitString(signature);
  const content = rsa.der.subarray(4);
  const bad = (element: Uint8Array): Buffer =>
    makeCsr({ attributes: der(0xa0, sequence(oid("1.2.3"), der(0x31, element))) }).der;
  const name = (tag: number, bytes: number[]): Buffer =>
    makeCsr({ subject: [[[CN, Buffer.from(bytes), tag]]] }).der;
  it.each<[string, Uint8Array, string]>([
    ["bytes after the request", Buffer.concat([rsa.der, Buffer.from([0])]), "1 bytes too many after its end"],
    ["a request twice", Buffer.concat([csr.der, csr.der]), "too many after its end"],
    ["a cut request", rsa.der.subarray(0, -1), "cut off at byte 0"],
    [
      "an indefinite length",
      Buffer.concat([Buffer.from([0x30, 0x80]), content, Buffer.alloc(2)]),
      "indefinite length at byte 0",
    ],
    [
      "a padded length",
      Buffer.concat([Buffer.from([0x30, 0x83, 0]), rsa.der.subarray(2)]),
      "padded length at byte 0",
    ],
    ["a long form for a short length", der(0x30, Buffer.from([0x02, 0x81, 1, 0])), "padded length at byte 2"],
    ["a length of five digits", Buffer.from("308500000000010000", "hex"), "length out of range at byte 0"],
    ["an element over its parent's end", Buffer.from("3003020200ffff", "hex"), "cut off at byte 2"],
    ["a constructed string", sequence(signed, algorithm, der(0x23, bits)), "constructed string"],
    [
      "unused bits that are set",
      sequence(signed, algorithm, der(0x03, Buffer.from([1, 1]))),
      "bad BIT STRING",
    ],
    ["unused bits of nothing", bad(der(0x03, Buffer.from([1]))), "bad BIT STRING"],
    ["an empty bit string", sequence(signed, algorithm, der(0x03)), "bad BIT STRING"],
    ["a padded integer", makeCsr({ version: der(0x02, Buffer.from([0, 0])) }).der, "bad INTEGER"],
    ["an empty integer", makeCsr({ version: der(0x02) }).der, "bad INTEGER"],
    ["a padded negative integer", bad(der(0x02, Buffer.from([0xff, 0x80]))), "bad INTEGER"],
    ["a lax BOOLEAN", bad(der(0x01, Buffer.from([1]))), "bad BOOLEAN"],
    ["a NULL with content", bad(der(0x05, Buffer.from([0]))), "bad NULL"],
    ["a padded object identifier", bad(der(0x06, Buffer.from([0x2a, 0x80, 1]))), "bad OBJECT IDENTIFIER"],
    ["an unfinished object identifier", bad(der(0x06, Buffer.from([0x2a, 0x81]))), "bad OBJECT IDENTIFIER"],
    ["text that is not UTF-8", name(0x0c, [0xff]), "bad UTF8String"],
    ["half a character of a BMPString", name(0x1e, [0, 65, 0]), "bad BMPString"],
    ["half a character of a UniversalString", name(0x1c, [0, 65]), "bad UniversalString"],
    ["a primitive sequence", bad(der(0x10)), "primitive SEQUENCE"],
    ["an end of contents", bad(der(0x00)), "end-of-contents"],
    ["a tag of many bytes", bad(Buffer.from([0x1f, 0])), "unknown tag"],
    [
      "nesting without end",
      Array.from({ length: 60 }).reduce<Buffer>((inner) => sequence(inner), NULL),
      "nested too deeply",
    ],
    [
      "another version",
      makeCsr({ version: integer(1) }).der,
      "holds a certificate request of an unknown version",
    ],
    ["a long version", makeCsr({ version: der(0x02, Buffer.from([0, 0x80])) }).der, "of an unknown version"],
    ["no signature", sequence(signed, algorithm), "is not a certificate request (PKCS#10)"],
    ["a fourth part", sequence(signed, algorithm, bits, NULL), "is not a certificate request"],
    [
      "a signature of half bytes",
      sequence(signed, algorithm, der(0x03, Buffer.from([4, 0xf0]))),
      "is not a certificate request",
    ],
    [
      "a third part of the algorithm",
      makeCsr({ algorithm: sequence(oid(OIDS.sha1), NULL, NULL) }).der,
      "is not a certificate request",
    ],
    ["a SET for a SEQUENCE", der(0x31, signed, algorithm, bits), "is not a certificate request"],
    [
      "two sets of attributes",
      makeCsr({ attributes: Buffer.concat([der(0xa0), der(0xa0)]) }).der,
      "is not a certificate request",
    ],
    ["attributes of another tag", makeCsr({ attributes: der(0xa1) }).der, "is not a certificate request"],
    [
      "an attribute that is a number",
      makeCsr({ attributes: der(0xa0, integer(1)) }).der,
      "is not a certificate request",
    ],
    [
      "a name that is a number",
      sequence(sequence(integer(0), integer(1), csr.publicKey, der(0xa0)), algorithm, bits),
      "is not a cert",
    ],
    [
      "a name of numbers",
      sequence(sequence(integer(0), sequence(integer(1)), csr.publicKey), algorithm, bits),
      "is not a certificate",
    ],
    ["a public key", csr.publicKey, "is not a certificate request"],
    ["an integer", integer(0), "is not a certificate request"],
  ])("%s is malformed", (_name, bytes, detail) => {
    expect(refused(toPem(bytes))).toMatch(/^malformed: holds a /);
    expect(refused(toPem(bytes))).toContain(detail);
  });
});

describe("keys", () => {
  const rsaKey = (modulus: Uint8Array, exponent: number[], ...more: Uint8Array[]): Buffer => {
    const numbers = sequence(der(0x02, modulus), der(0x02, Buffer.from(exponent)), ...more);
    return sequence(sequence(oid(OIDS.rsaEncryption), NULL), bitString(numbers));
  };
  const modulus = (bits: number, lastByte = 0x41): Buffer => {
    const bytes = Buffer.alloc(Math.ceil(bits / 8), 0x41);
    bytes[0] = 1 << ((bits - 1) % 8);
    bytes[bytes.length - 1] = lastByte;
    return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  };
  const point = csr.publicKey.subarray(-65);
  const ec = (bits: Uint8Array, curve = "1.2.840.10045.3.1.7"): Buffer =>
    sequence(sequence(oid(OIDS.ecPublicKey), oid(curve)), bitString(bits));
  const withKey = (publicKey: Uint8Array): string =>
    refused(makeCsr({ publicKey, algorithm: rsaAlgorithm }).pem);
  const rsaAlgorithm = sequence(oid("1.2.840.113549.1.1.11"), NULL);
  const good = [1, 0, 1];

  it.each<[string, CsrOptions]>([
    ["RSA 1024; AWS IoT needs at least 2048 bits", { key: "RSA-1024" }],
    [
      "EC on secp256k1; AWS IoT needs RSA with at least 2048 bits, or EC on P-256, P-384 or P-521",
      { key: "secp256k1" },
    ],
    ["Ed25519; AWS IoT needs RSA", { key: "Ed25519" }],
  ])("%s", (detail, options) => {
    expect(refused(makeCsr(options).pem)).toContain(`weak: has an unfit key: ${detail}`);
  });

  it.each<[string, Uint8Array]>([
    ["RSA 2047; AWS IoT needs at least 2048 bits", rsaKey(modulus(2047), good)],
    ["RSA 16385; more than 16384 bits are not checked", rsaKey(modulus(16385), good)],
    ["RSA with an even modulus", rsaKey(modulus(2048, 0x40), good)],
    ["RSA with an unsafe public exponent", rsaKey(modulus(2048), [1])],
    ["RSA with an unsafe public exponent", rsaKey(modulus(2048), [2])],
    ["RSA with an unsafe public exponent", rsaKey(modulus(2048), [1, 0, 0])],
    ["RSA with an unsafe public exponent", rsaKey(modulus(2048), [1, 0, 0, 0, 0, 0, 0, 0, 1])],
    [
      "RSA for RSASSA-PSS only; AWS IoT needs RSA",
      generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).publicKey.export({
        type: "spki",
        format: "der",
      }),
    ],
    ["EC without a named curve; AWS IoT needs RSA", explicitCurve()],
    ["EC on an unknown curve; AWS IoT needs RSA", ec(point, "1.2.840.10045.3.1.99")],
    ["EC on P-224; AWS IoT needs RSA", ec(point.subarray(0, 57), "1.3.132.0.33")],
    [
      "its type is unknown; AWS IoT needs RSA",
      sequence(sequence(oid("1.2.3.4")), bitString(Buffer.alloc(40))),
    ],
    ["DSA; AWS IoT needs RSA", sequence(sequence(oid("1.2.840.10040.4.1")), bitString(Buffer.alloc(40)))],
  ])("%s (%#)", (detail, publicKey) => {
    expect(withKey(publicKey)).toContain(`weak: has an unfit key: ${detail}`);
  });

  it.each<[string, string, Uint8Array]>([
    ["2048 bits", "signature", rsaKey(modulus(2048), good)],
    ["16384 bits", "signature", rsaKey(modulus(16384), good)],
    ["exponent 3", "signature", rsaKey(modulus(2048), [3])],
  ])("%s pass, up to the signature", (_name, problem, publicKey) => {
    expect(withKey(publicKey)).toMatch(new RegExp(`^${problem}`));
  });

  const offCurve = Buffer.from(point).fill(0x41, 1);
  it.each<[string, Uint8Array]>([
    ["a negative modulus", rsaKey(modulus(2048).subarray(1), good)],
    ["a third number", rsaKey(modulus(2048), good, integer(1))],
    [
      "bytes after the numbers",
      sequence(
        sequence(oid(OIDS.rsaEncryption), NULL),
        bitString(Buffer.concat([sequence(der(2, modulus(2048)), der(2, Buffer.from(good))), NULL])),
      ),
    ],
    ["half a point more", ec(Buffer.concat([point, point.subarray(1)]))],
    [
      "a point of mixed form",
      ec(Buffer.concat([Buffer.from([6 + ((point.at(-1) ?? 0) % 2)]), point.subarray(1)])),
    ],
    ["no point", ec(Buffer.alloc(0))],
    [
      "unused bits in a point",
      sequence(
        sequence(oid(OIDS.ecPublicKey), oid("1.2.840.10045.3.1.7")),
        der(3, Buffer.from([1]), evenPoint()),
      ),
    ],
    ["RSA with parameters", rsa.publicKey.map((byte, index) => (index === 17 ? 7 : byte))],
    ["no modulus", rsaKey(Buffer.from([0]), good)],
    ["one number", sequence(sequence(oid(OIDS.rsaEncryption), NULL), bitString(sequence(integer(3))))],
    ["a point off the curve", ec(offCurve)],
    ["the point at infinity", ec(Buffer.from([0]))],
    ["a cut point", ec(point.subarray(0, -1))],
    ["nothing", sequence()],
    [
      "a part too many",
      sequence(sequence(oid(OIDS.ecPublicKey), oid("1.2.840.10045.3.1.7")), bitString(point), NULL),
    ],
  ])("cannot be read: %s", (_name, publicKey) => {
    expect(withKey(publicKey)).toMatch(
      /^malformed: holds a (public key that cannot be read|block that is not a certificate request)/,
    );
  });

  it("have one digest, whatever form the request gives them", () => {
    const short = ec(Buffer.concat([Buffer.from([2 + ((point.at(-1) ?? 0) % 2)]), point.subarray(1, 33)]));
    expect(createPublicKey({ key: short, format: "der", type: "spki" }).equals(csr.keys.publicKey)).toBe(
      true,
    );
    const digests = [{}, { publicKey: short }, { subject: [] }].map((options) =>
      inspect(makeCsr(options).pem),
    );
    for (const result of digests) expect(result).toMatchObject({ publicKeyDigest: sha256(csr.publicKey) });
    const other = inspect(makeCsr({ keyName: "another" }).pem);
    expect(other).toMatchObject({ ok: true });
    expect(other).not.toMatchObject({ publicKeyDigest: sha256(csr.publicKey) });
  });
});

/** A point whose last bit is 0, so that a BIT STRING may leave it out. */
function evenPoint(): Buffer {
  const names = Array.from({ length: 64 }, (_, index) => `even ${index}`);
  const points = names.map((keyName) => makeCsr({ keyName }).publicKey.subarray(-65));
  return points.find((point) => (point.at(-1) ?? 1) % 2 === 0) ?? Buffer.alloc(0);
}

/** P-256 spelled out in numbers (SEC 1, C.2), with the point of the usual key. */
function explicitCurve(): Buffer {
  const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
  const p = "00 ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
  const a = "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc";
  const b = "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b";
  const x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
  const y = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
  const n = "00 ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
  const field = sequence(oid("1.2.840.10045.1.1"), der(0x02, hex(p)));
  const curve = sequence(octets(hex(a)), octets(hex(b)));
  const generator = octets(hex(`04${x}${y}`));
  const numbers = sequence(integer(1), field, curve, generator, der(0x02, hex(n)), integer(1));
  return sequence(sequence(oid(OIDS.ecPublicKey), numbers), bitString(csr.publicKey.subarray(-65)));
}

describe("signatures", () => {
  it.each<[string, CsrOptions]>([
    ["SHA-1", { hash: "sha1" }],
    ["SHA-1", { key: "RSA-2048", hash: "sha1" }],
    ["SHA-1", { key: "RSA-2048", algorithm: sequence(oid("1.3.14.3.2.29"), NULL) }],
    ["SHA-1", { key: "RSA-2048", hash: "sha1", saltLength: 20 }],
    [
      "SHA-1",
      { key: "RSA-2048", hash: "sha1", saltLength: 20, algorithm: pssAlgorithm(undefined, undefined) },
    ],
    ["SHA-224", { hash: "sha224" }],
    ["SHA-224", { key: "RSA-2048", hash: "sha224" }],
    ["MD5", { key: "RSA-2048", hash: "md5" }],
    ["MD4", { key: "RSA-2048", algorithm: sequence(oid("1.2.840.113549.1.1.3"), NULL) }],
    ["MD2", { key: "RSA-2048", algorithm: sequence(oid("1.2.840.113549.1.1.2"), NULL) }],
  ])("with %s are weak (%#)", (hash, options) => {
    expect(refused(makeCsr(options).pem)).toBe(
      `weak: is signed with ${hash}; AWS IoT needs RSA, RSASSA-PSS or ECDSA with SHA-256, SHA-384 or SHA-512`,
    );
  });

  const pss = (algorithm: Uint8Array, saltLength = 32): CsrOptions => ({
    key: "RSA-2048",
    saltLength,
    algorithm,
  });
  const pssOf = (...fields: Uint8Array[]): Buffer => sequence(oid(OIDS.rsassaPss), sequence(...fields));
  const hash256 = der(0xa0, sequence(oid(OIDS.sha256), NULL));
  const twoHashes = der(0xa0, sequence(oid(OIDS.sha256)), sequence(oid(OIDS.sha256)));
  const mask256 = der(0xa1, sequence(oid(OIDS.mgf1), sequence(oid(OIDS.sha256), NULL)));
  const otherMask = der(0xa1, sequence(oid("1.2.3.4"), sequence(oid(OIDS.sha256), NULL)));
  it.each<[string, CsrOptions]>([
    ["SHA-512/256", { key: "RSA-2048", algorithm: sequence(oid("1.2.840.113549.1.1.16"), NULL) }],
    ["an unknown algorithm", { algorithm: sequence(oid("1.2.3.4")) }],
    ["no algorithm that signs", { key: "RSA-2048", algorithm: sequence(oid(OIDS.rsaEncryption), NULL) }],
    ["parameters that are not NULL", { algorithm: sequence(oid("1.2.840.10045.4.3.2"), integer(0)) }],
    ["PSS with another hash for its mask", pss(pssAlgorithm("sha256", "sha512", integer(32)))],
    ["PSS with SHA-1 for its mask by default", pss(pssAlgorithm("sha256", undefined, integer(32)))],
    ["PSS with another mask", pss(pssOf(hash256, otherMask, der(0xa2, integer(32))))],
    ["PSS without parameters", pss(sequence(oid(OIDS.rsassaPss)))],
    ["PSS with NULL for its parameters", pss(sequence(oid(OIDS.rsassaPss), NULL))],
    ["PSS with an unknown hash", pss(pssAlgorithm("md5", "md5", integer(32)))],
    [
      "PSS with a negative salt, that node takes for any",
      pss(pssAlgorithm("sha256", "sha256", integer(0xfe))),
    ],
    ["PSS with a huge salt", pss(pssAlgorithm("sha256", "sha256", der(2, Buffer.from([1, 0, 0]))))],
    ["PSS with another trailer", pss(pssAlgorithm("sha256", "sha256", integer(32), der(0xa3, integer(2))))],
    ["PSS with fields out of order", pss(pssOf(mask256, hash256, der(0xa2, integer(32))))],
    ["PSS with two hashes", pss(pssOf(twoHashes, mask256, der(0xa2, integer(32))))],
    ["PSS with a field twice", pss(pssOf(hash256, hash256, mask256, der(0xa2, integer(32))))],
    ["PSS with a field too many", pss(pssAlgorithm("sha256", "sha256", integer(32), der(0xa4, integer(1))))],
  ])("with %s are none that AWS IoT supports", (_name, options) => {
    expect(refused(makeCsr(options).pem)).toMatch(
      /^malformed: is signed in a way that cannot be used; AWS IoT needs RSA, RSASSA-PSS or ECDSA with SHA-256, /,
    );
  });

  it.each<[string, CsrOptions]>([
    ["ECDSA named, RSA used", { key: "RSA-2048", algorithm: sequence(oid("1.2.840.10045.4.3.2")) }],
    ["RSA named, ECDSA used", { algorithm: sequence(oid("1.2.840.113549.1.1.11"), NULL) }],
  ])("must fit the key: %s", (_name, options) => {
    expect(refused(makeCsr(options).pem)).toMatch(
      /^malformed: names a signature algorithm for (RSA|EC) keys, its key is/,
    );
  });

  it.each<[string, CsrOptions]>([
    ["of another key", { publicKey: makeCsr({ keyName: "another" }).publicKey }],
    ["of another RSA key", { key: "RSA-2048", publicKey: makeCsr({ key: "RSA-3072" }).publicKey }],
    ["of another request", { signature: makeCsr({ subject: [] }).signature }],
    ["of another hash", { algorithm: sequence(oid("1.2.840.10045.4.3.3")) }],
    [
      "that is PSS, under PKCS#1's name",
      { key: "RSA-2048", saltLength: 32, algorithm: sequence(oid("1.2.840.113549.1.1.11"), NULL) },
    ],
    [
      "that is PKCS#1, under PSS's name",
      { key: "RSA-2048", algorithm: pssAlgorithm("sha256", "sha256", integer(32)) },
    ],
    ["with another salt", pss(pssAlgorithm("sha256", "sha256", integer(31)))],
    [
      "with a salt that does not fit",
      pss(pssAlgorithm("sha256", "sha256", der(2, Buffer.from([0x7f, 0xff])))),
    ],
    ["that is empty", { signature: Buffer.alloc(0) }],
    ["that is too long", { signature: Buffer.concat([csr.signature, Buffer.from([0])]) }],
    ["of r and s in a row", { signature: Buffer.alloc(64, 1) }],
  ])("%s are refused", (_name, options) => {
    expect(refused(makeCsr(options).pem)).toMatch(
      /^signature: does not carry a valid signature by its own key/,
    );
  });

  it.each([
    ["EC", csr],
    ["RSA", rsa],
    ["PSS", makeCsr({ key: "RSA-2048", saltLength: 32 })],
  ])("guard every byte of a request: %s", (_name, made) => {
    const survivors: number[] = [];
    for (let at = 0; at < made.der.length; at++) {
      for (const mask of [0x01, 0x80, 0x20]) {
        const changed = Buffer.from(made.der);
        changed[at] = (changed[at] ?? 0) ^ mask;
        if (inspect(toPem(changed)).ok) survivors.push(at);
      }
    }
    expect(survivors).toEqual([]);
  });
});

describe("the subject", () => {
  it("is in the request's order, with the usual short names", () => {
    const name = subjectOf([
      [["2.5.4.6", "US", 0x13]],
      [["2.5.4.10", "Acme"]],
      [
        [CN, "dock-1"],
        ["2.5.4.5", "42", 0x13],
      ],
      [["1.2.840.113549.1.9.1", "a@example.com", 0x16]],
      [["1.3.6.1.4.1.99999.1", "x"]],
      [["2.5.4.45", Buffer.from("0001", "hex"), 0x03]],
    ]);
    expect(name).toBe(
      "C=US, O=Acme, CN=dock-1+serialNumber=42, emailAddress=a@example.com, 1.3.6.1.4.1.99999.1=x, 2.5.4.45=#03020001",
    );
  });

  it.each<[string, string, number | undefined, string]>([
    ["keeps letters of all languages", "Zürich 東京 שלום 🚚", undefined, "Zürich 東京 שלום 🚚"],
    ["escapes what turns text around", "a\u202egpj.\u2066\u200f", undefined, "a\\u202egpj.\\u2066\\u200f"],
    ["escapes controls", "a\nb\x1b[31m\0\x7f\x9b", undefined, "a\\u000ab\\u001b[31m\\u0000\\u007f\\u009b"],
    [
      "escapes what can't be seen",
      "\u200b\u00ad\ufeff\u3164\u2800\u00a0\u2028\u{e0041}",
      undefined,
      "\\u200b\\u00ad\\ufeff\\u3164\\u2800\\u00a0\\u2028\\u{e0041}",
    ],
    ["has no forged escape", "\\u202e", undefined, "\\\\u202e"],
    ["has no forged part", 'a, O=b+C="US"', undefined, 'a\\, O=b\\+C=\\"US\\"'],
    ["reads BMPString", "\0d\0\xf6\0c\0k", 0x1e, "döck"],
    ["escapes half a character of BMPString", "\xd8\x3d\0x", 0x1e, "\\ud83dx"],
    ["reads Teletex as Latin 1", "d\xf6ck", 0x14, "döck"],
  ])("%s", (_name, value, tag, expected) => {
    const bytes = tag === undefined ? value : Buffer.from(value, "latin1");
    expect(subjectOf([[[CN, bytes, tag ?? 0x0c]]])).toBe(`CN=${expected}`);
  });

  it("is cut at 200 characters, between characters", () => {
    expect(subjectOf([[[CN, "x".repeat(197)]]])).toBe(`CN=${"x".repeat(197)}`);
    expect(subjectOf([[[CN, "x".repeat(198)]]])).toBe(`CN=${"x".repeat(196)}…`);
    expect(subjectOf([[[CN, `${"x".repeat(194)}\u202e\u202e`]]])).toBe(`CN=${"x".repeat(194)}…`);
    expect(subjectOf([[[CN, `${"x".repeat(195)}🚚🚚`]]])).toBe(`CN=${"x".repeat(195)}…`);
  });
});

describe("whatever the file holds", () => {
  const CANARY = "CANARY7Q";
  it("no refusal repeats any of it", () => {
    const key = makeKeys("P-256").privateKey;
    const subject: CsrOptions["subject"] = [[[CN, CANARY]]];
    const secret = key.export({ type: "pkcs8", format: "der" }).toString("base64");
    const named = makeCsr({ subject }).pem;
    const files = [
      named + toPem(csr.der, `${CANARY} PRIVATE KEY`),
      `-----BEGIN PRIVATE KEY----- ${CANARY}`,
      `PuTTY-User-Key-File-3: ${CANARY}`,
      toPem(key.export({ type: "pkcs8", format: "der" }), CANARY),
      `${named}${CANARY.repeat(LIMITS.csr / 8)}`,
      makeCsr({ subject: [[[CN, CANARY.repeat(500)]]] }).pem,
      `${CANARY}\n`,
      toPem(csr.der, CANARY),
      `${toPem(csr.der, CANARY).trimEnd()} ${CANARY}`,
      `-----BEGIN ${CANARY}-----\n-----END CERTIFICATE-----`,
      `-----END ${CANARY}-----`,
      `-----BEGIN CERTIFICATE REQUEST-----\n${CANARY}: ${CANARY}\n-----END CERTIFICATE REQUEST-----`,
      toPem(Buffer.from(CANARY)),
      named + named,
      makeCsr({ subject, key: "RSA-1024" }).pem,
      makeCsr({ subject, hash: "sha1" }).pem,
      makeCsr({ subject, signature: Buffer.from(CANARY) }).pem,
      makeCsr({ subject, algorithm: sequence(oid("1.2.3"), der(0x0c, Buffer.from(CANARY))) }).pem,
      makeCsr({ subject, publicKey: sequence(sequence(oid("1.2.3")), bitString(Buffer.from(CANARY))) }).pem,
      makeCsr({ subject, attributes: der(0xa0, der(0x0c, Buffer.from(CANARY))) }).pem,
      makeCsr({ subject }).der,
      utf16(named),
    ];
    const results = files.map(inspect);
    const problems = new Set(results.map((result) => (result.ok ? "ok" : result.problem)));
    expect([...problems].sort()).toEqual(["malformed", "private-key", "signature", "too-large", "weak"]);
    const said = JSON.stringify(results);
    for (const piece of [
      CANARY,
      Buffer.from(CANARY).toString("base64").slice(0, 9),
      secret.slice(0, 12),
      secret.slice(-12),
    ]) {
      expect(said).not.toContain(piece);
    }
  });

  it("never throws for any bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !inspectCsr(bytes).ok));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => !inspect(toPem(bytes)).ok));
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !inspect(text + csr.pem.slice(0, 99)).ok));
  });

  const change = fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 3 }) });
  const changed = (
    bytes: Buffer,
    changes: Array<{ at: number; remove: number; insert: Uint8Array }>,
  ): Buffer =>
    changes.reduce((now, { at, remove, insert }) => {
      const start = at % (now.length + 1);
      return Buffer.concat([now.subarray(0, start), insert, now.subarray(start + remove)]);
    }, bytes);

  it("never takes a request whose bytes were altered", () => {
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const sources = fc.constantFrom(csr, rsa);
    const property = fc.property(sources, changes, (made, list) => {
      const bytes = changed(made.der, list);
      fc.pre(!bytes.equals(made.der));
      return !inspect(toPem(bytes)).ok;
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it("takes an altered file only for the request that it held", () => {
    const property = fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (list) => {
      const result = inspect(changed(Buffer.from(`text\n${csr.pem}`), list));
      return !result.ok || result.pem === csr.pem;
    });
    fc.assert(property, { numRuns: 2000 });
  });

  it.each<[string, string | Uint8Array]>([
    ["dashes", "-".repeat(LIMITS.csr)],
    ["BEGINs", "--BEGIN PRIVATE".repeat(4000)],
    ["blanks", " ".repeat(LIMITS.csr)],
    ["newlines in a block", `-----BEGIN CERTIFICATE REQUEST-----${"\n".repeat(60_000)}`],
    ["sequences", Buffer.alloc(LIMITS.csr, 0x30)],
    ["base64 of sequences", Buffer.alloc(49_000, 0x30).toString("base64")],
    ["nesting", Buffer.from("3080".repeat(32_000), "hex")],
    ["JSON keys", '"kty": "d" '.repeat(5900)],
    ["labels", "Proc-Type: 4, ".repeat(4000)],
  ])("is done with it in no time: %s", (_name, file) => {
    const start = performance.now();
    expect(inspect(file).ok).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
