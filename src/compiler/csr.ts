import { readRequestPem, writeRequestPem } from "./csr/pem";
import { refusePrivateKey } from "./csr/private-key";
import { readPublicKey } from "./csr/public-key";
import { type Refusal, refuse } from "./csr/refusal";
import { readRequest } from "./csr/request";
import { refuseSignature } from "./csr/signature";
import { describeSubject } from "./csr/subject";
import { LIMITS } from "./limits";

/** What a CSR file holds, or why it is refused. */
export type CsrResult =
  | {
      ok: true;
      /** The request alone in its one text form: whatever wraps it in the file, the same request gives the same text. */
      pem: string;
      /** "RSA 2048", "EC P-256" */
      keyDescription: string;
      /** SHA-256 of the public key's SubjectPublicKeyInfo (DER), in hex: equal when two requests are of one key. */
      publicKeyDigest: string;
      /** For people, such as "CN=dock-1": printable, at most 200 characters, possibly empty. */
      subject: string;
    }
  | Refusal;

/**
 * Reads the certificate request in a CSR file and refuses what AWS IoT would refuse, and what should not be in the file.
 * Never throws. A refusal's `detail` reads on after the file's name ("holds a certificate; ...") and never repeats what
 * the file says: it gives sizes, line numbers and well-known names only.
 */
export function inspectCsr(bytes: Uint8Array): CsrResult {
  try {
    return inspect(bytes);
  } catch {
    return refuse("malformed", "does not hold a certificate request that can be read");
  }
}

function inspect(bytes: Uint8Array): CsrResult {
  if (bytes.length > LIMITS.csr) {
    return refuse("too-large", `is ${bytes.length} bytes long; a CSR file may have ${LIMITS.csr}`);
  }
  const privateKey = refusePrivateKey(bytes);
  if (privateKey) return privateKey;
  const block = readRequestPem(bytes);
  if (!block.ok) return block;
  const pem = writeRequestPem(block.der);
  if (pem.length > LIMITS.request) {
    return refuse(
      "too-large",
      `holds a request of ${pem.length} characters; AWS IoT takes ${LIMITS.request} at most`,
    );
  }
  const request = readRequest(block.der);
  if (!request.ok) return request;
  const publicKey = readPublicKey(request.publicKey);
  if (!publicKey.ok) return publicKey;
  const signature = refuseSignature(request, publicKey);
  if (signature) return signature;
  const { description: keyDescription, digest: publicKeyDigest } = publicKey;
  return { ok: true, pem, keyDescription, publicKeyDigest, subject: describeSubject(request.subject) };
}
