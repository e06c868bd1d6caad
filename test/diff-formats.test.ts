import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeFile } from "./support/folders";
import { runIn } from "./support/run";

const spec = (more: string) => `apiVersion: panorama-compile/v1
name: acme
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
${more}
`;

async function between(before: string, after: string, ...argv: string[]) {
  const folder = temporaryFolder();
  writeFile(join(folder, "old.yaml"), spec(before));
  writeFile(join(folder, "new.yaml"), spec(after));
  return runIn(folder, ["diff", "old.yaml", "new.yaml", ...argv]);
}

const DOCK = "appliances: [{ name: dock-1, deviceId: device-lk7exmplpvcr3heqwjmesw76ky }]";
const NARROW = `strictness: account\n${DOCK}`;
const WIDE = `strictness: service\n${DOCK}`;

describe("--fail-on-wider", () => {
  it.each([
    [NARROW, WIDE, 4],
    [WIDE, NARROW, 0],
    [NARROW, NARROW, 0],
    [`strictness: device\n${DOCK}`, `strictness: device\n${DOCK.replace("lk7", "aaa")}`, 4],
  ])("%#", async (before, after, code) => {
    const without = await between(before, after);
    expect(without.code).toBe(0);
    const ran = await between(before, after, "--fail-on-wider");
    expect(ran.code).toBe(code);
    expect(ran.out).toBe(without.out);
    expect(ran.err).toMatch(code === 4 ? /^security is (wider|incomparable) \(--fail-on-wider\)\n$/ : /^$/);
  });
});

describe("--format", () => {
  it("markdown is a comment that is found again by its first line", async () => {
    const { out } = await between(NARROW, WIDE, "--format", "markdown");
    expect(out).toBe(`<!-- panorama-compile diff -->

### 🔺 Security: wider

1 wider, 1 the same. From \`old.yaml\` to \`new.yaml\`. *wider*: something is let in that was not before, and nothing is kept out that was let in.

- 🔺 **wider**: \`trust policy of AWSPanoramaApplianceServiceRole\`
  - \`- statement 1: condition StringEquals aws:SourceAccount 123456789012\`
  - \`for example, now allowed: panorama.amazonaws.com asking for sts:AssumeRole, with aws:SourceAccount 999999999999\`
- ⚪ same: 1 more

### Terraform: 1 changed

<details><summary><code>acme-iam</code></summary>

| | resource | |
| --- | --- | --- |
| changed | \`aws_iam_role.appliance\` | \`changes assume_role_policy\` |

</details>
`);
  });

  it("github is annotations, each on one line", async () => {
    const { out } = await between(NARROW, WIDE, "--format", "github");
    expect(out.split("\n")).toEqual([
      "::warning title=trust is wider::trust policy of AWSPanoramaApplianceServiceRole is wider%0A- statement 1: condition StringEquals aws:SourceAccount 123456789012%0Afor example, now allowed: panorama.amazonaws.com asking for sts:AssumeRole, with aws:SourceAccount 999999999999",
      "::notice title=panorama-compile diff::Security: wider (1 wider, 1 the same)%0ATerraform: 1 changed",
      "",
    ]);
  });

  it("json has everything, however much it is", async () => {
    const many = Array.from({ length: 60 }, (_, n) => `{ name: dock-${n} }`).join(", ");
    const { out } = await between(
      "strictness: account",
      `strictness: account\nappliances: [${many}]`,
      "--format",
      "json",
    );
    const { terraform } = JSON.parse(out);
    expect(terraform.resources.filter(({ action }: { action: string }) => action === "added")).toHaveLength(
      60,
    );
    const pretty = await between("strictness: account", `strictness: account\nappliances: [${many}]`);
    expect(pretty.out.match(/added {10}aws_iot_thing/g)).toHaveLength(20);
    expect(pretty.out).toContain("added          and 40 more");
  });

  it.each([300, 3_000])("markdown of %i appliances fits into a comment", async (count) => {
    const arn = (n: number) => `"arn:aws:iot:us-east-1:123456789012:cert/${String(n).padStart(64, "0")}"`;
    const many = Array.from(
      { length: count },
      (_, n) => `{ name: dock-${n}, site: site-${n % 100}, certificate: { arn: ${arn(n)} } }`,
    );
    const body = `strictness: account\nterraform: { split: site }\nappliances: [${many.join(", ")}]`;
    const { code, out } = await between("strictness: account", body, "--format", "markdown");
    expect(code).toBe(0);
    expect(out.length).toBeLessThan(65_536);
    expect(out).toMatch(/\d+ more|Left out/);
  });

  it("nothing of a spec plays with Markdown, terminals or runners", async () => {
    const hostile = "::error::x ##[group]x `</details>` | <b> \\u001b[31m \\u202e";
    const point = (prefix: string) =>
      `strictness: account\n${DOCK}\nbuckets: [{ name: acme-nodepackage-store-1 }]\naccessPoints: [{ name: panorama-a, bucket: acme-nodepackage-store-1, prefix: ${prefix} }]\ntags: { "a": "${hostile}" }`;
    for (const format of ["pretty", "json", "markdown", "github"]) {
      const { code, out, err } = await between(point("a/"), point("b|_/"), "--format", format);
      if (code === 1) expect(err).toContain("prefix");
      expect(out).not.toMatch(/##\[group\]|<\/details>`|\u001b|\u202e/);
    }
  });
});
