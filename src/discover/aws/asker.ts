import type { Denied, Where } from "../account";
import type { Call } from "./calls";
import type { Clients } from "./clients";
import { type Asked, failureOf, isDenied, isMissing } from "./errors";

/** Asks one Region of the account, and remembers what it was refused. */
export interface Asker {
  readonly account: string;
  readonly region: string;
  /** An answer; or that what was asked for is not there, or may not be seen. Throws Failure for everything else. */
  readonly ask: <Input, Output>(
    call: Call<Input, Output>,
    input: Input,
  ) => Promise<Output | "absent" | "unseen">;
  /** Says how far it has come. */
  readonly say: (progress: string) => void;
}

/** What all askers of a run share. */
export interface Enquiry {
  readonly account: string;
  readonly profile: string | undefined;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly ledger: Ledger;
}

/** The one call that everybody may make; that it is answered says nothing. */
const WITHOUT_PERMISSION = "sts:GetCallerIdentity";

/** Refusals, and what was answered at all. */
export class Ledger {
  readonly #counts = new Map<string, { where: Where; action: string; count: number; answered: boolean }>();

  get denied(): Denied[] {
    return [...this.#counts.values()]
      .filter(({ count }) => count > 0)
      .map(({ where, action, count }) => ({ where, action, count }));
  }

  get answeredAny(): boolean {
    return [...this.#counts.values()].some(
      ({ action, answered }) => answered && action !== WITHOUT_PERMISSION,
    );
  }

  note(where: Where, action: string, answered: boolean): void {
    const entry = this.#of(where, action);
    if (answered) entry.answered = true;
    else entry.count++;
  }

  /** Whether asking again is vain: a permission may be for some resources only, but not after that many refusals. */
  isHopeless(where: Where, action: string): boolean {
    const { count, answered } = this.#of(where, action);
    return !answered && count >= 3;
  }

  #of(where: Where, action: string) {
    const key = `${where} ${action}`;
    const entry = this.#counts.get(key) ?? { where, action, count: 0, answered: false };
    this.#counts.set(key, entry);
    return entry;
  }
}

export function askerOf(enquiry: Enquiry, clients: Clients, region: string): Asker {
  const { account, profile, signal, say, ledger } = enquiry;
  return {
    account,
    region,
    say: (progress) => say(`${region}: ${progress}`),
    ask: async (call, input) => {
      const action = call.action ?? WITHOUT_PERMISSION;
      const where = action.startsWith("iam:") ? "iam" : region;
      if (ledger.isHopeless(where, action)) {
        ledger.note(where, action, false);
        return "unseen";
      }
      const asked: Asked = { what: action, region, profile };
      try {
        const output = await untilAborted(call.send(clients, input), signal);
        ledger.note(where, action, true);
        return output;
      } catch (error) {
        if (signal.aborted) throw error;
        const answer = isDenied(error) ? "unseen" : isMissing(error) ? "absent" : undefined;
        if (answer === undefined) throw failureOf(error, asked);
        ledger.note(where, action, answer === "absent");
        return answer;
      }
    },
  };
}

/** The SDK's own way to stop waits for its next attempt, and leaves a listener for each request. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** A page of a listing, and what asks for the next one. */
export interface Page<Item, Input> {
  readonly items: readonly Item[] | undefined;
  readonly next: Partial<Input> | undefined;
}

/** All items of a listing, page by page. Gives "unseen" where a page was refused; what is gone meanwhile has no items. */
export async function allOf<Input, Output, Item>(
  { ask }: Asker,
  call: Call<Input, Output>,
  input: NoInfer<Input>,
  pageOf: (output: Output) => Page<Item, NoInfer<Input>>,
): Promise<Item[] | "unseen"> {
  const found: Item[] = [];
  for (let next: Partial<Input> | undefined = {}; next !== undefined; ) {
    const output: Output | "absent" | "unseen" = await ask(call, { ...input, ...next });
    if (output === "unseen") return "unseen";
    if (output === "absent") break;
    const page = pageOf(output);
    found.push(...(page.items ?? []));
    next = page.next;
  }
  return found;
}

/** AWS IoT answers some calls ten times a second only, for everybody in the account. */
const AT_ONCE = 4;

/** Asks for each of many items, few at once, in order; says how far it has come after each few hundred. */
export async function gently<Item, Result>(
  items: readonly Item[],
  one: (item: Item) => Promise<Result>,
  say: (done: number) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  let started = 0;
  let done = 0;
  const work = async () => {
    while (started < items.length) {
      const at = started++;
      const item = items[at];
      if (item === undefined) continue;
      results[at] = await one(item);
      if (++done % 250 === 0 && done < items.length) say(done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  return results;
}
