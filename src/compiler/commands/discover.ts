import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { stringify } from "yaml";
import { type Arguments, UsageError } from "../arguments";
import { check } from "../check";
import { FileFailure, fileFailure, Interrupted } from "../emit/failure";
import { countsOf, type Finding, type Path, type Severity } from "../finding";
import { EXIT, type Io } from "../io";
import { nameDocument } from "../name-document";
import { normalize } from "../normalize";
import { parse } from "../parse";
import { accountFindings } from "../report/account-findings";
import type { Spec } from "../spec.generated";
import { counted, listed, oneLine, quoted } from "../text";
import { validate } from "../validate";
import { regionHelp } from "../validate/regions";
import { resolved, type SchemaNode } from "../validate/schema";
import type { Command } from "./command";
import { useColor } from "./findings";

type Region = Spec["account"]["region"];

export const discoverCommand: Command = {
  name: "discover",
  usage: "panorama-compile discover --account ID --region REGION...",
  summary: "read an account and print a spec of what is there",
  details: [
    "Reads what AWS Panorama left in an account: both roles, things, certificates, IoT policies, access points, secrets",
    "(never a value) and CloudFormation stacks; prints a commented spec that adopts it; says what is unsafe. Only reads,",
    "with the permissions of docs/discover-policy.json. What it may not see it names, and goes on. --region may be given",
    "several times, the first is the spec's default. Credentials, endpoints and proxies are taken as the AWS CLI does;",
    "they must be of --account.",
  ].join("\n"),
  options: ["account", "region", "profile", "name", "quiet", "no-color"],
  operands: "nothing",
  async run(args, io) {
    if (args.positionals.length > 0) throw new UsageError("discover takes no spec; it prints one");
    const account = accountOf(args);
    const quiet = args.flag("quiet");
    const request = {
      account,
      regions: regionsOf(args),
      name: nameOf(args, account),
      profile: profileOf(args),
      env: io.env,
      trusted: trustedBy(io),
      signal: io.stopped,
      say: (line: string) => (quiet ? undefined : io.err(`${oneLine(line)}\n`)),
      refusalsOf,
    };
    const discover = await io.rooms.discover();
    const found = await untilStopped(io, () => discover(request));
    if ("failure" in found) throw new FileFailure(found.failure);
    io.out(found.text);
    const { findings } = found;
    const shown = quiet ? findings.filter(({ severity }) => severity !== "info") : findings;
    io.err(accountFindings(shown, useColor(args, io)));
    if (!quiet) io.err(closing(findings));
    return EXIT.done;
  },
};

async function untilStopped<T>(io: Io, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw io.stopped.aborted ? new Interrupted() : error;
  }
}

function accountOf(args: Arguments): string {
  const account = args.text("account");
  if (account === undefined)
    throw new UsageError("discover needs --account, the 12 digits of the account to read");
  if (/^[0-9]{12}$/.test(account)) return account;
  throw new UsageError(`--account takes 12 digits, not ${quoted(account)}`);
}

function regionsOf(args: Arguments): [Region, ...Region[]] {
  const known = (resolved({ $ref: "#/$defs/region" }) as SchemaNode).enum ?? [];
  const isRegion = (text: string): text is Region => known.includes(text);
  const regions = args.texts("region").map((text) => {
    if (isRegion(text)) return text;
    throw new UsageError(
      `--region takes one of ${listed(known, "or")}, not ${quoted(text)}; ${regionHelp(text, known)}`,
    );
  });
  const [first, ...others] = new Set(regions);
  if (first === undefined) throw new UsageError("discover needs --region, once for each Region to read");
  return [first, ...others];
}

/** The name is taken as the language takes it. */
function nameOf(args: Arguments, id: string): string {
  const name = args.text("name") ?? `panorama-${id}`;
  const account = { id, region: "us-east-1" } as const;
  const spec = { apiVersion: "panorama-compile/v1", name, account, strictness: "account" } as const;
  const [refusal] = refusalsOf(spec);
  if (refusal === undefined) return name;
  throw new UsageError(`--name ${quoted(name)}: ${refusal.message}`);
}

function profileOf(args: Arguments): string | undefined {
  const profile = args.text("profile");
  if (profile === "") throw new UsageError("--profile takes a profile's name, not nothing");
  return profile;
}

/** As the AWS CLI: the file takes the place of the authorities that Node trusts. */
function trustedBy({ env, cwd }: Io): string | undefined {
  const file = env.AWS_CA_BUNDLE;
  if (file === undefined || file === "") return undefined;
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (error) {
    throw fileFailure("read", `${file} (AWS_CA_BUNDLE)`, error);
  }
}

/** The compiler's errors with a spec, by their paths. */
export function refusalsOf(spec: Spec): { path: Path; message: string }[] {
  const errors = (findings: readonly Finding[]) =>
    findings.flatMap(({ severity, place, message }) =>
      severity === "error" ? [{ path: "path" in place ? place.path : [], message }] : [],
    );
  const parsed = parse({ text: stringify(spec) });
  const [document] = parsed.documents;
  if (document === undefined) return errors(parsed.findings);
  const valid = validate(document);
  if (valid.spec === undefined) return errors(valid.findings);
  const { name = "" } = nameDocument(document, valid.spec);
  return errors(check({ model: normalize(valid.spec, name), document, today: "" })); // the spec says no day
}

function closing(findings: readonly { severity: Severity }[]): string {
  const { warning, info } = countsOf(findings);
  return `${counted(warning, "warning")}, ${counted(info, "info")}. Nothing was changed. Next: save what was printed, and compile it\n`;
}
