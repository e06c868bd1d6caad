import type { NodeKind, Tone } from "./picture";

/**
 * Colours that people with any of the common colour blindnesses tell apart: Masataka Okabe and Kei Ito, Color Universal
 * Design, 2008, https://jfly.uni-koeln.de/color/. Colour never says anything alone.
 */
export const OKABE_ITO = {
  black: "#000000",
  orange: "#e69f00",
  skyBlue: "#56b4e9",
  green: "#009e73",
  yellow: "#f0e442",
  blue: "#0072b2",
  vermillion: "#d55e00",
  purple: "#cc79a7",
} as const;

export const TEXT = OKABE_ITO.black;

/** How much of a colour is in a fill; the rest is white, so that text stands out on it. */
const SHARE = 0.35;

function pale(colour: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const mixed = parts.map((part) => Math.round(255 - (255 - part) * SHARE));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const WHITE = "#ffffff";

/** What nodes are filled with. */
export const FILLS: Readonly<Record<NodeKind, string>> = {
  service: WHITE,
  account: WHITE,
  role: pale(OKABE_ITO.yellow),
  policy: WHITE,
  appliance: pale(OKABE_ITO.skyBlue),
  iotPolicy: WHITE,
  accessPoint: pale(OKABE_ITO.green),
  bucket: pale(OKABE_ITO.green),
  secret: pale(OKABE_ITO.purple),
  job: pale(OKABE_ITO.orange),
};

/** The lines of nodes and arrows. */
export const LINES: Readonly<Record<Tone, string>> = {
  plain: "#333333",
  wide: OKABE_ITO.vermillion,
  shut: "#595959",
};

/** Frames around nodes. */
export const FRAME = { fill: "#f7f7f7", line: "#767676" } as const;
