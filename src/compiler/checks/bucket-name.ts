import { atValue, type Finding, type FindingKind, finding, type Path } from "../finding";
import { inFileOrder, type Model } from "../model";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "bucket-name",
  severity: "error",
  summary:
    "A bucket's name must follow Amazon S3's rules, which the provider does not check before AWS does.",
};

interface Rule {
  readonly broken: RegExp;
  /** What is wrong with the name, as in `it …`. */
  readonly says: string;
  readonly repair: (name: string) => string;
}

/** A name that a reserved end is cut off may end in what no name ends in. */
const withoutEnd = (end: string) => (name: string) => name.slice(0, -end.length).replace(/[.-]+$/, "");

const reservedEnd = (end: string, what: string): Rule => ({
  broken: new RegExp(`${end.replace(".", "\\.")}$`),
  says: `ends with "${end}", which is reserved for ${what}`,
  repair: withoutEnd(end),
});

const reservedStart = (start: string): Rule => ({
  broken: new RegExp(`^${start}`),
  says: `starts with "${start}", which is reserved`,
  repair: (name) => name.slice(start.length).replace(/^[.-]+/, ""),
});

/** What the schema's pattern lets through: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const RULES: readonly Rule[] = [
  {
    broken: /\.\./,
    says: "has two dots side by side",
    repair: (name) => name.replace(/\.{2,}/g, "."),
  },
  {
    broken: /^\d+\.\d+\.\d+\.\d+$/,
    says: "has the form of an IP address",
    repair: (name) => name.replace(/\./g, "-"),
  },
  ...["xn--", "sthree-", "amzn-s3-demo-"].map(reservedStart),
  reservedEnd("-s3alias", "aliases of access points"),
  reservedEnd("--ol-s3", "aliases of Object Lambda access points"),
  reservedEnd(".mrap", "Multi-Region access points"),
  reservedEnd("--x-s3", "directory buckets"),
  reservedEnd("--table-s3", "table buckets"),
];

/** Only a bucket that is made: one that is there may have been made in the account's own namespace. */
const RULES_OF_CREATED: readonly Rule[] = [
  ...RULES,
  reservedEnd("-an", "buckets in an account's own namespace"),
];

/** Whether a name that the schema lets through can be that of any bucket, also of one that is made. */
export const isBucketName = (name: string): boolean =>
  RULES_OF_CREATED.every(({ broken }) => !broken.test(name));

export const bucketName: Check = {
  kind,
  run: ({ model }) => [
    ...inFileOrder(model.buckets).flatMap(({ name, source, path }) =>
      nameFindings(name, [...path, "name"], source === "create" ? RULES_OF_CREATED : RULES),
    ),
    ...stateBucket(model),
  ],
};

function stateBucket({ backend }: Model): Finding[] {
  if (backend.type !== "s3") return [];
  return nameFindings(backend.bucket, ["terraform", "backend", "s3", "bucket"], RULES);
}

function nameFindings(name: string, path: Path, rules: readonly Rule[]): Finding[] {
  const broken = rules.filter((rule) => rule.broken.test(name));
  if (broken.length === 0) return [];
  const message = `the bucket name ${quoted(name)} ${broken.map(({ says }) => says).join("; it ")}`;
  const better = broken.reduce((repaired, { repair }) => repair(repaired), name);
  const field = String(path[path.length - 1]);
  const help = better.length < 3 ? "give it another name" : `write ${field}: ${better}`;
  return [finding(kind, atValue(...path), message, { help })];
}
