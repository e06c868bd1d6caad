import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import extract from "./constraints/extract.json";

const SCRIPT = join(import.meta.dirname, "../scripts/aws-constraints.mjs");

/** Where the Python package that the extract was made of lies; undefined where there is none of that version. */
function botocore(): string | undefined {
  const program = "import botocore; print(botocore.__version__); print(*botocore.__path__)";
  const [version, folder] =
    spawnSync("python3", ["-c", program], { encoding: "utf8" }).stdout?.split("\n") ?? [];
  return version === extract.botocore ? folder : undefined;
}

const folder = botocore();
if (folder === undefined)
  console.warn(
    `Skipped: botocore ${extract.botocore} is not installed, so the extract is not compared with it.`,
  );

it.skipIf(folder === undefined)("the extract is what the service models say", () => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, folder ?? "", "--check"], {
    encoding: "utf8",
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
