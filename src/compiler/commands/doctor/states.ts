import { dirname, join, relative, resolve, sep } from "node:path";
import { counted } from "../../text";
import type { Line, Needs, Request } from "./line";
import { ask } from "./program";

/** How many files are asked about: rules go by pattern, and a command line has an end. */
const MOST = 50;

/**
 * Whether Git would leave out what Terraform writes: states, which hold ARNs and may hold more, and `.terraform`.
 * https://git-scm.com/docs/git-check-ignore
 */
export async function ignoreLines(request: Request & { readonly needs: Needs }): Promise<Line[]> {
  const { needs, cwd, env } = request;
  const name = "gitignore";
  const folder = resolve(cwd, request.out);
  const states = needs.backends.includes("local")
    ? needs.stacks.map((stack) => join(dirname(folder), `terraform.${stack}.tfstate`))
    : [];
  const files = [
    ...states.slice(0, MOST),
    ...needs.stacks.slice(0, MOST).map((stack) => plugins(folder, stack)),
  ];
  const paths = files.map((path) => relative(cwd, path).split(sep).join("/"));
  const quiet = { ...env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
  // A folder of a pull request that looks like a repository must not bring a configuration of its own.
  const safe = [
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.quotePath=false",
  ];
  const answer = await ask("git", [...safe, "check-ignore", "--", ...paths], { ...request, env: quiet });
  if (answer.found === "nowhere") return [{ status: "note", name, message: "git is not on the PATH" }];
  if (answer.found !== "answer" || (answer.code !== 0 && answer.code !== 1))
    return [{ status: "note", name, message: "the output is in no Git work tree" }];
  const ignored = new Set(answer.code === 0 ? answer.text.split("\n") : []);
  const open = paths.filter((path) => !ignored.has(path));
  if (open.length === 0)
    return [{ status: "ok", name, message: "states and .terraform folders are ignored" }];
  const rules = [
    ...(open.some((path) => path.endsWith(".tfstate")) ? ["*.tfstate", "*.tfstate.*"] : []),
    ...(open.some((path) => path.includes(".terraform")) ? [".terraform/"] : []),
  ];
  const [first = ""] = open;
  const more = open.length > 1 ? ` and ${counted(open.length - 1, "other file")}` : "";
  return [
    {
      status: "missing",
      name,
      message: `Git would take in ${first}${more}`,
      repair: `add to .gitignore: ${rules.join(" ")}; what is already committed: git rm --cached FILE`,
    },
  ];
}

const plugins = (folder: string, stack: string): string =>
  join(folder, "stacks", stack, ".terraform", "providers");
