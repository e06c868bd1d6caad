import { constants, verify } from "node:crypto";
import { TAG } from "./der";
import { readPssParameters } from "./pss";
import type { PublicKey } from "./public-key";
import { type Refusal, refuse } from "./refusal";
import type { Request } from "./request";

interface Algorithm {
  family: "RSA" | "EC";
  hash: string;
  /** Bytes of salt; RSASSA-PSS only. */
  saltLength?: number;
}

const RSA = "1.2.840.113549.1.1";
const ECDSA = "1.2.840.10045.4";
const RSASSA_PSS = `${RSA}.10`;
const algorithm = (family: "RSA" | "EC", hash: string): Algorithm => ({ family, hash });

/** RFC 8017, A.2.4; RFC 5758, 3.2; the names are Node's. */
const ALGORITHMS: Record<string, Algorithm> = {
  [`${RSA}.2`]: algorithm("RSA", "md2"),
  [`${RSA}.3`]: algorithm("RSA", "md4"),
  [`${RSA}.4`]: algorithm("RSA", "md5"),
  [`${RSA}.5`]: algorithm("RSA", "sha1"),
  "1.3.14.3.2.29": algorithm("RSA", "sha1"),
  [`${RSA}.14`]: algorithm("RSA", "sha224"),
  [`${RSA}.11`]: algorithm("RSA", "sha256"),
  [`${RSA}.12`]: algorithm("RSA", "sha384"),
  [`${RSA}.13`]: algorithm("RSA", "sha512"),
  [`${ECDSA}.1`]: algorithm("EC", "sha1"),
  [`${ECDSA}.3.1`]: algorithm("EC", "sha224"),
  [`${ECDSA}.3.2`]: algorithm("EC", "sha256"),
  [`${ECDSA}.3.3`]: algorithm("EC", "sha384"),
  [`${ECDSA}.3.4`]: algorithm("EC", "sha512"),
};

const NEEDED = "AWS IoT needs RSA, RSASSA-PSS or ECDSA with SHA-256, SHA-384 or SHA-512";
const STRONG = ["sha256", "sha384", "sha512"];

/**
 * Refuses a request that its own key did not sign, or that is signed otherwise than AWS IoT takes:
 * https://docs.aws.amazon.com/iot/latest/developerguide/x509-client-certs.html#x509-cert-algorithms
 */
export function refuseSignature(request: Request, publicKey: PublicKey): Refusal | undefined {
  const found = readAlgorithm(request);
  if (!found) return refuse("malformed", `is signed in a way that cannot be used; ${NEEDED}`);
  if (found.family !== publicKey.family) {
    return refuse(
      "malformed",
      `names a signature algorithm for ${found.family} keys, its key is ${publicKey.family}`,
    );
  }
  if (!STRONG.includes(found.hash)) {
    return refuse("weak", `is signed with ${nameOf(found.hash)}; ${NEEDED}`);
  }
  if (isSignedBy(found, request, publicKey)) return undefined;
  return refuse(
    "signature",
    "does not carry a valid signature by its own key: it was altered, or put together from two requests",
  );
}

const nameOf = (hash: string): string => hash.toUpperCase().replace("SHA", "SHA-");

function readAlgorithm({ algorithm, parameters }: Request): Algorithm | undefined {
  if (algorithm === RSASSA_PSS) {
    const pss = readPssParameters(parameters);
    return pss && { family: "RSA", ...pss };
  }
  // RFC 5758 wants ECDSA without parameters; older Mbed TLS writes NULL there, and openssl takes it.
  const isPlain = parameters === undefined || parameters.tag === TAG.null;
  return isPlain ? ALGORITHMS[algorithm] : undefined;
}

function isSignedBy({ hash, saltLength }: Algorithm, request: Request, { key, family }: PublicKey): boolean {
  const pkcs1 = { key, padding: constants.RSA_PKCS1_PADDING };
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltLength ?? 0 };
  const ec = { key, dsaEncoding: "der" as const };
  const how = family === "EC" ? ec : saltLength === undefined ? pkcs1 : pss;
  return verify(hash, request.signed, how, request.signature);
}
