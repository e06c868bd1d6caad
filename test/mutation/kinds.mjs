// Survivors by what was changed, for the rooms in which not each of them is argued for: why changes of a kind are let by.

/** A survivor as the record has it, behind its file: `[line, written, mutated]`. */
const isDefault = ([, written, mutated]) => ['""', "[]"].includes(written) && mutated.includes("Stryker");
const isChain = ([, written, mutated]) =>
  written.includes("?.") && written.replaceAll("?.", ".") === mutated.replaceAll("?.", ".");
const isFallback = ([, written, mutated]) =>
  written.includes("??") && written.replace("??", "&&") === mutated;

/** The first kind that fits takes a survivor. */
export const KINDS = [
  {
    name: "what only the type checker asks for",
    fits: (survivor) => isDefault(survivor) || isChain(survivor) || isFallback(survivor),
    why: 'a default or a `?.` behind an index that is in the list, or a part of a match that the pattern always has: `noUncheckedIndexedAccess` wants it, and no value ever gets there. A text in place of `""` is never read either.',
  },
  {
    name: "a regular expression",
    fits: ([, written]) => /^\/.*\/[a-z]*$/s.test(written),
    why: "mostly an end of the pattern, or a class in it, for texts that the schema's own pattern or an earlier stage keeps away.",
  },
  {
    name: "a text",
    fits: ([, written, mutated]) => /^["`]/.test(written) && ['""', "``"].includes(mutated),
    why: "a word of a sentence for a case that no golden file shows whole; the key or the value of a table of which the tests ask some rows (names of hash functions); the style of a heading.",
  },
  {
    name: "an edge of a comparison, or an order",
    fits: ([, written, mutated]) =>
      (/[<>]=?/.test(written) && /[<>]=?/.test(mutated) && !written.includes("=>")) ||
      /\.(sort|toSorted)\(/.test(written),
    why: "ties in a sort, and what is exactly as long or as many as a limit of what people are shown; sorted input that is sorted again.",
  },
  {
    name: "a condition that always holds, or never",
    fits: ([, , mutated]) => mutated === "true" || mutated === "false",
    why: "guards that narrow a type; short cuts, without which the longer way gives the same; one of two conditions that hold together in every spec; cases that only a process meets (a lock of another run, a broken disk), about which `test/attacks` asks and mutants are not asked.",
  },
  {
    name: "a body, or a mapping, that is gone",
    fits: ([, , mutated]) => mutated === "{}" || mutated === "() => undefined" || mutated === "[]",
    why: "notes and helps of rare cases; what only the command's own process uses; the account's findings, about which the tests of `discover` ask.",
  },
  {
    name: "other expressions",
    fits: () => true,
    why: "filters of lists in which nothing else is; ends of ranges that only colour a frame; `&&` for `||` between conditions that hold together.",
  },
];

export const kindOf = (survivor) => KINDS.find(({ fits }) => fits(survivor));
