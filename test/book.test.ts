import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { book } from "../src/compiler/explain/book";

it("docs/findings.md is what npm run generate writes", () => {
  expect(book()).toBe(readFileSync(join(import.meta.dirname, "../docs/findings.md"), "utf8"));
});
