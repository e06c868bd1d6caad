// What is mutated, how much of it must be killed, and by which tests.
import { readdirSync } from "node:fs";

const compiler = (...names) => names.map((name) => new RegExp(`^src/compiler/${name}$`));

/**
 * The first group that fits takes a file. `argued`: each survivor needs its argument in survivors.mjs. `own`: the ids of
 * tests that are asked about each mutant of the group, beside those with the file's name in theirs.
 */
export const GROUPS = [
  {
    name: "trust and policies",
    files: compiler("policies/.*", "access/.*", "role-repair\\.ts"),
    threshold: 90,
    argued: true,
  },
  {
    name: "escaping",
    files: [/^src\/templates\/(inert|guards)\.ts$/, ...compiler("text\\.ts")],
    threshold: 90,
    argued: true,
  },
  {
    name: "validation",
    files: compiler("validate/.*", "validate\\.ts", "yaml/.*", "parse\\.ts"),
    threshold: 90,
    own: /^test\/fixtures\.test\.ts: .* > err\/(yaml|schema)-/,
  },
  { name: "checks", files: compiler("checks/.*", "check\\.ts"), threshold: 90, argued: true },
  { name: "the rest", files: [/^src\/(compiler|templates|launch)\//], threshold: 80 },
];

/** What is prose, which docs/findings.md and fixtures are compared with; and what runs only in the product, as a process. */
export const EXEMPT = [
  ...readdirSync(new URL("../../src/compiler/explain/pages", import.meta.url)).map(
    (name) => `src/compiler/explain/pages/${name}`,
  ),
  "src/compiler/main.ts", // the process itself: signals, pipes, exit
  "src/compiler/late-rooms.ts", // requires the bundles that the build makes
  "src/compiler/front.ts",
  "src/compiler/version.ts", // what the build puts in
  "src/compiler/second-thread.ts", // and the threads themselves, which test/parallel.test.ts starts
  "src/launch/index.ts",
  "src/launch/loader.ts",
  "src/launch/thread.ts",
];

/** In the order in which tests are asked: those that decide most in the least time come first. */
export const TEST_FILES = [
  "fixtures",
  "policies",
  "access",
  "text",
  "check-edges",
  "validate-edges",
  "near-misses",
  "slips",
  "redact-edges",
  "diff-compare",
  "diff-edits",
  "diff-exact",
  "diff-facets",
  "diff-pages",
  "diff-patterns",
  "diff-requests",
  "diff-resource-types",
  "diff-security",
  "diff-stack",
  "diff-statements",
  "diff-subjects",
  "diff-subjects-iot",
  "diff-terraform",
  "diff-words",
  "plan-agrees",
  "plan-allowed",
  "plan-attributes",
  "plan-configuration",
  "plan-drift",
  "plan-echoes",
  "plan-formats",
  "plan-kind",
  "plan-match",
  "plan-places",
  "plan-read",
  "plan-sentences",
  "plan-shape",
  "plan-values",
  "plan-words",
  "version-constraint",
  "completion-scripts",
  "doctor-lines",
  "doctor-output",
  "git-tree",
  "diff-sides",
  "help",
  "review",
  "review-storage",
  "review-edges",
  "graph-draw",
  "graph-words",
  "graph",
  "diff-policies",
  "diff-edited",
  "diff",
  "diff-formats",
  "plan-report",
  "plan-report-rules",
  "quotas",
  "storage-policies",
  "json",
  "inert",
  "findings",
  "positions",
  "allow",
  "formats",
  "reports",
  "backends",
  "adopt",
  "secrets",
  "credentials",
  "key-bodies",
  "jobs",
  "lifecycle",
  "previous",
  "steps",
  "explain",
  "book",
  "cli",
  "lock",
  "csr",
  "folders",
  "code-cache",
  "writer",
  "emit",
  "doctor",
  "watch-changes",
].map((name) => `test/${name}.test.ts`);

/** Parts of the names of tests that are left out: they take seconds, and others decide the same in milliseconds. */
export const EXCLUDED = [
  "every case of fixtures/err >",
  "a job whose template CloudFormation takes fits",
  "takes no long time for texts that are made to keep it busy",
  "is done with it in no time",
  "quarantine > of ",
  "--out that is a file fails in words",
  "a fleet's page has an end",
  "guard every byte of a request",
  "never throws for any bytes",
  "are not seen where there are none",
  "never takes a request whose bytes were altered",
  "takes an altered file only for the request that it held",
  "says which of its cases are milder",
  "too-many-findings/anchor-used-everywhere",
  "the examples of explain > 'too-many-findings'",
  "the CloudFormation template > is one that cfn-lint",
  "a last output that somebody edited",
  "the tombstones that entry-vanished gives",
  "names and sentences that play with what reads them >",
  "sarif > cuts what GitHub would refuse",
  "replaces its older reports, whatever they say",
  "several runs at once on one folder",
  "folders on the command line >",
  "are not compared for ever",
  "appliances fits into a comment",
  "docs/plan-report.md > has a row for every code, and no other", // it reads the sources, which mutants are written into
  "programs that misbehave > prints without end",
  "programs that misbehave > hang, also in a child",
  "programs that misbehave > are left alone when the run is stopped",
  "what a spec needs besides > that Git leaves out states and plugins",
  "what a spec needs besides > writes nothing",
  "the command line of doctor > is the same in the program",
];

/** Where no more tests than these meet a mutant, all are asked about it. */
export const ALL_UP_TO = 150;

/** Where more do: how many of the tests of one file that meet the same mutants. */
export const TESTS_OF_A_KIND = 3;

/** Files of which all are asked: their tests take milliseconds, and are about one edge each. */
export const ASKED_WHOLE = ["check-edges", "validate-edges", "near-misses", "slips", "redact-edges"].map(
  (name) => `test/${name}.test.ts`,
);
