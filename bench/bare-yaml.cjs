// What reading a spec takes where nothing is made of it: its text, parsed by the library that we parse it by.
const { readFileSync } = require("node:fs");
const { LineCounter, parseDocument } = require("yaml");

const [, , spec] = process.argv;
const lineCounter = new LineCounter();
const { errors } = parseDocument(readFileSync(spec, "utf8"), { lineCounter, keepSourceTokens: true });
if (errors.length > 0) throw errors[0];
