import { kindOf } from "./kind";
import { type Refusal, refuse } from "./refusal";

const LABEL = "CERTIFICATE REQUEST";
/** RFC 7468, section 7: the second is what Netscape and Windows write. */
const REQUEST_LABELS = [LABEL, `NEW ${LABEL}`];
/** Only these labels of other blocks are ever repeated to the user. */
const OTHER_LABELS = [
  "CERTIFICATE",
  "X509 CERTIFICATE",
  "TRUSTED CERTIFICATE",
  "PUBLIC KEY",
  "PKCS7",
  "CMS",
  "X509 CRL",
];

interface Block {
  label: string;
  line: number;
  body: string[];
}

/** The DER bytes of the only certificate request in a file; other blocks and text around it are left alone. */
export function readRequestPem(bytes: Uint8Array): { ok: true; der: Buffer } | Refusal {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = raw.toString("latin1").replace(/^\xef\xbb\xbf/, "");
  const refused = refuseOtherForms(raw, text);
  if (refused) return refused;
  const blocks = readBlocks(text);
  if (!Array.isArray(blocks)) return blocks;
  const [request, second] = blocks.filter((block) => REQUEST_LABELS.includes(block.label));
  if (!request) return refuse("malformed", withoutRequest(blocks));
  if (second) {
    const lines = `lines ${request.line} and ${second.line}`;
    return refuse(
      "malformed",
      `holds more than one certificate request (${lines}); give each a file of its own`,
    );
  }
  return decode(request);
}

/** The one text of a request: RFC 7468's strict form, 64 columns. */
export function writeRequestPem(der: Uint8Array): string {
  const base64 = Buffer.from(der).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${LABEL}-----\n${lines.join("\n")}\n-----END ${LABEL}-----\n`;
}

function refuseOtherForms(raw: Buffer, text: string): Refusal | undefined {
  if (text.trim() === "") return refuse("malformed", "is empty");
  const form = kindOf(raw);
  if (form === "certificate") return refuse("malformed", A_CERTIFICATE);
  const toPem = "`openssl req -inform DER -in FILE -out FILE`";
  if (form === "request") {
    return refuse(
      "malformed",
      `is a certificate request in DER form; PEM is needed: convert it with ${toPem}`,
    );
  }
  const zeros = raw.filter((byte) => byte === 0).length;
  if (/^(\xff\xfe|\xfe\xff)/.test(text) || (zeros * 3 > raw.length && zeros * 3 < raw.length * 2)) {
    return refuse("malformed", "is UTF-16 text, as PowerShell's > writes it; save it as ASCII or UTF-8");
  }
  if (zeros === 0) return undefined;
  return refuse(
    "malformed",
    `is binary, PEM text is needed; a certificate request in DER form is converted with ${toPem}`,
  );
}

const A_CERTIFICATE =
  "holds a certificate; needed is the certificate request (CSR) from which AWS IoT makes the certificate";

function withoutRequest(blocks: Block[]): string {
  const labels = blocks.map((block) => block.label);
  const known = OTHER_LABELS.find((label) => labels.includes(label));
  if (known?.endsWith("CERTIFICATE")) return A_CERTIFICATE;
  const holds = known ? `holds a block labelled ${known}, and no` : "holds no";
  return `${holds} certificate request: no line says -----BEGIN ${LABEL}-----`;
}

/** Strict about the lines that begin and end a block, as readers differ on which sloppy ones they take. */
function readBlocks(text: string): Block[] | Refusal {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const boundary = readBoundary(line, index + 1);
    if (boundary === undefined) open?.body.push(line);
    else if (!("label" in boundary)) return boundary;
    else if (boundary.isBegin === (open !== undefined)) return outOfPlace(boundary.isBegin, index + 1);
    else if (open === undefined) open = { label: boundary.label, line: index + 1, body: [] };
    else if (open.label !== boundary.label) {
      return refuse(
        "malformed",
        `begins a block on line ${open.line} that line ${index + 1} ends under another label`,
      );
    } else {
      blocks.push(open);
      open = undefined;
    }
  }
  if (!open) return blocks;
  return refuse("malformed", `is cut off: the block that begins on line ${open.line} has no END line`);
}

function readBoundary(
  line: string,
  number: number,
): { isBegin: boolean; label: string } | Refusal | undefined {
  if (!/--[ \t]{0,80}(BEGIN|END)(?![a-z])/i.test(line)) return undefined;
  const exact = /^-----(BEGIN|END) ([A-Z0-9][A-Z0-9 ]*)-----[ \t]*$/.exec(line);
  if (exact) return { isBegin: exact[1] === "BEGIN", label: exact[2] ?? "" };
  const wanted = `-----BEGIN ${LABEL}----- and -----END ${LABEL}-----`;
  return refuse("malformed", `has a damaged PEM line (line ${number}): ${wanted} stand alone on their lines`);
}

function outOfPlace(isBegin: boolean, line: number): Refusal {
  const fault = isBegin ? "begins a block inside of another one" : "ends a block that was not begun";
  return refuse("malformed", `${fault} (line ${line})`);
}

function decode(block: Block): { ok: true; der: Buffer } | Refusal {
  const lines = block.body.map((line) => line.trim());
  const strange = lines.findIndex((line) => !/^[A-Za-z0-9+/]*={0,2}$/.test(line));
  if (strange >= 0) {
    return refuse("malformed", `has a line that is not base64 (line ${block.line + 1 + strange})`);
  }
  const base64 = lines.join("");
  const der = Buffer.from(base64, "base64");
  if (der.length === 0) return refuse("malformed", `has an empty block (line ${block.line})`);
  // Node's decoder skips what it doesn't know; only exact base64 comes back as it was.
  if (der.toString("base64") === base64) return { ok: true, der };
  return refuse("malformed", `has base64 that is cut off or damaged (block of line ${block.line})`);
}
