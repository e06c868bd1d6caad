import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { dotText } from "../src/compiler/graph/dot";
import { pictureOf } from "../src/compiler/graph/draw";
import { mermaidText } from "../src/compiler/graph/mermaid";
import { namer, shown } from "../src/compiler/graph/names";
import {
  type Edge,
  groupsOf,
  type Member,
  type Node,
  type NodeKind,
  nodesOf,
  type Picture,
  type Tone,
} from "../src/compiler/graph/picture";
import { FULL, MOST_AT_SITE, MOST_NODES } from "../src/compiler/graph/shares";
import { FILLS, FRAME, LINES, TEXT } from "../src/compiler/graph/style";
import { svgText } from "../src/compiler/graph/svg";
import { pictureSection } from "../src/compiler/review/picture";
import { mermaidShape } from "./support/mermaid";
import { modelOf } from "./support/model";
import { runIn } from "./support/run";
import { type Element, parseXml } from "./support/xml";

const FIXTURES = join(import.meta.dirname, "../fixtures");
const specOf = (fixture: string) => readFileSync(join(FIXTURES, "ok", fixture, "spec.yaml"), "utf8");
const pictureOfFixture = (fixture: string) => pictureOf([modelOf(specOf(fixture))]);
let layout: Graphviz;
beforeEach(async () => {
  layout ??= await Graphviz.load();
});
const svg = (picture: Picture) => svgText(picture, (dot) => layout.dot(dot, "svg"));

/** What Graphviz itself finds in a DOT text. */
function dotShape(text: string) {
  const { objects = [], edges = [] } = JSON.parse(layout.dot(text, "dot_json")) as {
    objects?: { name: string; label?: string; nodes?: number[] }[];
    edges?: { style?: string; label?: string }[];
  };
  const seen = edges.filter(({ style }) => style !== "invis");
  return {
    nodes: objects.filter(({ name }) => !name.startsWith("cluster_")).map(({ name }) => name),
    groups: objects.filter(({ name }) => name.startsWith("cluster_")).map(({ name }) => name.slice(8)),
    edges: seen.length,
  };
}

const withInner = (element: Element): Element[] => [element, ...element.children.flatMap(withInner)];
const elementsOf = (text: string): Element[] => withInner(parseXml(text));

const texts = (picture: Picture): string[] => [
  ...nodesOf(picture.members).map(({ lines }) => lines.join(" ")),
  ...picture.edges.map(({ lines }) => lines.join(" ")),
];

describe("goldens: what is printed for a spec", () => {
  const updating = process.env.UPDATE_FIXTURES === "1";

  it.each([
    ["service", "svg"],
    ["service", "dot"],
    ["lifecycle", "mermaid"],
    ["lifecycle", "svg"],
    ["quarantined", "dot"],
    ["several", "mermaid"],
  ])("%s as %s", async (fixture, format) => {
    const argv = ["graph", "spec.yaml", "--format", format, "--quiet"];
    const { code, out } = await runIn(join(FIXTURES, "ok", fixture), argv);
    expect(code).toBe(0);
    const golden = join(FIXTURES, "graph", `${fixture}.${format}`);
    if (updating) writeFileSync(golden, out);
    expect(out).toBe(readFileSync(golden, "utf8"));
  });

  it("review.md has the same as graph prints", async () => {
    const folder = join(FIXTURES, "ok/warehouse");
    const { out } = await runIn(folder, ["graph", "spec.yaml"]);
    expect(readFileSync(join(folder, "expected/review.md"), "utf8")).toContain(
      `\n## Picture\n\n\`\`\`mermaid\n${out}\`\`\`\n`,
    );
  });
});

describe("graph, the command", () => {
  const bad =
    'apiVersion: panorama-compile/v1\naccount: { id: "1", region: us-east-1 }\nstrictness: device\n';

  it("prints Mermaid where no format is named, also of standard input", async () => {
    const { code, out, err } = await runIn(FIXTURES, ["graph", "-"], {
      input: `name: m\n${specOf("minimal")}`,
    });
    expect({ code, first: out.split("\n")[0] }).toEqual({ code: 0, first: "flowchart LR" });
    expect(out.endsWith("\n")).toBe(true);
    expect(err).not.toContain("Try:");
  });

  it("prints nothing while a spec has errors, and says them on standard error", async () => {
    const { code, out, err } = await runIn(FIXTURES, ["graph", "-", "--format", "svg"], { input: bad });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("<stdin>:2:16 error ");
  });

  it("says warnings, and infos unless it is to be quiet", async () => {
    const folder = join(FIXTURES, "ok/service");
    expect((await runIn(folder, ["graph", "spec.yaml"])).err).toContain("warning confused-deputy");
    const infos = async (argv: readonly string[]) =>
      (await runIn(join(FIXTURES, "ok/quarantined"), argv)).err;
    expect(await infos(["graph", "spec.yaml"])).toContain("info quarantined");
    expect(await infos(["graph", "spec.yaml", "--quiet"])).toBe("");
  });

  it("judges until by --today", async () => {
    const folder = join(FIXTURES, "ok/lifecycle");
    expect(await runIn(folder, ["graph", "spec.yaml", "--today", "2027-01-01"])).toMatchObject({
      code: 1,
      out: "",
    });
  });

  it("refuses other formats, those of other commands too, and names its own", async () => {
    const refused = async (format: string) => runIn(FIXTURES, ["graph", "-", "--format", format]);
    expect(await refused("mermade")).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining(
        '--format takes mermaid, svg or dot, not "mermade"; did you mean mermaid?',
      ),
    });
    expect(await refused("sarif")).toMatchObject({ code: 2 });
    expect((await runIn(FIXTURES, ["validate", "-", "--format", "svg"])).err).toContain(
      "--format takes pretty, json",
    );
    expect(await runIn(FIXTURES, ["graph"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("no spec is named"),
    });
  });

  it("tells in --help which formats it takes, and validate which it takes", async () => {
    const help = async (command: string) => (await runIn(FIXTURES, [command, "--help"])).out;
    expect(await help("graph")).toContain("standard output: mermaid (default), svg or dot\n");
    expect(await help("validate")).toContain(
      "standard output: pretty (default), json, jsonl, sarif, github or junit\n",
    );
  });

  it("draws several specs in one picture, in the order of their names, whatever their order is", async () => {
    const [one, two] = [specOf("minimal"), specOf("service")];
    const named = (text: string, name: string, id: string) =>
      `${text.replace(/^name:.*\n/m, "").replace(/id: "[0-9]+"/, `id: "${id}"`)}\nname: ${name}\n`;
    const [a, b] = [named(one, "b", "111111111111"), named(two, "a", "222222222222")].map((text) =>
      modelOf(text),
    );
    if (a === undefined || b === undefined) throw new Error("no models");
    const picture = pictureOf([a, b]);
    expect(picture).toEqual(pictureOf([b, a]));
    expect(picture.title).toBe("2 AWS accounts: a and b");
    expect(picture.members.map((member) => (member.is === "group" ? member.title : member.lines[0]))).toEqual(
      [
        "panorama.amazonaws.com",
        "AWS account 222222222222, a, strictness service",
        expect.stringContaining("AWS account 111111111111, b, "),
      ],
    );
  });
});

describe("what the picture says", () => {
  const said = (fixture: string) => texts(pictureOfFixture(fixture)).join("\n");

  it("who may assume the role, on every rung", () => {
    expect(said("service")).toContain("WIDE: may assume it on behalf of any account");
    expect(said("account")).toContain("may assume it only for account 123456789012 (any device of it)");
    expect(said("region")).toMatch(
      /may assume it only for account 123456789012 \(any device in \d Regions?\)/,
    );
    expect(said("warehouse")).toContain("may assume it only for account 123456789012 (6 named devices)");
    expect(said("overflow")).toMatch(
      /only for account 123456789012 WIDE: any device in \d Regions? \(overflow: region\)/,
    );
    expect(said("lifecycle")).toContain("(1 named device) WIDE until 2026-12-15 every device of us-east-1");
    expect(said("quarantined")).toContain("nobody may assume it (quarantined)");
  });

  it("what the role may do", () => {
    expect(said("warehouse")).toContain("panorama-appliance inline policy this account and what is declared");
    expect(said("warehouse")).toContain("appliance role permissions boundary edge-boundary");
    expect(said("service")).toContain(
      "AWSPanoramaApplianceServiceRolePolicy AWS managed policy names of any account",
    );
    expect(said("quarantined-managed")).toContain("AWS managed policy outweighed by the inline policy");
    expect(said("quarantined")).toContain("inline policy denies everything");
    expect(said("adopt")).toContain("appliance role, adopted");
  });

  it("which certificates there are, and what they reach", () => {
    expect(said("warehouse")).toContain("seattle-dock-1 certificate from a CSR, active");
    expect(said("warehouse")).toContain("dublin-yard existing certificate, left as it is");
    expect(said("lifecycle")).toContain("dock-3 retired certificate from a CSR, inactive");
    expect(said("lifecycle")).toContain("3 certificates (3 existing, 1 inactive)");
    expect(said("warehouse")).toContain("IoT policy 3 certificates each reaches its own thing");
    expect(said("service")).toContain("IoT policy 1 certificate WIDE: each reaches any panorama* thing");
  });

  it("what is read through which access point, and which secrets are not", () => {
    const { members, edges } = pictureOfFixture("warehouse");
    const name = (id: string) => nodesOf(members).find((node) => node.id === id)?.lines[0];
    const arrows = edges.map(({ from, to, lines }) => [name(from), lines.join(" "), name(to)]);
    expect(arrows).toContainEqual(["AWSPanoramaApplianceServiceRole", "reads maps/*", "panorama-maps"]);
    expect(arrows).toContainEqual(["panorama-maps", "", "acme-nodepackage-store-123456789012"]);
    expect(arrows).toContainEqual([
      "AWSPanoramaApplianceServiceRole",
      "reads",
      "panorama/dublin/dock-cameras",
    ]);
    const unread = specOf("secrets").replace(
      "strictness:",
      "roles: { appliance: { readSecrets: false } }\nstrictness:",
    );
    const none = pictureOf([modelOf(unread.replace(/^roles:(?! \{ app).*(\n .*)*\n/m, ""))]);
    expect(none.edges.filter(({ to }) => to.startsWith("secret_")).map(({ lines }) => lines[0])).toEqual(
      Array.from({ length: 4 }, () => "may not read"),
    );
  });

  it("says in words whatever thick or dashed lines say, in every fixture", () => {
    for (const fixture of [
      "warehouse",
      "service",
      "lifecycle",
      "quarantined",
      "quarantined-managed",
      "retired",
      "overflow",
      "storage",
      "jobs",
    ]) {
      const { members, edges } = pictureOfFixture(fixture);
      for (const { tone, lines } of [...nodesOf(members), ...edges]) {
        const text = lines.join(" ");
        if (tone === "wide") expect(text).toMatch(/WIDE|reprovisioning/);
        if (tone === "shut")
          expect(text).toMatch(/retired|quarantined|denie[sd]|outweighed|nothing|nobody|none|not|no /);
      }
    }
  });

  it("has for each job an arrow to what it is for, and one arrow where that is much", () => {
    const { members, edges } = pictureOfFixture("jobs");
    const names = new Map([
      ...nodesOf(members).map(({ id, lines }) => [id, lines[0]] as const),
      ...groupsOf(members).map(({ id, title }) => [id, title] as const),
    ]);
    const arrows = edges.filter(({ from }) => from.startsWith("job_"));
    expect(arrows.map(({ to, lines, from }) => [names.get(from), names.get(to), lines.join(" ")])).toEqual([
      ["2nd-look", "dock-1", ""],
      ["2nd-look", "spare", ""],
      ["reboot", "us-east-1: 4 appliances", "every appliance"],
      ["update-models", "site seattle", ""],
      ["update-models", "site tacoma", ""],
      ["reboot", "kiosk", ""],
    ]);
  });
});

describe("a fleet", () => {
  const REGIONS = ["us-west-2", "eu-west-1", "us-east-1", "ca-central-1", "ap-southeast-1", "ap-southeast-2"];

  /** A spec whose lists are then made long: the schema and the checks would take longer than the picture. */
  function fleet(sites: number, atSite: number, others: number, long = (text: string) => text) {
    const model = modelOf(
      'apiVersion: panorama-compile/v1\nname: fleet\naccount: { id: "123456789012", region: us-east-1 }\nstrictness: region\nappliances: [{ name: a, site: s }]\nbuckets: [{ name: acme-nodepackage-store-1 }]\naccessPoints: [{ name: panorama-a, bucket: acme-nodepackage-store-1, prefix: m/ }]\nsecrets: [{ name: panorama/s }]\njobs: [{ name: j, description: d, document: { operation: x }, targets: { all: true } }]\n',
    );
    const many = <T extends { name: string }>(one: T | undefined, count: number): T[] =>
      Array.from({ length: count }, (_, index) => {
        if (one === undefined) throw new Error("nothing to repeat");
        return { ...one, name: long(`${one.name}${index}`), region: REGIONS[index % REGIONS.length] ?? "" };
      });
    const bucket = (index: number) => long(`acme-nodepackage-store-1${index}`);
    return {
      ...model,
      regions: [...REGIONS].sort(),
      appliances: many(model.appliances[0], sites * atSite).map((appliance, index) => ({
        ...appliance,
        site: long(`site-${index % sites}`),
        region: REGIONS[(index % sites) % REGIONS.length] ?? "",
        state: index % 10 === 9 ? ("retired" as const) : ("active" as const),
      })),
      iotPolicies: REGIONS.map((region) => ({
        region,
        name: `panorama-${region}-appliance`,
        source: "create" as const,
      })),
      buckets: many(model.buckets[0], others),
      accessPoints: many(model.accessPoints[0], others).map((point, index) => ({
        ...point,
        bucket: bucket(index),
        prefix: long("m"),
      })),
      secrets: many(model.secrets[0], others),
      jobs: many(model.jobs[0], others),
    };
  }

  const counts = (picture: Picture, what: RegExp) =>
    nodesOf(picture.members).reduce(
      (sum, { lines }) => sum + Number(what.exec(lines.join("\n"))?.[1] ?? 0),
      0,
    );

  it("of 200 appliances at 8 sites has a node for each site, which counts them", () => {
    const picture = pictureOf([fleet(8, 25, 4)]);
    const sites = nodesOf(picture.members).filter(({ kind }) => kind === "appliance");
    expect(sites.map(({ lines }) => lines.slice(0, 2))).toContainEqual([
      "site-1: 25 appliances",
      "(5 retired)",
    ]);
    expect(sites).toHaveLength(8);
  });

  it("opens small sites as long as they are few", () => {
    const kinds = (sites: number, atSite: number) =>
      nodesOf(pictureOf([fleet(sites, atSite, 1)]).members).filter(({ kind }) => kind === "appliance").length;
    expect(kinds(4, MOST_AT_SITE)).toBe(4 * MOST_AT_SITE);
    expect(kinds(4, MOST_AT_SITE + 1)).toBe(4);
    expect(kinds(FULL.appliances / 2, 2)).toBe(FULL.appliances);
    expect(kinds(FULL.appliances / 2 + 1, 2)).toBe(FULL.appliances / 2 + 1);
  });

  it.each([
    ["20,000 appliances at 500 sites", fleet(500, 40, 300)],
    ["many small sites", fleet(6000, 3, 300)],
    [
      "names as long as AWS takes them, of signs that are written as numbers",
      fleet(500, 40, 300, (text) => text.padEnd(512, "_")),
    ],
  ])("%s: within what a reader and GitHub's Mermaid take, and all of it is counted", (_, model) => {
    const picture = pictureOf([model]);
    expect(nodesOf(picture.members).length).toBeLessThanOrEqual(MOST_NODES);
    expect(counts(picture, /: (\d+) appliances?/)).toBe(model.appliances.length);
    const drawn = (kind: NodeKind) =>
      nodesOf(picture.members).filter(
        (node) => node.kind === kind && !/^and |^\d+ /.test(node.lines[0] ?? ""),
      ).length;
    for (const [kind, noun] of [
      ["secret", "secrets?"],
      ["accessPoint", "access points?"],
      ["job", "jobs?"],
      ["bucket", "buckets?"],
    ] as const)
      expect(counts(picture, new RegExp(`^(?:and )?(\\d+) (?:more )?${noun}`)) + drawn(kind), kind).toBe(300);
    const text = mermaidText(picture);
    expect(text.length).toBeLessThan(50_000); // its maxTextSize
    expect(picture.edges.length).toBeLessThan(500); // its maxEdges
    expect(pictureSection(model).join("\n\n")).toContain(text);
  });

  it("of many accounts counts them too", () => {
    const accounts = Array.from({ length: 300 }, (_, index) => ({
      ...fleet(10, 5, 3),
      document: `d${String(index).padStart(3, "0")}`,
    }));
    const picture = pictureOf(accounts);
    expect(nodesOf(picture.members).length).toBeLessThanOrEqual(MOST_NODES);
    const shown = groupsOf(picture.members).filter(({ title }) => title.startsWith("AWS account")).length;
    const [, more = ""] = /and (\d+) more AWS accounts/.exec(texts(picture).join("\n")) ?? [];
    expect(shown).toBeGreaterThan(0);
    expect(shown + Number(more)).toBe(300);
    const open = modelOf(specOf("service"));
    const wide = pictureOf(accounts.map((model) => ({ ...model, roles: open.roles })));
    expect(texts(wide).join("\n")).toContain(`WIDE: ${more} of them let in more than they need to`);
    expect(picture.edges.length).toBeLessThan(500);
    expect(mermaidText(picture).length).toBeLessThan(50_000);
  });

  it("takes time in proportion to its size", () => {
    const model = fleet(500, 40, 300);
    const start = performance.now();
    pictureOf([model]);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it("moves no other id when an entry is added", () => {
    const ids = (model: Parameters<typeof pictureOf>[0][number]) =>
      nodesOf(pictureOf([model]).members).map(({ id }) => id);
    const model = fleet(3, 2, 3);
    const [first] = model.secrets;
    if (first === undefined) throw new Error("no secret");
    const more = { ...model, secrets: [{ ...first, name: "aaa", region: "us-east-1" }, ...model.secrets] };
    expect(ids(more).filter((id) => !ids(model).includes(id))).toEqual(["secret_us_east_1_aaa"]);
  });
});

describe("names", () => {
  it("are cut in the middle, and made printable", () => {
    expect(shown("x".repeat(48))).toBe("x".repeat(48));
    expect(shown(`start${"x".repeat(500)}end`)).toMatch(/^startx+…x+end$/);
    expect([...shown("x".repeat(500))].length).toBe(47);
    expect(shown("a\u202eb\nc")).toBe("a\\u202eb\\nc");
  });

  it("give ids of letters, digits and _, each once", () => {
    const idOf = namer(new Set(["panorama"]), ["a-b"]);
    expect(idOf("site", "x/y")).toBe("a_b_site_x_y");
    expect(idOf("site", "x.y")).toBe("a_b_site_x_y_2");
    expect(namer(new Set(["panorama"]), [])("panorama")).toBe("panorama_2");
  });
});

describe("colours", () => {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (a: string, b: string) => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };

  it("leave text with the contrast that WCAG 2.2 asks for on level AAA, lines with that of level AA", () => {
    for (const fill of [...Object.values(FILLS), FRAME.fill]) expect(contrast(TEXT, fill)).toBeGreaterThan(7);
    for (const line of [...Object.values(LINES), FRAME.line])
      expect(contrast(line, FRAME.fill)).toBeGreaterThan(3);
  });
});

describe("SVG", () => {
  const made = () => svg(pictureOfFixture("warehouse"));

  it("is the same each time, and names neither a version nor anything elsewhere", () => {
    const text = made();
    expect(made()).toBe(text);
    expect(text).not.toMatch(
      /<!--|<!DOCTYPE|graphviz|<script|<style|<image|<a[ >]|href|url\(|@import|on\w+="/i,
    );
    expect(text.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:/);
  });

  it("has all that it shows in words", () => {
    const text = made();
    expect(text).toMatch(
      /^<\?xml [^>]*>\n<svg role="img" aria-labelledby="title" aria-describedby="desc" width="/,
    );
    expect(text).toContain('<title id="title">warehouse: AWS account 123456789012</title>\n<desc id="desc">');
    const picture = pictureOfFixture("warehouse");
    const desc = /<desc id="desc">([^<]*)/.exec(text)?.[1] ?? "";
    for (const { lines } of nodesOf(picture.members)) expect(desc).toContain(lines.join(", "));
    expect(desc).toContain("AWSPanoramaApplianceServiceRole to panorama-maps: reads maps/*.");
    expect(text).toContain(
      "<title>panorama-maps, access point, created, only from vpc-0abc1234def567890</title>",
    );
    expect(text).toContain("<title>reboot-docks to site seattle</title>");
    const parts = [...text.matchAll(/class="(?:node|edge|cluster)">\s*<title>([^<]*)/g)].map(
      ([, title]) => title,
    );
    expect(parts.length).toBe(
      nodesOf(picture.members).length + groupsOf(picture.members).length + picture.edges.length,
    );
    expect(parts).not.toContain("");
  });
});

describe("hostile texts", () => {
  const HOSTILE = [
    '"] ; click role "https://example.com"',
    '%%{init: {"theme":"dark"}}%%',
    "<script>alert(1)</script><b>x</b>&lt;",
    "#quot; #60; &quot;",
    "```\n# heading",
    "end\nend\nx --> y",
    'x" ]; evil -> role [label="',
    '\\N \\G \\" \\',
    "]]></title><a href='x'>",
    "direction TB",
    "<!-- document: other -->",
    "$$x$$ fa:fa-car **b** `c`",
    "]}|>/)",
    "日本語 🎥 \u202e",
  ];
  const KINDS = Object.keys(FILLS) as NodeKind[];
  const TONES: readonly Tone[] = ["plain", "wide", "shut"];
  const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 30 })).map(shown);
  const lines = fc.array(text, { minLength: 1, maxLength: 3 });
  const shape = fc.record({
    title: text,
    nodes: fc.array(fc.record({ kind: fc.constantFrom(...KINDS), tone: fc.constantFrom(...TONES), lines }), {
      minLength: 3,
      maxLength: 8,
    }),
    groups: fc.array(text, { minLength: 1, maxLength: 3 }),
    edges: fc.array(
      fc.record({
        from: fc.nat(10),
        to: fc.nat(10),
        tone: fc.constantFrom(...TONES),
        lines: fc.array(text, { maxLength: 2 }),
      }),
      { maxLength: 6 },
    ),
  });

  /** Groups inside of each other with one node each, the others outside. */
  const picture = shape.map(({ title, nodes, groups, edges }): Picture => {
    const all = nodes.map((node, index): Node => ({ is: "node", id: `node_${index}`, ...node }));
    let nested: Member[] = [];
    for (const [index, groupTitle] of groups.entries()) {
      const own = all[index];
      if (own) nested = [{ is: "group", id: `group_${index}`, title: groupTitle, members: [own, ...nested] }];
    }
    const seen = new Set<string>();
    const arrows = edges.flatMap(({ from, to, ...rest }): Edge[] => {
      const [a, b] = [`node_${from % all.length}`, `node_${to % all.length}`];
      if (seen.has(`${a} ${b}`)) return [];
      seen.add(`${a} ${b}`);
      return [{ from: a, to: b, ...rest }];
    });
    return { title, members: [...all.slice(groups.length), ...nested], edges: arrows };
  });

  const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).sort();

  it("add nothing to Mermaid, and arrive as they are", () => {
    fc.assert(
      fc.property(picture, (one) => {
        const found = mermaidShape(mermaidText(one));
        const nodes = nodesOf(one.members);
        expect(found.groups).toEqual(ids(groupsOf(one.members)));
        expect([...found.nodes.keys()].sort()).toEqual(ids(nodes));
        expect(found.edges).toBe(one.edges.length);
        const same = (label: string) =>
          label
            .replace(/\$/g, "\uff04")
            .replace(/\ufb02/g, "fl")
            .replace(/:(?=fa-)/g, ": ");
        for (const { id, lines: own } of nodes) expect(found.nodes.get(id)).toBe(own.map(same).join("\n"));
      }),
    );
  });

  it("add nothing to DOT, as Graphviz reads it", () => {
    fc.assert(
      fc.property(picture, (one) => {
        const found = dotShape(dotText(one));
        expect(found.nodes.sort()).toEqual(ids(nodesOf(one.members)));
        expect(found.groups.sort()).toEqual(ids(groupsOf(one.members)));
        expect(found.edges).toBe(one.edges.length);
      }),
      { numRuns: 60 },
    );
  });

  it("add nothing to SVG, which stays XML", () => {
    fc.assert(
      fc.property(picture, (one) => {
        const elements = elementsOf(svg(one));
        const names = new Set(elements.map(({ name }) => name));
        expect(
          [...names].filter((name) => !/^(svg|g|title|desc|polygon|polyline|path|ellipse|text)$/.test(name)),
        ).toEqual([]);
        const titles = elements.filter(({ name }) => name === "title").length;
        expect(titles).toBe(
          1 + nodesOf(one.members).length + groupsOf(one.members).length + one.edges.length,
        );
      }),
      { numRuns: 60 },
    );
  });
});
