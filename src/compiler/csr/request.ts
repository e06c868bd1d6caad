import { CertificationRequest } from "@peculiar/asn1-csr";
import { AsnConvert } from "@peculiar/asn1-schema";
import { type Der, hasParts, readDer, TAG } from "./der";
import { kindOf } from "./kind";
import { type Refusal, refuse } from "./refusal";

/** A request taken apart. The bytes are the file's own, never a re-encoding. */
export interface Request {
  ok: true;
  subject: CertificationRequest["certificationRequestInfo"]["subject"];
  /** CertificationRequestInfo with its header: what is signed. */
  signed: Uint8Array;
  /** SubjectPublicKeyInfo */
  publicKey: Der;
  /** Object identifier and parameters of the signature's algorithm. */
  algorithm: string;
  parameters: Der | undefined;
  signature: Uint8Array;
}

/** The attribute in which openssl puts "A challenge password" (RFC 2985, 5.4.1); AWS IoT has no use for it. */
const CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7";

const notARequest = (): Refusal =>
  refuse("malformed", "holds a block that is not a certificate request (PKCS#10)");

/** Reads a PKCS#10 request (RFC 2986): DER is proved first, then asn1-csr, which would take BER, gives the values. */
export function readRequest(der: Uint8Array): Request | Refusal {
  const outer = readDer(der);
  if (typeof outer === "string") return refuse("malformed", `holds a block that is not DER: ${outer}`);
  if (kindOf(der) === "certificate") {
    return refuse("malformed", "holds a certificate under the label of a certificate request");
  }
  const [info, algorithm, bits] = outer.children;
  const [version, , publicKey] = info?.children ?? [];
  const isShaped = hasParts(outer, TAG.sequence, TAG.sequence, TAG.sequence, TAG.bitString) && isInfo(info);
  if (!isShaped || !info || !algorithm || !bits || !publicKey) return notARequest();
  if (version?.content.length !== 1 || version.content[0] !== 0) {
    return refuse("malformed", "holds a certificate request of an unknown version");
  }
  if (bits.content[0] !== 0 || algorithm.children.length > 2) return notARequest();
  const values = readValues(der);
  if (!values) return notARequest();
  if (values.attributes.includes(CHALLENGE_PASSWORD)) {
    return refuse(
      "secret",
      "holds a request with a challenge password, which anybody could read in the output",
    );
  }
  const parameters = algorithm.children[1];
  return {
    ok: true,
    subject: values.subject,
    algorithm: values.algorithm,
    signed: info.raw,
    publicKey,
    parameters,
    signature: bits.content.subarray(1),
  };
}

/** The attributes must be there even when empty, but some devices leave them out and openssl takes that. */
function isInfo(info: Der | undefined): boolean {
  const parts = [TAG.integer, TAG.sequence, TAG.sequence];
  return hasParts(info, TAG.sequence, ...parts) || hasParts(info, TAG.sequence, ...parts, TAG.context0);
}

function readValues(
  der: Uint8Array,
): (Pick<Request, "subject" | "algorithm"> & { attributes: string[] }) | undefined {
  try {
    const { certificationRequestInfo: info, signatureAlgorithm } = AsnConvert.parse(
      der,
      CertificationRequest,
    );
    const attributes = (info.attributes ?? []).map(({ type }) => type);
    return { subject: info.subject, algorithm: signatureAlgorithm.algorithm, attributes };
  } catch {
    return undefined;
  }
}
