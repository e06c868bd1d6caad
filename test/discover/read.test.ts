import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACTIONS } from "../../src/discover/aws/calls";
import { KINDS } from "../../src/discover/judge/kinds";
import { temporaryFolder } from "../support/folders";
import { runIn } from "../support/run";
import { awsCli } from "../terraform/aws";
import { type Emulator, startEmulator } from "../terraform/emulator";
import { describeWithTerraform } from "../terraform/engine";
import {
  ACCOUNT,
  makeAccessPoint,
  makeAppliance,
  makeCertificate,
  makeInlinePolicy,
  makePolicies,
  makeRoles,
  makeSecret,
  makeThingType,
} from "./console-made";
import { openGate, type Rule } from "./gate";
import { type Ended, makeProgram, type Program } from "./program";

const REGION = "us-east-1";
const ARGS = ["discover", "--account", ACCOUNT, "--region", REGION];

/** Permissions as the documents give them. */
function documentedActions(): string[] {
  const text = readFileSync(join(import.meta.dirname, "../../docs/discover-policy.json"), "utf8");
  const { Statement: statements }: { Statement: { Effect: string; Action: string[] }[] } = JSON.parse(text);
  expect(statements.every(({ Effect }) => Effect === "Allow")).toBe(true);
  return statements.flatMap(({ Action }) => Action).sort();
}

describe("the page", () => {
  it("lists every finding with its level", () => {
    const page = readFileSync(join(import.meta.dirname, "../../docs/discover.md"), "utf8");
    const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (warning|info) \|/gm)].map(([, code, level]) => [
      code,
      level,
    ]);
    expect(Object.fromEntries(listed)).toEqual(KINDS);
  });
});

describe("the permissions", () => {
  it("are those that the documents give, and read only", () => {
    expect(documentedActions()).toEqual(ACTIONS);
    expect(ACTIONS.filter((action) => !/:(Get|List)/.test(action))).toEqual([]);
    expect(ACTIONS).not.toContain("secretsmanager:GetSecretValue");
  });
});

describeWithTerraform("reading an account", () => {
  let emulator: Emulator;
  let program: Program;
  let whole: Ended;

  beforeAll(async () => {
    program = await makeProgram();
    emulator = await startEmulator();
    await makeRoles(emulator);
    await makeInlinePolicy(emulator);
    await makePolicies(emulator, REGION);
    await makeThingType(emulator, REGION, "panorama-appliance");
    await makeAppliance(emulator, REGION, {
      name: "panorama-dock",
      type: "panorama-appliance",
      attributes: { floor: "2" },
    });
    await makeAppliance(emulator, REGION, { name: "sensor" });
    await makeCertificate(emulator, REGION);
    await makeSecret(emulator, REGION, "panorama/dock");
    await makeSecret(emulator, REGION, "other");
    const bucket = "acme-nodepackage-store-1";
    await makeAccessPoint(emulator, REGION, {
      name: "panorama-models",
      bucket,
      policy: '{"Version":"2012-10-17","Statement":[]}',
    });
    await makeStack(emulator);
    whole = await program.run(ARGS, emulator.env);
    expect(whole).toMatchObject({ code: 0 });
  });
  afterAll(() => emulator.stop());

  /** Runs with a gate that lets calls through, or not. */
  async function through(rule?: Rule, args = ARGS, more: Record<string, string> = {}) {
    const gate = await openGate(emulator.url, rule);
    return { ...(await program.run(args, { ...gate.env, ...more })), gate };
  }

  it("asks for what the documents list, all of it, and for nothing else", async () => {
    const { gate, out } = await through();
    expect([...new Set(gate.seen)].sort()).toEqual(["sts:GetCallerIdentity", ...documentedActions()].sort());
    expect(gate.seen[0]).toBe("sts:GetCallerIdentity");
    expect(out).toBe(whole.out);
    for (const agent of gate.agents) expect(agent).toMatch(/panorama-compile\/\d+\.\d+\.\d+/);
  });

  it("reaches S3 Control by the account's host name, through HTTP_PROXY, and what NO_PROXY names directly", async () => {
    const { gate } = await through();
    const proxied = gate.targets.filter((target) => target.startsWith("http://"));
    expect(proxied.length).toBeGreaterThan(0);
    expect(
      proxied.every((target) => target.startsWith(`http://${ACCOUNT}.s3-control.us-east-1.amazonaws.com/`)),
    ).toBe(true);
    expect(proxied.length).toBeLessThan(gate.targets.length);
  });

  it("prints a spec that compiles, tells how far it is, and never a secret's value", async () => {
    const { code, err } = await runIn(temporaryFolder(), ["-"], { input: whole.out });
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(whole.out).toContain("thingName: panorama-dock\n");
    expect(whole.out).not.toContain("sensor");
    expect(whole.err).toContain(
      "us-east-1: 1 thing, 3 certificates, 2 IoT policies, 1 access point, 1 secret, 1 CloudFormation stack\n",
    );
    expect(whole.out + whole.err).not.toMatch(/a-password|AKIA|aws_secret/i);
  });

  it("--quiet leaves out progress and infos", async () => {
    const { code, out, err } = await through(undefined, [...ARGS, "--quiet"]);
    expect({ code, out }).toEqual({ code: 0, out: whole.out });
    expect(err).toMatch(/^iam: warning trust-unconditioned: /);
    expect(err).not.toMatch(/^us-east-1: \d|: info |Nothing was changed/m);
  });

  it.each(documentedActions())("goes on without %s, and says what it could not see", async (action) => {
    const { code, out, err } = await through((call) => (call === action ? "deny" : "pass"));
    expect({ code, err }).toMatchObject({ code: 0 });
    expect(err).toMatch(
      new RegExp(
        `: warning not-seen: ${action} was denied \\(\\d+ calls?\\), so this could not be seen: (?!${action})\\w`,
      ),
    );
    expect(out.replace(/\n# {2,}/g, " ")).toContain(`${action} was denied`);
    const compiled = await runIn(temporaryFolder(), ["-"], { input: out });
    expect(compiled).toMatchObject({ code: 0 });
  });

  it("asks no more where a permission is missing after three refusals", async () => {
    const wanted = Array.from({ length: 9 }, (_, index) => makeCertificate(emulator, REGION, index < 0));
    await Promise.all(wanted);
    const { gate, err } = await through((call) => (call === "iot:ListAttachedPolicies" ? "deny" : "pass"));
    const asked = gate.seen.filter((call) => call === "iot:ListAttachedPolicies").length;
    expect(asked).toBeGreaterThanOrEqual(3);
    expect(asked).toBeLessThan(3 + 4); // four are asked at once
    expect(err).toContain("iot:ListAttachedPolicies was denied (12 calls)");
  });

  it("ends with 3 where everything is denied, and prints no spec", async () => {
    const { code, out, err } = await through((call) => (call === "sts:GetCallerIdentity" ? "pass" : "deny"));
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain(
      "every call was denied; docs/discover-policy.json is the policy that discover needs\n",
    );
  });

  it("asks again when AWS throttles", async () => {
    const throttled = new Set([
      "iot:ListThings",
      "iam:GetRole",
      "secretsmanager:ListSecrets",
      "cloudformation:ListStacks",
    ]);
    const { code, gate } = await through((call, nth) =>
      throttled.has(call) && nth < 3 ? "throttle" : "pass",
    );
    expect(code).toBe(0);
    for (const call of throttled) expect(gate.seen.filter((one) => one === call).length).toBeGreaterThan(2);
  });

  it("gives up with a sentence when AWS goes on throttling", async () => {
    const { code, out, err } = await through(
      (call) => (call === "iot:ListThings" ? "throttle" : "pass"),
      ARGS,
      { AWS_MAX_ATTEMPTS: "2" },
    );
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(
      /AWS still throttles iot:ListThings in us-east-1 after many attempts; run it again later\n$/,
    );
  });

  it("never reads another account than the one that is named", async () => {
    const { code, out, err, gate } = await through(undefined, [
      "discover",
      "--account",
      "210987654321",
      "--region",
      REGION,
    ]);
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toBe(
      `these credentials are of the account ${ACCOUNT}, not of 210987654321; name the right profile with --profile, or that account with --account\n`,
    );
    expect(gate.seen).toEqual(["sts:GetCallerIdentity"]);
  });

  it.each([
    ["ExpiredToken", "they have expired"],
    ["InvalidClientTokenId", "AWS does not know them"],
    ["SignatureDoesNotMatch", "the secret key is not that of the access key"],
  ])("says what is wrong with credentials: %s", async (code, why) => {
    const ended = await through(() => ({ status: 403, code }));
    expect(ended).toMatchObject({ code: 3, out: "" });
    expect(ended.err).toBe(
      `AWS refused the credentials in use (${code}): ${why}; get new ones, or name a profile with --profile\n`,
    );
  });

  it("says what AWS says where it fails for another reason, in one line", async () => {
    const { code, err } = await through((call) =>
      call === "iot:ListPolicies" ? { status: 400, code: "InvalidRequestException" } : "pass",
    );
    expect(code).toBe(3);
    expect(err).toMatch(
      /\niot:ListPolicies in us-east-1 failed: InvalidRequestException: refused: iot:ListPolicies\n$/,
    );
    expect(err).not.toContain("    at ");
  });

  it("leaves out what is gone before it is looked at", async () => {
    const gone = new Set([
      "iot:ListThingPrincipals",
      "iot:GetPolicy",
      "iot:ListTargetsForPolicy",
      "iot:ListAttachedPolicies",
      "iot:ListPrincipalThings",
    ]);
    const { code, err } = await through((call) =>
      gone.has(call) ? { status: 404, code: "ResourceNotFoundException" } : "pass",
    );
    expect(code).toBe(0);
    expect(err).not.toContain("not-seen");
  });

  describe("credentials are the AWS CLI's", () => {
    const files = () => {
      const folder = temporaryFolder({
        config: `[profile good]\nregion = eu-west-1\n[profile empty]\nregion = eu-west-1\n[profile sso]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = ${ACCOUNT}\nsso_role_name = Reader\n[profile process]\ncredential_process = sh -c 'echo hunter2 >&2; exit 1'\n`,
        credentials: "[good]\naws_access_key_id = fromfile\naws_secret_access_key = test\n",
      });
      return {
        AWS_CONFIG_FILE: join(folder, "config"),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
        HOME: folder,
      };
    };
    const withoutKeys = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "" };

    it("a profile that the command line names goes before keys in the environment, in silence", async () => {
      const { code, out, err } = await through(undefined, [...ARGS, "--profile", "good", "--quiet"], files());
      expect({ code, out }).toEqual({ code: 0, out: whole.out });
      expect(err).not.toContain("Multiple credential sources");
    });

    it("AWS_PROFILE holds where there are no keys", async () => {
      const more = { ...files(), ...withoutKeys, AWS_PROFILE: "good" };
      expect(await through(undefined, ARGS, more)).toMatchObject({ code: 0, out: whole.out });
    });

    it("keys in the environment go before AWS_PROFILE", async () => {
      const more = { ...files(), AWS_PROFILE: "missing" };
      expect(await through(undefined, ARGS, more)).toMatchObject({ code: 0, out: whole.out });
    });

    it.each([
      [
        ["--profile", "missing"],
        {},
        'there is no profile "missing" in the AWS configuration; aws configure list-profiles names those that are there\n',
      ],
      [
        [],
        { AWS_PROFILE: "missing" },
        'there is no profile "missing" in the AWS configuration; aws configure list-profiles names those that are there\n',
      ],
      [
        [],
        {},
        'there are no AWS credentials, neither in the environment nor in the profile "default"; run aws configure or aws sso login, and name another profile with --profile\n',
      ],
      [
        ["--profile", "sso"],
        {},
        'the credentials of the profile "sso": its SSO session is missing or has expired; run aws sso login --profile sso\n',
      ],
      [
        ["--profile", "empty"],
        {},
        `the credentials of the profile "empty" can't be used; see what aws sts get-caller-identity --profile empty says\n`,
      ],
      [
        ["--profile", "process"],
        {},
        `the credentials of the profile "process" can't be used; see what aws sts get-caller-identity --profile process says\n`,
      ],
    ])("%j %j is told in one sentence", async (options, more, words) => {
      const { code, out, err, gate } = await through(undefined, [...ARGS, ...options], {
        ...files(),
        ...withoutKeys,
        ...more,
      });
      expect({ code, out, err }).toEqual({ code: 3, out: "", err: words });
      expect(gate.seen).toEqual([]);
    });
  });
});

/** A CloudFormation stack of other things, and one that a spec's job made. */
async function makeStack(emulator: Emulator): Promise<void> {
  const template = (type: string, properties: object) =>
    JSON.stringify({ Resources: { One: { Type: type, Properties: properties } } });
  const create = (name: string, body: string) =>
    awsCli(emulator, REGION, [
      "cloudformation",
      "create-stack",
      "--stack-name",
      name,
      "--template-body",
      body,
    ]);
  await create("unrelated", template("AWS::SQS::Queue", {}));
  await create("panorama-job-reboot", template("AWS::SQS::Queue", {}));
}
