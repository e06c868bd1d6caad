import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pictureOf } from "../src/compiler/graph/draw";
import { moreNode } from "../src/compiler/graph/more";
import { namer, shown } from "../src/compiler/graph/names";
import { groupsOf, nodesOf, type Picture } from "../src/compiler/graph/picture";
import { FULL, partOf, portions } from "../src/compiler/graph/shares";
import { FILLS, LINES } from "../src/compiler/graph/style";
import { arrowWords, description, firstLines, wordsOf } from "../src/compiler/graph/words";
import { modelOf } from "./support/model";

// What the picture of each fixture says, in words and with its ids: what every format of it is made of.

const FIXTURES = join(import.meta.dirname, "../fixtures");
const GOLDEN = join(FIXTURES, "graph/pictures.txt");

/** A picture as indented lines: nodes and groups as they stand in each other, then the arrows. */
function linesOf({ title, members, edges }: Picture): string[] {
  const of = (all: Picture["members"], indent: string): string[] =>
    all.flatMap((member) =>
      member.is === "node"
        ? [`${indent}${member.id} [${member.kind}, ${member.tone}]: ${member.lines.join(" / ")}`]
        : [`${indent}${member.id}: ${member.title}`, ...of(member.members, `${indent}  `)],
    );
  const arrows = edges.map(({ from, to, tone, lines }) =>
    `  ${from} -> ${to} [${tone}] ${lines.join(" / ")}`.trimEnd(),
  );
  return [title, ...of(members, "  "), ...arrows];
}

describe("pictures", () => {
  it("of all fixtures", () => {
    const names = readdirSync(join(FIXTURES, "ok")).sort();
    const text = names
      .map((name) => {
        const spec = readFileSync(join(FIXTURES, "ok", name, "spec.yaml"), "utf8");
        return [`# ${name}`, ...linesOf(pictureOf([modelOf(spec)]))].join("\n");
      })
      .join("\n\n");
    if (process.env.UPDATE_FIXTURES === "1") writeFileSync(GOLDEN, `${text}\n`);
    expect(`${text}\n`).toBe(readFileSync(GOLDEN, "utf8"));
  });
});

const picture: Picture = {
  title: "t",
  members: [
    { is: "node", id: "a", kind: "role", tone: "plain", lines: ["A", "role"] },
    {
      is: "group",
      id: "g",
      title: "G",
      members: [
        { is: "node", id: "b", kind: "bucket", tone: "wide", lines: ["B"] },
        {
          is: "group",
          id: "h",
          title: "H",
          members: [{ is: "node", id: "c", kind: "job", tone: "shut", lines: [] }],
        },
      ],
    },
  ],
  edges: [
    { from: "a", to: "g", tone: "plain", lines: ["reads", "it"] },
    { from: "b", to: "h", tone: "plain", lines: [] },
    { from: "x", to: "c", tone: "plain", lines: [] },
  ],
};

describe("words of a picture", () => {
  it("have all that is seen", () => {
    expect(description(picture)).toBe("A, role. G, with: B; H, with: . A to G: reads it. B to H.  to .");
    expect([...wordsOf(picture)]).toEqual([
      ["a", "A, role"],
      ["b", "B"],
      ["c", ""],
      ["g", "G"],
      ["h", "H"],
    ]);
    expect([...firstLines(picture)]).toEqual([
      ["a", "A"],
      ["b", "B"],
      ["c", ""],
      ["g", "G"],
      ["h", "H"],
    ]);
    const [first] = picture.edges;
    if (first)
      expect(
        arrowWords(
          first,
          new Map([
            ["a", "x"],
            ["g", "y"],
          ]),
        ),
      ).toBe("x to y: reads it");
    expect(nodesOf(picture.members).map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(groupsOf(picture.members).map(({ id }) => id)).toEqual(["g", "h"]);
  });

  it("count what is not drawn", () => {
    const of = (count: number, drawn: number) =>
      moreNode("secret", "secret", count, drawn, () => "more").map(({ lines, ...rest }) => [lines, rest]);
    const rest = { is: "node", id: "more", kind: "secret", tone: "plain" };
    expect(of(0, 3)).toEqual([]);
    expect(of(1, 3)).toEqual([[["and 1 more secret"], rest]]);
    expect(of(12, 3)).toEqual([[["and 12 more secrets"], rest]]);
    expect(of(12, 0)).toEqual([[["12 secrets"], rest]]);
    expect(of(1, 0)).toEqual([[["1 secret"], rest]]);
  });
});

describe("shares", () => {
  it("are portions for each Region, unless all fits", () => {
    const of = (most: number, sizes: Record<string, number>) =>
      [
        ...portions(
          new Map(
            Object.entries(sizes).map(([key, size]) => [key, Array.from({ length: size }, (_, at) => at)]),
          ),
          most,
        ),
      ].map(([key, { drawn, counted }]) => `${key} ${drawn.length}+${counted.length}`);
    expect(of(5, { a: 3, b: 2 })).toEqual(["a 3+0", "b 2+0"]);
    expect(of(4, { a: 3, b: 2 })).toEqual(["a 2+1", "b 2+0"]);
    expect(of(5, { a: 3, b: 3 })).toEqual(["a 2+1", "b 2+1"]);
    expect(of(0, { a: 1 })).toEqual(["a 0+1"]);
    expect(of(0, {})).toEqual([]);
  });

  it("are halves and quarters, rounded down", () => {
    const full = { sites: 16, appliances: 16, accessPoints: 10, buckets: 10, secrets: 10, jobs: 10 };
    expect(FULL).toEqual(full);
    expect(partOf(FULL, 1)).toEqual(full);
    expect(partOf(FULL, 4)).toEqual({
      sites: 4,
      appliances: 4,
      accessPoints: 2,
      buckets: 2,
      secrets: 2,
      jobs: 2,
    });
    expect(Object.values(partOf(FULL, Number.POSITIVE_INFINITY))).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("names and style", () => {
  it("have ends that tell them apart, and ids that are short", () => {
    expect(shown(`${"a".repeat(24)}${"b".repeat(25)}`)).toBe(`${"a".repeat(23)}…${"b".repeat(23)}`);
    expect(shown("ghp_CANARY7CANARY7CANARY7CANARY7CANARY7")).not.toContain("CANARY7CANARY7");
    const idOf = namer(new Set(), []);
    expect(idOf("k", "x".repeat(38))).toBe(`k_${"x".repeat(38)}`);
    expect(idOf("k", "y".repeat(39))).toBe(`k_${"y".repeat(38)}`);
    expect(idOf("k", "z".repeat(37), "z")).toBe(`k_${"z".repeat(37)}`);
    expect([idOf("k", "a"), idOf("k", "a"), idOf("k", "a")]).toEqual(["k_a", "k_a_2", "k_a_3"]);
  });

  it("have colours for all there is", () => {
    expect(FILLS).toEqual({
      service: "#ffffff",
      account: "#ffffff",
      role: "#faf6bd",
      policy: "#ffffff",
      appliance: "#c4e5f7",
      iotPolicy: "#ffffff",
      accessPoint: "#a6ddce",
      bucket: "#a6ddce",
      secret: "#edd0e0",
      job: "#f6dda6",
    });
    expect(LINES).toEqual({ plain: "#333333", wide: "#d55e00", shut: "#595959" });
  });
});
