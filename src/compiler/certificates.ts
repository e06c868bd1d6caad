import type { ReadFile } from "./api";
import { evaluatedAnywhere, evaluatedMessage, evaluatedText } from "./checks/evaluated-text";
import { tokenInText } from "./checks/token-in-text";
import type { CsrResult } from "./csr";
import { atValue, type Finding, type FindingKind, finding } from "./finding";
import { type Appliance, type CertificateRequest, inFileOrder, type Model } from "./model";
import { hasSecretForm } from "./redact/forms";
import type { Rooms } from "./rooms";
import { readSpecFile } from "./spec-files";
import { quoted } from "./text";
import { certificateHelp } from "./validate/certificates";

const kind = (code: string, summary: string): FindingKind => ({ code, severity: "error", summary });

/** The findings about files with certificate signing requests. */
export const csrKinds = {
  keyReused: kind("csr-key-reused", "Two appliances must not share a key."),
  malformed: kind("csr-malformed", "A CSR file must hold one PEM certificate request."),
  missing: kind("csr-missing", "A CSR file must be there."),
  outside: kind("csr-outside-folder", "A CSR file must lie inside the spec's folder."),
  privateKey: kind("csr-private-key", "A private key has no place beside a spec."),
  signature: kind("csr-signature", "A CSR must be signed by its own key."),
  secret: kind("csr-secret", "A CSR must not carry a challenge password."),
  tooLarge: kind("csr-too-large", "A CSR must not be larger than AWS IoT takes."),
  unreadable: kind("csr-unreadable", "A CSR file must be a file that can be read."),
  weak: kind("csr-weak", "A CSR must have a key and a signature that AWS IoT accepts."),
} as const;

type InspectCsr = Rooms["inspectCsr"];

type Refused = { readonly kind: FindingKind; readonly message: string; readonly help?: string };

type Read = { readonly request: Extract<CsrResult, { ok: true }> } | Refused;

/** Stage 4b: reads and verifies every CSR that the model names, and puts their canonical PEM into it. */
export function readCertificates(
  model: Model,
  folder: string,
  readFile: ReadFile,
  inspectCsr: InspectCsr,
): { model: Model; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const owners = new Map<string, Appliance>();
  const requests = new Map<string, CertificateRequest | undefined>();
  for (const { appliance, file } of csrFiles(model)) {
    if (requests.has(file)) continue; // a file named twice is the finding `duplicate`
    const place = atValue(...appliance.path, "certificate", "csr");
    const read = readRequest(file, folder, readFile, inspectCsr);
    requests.set(file, "request" in read ? requestOf(read.request) : undefined);
    if (!("request" in read)) {
      findings.push(finding(read.kind, place, read.message, read.help ? { help: read.help } : {}));
      continue;
    }
    const owner = owners.get(read.request.publicKeyDigest);
    if (owner === undefined) owners.set(read.request.publicKeyDigest, appliance);
    else findings.push(keyReused(appliance, owner));
  }
  const appliances = model.appliances.map((appliance) => {
    const { certificate } = appliance;
    if (certificate?.from !== "csr") return appliance;
    return { ...appliance, certificate: { ...certificate, request: requests.get(certificate.file) } };
  });
  return { model: { ...model, appliances }, findings };
}

const requestOf = ({
  pem,
  keyDescription,
  subject,
}: Extract<CsrResult, { ok: true }>): CertificateRequest => ({
  pem,
  key: keyDescription,
  subject,
});

function csrFiles(model: Model): { appliance: Appliance; file: string }[] {
  return inFileOrder(model.appliances).flatMap((appliance) =>
    appliance.certificate?.from === "csr" ? [{ appliance, file: appliance.certificate.file }] : [],
  );
}

function keyReused(appliance: Appliance, owner: Appliance): Finding {
  const message = `the key in this CSR is that of the appliance ${quoted(owner.name)} too; either could act as the other's thing`;
  const related = [
    { message: "the other CSR is named here", place: atValue(...owner.path, "certificate", "csr") },
  ];
  return finding(csrKinds.keyReused, atValue(...appliance.path, "certificate", "csr"), message, {
    help: "make a key and a CSR of its own for each appliance",
    related,
  });
}

const WORDS = { what: "CSR file", one: "a CSR" };

function readRequest(file: string, folder: string, readFile: ReadFile, inspectCsr: InspectCsr): Read {
  const content = readSpecFile(file, folder, readFile, WORDS);
  if (!(content instanceof Uint8Array)) {
    const help = certificateHelp(file, "csr") ?? content.help; // an ARN and a URL look like paths to the schema
    return { ...content, ...(help && { help }), kind: csrKinds[content.problem] };
  }
  const result = inspectCsr()(content);
  if (result.ok) return refusedSubject(file, result.subject) ?? { request: result };
  const isOther =
    result.problem === "malformed" && /^holds (a certificate;|no |a block )/.test(result.detail);
  const message = `the CSR file ${quoted(file)} ${result.detail}`;
  return { ...PROBLEMS[result.problem], message, ...(isOther && { help: MAKE_A_REQUEST }) };
}

/** A subject is whatever the request's maker wrote, and comes into the model. */
function refusedSubject(file: string, subject: string): Refused | undefined {
  const help = "make the CSR again with another subject";
  const where = `the subject of the CSR file ${quoted(file)}`;
  if (hasSecretForm(subject)) return { kind: tokenInText.kind, message: `${where} holds a secret`, help };
  const evaluated = evaluatedAnywhere(subject);
  if (evaluated === undefined) return undefined;
  return { kind: evaluatedText.kind, message: evaluatedMessage(where, evaluated), help };
}

const MAKE_A_REQUEST = "make the request where the appliance's key is: openssl req -new -key KEY -out FILE";

const PROBLEMS: Readonly<
  Record<Extract<CsrResult, { ok: false }>["problem"], { kind: FindingKind; help?: string }>
> = {
  "private-key": {
    kind: csrKinds.privateKey,
    help: "leave only the request in the file; if the key was ever committed it counts as known: make a new one where the appliance is",
  },
  secret: {
    kind: csrKinds.secret,
    help: "make the CSR again and leave the challenge password empty",
  },
  "too-large": { kind: csrKinds.tooLarge, help: "make it with fewer names and extensions" },
  malformed: { kind: csrKinds.malformed },
  signature: {
    kind: csrKinds.signature,
    help: "make the CSR again with its own key: openssl req -new -key KEY -out FILE",
  },
  weak: {
    kind: csrKinds.weak,
    help: "where the appliance is: openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha256 -keyout KEY -out FILE",
  },
};
