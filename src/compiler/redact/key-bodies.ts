import type { Range } from "../yaml/tree";

/**
 * What base64 of a private key starts with, which is the body of its PEM: a SEQUENCE of DER whose length has one, two or
 * three bytes, and OpenSSH's own form. Behind `\n` too, as JSON writes a line's end.
 */
const START = /(?:(?<![A-Za-z0-9+_])|(?<=\\[nr]))(?:M[C-I]|b3BlbnNzaC1rZXktdjE)[A-Za-z0-9+/_-]{14,}/g;
const OPENSSH = "b3BlbnNzaC1rZXktdjE";
const MARKS = new RegExp(`M[C-I][A-Za-z0-9+/_-]{14}|${OPENSSH}`);

/** A line of a body behind the one before. */
const NEXT = /(?:\\[nr]|\s){1,99}[A-Za-z0-9+/=_-]{1,200}(?![^\s"'\\`,\]}])/y;
const LONG_LINE = 40;

/** Where private keys stand in a text without the lines that PEM puts around them. */
export function keyBodiesIn(text: string): Range[] {
  if (!MARKS.test(text)) return [];
  const found: Range[] = [];
  START.lastIndex = 0;
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    const { 0: line, index } = match;
    if (!line.startsWith(OPENSSH) && !isPrivateKey(Buffer.from(line.slice(0, 64), "base64"))) continue;
    const end = endOfBody(text, index + line.length, line.length);
    found.push([index, end]);
    START.lastIndex = end;
  }
  return found;
}

/** The lines of a body have one length but for the last, which is shorter. */
function endOfBody(text: string, start: number, length: number): number {
  let end = start;
  while (text[end] === "=") end++;
  for (let own = length; own >= LONG_LINE; ) {
    NEXT.lastIndex = end;
    const [line] = NEXT.exec(text) ?? [];
    if (line === undefined) break;
    end += line.length;
    own = line.trimStart().length;
  }
  return end;
}

const [INTEGER, OCTETS, OBJECT, SEQUENCE] = [0x02, 0x04, 0x06, 0x30];
/** The algorithms by which PKCS #8 encrypts keys: PKCS #5 and PKCS #12. */
const ENCRYPTED = ["2a864886f70d0105", "2a864886f70d010c01"];
/** A modulus has more bytes than any number of a certificate's or a request's start. */
const SMALLEST_MODULUS = 32;

/**
 * Whether DER starts as a private key: PKCS #8 (RFC 5958), PKCS #1 (RFC 8017), SEC 1 (RFC 5915). Certificates, requests
 * and public keys have no version in front, or another inside.
 */
function isPrivateKey(der: Buffer): boolean {
  const whole = elementAt(der, 0);
  if (whole?.tag !== SEQUENCE) return false;
  const first = elementAt(der, whole.start);
  if (first?.tag === SEQUENCE) return isEncryption(der, first.start);
  const version = first && der[first.start];
  if (first?.tag !== INTEGER || first.length !== 1 || version === undefined || version > 1) return false;
  const second = elementAt(der, first.start + 1);
  if (second === undefined) return false;
  if (second.tag === SEQUENCE) return der[second.start] === OBJECT;
  if (second.tag === OCTETS) return version === 1 && second.length >= 14 && second.length <= 72;
  return second.tag === INTEGER && second.length >= SMALLEST_MODULUS;
}

function isEncryption(der: Buffer, at: number): boolean {
  const id = elementAt(der, at);
  if (id?.tag !== OBJECT) return false;
  const bytes = der.subarray(id.start, id.start + id.length).toString("hex");
  return ENCRYPTED.some((known) => bytes.startsWith(known));
}

interface Element {
  readonly tag: number;
  readonly length: number;
  /** Where its content starts. */
  readonly start: number;
}

/** The element of DER at a place, whose content may be cut off. */
function elementAt(der: Buffer, at: number): Element | undefined {
  const [tag, size] = [der[at], der[at + 1]];
  if (tag === undefined || size === undefined) return undefined;
  if (size < 0x80) return { tag, length: size, start: at + 2 };
  const bytes = size & 0x7f;
  if (bytes < 1 || bytes > 3 || at + 2 + bytes > der.length) return undefined;
  return { tag, length: der.readUIntBE(at + 2, bytes), start: at + 2 + bytes };
}
