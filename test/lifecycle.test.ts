import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { dayOf, isDay, lastDayOfMonth } from "../src/compiler/day";
import { policyDocument } from "../src/compiler/policies/policy";
import { filesIn, temporaryFolder, writeFile } from "./support/folders";
import { answer, type Caller } from "./support/iam";
import { modelOf } from "./support/model";
import { rooms, runIn } from "./support/run";

// What a spec says of time, of appliances that come and go, and of taking an account out of use.

const HEAD = `apiVersion: panorama-compile/v1
name: docks
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
`;
const arn = (digit: string) => `arn:aws:iot:us-east-1:123456789012:cert/${digit.repeat(64)}`;

describe("days", () => {
  it.each(["2026-12-15", "2028-02-29", "2000-02-29", "2026-01-01", "9999-12-31"])("%s is one", (day) => {
    expect(isDay(day)).toBe(true);
  });

  it.each([
    "2026-02-30",
    "2027-02-29",
    "1900-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-1-1",
    "today",
    "",
    "2026-12-15T00:00:00Z",
    "+02026-12-15",
  ])("%j is none", (day) => {
    expect(isDay(day)).toBe(false);
  });

  it("end their months as the calendar has it, and are in the order of time as texts", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1000-01-01"), max: new Date("9998-12-31"), noInvalidDate: true }),
        (date) => {
          const [day, next] = [dayOf(date), dayOf(new Date(date.getTime() + 86_400_000))];
          expect(isDay(day)).toBe(true);
          expect(day < next).toBe(true);
          expect(lastDayOfMonth(day) === day).toBe(day.slice(0, 7) !== next.slice(0, 7));
        },
      ),
    );
  });
});

describe("the day of a run", () => {
  const spec = `${HEAD}strictness: device
appliances:
  - { name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }
  - { name: dock-2, state: reprovisioning, until: 2026-12-15 }
`;
  const run = async (argv: readonly string[], today?: string) => {
    const folder = temporaryFolder({ "spec.yaml": spec });
    const ran = await runIn(folder, argv, today === undefined ? {} : { today: () => today });
    return { ...ran, files: ran.code === 0 && argv.includes("out") ? filesIn(`${folder}/out`) : {} };
  };
  const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);

  it("is the clock's, or that of --today, for compile and validate; the last day still counts", async () => {
    for (const command of ["compile", "validate"]) {
      const at = async (today: string, ...more: string[]) =>
        (await run([command, "spec.yaml", ...more], today)).err;
      expect(await at("2026-12-15")).toContain(" warning reprovisioning: ");
      expect(await at("2026-12-16")).toContain(" error reprovisioning-overdue: ");
      expect(await at("2026-12-16", "--today", "2026-12-15")).toContain(" warning reprovisioning: ");
      expect(await at("2026-01-01", "--today=2027-01-01")).toContain("and it is 2027-01-01 (UTC)");
    }
  });

  it("changes the findings, never the output", async () => {
    const [early, late] = [
      await run(["spec.yaml", "--out", "out", "--today", "2020-01-01"]),
      await run(["spec.yaml", "--out", "out", "--today", "2026-12-15"]),
    ];
    expect(Object.keys(early.files)).toContain("review.md");
    expect(late.files).toEqual(early.files);
  });

  const noDay = (day: string) => `--today takes a day, as in 2026-12-15, not ${JSON.stringify(day)}`;

  it.each<[string, string]>([
    ["2026-02-30", "--today 2026-02-30: there is no such day"],
    ...["15.12.2026", "", "today", "2026-12-15 "].map((day): [string, string] => [day, noDay(day)]),
  ])("%j is refused on the command line", async (day, words) => {
    for (const command of ["compile", "validate"]) {
      const { code, err } = await run([command, "spec.yaml", "--today", day]);
      expect({ code, err }).toEqual({ code: 2, err: `${words}\nTry: panorama-compile --help\n` });
    }
    expect(() => compileWith(rooms, [{ text: spec }], { today: day })).toThrow(RangeError);
  });

  it("is no option of commands that read no spec", async () => {
    expect(await run(["schema", "--today", "2026-12-15"])).toMatchObject({ code: 2 });
  });

  afterEach(() => void vi.useRealTimers());

  it("is the UTC day of the clock for the library, unless it is told another", () => {
    const found = (options = {}) => codes(compileWith(rooms, [{ text: spec }], options).findings);
    vi.useFakeTimers();
    vi.setSystemTime(new Date("2026-12-15T23:59:59Z"));
    expect(found()).toEqual(["reprovisioning"]);
    vi.setSystemTime(new Date("2026-12-16T00:00:00Z"));
    expect(found()).toEqual(["reprovisioning-overdue"]);
    expect(found({ today: "2026-12-15" })).toEqual(["reprovisioning"]);
  });
});

describe("the trust policy while appliances are being reprovisioned", () => {
  const spec = (named: number, regions: readonly string[]) =>
    [
      `${HEAD}strictness: device\nappliances:`,
      ...Array.from(
        { length: named },
        (_, i) => `  - { name: a${i}, deviceId: device-${String(i).padStart(26, "a")} }`,
      ),
      ...regions.map(
        (region) => `  - { name: r-${region}, region: ${region}, state: reprovisioning, until: 2030-01-01 }`,
      ),
    ].join("\n");
  const tooLarge = (text: string) =>
    compileWith(rooms, [{ text }], { today: "2026-11-23" }).findings.find(
      ({ code }) => code === "trust-policy-too-large",
    );

  it.each([[[]], [["us-east-1"]], [["us-west-2", "eu-west-1", "ca-central-1"]]])(
    "of %j holds as many devices by name as the finding says",
    (regions) => {
      const fits = Number(
        /into which (\d+) of them fit/.exec(tooLarge(spec(40, regions))?.message ?? "")?.[1],
      );
      expect(fits).toBeGreaterThan(15);
      expect(tooLarge(spec(fits, regions))).toBeUndefined();
      expect(tooLarge(spec(fits + 1, regions))?.message).toContain(
        `the trust policy of ${fits + 1} appliances`,
      );
    },
  );
});

const CAMERA_BUCKET = "acme-nodepackage-store-1";
const everything = (
  strictness: string,
  permissions: string,
  lifecycle: string,
) => `${HEAD}strictness: ${strictness}
lifecycle: ${lifecycle}
roles: { serviceLinked: omit, appliance: { permissions: ${permissions} } }
appliances:
  - { name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { arn: "${arn("a")}", status: active } }
  - { name: dock-2, deviceId: device-mk7exmplpvcr3heqwjmesw76ky, certificate: { arn: "${arn("b")}" } }
  - { name: dock-3, deviceId: device-nk7exmplpvcr3heqwjmesw76ky, certificate: { csr: dock-3.pem } }
buckets: [{ name: ${CAMERA_BUCKET}, source: create }]
accessPoints: [{ name: panorama-models, bucket: ${CAMERA_BUCKET}, prefix: models/ }]
secrets: [{ name: panorama/cameras }]
`;

describe("quarantine", () => {
  const rungs = ["service", "account", "region", "device"].flatMap((strictness) =>
    ["managed", "scoped"].map((permissions) => [strictness, permissions] as const),
  );
  const device = "arn:aws:panorama:us-east-1:123456789012:device/device-lk7exmplpvcr3heqwjmesw76ky";
  const assumes = (lifecycle: string, strictness: string, principal: string) => {
    const { trust, arn: resource } = modelOf(everything(strictness, "managed", lifecycle)).roles.appliance;
    const context = { "aws:SourceAccount": "123456789012", "aws:SourceArn": device };
    const caller = { arn: principal, account: "123456789012" };
    return answer(asResourcePolicy(policyDocument(trust.policy)), {
      caller,
      action: "sts:AssumeRole",
      resource,
      context,
    });
  };

  it.each(rungs)(
    "of %s, %s, comes and goes without a trace in the output",
    async (strictness, permissions) => {
      const folder = temporaryFolder(`${import.meta.dirname}/../fixtures/ok/seattle/csr`);
      const outcome = async (lifecycle: string) => {
        const input = everything(strictness, permissions, lifecycle).replace("dock-3.pem", "dock-1.pem");
        const { code, err } = await runIn(folder, ["-", "--out", "out"], { input });
        expect({ code, err }).toMatchObject({ code: 0 });
        return { files: filesIn(`${folder}/out`), err };
      };
      const before = await outcome("active");
      const quarantined = await outcome("quarantined");
      expect(quarantined.err).not.toMatch(/confused-deputy|error|stays-inactive/);
      const { resource, data } = JSON.parse(quarantined.files["stacks/docks-us-east-1/cdk.tf.json"] ?? "");
      expect(resource.aws_iot_certificate["dock-3"].active).toBe(false);
      expect(triggersOf(resource)).toEqual({
        "certificate-dock-1": [arn("a"), "INACTIVE"],
        "certificate-dock-2": [arn("b"), "INACTIVE"],
      });
      expect(JSON.stringify(data)).not.toContain("ApplianceReads");
      const iam = quarantined.files["stacks/docks-iam/cdk.tf.json"] ?? "";
      expect(iam).not.toContain("panorama.amazonaws.com");
      expect(iam.includes("AWSPanoramaApplianceServiceRolePolicy"), "what is attached stays").toBe(
        permissions === "managed",
      );

      const after = await outcome("active");
      expect(after.files).toEqual(before.files);
      expect(after.err.match(/certificate-stays-inactive: .*/g)).toEqual([
        expect.stringContaining('the certificate of the appliance "dock-2" stays inactive'),
      ]);
      const active = JSON.parse(after.files["stacks/docks-us-east-1/cdk.tf.json"] ?? "");
      expect(triggersOf(active.resource)).toEqual({ "certificate-dock-1": [arn("a"), "ACTIVE"] });
      expect((await outcome("active")).err, "it is said once").not.toContain("stays-inactive");
    },
  );

  it.each(["service", "account", "region", "device"])("lets nobody assume the role on %s", (strictness) => {
    const principals = [
      "service:panorama.amazonaws.com",
      "arn:aws:iam::123456789012:user/admin",
      "arn:aws:iam::123456789012:root",
    ];
    expect(principals.map((p) => assumes("quarantined", strictness, p))).toEqual([
      "denied",
      "denied",
      "denied",
    ]);
    expect(assumes("active", strictness, "service:panorama.amazonaws.com")).toBe("allowed");
  });

  it.each(rungs)("of %s, %s, denies the role everything, whatever is attached", (strictness, permissions) => {
    const { roles, accessPoints } = modelOf(everything(strictness, permissions, "quarantined"));
    const role: Caller = { arn: roles.appliance.arn, account: "123456789012" };
    const colleague: Caller = { arn: "arn:aws:iam::123456789012:user/ann", account: "123456789012" };
    const inline = policyDocument(roles.appliance.inline?.policy ?? { statements: [] });
    const [point] = accessPoints;
    const own = policyDocument(point?.policy ?? { statements: [] });
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    fc.assert(
      fc.property(fc.tuple(word, word), word, ([service, verb], name) => {
        const call = { caller: role, action: `${service}:${verb}`, resource: `arn:aws:${service}:::${name}` };
        expect(answer(inline, call)).toBe("denied");
        const read = { action: "s3:GetObject", resource: `${point?.arn}/object/models/${name}` };
        expect(answer(own, { ...read, caller: role })).toBe("denied");
        expect(answer(own, { ...read, caller: colleague })).toBe("silent");
      }),
    );
  });

  it("says in review.md what is shut, in place of what was open", async () => {
    const review = async (lifecycle: string) => {
      const folder = temporaryFolder(`${import.meta.dirname}/../fixtures/ok/seattle/csr`);
      const input = everything("device", "scoped", lifecycle).replace("dock-3.pem", "dock-1.pem");
      await runIn(folder, ["-", "--out", "out"], { input });
      return filesIn(`${folder}/out`)["review.md"] ?? "";
    };
    const open = [
      "only on behalf of account",
      "**Who may read:** the appliance role",
      "| `models/*` |",
      "**Who may read them:** the appliance role",
      "`CN=panorama-dock-1`), active",
      "**set to active**",
      "active or not, as it is",
      "and nothing else: what is attached by hand is taken away.",
      "reads through `panorama-models`",
    ];
    const shut = [
      "**Quarantined.**",
      "**nobody**: the account is quarantined.",
      "nothing: this inline policy",
      "**Who may read:** not the appliance role",
      "**Who may read them:** by this spec nobody",
      "inactive (quarantined)",
    ];
    const [active, quarantined] = [await review("active"), await review("quarantined")];
    for (const words of open)
      expect([active.includes(words), quarantined.includes(words), words]).toEqual([true, false, words]);
    for (const words of shut)
      expect([active.includes(words), quarantined.includes(words), words]).toEqual([false, true, words]);
  });
});

describe("a certificate that exists", () => {
  it("brings no warning when it was made active, or left alone, and no status is written any more", async () => {
    const folder = temporaryFolder();
    const said = async (certificate: string) => {
      const input = `${HEAD}strictness: account
appliances: [{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { ${certificate} } }]
`;
      return (await runIn(folder, ["-", "--out", "out"], { input })).err;
    };
    const steps = [`arn: "${arn("a")}"`, `arn: "${arn("a")}", status: active`, `arn: "${arn("a")}"`];
    for (const step of steps) expect(await said(step)).not.toContain("warning");
    await said(`arn: "${arn("a")}", status: inactive`);
    expect(await said(`arn: "${arn("b")}"`), "another certificate").not.toContain("warning");
    await said(`arn: "${arn("a")}", status: inactive`);
    expect(await said(`arn: "${arn("a")}"`)).toContain("warning certificate-stays-inactive");
  });
});

describe("a last output that somebody edited", () => {
  it.each([
    null,
    7,
    "x",
    [null],
    { a: null },
    { a: 7 },
    { a: { triggers_replace: 7 } },
    { a: { triggers_replace: [] } },
  ])("with %j for what sets certificates says nothing of them", async (edited) => {
    const input = `${HEAD}strictness: account\nappliances: [{ name: dock, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { arn: "${arn("a")}" } }]\n`;
    const folder = temporaryFolder();
    await runIn(folder, ["-", "--out", "out"], { input });
    const path = `${folder}/out/stacks/docks-us-east-1/cdk.tf.json`;
    const json = JSON.parse(readFileSync(path, "utf8"));
    writeFile(path, JSON.stringify({ ...json, resource: { ...json.resource, terraform_data: edited } }));
    const { code, err } = await runIn(folder, ["-", "--out", "out"], { input });
    expect({ code, warned: err.includes("stays-inactive") }).toEqual({ code: 0, warned: false });
  });
});

/** A trust policy for the small IAM of the tests: its resource is the role, and a service is a principal by its name. */
function asResourcePolicy(trust: { readonly Statement: readonly object[] }) {
  return {
    Statement: trust.Statement.map((statement) => {
      const { Principal = {} } = statement as { Principal?: { Service?: string; AWS?: string } };
      const AWS = Principal.AWS ?? `service:${Principal.Service}`;
      return { ...statement, Principal: { AWS }, Resource: "*" };
    }),
  };
}

function triggersOf(resource: { terraform_data?: Record<string, { triggers_replace: unknown }> }) {
  return Object.fromEntries(
    Object.entries(resource.terraform_data ?? {}).map(([address, { triggers_replace }]) => [
      address,
      triggers_replace,
    ]),
  );
}

describe("a retired appliance in review.md", () => {
  const line = async (strictness: string, more = "") => {
    const input = `${HEAD}strictness: ${strictness}
appliances:
  - { name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }
  - { name: dock-2, state: retired }
${more}`;
    const folder = temporaryFolder();
    const { code, err } = await runIn(folder, ["-", "--out", "out"], { input });
    expect({ code, err }).toMatchObject({ code: 0 });
    return /- `dock-2`, (.*)/.exec(filesIn(`${folder}/out`)["review.md"] ?? "")?.[1];
  };

  it("is let in where the trust policy names no devices, or for a while all of its Region", async () => {
    expect(await line("service")).toContain(
      "**the trust policy still lets it in**, since strictness `service`",
    );
    expect(await line("account")).toContain(
      "**the trust policy still lets it in**, since strictness `account`",
    );
    expect(await line("region")).toContain(
      "**the trust policy still lets it in**, as every device of us-east-1",
    );
    expect(await line("device")).toContain("the trust policy lets it in no more");
    const other = (region: string) =>
      `  - { name: dock-3, region: ${region}, state: reprovisioning, until: 2026-12-15 }`;
    expect(await line("device", other("us-east-1"))).toContain(
      "**the trust policy lets it in with every device of us-east-1**",
    );
    expect(await line("device", other("us-west-2"))).toContain("the trust policy lets it in no more");
  });
});

describe("the notice of the end of support", () => {
  const spec = (name: string, account: string, more: string) =>
    `apiVersion: panorama-compile/v1\nname: ${name}\naccount: { id: "${account}", region: us-east-1 }\n${more}`;
  const codesOf = (...texts: readonly string[]) =>
    compileWith(
      rooms,
      texts.map((text, index) => ({ text, path: `${index}.yaml` })),
    ).findings.map(({ file, code }) => `${file} ${code}`);
  const one = spec("one", "111111111111", "strictness: account\n");
  const two = spec("two", "222222222222", "strictness: account\n");

  it("stands once under each document that creates a role, and under none that adopts both or acknowledges it", () => {
    expect(codesOf(one, two)).toEqual(["0.yaml end-of-support", "1.yaml end-of-support"]);
    expect(codesOf(one.replace("us-east-1 }", "us-east-1, endOfSupport: acknowledged }"), two)).toEqual([
      "1.yaml end-of-support",
    ]);
    expect(
      codesOf(`${one}roles: { serviceLinked: import, appliance: { source: import, path: / } }\n`),
    ).toEqual([]);
    expect(codesOf(`${one}roles: { serviceLinked: omit, appliance: { source: import, path: / } }\n`)).toEqual(
      [],
    );
  });

  it("stands under nothing that is refused, also for the sake of another document", () => {
    expect(codesOf(one, two.replace("strictness: account", "strictness: device"))).toEqual([
      "1.yaml no-active-appliance",
    ]);
  });

  it("is no warning: --warnings-as-errors and --quiet pass it over", async () => {
    const folder = temporaryFolder({ "spec.yaml": one });
    const { code, err } = await runIn(folder, ["validate", "spec.yaml", "--warnings-as-errors", "--quiet"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
