import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { type Der, hasParts, readDer, TAG, toHex } from "./der";
import { type Refusal, refuse } from "./refusal";

export interface PublicKey {
  ok: true;
  key: KeyObject;
  family: "RSA" | "EC";
  /** "RSA 2048", "EC P-256" */
  description: string;
  /** SHA-256 of the SubjectPublicKeyInfo in its one usual form, in hex: equal for equal keys. */
  digest: string;
}

/** Contents of object identifiers, in hex. */
const RSA = "2a864886f70d010101";
const EC = "2a8648ce3d0201";
const OTHER_KEYS: Record<string, string> = {
  "2a864886f70d01010a": "RSA for RSASSA-PSS only",
  "2a8648ce380401": "DSA",
  "2b656e": "X25519",
  "2b656f": "X448",
  "2b6570": "Ed25519",
  "2b6571": "Ed448",
};
/** With the bytes of a coordinate. */
const CURVES: Record<string, { name: string; size: number }> = {
  "2a8648ce3d030107": { name: "P-256", size: 32 },
  "2b81040022": { name: "P-384", size: 48 },
  "2b81040023": { name: "P-521", size: 66 },
};
const OTHER_CURVES: Record<string, string> = {
  "2a8648ce3d030101": "P-192",
  "2b81040021": "P-224",
  "2b8104000a": "secp256k1",
  "2b2403030208010107": "brainpoolP256r1",
};
const NEEDED = "AWS IoT needs RSA with at least 2048 bits, or EC on P-256, P-384 or P-521";
const RSA_BITS = { least: 2048, most: 16384 };
/** OpenSSL verifies with no longer exponent once a modulus is longer than 3072 bits. */
const EXPONENT_BYTES = 8;

const weak = (what: string): Refusal => refuse("weak", `has an unfit key: ${what}`);
const unreadable = (): Refusal => refuse("malformed", "holds a public key that cannot be read");

/**
 * Reads a SubjectPublicKeyInfo (RFC 3279, 2.3; RFC 5480) and refuses keys that AWS IoT refuses:
 * https://docs.aws.amazon.com/iot/latest/apireference/API_CreateCertificateFromCsr.html
 *
 * Node sees only what was checked here: 20.20 aborts, uncatchably, when asked about the EC point at infinity.
 */
export function readPublicKey(info: Der): PublicKey | Refusal {
  const [algorithm, bits] = info.children;
  if (!hasParts(info, TAG.sequence, TAG.sequence, TAG.bitString) || bits?.content[0] !== 0)
    return unreadable();
  const type = toHex(algorithm?.children[0]);
  const key = bits.content.subarray(1);
  const isPlain = hasParts(algorithm, TAG.sequence, TAG.oid, TAG.null);
  if (type === RSA) return isPlain ? readRsa(info, key) : unreadable();
  if (type === EC) return readEc(info, algorithm?.children[1], key);
  return weak(`${OTHER_KEYS[type] ?? "its type is unknown"}; ${NEEDED}`);
}

function readRsa(info: Der, key: Uint8Array): PublicKey | Refusal {
  const numbers = readDer(key);
  if (typeof numbers === "string" || !hasParts(numbers, TAG.sequence, TAG.integer, TAG.integer))
    return unreadable();
  const [modulus, exponent] = numbers.children.map(readPositive);
  if (!modulus || !exponent) return unreadable();
  const length = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  if (length < RSA_BITS.least) return weak(`RSA ${length}; AWS IoT needs at least ${RSA_BITS.least} bits`);
  if (length > RSA_BITS.most) return weak(`RSA ${length}; more than ${RSA_BITS.most} bits are not checked`);
  if (isEven(modulus)) return weak("RSA with an even modulus");
  const isOne = exponent.length === 1 && exponent[0] === 1;
  if (isOne || isEven(exponent) || exponent.length > EXPONENT_BYTES) {
    return weak(
      "RSA with an unsafe public exponent; it must be odd and from 3 to 2^64, and is usually 65537",
    );
  }
  return readWithNode(info, "RSA", `RSA ${length}`);
}

/** The digits of an INTEGER over zero, without the zero that DER puts before a high bit. */
function readPositive({ content }: Der): Uint8Array | undefined {
  const digits = content[0] === 0 ? content.subarray(1) : content;
  return (content[0] ?? 0x80) < 0x80 && digits.length > 0 ? digits : undefined;
}

const isEven = (digits: Uint8Array): boolean => (digits.at(-1) ?? 0) % 2 === 0;

function readEc(info: Der, curve: Der | undefined, point: Uint8Array): PublicKey | Refusal {
  // OpenSSL also takes the curve spelled out in numbers, which RFC 5480 forbids.
  if (curve?.tag !== TAG.oid) return weak(`EC without a named curve; ${NEEDED}`);
  const known = CURVES[toHex(curve)];
  if (!known) return weak(`EC on ${OTHER_CURVES[toHex(curve)] ?? "an unknown curve"}; ${NEEDED}`);
  const form = point[0] ?? 0;
  const length = form === 4 ? 2 * known.size : form === 2 || form === 3 ? known.size : Number.NaN;
  return point.length === 1 + length ? readWithNode(info, "EC", `EC ${known.name}`) : unreadable();
}

function readWithNode(info: Der, family: "RSA" | "EC", description: string): PublicKey | Refusal {
  try {
    const key = createPublicKey({ key: Buffer.from(info.raw), format: "der", type: "spki" });
    return { ok: true, key, family, description, digest: digestOf(key, family) };
  } catch {
    return unreadable();
  }
}

/** For EC by way of a JWK, as requests may hold the same point compressed or not. */
function digestOf(key: KeyObject, family: "RSA" | "EC"): string {
  const plain =
    family === "RSA" ? key : createPublicKey({ key: key.export({ format: "jwk" }), format: "jwk" });
  return createHash("sha256")
    .update(plain.export({ format: "der", type: "spki" }))
    .digest("hex");
}
