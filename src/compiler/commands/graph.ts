import { oneOf } from "../arguments";
import { dotText } from "../graph/dot";
import { pictureOf } from "../graph/draw";
import { mermaidText } from "../graph/mermaid";
import type { Picture } from "../graph/picture";
import { FULL, MOST_AT_SITE, MOST_NODES } from "../graph/shares";
import { svgText } from "../graph/svg";
import { EXIT, type Io } from "../io";
import type { Command } from "./command";
import { compileSources } from "./findings";

const FORMATS = ["mermaid", "svg", "dot"] as const;

const WRITERS: Readonly<Record<(typeof FORMATS)[number], (picture: Picture, io: Io) => Promise<string>>> = {
  mermaid: async (picture) => mermaidText(picture),
  dot: async (picture) => dotText(picture),
  svg: async (picture, { rooms }) => svgText(picture, await rooms.graphviz()),
};

export const graphCommand: Command = {
  name: "graph",
  usage: "panorama-compile graph SPEC...",
  summary: "a picture of what specs mean: Mermaid, SVG or DOT",
  details: [
    "Prints a picture: who may assume the roles and for whom, what the appliance role may do and read, appliances by",
    "Region and site with their certificates, and jobs with what they are for. What is wide, retired or denied is said in",
    "words, and drawn thick or dashed. Several specs give one picture, with a frame around each account.",
    "",
    "mermaid is text that GitHub and GitLab draw in Markdown, in a block that starts with ```mermaid; svg is a file for",
    "browsers, with all that it shows in words as well; dot is for Graphviz. None needs a browser or the network, and the",
    "same specs give the same bytes.",
    "",
    `A site with more than ${MOST_AT_SITE} appliances is one node that counts them. Of sites ${FULL.sites} are drawn at most, of access points,`,
    `secrets and jobs ${FULL.secrets} each; the rest is counted ("and 12 more secrets"). A picture has at most ${MOST_NODES} nodes: of`,
    "several accounts less is drawn one by one, and of many the last are counted too.",
    "",
    "Findings go to standard error. While a spec has errors, nothing is printed.",
  ].join("\n"),
  options: ["format", "quiet", "no-color", "today"],
  formats: FORMATS,
  async run(args, io) {
    const format = oneOf("format", args.text("format"), FORMATS);
    const { compiled, refused } = await compileSources(args, io, { format: "pretty", exits: EXIT.done });
    if (refused) return EXIT.findings;
    io.out(await WRITERS[format](pictureOf(compiled.map(({ model }) => model)), io));
    return EXIT.done;
  },
};
