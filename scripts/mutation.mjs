// Mutation testing: `npm run mutation` mutates what changed since test/mutation/record.jsonl and writes that anew.
//   --check    writes nothing, and fails where the record is stale and does not hold
//   --all      mutates everything, which takes most of an hour on two cores
//   --most N   at most about N mutants of what changed, the most trusted rooms first
//   FILE…      these files only
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import base from "../stryker.config.mjs";
import { GROUPS } from "../test/mutation/groups.mjs";
import { isStale, readRecord, recorded, textsOf, writeRecord } from "../test/mutation/record.mjs";
import { failuresOf, groupOf, mutatedFiles, survivorText, verdicts } from "../test/mutation/verdict.mjs";

const ROOT = new URL("..", import.meta.url).pathname.replace(/\/$/, "");
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: "boolean" }, check: { type: "boolean" }, most: { type: "string" } },
});

const files = mutatedFiles(ROOT);
const before = readRecord(ROOT);
const present = {
  files: Object.fromEntries(Object.entries(before.files).filter(([file]) => files.includes(file))),
};
const { chosen, left } = choice();

let record = present;
for (const group of GROUPS) await mutate(group, chosen);
// Where each survivor needs its reason, none may have been let by only because few tests were asked about it.
process.env.MUTATION_EXHAUSTIVE = "yes";
for (const group of GROUPS.filter(({ argued }) => argued)) await mutate(group, doubtful());
report();

async function mutate(group, wanted) {
  const ours = wanted.filter((file) => groupOf(file) === group);
  if (ours.length === 0) return;
  console.log(`${group.name}: ${ours.length} files are mutated`);
  const texts = textsOf(ROOT, ours);
  const results = await new Stryker({ ...base, mutate: ours }).runMutationTest();
  record = recorded(ROOT, record, results, texts);
  if (!options.check) writeRecord(ROOT, record); // a run that is broken off has not been for nothing
}

/** The files of this run with survivors that nobody has argued for. */
function doubtful() {
  const found = new Set(verdicts(record).flatMap(({ unargued }) => unargued.map(([file]) => file)));
  return chosen.filter((file) => found.has(file));
}

function choice() {
  if (positionals.length > 0) return { chosen: files.filter((file) => positionals.includes(file)), left: [] };
  const wanted = options.all ? files : files.filter((file) => isStale(ROOT, before, file));
  wanted.sort((a, b) => GROUPS.indexOf(groupOf(a)) - GROUPS.indexOf(groupOf(b)) || (a < b ? -1 : 1));
  let room = Number(options.most ?? Number.POSITIVE_INFINITY);
  const fits = (file) => {
    room -= before.files[file]?.mutants ?? 100;
    return room >= 0;
  };
  const taken = wanted.filter(fits);
  return { chosen: taken, left: wanted.filter((file) => !taken.includes(file)) };
}

function report() {
  const groups = verdicts(record);
  for (const { name, mutants, survivors, score, threshold } of groups)
    console.log(
      mutants === 0
        ? `${name}: not in the record yet`
        : `${name}: ${score.toFixed(1)} % of ${mutants} killed (${threshold} %), ${survivors.length} survive`,
    );
  const known = new Set(
    Object.entries(before.files).flatMap(([file, { survivors }]) =>
      survivors.map(([, ...code]) => [file, ...code].join()),
    ),
  );
  for (const { survivors } of groups)
    for (const survivor of survivors)
      if (!known.has([survivor[0], ...survivor.slice(2)].join()))
        console.log(`new: ${survivorText(survivor)}`);
  if (left.length > 0) console.log(`not looked at, for want of time: ${left.join(" ")}`);
  const failures = failuresOf(groups);
  for (const failure of failures) console.error(failure);
  process.exitCode = failures.length > 0 ? 1 : 0;
}
