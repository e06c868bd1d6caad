import { type Refusal, refuse } from "./refusal";

/**
 * Refuses a file that holds a private key anywhere: by the words around it (also in UTF-16, whose zero bytes are left out),
 * or by its shape, raw or base64 under any label or none. Guesses in favour of refusing: an honest request matches nothing here.
 */
export function refusePrivateKey(bytes: Uint8Array): Refusal | undefined {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = latin1(raw);
  const words = findWords(text);
  const found = words ? `${words.what} (line ${words.line})` : (findShape(raw) ?? findInBase64(text));
  return found === undefined ? undefined : refuse("private-key", `holds ${found}`);
}

const latin1 = (bytes: Buffer): string => bytes.toString("latin1").replaceAll("\0", "");

/** Written for latin1 text, where an em dash is three characters. Quantifiers are bounded: the input may be hostile. */
const WORDS: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /(?:--|\xe2\x80[\x90-\x95])[^\w\r\n]{0,20}(?:BEGIN|END)(?![a-z])[^\r\n]{0,80}?PRIVATE[^\r\n]{0,8}?KEY/i,
    "a block labelled as a private key",
  ],
  [/PuTTY-User-Key-File/i, "a PuTTY private key"],
  [/SSH PRIVATE KEY FILE FORMAT/i, "an SSH private key"],
  [/openssh-key-v1/i, "an OpenSSH private key"],
  [/Proc-Type[ \t]{0,8}:[ \t]{0,8}4[ \t]{0,8},[ \t]{0,8}ENCRYPTED/i, "an encrypted private key"],
  [/^[ \t]{0,80}(?:privateExponent|priv):[ \t]{0,8}$/im, "a private key as openssl prints it"],
  [/^(?=[\s\S]*"kty"\s{0,8}:)[\s\S]*"d"\s{0,8}:\s{0,8}"/, "a private JSON Web Key"],
];

function findWords(text: string): { what: string; line: number } | undefined {
  for (const [pattern, what] of WORDS) {
    const match = pattern.exec(text);
    if (match) return { what, line: text.slice(0, match.index).split(/\r\n|\n|\r/).length };
  }
  return undefined;
}

/** Reads every run of base64 from each of its first four characters, as a word before it may shift it. */
function findInBase64(text: string): string | undefined {
  for (const [run] of text.matchAll(/[A-Za-z0-9+/\s]{16,}/g)) {
    const characters = run.replace(/\s+/g, "");
    for (let shift = 0; shift < 4; shift++) {
      const decoded = Buffer.from(characters.slice(shift), "base64");
      const found = findShape(decoded) ?? findWords(latin1(decoded))?.what;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function findShape(bytes: Buffer): string | undefined {
  for (let at = bytes.indexOf(0x30); at >= 0; at = bytes.indexOf(0x30, at + 1)) {
    const what = shapeAt(bytes, at);
    if (what !== undefined) return what;
  }
  return undefined;
}

/**
 * The first elements of a SEQUENCE tell. Only their headers are read, so that BER and files cut short are found too.
 * PKCS#8 (RFC 5958): INTEGER 0 or 1, algorithm, OCTET STRING; encrypted: PBE algorithm first.
 * PKCS#1 (RFC 8017) and OpenSSL's DSA: INTEGER 0, a big INTEGER. SEC 1 (RFC 5915): INTEGER 1, OCTET STRING of a scalar.
 * PKCS#12 (RFC 7292): INTEGER 3, PKCS#7 content.
 */
function shapeAt(bytes: Buffer, at: number): string | undefined {
  const outer = header(bytes, at);
  const one = header(bytes, outer.body);
  const two = header(bytes, one.end);
  const three = header(bytes, two.end);
  if (one.tag === 0x30 && hasOid(bytes, one, PBE)) return "an encrypted private key (PKCS#8)";
  if (one.tag !== 0x02 || one.length !== 1) return undefined;
  const version = bytes[one.body];
  if (version === 3 && two.tag === 0x30 && hasOid(bytes, two, PKCS7)) return "a key store (PKCS#12)";
  if (version !== 0 && version !== 1) return undefined;
  if (two.tag === 0x30 && isOctets(three) && hasOid(bytes, two, /^/)) return "a private key (PKCS#8)";
  if (version === 0 && two.tag === 0x02 && two.length >= 64) return "an RSA or DSA private key";
  const isScalar = two.tag === 0x04 && two.length >= 16 && two.length <= 80 && two.length < outer.length;
  return version === 1 && isScalar ? "an EC private key" : undefined;
}

/** 1.2.840.113549.1.5 (PKCS#5) and .1.12.1 (PKCS#12): ways to encrypt with a password. */
const PBE = /^2a864886f70d01(05|0c01)/;
/** 1.2.840.113549.1.7: data, signed data. */
const PKCS7 = /^2a864886f70d0107/;

/** `length` and `end` are NaN where BER leaves the length open or the bytes end; nothing is found at NaN. */
interface Header {
  tag: number | undefined;
  body: number;
  length: number;
  end: number;
}

function header(bytes: Buffer, at: number): Header {
  const first = bytes[at + 1] ?? 0x80;
  const size = first < 0x80 ? 0 : first & 0x7f;
  const body = at + 2 + size;
  let length = first === 0x80 || size > 4 || body > bytes.length ? Number.NaN : first;
  if (size > 0 && length === first) length = bytes.readUIntBE(at + 2, size);
  return { tag: bytes[at], body, length, end: body + length };
}

const isOctets = ({ tag }: Header): boolean => tag === 0x04 || tag === 0x24;

function hasOid(bytes: Buffer, sequence: Header, hex: RegExp): boolean {
  const oid = header(bytes, sequence.body);
  const end = Math.min(oid.end, oid.body + 16); // more is not looked at, and hostile input has it at every place
  return oid.tag === 0x06 && hex.test(bytes.toString("hex", oid.body, end));
}
