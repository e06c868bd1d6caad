import { isUtf8 } from "node:buffer";
import { type Finding, finding } from "../finding";
import { LIMITS } from "../limits";
import type { Source } from "../source";
import { EXPLAIN_LIMIT, yamlKinds as kinds } from "./kinds";

/** A source as text, without a byte-order mark; with a finding where it is none that can be read on. */
export interface Decoded {
  readonly text: string;
  readonly finding?: Finding;
}

export function decode({ text: raw }: Source): Decoded {
  const size = Buffer.byteLength(raw);
  if (size > LIMITS.bytes) {
    const message = `the file has more than ${LIMITS.bytes} bytes; no more are read`;
    return { text: "", finding: finding(kinds.limit, { range: [0, 0] }, message, { help: EXPLAIN_LIMIT }) };
  }
  const text = textOf(raw);
  const found = refusal(raw, text);
  return found ? { text, finding: found } : { text };
}

/** A source's text as positions count it: without a byte-order mark. */
const textOf = (raw: Source["text"]): string =>
  typeof raw === "string" ? raw.replace(/^\ufeff/, "") : new TextDecoder("utf-8").decode(raw);

function refusal(raw: Source["text"], text: string): Finding | undefined {
  const [first, second] = raw;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return wrong(0, "the file is UTF-16 text, not UTF-8");
  const zero = text.indexOf("\0");
  if (zero !== -1)
    return wrong(zero, "the file holds a NUL character: it is UTF-16 text or no text at all, not UTF-8");
  if (typeof raw !== "string" && !isUtf8(raw))
    return wrong(text.indexOf("\ufffd"), "the bytes here are not UTF-8 text");
  const alone = text.search(/\r(?!\n)/);
  return alone === -1 ? undefined : loneReturn(alone);
}

/** What yaml takes for a character, YAML's own definition and many editors take for the end of a line. */
function loneReturn(at: number): Finding {
  const message =
    "a carriage return stands alone: some programs end the line here, and read another spec than others";
  const help = 'end lines as Unix or Windows does; in a string, write "\\r" in double quotes';
  return finding(kinds.lineEnd, { range: [at, at + 1] }, message, { help });
}

const wrong = (at: number, message: string): Finding =>
  finding(kinds.encoding, { range: [at, at + 1] }, message, { help: "save the file as UTF-8" });
