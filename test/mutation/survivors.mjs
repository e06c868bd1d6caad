// Why mutants that survive may. By what they change, not by their line: that stays true when lines move.
// In the rooms of trust and escaping each survivor needs an argument (groups.mjs); test/mutation.test.ts refuses one
// that no survivor needs any more.

export const ARGUMENTS = [
  {
    file: "src/compiler/policies/policy.ts",
    written: '""',
    why: "the default after an index into a list of length 1: only the type checker asks for it",
  },
  {
    file: "src/compiler/policies/trust.ts",
    written: '""',
    why: "the default for an ARN without a fourth part: these ARNs are made ten lines below, with a Region",
  },
  {
    file: "src/compiler/policies/trust.ts",
    written: '"device"',
    why: "the rung of a policy that is only measured: any name but service, account and region names devices",
  },
  {
    file: "src/compiler/text.ts",
    written: '""',
    why: "the separator of a list of at most one item",
  },
  {
    file: "src/templates/guards.ts",
    written: "[]",
    why: "what stands for no match: only its later places are read, and the mutant fills the first",
  },
  {
    file: "src/templates/guards.ts",
    written: '""',
    why: "the type and the address of what is no reference: no stack has a resource of either name",
  },
];

/** Why this survivor may, if somebody has said so. */
export const argumentFor = (file, _line, written) =>
  ARGUMENTS.find((argument) => argument.file === file && argument.written === written)?.why;
