import { withoutSecrets } from "../redact/forms";
import { oneLine, visible } from "../text";

/** How much of a name is shown, in characters. A secret's may have 512. */
const MOST_CHARACTERS = 48;
const LONGEST_ID = 40;

/** What a spec says, for one line of a picture: printable, and no longer than is readable. */
export function shown(text: string): string {
  const characters = [...oneLine(visible(withoutSecrets(text)))];
  if (characters.length <= MOST_CHARACTERS) return characters.join("");
  // The end tells names apart that start alike.
  const half = Math.floor((MOST_CHARACTERS - 1) / 2);
  return [...characters.slice(0, half), "…", ...characters.slice(-half)].join("");
}

/** Makes an id of a kind and names. */
export type Namer = (kind: string, ...names: readonly string[]) => string;

/**
 * Ids of one picture: `secret_us_west_2_panorama_seattle`. Names that give the same id are numbered.
 *
 * @param taken all ids that were given; a picture has one such set
 */
export function namer(taken: Set<string>, prefix: readonly string[]): Namer {
  return (kind, ...names) => {
    const slug = [...prefix, kind, ...names].join("_").replace(/[^A-Za-z0-9]+/g, "_");
    const base = slug.length > LONGEST_ID ? slug.slice(0, LONGEST_ID).replace(/_$/, "") : slug;
    let id = base;
    for (let count = 2; taken.has(id); count++) id = `${base}_${count}`;
    taken.add(id);
    return id;
  };
}
