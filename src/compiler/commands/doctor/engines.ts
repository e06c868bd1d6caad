import { counted, namesOf, shellQuoted } from "../../text";
import { order, type Version, versionIn, versionText } from "../../version-constraint";
import type { Line, Needs, Request } from "./line";
import { type Answer, ask } from "./program";

/**
 * What can apply a stack. Both judge `required_version` by their own version, and what stacks need came to OpenTofu with
 * the same numbers: `removed` 1.7, S3's lockfile 1.10, write-only arguments 1.11; `import` is in its first, 1.6.
 * https://opentofu.org/docs/language/settings/#specifying-a-required-opentofu-version and
 * https://github.com/opentofu/opentofu/blob/main/CHANGELOG.md
 */
const ENGINES = [
  { program: "terraform", title: "Terraform", at: "https://developer.hashicorp.com/terraform/install" },
  { program: "tofu", title: "OpenTofu", at: "https://opentofu.org/docs/intro/install/" },
] as const;

type Engine = (typeof ENGINES)[number];

interface Asked {
  readonly engine: Engine;
  readonly answer: Answer;
  readonly version: Version | undefined;
}

/** Whether Terraform or OpenTofu is there, new enough for all stacks. One that serves is enough. */
export async function engineLines({ needs, ...request }: Request): Promise<Line[]> {
  const oldest = needs && oldestFor(needs);
  const asked = await Promise.all(ENGINES.map((engine) => askedOf(engine, request)));
  const serves = ({ version }: Asked) =>
    version !== undefined && (!oldest || order(version, oldest.version) >= 0);
  const serving = asked.find(serves);
  if (asked.every(({ answer }) => answer.found === "nowhere")) return [noneLine(oldest)];
  return asked.flatMap((one) => (serves(one) ? [servingLine(one, oldest)] : otherLine(one, oldest, serving)));
}

async function askedOf(engine: Engine, request: Omit<Request, "needs">): Promise<Asked> {
  const env = {
    ...request.env,
    CHECKPOINT_DISABLE: "1", // or Terraform asks the network for its newest version
    TF_CLI_ARGS: undefined, // meant for other commands
    TF_CLI_ARGS_version: undefined,
  };
  const answer = await ask(engine.program, ["version", "-json"], { ...request, env });
  return { engine, answer, version: answer.found === "answer" ? printedVersion(answer.text) : undefined };
}

/** Below 0.13 Terraform knows no -json, and prints a line. */
function printedVersion(text: string): Version | undefined {
  const [, json] = /"terraform_version"\s*:\s*"([^"]*)"/.exec(text) ?? [];
  const [, line] = /^(?:Terraform|OpenTofu) (v[\d.]+)/m.exec(text) ?? [];
  return versionIn(json ?? line ?? "");
}

interface Oldest {
  readonly version: Version;
  readonly stacks: readonly string[];
}

/** What the most demanding stacks need; all say `>= X`. */
function oldestFor({ terraform }: Needs): Oldest | undefined {
  let oldest: Oldest | undefined;
  for (const [constraint, stacks] of terraform) {
    const version = versionIn(constraint.replace(/^>=\s*/, ""));
    if (version !== undefined && (!oldest || order(version, oldest.version) > 0))
      oldest = { version, stacks };
  }
  return oldest;
}

const newer = ({ version: [major, minor] }: Oldest): string => `${major}.${minor} or newer`;

const forWhom = ({ stacks }: Oldest): string =>
  `${counted(stacks.length, "stack")} (${namesOf(stacks.map((name) => ({ name })))})`;

const needed = (oldest: Oldest | undefined): string =>
  oldest ? `; ${forWhom(oldest)} ${oldest.stacks.length === 1 ? "needs" : "need"} ${newer(oldest)}` : "";

function noneLine(oldest: Oldest | undefined): Line {
  const which = oldest ? ` ${newer(oldest)}` : "";
  return {
    status: "missing",
    name: "terraform",
    message: `neither terraform nor tofu is on the PATH${needed(oldest)}`,
    repair: `install Terraform${which} (${ENGINES[0].at}) or OpenTofu${which} (${ENGINES[1].at})`,
  };
}

function servingLine({ engine, version }: Asked, oldest: Oldest | undefined): Line {
  const enough = oldest ? `; the stacks need ${newer(oldest)}` : "";
  return {
    status: "ok",
    name: engine.program,
    message: `${engine.title} ${version ? versionText(version) : ""}${enough}`,
  };
}

/** One that does not serve; it is no fault where the other one does. */
function otherLine({ engine, answer, version }: Asked, oldest: Oldest | undefined, serving?: Asked): Line[] {
  const { program: name, title, at } = engine;
  if (answer.found === "nowhere") return [];
  const instead = serving ? `; ${serving.engine.title} serves` : "";
  if (version !== undefined && oldest) {
    const message = `${title} ${versionText(version)} is too old${needed(oldest)}${instead}`;
    if (serving) return [{ status: "note", name, message }];
    return [{ status: "too-old", name, message, repair: `install ${title} ${newer(oldest)}: ${at}` }];
  }
  const message = `${whyBroken(name, answer)}${instead}`;
  if (serving) return [{ status: "note", name, message }];
  return [{ status: "broken", name, message, repair: repairOf(name, answer) }];
}

function whyBroken(name: string, answer: Answer): string {
  if (answer.found === "not executable") return `${name} is on the PATH, and may not be executed`;
  if (answer.found === "no answer") return `${name} version ${answer.why}`;
  return `${name} version -json printed no version`;
}

const repairOf = (name: string, answer: Answer): string =>
  answer.found === "not executable"
    ? `chmod +x ${shellQuoted(answer.path)}, or install it anew`
    : `see what this prints: ${name} version -json`;
