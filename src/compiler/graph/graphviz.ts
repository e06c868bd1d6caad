import { Graphviz } from "@hpcc-js/wasm-graphviz";

/**
 * Graphviz as WebAssembly, which is part of this file: it needs no browser, no network and no fonts, and lays out the
 * same text in the same way everywhere. Gives what turns a DOT text into SVG.
 */
export async function graphviz(): Promise<(dot: string) => string> {
  const loaded = await Graphviz.load();
  return (dot) => loaded.dot(dot, "svg");
}
