// Where the time of each case goes: V8's samples by the package or folder that the code came from.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { bundle } from "../scripts/bundle.mjs";
import { edited, MISTAKES, withMistakes } from "./changes.mjs";
import { fleetFolder, fleetSpec } from "./fleet.mjs";
import { run } from "./measure.mjs";

const INTERVAL_US = 100;

/** Samples cost time themselves: the shares tell, not their sum. */
export async function profileTable(workspace, { large }) {
  const { path, env } = workspace;
  await bundle(path("mapped"), { sourcemap: true });
  const cli = path("mapped/cli.js");
  const spec = { cwd: path("warehouse"), env };
  const size = large.toLocaleString("en");
  const readme = ["spec.yaml", "--out", path("out/profiled")];
  const fleet = (name, text, more) => ({
    name,
    args: [cli, "spec.yaml"],
    cwd: fleetFolder(workspace, large, text, name.replace(/\W+/g, "-")),
    env,
    ...more,
  });
  const cases = [
    { name: "README's example", args: [cli, ...readme], ...spec },
    { name: "with certificates by ARN", args: [cli, ...readme], cwd: path("warehouse-arns"), env },
    { name: "a spec with an error", args: [cli, "validate", path("misspelt/spec.yaml")], ...spec, exit: 1 },
    fleet(`${size} appliances`, fleetSpec(large)),
    fleet(`one edit among ${size}`, fleetSpec(large), { edited: edited(large) }),
    fleet(`${MISTAKES} mistakes among ${size}`, withMistakes(large).text, {
      args: [cli, "validate", "spec.yaml", "--format", "json"],
      exit: 1,
    }),
  ];
  const profiles = cases.map((one) => sharesOf(one, path));
  const rooms = [...new Set(profiles.flatMap((shares) => [...shares.keys()]))];
  const largest = (room) => Math.max(...profiles.map((shares) => shares.get(room) ?? 0));
  const rows = rooms.filter((room) => largest(room) >= 0.02).sort((a, b) => largest(b) - largest(a));
  const percent = (share = 0) => (share < 0.005 ? "" : `${(share * 100).toFixed(0)} %`);
  const line = (room) =>
    `| ${[room, ...profiles.map((shares) => percent(shares.get(room)))].join(" | ")} |\n`;
  const head = `| where | ${cases.map(({ name }) => name).join(" | ")} |\n| --- |${" ---: |".repeat(cases.length)}\n`;
  return `## Where the time goes\n\nShares of V8's samples of a warm run, of the first thread; what takes less than 2 % everywhere is left out.\n\n${head}${rows.map(line).join("")}`;
}

/** Of the process's time, by room; after a run that fills the code cache, into an empty folder but for an edit. */
function sharesOf(contestant, path) {
  run(contestant, "ignore");
  if (contestant.edited) writeFileSync(join(contestant.cwd, "spec.yaml"), contestant.edited);
  else
    for (const out of [path("out/profiled"), join(contestant.cwd, "cdktf.out")])
      rmSync(out, { recursive: true, force: true });
  const folder = path("profiles", contestant.name.replace(/\W+/g, "-"));
  const flags = ["--cpu-prof", `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${INTERVAL_US}`];
  run({ ...contestant, args: [...flags, ...contestant.args] }, "ignore");
  const files = readdirSync(folder).map((file) => join(folder, file));
  const profiles = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
  return sharesIn(profiles.find(({ nodes }) => nodes.some(isFirstThread)) ?? profiles[0]);
}

const isFirstThread = ({ callFrame }) => callFrame.url.endsWith("/cli.js");

function sharesIn({ nodes, samples, timeDeltas }) {
  const rooms = new Map(nodes.map(({ id, callFrame }) => [id, roomOf(callFrame)]));
  const times = new Map();
  samples.forEach((id, index) => {
    const room = rooms.get(id);
    if (room !== "idle") times.set(room, (times.get(room) ?? 0) + timeDeltas[index]);
  });
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  return new Map([...times].map(([room, time]) => [room, time / all]));
}

const BY_NAME = {
  "(garbage collector)": "garbage collection",
  "(idle)": "idle",
  "(program)": "V8 and the system",
};
/** Functions of Node's that are a thing of their own. */
const BY_FUNCTION = [
  [/^Script$/, "compiled code, read from the cache"],
  [
    /^(fsync|open|mkdir|read|rename|link|unlink|lstat|writeString|writeBuffer|rmdir|close|stat)(Sync)?$/,
    "files",
  ],
];
const BY_SOURCE = [
  [/node_modules\/yaml\//, "YAML's library"],
  [/spec-validator/, "the schema's validator"],
  [/node_modules\/(cdktf|constructs|@cdktf)\//, "CDKTF"],
  [/node_modules\//, "other libraries"],
  [/src\/templates\//, "templates"],
  [/src\/launch\//, "launching"],
  [/src\/compiler\/(yaml|parse)/, "our side of parsing"],
  [/src\/compiler\/(review|graph)/, "review.md and its picture"],
  [/src\/compiler\/(checks|check|access|policies)/, "checks, policies and what they answer"],
  [/src\/compiler\/(redact|report|allow)/, "findings and what they hide"],
  [/src\/compiler\/emit/, "files"],
  [/src\/compiler\/csr/, "CSRs"],
  [/src\//, "the rest of ours"],
];

function roomOf({ functionName, url, lineNumber, columnNumber }) {
  if (BY_NAME[functionName]) return BY_NAME[functionName];
  if (!url.startsWith("file://") && !url.startsWith("/")) {
    const [, room] = BY_FUNCTION.find(([pattern]) => pattern.test(functionName)) ?? [];
    return room ?? (url.startsWith("node:") ? "Node's own modules" : "V8 and the system");
  }
  const source = sourceOf(url.replace(/^file:\/\//, ""), lineNumber, columnNumber);
  return BY_SOURCE.find(([pattern]) => pattern.test(source))?.[1] ?? "bundles' top level";
}

const maps = new Map();

function sourceOf(file, line, column) {
  if (!maps.has(file)) maps.set(file, mapOf(file));
  return maps.get(file)?.findEntry(line, column).originalSource ?? "";
}

function mapOf(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  } catch {
    return undefined;
  }
}
