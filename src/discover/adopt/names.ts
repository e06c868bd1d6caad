import { addressOf } from "../../compiler/names";
import { groupedBy } from "../../compiler/values";

/** What a name is made of. */
export interface Named {
  readonly region: string;
  readonly thing: string;
}

const LONGEST = 119;

/**
 * A name in the spec for each thing, in order: `dock-1` for `panorama_dock-1_Thing_0a1b2c3d`, as the service made it. Of
 * things that would share a name, or a Terraform address, each gets more of its thing's name, its Region or a number.
 */
export function namesFor(things: readonly Named[]): string[] {
  const shorts = things.map(({ thing }) => addressOf(shortName(thing)));
  const sharing = groupedBy(shorts, (short) => short);
  const taken = new Set<string>();
  return things.map(({ region, thing }, at) => {
    const isAlone = sharing.get(shorts[at] ?? "")?.length === 1;
    const candidates = [
      ...(isAlone ? [shortName(thing)] : []),
      longName(thing),
      `${longName(thing)}-${region}`,
    ];
    const name = firstFree(candidates, taken);
    taken.add(addressOf(name));
    return name;
  });
}

function firstFree(candidates: readonly string[], taken: ReadonlySet<string>): string {
  const isFree = (name: string) => name.length <= LONGEST && !taken.has(addressOf(name));
  const free = candidates.find(isFree);
  if (free !== undefined) return free;
  const base = (candidates[candidates.length - 1] ?? "").slice(0, LONGEST - 8);
  for (let number = 2; ; number++) if (isFree(`${base}-${number}`)) return `${base}-${number}`;
}

/** The service made names as panorama_DEVICE_Thing_ and 8 hexadecimal digits. */
const shortName = (thing: string): string =>
  usable(longName(thing).replace(/_Thing_[0-9a-f]{8}$/i, ""), thing);

const longName = (thing: string): string => usable(thing.replace(/^panorama[-_:]*/, ""), thing);

const usable = (name: string, thing: string): string => (name === "" ? thing : name);
