import { describe, expect, it } from "vitest";
import { compileWith } from "../src/compiler/compile";
import { finalPoliciesSection } from "../src/compiler/review/final-policies";
import { fitting, MOST_CHARACTERS } from "../src/compiler/review/fit";
import { temporarilyWide } from "../src/compiler/review/lifecycle";
import { matrixSection } from "../src/compiler/review/matrix";
import { sizesSection } from "../src/compiler/review/sizes";
import { statesSection } from "../src/compiler/review/states";
import { modelOf } from "./support/model";
import { rooms } from "./support/run";

// What review.md says of access, sizes, states and warnings, and how it stays as long as GitHub takes it.

const HEAD = `apiVersion: panorama-compile/v1
name: base
account: { id: "123456789012", region: us-east-1, endOfSupport: acknowledged }
`;
const model = (text: string) => modelOf(HEAD + text);

/** review.md of a text. */
const reviewOf = (text: string, today = "2026-11-23"): string => {
  const { artifacts } = compileWith(rooms, [{ path: "spec.yaml", text: HEAD + text }], { today });
  return [...artifacts].find(({ path }) => path === "review.md")?.text ?? "";
};
const sectionOf = (review: string, title: string): string =>
  review.split(/^## /m).find((section) => section.startsWith(`${title}\n`)) ?? "";

describe("the access matrix", () => {
  const rows = (text: string): Record<string, string> =>
    Object.fromEntries(
      (matrixSection(model(text))[2] ?? "")
        .split("\n")
        .slice(2)
        .map((line) => {
          const [what = "", ...answers] = line.split(" | ");
          return [what.replace("| ", ""), answers.join(", ").replace(" |", "")];
        }),
    );
  const STORAGE = `buckets:
  - { name: a-nodepackage-store-1, source: create }
  - { name: b-nodepackage-store-1 }
accessPoints:
  - { name: panorama-a, bucket: a-nodepackage-store-1, prefix: 0/ }
  - { name: panorama-b, bucket: b-nodepackage-store-1 }
secrets: [{ name: panorama/x }]
`;

  it("has what each rung lets through", () => {
    expect(rows(`strictness: account\n${STORAGE}`)).toEqual({
      "read `0/*` through `panorama-a` (us-east-1)": "**may**, by its own policies, denied",
      "read anything else through `panorama-a` (us-east-1)": "denied, by its own policies, denied",
      "write through `panorama-a` (us-east-1)": "denied, by its own policies, denied",
      "read any object through `panorama-b` (us-east-1)": "**may**, by its own policies, denied",
      "write through `panorama-b` (us-east-1)": "denied, by its own policies, denied",
      "read the secret `panorama/x` (us-east-1)": "**may**, by its own policies, no",
      "read any other secret": "no, by its own policies, no",
      "write device logs in its Regions": "**may**, by its own policies, no",
      "write device logs elsewhere": "**may**, by its own policies, no",
      "put metrics of `PanoramaDeviceMetrics`": "**may**, by its own policies, no",
      "put any other metrics": "no, by its own policies, no",
      "pass a role": "no, by its own policies, no",
    });
    const service = rows(`strictness: service\n${STORAGE}`);
    expect(service["read `0/*` through `panorama-a` (us-east-1)"]).toBe("**may**, by its own policies, no");
    expect(service["read the secret `panorama/x` (us-east-1)"]).toBe("no, by its own policies, no");
    const scoped = rows(`strictness: account\nroles: { appliance: { permissions: scoped } }\n${STORAGE}`);
    expect(scoped["write device logs elsewhere"]).toBe("no, by its own policies, no");
    expect(scoped["read any object through `panorama-b` (us-east-1)"]).toBe(
      "**may**, by its own policies, denied",
    );
    const quarantined = rows(`strictness: account\nlifecycle: quarantined\n${STORAGE}`);
    for (const answer of Object.values(quarantined)) expect(answer).toMatch(/^denied, /);
  });

  it("says where a bucket's own policy has to permit what the role's does not", () => {
    const far = rows(
      "strictness: account\nbuckets: [{ name: elsewhere }]\naccessPoints: [{ name: panorama-a, bucket: elsewhere }]\n",
    );
    expect(far["read any object through `panorama-a` (us-east-1)"]).toBe(
      "**may**, where the bucket's own policy permits it, by its own policies, denied",
    );
  });

  it("has ten access points and ten secrets, and says how many more there are", () => {
    const many = (count: number) =>
      matrixSection(
        model(
          `strictness: account\nbuckets: [{ name: elsewhere }]\naccessPoints:\n${Array.from({ length: count }, (_, i) => `  - { name: panorama-${i}, bucket: elsewhere }\n`).join("")}secrets:\n${Array.from({ length: count }, (_, i) => `  - { name: panorama/${i} }\n`).join("")}`,
        ),
      ).join("\n");
    expect(many(10)).not.toContain("Not shown");
    expect(many(12)).toContain("Not shown here: 2 more access points.\nNot shown here: 2 more secrets.");
    expect(many(12).match(/write through/g)).toHaveLength(10);
    expect(many(12).match(/read the secret/g)).toHaveLength(10);
  });

  it("mentions a boundary, which is not asked", () => {
    const BOUNDARY = "roles: { appliance: { permissionsBoundary: 'arn:aws:iam::123456789012:policy/b' } }\n";
    expect(matrixSection(model(`strictness: account\n${BOUNDARY}`))[1]).toContain("boundary");
    expect(matrixSection(model("strictness: account\n"))[1]).not.toContain("boundary");
  });

  it("asks another stranger where the account is the stranger's", () => {
    const text = `apiVersion: panorama-compile/v1
name: base
account: { id: "999999999999", region: us-east-1 }
strictness: account
${STORAGE}`;
    expect(matrixSection(modelOf(text))[2]).toContain(
      "| write through `panorama-a` (us-east-1) | denied | by its own policies | denied |",
    );
  });
});

describe("the sizes of policies", () => {
  it("are of all with a quota, the fullest first", () => {
    const [, table = ""] = sizesSection(
      model(
        'strictness: device\nappliances: [{ name: a, deviceId: device-lk7exmplpvcr3heqwjmesw76ky, certificate: { arn: "arn:aws:iot:us-east-1:123456789012:cert/a" } }]\nbuckets: [{ name: a-nodepackage-store-1, source: create }]\naccessPoints: [{ name: panorama-a, bucket: a-nodepackage-store-1 }]\n'.replace(
          "cert/a",
          `cert/${"a".repeat(64)}`,
        ),
      ),
    );
    const rows = table.split("\n").slice(2);
    expect(rows.map((row) => row.split(" | ")[0])).toEqual([
      "| the IoT policy of us-east-1",
      "| the appliance role's inline policy",
      "| the appliance role's trust policy",
      "| the bucket `a-nodepackage-store-1`",
      "| the access point `panorama-a` in us-east-1",
    ]);
    expect(rows[2]).toMatch(/^\| the appliance role's trust policy \| \d{3} \| 2048 \| 1\d % \|$/);
  });

  it("are twenty at most", () => {
    const points = (count: number) =>
      sizesSection(
        model(
          `strictness: account\nbuckets: [{ name: elsewhere }]\naccessPoints:\n${Array.from({ length: count }, (_, i) => `  - { name: panorama-${i}, bucket: elsewhere }\n`).join("")}`,
        ),
      )[1] ?? "";
    expect(points(19).split("\n")).toHaveLength(22);
    expect(points(19)).not.toContain("smaller");
    expect(points(21).split("\n")).toHaveLength(23);
    expect(points(21)).toContain("| and 2 smaller ones | | | |");
  });
});

describe("what states hold", () => {
  const lines = (text: string) => (statesSection(model(text))[2] ?? "").split("\n");

  it("is told of what there is", () => {
    expect(lines("strictness: account\n")).toEqual([
      "- policies, names, ARNs and tags stand in the state in plain text",
    ]);
    expect(lines("strictness: account\nsecrets: [{ name: panorama/x }]\n")[0]).toContain("only the shell");
    expect(lines("strictness: account\nsecrets: [{ name: panorama/x, value: variable }]\n")[0]).toContain(
      "write-only arguments",
    );
    expect(
      lines(
        "strictness: account\nappliances: [{ name: a }]\njobs: [{ name: a, document: { a: b }, targets: { all: true } }]\n",
      )[0],
    ).toContain("documents of jobs");
    expect(
      lines("strictness: account\nappliances: [{ name: a, certificate: { csr: a.pem } }]\n")[0],
    ).toContain("certificates are made from requests");
  });
});

describe("final policies", () => {
  const certified = (regions: readonly string[]) =>
    finalPoliciesSection(
      model(
        `strictness: account\nappliances:\n${regions.map((region, i) => `  - { name: a${i}, region: ${region}, certificate: { csr: a${i}.pem } }\n`).join("")}`,
      ),
    );

  it("have one IoT policy for all Regions", () => {
    expect(certified(["us-east-1"])[1]).toBe("The final IoT policy `panorama-us-east-1-appliance`:");
    const [, title, text, ...more] = certified(["us-west-2", "us-east-1", "eu-west-1"]);
    expect(title).toBe(
      "The final IoT policy `panorama-eu-west-1-appliance`, and but for the Region's name of `panorama-us-east-1-appliance` and `panorama-us-west-2-appliance`:",
    );
    expect(text).toContain("arn:aws:iot:eu-west-1:123456789012:client/panorama*");
    expect(more).toEqual([]);
  });

  it("are no section where there are none", () => {
    expect(finalPoliciesSection(model("strictness: account\n"))).toEqual([]);
  });
});

describe("what is wide for a while", () => {
  const wide = (...appliances: string[]) =>
    temporarilyWide(
      model(`strictness: device\nappliances:\n${appliances.map((one) => `  - { ${one} }\n`).join("")}`),
    );
  const AWAITED = "state: reprovisioning, until: 2026-12-15";

  it("stands in the headline, with its last day", () => {
    expect(wide("name: a, deviceId: device-lk7exmplpvcr3heqwjmesw76ky")).toEqual([]);
    expect(wide(`name: a, ${AWAITED}`)).toEqual([
      "**Temporarily wide, until 2026-12-15** (UTC): every device of us-east-1 is let in, while `a` is being reprovisioned.",
    ]);
    expect(
      wide(`name: a, ${AWAITED}`, "name: b, region: us-west-2, state: reprovisioning, until: 2026-12-20"),
    ).toEqual([
      "**Temporarily wide, until 2026-12-20** (UTC): every device of us-east-1 and us-west-2 is let in, while `a` and `b` are being reprovisioned.",
    ]);
    expect(wide(...Array.from({ length: 7 }, (_, i) => `name: a${i}, ${AWAITED}`))[0]).toContain(
      "`a4` and 2 more are",
    );
  });

  it("only where the trust policy names devices", () => {
    for (const more of ["strictness: region\n", "strictness: device\nlifecycle: quarantined\n"])
      expect(temporarilyWide(model(`${more}appliances: [{ name: a, ${AWAITED} }]\n`))).toEqual([]);
  });
});

describe("warnings on the page", () => {
  it("have their lines, without those that are allowed, and those that come and go", () => {
    const text = "strictness: service\nappliances:\n  - { name: a, deviceId: device-x }\n";
    expect(sectionOf(reviewOf(text), "Warnings")).toMatch(
      /^Warnings\n\n- line 4, `confused-deputy`: `[^`]*`\n- line 6, `device-id-unusual`: `[^`]*`\n\n$/,
    );
    const allowed = `# panorama-compile: allow confused-deputy -- as found\n${text}`;
    expect(sectionOf(reviewOf(allowed), "Warnings")).not.toContain("confused-deputy");
    const passing =
      "strictness: device\nappliances: [{ name: a, state: reprovisioning, until: 2026-12-15 }]\n";
    expect(reviewOf(passing)).not.toContain("## Warnings");
    expect(reviewOf(passing)).toBe(reviewOf(passing, "2026-12-15"));
  });

  it("are fifty at most", () => {
    const many = (count: number) =>
      sectionOf(
        reviewOf(
          `strictness: account\nappliances:\n${Array.from({ length: count }, (_, i) => `  - { name: a${i}, deviceId: device-${i} }\n`).join("")}`,
        ),
        "Warnings",
      );
    expect(many(50).match(/^- line/gm)).toHaveLength(50);
    expect(many(50)).not.toContain("more");
    expect(many(52).match(/^- line/gm)).toHaveLength(50);
    expect(many(52)).toContain("- and 2 more warnings");
  });
});

describe("a page that fits", () => {
  const PAGE = ["# a", "b", "## c", "d", "## e", "f"];

  it("is as it was", () => {
    expect(fitting(PAGE)).toEqual(PAGE);
    expect(fitting(PAGE, PAGE.join("\n\n").length)).toEqual(PAGE);
    expect(fitting([])).toEqual([]);
  });

  it("loses sections from the end, and says which", () => {
    const without = fitting([...PAGE, "x".repeat(500)], 300);
    expect(without).toEqual([...PAGE.slice(0, 4), expect.stringContaining("1 section (e).")]);
    const long = ["# a", "b", "## c", "x".repeat(300), "## e", "f"];
    expect(fitting(long, 250)).toEqual(["# a", "b", expect.stringContaining("2 sections (c and e).")]);
    expect(fitting(["# a", "x".repeat(300)], 10)).toEqual(["# a", "x".repeat(300)]);
  });

  it("is what a fleet gives, too", () => {
    const many = `strictness: region
roles: { appliance: { readSecrets: false } }
appliances:
${Array.from({ length: 400 }, (_, i) => `  - { name: appliance-${i}, site: site-${i % 40}, deviceId: device-${i} }\n`).join("")}buckets: [{ name: elsewhere }]
accessPoints:
${Array.from({ length: 200 }, (_, i) => `  - { name: panorama-${i}, bucket: elsewhere, prefix: ${"p".repeat(200)}/ }\n`).join("")}secrets:
${Array.from({ length: 200 }, (_, i) => `  - { name: panorama/${"s".repeat(100)}/${i} }\n`).join("")}`;
    const review = reviewOf(many);
    expect(review.length).toBeLessThan(65_536);
    expect(review.length).toBeGreaterThan(MOST_CHARACTERS / 2);
    expect(review).toContain("**Left out**");
    expect(review).toContain("## Order of applying");
  });
});
