import { meets, type TextTest, type Token, takes, tokensOf } from "../access/text-test";

/** What no answer is found for in reasonable time; no policy that the compiler makes is near it. */
export class TooComplex extends Error {}

/** A pattern as an automaton whose states are made when they are met: sets of places in the pattern. */
class Automaton {
  readonly #tokens: readonly Token[];
  readonly #states: { readonly places: readonly number[]; readonly next: Map<string, number> }[] = [];
  readonly #ids = new Map<string, number>();
  readonly start: number;

  constructor(test: TextTest) {
    const tokens = tokensOf(test);
    this.#tokens = tokens ?? [];
    this.start = this.#stateOf(tokens === undefined ? [] : [0]);
  }

  /** Stands at these places and behind each `*` there. */
  #stateOf(places: readonly number[]): number {
    const all = new Set<number>();
    for (let place of places) {
      all.add(place);
      while (this.#tokens[place]?.kind === "any") all.add(++place);
    }
    const sorted = [...all].sort((a, b) => a - b);
    const key = sorted.join();
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#states.length);
    return this.#states.push({ places: sorted, next: new Map() }) - 1;
  }

  after(state: number, character: string): number {
    const { places = [], next = new Map<string, number>() } = this.#states[state] ?? {};
    const known = next.get(character);
    if (known !== undefined) return known;
    const reached = places.flatMap((place) => {
      const token = this.#tokens[place];
      if (!token || !takes(token, character)) return [];
      return [token.kind === "any" ? place : place + 1];
    });
    const result = this.#stateOf(reached);
    next.set(character, result);
    return result;
  }

  accepts = (state: number): boolean => this.#states[state]?.places.includes(this.#tokens.length) === true;

  /** The characters that lead elsewhere than all others do. */
  *telling(state: number): Generator<string> {
    for (const place of this.#states[state]?.places ?? []) {
      const token = this.#tokens[place];
      if (token?.kind === "literal") yield token.character;
      else if (token?.within) yield ":";
    }
  }
}

/** One of these stands for all characters that tell nothing: one that reads well. */
const FILLERS = [..."xyz0123456789abcdefghijklmnopqrstuvw-_/."];

/**
 * How much is looked at: states times patterns. The largest policy that AWS takes, of some hundred patterns of eighty
 * characters that begin alike, is far below.
 */
const MOST_STEPS = 2_000_000;
const MOST_PATTERNS = 1_000;

/**
 * Texts that stand for all texts there are: for each set of tests that any text meets there is one that meets the same;
 * one of `samples` where one fits, else a shortest one. Exact: the tests' automata are run side by side over all texts.
 * `folded` is what the tests see of a sample, where they know no case. Throws TooComplex.
 */
export function textsFor(
  tests: readonly TextTest[],
  samples: readonly string[] = [],
  folded = (text: string) => text,
): string[] {
  if (tests.length > MOST_PATTERNS) throw new TooComplex(`it has more than ${MOST_PATTERNS} patterns`);
  const found = new Map<string, string>();
  const note = (met: readonly boolean[], text: string) => {
    const key = met.map(Number).join("");
    if (!found.has(key)) found.set(key, text);
  };
  for (const text of samples)
    note(
      tests.map((test) => meets(test, folded(text))),
      text,
    );
  const automata = tests.map((test) => new Automaton(test));
  const first = automata.map(({ start }) => start);
  const seen = new Set([first.join()]);
  const queue = [{ states: first, text: "" }];
  for (const { states, text } of queue) {
    note(
      automata.map((automaton, index) => automaton.accepts(states[index] ?? 0)),
      text,
    );
    for (const character of tellingCharacters(automata, states)) {
      const next = automata.map((automaton, index) => automaton.after(states[index] ?? 0, character));
      const key = next.join();
      if (seen.has(key)) continue;
      if (seen.size * automata.length >= MOST_STEPS)
        throw new TooComplex("its patterns have too many combinations");
      seen.add(key);
      queue.push({ states: next, text: text + character });
    }
  }
  return [...found.values()];
}

/** The characters that make a difference in some state, and one that makes none in any. */
function tellingCharacters(automata: readonly Automaton[], states: readonly number[]): string[] {
  const telling = new Set(automata.flatMap((automaton, index) => [...automaton.telling(states[index] ?? 0)]));
  const filler = FILLERS.find((character) => !telling.has(character)) ?? "\u{1F7E6}";
  return [...telling, filler];
}
