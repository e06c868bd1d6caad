import { accessSync, constants, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { codeOf, FileFailure, fileFailure } from "../../emit/failure";
import { judged, leftIn, STAGING } from "../../emit/owner";
import { readPlainFile } from "../../emit/plain-file";
import { counted, shellQuoted } from "../../text";
import { isAllowed, versionIn, versionText } from "../../version-constraint";
import type { Line, Needs, Request } from "./line";

/** Whether compile can write the output, and whether the last run that did got to its end. */
export function outputLines({ out, cwd, processes }: Request): Line[] {
  const name = "output";
  const folder = resolve(cwd, out);
  try {
    const there = existing(folder);
    accessSync(there, constants.W_OK | constants.X_OK);
    if (judged(join(folder, STAGING), processes).state === "held")
      return [{ status: "note", name, message: `another run is writing to ${out}` }];
    if (leftIn(folder, processes).length > 0)
      return [
        {
          status: "broken",
          name,
          message: `${out} may be half old and half new: a run was interrupted while it wrote there`,
          repair: "compile again: it puts back what that run had taken away, and writes all of it",
        },
      ];
    const isNew = there === folder ? "" : "; it is not there yet";
    return [{ status: "ok", name, message: `${out} can be written${isNew}` }];
  } catch (error) {
    const failure = error instanceof FileFailure ? error : fileFailure("write to", out, error);
    if (!(failure instanceof FileFailure)) throw failure;
    const repair = `give it to who runs panorama-compile, or name another folder with --out`;
    return [{ status: "broken", name, message: failure.message, repair }];
  }
}

/** The folder itself or the nearest above it that is there. */
function existing(folder: string): string {
  try {
    if (statSync(folder).isDirectory()) return folder;
    throw new FileFailure(`${folder} is not a folder`);
  } catch (error) {
    if (codeOf(error) !== "ENOENT" || dirname(folder) === folder) throw error;
    return existing(dirname(folder));
  }
}

const SOURCE = "registry.terraform.io/hashicorp/aws";
const TOFU_SOURCE = "registry.opentofu.org/hashicorp/aws";

/** A lock file is a few kilobytes: hashes of a handful of providers. */
const LOCK_BYTES = 1024 * 1024;

/** What stacks ask of the provider, and what `terraform init` has chosen in their folders, where it was run. */
export function providerLines({ needs, out, cwd }: Request): Line[] {
  return [...(needs?.provider ?? [])].flatMap(([constraint, stacks]): Line[] => {
    const locked = stacks.flatMap((stack) => lockedIn(resolve(cwd, out), stack));
    const name = "provider";
    const wrong = locked.filter(({ version }) => {
      const parts = versionIn(version);
      return parts === undefined || !isAllowed(constraint, parts);
    });
    if (wrong.length === 0) {
      const chosen = [...new Set(locked.map(({ version }) => version))].join(", ");
      const found = chosen === "" ? "; terraform init chooses and fetches it" : `; chosen: ${chosen}`;
      return [
        { status: chosen === "" ? "note" : "ok", name, message: `hashicorp/aws ${constraint}${found}` },
      ];
    }
    return wrong.map(({ stack, version }) => ({
      status: "too-old" as const,
      name,
      message: `the stack ${stack} is bound to hashicorp/aws ${version}, and needs ${constraint}`,
      repair: `terraform ${shellQuoted(`-chdir=${out}/stacks/${stack}`)} init -upgrade`,
    }));
  });
}

/** What the file `.terraform.lock.hcl` of a stack says; nothing where there is none or it can't be read. */
function lockedIn(folder: string, stack: string): { stack: string; version: string }[] {
  try {
    const path = join(folder, "stacks", stack, ".terraform.lock.hcl");
    const text = readPlainFile(path, { most: LOCK_BYTES, followLinks: false }).toString();
    const blocks = text.matchAll(/^provider "([^"]+)" \{\s+version\s+= "([^"]+)"/gm);
    return [...blocks].flatMap(([, source, version = ""]) => {
      const parts = versionIn(version);
      const isAws = source === SOURCE || source === TOFU_SOURCE;
      return isAws && parts !== undefined ? [{ stack, version: versionText(parts) }] : [];
    });
  } catch {
    return []; // terraform init was not run there, or says itself what is wrong
  }
}

/** Where states are. Nothing is asked: doctor opens no connection. */
export function backendLines({ backends, stacks }: Needs): Line[] {
  return backends.map((type) => ({
    status: "note",
    name: "backend",
    message:
      type === "local"
        ? `local: ${counted(stacks.length, "state")} beside the output folder`
        : `${type}: not asked, as doctor opens no connection; terraform init says whether it answers`,
  }));
}
