import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LocatedFinding } from "../src/compiler/api";
import { fileReader } from "../src/compiler/commands/read-sources";
import { compileWith } from "../src/compiler/compile";
import { nearest } from "../src/compiler/nearest";
import { codeFrame } from "../src/compiler/report/frame";
import { pretty } from "../src/compiler/report/pretty";
import { lineText, type Source, sourceText } from "../src/compiler/source";
import { filesIn, temporaryFolder } from "./support/folders";
import { makeCsr, makeKeys } from "./support/make-csr";
import { rooms, runIn } from "./support/run";

// Findings that no folder of fixtures/err can hold: files of odd kinds, sizes and names; and what is true of all findings.

const HEAD = `apiVersion: panorama-compile/v1
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
`;
const spec = (csr: string) => `${HEAD}strictness: device
appliances:
  - name: dock-1
    deviceId: device-lk7exmplpvcr3heqwjmesw76ky
    certificate: { csr: ${JSON.stringify(csr)} }
`;

const findingsOf = (...sources: readonly Source[]) => compileWith(rooms, sources).findings;
const inShort = (findings: readonly LocatedFinding[]) =>
  findings.map(
    ({ file, start, code, message }) => `${file}:${start.line}:${start.column} ${code}: ${message}`,
  );

/** What a run in a folder with a spec says about its CSR file. */
async function about(folder: string, csr: string): Promise<string> {
  const { code, err } = await runIn(folder, ["validate", "-"], {
    input: spec(csr).replace("account:", "name: x\naccount:"),
  });
  return code === 0 ? "valid" : (err.split("\n")[0] ?? "");
}

describe("CSR files of odd kinds", () => {
  it("behind links count as lying where they really lie", async () => {
    const { pem } = makeCsr();
    const folder = temporaryFolder({ "spec/real.pem": pem, "outside/dock.pem": pem });
    const link = (target: string, name: string) => symlinkSync(target, join(folder, "spec", name));
    link("../outside/dock.pem", "file.pem");
    link("../outside", "folder");
    link("real.pem", "inside.pem");
    link("nowhere.pem", "dangling.pem");
    link("ring.pem", "ring.pem");
    link("/dev/zero", "endless.pem");
    const run = (csr: string) => about(join(folder, "spec"), csr);
    for (const csr of ["file.pem", "folder/dock.pem", "endless.pem"])
      expect(await run(csr)).toContain(
        `csr-outside-folder: the CSR file "${csr}" lies outside the spec's folder`,
      );
    expect(await run("inside.pem")).toBe("valid");
    expect(await run("dangling.pem")).toContain('csr-missing: the CSR file "dangling.pem" is not there');
    expect(await run("ring.pem")).toContain(`csr-unreadable: the CSR file "ring.pem" can't be read (ELOOP)`);
  });

  it("that nobody writes to do not keep anybody waiting", async () => {
    const folder = temporaryFolder({});
    execFileSync("mkfifo", [join(folder, "pipe.pem"), join(folder, "pipe.yaml")]);
    expect(await about(folder, "pipe.pem")).toContain(
      'csr-unreadable: the CSR file "pipe.pem" is not a regular file',
    );
    expect(await runIn(folder, ["validate", "pipe.yaml"])).toMatchObject({
      code: 3,
      err: "can't read pipe.yaml: it is not a plain file; - reads standard input\n",
    });
  });

  it("that are too large are not read on", async () => {
    const folder = temporaryFolder({
      "large.pem": "#".repeat(65_537),
      "huge.pem": "#".repeat(1024 * 1024 + 1),
    });
    expect(await about(folder, "large.pem")).toContain(
      'csr-too-large: the CSR file "large.pem" is 65537 bytes long; a CSR file may have 65536',
    );
    expect(await about(folder, "huge.pem")).toContain(
      'csr-too-large: the CSR file "huge.pem" is too large to be a CSR',
    );
  });

  it("with names that play with terminals are named in escapes", async () => {
    const name = "\u202egnp.\u001b[2J.pem";
    const folder = temporaryFolder({ [name.replace("\u001b", "")]: "" });
    expect(await about(folder, name.replace("\u001b", ""))).toContain(
      'the CSR file "\\u202egnp.[2J.pem" is empty',
    );
  });

  it("are looked for beside the spec, wherever the run starts", async () => {
    const folder = temporaryFolder({
      "a/b/spec.yaml": spec("csr/dock.pem"),
      "a/b/csr/dock.pem": makeCsr().pem,
    });
    expect((await runIn(folder, ["validate", "a/b/spec.yaml"])).code).toBe(0);
    expect((await runIn(join(folder, "a"), ["validate", join(folder, "a/b/spec.yaml")])).code).toBe(0);
    mkdirSync(join(folder, "csr"));
    expect((await runIn(join(folder, "a"), ["validate", "./b/../b/spec.yaml"])).code).toBe(0);
  });

  it.each<[string, () => undefined, string]>([
    ["nothing", () => undefined, 'csr-missing: the CSR file "a.pem" is not there'],
    ["EACCES", () => fail({ code: "EACCES" }), `csr-unreadable: the CSR file "a.pem" can't be read (EACCES)`],
    [
      "no error at all",
      () => fail(null),
      `csr-unreadable: the CSR file "a.pem" can't be read (unknown error)`,
    ],
  ])("that a caller's readFile answers with %s", (_name, readFile, words) => {
    const { findings } = compileWith(rooms, [{ path: "s.yaml", text: spec("a.pem") }], { readFile });
    expect(inShort(findings)).toEqual([`s.yaml:7:25 ${words}`]);
  });

  it("are not there for a caller that gives no readFile", () => {
    expect(inShort(findingsOf({ path: "s.yaml", text: spec("a.pem") }))).toEqual([
      's.yaml:7:25 csr-missing: the CSR file "a.pem" is not there',
    ]);
  });

  it("with a private key show nothing of it in any format", async () => {
    const key = makeKeys("P-256", "canary").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const folder = temporaryFolder({ "spec.yaml": spec("key.pem"), "key.pem": `CANARY\n${key}` });
    for (const format of ["pretty", "json"]) {
      const { code, out, err } = await runIn(folder, ["validate", "spec.yaml", "--format", format]);
      expect(code).toBe(1);
      expect(out + err).toContain("csr-private-key");
      for (const line of ["CANARY", ...key.split("\n").filter((l) => l !== "" && !l.startsWith("-----"))])
        expect(out + err).not.toContain(line);
    }
  });
});

/** As a caller's function may fail: with anything. */
function fail(reason: unknown): never {
  throw reason;
}

describe("sources", () => {
  it.each<[string, string | Uint8Array]>([
    ["text", "#".repeat(16 * 1024 * 1024 + 1)],
    ["bytes", new Uint8Array(16 * 1024 * 1024 + 1).fill(0x23)],
  ])("that are too large are refused unread: %s", (_name, text) => {
    expect(inShort(findingsOf({ path: "s.yaml", text }))).toEqual([
      "s.yaml:1:1 yaml-limit: the file has more than 16777216 bytes; no more are read",
    ]);
  });

  it("without a path are standard input, where a file's name can't name the document", () => {
    const text = `${HEAD}strictness: account\n`;
    expect(inShort(findingsOf({ text }))).toEqual([
      '<stdin>:1:1 document-name: the spec has no "name", and standard input has no file name to take it from',
    ]);
  });

  it("that get into each other's way name the other file", () => {
    const text = `${HEAD}strictness: account\n`;
    const findings = findingsOf({ path: "a/one.yaml", text }, { path: "b/one.yaml", text });
    expect(inShort(findings)).toEqual([
      'b/one.yaml:1:1 duplicate-stack: the stack "one-iam" is made by another document of this run already',
      'b/one.yaml:2:16 duplicate-account: the account "123456789012" is declared by another document of this run already',
    ]);
    expect(
      findings.flatMap(({ related }) =>
        inShort(related.map((r) => ({ ...findings[0], ...r }) as LocatedFinding)).map((t) => t.split(" ")[0]),
      ),
    ).toEqual(["a/one.yaml:1:1", "a/one.yaml:2:16"]);
  });

  it("have their findings in the order in which they are named, then in file order", () => {
    const bad = `${HEAD}strictness: x\ncolour: y\n`;
    expect(
      inShort(findingsOf({ path: "b.yaml", text: bad }, { path: "a.yaml", text: bad })).map(
        (t) => t.split(" ")[0],
      ),
    ).toEqual(["b.yaml:3:13", "b.yaml:4:1", "a.yaml:3:13", "a.yaml:4:1"]);
  });

  it("with names that play with terminals are named in escapes, on one line", () => {
    const path = "a\n\u001b[2J\u202e.yaml";
    const text = "strictness: [";
    const sources = new Map([[path, sourceText({ path, text }, text)]]);
    const shown = pretty(findingsOf({ path, text }), { color: false, sources });
    expect(shown.split("\n")[0]).toBe(
      "a\\n\\u001b[2J\\u202e.yaml:1:13 error yaml-syntax: the [ here is not closed",
    );
  });

  it("may hold lone surrogates, as strings of JavaScript can", () => {
    const text = `${HEAD}strictness: account\ntags: { "\ud800": "\udc00" }\n`;
    expect(inShort(findingsOf({ path: "s.yaml", text }))[0]).toContain('the name "\\ud800" in "tags"');
  });

  it("may be JSON, or have a } below its key as JSON has it", () => {
    const json = JSON.stringify({
      apiVersion: "panorama-compile/v1",
      account: { id: "123456789012", region: "us-east-1", endOfSupport: "acknowledged" },
      strictness: "account",
      roles: { appliance: { path: "/" } },
    });
    const below = `${HEAD}strictness: account\nroles:\n  appliance: {\n    path: /\n  }\n`;
    for (const text of [json, JSON.stringify(JSON.parse(json), null, 2), below])
      expect(findingsOf({ path: "s.yaml", text })).toEqual([]);
  });

  it("that a file names like a number are told a name in quotes", () => {
    const [finding] = findingsOf({ path: "007!.yaml", text: `${HEAD}strictness: account\n` });
    expect(finding?.help).toBe('add name: "007"');
  });

  it("are YAML 1.2: what 1.1 takes for true, an octal or a date is text or a decimal", () => {
    const tags = (text: string) =>
      findingsOf({ path: "s.yaml", text: `${HEAD}strictness: account\ntags: { a: ${text} }\n` });
    for (const text of ["yes", "off", "2026-05-31", "1_000", "0b11", "1:30", "="])
      expect(tags(text)).toEqual([]);
    for (const text of ["true", "FALSE", "017", "0o17", "1e3", ".inf", ".NaN"])
      expect(inShort(tags(text)), text).toEqual([
        expect.stringMatching(
          /^s\.yaml:4:12 schema-wrong-type: "tags\.a" must be a string; found the (number|value) /,
        ),
      ]);
  });
});

describe("aliases", () => {
  const at = (text: string) =>
    inShort(findingsOf({ path: "s.yaml", text: `${HEAD}strictness: account\n${text}` }));

  it("of a list keep its entries' mistakes apart", () => {
    expect(at("x-list: &list\n  - {}\n  - {}\nappliances: *list\n")).toEqual([
      's.yaml:5:5 schema-missing-key: "appliances[0]" has no "name"',
      's.yaml:6:5 schema-missing-key: "appliances[1]" has no "name"',
    ]);
  });

  it("keep two mistakes of one mapping apart", () => {
    expect(at("x-state: &state {}\nterraform: { backend: { s3: *state } }\n")).toEqual([
      's.yaml:4:17 schema-missing-key: "terraform.backend.s3" has no "bucket"',
      's.yaml:4:17 schema-missing-key: "terraform.backend.s3" has no "region"',
    ]);
  });

  it("of one anchor are one finding with all uses, of which people are shown five", () => {
    const uses = Array.from({ length: 12 }, (_, i) => `  - { name: d-${i}, thingType: *type }\n`).join("");
    const text = `${HEAD}strictness: account\nx-type: &type a b\nappliances:\n${uses}`;
    const [finding, ...others] = findingsOf({ path: "s.yaml", text });
    expect(others).toEqual([]);
    expect(finding?.related.map(({ start }) => start.line)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 6),
    );
    const shown = pretty(finding ? [finding] : [], { color: false, sources: new Map() });
    expect(shown.match(/used here/g)).toHaveLength(5);
    expect(shown).toContain("note: 7 more such places");
  });
});

describe("words near to what was meant", () => {
  it.each([
    ["strictnes", "strictness"],
    ["Strictness", "strictness"],
    ["device_id", "deviceId"],
    ["anme", "name"],
    ["nmae", "name"],
    ["tgas", "tags"],
    ["x", undefined],
    ["", undefined],
    ["jobs", undefined],
    ["colour", undefined],
  ])("%j: %j", (word, meant) => {
    expect(nearest(word, ["name", "strictness", "deviceId", "tags"])).toBe(meant);
  });
});

describe("code frames", () => {
  const text = fc.array(fc.constantFrom("a", "日", "😀", "\t", "\u0301", " "), { maxLength: 400 });

  it("are of a window of the line, in which the carets stand under what is meant", () => {
    fc.assert(
      fc.property(text, fc.nat(400), fc.nat(50), (characters, at, length) => {
        const line = characters.join("");
        const source = sourceText({ path: "s", text: line }, line);
        const from = Math.min(at, characters.length);
        const to = Math.min(from + length, characters.length);
        const place = { file: "s", start: { line: 1, column: from + 1 }, end: { line: 1, column: to + 1 } };
        const [, shown = "", carets = ""] = codeFrame(source, place);
        expect([...shown].length).toBeLessThanOrEqual(2 * 100 + 4);
        const window = [...shown.slice(4)];
        expect(carets).toMatch(/^ {2}\| *\^+$/);
        if (characters.length > 100) return;
        expect(window.join("")).toBe(line.replaceAll("\t", "  ").trimEnd());
      }),
    );
  });

  it("cut long lines where the old way would: with 25 characters before, and a full window at the end", () => {
    const line = Array.from({ length: 300 }, (_, i) => String.fromCodePoint(0x1f300 + i)).join("");
    const source = sourceText({ path: "s", text: line }, line);
    const shownAt = (column: number) => {
      const [, shown = ""] = codeFrame(source, {
        file: "s",
        start: { line: 1, column },
        end: { line: 1, column: column + 1 },
      });
      return [...shown.slice(4)].map((character) =>
        character === "…" ? "…" : (character.codePointAt(0) ?? 0) - 0x1f300,
      );
    };
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    expect(shownAt(1)).toEqual([...range(0, 99), "…"]);
    expect(shownAt(26)).toEqual([...range(0, 99), "…"]);
    expect(shownAt(101)).toEqual(["…", ...range(76, 174), "…"]);
    expect(shownAt(300)).toEqual(["…", ...range(201, 300)]);
  });
});

const ERR = join(import.meta.dirname, "../fixtures/err");
const cases = readdirSync(ERR).flatMap((kind) =>
  readdirSync(join(ERR, kind)).map((name) => `${kind}/${name}`),
);

describe("every case of fixtures/err", () => {
  const specs = cases.flatMap((name) =>
    readdirSync(join(ERR, name))
      .filter((file) => /\.ya?ml$/.test(file))
      .map((file) => [`${name}/${file}`, join(ERR, name, file)] as const),
  );

  it.each(specs)("%s: places lie in the file, and words are whole", (_name, path) => {
    const bytes = readFileSync(path);
    const readFile = fileReader(dirname(path));
    const compile = (text: Source["text"]) => compileWith(rooms, [{ path, text }], { readFile }).findings;
    const findings = compile(bytes);
    const text = bytes.toString("utf8");
    if (Buffer.from(text).equals(bytes)) expect(compile(text)).toEqual(findings);
    const decoded = text.replace(/^\ufeff/, "");
    const source = sourceText({ path, text: decoded }, decoded);
    const places = findings.flatMap((finding) => [finding, ...finding.related]);
    for (const { start, end } of places) {
      expect(start.line).toBeLessThanOrEqual(source.lineStarts.length);
      expect(start.column).toBeLessThanOrEqual([...lineText(source, start.line)].length + 1);
      expect(end.line * 1e6 + end.column).toBeGreaterThanOrEqual(start.line * 1e6 + start.column);
    }
    for (const { message, help, related } of findings) {
      for (const words of [message, help ?? "help", ...related.map((r) => r.message)]) {
        expect(words).toMatch(/^[^\s].*[^\s.]$/s);
        expect(words).not.toMatch(/undefined|\[object|NaN\b|\b1 (characters|errors|appliances|entries)\b/);
      }
    }
  });

  it("shows no control, bidirectional or invisible character, and nothing of a private key", () => {
    for (const [name, text] of Object.entries(filesIn(ERR))) {
      if (!name.endsWith("expected.txt")) continue;
      expect(text, name).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/,
      );
      expect(text, name).not.toContain("CANARY");
      expect(text, name).not.toMatch(/ $/m);
    }
  });

  it("shows one finding at one place only once", () => {
    for (const name of cases) {
      const heads = readFileSync(join(ERR, name, "expected.txt"), "utf8")
        .split("\n")
        .filter((line) => / (error|warning|info) [a-z-]+: /.test(line));
      expect(new Set(heads).size, name).toBe(heads.length);
    }
  });
});
