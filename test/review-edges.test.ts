import { describe, expect, it } from "vitest";
import type { LocatedFinding } from "../src/compiler/api";
import { askedOfTrust } from "../src/compiler/review/asked";
import { finalPoliciesSection } from "../src/compiler/review/final-policies";
import { sizesSection } from "../src/compiler/review/sizes";
import { statesSection } from "../src/compiler/review/states";
import { warningsSection } from "../src/compiler/review/warnings";
import { modelOf } from "./support/model";

// Sections of review.md at their edges: how much is shown, and what is said of the rest.

const spec = (more = "", strictness = "account") =>
  modelOf(
    `apiVersion: panorama-compile/v1\nname: acme\naccount: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }\nstrictness: ${strictness}\n${more}`,
  );
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

describe("warnings", () => {
  const finding = (at: number) =>
    ({
      start: { line: at + 1 },
      code: "some-code",
      message: `message ${at} \`x\``,
    }) as unknown as LocatedFinding;
  const lines = (count: number) => warningsSection(many(count, finding)).at(-1)?.split("\n") ?? [];

  it("are fifty at most, each with its line", () => {
    expect(warningsSection([])).toEqual([]);
    expect(warningsSection([finding(6)])).toEqual(["## Warnings", "- line 7, `some-code`: `message 6 'x'`"]);
    expect(lines(50)).toHaveLength(50);
    expect(lines(51).slice(50)).toEqual(["- and 1 more warning"]);
    expect(lines(53).at(-1)).toBe("- and 3 more warnings");
  });

  it("are shown as far as a line can be read", () => {
    const of = (length: number) => warningsSection([{ ...finding(0), message: "x".repeat(length) }])[1];
    expect(of(500)).toBe(`- line 1, \`some-code\`: \`${"x".repeat(500)}\``);
    expect(of(501)).toBe(`- line 1, \`some-code\`: \`${"x".repeat(500)}…\``);
  });
});

describe("states", () => {
  const said = (more: string) => statesSection(spec(more)).at(-1)?.split("\n") ?? [];
  const plain = "- policies, names, ARNs and tags stand in the state in plain text";

  it("hold what the spec makes", () => {
    expect(statesSection(spec()).slice(0, 2)).toEqual([
      "## What states hold",
      "No private key and no value of a secret:",
    ]);
    expect(said("")).toEqual([plain]);
    expect(said("secrets: [{ name: panorama/a }]")).toEqual([
      "- of secrets Terraform has only the shell: somebody else writes the values",
      plain,
    ]);
    expect(said("secrets: [{ name: panorama/a }, { name: panorama/b, value: variable }]")).toEqual([
      "- values of secrets are ephemeral variables and write-only arguments, which Terraform keeps neither in a plan nor in a state",
      plain,
    ]);
    const job =
      "appliances: [{ name: a }]\njobs: [{ name: j, document: { operation: x }, targets: { all: true } }]";
    expect(said(job)).toEqual(["- documents of jobs stand in the state as they stand in the spec", plain]);
    const arn = `certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/${"0".repeat(64)}" }`;
    expect(said(`appliances: [{ name: a, ${arn} }]`)).toEqual([plain]);
    const made = { ...spec("appliances: [{ name: a }]") };
    const appliances = made.appliances.map((one) => ({ ...one, certificate: { from: "csr" } }));
    expect(statesSection({ ...made, appliances } as never).at(-1)).toContain(
      "- certificates are made from requests (CSR): their private keys were never in Terraform's reach. The requests and the certificates, which are public, stand in the state\n",
    );
  });
});

describe("sizes", () => {
  const points = (count: number) =>
    spec(
      `roles: { appliance: { permissions: scoped } }\nbuckets: [${many(count, (at) => `{ name: acme-nodepackage-store-${at} }`)}]\naccessPoints: [${many(count, (at) => `{ name: panorama-p${at}, bucket: acme-nodepackage-store-${at} }`)}]`,
    );
  const rows = (count: number) => sizesSection(points(count)).at(-1)?.split("\n").slice(2) ?? [];

  it("are twenty at most, the fullest first, with their share", () => {
    const few = rows(1);
    expect(few.every((row) => /^\| .* \| \d+ \| \d+ \| \d+ % \|$/.test(row))).toBe(true);
    for (const name of [
      "the appliance role's trust policy",
      "the appliance role's inline policy",
      "the access point `panorama-p0` in us-east-1",
    ])
      expect(few.join("\n")).toContain(`| ${name} | `);
    const shares = few.map((row) => {
      const [, size = 0, quota = 1] = /\| (\d+) \| (\d+) \| /.exec(row)?.map(Number) ?? [];
      expect(row.endsWith(`| ${Math.round((100 * size) / quota)} % |`)).toBe(true);
      return size / quota;
    });
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    const others = few.length - 1;
    expect(rows(20 - others)).toHaveLength(20);
    expect(rows(21 - others).slice(20)).toEqual(["| and 1 smaller one | | | |"]);
    expect(rows(23 - others).slice(20)).toEqual(["| and 3 smaller ones | | | |"]);
  });
});

describe("final-policies", () => {
  const section = (count: number, more = "") =>
    finalPoliciesSection(
      spec(
        `buckets: [{ name: acme-nodepackage-store-1 }]\naccessPoints: [${many(count, (at) => `{ name: panorama-p${at}, bucket: acme-nodepackage-store-1 }`)}]\n${more}`,
      ),
    );

  it("are those of five access points, and those of certificates once for all Regions", () => {
    expect(finalPoliciesSection(spec())).toEqual([]);
    const one = section(1);
    expect(one.slice(0, 2)).toEqual([
      "## Final policies",
      "The final policy of the access point `panorama-p0` in us-east-1:",
    ]);
    expect(one[2]).toMatch(/^```json\n\{\n {2}"Version": "2012-10-17",[\s\S]*\n\}\n```$/);
    expect(section(5)).toHaveLength(11);
    expect(section(6).slice(11)).toEqual(["Not shown here: the policies of 1 more access point."]);
    expect(section(8).at(-1)).toBe("Not shown here: the policies of 3 more access points.");
    const certified = (region: string) =>
      `{ name: a-${region}, region: ${region}, certificate: { arn: "arn:aws:iot:${region}:123456789012:cert/${"0".repeat(63)}${region.length}" } }`;
    const devices = (...regions: string[]) => section(0, `appliances: [${regions.map(certified)}]`);
    expect(devices("us-east-1")[1]).toBe("The final IoT policy `panorama-us-east-1-appliance`:");
    expect(devices("us-east-1", "eu-west-1", "us-west-2")[1]).toBe(
      "The final IoT policy `panorama-eu-west-1-appliance`, and but for the Region's name of `panorama-us-east-1-appliance` and `panorama-us-west-2-appliance`:",
    );
  });
});

describe("asked", () => {
  it("has the answers of the trust policy, the first of which is what it is for", () => {
    const [title, table, ...more] = askedOfTrust(spec());
    expect(title).toBe("**Asked of it** at every compile, as `panorama.amazonaws.com` but for the last:");
    const rows = table?.split("\n") ?? [];
    expect(rows.slice(0, 2)).toEqual(["| to assume the role | answer |", "| --- | --- |"]);
    expect(rows[2]).toMatch(/^\| .+ \| allowed \|$/);
    for (const row of rows.slice(3)) expect(row).toMatch(/^\| .+ \| (denied|\*\*allowed\*\*) \|$/);
    expect(more).toEqual([]);
    expect(askedOfTrust(spec("", "service"))[1]).toContain("| **allowed** |");
    const expected = (...entries: string[]) => askedOfTrust(spec(`expect: [${entries}]`)).at(-1);
    const deny = "{ deny: { role: appliance, principal: ec2.amazonaws.com } }";
    expect(expected(deny)).toBe("What the spec expects holds too (`expect`: 1 request).");
    expect(expected(deny, deny.replace("ec2", "ecs"))).toContain("(`expect`: 2 requests)");
  });
});
