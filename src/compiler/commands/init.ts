import { dirname, join, relative, resolve } from "node:path";
import { type Arguments, UsageError } from "../arguments";
import { allOrNothing, isThere } from "../emit/new-files";
import { END_OF_SUPPORT } from "../end-of-support";
import { EXIT } from "../io";
import { nameOfFile, stackPrefixOf } from "../names";
import { fileQuoted, listed, oneLine, printableLines, quoted } from "../text";
import { regionHelp } from "../validate/regions";
import { flow, resolved, type SchemaNode } from "../validate/schema";
import type { Command } from "./command";
import { schemaText } from "./schema";

const SCHEMA_FILE = "panorama-spec.schema.json";

const IGNORE = [".terraform/", "*.tfstate", "*.tfstate.*", "*.tfplan", "crash.log"];

export const initCommand: Command = {
  name: "init",
  usage: "panorama-compile init [FILE]",
  summary: "write a first spec that compiles at once",
  details: [
    "Writes a first spec (default: panorama.yaml), the JSON Schema beside it, which gives editors completion and",
    "hover texts, and in the current folder, where the output and its states will lie, a .gitignore for what",
    "Terraform leaves there. Never asks, never overwrites: what is there stays.",
  ].join("\n"),
  options: ["account", "region", "quiet", "no-color"],
  operands: "files",
  async run(args, io) {
    if (args.positionals.length > 1) throw new UsageError("init writes one spec");
    const file = args.positionals[0] ?? "panorama.yaml";
    if (file === "") throw new UsageError("init takes the name of a file, not nothing");
    if (file === "-")
      throw new UsageError("init writes files, of which the schema lies beside the spec; name the spec");
    const path = resolve(io.cwd, file);
    const spec = firstSpec(accountOf(args), regionOf(args), nameOf(file));
    const beside = [
      { path: join(dirname(path), SCHEMA_FILE), text: schemaText(io) },
      { path: join(io.cwd, ".gitignore"), text: `${IGNORE.join("\n")}\n` }, // where the output and its states will lie
    ];
    const lines = allOrNothing((files) => [
      files.write(file, path, spec),
      ...beside.map((one) => {
        const shown = relative(io.cwd, one.path);
        return isThere(one.path) ? keptLine(shown) : files.write(shown, one.path, one.text);
      }),
    ]);
    if (args.flag("quiet")) return EXIT.done;
    for (const line of [...lines, `Next: panorama-compile ${fileQuoted(file)}`])
      io.err(`${printableLines(oneLine(line))}\n`);
    return EXIT.done;
  },
};

function accountOf(args: Arguments): string {
  const account = args.text("account") ?? "123456789012";
  if (/^[0-9]{12}$/.test(account)) return account;
  throw new UsageError(`--account takes 12 digits, not ${quoted(account)}`);
}

function regionOf(args: Arguments): string {
  const regions = (resolved({ $ref: "#/$defs/region" }) as SchemaNode).enum ?? [];
  const region = args.text("region") ?? "us-east-1";
  if (regions.includes(region)) return region;
  throw new UsageError(
    `--region takes one of ${listed(regions, "or")}, not ${quoted(region)}; ${regionHelp(region, regions)}`,
  );
}

const nameOf = (file: string): string => stackPrefixOf(nameOfFile(file)) || "panorama";

const keptLine = (shown: string): string =>
  `kept     ${shown}${shown.endsWith(".gitignore") ? `; see that it ignores ${listed(IGNORE)}` : ""}`;

function firstSpec(account: string, region: string, name: string): string {
  return `# yaml-language-server: $schema=./${SCHEMA_FILE}
apiVersion: panorama-compile/v1
name: ${flow(name)}                  # prefix of the stacks: ${name}-iam, ${name}-${region}

account:
  id: "${account}"          # quoted, or YAML drops leading zeros
  region: ${region}
# AWS Panorama's support ended on ${END_OF_SUPPORT.ended}, of which every compile that creates its roles reminds you, unless:
#   endOfSupport: acknowledged

# Who may assume the appliance role. service: anybody's appliance (as the console made it); account: only on
# behalf of this account; region: only devices of the Region; device: only the appliances listed below.
strictness: account

# appliances:
#   - name: dock-1
#     deviceId: device-lk7exmplpvcr3heqwjmesw76ky   # as AWS Panorama gave it; strictness device needs it
#     attributes: { floor: "2" }
#     certificate: { csr: csr/dock-1.pem }          # a certificate signing request beside this file

# terraform:
#   backend: { s3: { bucket: acme-tfstate, region: ${region}, prefix: panorama/ } }

tags: { owner: edge-team }
`;
}
