// How long `terraform plan` takes for a fleet: of a site's stack, of one stack for the Region, of a module by hand.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { certificateOf, fleetFolder, fleetSpec } from "./fleet.mjs";
import { median } from "./measure.mjs";
import { REPOSITORY } from "./workspace.mjs";

const SIZES = [100, 1_000, 2_000];
const ROUNDS = 3;
/** What takes so many seconds is planned once. */
const LONG = 30;
const HARNESS = join(REPOSITORY.bench, "../test/terraform");

/** With the Terraform and the emulator that the tests use. Of an empty state: what is there would be the emulator's time. */
export async function planTable(workspace, sizes = SIZES) {
  const { startEmulator, prepareEngine, findEngine } = await harness(workspace);
  const engine = findEngine();
  if (!engine.available) throw new Error(engine.missing);
  const emulator = await startEmulator();
  try {
    mkdirSync(workspace.path("terraform"));
    // As a user has it: the tests let Terraform take more memory to be sooner done.
    const { GOGC: _, ...prepared } = await prepareEngine(engine, workspace.path("terraform"));
    const env = { ...emulator.env, ...prepared };
    const rows = sizes.map((size) => rowOf(workspace, env, size));
    return tableOf(rows, engine);
  } finally {
    await emulator.stop();
  }
}

function rowOf(workspace, env, size) {
  const [site, region] = ["site", "region"].map((split) => compiled(workspace, size, split));
  const seconds = [
    planned(env, join(site, "cdktf.out/stacks/fleet-us-east-1-site-0")),
    planned(env, join(region, "cdktf.out/stacks/fleet-us-east-1")),
    planned(env, byHand(workspace, size)),
  ];
  return [
    size.toLocaleString("en"),
    ...seconds.map((one) => one.toFixed(1)),
    (seconds[0] / seconds[2]).toFixed(2),
  ];
}

function compiled({ path, cli, env }, size, split) {
  const folder = fleetFolder({ path }, size, fleetSpec(size, split), `plan-${split}-${size}`);
  execFileSync(process.execPath, [cli, "spec.yaml", "--quiet"], { cwd: folder, env });
  return folder;
}

/** The median of some plans, in seconds. */
function planned(env, folder) {
  const terraform = (...args) => {
    const start = performance.now();
    const { status, stderr, stdout } = spawnSync("terraform", args, { cwd: folder, env, maxBuffer: 2 ** 30 });
    if (status !== 0) throw new Error(`terraform ${args.join(" ")} in ${folder}: ${stderr}${stdout}`);
    return { stdout: stdout.toString(), seconds: (performance.now() - start) / 1000 };
  };
  terraform("init", "-input=false", "-no-color");
  const plans = [];
  while (plans.length < ROUNDS && !(plans[0]?.seconds > LONG))
    plans.push(terraform("plan", "-input=false", "-no-color"));
  if (!/^Plan: \d+ to add, 0 to change, 0 to destroy/m.test(plans[0].stdout))
    throw new Error(plans[0].stdout);
  return median(plans.map(({ seconds }) => seconds));
}

/** What a user would write: a module that makes an appliance of each entry of a map. */
function byHand({ path }, size) {
  const folder = path(`plan-module-${size}`);
  cpSync(join(REPOSITORY.bench, "for-each-module"), folder, { recursive: true });
  const appliances = Array.from({ length: size }, (_, index) => [`dock-${index}`, certificateOf(index)]);
  writeFileSync(join(folder, "appliances.json"), JSON.stringify(Object.fromEntries(appliances)));
  return folder;
}

function tableOf(rows, { terraformVersion }) {
  const head = [
    "appliances",
    "a site's stack (100)",
    "one stack for the Region",
    "a `for_each` module by hand",
    "site against module",
  ];
  const lines = [head, head.map(() => "---:"), ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");
  return `## \`terraform plan\`\n\nSeconds, medians of ${ROUNDS} (one of what takes longer than ${LONG} s), Terraform ${terraformVersion}, of an empty state.\n\n${lines}`;
}

/** The tests' own way to run Terraform, without what Vitest has to do with it. */
async function harness({ path }) {
  const contents = ["emulator", "cli-config", "engine"]
    .map((file) => `export * from "./${file}";`)
    .join("\n");
  await build({
    stdin: { contents, resolveDir: HARNESS },
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: path("harness.cjs"),
    define: { "import.meta.url": JSON.stringify(pathToFileURL(join(HARNESS, "emulator.ts")).href) },
    plugins: [
      {
        name: "without-vitest",
        setup(build) {
          build.onResolve({ filter: /^vitest$/ }, ({ path }) => ({ path, namespace: "none" }));
          build.onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = {};" }));
        },
      },
    ],
    logLevel: "error",
  });
  return createRequire(import.meta.url)(path("harness.cjs"));
}
