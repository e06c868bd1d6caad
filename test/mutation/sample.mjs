// Which tests decide about a mutant. A survivor costs all tests that meet it, and hundreds of fixtures pass through each
// check in the same way. So of the tests that meet the same mutants of a file, a few are asked: those of the file's own
// fixtures and units, and others from all over. A mutant can only seem to survive by this, never to be killed.
import { readFileSync, writeFileSync } from "node:fs";
import { ALL_UP_TO, ASKED_WHOLE, TESTS_OF_A_KIND } from "./groups.mjs";

/** The file of a test, by the test's id. */
export const fileOf = (id) => id.slice(0, id.indexOf(SEPARATOR));

/** Between a test's file and its name. */
export const SEPARATOR = ": ";

const COVERAGE = ".mutation-coverage.json";

/** The dry run's worker tells the others which test meets which mutants, and which of them the suites of a file meet. */
export function writeCoverage(perTest, suites) {
  const tests = Object.entries(perTest).map(([test, mutants]) => [test, Object.keys(mutants)]);
  writeFileSync(COVERAGE, JSON.stringify({ tests, suites }));
}

let coverage;
function readCoverage() {
  if (coverage === undefined) {
    const { tests, suites } = JSON.parse(readFileSync(COVERAGE, "utf8"));
    coverage = {
      tests: tests.map(([test, mutants]) => [test, new Set(mutants)]),
      suites: Object.entries(suites),
    };
  }
  return coverage;
}

/** The ids of the tests to ask about a mutant of a file; the test files that hold them; those whose suites meet it. */
export function sampled(testFilter, sourceFile, mutant, isOwn) {
  const { suites } = readCoverage();
  const reloaded = new Set(suites.flatMap(([file, met]) => (met.includes(mutant) ? [file] : [])));
  const wanted = testFilter && new Set(testFilter);
  const meeting = wanted?.size ?? Number.POSITIVE_INFINITY;
  const kinds = new Map();
  const ids = new Set();
  const all = kindsIn(sourceFile);
  // What a file says once, when it is loaded, is noticed by those that use the file; where nobody knows who does, by any.
  const users = wanted ?? usersAmong(all);
  for (const [test, kind] of all) {
    if (!users.has(test) && !(reloaded.has(fileOf(test)) && !wanted)) continue;
    if (reloaded.has(fileOf(test)) || ASKED_WHOLE.includes(fileOf(test))) ids.add(test);
    else kinds.set(kind, (kinds.get(kind) ?? new Set()).add(test));
  }
  for (const tests of kinds.values())
    for (const id of meeting <= ALL_UP_TO ? tests : few([...tests], isOwn)) ids.add(id);
  return { ids, files: new Set([...ids].map(fileOf)), reloaded };
}

/** The tests that meet any mutant of a file; all, where none does or where none may be left out. */
function usersAmong(tests) {
  const users = process.env.MUTATION_EXHAUSTIVE ? [] : tests.filter(([test, kind]) => kind !== fileOf(test));
  return new Set((users.length > 0 ? users : tests).map(([test]) => test));
}

const kindsOfFiles = new Map();

/** The tests with their kinds: those of one test file that meet the same mutants of a source file are of one. */
function kindsIn(sourceFile) {
  if (!kindsOfFiles.has(sourceFile)) {
    const mutants = mutantsOf(sourceFile);
    const kinds = readCoverage().tests.map(([test, hits]) => [
      test,
      [fileOf(test), ...mutants.filter((mutant) => hits.has(mutant))].join(),
    ]);
    kindsOfFiles.set(sourceFile, kinds);
  }
  return kindsOfFiles.get(sourceFile);
}

/** `npm run mutation` asks all tests once more about files with survivors that nobody has argued for. */
const LIMIT = process.env.MUTATION_EXHAUSTIVE ? Number.POSITIVE_INFINITY : TESTS_OF_A_KIND;

function few(tests, isOwn) {
  const [own, others] = [tests.filter(isOwn), tests.filter((id) => !isOwn(id))];
  const step = Math.max(1, others.length / LIMIT);
  const spread = others.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  return [...own, ...spread];
}

function mutantsOf(sourceFile) {
  const calls = readFileSync(sourceFile, "utf8").matchAll(/stryCov_\w+\(([^)]*)\)/g);
  return [...calls].flatMap(([, ids]) => ids.match(/\d+/g) ?? []);
}
