import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AWS_PROVIDER, type Engine } from "./engine";

/**
 * Writes a CLI configuration of its own into `folder`, so that the user's plays no part, and returns the
 * variables that go with it. https://developer.hashicorp.com/terraform/cli/config/config-file
 */
export async function prepareEngine(engine: Engine, folder: string): Promise<Record<string, string>> {
  const configFile = join(folder, "cli.tfrc");
  await writeFile(configFile, engine.mirror === undefined ? "" : installFrom(engine.mirror));
  return {
    TF_CLI_CONFIG_FILE: configFile,
    ...(engine.mirror === undefined ? await sharedDownload(folder) : {}),
    TF_IN_AUTOMATION: "true",
    CHECKPOINT_DISABLE: "true",
    // Most of a command is reading the provider's schema; fewer collections save a third of its processor time.
    GOGC: "400",
  };
}

/** From a mirror a provider is only linked; from the registry each stack would download its own 700 MB. */
async function sharedDownload(folder: string): Promise<Record<string, string>> {
  const cache = join(folder, "plugins");
  await mkdir(cache);
  return { TF_PLUGIN_CACHE_DIR: cache };
}

function installFrom(mirror: string): string {
  // `exclude`, or Terraform would also ask the registry which versions there are.
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ["${AWS_PROVIDER}"]
  }
  direct {
    exclude = ["${AWS_PROVIDER}"]
  }
}
`;
}
