import { readDer, TAG } from "./der";

/** What DER bytes hold, by the elements that RFC 2986 and RFC 5280 begin with; a guess, to word a refusal. */
export function kindOf(bytes: Uint8Array): "request" | "certificate" | undefined {
  const outer = readDer(bytes);
  if (typeof outer === "string") return undefined;
  const [first, second, third, fourth] = outer.children[0]?.children ?? [];
  const isOldCertificate = second?.tag === TAG.sequence && fourth?.tag === TAG.sequence;
  if (first?.tag === TAG.context0 || isOldCertificate) return "certificate";
  const isRequest = first?.tag === TAG.integer && third?.children[1]?.tag === TAG.bitString;
  return isRequest ? "request" : undefined;
}
