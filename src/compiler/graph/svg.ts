import { dotText, edgeId } from "./dot";
import type { Picture } from "./picture";
import { arrowWords, description, firstLines, wordsOf } from "./words";

/**
 * A picture as SVG that stands alone: no scripts, links, fonts or type definitions from elsewhere, nothing that varies,
 * and everything in words beside (`title` and `desc`, of the whole and of each part).
 *
 * @param layout what Graphviz makes of a DOT text; its comments, which name its version, are left out
 */
export function svgText(picture: Picture, layout: (dot: string) => string): string {
  const words = new Map([...wordsOf(picture), ...arrowsOf(picture)]);
  const svg = layout(dotText(picture))
    .replace(/^<\?xml[^>]*>\s*<!DOCTYPE[^>]*>\s*/, '<?xml version="1.0" encoding="UTF-8"?>\n')
    .replace(/<!--[\s\S]*?-->\s*/g, "")
    .replace(/<g id="([^"]*)" class="(?:node|edge|cluster)">\s*<title>[^<]*<\/title>/g, (whole, id: string) =>
      whole.replace(/<title>[^<]*/, () => `<title>${xml(words.get(id) ?? "")}`),
    )
    .replace(/<g id="graph0" class="graph"([^>]*)>\s*<title>[^<]*<\/title>/, '<g class="graph"$1>')
    .replace(/ xmlns:xlink="[^"]*"| xml:space="preserve"/g, "");
  const title = `<title id="title">${xml(picture.title)}</title>`;
  const desc = `<desc id="desc">${xml(description(picture))}</desc>`;
  return svg.replace(/<svg ([^>]*)>/, (_, rest: string) => {
    const named = `role="img" aria-labelledby="title" aria-describedby="desc"`;
    return `<svg ${named} ${rest.replace(/\s+/g, " ")}>\n${title}\n${desc}`;
  });
}

function arrowsOf(picture: Picture): [string, string][] {
  const names = firstLines(picture);
  return picture.edges.map((edge) => [edgeId(edge.from, edge.to), arrowWords(edge, names)]);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const xml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
