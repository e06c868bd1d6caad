// Stryker's test runner for this project: the tests run in the worker's own process, loaded by scripts of their own.
import { readFileSync } from "node:fs";
import { commonTokens, declareClassPlugin, PluginKind, tokens } from "@stryker-mutator/api/plugin";
import { DryRunStatus, MutantRunStatus, TestStatus } from "@stryker-mutator/api/test-runner";
import { GROUPS, TEST_FILES } from "./groups.mjs";
import { DESCRIBING, failureOf, NotHere, stryker } from "./harness.mjs";
import { sampled, writeCoverage } from "./sample.mjs";
import { testFiles } from "./tests.mjs";

class InProcessRunner {
  static inject = tokens(commonTokens.options);
  #files = [];
  #loaded = new Map();
  #kills = new Kills();
  #stryker = stryker;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    this.#files = await testFiles(process.cwd(), TEST_FILES);
  }

  /** The tests of a file by id. */
  #testsOf(file) {
    const loaded = this.#loaded.get(file) ?? file.load();
    this.#loaded.set(file, loaded);
    return loaded;
  }

  async dryRun() {
    const results = [];
    const suites = {};
    for (const file of this.#files) {
      this.#stryker.currentTestId = undefined;
      const tests = this.#testsOf(file);
      suites[file.file] = this.#shareWhatSuitesMet(tests);
      for (const [id, test] of tests) results.push(await this.#timed(id, test));
    }
    this.#stryker.currentTestId = undefined;
    const { mutantCoverage } = this.#stryker;
    writeCoverage(mutantCoverage.perTest, suites);
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage };
  }

  async #timed(id, test) {
    this.#stryker.currentTestId = id;
    const start = performance.now();
    const failure = await failureOf(test);
    return { id, name: id, timeSpentMs: Math.round(performance.now() - start), ...statusOf(failure) };
  }

  // What a suite computes while it describes its tests decides about all tests of the file.
  #shareWhatSuitesMet(tests) {
    const perTest = this.#stryker.mutantCoverage?.perTest ?? {};
    const met = perTest[DESCRIBING] ?? {};
    delete perTest[DESCRIBING];
    for (const id of tests.keys()) perTest[id] = { ...met };
    return Object.keys(met);
  }

  async mutantRun({ activeMutant, mutantActivation, testFilter, hitLimit, sandboxFileName }) {
    Object.assign(this.#stryker, { hitLimit, hitCount: 0, currentTestId: undefined });
    const isOwn = ownTests(activeMutant);
    const wanted = sampled(testFilter, sandboxFileName, activeMutant.id, isOwn);
    const everywhere = mutantActivation === "static" || keepsValues(sandboxFileName);
    const kills = this.#kills.of(sandboxFileName);
    let nrOfTests = 0;
    for (const file of kills.first(this.#files.filter(({ file }) => wanted.files.has(file)))) {
      const anew = everywhere || wanted.reloaded.has(file.file);
      if (anew) this.#loaded.delete(file);
      const run = await this.#runFile(file, activeMutant.id, anew, (tests) =>
        kills.firstTests(inOrder(tests, wanted.ids, isOwn)),
      );
      if (anew) this.#loaded.delete(file);
      nrOfTests += run.nrOfTests ?? 0;
      kills.note(file.file, run.killedBy);
      if (run.status !== MutantRunStatus.Survived) return { ...run, nrOfTests };
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }

  /** Runs tests of a file until one fails; where it is loaded anew, that happens under the mutant too. */
  async #runFile(file, mutant, anew, choose) {
    try {
      this.#stryker.activeMutant = anew ? mutant : undefined;
      const tests = this.#testsOf(file);
      this.#stryker.activeMutant = mutant;
      return await this.#firstFailure(choose([...tests]));
    } catch (error) {
      return killed(file.file, error, 0);
    } finally {
      this.#stryker.activeMutant = undefined;
    }
  }

  async #firstFailure(tests) {
    let nrOfTests = 0;
    for (const [id, test] of tests) {
      const failure = await failureOf(test);
      nrOfTests += 1;
      if (this.#stryker.hitCount > this.#stryker.hitLimit) return ENDLESS;
      if (failure !== undefined && !(failure instanceof NotHere)) return killed(id, failure, nrOfTests);
    }
    return { status: MutantRunStatus.Survived, nrOfTests };
  }
}

const ENDLESS = { status: MutantRunStatus.Timeout, reason: "an endless loop" };

// A module with a table of what it has met answers for an earlier mutant unless it is loaded anew.
const keepsValues = (path) => /^const \w+ = new (Weak)?(Map|Set)\b/m.test(readFileSync(path, "utf8"));

/** Whether a test has the name of the source file in its own, as a word, or is one of its group's. */
function ownTests({ fileName }) {
  const name = new RegExp(`\\b${fileName.replace(/^.*\//, "").replace(/\.ts$/, "")}\\b`);
  const group = GROUPS.find(({ files }) => files.some((file) => file.test(relative(fileName))));
  return (id) => name.test(id) || group?.own?.test(id) === true;
}

const relative = (fileName) => fileName.slice(fileName.lastIndexOf("src/"));

/** Which tests killed mutants of a source file so far. They mostly kill the next one too, so that they are asked first. */
class Kills {
  #counts = new Map();
  of(sourceFile) {
    if (!this.#counts.has(sourceFile)) this.#counts.set(sourceFile, new Map());
    const counts = this.#counts.get(sourceFile);
    const count = (key) => counts.get(key) ?? 0;
    const first = (list, keyOf) => [...list].sort((a, b) => count(keyOf(b)) - count(keyOf(a)));
    return {
      first: (files) => first(files, ({ file }) => file),
      firstTests: (tests) => first(tests, ([id]) => id),
      note: (file, ids = []) => {
        for (const key of ids.length > 0 ? [file, ...ids] : []) counts.set(key, count(key) + 1);
      },
    };
  }
}

// The fixtures of a check first, which mostly decide at once.
function inOrder(tests, wanted, isOwn) {
  const chosen = tests.filter(([id]) => wanted.has(id));
  return [...chosen.filter(([id]) => isOwn(id)), ...chosen.filter(([id]) => !isOwn(id))];
}

const killed = (id, failure, nrOfTests) => ({
  status: MutantRunStatus.Killed,
  killedBy: [id],
  failureMessage: String(failure?.message ?? failure).slice(0, 300),
  nrOfTests,
});

function statusOf(failure) {
  if (failure === undefined) return { status: TestStatus.Success };
  if (failure instanceof NotHere) return { status: TestStatus.Skipped };
  return { status: TestStatus.Failed, failureMessage: String(failure.stack ?? failure) };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "in-process", InProcessRunner)];
