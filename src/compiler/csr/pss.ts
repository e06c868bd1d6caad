import { type Der, hasParts, TAG, toHex } from "./der";

/** Contents of object identifiers, in hex. */
const HASHES: Record<string, string> = {
  "2b0e03021a": "sha1",
  "608648016503040204": "sha224",
  "608648016503040201": "sha256",
  "608648016503040202": "sha384",
  "608648016503040203": "sha512",
};
const MGF1 = "2a864886f70d010108";
const FIELDS = [0xa0, 0xa1, 0xa2, 0xa3];

/**
 * RSASSA-PSS-params (RFC 8017, A.2.3), each field tagged and optional: hash, default SHA-1; mask generation, default MGF1 with
 * SHA-1; bytes of salt, default 20; trailer, default and only value 1. Undefined for what node:crypto cannot verify, such as
 * another hash for the mask.
 */
export function readPssParameters(
  parameters: Der | undefined,
): { hash: string; saltLength: number } | undefined {
  const fields = parameters?.children ?? [];
  const wanted = FIELDS.filter((tag) => fields.some((field) => field.tag === tag));
  const isOrdered = hasParts(parameters, TAG.sequence, ...wanted);
  if (!isOrdered || fields.some(({ children }) => children.length !== 1)) return undefined;
  const [hashes, masks, salt, trailer] = FIELDS.map(
    (tag) => fields.find((field) => field.tag === tag)?.children[0],
  );
  const hash = readHash(hashes);
  const saltLength = readSmall(salt, 20);
  if (hash === undefined || readMask(masks) !== hash || saltLength === undefined) return undefined;
  return readSmall(trailer, 1) === 1 ? { hash, saltLength } : undefined;
}

function readHash(algorithm: Der | undefined): string | undefined {
  if (algorithm === undefined) return "sha1";
  const isBare =
    hasParts(algorithm, TAG.sequence, TAG.oid) || hasParts(algorithm, TAG.sequence, TAG.oid, TAG.null);
  return isBare ? HASHES[toHex(algorithm.children[0])] : undefined;
}

/** The hash of MGF1. */
function readMask(algorithm: Der | undefined): string | undefined {
  if (algorithm === undefined) return "sha1";
  const [type, hash] = algorithm.children;
  const isMgf1 = hasParts(algorithm, TAG.sequence, TAG.oid, TAG.sequence) && toHex(type) === MGF1;
  return isMgf1 ? readHash(hash) : undefined;
}

/** From 0 to 32767: node:crypto reads salt lengths of -1 and -2 as "any". */
function readSmall(element: Der | undefined, otherwise: number): number | undefined {
  if (element === undefined) return otherwise;
  const [first = 0x80] = element.content;
  const isSmall = element.tag === TAG.integer && element.content.length <= 2 && first < 0x80;
  return isSmall ? Number.parseInt(toHex(element), 16) : undefined;
}
