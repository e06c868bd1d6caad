import type { Spec } from "../compiler/spec.generated";
import type { Account, Place, Region } from "./account";
import { acceptable, type Refusal } from "./adopt/acceptable";
import { adopt } from "./adopt/adopt";
import { type Asker, askerOf, type Enquiry, Ledger } from "./aws/asker";
import { calls } from "./aws/calls";
import { connect } from "./aws/clients";
import { profileOf } from "./aws/credentials";
import type { Environment } from "./aws/proxy";
import { Failure } from "./failure";
import { judge } from "./judge/judge";
import type { Finding } from "./judge/kinds";
import { readApplianceRole, readServiceLinkedRole } from "./read/iam";
import { readIot } from "./read/iot";
import { readSecrets } from "./read/secrets";
import { readStacks } from "./read/stacks";
import { readAccessPoints } from "./read/storage";
import { write } from "./write/write";

export type { Finding };

/** What to read, and how to reach AWS. */
export interface Request {
  readonly account: string;
  readonly regions: readonly [Region, ...Region[]];
  /** The spec's name. */
  readonly name: string;
  readonly profile: string | undefined;
  readonly env: Environment;
  /** Certificates that TLS trusts in place of Node's own, as PEM. */
  readonly trusted: string | undefined;
  /** Aborted when the run is asked to stop; then discover throws. */
  readonly signal: AbortSignal;
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
  /** The compiler's errors with a spec. */
  readonly refusalsOf: (spec: Spec) => readonly Refusal[];
}

/** The spec's text and what there is to say; or why the account can't be read. */
export type Discovered =
  | { readonly text: string; readonly findings: readonly Finding[] }
  | { readonly failure: string };

/**
 * Reads an account and gives a spec that adopts what is there. Only reads. A call that is denied is a finding; without
 * credentials, network, or a single answer there is no spec.
 */
export async function discover(request: Request): Promise<Discovered> {
  try {
    const account = await read(request);
    const draft = acceptable(adopt(account, request.name), request.refusalsOf);
    const findings = judge(draft);
    return { text: write(draft, findings), findings };
  } catch (error) {
    if (error instanceof Failure) return { failure: error.message };
    throw error;
  }
}

async function read(request: Request): Promise<Account> {
  const { account, regions, signal, say } = request;
  const ledger = new Ledger();
  const enquiry: Enquiry = { account, profile: profileOf(request), signal, say, ledger };
  const connection = await connect(request, request);
  try {
    const askerIn = (region: Region) => askerOf(enquiry, connection.clientsOf(region), region);
    const home = askerIn(regions[0]);
    await proveAccount(home);
    const serviceLinkedRole = await readServiceLinkedRole(home);
    const applianceRole = await readApplianceRole(home);
    say(
      `iam: ${[serviceLinkedRole, applianceRole].filter((role) => typeof role === "object").length} of 2 roles`,
    );
    const places: Place[] = [];
    for (const region of regions) places.push(await readPlace(askerIn(region), region));
    if (!ledger.answeredAny)
      throw new Failure(
        `the credentials are of the account ${account}, but every call was denied; docs/discover-policy.json is the policy that discover needs`,
      );
    return { id: account, regions, serviceLinkedRole, applianceRole, places, denied: ledger.denied };
  } finally {
    connection.close();
  }
}

/** Another account is never read by mistake. This call needs no permission. */
async function proveAccount(asker: Asker): Promise<void> {
  const identity = await asker.ask(calls.whoAmI, {});
  const own = typeof identity === "object" ? identity.Account : undefined;
  if (own === asker.account) return;
  throw new Failure(
    `these credentials are of the account ${own ?? "(unknown)"}, not of ${asker.account}; name the right profile with --profile, or that account with --account`,
  );
}

async function readPlace(asker: Asker, region: Region): Promise<Place> {
  asker.say("reading");
  const iot = await readIot(asker);
  const accessPoints = await readAccessPoints(asker);
  const secrets = await readSecrets(asker);
  const stacks = await readStacks(asker);
  const place = { region, ...iot, accessPoints, secrets, stacks };
  asker.say(summary(place));
  return place;
}

function summary({ things, certificates, policies, accessPoints, secrets, stacks }: Place): string {
  const many = (items: readonly unknown[] | "unseen", one: string, all = `${one}s`) =>
    items === "unseen" ? `${all} unseen` : `${items.length} ${items.length === 1 ? one : all}`;
  return [
    many(things, "thing"),
    many(certificates, "certificate"),
    many(policies, "IoT policy", "IoT policies"),
    many(accessPoints, "access point"),
    many(secrets, "secret"),
    many(stacks, "CloudFormation stack"),
  ].join(", ");
}
