import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { pretty } from "../src/compiler/report/pretty";
import { columnsOf } from "../src/compiler/report/width";
import { positionAt, type Source, sourceText } from "../src/compiler/source";
import { rooms } from "./support/run";

// Lines, columns and code frames where texts are not what ASCII with line feeds is.

const HEAD = `apiVersion: panorama-compile/v1
name: one
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
strictness: account
`;

const compiled = (text: Source["text"]) =>
  compileWith(rooms, [{ path: "s.yaml", text }], { today: "2026-11-23" });

/** Each finding's place and code, and the two lines of its frame that show something. */
function frames(text: Source["text"]): string[][] {
  const { findings, texts } = compiled(text);
  return findings.map((finding) => {
    const [head = "", , line = "", carets = ""] = pretty([finding], { color: false, sources: texts }).split(
      "\n",
    );
    const [place, , code = ""] = head.split(" ");
    return [`${place} ${code}`, line, carets];
  });
}

/** The same of a text that has one finding. */
const frame = (text: Source["text"]) => {
  const all = frames(text);
  expect(all.map(([head]) => head)).toHaveLength(1);
  return all[0];
};

describe("ends of lines", () => {
  const LF = `${HEAD}colour: x\nroles:\n  appliance: 3\n`;
  const expected = [
    ["s.yaml:5:1 schema-unknown-key:", "5 | colour: x", "  | ^^^^^^"],
    ["s.yaml:7:14 schema-wrong-type:", "7 |   appliance: 3", "  |              ^"],
  ];

  it.each([
    ["LF", LF],
    ["CRLF", LF.replaceAll("\n", "\r\n")],
    ["CRLF in some lines", LF.replace("colour: x\n", "colour: x\r\n")],
    ["none at the end", LF.trimEnd()],
    ["CRLF, none at the end", LF.trimEnd().replaceAll("\n", "\r\n")],
    ["a byte-order mark before", `\ufeff${LF}`],
    ["a byte-order mark before, as bytes", new TextEncoder().encode(`\ufeff${LF}`)],
  ])("%s", (_name, text) => {
    expect(frames(text)).toEqual(expected);
  });

  it.each(["\u0085", "\u2028", "\u2029", "\u000b", "\u000c"])(
    "%j ends no line, and is shown",
    (character) => {
      const shown = `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
      const text = `${HEAD}tags: { a: "${character}*" }\ncolour: x\n`;
      expect(frames(text)).toEqual([
        [
          "s.yaml:5:12 schema-pattern:",
          `5 | tags: { a: "${shown}*" }`,
          `  |            ${"^".repeat(3 + 6)}`,
        ],
        ["s.yaml:6:1 schema-unknown-key:", "6 | colour: x", "  | ^^^^^^"],
      ]);
    },
  );

  it.each([
    ["in a comment", `${HEAD}# a\rtags: { a: b }\n`],
    ["in a string", `${HEAD}x-a: "a\rb"\n`],
    ["before a CRLF", `${HEAD}x-a: b\r\r\n`],
    ["at the end", `${HEAD}x-a: b\r`],
  ])("a carriage return alone is refused: %s", (_name, text) => {
    expect(frame(text)?.[0]).toMatch(/^s\.yaml:5:\d+ yaml-line-end:$/);
  });
});

describe("characters of other widths", () => {
  // Each line is shown as it is; the carets stand under the value "*" of the second tag, or so many columns further right.
  it.each<[string, string, number, number]>([
    ["ASCII", "abc", 3, 3],
    ["an accent of its own", "e\u0301te\u0301", 5, 3],
    ["Chinese", "\u6f22\u5b57", 2, 4],
    ["Chinese beyond the first plane", "\u{20bb7}\u{30000}", 2, 4],
    ["Korean", "\ud55c\uae00", 2, 4],
    ["Korean in single letters", "\u1112\u1161\u11ab", 3, 2],
    ["fullwidth letters", "\uff21\uff22", 2, 4],
    ["halfwidth Katakana", "\uff71", 1, 1],
    ["an emoji", "\u{1f600}", 1, 2],
    ["an emoji with a skin tone", "\u{1f44d}\u{1f3fd}", 2, 2],
    ["a flag", "\u{1f1e9}\u{1f1ea}", 2, 2],
    ["a sign", "\u2764", 1, 1],
    ["a sign shown as a picture", "\u2764\ufe0f", 2, 2],
    ["a letter that can be no picture", "e\ufe0f", 2, 1],
    ["a tab", "\t", 1, 2],
    ["a mathematical letter", "\u{1d54f}", 1, 1],
    ["Arabic with its vowels", "\u0628\u064e", 2, 1],
  ])("%s", (_name, text, characters, columns) => {
    expect(columnsOf(text.replace("\t", "  "))).toBe(columns);
    const [head, line, carets] = frames(`${HEAD}tags: { a: "${text}", b: "*" }\n`).at(-1) ?? [];
    expect(head).toBe(`s.yaml:5:${12 + 2 + characters + 5} schema-pattern:`);
    expect(line).toBe(`5 | tags: { a: "${text.replace("\t", "  ")}", b: "*" }`);
    expect(carets).toBe(`  | ${" ".repeat(11 + 2 + columns + 5)}^^^`);
  });

  it("joined emoji are shown in their parts, by their escapes", () => {
    const family = "\u{1f469}\u200d\u{1f467}";
    expect(frame(`${HEAD}tags: { a: "${family}" }\n`)).toEqual([
      "s.yaml:5:12 schema-pattern:",
      `5 | tags: { a: "\u{1f469}\\u200d\u{1f467}" }`,
      `  |            ${"^".repeat(2 + 2 + 6 + 2)}`,
    ]);
  });

  it("a byte-order mark inside a text is a character, and is shown", () => {
    expect(frame(`${HEAD}tags: { a: "\ufeff*" }\n`)).toEqual([
      "s.yaml:5:12 schema-pattern:",
      '5 | tags: { a: "\\ufeff*" }',
      `  |            ${"^".repeat(9)}`,
    ]);
  });

  it("columns count characters, wherever they stand", () => {
    const text = "a\u{1f600}b\n\u{1f600}\u{1f600}c\n\ud800d";
    const source = sourceText({ text }, text);
    const places = [...text.matchAll(/[a-d]/g)].map(({ index }) => positionAt(source, index));
    expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual(["1:1", "1:3", "2:3", "3:2"]);
    expect(positionAt(source, 1000)).toEqual({ line: 3, column: 3 });
  });
});

describe("long lines", () => {
  it.each([
    ["at the start", "", "*", 0],
    ["behind a megabyte", `k: "${"x".repeat(1_000_000)}", `, "*", 2],
    ["behind a megabyte of emoji", `k: "${"\u{1f600}".repeat(250_000)}", `, "*", 2],
    ["before a megabyte", "", `*${"x".repeat(1_000_000)}`, 0],
  ])("are cut around what is meant: %s", (_name, before, value, skipped) => {
    const all = frames(
      `${HEAD}x-a: { ${before}b: 1 }\ntags: { ${before.replace("k", "x-k")}b: "${value}" }\n`,
    );
    const [head, line = "", carets = ""] = all.at(-1) ?? [];
    expect(head).toMatch(/^s\.yaml:6:\d+ schema-pattern:$/);
    expect([...line].length).toBeLessThanOrEqual(4 + 100);
    const at = carets.indexOf("^");
    expect(columnsOf(`${line.slice(0, line.indexOf(`b: "*`))}b: `)).toBe(at);
    expect(line.includes("…")).toBe(skipped > 0 || value.length > 100);
  });

  it("with a fleet on one of them are gone through in one go", () => {
    const spec = (count: number, text: string) =>
      `{ apiVersion: panorama-compile/v1, name: one, x-a: "${text}", account: { id: "123456789012", region: us-east-1 }, strictness: account, appliances: [${Array.from({ length: count }, (_, i) => `{ name: d${i}, colour: x }`).join(", ")}] }`;
    const took = (count: number, text: string) => {
      const start = performance.now();
      const { findings, texts } = compiled(spec(count, text));
      expect(findings).toHaveLength(count);
      pretty(findings, { color: false, sources: texts });
      return performance.now() - start;
    };
    took(500, "");
    const [few, many] = [took(500, "\u{1f600}"), took(4000, "\u{1f600}")];
    expect(many / few).toBeLessThan(8 * 4); // eight times as many; quadratic would be 64 times
  });
});

describe("what is not there", () => {
  it.each([
    ["a value at the end of the file", "tags:", "5:6", "5 | tags:", "  |      ^"],
    [
      "a value above a comment",
      "roles:\n  appliance:\n    path:\n# c\n",
      "7:10",
      "7 |     path:",
      "  |          ^",
    ],
    ["an entry", "appliances:\n  -\n", "6:4", "6 |   -", "  |    ^"],
    ["a bracket", "tags: { a: b", "5:7", "5 | tags: { a: b", "  |       ^"],
    ["a quote", 'tags: "a', "5:7", '5 | tags: "a', "  |       ^^"],
    ["a key", "appliances:\n  - site: x\n", "6:5", "6 |   - site: x", "  |     ^"],
  ])("%s", (_name, text, place, line, carets) => {
    const [head = "", ...shown] = frame(HEAD + text) ?? [];
    expect([head.split(" ")[0], ...shown]).toEqual([`s.yaml:${place}`, line, carets]);
  });
});

describe("places that are reached by other ways", () => {
  const notes = (text: string) => {
    const { findings } = compiled(text);
    return findings.map(({ start, related }) => [
      `${start.line}:${start.column}`,
      ...related.map((one) => `${one.message} ${one.start.line}:${one.start.column}`),
    ]);
  };

  it("through aliases: at the anchor, with the uses", () => {
    expect(notes(`${HEAD}x-a: &a "*"\ntags: { a: *a, b: *a }\n`)).toEqual([
      ["5:9", "used here 6:12", "used here 6:19"],
    ]);
  });

  it("through merges: at the anchor, with the uses", () => {
    const text = `${HEAD}x-a: &a { colour: blue }\nappliances:\n  - { <<: *a, name: dock }\n  - <<: [*a]\n    name: gate\n`;
    expect(notes(text)).toEqual([["5:11", "used here 7:11", "used here 8:10"]]);
  });

  it("in a second document, behind wide characters and CRLF in the first", () => {
    const first = HEAD.replace("one", '"\u{1f600}"').replaceAll("\n", "\r\n");
    expect(frames(`${HEAD}x-a: "\u{1f600}" # \u6f22\r\n---\r\n${first}`).at(-1)).toEqual([
      "s.yaml:8:7 schema-pattern:",
      '8 | name: "\u{1f600}"',
      "  |       ^^^^",
    ]);
  });

  it("of another file: findings come in the order in which the files are named, whichever stage finds them", () => {
    const warned = HEAD.replace("strictness: account", "strictness: service");
    const sources = [
      { path: "b.yaml", text: warned },
      { path: "a.yaml", text: "a: [" },
    ];
    const { findings } = compileWith(rooms, sources, { today: "2026-11-23" });
    expect(findings.map(({ file, code }) => `${file} ${code}`)).toEqual([
      "b.yaml confused-deputy",
      "a.yaml yaml-syntax",
    ]);
  });
});
