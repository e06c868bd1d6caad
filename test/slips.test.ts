import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { LIMITS } from "../src/compiler/limits";
import { decode } from "../src/compiler/yaml/decode";
import { readYaml } from "../src/compiler/yaml/read";
import { joinedHyphen, joinedKey, mayRepeat, noColon } from "../src/compiler/yaml/slips";
import { rooms } from "./support/run";
import { HEAD, said } from "./support/said";

// Slips of the pen in YAML: where each is told, in which words, and what looks like one and is none.

const SYNTAX = / yaml-syntax /;
const told = (text: string): string[] =>
  said(text)
    .filter((finding) => SYNTAX.test(finding))
    .map((finding) => finding.replace(SYNTAX, " "));

describe("slips.ts: a key and its value without a space", () => {
  it.each([
    ["region:us-east-1", "region: us-east-1"],
    ["a.b-c_d:1", "a.b-c_d: 1"],
    ["a:b:c", "a: b:c"],
    ["d:x", "d: x"],
    ["ab:\\x", "ab: \\x"],
    ["a:/x", "a: /x"],
  ])("%s is meant as %s", (text, written) => {
    expect(joinedKey(text)?.written).toBe(written);
  });

  it.each([
    "https://x",
    "a::b",
    "arn:aws:iam",
    "C:\\x",
    "region:",
    "region: x",
    "1a:b",
    "a b:c",
    "-a:b",
    "x a:b",
    "a:b\nc",
  ])("%s is something else", (text) => {
    expect(joinedKey(text)).toBeUndefined();
  });

  it("a help repeats only what is no secret's", () => {
    expect(mayRepeat("region", "region:us-east-1")).toBe(true);
    expect(mayRepeat("owner", "owner:edge")).toBe(false);
    expect(mayRepeat("name", "name:password")).toBe(false);
    expect(mayRepeat("name", "name: my, password")).toBe(false);
    expect(mayRepeat("name", `name:ghp_${"a1".repeat(18)}`)).toBe(false);
  });

  it.each([
    ["-name: a", "put a space after the hyphen: - name"],
    ["  -a.b-c:", "put a space after the hyphen: - a.b-c"],
    ["- name: a", undefined],
    ["-name:a", undefined],
    ["--name: a", undefined],
    ["x -name: a", undefined],
    ["-.a: b", undefined],
  ])("of the hyphen: %s", (line, help) => {
    expect(joinedHyphen(line)).toBe(help);
  });
});

describe("slips.ts: a line without a colon", () => {
  const of = (line: string) => {
    const { message, help } = noColon(7, line);
    return `${message} → ${help}`;
  };

  it.each([
    ["- a", "a list entry stands where a key should → indent it below its key"],
    ["-a: b", "a list entry stands where a key should → put a space after the hyphen: - a"],
    ["--flag", '"--" starts no comment in YAML → comments start with #: put # in place of --'],
    ["---x", '"---x" has no colon after its key → write ---x:'],
    ["name", '"name" has no colon after its key → write name:'],
    ["  name  dock ", '"  name  dock " has no colon after its key → write name: dock'],
    ["name my dock", '"name my dock" has no colon after its key → put a colon after the key'],
    ["```yaml", '"```yaml" is a fence of Markdown, not YAML → remove the fence\'s lines'],
    ["~~~", '"~~~" is a fence of Markdown, not YAML → remove the fence\'s lines'],
    ["``x", '"``x" has no colon after its key → write ``x:'],
    ["~~x", '"~~x" has no colon after its key → write ~~x:'],
    ["a ```", '"a ```" has no colon after its key → write a: ```'],
    ["// a", '"//" starts no comment in YAML → comments start with #: put # in place of //'],
    ["/* a", '"/*" starts no comment in YAML → comments start with #: put # in place of /*'],
    ["; a", '";" starts no comment in YAML → comments start with #: put # in place of ;'],
    ["a // b c", '"a // b c" has no colon after its key → put a colon after the key'],
    ["name = dock", '"name = dock" has an equals sign in place of a colon → write name: dock'],
    ["name=dock", '"name=dock" has an equals sign in place of a colon → write name: dock'],
    ["name  =  dock", '"name  =  dock" has an equals sign in place of a colon → write name: dock'],
    ["owner = edge", '"owner = edge" has an equals sign in place of a colon → put a colon and a space there'],
    ["name =", '"name =" has an equals sign in place of a colon → put a colon and a space there'],
    ["tags = {", '"tags = {" has an equals sign in place of a colon → put a colon and a space there'],
    ["tags = [", '"tags = [" has an equals sign in place of a colon → put a colon and a space there'],
    [
      "tags = { a = b, c.d  =  e,f=g }",
      '"tags = { a = b, c.d  =  e,f=g }" has an equals sign in place of a colon → write tags: { a: b, c.d: e,f: g }',
    ],
    ["tags = [a = b]", '"tags = [a = b]" has an equals sign in place of a colon → write tags: [a = b]'],
    [
      "tags = x{ a = b }",
      '"tags = x{ a = b }" has an equals sign in place of a colon → write tags: x{ a = b }',
    ],
    [
      "tags = { a = b }x",
      '"tags = { a = b }x" has an equals sign in place of a colon → write tags: { a = b }x',
    ],
    ["name = {a", '"name = {a" has an equals sign in place of a colon → write name: {a'],
    ["1 = a", '"1 = a" has no colon after its key → put a colon after the key'],
    ["1name = dock", '"1name = dock" has no colon after its key → put a colon after the key'],
    ["tags = x{", '"tags = x{" has an equals sign in place of a colon → write tags: x{'],
    ["  name = dock", '"name = dock" has an equals sign in place of a colon → write name: dock'],
    ["name:dock", '"name:dock" has no space after its colon → write name: dock'],
    ["owner:edge", '"owner:edge" has no space after its colon → put a space there'],
  ])("%s", (line, words) => {
    expect(of(line)).toBe(words);
  });

  it("is told of its first line", () => {
    expect(noColon(7, "abc\r\ndef").span).toEqual([7, 10]);
    expect(noColon(7, "- a\ndef").span).toEqual([7, 10]);
  });
});

describe("slips.ts: what follows a value", () => {
  const after = (text: string) => told(text).map((finding) => finding.split(" → ")[1]);

  it.each([
    ['a: "b",\n', "remove the comma"],
    ['a: "b",  # c\n', "remove the comma"],
    ['a: "b",', "remove the comma"],
    ['a: "b", c\n', "put the whole value into one pair of quotes"],
    ['a: "b" c\n', "put the whole value into one pair of quotes"],
    ['a: "b" "c"\n', "put the whole value into one pair of quotes"],
    ['a: ["b" "c"]\n', "put a comma in front of it"],
    ["a: [[b] [c]]\n", "put a comma in front of it"],
    ["a: [{ b: 1 } { c: 1 }]\n", "put a comma in front of it"],
    ["a: [{ b: 1 } 'c']\n", "put a comma in front of it"],
    ['a: ["b" c]\n', "put a comma in front of it"],
    ["a: 'it's'\n", "write '' for a ' inside of single quotes; or use double quotes"],
    ['a: "x "y""\n', 'write \\" for a " inside of double quotes; or use single quotes'],
    ["[b]c\n", "put the whole value into one pair of quotes"],
    ["a: [[b] c]\n", "put a comma in front of it"],
    ["a: [b]c\n", "put the whole value into one pair of quotes"],
    ["a: [b]\nc: 'd' 'e'\n", "put the whole value into one pair of quotes"],
    ["c: 'd' 'e'\na: [b]\n", "put the whole value into one pair of quotes"],
  ])("%j", (text, help) => {
    expect(after(text)[0]).toBe(help);
  });
});

describe("spaces.ts: spaces that only look like one", () => {
  it.each([
    [
      "a:\u00a0b\n",
      ["1:3 a no-break space (U+00A0) stands here, which YAML takes for a letter → write an ordinary space"],
    ],
    [
      "a: b\u00a0# c\n",
      ["1:5 a no-break space (U+00A0) stands here, which YAML takes for a letter → write an ordinary space"],
    ],
    [
      "a:\u2003\u2003b\n",
      [
        "1:3 a space of another kind (U+2003) stands here, which YAML takes for a letter → write ordinary spaces",
      ],
    ],
    ["a: b\u00a0c\n", []],
    ['a: "\u00a0b"\n', []],
    ["a: |\n  \u00a0b\n", []],
    ["# \u00a0b\na: b\n", []],
  ])("%j", (text, findings) => {
    expect(told(text)).toEqual(findings);
  });

  it("are told in their order, each in its own document", () => {
    const lines = (text: string) => told(text).map((finding) => finding.split(" ")[0]);
    expect(lines("a:\u00a0b\nc: d\ne:\u00a0f\n")).toEqual(["1:3", "3:3"]);
    expect(lines("a: b\n---\na:\u00a0b\n---\na: b\n")).toEqual(["3:3"]);
  });
});

describe("syntax.ts: errors in their own words", () => {
  it.each([
    ["<<<<<<< HEAD\na: b\n", "1:1 a merge conflict was left in the file"],
    ["a: b\n<<<<<<<\n", "2:1 a merge conflict was left in the file"],
    ["a: b\n---\nc: d\n<<<<<<< x\n", "4:1 a merge conflict was left in the file"],
    ["a: b #c\nd: e#f\n", undefined],
    ["a: [b]#c\n", "1:7 a comment needs a space in front of its # → put a space before the #"],
    ["\ta: b\n", "1:1 a tab can't be indentation → indent with spaces"],
    ["a: {\n\tb: c }\n", "2:1 a tab can't be indentation"],
    [
      "a:\n  - b\n - c\n",
      '3:2 this "-" does not line up with the others → give it the indentation of its neighbours',
    ],
    [
      "a: b: c\n",
      '1:4 a second key stands on this line, or a string with ": " in it stands without quotes → put the string in quotes, or the mapping on the next line',
    ],
    [
      "a: b\n  c: d\n",
      "2:3 this line is indented deeper than the one above, which has its value already → give it the indentation of its neighbours",
    ],
    ["a: - b\n", "1:4 a list starts on the line below its key → or write it in [ ]"],
    ["a: ]\n", '1:4 unexpected "]": nothing is open that it closes → remove it'],
    ["a: }\n", '1:4 unexpected "}": nothing is open that it closes → remove it'],
    ['a: "b\n', '1:4 the string that starts here has no closing " → add the "'],
    ["a: 'b\n", "1:4 the string that starts here has no closing ' → add the '"],
    ["x: 'y'\na: \"b\n", '2:4 the string that starts here has no closing " → add the "'],
    ["a: [b\n", "1:4 the [ here is not closed → add the ], or indent what is inside deeper"],
    ["a: { b: [c], d: {e: f}\n", "1:4 the { here is not closed → add the }, or indent what is inside deeper"],
    ["a: [{ b: c ]\n", "1:5 the { here is not closed"],
    ["a: %b\n", '1:4 an unquoted string can\'t start with "%" → put it in quotes'],
    ["a: @b\n", '1:4 an unquoted string can\'t start with "@" → put it in quotes'],
    [
      'a: "\\q"\n',
      '1:5 "\\q" means nothing in a double-quoted string → write \\\\ for a backslash, or use single quotes',
    ],
    ["%FOO\n---\na: b\n", '1:1 unknown directive "%FOO" → remove the line'],
    ["a: &b:\n  c: d\n", 'an anchor or alias that ends with ":" is ambiguous'],
    [
      "a: {b: c d: e}\n",
      '1:8 a second key stands in this value, or a string with ": " in it stands without quotes → put a comma in front of the second key, or the string in quotes',
    ],
    ["a: b\nc\nd: e\n", '2:1 "c" has no colon after its key → write c:'],
    ["a: |x\n  b\n", '1:5 unexpected "x" behind | or > → the text starts on the next line'],
    ["a: | x\n  b\n", '1:6 unexpected "x" → the text starts on the next line'],
    ["a: >-1 x\n  b\n", '1:8 unexpected "x" → the text starts on the next line'],
    [
      "a: |\n    \n  b\n",
      "3:3 the empty lines above this text are indented deeper than it → remove their spaces",
    ],
    ["a: >-\n\tb\n", "2:1 a tab can't be indentation"],
    ["--- - a\n", "1:5 a list or a mapping starts on the line below --- → put it there"],
    ["%YAML 1.2\na: b\n", '2:1 a line "---" is missing between the lines that start with % and the spec'],
    ['{ "a": 1\n', "1:1 the { here is not closed → add the }"],
    ["[a\n", "1:1 the [ here is not closed → add the ]"],
    ['{"a":"b" "c": d}\n', '1:10 unexpected ""c"" → is a comma missing in front of it?'],
    ["a: [b, , c]\n", "1:8 a comma with nothing in front of it → remove it"],
    ["a: {, b: c}\n", "1:5 a comma with nothing in front of it → remove it"],
    ["- a\nb: c\n", '2:1 unexpected "b" after the value → give it the indentation of what it belongs to'],
  ])("%j", (text, words) => {
    const [found] = told(text);
    if (words === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(words);
  });

  it.each(["a: b # <<<<<<< x\n", "<<<<<<<x: 1\n"])("%j is no merge conflict", (text) => {
    expect(told(text)).toEqual([]);
  });

  it.each([
    [
      " a: 1\nb: 2\nc: 3\n",
      "1:2 the first line stands deeper than those that follow it → remove the spaces in front of it",
    ],
    [
      "# c\n\n  a: 1\nb: 2\n",
      "3:3 the first line stands deeper than those that follow it → remove the spaces in front of it",
    ],
    ["- a: 1\nb: 2\nc: 3\n", "1:1 a hyphen in front of the first key makes a list of it → remove it"],
    [" - a: 1\nb: 2\n", "1:2 a hyphen in front of the first key makes a list of it → remove it"],
    [
      "a: { d: ${b} }\nc: 3\n",
      "1:9 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    [
      "a: %{b}\nc: 3\n",
      "1:4 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    [
      "a: { b: %{b} }\nc: 3\n",
      "1:9 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    [
      "a: [ ${b}, c ]\n",
      "1:6 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    [
      "a: 1\n{% if x %}\n",
      "2:1 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    [
      "{{ x }}\na: 1\nb: 2\n",
      "1:1 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    [
      "a: 1\n{{ x }}\n",
      "2:1 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    [
      "a:\n  b: 1\n  {{ x }}: z\n",
      "3:3 a template stands here → nothing in a spec is evaluated: write what it stands for",
    ],
    ["a: { b: 1 } }\nc: 1\n", '1:13 unexpected "}": nothing is open that it closes → remove it'],
    ["a: 1\n$ {x}\n", '2:1 "$ {x}" has no colon after its key → write $: {x}'],
    [
      "---\n a: 1\nb: 2\n",
      "2:2 the first line stands deeper than those that follow it → remove the spaces in front of it",
    ],
    [
      "%YAML 1.2\n--- # c\n# d\n- a: 1\nb: 2\n",
      "4:1 a hyphen in front of the first key makes a list of it → remove it",
    ],
    [
      "a: b\n# c\n\n  d: e\n",
      "4:3 this line does not line up with the others → give it the indentation of its neighbours",
    ],
    [
      "a:\n  - b: 1\n   c: 2\n",
      "3:4 this line does not line up with the others → give it the indentation of its neighbours",
    ],
    [
      "a:\n  - b: 1\n   # c\n   c: 2\n",
      "4:4 this line does not line up with the others → give it the indentation of its neighbours",
    ],
    [
      "a:\n  - b: 1\n    c: 2\n - b: 3\n   c: 4\n",
      '4:2 this "-" does not line up with the others → give it the indentation of its neighbours',
    ],
    [
      'a: "\\x1"\n',
      '1:5 "\\x" needs 2 hexadecimal digits behind it in a double-quoted string → write \\\\ for a backslash, or use single quotes',
    ],
    [
      'a: "\\U12"\n',
      '1:5 "\\U" needs 8 hexadecimal digits behind it in a double-quoted string → write \\\\ for a backslash, or use single quotes',
    ],
  ])("%j has one mistake, told where it is", (text, finding) => {
    expect(told(text)).toEqual([finding]);
  });

  it("say what is missing", () => {
    expect(told('a: ["b" "c"]\n')).toEqual([
      "1:9 a comma is missing in front of this → put a comma in front of it",
    ]);
    expect(told("%YAML 1.2\na: b\n")[0]).toContain(
      "and the spec → put it above this line; or remove the lines that start with %",
    );
    expect(told("a:\n  &x - b\n")).toEqual([
      "2:3 a list starts on the line below its anchor or tag → put it there",
    ]);
    expect(told("a: &x &y b\n")).toEqual(["1:7 a value takes one anchor → keep one of them"]);
    expect(told("a: !!str !!map b\n")).toEqual(["1:10 a value takes one tag → keep one of them"]);
    expect(told('a: !!str"b"\n')).toEqual([
      "1:9 a tag or an anchor ends in front of this → put a space there",
    ]);
    expect(said("%FOO\n---\n").join()).toContain("yaml-syntax");
    expect(said("%YAML 1.3\n---\n").join()).toContain("yaml-version");
    expect(told("a: |  x\n  b\n")[0]).toContain("the text starts on the next line");
  });

  const spans = (text: string) =>
    compileWith(rooms, [{ text }], { today: "2026-11-23" })
      .findings.filter(({ code }) => code === "yaml-syntax")
      .map(({ start, end }) => `${start.line}:${start.column}-${end.line}:${end.column}`);

  it.each([
    ["a: b: c  \nd: e\n", "1:4-1:8"],
    ["a: {b: c d: e}  \nf: g\n", "1:8-1:15"],
    ['a: "b  \r\n', "1:4-1:6"],
    ["a: [b\nc: d\n", "1:4-1:5"],
    ["<<<<<<< HEAD\r\na: b\n", "1:1-1:13"],
    ["<<<<<<< HEAD  \na: b\n", "1:1-1:13"],
    ["a: [b]#c\n", "1:7-1:8"],
    ["a:\n  - b\n c: d\n", "3:2-3:3"],
    ["a:\n  - b\n  cde : f\n", "3:3-3:6"],
    ["a: {\n\tb: c }\n", "2:1-2:2"],
    ['a: "\\q"\n', "1:5-1:7"],
    ["a: b\n  c: d\n", "2:3-2:4"],
    ['a: ["b" cd]\n', "1:9-1:11"],
  ])("%j is shown from where to where", (text, span) => {
    expect(spans(text)[0]).toBe(span);
  });

  it("are told together where each is of one scalar, up to one that may throw the parser off", () => {
    const lines = (text: string) => told(text).map((finding) => finding.split(" ")[0]);
    expect(lines('a: "\\q"\nb: @c\nd: "e" f\ng: h\n')).toEqual(["1:5", "2:4", "3:8"]);
    expect(lines('a: "\\q"\nb: [c\nd: "\\q"\n')).toHaveLength(2);
    expect(lines('a: ["\\q", "\\q"]\n')).toEqual(["1:6"]);
    expect(lines('a: ["\\q",\n "\\q"]\n')).toEqual(["1:6", "2:3"]);
    expect(lines("a: b: c\nd: e: f\n")).toEqual(["1:4", "2:4"]);
    expect(lines("a: b\n  c: d\nx: @y\n")).toEqual(["2:3"]);
    expect(lines('a: "b" c\nd: @e\n')).toEqual(["1:8", "2:4"]);
    expect(lines("a: |x\n  b\nd: @e\n")).toEqual(["1:5", "3:4"]);
    expect(lines(Array.from({ length: 120 }, (_, n) => `k${n}: "\\q"\n`).join(""))).toHaveLength(100);
  });
});

describe("read.ts and parse.ts: what YAML has beside the core", () => {
  it("is not made, compared or printed by the library", () => {
    expect(said(`${HEAD}x-a: !!binary aGk=\n`).join()).toContain("yaml-unknown-tag");
    expect(said(`${HEAD}x-a: !!timestamp 2020-01-01\n`).join()).toContain("yaml-unknown-tag");
    expect(said(`${HEAD}x-a: 1\nx-a: 2\n`).join()).toContain("yaml-duplicate-key");
    expect(said("a: [\n").join()).not.toContain("\n");
  });

  it("of documents, those that hold nothing are none", () => {
    expect(said("---\n---\n").join()).toContain("yaml-empty");
    expect(said(`---\n---\n${HEAD}`).join()).not.toContain("yaml-");
    expect(said(`${HEAD}---\n"x"\n`).join()).toContain("yaml-not-a-mapping");
    expect(said(`${HEAD}---\n""\n`).join()).not.toContain("yaml-");
    expect(said(`${HEAD}--- @\n`).join()).toContain("yaml-syntax");
  });
});

describe("read.ts: what a run may still read", () => {
  const read = (text: string, tokens: number, documents = 9) => {
    const budget = { tokens, documents };
    const { documents: found, finding } = readYaml(text, budget);
    return { found: found.length, refused: finding?.message, ...budget };
  };

  it("is counted down, and nothing is given beyond it", () => {
    const whole = read("a: b\n", 100);
    expect(whole).toMatchObject({ found: 1, refused: undefined, documents: 8 });
    const used = 100 - whole.tokens;
    expect(read("a: b\n", used)).toMatchObject({ found: 1, refused: undefined, tokens: 0 });
    expect(read("a: b\n", used - 1)).toMatchObject({
      found: 0,
      refused: `by here the specs of this run have more than ${LIMITS.tokens} words and signs; no more are read`,
    });
  });

  it("of documents too", () => {
    expect(read("a: b\n---\nc: d\n", 100, 2)).toMatchObject({ found: 2, documents: 0 });
    expect(read("a: b\n---\nc: d\n", 100, 1).refused).toContain("no more are compiled at once");
  });

  it("a text of too many bytes is explained", () => {
    expect(decode({ text: "a".repeat(LIMITS.bytes + 1) }).finding?.help).toBe(
      "panorama-compile explain yaml-limit says more",
    );
  });
});

describe("inspect.ts: limits and merges", () => {
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

  it("say once that a limit is passed", () => {
    const found = said(`${HEAD}x-a: ${deep(LIMITS.depth + 2)}\nx-b: ${deep(LIMITS.depth + 2)}\n`);
    expect(found.filter((one) => one.includes("yaml-limit"))).toHaveLength(1);
  });

  it("find nothing wrong with a list of mappings, nor twice what an alias lacks", () => {
    expect(said(`${HEAD}x-l: &l [{ x-a: 1 }]\nx-m: { <<: *l }\n`).join()).not.toContain("yaml-");
    const none = said(`${HEAD}x-l: &l [{ x-a: 1 }, *none]\nx-m: { <<: *l }\n`);
    expect(none.filter((one) => one.includes("yaml-"))).toEqual([expect.stringContaining("5:22 yaml-alias")]);
    expect(said(`${HEAD}x-l: &l [7]\nx-m: { <<: *l }\n`).join()).toContain("yaml-merge");
  });

  it("keep one of two keys", () => {
    expect(said(`${HEAD}a-b: 1\na-b: 2\n`).join()).toContain("→ keep one of them");
    expect(said(`${HEAD}-b: 1\n-b: 2\n`).join()).toContain("→ put a space after the hyphen: - b");
  });
});
