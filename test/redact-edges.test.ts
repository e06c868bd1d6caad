import { describe, expect, it } from "vitest";
import { mergedRanges } from "../src/compiler/redact";
import { secretsInLines } from "../src/compiler/redact/lines";
import { masked } from "../src/compiler/redact/urls";

// What is hidden of a text that is no YAML, line by line: what to the last character, and what not.

/** A text with one mask for all lines of a value. */
const shown = (text: string): string =>
  masked(text, mergedRanges(secretsInLines(text))).replace(/(\n*•••)+/g, "•••");

describe("lines.ts: behind a key that names a secret", () => {
  it.each([
    ["password: hunter2", "password: •••"],
    ["  - password: hunter2", "  - password: •••"],
    ['"password": hunter2', '"password": •••'],
    ["'db-password' : hunter2", "'db-password' : •••"],
    ["password hunter2", "password •••"],
    ["[{password hunter2", "[{password •••"],
    ["a: { password: hunter2 }", "a: { password: •••"],
    ["a: { password=hunter2 }", "a: { password=•••"],
    ["a: { password:hunter2 }", "a: { password:•••"],
    ['a: { "password": hunter2 }', 'a: { "password": •••'],
    ["a: password   =   hunter2", "a: password   =   •••"],
    ["a: { password:   hunter2", "a: { password:   •••"],
    ["password:", "password:"],
    ["a: password:", "a: password:"],
    ["# password: hunter2", "# password: •••"],
    ["readSecrets: true", "readSecrets: true"],
    ["a: { readSecrets: true }", "a: { readSecrets: true }"],
    ["name: x", "name: x"],
    ["passwor: x", "passwor: x"],
    ["value: none", "value: none"],
    ["value: variable", "value: variable"],
    ['value: "variable"', 'value: "variable"'],
    ["value: 'none'", "value: 'none'"],
    ["value: nonesuch", "value: •••"],
    ["value: x none", "value: •••"],
    ["value: xvariable", "value: •••"],
    ["{ value: hunter2 }", "{ value: •••"],
  ])("%j is shown as %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe("lines.ts: the lines of a value", () => {
  it.each([
    // deeper than the key
    ["password: |\n  a\n  b\nc: d", "password: •••\nc: d"],
    ["  password: x\n   y\n  z: a", "  password: •••\n  z: a"],
    ["- password: x\n  y", "- password: •••\n  y"],
    ["- password: x\n   y", "- password: •••"],
    // at the key's own column, where the value was to come
    ["password:\na b", "password:•••"],
    ["password: |\na b\nc: d", "password: •••\nc: d"],
    ["password: >-2\na b\nc: d", "password: •••\nc: d"],
    ["password: |+\na b", "password: •••"],
    ["password: |3\na b", "password: •••"],
    ["password: |x\na b", "password: •••\na b"],
    ["password: x |\na b", "password: •••\na b"],
    ["password: x\na b", "password: •••\na b"],
    // what is a key in the next line
    ["password:\nname: b", "password:\nname: b"],
    ["password:\n- name: b", "password:\n- name: b"],
    ["password:\n'na/me.+=@-b' : b", "password:\n'na/me.+=@-b' : b"],
    ["password:\nname:", "password:\nname:"],
    ["password:\nname:b", "password:•••"],
    ["password:\nx name: b", "password:•••"],
    ["password:\n$name: b", "password:•••"],
    // empty lines end nothing
    ["password: |\n  a\n\n  b\nc: d", "password: •••\nc: d"],
    ["name: a\n\nname: b", "name: a\n\nname: b"],
  ])("%j is shown as %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});

describe("lines.ts: the sections of secrets and of the backend", () => {
  it.each([
    ["secrets:\n  - name: a\n    hunter: b", "secrets:\n  - name: a\n    hunter: •••"],
    ["secrets:\n- name: a\n- hunter: b", "secrets:\n- name: a\n- hunter: •••"],
    ["secrets:\n-name: a", "secrets:\n-name: a"],
    ["secrets:\n  - hunter2", "secrets:\n  •••"],
    ["secrets:\n  hunter2\n", "secrets:\n  •••\n"],
    ['"secrets" :\n  x: b', '"secrets" :\n  x: •••'],
    ["'secrets':\n  x: b", "'secrets':\n  x: •••"],
    ["secrets:\n  description: arn:aws:kms", "secrets:\n  description: arn:aws:kms"],
    ["secrets:\n  description: a b: c", "secrets:\n  description: a b: •••"],
    ["secrets:\n  description: a b:", "secrets:\n  description: a b:"],
    ["my-secrets-x: { a: b }", "my-secrets-x: •••"],
    ["secretsx: 1\nx: y", "secretsx: •••\nx: y"],
    // the section ends with what is not in it
    ["secrets:\n  x: b\nname: c\nhunter: d", "secrets:\n  x: •••\nname: c\nhunter: d"],
    ["  secrets:\n    x: b\n  name: c\nhunter: d", "  secrets:\n    x: •••\n  name: c\nhunter: d"],
    ["  secrets:\n   x: b\n hunter: d", "  secrets:\n   x: •••\n hunter: d"],
    [
      "secrets:\n  x: b\nbackend:\n  bucket: c\n  y: d",
      "secrets:\n  x: •••\nbackend:\n  bucket: c\n  y: •••",
    ],
    [
      "terraform:\n  backend:\n    s3:\n      bucket: b\n      region: c\n      hunter: d\n  split: site",
      "terraform:\n  backend:\n    s3:\n      bucket: b\n      region: c\n      hunter: •••\n  split: site",
    ],
    ["terraform: { backend: { s3: { bucket: b } } }", "terraform: { backend: { s3: { bucket: b } } }"],
    ["terraform: { backend: { s3: { bucke: b } } }", "terraform: { backend: { s3: { bucke: •••"],
    ["hunter: d\nname: c", "hunter: d\nname: c"],
  ])("%j is shown as %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });
});
