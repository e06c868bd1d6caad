// `npm run bench`: how fast we are, as ratios against other programs in the same run. Never fails on time.
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { againstCdktf } from "./against-cdktf.mjs";
import { install, isInstalled } from "./cdktf-cli.mjs";
import { fleet } from "./fleet.mjs";
import { race, verify } from "./measure.mjs";
import { startUp } from "./start-up.mjs";
import { tableOf } from "./table.mjs";
import { makeWorkspace, REPOSITORY } from "./workspace.mjs";

const HELP = `npm run bench -- [--rounds N] [--write] [--with-cdktf-cli]
npm run bench -- --smoke

  --rounds N        measured rounds after 3 to warm up (default 15)
  --write           write bench/RESULTS.md as well
  --with-cdktf-cli  install CDKTF's command line (420 MB) into bench/.cdktf-cli first
  --smoke           two rounds of the small cases: exit 1 if one fails or writes something else than expected
`;
const LEFT_OUT =
  "The rows of `cdktf synth` are left out; with `npm run bench -- --with-cdktf-cli` they are there (420 MB).\n";

const { values: options } = parseArgs({
  options: {
    help: { type: "boolean" },
    rounds: { type: "string", default: "15" },
    smoke: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    "with-cdktf-cli": { type: "boolean", default: false },
  },
});
if (options.help) process.stdout.write(HELP);
else bench(settingsOf(options));

function settingsOf({ smoke, rounds, write, "with-cdktf-cli": withCdktfCli }) {
  if (!/^[1-9]\d*$/.test(rounds)) throw new Error(`--rounds ${rounds}: not a number of rounds`);
  if (smoke) return { smoke, warmup: 0, rounds: 2, sizes: [1, 100], cdktfCli: false };
  if (withCdktfCli && !isInstalled()) install();
  return { warmup: 3, rounds: Number(rounds), sizes: [1, 100, 1000], cdktfCli: isInstalled(), write };
}

function bench(settings) {
  process.on("SIGINT", () => {}); // it ends the contestant, and that ends us with the folder removed
  const load = loadavg()[0];
  const workspace = makeWorkspace();
  try {
    const groups = [startUp, againstCdktf, fleet].map((group) => group(workspace, settings));
    for (const { contestants } of groups) contestants.forEach(verify);
    const tables = groups.map((group) => measured(group, settings));
    if (settings.smoke) return console.log("Everything ran, and wrote what was expected.");
    const text = [...tables, ...(settings.cdktfCli ? [] : [LEFT_OUT])].join("\n");
    process.stdout.write(text);
    if (settings.write)
      writeFileSync(join(REPOSITORY.bench, "RESULTS.md"), `${preface(settings, load)}\n${text}`);
  } finally {
    workspace.remove();
  }
}

function measured(group, settings) {
  const times = race(group.contestants, settings);
  const extra = new Map(
    group.contestants.map((contestant) => [contestant.name, group.measures?.(contestant)]),
  );
  return tableOf(group, times, extra);
}

/** What the figures depend on, and nothing that names the machine. */
function preface({ warmup, rounds }, load) {
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${process.platform} ${process.arch}`;
  return `# Measured speed

Written by \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)} with Node ${process.version} on ${machine};
load ${load.toFixed(1)} before, ${loadavg()[0].toFixed(1)} after (the bench itself is 1).

Whole processes, from start to end, files in the page cache; ${rounds} rounds after ${warmup} to warm up, every round runs each
case of a table once. IQR is the range of the middle half. Ratios are of medians within one table; milliseconds
of different tables don't compare.
`;
}
