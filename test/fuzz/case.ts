import { HOSTILE } from "../support/arbitrary-spec";

/** One input of the command: what lies in the folder it runs in, and its command line. Plain data, to be kept as JSON. */
export interface FuzzCase {
  /** By path; what starts with `base64:` stands for bytes. Below `out/` lies the last output. */
  readonly files: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  /** What standard input gives, in the same form as files. */
  readonly stdin?: string;
}

const MARK = "base64:";

/** Bytes as a case keeps them: text where it is text. */
export function kept(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("utf8");
  return Buffer.from(text).equals(bytes) && !text.startsWith(MARK)
    ? text
    : MARK + Buffer.from(bytes).toString("base64");
}

/** The bytes that a case means. */
export const bytesOf = (content: string): Buffer =>
  content.startsWith(MARK) ? Buffer.from(content.slice(MARK.length), "base64") : Buffer.from(content);

export const SPEC = "spec.yaml";
export const OUT = "out";
export const COMPILE = ["compile", SPEC, "--out", OUT] as const;

/** Pieces that mean something to YAML, to templates, to JavaScript, to Markdown or to a terminal. */
export const PIECES: readonly string[] = [
  ...[
    ": ",
    "- ",
    "\n",
    "\n  ",
    "\r\n",
    "\r",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ",",
    "? ",
    "|",
    ">",
    "|2-\n ",
    "#",
    " #",
  ],
  ...[
    "&a ",
    "*a",
    "*site",
    "<<: ",
    "<<: *a",
    "<<: [*a, *b]",
    "!x ",
    "!!str ",
    "!!binary ",
    "!<tag:yaml.org,2002:str> ",
  ],
  ...[
    '"',
    "'",
    '"\\x',
    "\\u",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "%TAG ! x\n",
    "~",
    "null",
    "0x1F",
    "0o17",
    "1e400",
  ],
  ...[
    "-0",
    ".inf",
    ".nan",
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "x-",
    "x-a",
  ],
  ...["${x}", "%{x}", "&{x}", "TfToken[", "${TfToken[TOKEN.0]}", "{{resolve:ssm:x}}", "$", "\\"],
  ...[
    "\u0000",
    "\u0007",
    "\u001b[2J",
    "\u0085",
    "\u009b",
    "\u2028",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ud800",
    "\ufeff",
  ],
  ...["\ufffd", "🎥", "é", "e\u0301", "日本", "İ", "ß", "\u{e0041}"],
  ...["<img src=x>", "-->", "<!-- document: x -->", "|", "`", "@all", "[a](b)", "\n# "],
  ...["https://user:hunter2@example.com/", "password: hunter2", "-----BEGIN RSA PRIVATE KEY-----"],
  ...["# panorama-compile: allow confused-deputy -- because", "# panorama-compile: allow x", "-- "],
];

/** Texts for a value's place. */
export const HOSTILE_TEXTS: readonly string[] = [
  ...HOSTILE,
  ...PIECES,
  "",
  "a".repeat(300),
  "../../etc/passwd",
  "/etc/passwd",
  "arn:aws:iot:us-east-1:123456789012:cert/x",
  "arn:aws:iam::123456789012:role/*",
];
