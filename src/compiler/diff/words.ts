import type { Request } from "../access/decide";
import { counted, listed, printable } from "../text";
import type { Relation, Witness } from "./compare";
import type { Reason } from "./facets";
import { ANONYMOUS } from "./requests";
import type { SecurityChange } from "./security";
import type { Subject } from "./subject";
import type { ResourceChange } from "./terraform";
import { OWN_THING } from "./things";

/** `trust policy of AWSPanoramaApplianceServiceRole`. */
export function subjectName({ kind, name, region }: Pick<Subject, "kind" | "name" | "region">): string {
  const where = region === undefined ? "" : ` in ${region}`;
  if (kind === "certificate") return printable(`certificate of ${name}${where}`);
  if (kind === "trust policy" || kind === "permissions") return printable(`${kind} of ${name}`);
  if (kind === "other" || kind === "command") return printable(name);
  return printable(`${kind} ${name}${where}`);
}

/** Why a change is what it is, each reason on one line. */
export function reasonLines({ subject, status, reasons, isNotCompared }: SecurityChange): string[] {
  const lines = reasons.flatMap((reason) => lineOf(shownOf(reason, status), subject));
  const first = { new: ["it is new"], gone: ["it goes"], kept: [] }[status];
  return (isNotCompared ? lines : [...first, ...lines]).map(printable);
}

/** Of what is new or goes, a request tells only where a policy lets it in: all others are refused by its absence. */
function shownOf(
  { relation, text, edits = [], gained, lost }: Reason,
  status: SecurityChange["status"],
): Reason {
  const isTold = (witness: Witness | undefined) =>
    witness !== undefined &&
    (status === "kept" || witness.before === "allowed" || witness.after === "allowed");
  return {
    relation,
    text,
    edits,
    ...(gained && isTold(gained) && { gained }),
    ...(lost && isTold(lost) && { lost: status === "gone" ? { ...lost, after: "silent" } : lost }),
  };
}

/** How many edits of a policy are shown. */
const MOST_EDITS = 10;

const lineOf = ({ text, edits = [], gained, lost }: Reason, subject: Subject): string[] => [
  ...(text === "" ? [] : [text]),
  ...edits.slice(0, MOST_EDITS).map((edit) => edit.replaceAll(OWN_THING, "ITS-OWN-THING")),
  ...(edits.length > MOST_EDITS ? [`and ${counted(edits.length - MOST_EDITS, "more edit")}`] : []),
  ...(gained ? [`for example, ${witnessText(gained, subject, "gained")}`] : []),
  ...(lost ? [`for example, ${witnessText(lost, subject, "lost")}`] : []),
];

const GAINED = { allowed: "now allowed", silent: "no longer denied", denied: "now denied" } as const;

/** A request that can be tried, and what it is answered now. */
export function witnessText(
  { request, before, after, statement }: Witness,
  subject: Pick<Subject, "kind" | "name">,
  how: "gained" | "lost",
): string {
  const lost = before === "allowed" ? "no longer allowed" : "now denied";
  const answer =
    how === "gained" ? GAINED[after] : after === "denied" && before === "allowed" ? "now denied" : lost;
  const by = statement?.sid === undefined ? "" : ` (statement ${statement.sid})`;
  const on = subject.kind === "trust policy" ? "" : ` on ${resourceText(request.resource)}`;
  return `${answer}: ${whoText(request, subject)} asking for ${request.action || "any action"}${on}${withText(request)}${by}`;
}

const resourceText = (resource: string): string =>
  resource === "" ? "anything" : resource.replaceAll(OWN_THING, "ITS-OWN-THING");

function whoText({ caller }: Request, { kind, name }: Pick<Subject, "kind" | "name">): string {
  if (kind === "permissions") return name;
  if (kind === "IoT policy") return "a certificate";
  return caller === ANONYMOUS ? "anybody, without credentials," : caller;
}

function withText({ context }: Request): string {
  const keys = Object.entries(context).filter(
    ([key, value]) => !(key === "aws:PrincipalAccount" && value === ANONYMOUS),
  );
  return keys.length === 0 ? "" : `, with ${listed(keys.map(([key, value]) => `${key} ${value || '""'}`))}`;
}

/** What a relation means, in few words. */
export const MEANINGS: Readonly<Record<Relation, string>> = {
  wider: "something is let in that was not before, and nothing is kept out that was let in",
  narrower: "something is kept out that was let in before, and nothing is let in that was not",
  incomparable: "something is let in that was not before, and something is kept out; or nobody here can tell",
  same: "exactly the same is let in",
};

/** What more there is to say of a resource's change. */
export function changeNotes({
  action,
  address,
  from,
  arguments: names,
  forcing,
  stack,
}: ResourceChange): string {
  const others = names.filter((name) => !forcing.includes(name));
  const former = from && (from.stack === stack ? from.address : `${from.address} of ${from.stack}`);
  const isEvent = action === "added" || action === "replaced";
  const notes = [
    ...(former === undefined ? [] : [`from ${former}`]),
    ...(forcing.length > 0 ? [`forced by ${listed(forcing)}`] : []),
    ...(others.length > 0 ? [`changes ${listed(others)}`] : []),
    ...(isEvent && address.startsWith("terraform_data.run-") ? ["starts the job"] : []),
    ...(isEvent && address.startsWith("terraform_data.certificate-")
      ? ["sets the certificate's status"]
      : []),
  ];
  return printable(notes.join("; "));
}
