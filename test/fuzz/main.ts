import { keep, STRANDS, tried } from "./fuzz";

// `npm run fuzz`: all strands by turns, until FUZZ_SECONDS are over, somebody says stop, or MOST finds are kept.

const seconds = Number(process.env.FUZZ_SECONDS ?? Number.POSITIVE_INFINITY);
const first = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000_000);
const wanted = new RegExp(process.env.FUZZ_ONLY ?? "");
/** Each case is shrunk, and one fault has many. */
const MOST = 10;

const start = performance.now();
const counts = new Map<string, number>();
let found = 0;
let stopped = false;
process.on("SIGINT", () => {
  stopped = true;
});
process.on("SIGTERM", () => {
  stopped = true;
});

const passed = (): number => (performance.now() - start) / 1000;
const tell = (text: string): boolean => process.stdout.write(`${text}\n`);

function report(): void {
  const cases = [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (const [name, count] of counts) tell(`  ${String(count).padStart(10)}  ${name}`);
  tell(
    `${cases} cases in ${passed().toFixed(0)} s, ${(cases / passed()).toFixed(0)} a second; ${found} found`,
  );
}

tell(`first seed ${first}; the same one and FUZZ_ONLY try the same again`);
let told = 0;
for (let seed = first; !stopped && passed() < seconds && found < MOST; seed++) {
  for (const strand of STRANDS.filter(({ name }) => wanted.test(name))) {
    if (stopped || passed() >= seconds || found >= MOST) break;
    const result = await tried(strand, seed);
    if (typeof result === "number") {
      counts.set(strand.name, (counts.get(strand.name) ?? 0) + result);
      continue;
    }
    found++;
    tell(`\nFOUND by "${strand.name}" with seed ${seed}: ${result.message}`);
    tell(`${JSON.stringify(result.fuzzCase, null, 2).slice(0, 4000)}\nkept as ${keep(result)}\n`);
  }
  if (passed() - told < 60) continue;
  told = passed();
  report();
}
report();
process.exitCode = found > 0 ? 1 : 0;
