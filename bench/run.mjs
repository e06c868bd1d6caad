// `npm run bench`: how fast we are, as ratios against other programs in the same run. Never fails on time.
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { againstCdktf } from "./against-cdktf.mjs";
import { install, isInstalled } from "./cdktf-cli.mjs";
import { changes } from "./changes.mjs";
import { fleet } from "./fleet.mjs";
import { race, verify } from "./measure.mjs";
import { packageTable } from "./package.mjs";
import { planTable } from "./plans.mjs";
import { profileTable } from "./profile.mjs";
import { slowStartUp, startUp } from "./start-up.mjs";
import { tableOf } from "./table.mjs";
import { makeWorkspace, REPOSITORY } from "./workspace.mjs";

const HELP = `npm run bench -- [--rounds N] [--write] [--with-cdktf-cli] [--with-terraform] [--with-install]
npm run bench -- --smoke

  --rounds N        measured rounds after 3 to warm up (default 15; 7 of the large cases at most)
  --write           write bench/RESULTS.md as well
  --with-cdktf-cli  install CDKTF's command line (420 MB) into bench/.cdktf-cli first
  --with-terraform  plan stacks of a fleet too, with the Terraform on the PATH, which takes minutes
  --with-install    install the package and a plain CDKTF project too (350 MB, in a temporary folder)
  --smoke           two rounds of the small cases: exit 1 if one fails or writes something else than expected
`;
const GROUPS = [startUp, slowStartUp, againstCdktf, fleet, changes];

const { values: options } = parseArgs({
  options: {
    help: { type: "boolean" },
    rounds: { type: "string", default: "15" },
    smoke: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    "with-cdktf-cli": { type: "boolean", default: false },
    "with-terraform": { type: "boolean", default: false },
    "with-install": { type: "boolean", default: false },
  },
});
if (options.help) process.stdout.write(HELP);
else await bench(settingsOf(options));

function settingsOf({ smoke, rounds, write, ...more }) {
  if (!/^[1-9]\d*$/.test(rounds)) throw new Error(`--rounds ${rounds}: not a number of rounds`);
  const small = { sizes: [1, 100], bare: [100], large: 1_000, cdktfCli: false };
  if (smoke) return { smoke, warmup: 0, rounds: 2, ...small };
  if (more["with-cdktf-cli"] && !isInstalled()) install();
  return {
    warmup: 3,
    rounds: Number(rounds),
    sizes: [1, 100, 1_000, 10_000, 20_000],
    bare: [1_000, 10_000],
    large: 10_000,
    cdktfCli: isInstalled(),
    terraform: more["with-terraform"],
    installs: more["with-install"],
    write,
  };
}

async function bench(settings) {
  process.on("SIGINT", () => {}); // it ends the contestant, and that ends us with the folder removed
  const load = loadavg()[0];
  const workspace = makeWorkspace();
  try {
    const groups = [];
    for (const group of GROUPS) groups.push(await group(workspace, settings));
    for (const { contestants } of groups) contestants.forEach(verify);
    const tables = groups.map((group) => measured(group, settings));
    const profiles = await profileTable(workspace, settings);
    if (settings.smoke) return console.log("Everything ran, and wrote what was expected.");
    const others = [
      await packageTable(workspace, settings),
      settings.terraform ? await planTable(workspace) : undefined,
      profiles,
    ].filter((table) => table !== undefined);
    const text = [...tables, ...others, ...leftOut(settings)].join("\n");
    process.stdout.write(text);
    if (settings.write)
      writeFileSync(join(REPOSITORY.bench, "RESULTS.md"), `${preface(settings, load)}\n${text}`);
  } finally {
    workspace.remove();
  }
}

function leftOut({ cdktfCli, terraform, installs }) {
  const left = [
    cdktfCli ? [] : ["the rows of `cdktf synth` (`--with-cdktf-cli`)"],
    terraform ? [] : ["Terraform's plans (`--with-terraform`)"],
    installs ? [] : ["installs (`--with-install`)"],
  ].flat();
  return left.length === 0 ? [] : [`Left out: ${left.join(", ")}.\n`];
}

function measured(group, settings) {
  const rounds = Math.min(settings.rounds, group.rounds ?? settings.rounds);
  const times = race(group.contestants, { ...settings, rounds });
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

Whole processes, from start to end, files in the page cache, what they say thrown away; ${rounds} rounds after ${warmup} to warm up (7 of the large
cases), every round runs each case of a table once. IQR is the range of the middle half. Ratios are of medians within one
table; milliseconds of different tables don't compare.
`;
}
