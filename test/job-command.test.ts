import { spawnSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, temporaryFolder } from "./support/folders";

const FIXTURE = join(import.meta.dirname, "../fixtures/ok/jobs/expected");

/** The command that starts jobs, as a user's shell gets it. */
const command = (): string => {
  const json: string = filesIn(FIXTURE)["stacks/acme-us-west-2-seattle/cdk.tf.json"] ?? "";
  return JSON.parse(json).resource.terraform_data["run-reboot"].provisioner[0]["local-exec"].command;
};

const SHELLS = ["dash", "bash", "busybox", "ksh"].filter(
  (shell) => spawnSync(shell, ["-c", ":"]).error === undefined,
);

describe.each(SHELLS)("the command that starts a job, in %s", (shell) => {
  const REQUEST = '{"document":"$(exit 7) `exit 8`; file:///etc/passwd \\" \' \\\\ ${x} é\u2028"}';

  /** Runs it with an `aws` of ours, which writes down its arguments. */
  function started(aws?: string) {
    const bin = temporaryFolder(
      aws === undefined ? {} : { aws: `#!/bin/sh\nprintf '%s\\n' "$@" >"${"$"}0.arguments"\n${aws}\n` },
    );
    if (aws !== undefined) chmodSync(join(bin, "aws"), 0o755);
    const words = shell === "busybox" ? ["sh", "-euc"] : ["-euc"];
    const env = { PATH: bin, PANORAMA_JOB: REQUEST, PANORAMA_REGION: "us-east-1" };
    const which = spawnSync("/bin/sh", ["-c", `command -v ${shell}`], { encoding: "utf8" }).stdout.trim();
    const { status, stdout, stderr } = spawnSync(which, [...words, command()], {
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"], // as Terraform does; a socket there would make bash read its bashrc
    });
    return { status, stdout, stderr, given: filesIn(bin)["aws.arguments"] };
  }

  const there = (prefix: string) =>
    `printf '%s' '${prefix}An error occurred (ResourceAlreadyExistsException) when calling the CreateJob operation: Job x already exists' >&2; exit 254`;

  it("hands the request over as it is, and shows the answer", () => {
    expect(started('echo \'{ "jobId": "x" }\'')).toEqual({
      status: 0,
      stdout: '{ "jobId": "x" }\n',
      stderr: "",
      given: `iot\ncreate-job\n--region\nus-east-1\n--cli-input-json\n${REQUEST}\n--output\njson\n`,
    });
  });

  it.each(["", "\n", "aws: [ERROR]: ", "\naws: [ERROR]: ", "/usr/lib/x.py:1: DeprecationWarning: old\n\n"])(
    "takes a job that is there already for success, after %j",
    (prefix) => {
      expect(started(there(prefix))).toMatchObject({ status: 0, stdout: "This job was started before.\n" });
    },
  );

  it.each([
    "An error occurred (AccessDeniedException) when calling the CreateJob operation: not you",
    "An error occurred (ResourceAlreadyExistsException) when calling the DescribeJob operation: x",
    "Parameter validation failed: {'document': 'An error occurred (ResourceAlreadyExistsException) when calling the CreateJob operation'}",
    "An error occurred (InvalidRequestException) when calling the CreateJob operation: An error occurred (ResourceAlreadyExistsException) when calling the CreateJob operation",
    "",
  ])("fails with AWS's words: %s", (words) => {
    const { status, stdout, stderr } = started(`printf '%s' "$WORDS" >&2; exit 254`.replace("$WORDS", words));
    expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: "", stderr: `${words}\n` });
  });

  it("says what is missing where there is no AWS CLI", () => {
    const { status, stdout, stderr } = started();
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: "The AWS CLI is needed for run: once; it was not found on the PATH.\n",
    });
  });
});
