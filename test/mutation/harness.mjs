// What tests import as "vitest" when mutants run: the same functions, in the process of the mutant. Vitest takes seconds
// to start and to load CDKTF, for each of 15,000 mutants; here a mutant costs the tests that meet it, and no more.
import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from "@vitest/expect";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** The assertions of Vitest itself. */
export const expect = Object.assign(
  (value, message) => chai.expect(value, message),
  chai.expect,
  globalThis[ASYMMETRIC_MATCHERS_OBJECT],
);

globalThis.__stryker__ ??= {};
/** What the code of the mutants reads and counts in. */
export const stryker = globalThis.__stryker__;

/** The "test" that Stryker's counters see while suites describe their tests: what these call then is no module's loading. */
export const DESCRIBING = "(describing)";

/** What a test throws that asks for what the process of a mutant must not do: it is skipped. */
export class NotHere extends Error {}

/** A collector of tests, as an import of "vitest" gives it. */
export function collector() {
  const tests = [];
  const clock = globalThis.Date;
  const suites = [{ names: [], before: [], after: [] }];
  const suite = () => suites[suites.length - 1];

  const describe = (name, body) => {
    const outer = suite();
    suites.push({ names: [...outer.names, name], before: [...outer.before], after: [...outer.after] });
    const test = stryker.currentTestId;
    stryker.currentTestId = DESCRIBING;
    body();
    stryker.currentTestId = test;
    suites.pop();
  };
  const it = (name, ...rest) => {
    const body = rest.find((part) => typeof part === "function");
    tests.push({ id: [...suite().names, name].join(" > "), body, suite: suite() });
  };
  const vitest = {
    describe: Object.assign(describe, { each: each(describe), skipIf: skipIf(describe) }),
    it: Object.assign(it, { each: each(it), skipIf: skipIf(it) }),
    beforeEach: (hook) => void suite().before.push(hook),
    afterEach: (hook) => void suite().after.push(hook),
    onTestFinished: (hook) => void running.getStore().push(hook),
    expect,
    vi: {
      setConfig: () => {},
      useFakeTimers: () => {},
      useRealTimers: () => {
        globalThis.Date = clock;
      },
      setSystemTime: (time) => {
        globalThis.Date = class extends clock {
          constructor(...values) {
            super(...(values.length === 0 ? [time] : values));
          }
        };
      },
    },
  };
  return { tests, vitest };
}

const running = new AsyncLocalStorage();

const skipIf = (define) => (no) => (no ? () => {} : define);

// A table of tuples gives arguments; `$name` in a title is a field of the row.
const each =
  (define) =>
  (rows) =>
  (title, ...rest) => {
    const body = rest.find((part) => typeof part === "function");
    rows.forEach((row, index) => {
      const values = Array.isArray(row) ? row : [row];
      const fields = title.replace(/\$(\w+)/g, (text, key) => String(row?.[key] ?? text));
      define(`${format(fields, ...values).slice(0, 200)} #${index}`, () => body(...values));
    });
  };

/** How long a test may wait for what does not come, as Vitest has it. What is busy is cut off by counting. */
const PATIENCE_MS = 5_000;

/** Runs one test with its hooks; gives its error, if it fails. */
export function failureOf({ body, suite: { before, after } }) {
  const finishers = [];
  return running.run(finishers, async () => {
    let timer;
    const waited = new Promise((_, refuse) => {
      timer = setTimeout(() => refuse(new Error("the test did not end")), PATIENCE_MS);
    });
    try {
      for (const hook of before) await hook();
      await Promise.race([body(), waited]);
      return undefined;
    } catch (error) {
      return error ?? new Error("nothing was thrown");
    } finally {
      clearTimeout(timer);
      for (const hook of [...finishers.reverse(), ...after]) await hook();
    }
  });
}
