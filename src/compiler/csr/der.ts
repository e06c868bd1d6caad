import { isUtf8 } from "node:buffer";

/** One DER element. `raw` and `content` are views of the bytes that were read, never a re-encoding. */
export interface Der {
  tag: number;
  raw: Uint8Array;
  content: Uint8Array;
  /** Empty for a primitive element. */
  children: Der[];
}

/** Tags, with the bit for "constructed" where DER wants it. */
export const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

/** Whether an element has this tag and just these children. */
export function hasParts(element: Der | undefined, tag: number, ...tags: number[]): boolean {
  const children = element?.children ?? [];
  return (
    element?.tag === tag &&
    children.length === tags.length &&
    tags.every((one, index) => children[index]?.tag === one)
  );
}

/** An element's content, such as an object identifier's. */
export const toHex = (element: Der | undefined): string =>
  Buffer.from(element?.content ?? []).toString("hex");

/** A request nests 8 deep at most; the bound keeps hostile input off the stack. */
const DEPTH_LIMIT = 24;

/**
 * Reads one DER element that fills `bytes`, or says in a string why they are not DER (X.690, clauses 8, 10 and 11).
 * Needed because asn1js reads BER: it accepts indefinite and padded lengths and trailing bytes, so one request would have many texts.
 * One rule of DER is left out on purpose: the order of the elements of a SET OF, which Go and node-forge get wrong in requests with
 * two attributes; no meaning hangs on it and the bytes go on as they are.
 */
export function readDer(bytes: Uint8Array): Der | string {
  const node = readElement(bytes, 0, bytes.length, 0);
  if (typeof node === "string" || node.raw.length === bytes.length) return node;
  return `${bytes.length - node.raw.length} bytes too many after its end`;
}

function readElement(bytes: Uint8Array, at: number, limit: number, depth: number): Der | string {
  const tag = bytes[at] ?? 0;
  const length = readLength(bytes, at, limit);
  if (typeof length === "string") return length;
  const { start, end } = length;
  const content = bytes.subarray(start, end);
  const node: Der = { tag, raw: bytes.subarray(at, end), content, children: [] };
  const fault = depth > DEPTH_LIMIT ? "nested too deeply" : contentFault(tag, content);
  if (fault) return `${fault} at byte ${at}`;
  if ((tag & 0x20) === 0) return node;
  for (let next = start; next < end; ) {
    const child = readElement(bytes, next, end, depth + 1);
    if (typeof child === "string") return child;
    node.children.push(child);
    next += child.raw.length;
  }
  return node;
}

function readLength(bytes: Uint8Array, at: number, limit: number): { start: number; end: number } | string {
  const first = bytes[at + 1];
  if (first === undefined || at + 1 >= limit) return `cut off at byte ${at}`;
  if (first === 0x80) return `indefinite length at byte ${at}`;
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (size > 3) return `length out of range at byte ${at}`;
  const start = at + 2 + size;
  const digits = bytes.subarray(at + 2, start);
  const length = size === 0 ? first : digits.reduce((sum, digit) => sum * 256 + digit, 0);
  if (start > limit || start + length > limit) return `cut off at byte ${at}`;
  if (size > 0 && (digits[0] === 0 || length < 0x80)) return `padded length at byte ${at}`;
  return { start, end: start + length };
}

/** What is wrong with an element's own content, whatever it is part of. */
function contentFault(tag: number, content: Uint8Array): string | undefined {
  const number = tag & 0x1f;
  if (number === 0x1f) return "unknown tag";
  if (tag >= 0x40) return undefined;
  if ((tag & 0x20) !== 0) return tag === TAG.sequence || tag === TAG.set ? undefined : "constructed string";
  return UNIVERSAL[number]?.(content);
}

const first = (content: Uint8Array): number => content[0] ?? 0;
const last = (content: Uint8Array): number => content[content.length - 1] ?? 0;

const UNIVERSAL: Record<number, (content: Uint8Array) => string | undefined> = {
  0: () => "end-of-contents",
  1: (content) => (content.length !== 1 || ![0, 0xff].includes(first(content)) ? "bad BOOLEAN" : undefined),
  2: (content) => (isPadded(content) ? "bad INTEGER" : undefined),
  3: (content) => (isBitString(content) ? undefined : "bad BIT STRING"),
  5: (content) => (content.length > 0 ? "bad NULL" : undefined),
  6: (content) => (isOid(content) ? undefined : "bad OBJECT IDENTIFIER"),
  10: (content) => (isPadded(content) ? "bad ENUMERATED" : undefined),
  12: (content) => (isUtf8(content) ? undefined : "bad UTF8String"),
  16: () => "primitive SEQUENCE",
  17: () => "primitive SET",
  28: (content) => (content.length % 4 === 0 ? undefined : "bad UniversalString"),
  30: (content) => (content.length % 2 === 0 ? undefined : "bad BMPString"),
};

function isPadded(content: Uint8Array): boolean {
  if (content.length < 2) return content.length === 0;
  const signBit = (content[1] ?? 0) & 0x80;
  return (first(content) === 0 && signBit === 0) || (first(content) === 0xff && signBit !== 0);
}

function isBitString(content: Uint8Array): boolean {
  const unused = content[0] ?? 8;
  if (unused > 7 || (content.length === 1 && unused > 0)) return false;
  return content.length === 1 || (last(content) & ((1 << unused) - 1)) === 0;
}

function isOid(content: Uint8Array): boolean {
  if (content.length === 0 || last(content) >= 0x80) return false;
  return content.every((byte, index) => byte !== 0x80 || (content[index - 1] ?? 0) >= 0x80);
}
