import { pictureOf } from "../graph/draw";
import { mermaidText } from "../graph/mermaid";
import type { Model } from "../model";

/** What `panorama-compile graph` draws, as GitHub and GitLab show it. */
export const pictureSection = (model: Model): string[] => [
  "## Picture",
  ["```mermaid", mermaidText(pictureOf([model])).trimEnd(), "```"].join("\n"),
];
