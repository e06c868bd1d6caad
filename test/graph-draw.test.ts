import { describe, expect, it } from "vitest";
import { pictureOf } from "../src/compiler/graph/draw";
import { groupsOf, nodesOf } from "../src/compiler/graph/picture";
import type { Model } from "../src/compiler/model";
import { modelOf } from "./support/model";

// What is drawn of several accounts, and of more of one kind than there is room for.

const spec = (more = "", strictness = "account", name = "acme") =>
  modelOf(
    `apiVersion: panorama-compile/v1\nname: ${name}\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: ${strictness}\n${more}`,
  );
const many = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join();
const lines = (...models: Model[]) =>
  nodesOf(pictureOf(models).members).map((node) => node.lines.join(" / "));
const arrows = (...models: Model[]) =>
  pictureOf(models).edges.map(({ from, to, tone, lines: words }) =>
    `${from} -> ${to} [${tone}] ${words.join(" ")}`.trim(),
  );

describe("draw: accounts", () => {
  const accounts = (count: number, strictness = "account") =>
    Array.from({ length: count }, (_, at) => spec("appliances: [{ name: a }]", strictness, `d${at}`));

  it("are named, the first three of them", () => {
    const title = (count: number) => pictureOf(accounts(count)).title;
    expect([1, 2, 3, 4, 6].map(title)).toEqual([
      "d0: AWS account 123456789012",
      "2 AWS accounts: d0 and d1",
      "3 AWS accounts: d0, d1 and d2",
      "4 AWS accounts: d0, d1 and d2 and 1 more",
      "6 AWS accounts: d0, d1 and d2 and 3 more",
    ]);
  });

  it("are eight at most, and the rest is counted", () => {
    const more = (count: number, strictness?: string) => lines(...accounts(count, strictness)).at(-1);
    expect(groupsOf(pictureOf(accounts(8)).members).filter(({ id }) => id.endsWith("account"))).toHaveLength(
      8,
    );
    expect(more(8)).not.toContain("more AWS account");
    expect(more(9)).toBe("and 1 more AWS account: 1 appliance");
    expect(more(11)).toBe("and 3 more AWS accounts: 3 appliances");
    expect(more(11, "service")).toBe(
      "and 3 more AWS accounts: 3 appliances / WIDE: 3 of them let in more than they need to",
    );
    const tone = (strictness: string) => nodesOf(pictureOf(accounts(9, strictness)).members).at(-1)?.tone;
    expect([tone("account"), tone("service")]).toEqual(["plain", "wide"]);
  });

  it("have ids of their own where there are several", () => {
    const ids = (count: number) => groupsOf(pictureOf(accounts(count)).members).map(({ id }) => id);
    expect(ids(1)).toContain("account");
    expect(ids(2)).toEqual(expect.arrayContaining(["d0_account", "d1_account"]));
  });
});

describe("draw: storage", () => {
  const BUCKETS = (count: number) =>
    `buckets: [${many(count, (at) => `{ name: acme-nodepackage-store-${at + 100} }`)}]\n`;
  const points = (count: number, bucket: (at: number) => number = (at) => at) =>
    `accessPoints: [${many(count, (at) => `{ name: panorama-${at + 100}, bucket: acme-nodepackage-store-${bucket(at) + 100} }`)}]\n`;

  it("shows ten of a kind, and counts the rest", () => {
    const all = lines(
      spec(`${BUCKETS(12)}${points(12)}secrets: [${many(12, (at) => `{ name: panorama/s${at + 100} }`)}]`),
    );
    expect(all.filter((line) => /^and 2 more/.test(line))).toEqual([
      "and 2 more access points",
      "and 2 more buckets",
      "and 2 more secrets",
    ]);
  });

  it("has arrows to the buckets behind, those of what is counted too, and says which is behind none", () => {
    expect(arrows(spec(BUCKETS(2) + points(1))).filter((line) => /access_point|bucket/.test(line))).toEqual([
      "role -> access_point_us_east_1_panorama_100 [plain] reads every object",
      "access_point_us_east_1_panorama_100 -> bucket_us_east_1_acme_nodepackage_store [plain]",
      "role -> bucket_us_east_1_acme_nodepackage_store_2 [shut] no access point",
    ]);
    const shared = arrows(spec(BUCKETS(3) + points(12, (at) => (at < 10 ? 0 : 1)))).filter((line) =>
      /more_|no access/.test(line),
    );
    expect(shared).toEqual([
      "role -> more_access_points_us_east_1 [plain] reads",
      "more_access_points_us_east_1 -> bucket_us_east_1_acme_nodepackage_store_2 [plain]",
      "role -> bucket_us_east_1_acme_nodepackage_store_3 [shut] no access point",
    ]);
    const without = arrows(spec(BUCKETS(12))).filter((line) => line.includes("more_"));
    expect(without).toEqual(["role -> more_buckets_us_east_1 [shut] no access point"]);
    const last = arrows(spec(BUCKETS(12) + points(12))).filter((line) => line.startsWith("more_"));
    expect(last).toEqual(["more_access_points_us_east_1 -> more_buckets_us_east_1 [plain]"]);
    const behind = spec(BUCKETS(12) + points(1, () => 11));
    expect(lines(behind)).toContain("acme-nodepackage-store-111 / bucket, there already");
  });
});

describe("draw: jobs", () => {
  const APPLIANCES = `appliances: [${many(8, (at) => `{ name: a${at}, site: s${at % 6} }`)}]\n`;
  const job = (name: string, targets: string, more = "") =>
    `{ name: ${name}, document: { operation: x }, targets: { ${targets} }${more} }`;
  const ofJob = (targets: string, appliances = APPLIANCES) =>
    arrows(spec(`${appliances}jobs: [${job("j", targets)}]`)).filter((line) => line.startsWith("job_"));

  it("have four arrows at most", () => {
    const names = (count: number) => `appliances: [${many(count, (at) => `a${at}`)}]`;
    expect(ofJob(names(4))).toHaveLength(4);
    expect(ofJob(names(5))).toEqual(["job_us_east_1_j -> appliances_us_east_1 [plain] 5 appliances"]);
    const sites = (count: number) => `sites: [${many(count, (at) => `s${at}`)}]`;
    expect(ofJob(sites(4))).toHaveLength(4);
    expect(ofJob(sites(5))).toEqual([
      "job_us_east_1_j -> appliances_us_east_1 [plain] 7 appliances at 5 sites",
    ]);
    expect(ofJob("all: true")).toEqual(["job_us_east_1_j -> appliances_us_east_1 [plain] every appliance"]);
  });

  it("say how many appliances of one node they are for", () => {
    const crowd = `appliances: [${many(20, (at) => `{ name: a${at}, site: s }`)}]\n`;
    expect(ofJob("appliances: [a1, a2, a3]", crowd)).toEqual([
      "job_us_east_1_j -> site_us_east_1_s [plain] 3 appliances",
    ]);
    expect(ofJob("appliances: [a1]", crowd)).toEqual(["job_us_east_1_j -> site_us_east_1_s [plain]"]);
    expect(ofJob("sites: [s]", crowd)).toEqual(["job_us_east_1_j -> site_us_east_1_s [plain]"]);
  });

  it("are ten at most, and of the rest it is said how many start", () => {
    const jobs = (count: number, starting: number) =>
      spec(
        `${APPLIANCES}jobs: [${many(count, (at) => job(`j${at + 100}`, "all: true", at >= count - starting ? ", run: once" : ""))}]`,
      );
    const more = (count: number, starting: number) =>
      lines(jobs(count, starting)).find((line) => line.startsWith("and "));
    expect(more(10, 0)).toBeUndefined();
    expect(more(11, 0)).toBe("and 1 more job / starting nothing");
    expect(more(13, 1)).toBe("and 3 more jobs / 1 of them starts when applied");
    expect(more(13, 2)).toBe("and 3 more jobs / 2 of them start when applied");
    expect(arrows(jobs(11, 0))).toContain("more_jobs_us_east_1 -> appliances_us_east_1 [plain]");
  });
});

describe("draw: devices", () => {
  it("has sites, small ones open, and counts what does not fit", () => {
    const sites = (count: number, each: number) =>
      spec(
        `appliances: [${many(count * each, (at) => `{ name: a${at + 1000}, site: s${(at % count) + 100} }`)}]`,
      );
    const all = (count: number, each: number) =>
      lines(sites(count, each)).filter((line) => /s1\d\d|site|a1\d{3}/.test(line));
    expect(all(16, 1)).toHaveLength(16);
    expect(all(16, 1)[0]).toBe("a1000 / no device id / no certificate");
    expect(all(16, 2)[0]).toBe("s100: 2 appliances");
    expect(all(17, 2).at(-1)).toBe("and 1 more site: 2 appliances");
    expect(all(19, 2).at(-1)).toBe("and 3 more sites: 6 appliances");
    expect(all(2, 5)).toEqual(["s100: 5 appliances", "s101: 5 appliances"]);
  });
});
