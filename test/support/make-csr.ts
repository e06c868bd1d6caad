import { generateKeyPairSync, type KeyPairKeyObjectResult, sign } from "node:crypto";

/**
 * Makes certificate requests (PKCS#10), sound and broken, without openssl. Written by hand rather than with asn1-csr, which the
 * compiler reads them with: so the tests have a second opinion, and can write what no library would.
 */
export interface CsrOptions {
  /** Default: "P-256", the fastest. Pairs are made once for each kind and `name`. */
  key?: KeyKind;
  /** Tells two keys of one kind apart. */
  keyName?: string;
  /** Relative names, each with its attributes: [object identifier, text, tag (default: UTF8String)]. Default: CN=dock-1. */
  subject?: Array<Array<[oid: string, value: string | Uint8Array, tag?: number]>>;
  hash?: "sha256" | "sha384" | "sha512" | "sha1" | "md5" | "sha224";
  /** RSASSA-PSS in place of PKCS#1 v1.5, with this many bytes of salt. */
  saltLength?: number;
  /** DER that replaces or follows the usual parts. `attributes`: the whole [0]; null: left out. */
  version?: Uint8Array;
  publicKey?: Uint8Array;
  attributes?: Uint8Array | null;
  algorithm?: Uint8Array;
  signature?: Uint8Array;
}

export interface MadeCsr {
  pem: string;
  der: Buffer;
  /** The bytes that are signed, and the signature: parts of `der`. */
  signed: Buffer;
  signature: Buffer;
  keys: KeyPairKeyObjectResult;
  /** SubjectPublicKeyInfo */
  publicKey: Buffer;
}

export type KeyKind =
  | "RSA-1024"
  | "RSA-2048"
  | "RSA-3072"
  | "RSA-4096"
  | "P-256"
  | "P-384"
  | "P-521"
  | "secp256k1"
  | "Ed25519";

export function makeCsr(options: CsrOptions = {}): MadeCsr {
  const kind = options.key ?? "P-256";
  const keys = makeKeys(kind, options.keyName);
  const publicKey = Buffer.from(options.publicKey ?? keys.publicKey.export({ type: "spki", format: "der" }));
  const subject = sequence(
    ...(options.subject ?? [[["2.5.4.3", "dock-1"]]]).map((rdn) =>
      der(0x31, ...rdn.map(([type, value, tag = 0x0c]) => sequence(oid(type), der(tag, bytesOf(value))))),
    ),
  );
  const attributes = options.attributes === undefined ? der(0xa0) : (options.attributes ?? Buffer.alloc(0));
  const signed = sequence(options.version ?? integer(0), subject, publicKey, attributes);
  const hash = options.hash ?? "sha256";
  const { saltLength } = options;
  const padding = saltLength === undefined ? {} : { padding: 6, saltLength };
  const digest = kind === "Ed25519" ? null : hash;
  const signature = Buffer.from(
    options.signature ?? sign(digest, signed, { key: keys.privateKey, ...padding }),
  );
  const algorithm = options.algorithm ?? algorithmOf(kind, hash, saltLength);
  const request = sequence(signed, algorithm, bitString(signature));
  return { pem: toPem(request), der: request, signed, signature, keys, publicKey };
}

const pairs = new Map<string, KeyPairKeyObjectResult>();

/** The same pair for the same kind and name, as an RSA pair takes long to find. */
export function makeKeys(kind: KeyKind, name = ""): KeyPairKeyObjectResult {
  const known = pairs.get(`${kind} ${name}`);
  const pair = known ?? generate(kind);
  pairs.set(`${kind} ${name}`, pair);
  return pair;
}

function generate(kind: KeyKind): KeyPairKeyObjectResult {
  if (kind === "Ed25519") return generateKeyPairSync("ed25519");
  if (!kind.startsWith("RSA-")) return generateKeyPairSync("ec", { namedCurve: kind });
  return generateKeyPairSync("rsa", { modulusLength: Number(kind.slice("RSA-".length)) });
}

export function toPem(bytes: Uint8Array, label = "CERTIFICATE REQUEST", columns = 64): string {
  const base64 = Buffer.from(bytes).toString("base64");
  const lines = base64.match(new RegExp(`.{1,${columns}}`, "g")) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** One DER element. */
export function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex");
  const long = content.length < 0x80 ? [] : [0x80 | length.length];
  return Buffer.concat([Buffer.from([tag, ...long]), length, content]);
}

export const sequence = (...contents: Uint8Array[]): Buffer => der(0x30, ...contents);
/** Of one byte: 0 to 127, from 128 on negative. */
export const integer = (value: number): Buffer => der(0x02, Buffer.from([value]));
export const octets = (content: Uint8Array): Buffer => der(0x04, content);
export const bitString = (content: Uint8Array): Buffer => der(0x03, Buffer.from([0]), content);
export const NULL = der(0x05);

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(arc: number): number[] {
  const low = [arc & 0x7f];
  for (let high = Math.floor(arc / 128); high > 0; high = Math.floor(high / 128))
    low.unshift((high & 0x7f) | 0x80);
  return low;
}

const bytesOf = (value: string | Uint8Array): Uint8Array =>
  typeof value === "string" ? Buffer.from(value) : value;

export const OIDS = {
  md5: "1.2.840.113549.2.5",
  sha1: "1.3.14.3.2.26",
  sha224: "2.16.840.1.101.3.4.2.4",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",
  mgf1: "1.2.840.113549.1.1.8",
  rsassaPss: "1.2.840.113549.1.1.10",
  rsaEncryption: "1.2.840.113549.1.1.1",
  ecPublicKey: "1.2.840.10045.2.1",
} as const;

const RSA_WITH = { md5: 4, sha1: 5, sha256: 11, sha384: 12, sha512: 13, sha224: 14 } as const;
const ECDSA_WITH = {
  md5: "9",
  sha1: "1",
  sha224: "3.1",
  sha256: "3.2",
  sha384: "3.3",
  sha512: "3.4",
} as const;

function algorithmOf(kind: KeyKind, hash: keyof typeof RSA_WITH, saltLength: number | undefined): Buffer {
  if (kind === "Ed25519") return sequence(oid("1.3.101.112"));
  if (!kind.startsWith("RSA-")) return sequence(oid(`1.2.840.10045.4.${ECDSA_WITH[hash]}`));
  if (saltLength === undefined) return sequence(oid(`1.2.840.113549.1.1.${RSA_WITH[hash]}`), NULL);
  return pssAlgorithm(hash, hash, der(0x02, Buffer.from(saltLength < 128 ? [saltLength] : [0, saltLength])));
}

/** The AlgorithmIdentifier of RSASSA-PSS; what isn't given is left out, and so has its default. */
export function pssAlgorithm(
  hash: keyof typeof RSA_WITH | undefined,
  maskHash: keyof typeof RSA_WITH | undefined,
  saltLength?: Uint8Array,
  ...more: Uint8Array[]
): Buffer {
  const hashed = hash ? [der(0xa0, sequence(oid(OIDS[hash]), NULL))] : [];
  const mask = maskHash ? [der(0xa1, sequence(oid(OIDS.mgf1), sequence(oid(OIDS[maskHash]), NULL)))] : [];
  const salt = saltLength ? [der(0xa2, saltLength)] : [];
  return sequence(oid(OIDS.rsassaPss), sequence(...hashed, ...mask, ...salt, ...more));
}
