import { hasSecretForm } from "../redact/forms";
import { flow } from "./schema";

const CERTIFICATE = /^(arn:aws:iot:[a-z0-9-]+:[0-9]{12}:cert\/)([0-9a-f]{64})$/i;
const FORM = "arn:aws:iot:REGION:ACCOUNT:cert/ and 64 hexadecimal digits in lower case";

/** Help with what stands in the place of a certificate, of its `arn` or of its `csr`; undefined for what may be one. */
export function certificateHelp(value: string, at: "certificate" | "arn" | "csr"): string | undefined {
  if (hasSecretForm(value)) return undefined;
  if (at === "arn" && !value.startsWith("arn:") && !/^[0-9a-f]{64}$/i.test(value)) return undefined;
  if (/-----BEGIN [A-Z ]*-----/.test(value))
    return "save it as a file in the spec's folder, and write that file's path";
  if (/^\w+:\/\//.test(value))
    return "nothing is fetched: save the request in the spec's folder, and write that file's path";
  return arnHelp(value, at);
}

/** An ARN of another kind, or of a certificate in another writing or place. */
function arnHelp(value: string, at: "certificate" | "arn" | "csr"): string | undefined {
  if (/^arn:[^:]*:iot:[^:]*:[^:]*:thing\//.test(value))
    return `that is a thing's ARN; needed is its certificate's: ${FORM}`;
  const [, start, digits = ""] = CERTIFICATE.exec(value) ?? [];
  if (start !== undefined) {
    const field = `arn: ${flow(start.toLowerCase() + digits.toLowerCase())}`;
    if (at === "csr") return `that is a certificate's ARN: write it without csr, as ${field}`;
    return `write ${at === "arn" ? field : `certificate: { ${field} }`}`;
  }
  if (at !== "arn" && /^arn:/.test(value)) return `needed is a certificate's ARN: ${FORM}`;
  if (!/^[0-9a-f]{64}$/i.test(value)) return undefined;
  return `that is a certificate's id alone; needed is its ARN: ${FORM}`;
}
