import { accessSync, constants } from "node:fs";
import { counted, namesOf } from "../../text";
import { order, versionIn, versionText } from "../../version-constraint";
import type { Line, Request } from "./line";
import { ask } from "./program";

export function nodeLine({ node: { version, oldest } }: Request): Line {
  const [there, wanted] = [versionIn(version), versionIn(oldest)];
  const enough = there !== undefined && wanted !== undefined && order(there, wanted) >= 0;
  const message = `Node ${version}; panorama-compile needs ${oldest} or newer`;
  if (enough) return { status: "ok", name: "node", message };
  const repair = `install Node ${oldest} or newer: https://nodejs.org/en/download`;
  return { status: "too-old", name: "node", message, repair };
}

/** Stacks with `run: once`, or with the status of a certificate that is given by its ARN, call the AWS CLI from /bin/sh. */
export async function awsLines(request: Request): Promise<Line[]> {
  const { needs } = request;
  const answer = await ask("aws", ["--version"], request);
  const [, printed = ""] = answer.found === "answer" ? (/aws-cli\/(\S+)/.exec(answer.text) ?? []) : [];
  const version = versionIn(printed);
  const isNeeded = needs !== undefined && needs.awsCli.length > 0;
  const purpose = isNeeded
    ? `; applying ${counted(needs.awsCli.length, "stack")} calls it (${namesOf(needs.awsCli.map((name) => ({ name })))})`
    : `; ${needs ? "no stack calls it" : "stacks that start a job or set a certificate's status call it"}`;
  const found = version
    ? `AWS CLI ${versionText(version)}`
    : (MISSING[answer.found] ?? "aws --version printed no version");
  const message = `${found}${purpose}`;
  const shell = isNeeded && !hasShell() ? [NO_SHELL] : [];
  if (version) return [{ status: "ok", name: "aws", message }, ...shell];
  if (!isNeeded) return [{ status: "note", name: "aws", message }];
  const isMissing = answer.found === "nowhere";
  const repair = isMissing
    ? "install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
    : "see what this prints: aws --version";
  return [{ status: isMissing ? "missing" : "broken", name: "aws", message, repair }, ...shell];
}

const MISSING: Readonly<Record<string, string>> = {
  nowhere: "aws is not on the PATH",
  "not executable": "aws is on the PATH, and may not be executed",
  "no answer": "aws --version does not answer",
};

const NO_SHELL: Line = {
  status: "missing",
  name: "sh",
  message: "there is no /bin/sh, from which stacks call the AWS CLI",
  repair: "apply where there is a POSIX shell: on Linux, macOS or in WSL",
};

function hasShell(): boolean {
  try {
    accessSync("/bin/sh", constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Names only: no value is looked at but for whether it is empty. */
export function variableLines({ needs, env }: Request): Line[] {
  const stacks = new Map<string, { secret: string; stack: string }[]>();
  for (const { name, ...use } of needs?.variables ?? []) stacks.set(name, [...(stacks.get(name) ?? []), use]);
  return [...stacks].map(([name, uses]): Line => {
    const secrets = namesOf(
      [...new Set(uses.map(({ secret }) => secret))].map((secret) => ({ name: secret })),
    );
    const where = namesOf([...new Set(uses.map(({ stack }) => stack))].map((stack) => ({ name: stack })));
    const what = `the value of ${secrets}, which Terraform asks for in ${where}`;
    if ((env[name] ?? "") !== "") return { status: "ok", name, message: what };
    return {
      status: "not-set",
      name,
      message: what,
      repair: `export ${name} where Terraform plans, applies and destroys`,
    };
  });
}
