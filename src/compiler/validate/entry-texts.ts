import type { Path } from "../finding";
import { mayRepeat } from "../yaml/slips";
import { repairOf } from "./repairs";
import { flow, resolved, type SchemaNode } from "./schema";

const COLON = "put a colon after the key";

/** A word and what stands behind it, in one text. */
const SPACED = /^([A-Za-z]+)[ \t]+(\S.*)$/s;

/**
 * Help with an entry of a list that is a text since its key lacks the colon: `- name dock-1`. Undefined for a text that
 * starts with no key; what is not `shown` is not repeated.
 */
export function spacedEntryHelp(
  path: Path,
  text: string,
  entry: SchemaNode,
  shown = true,
): string | undefined {
  const [, key = "", value = ""] = SPACED.exec(text) ?? [];
  if (typeof path.at(-1) !== "number" || !Object.hasOwn(entry.properties ?? {}, key)) return undefined;
  const isOneWord = !/\s/.test(value); // else more keys may have lost their colons
  return (shown && isOneWord && mayRepeat(key, text) && fieldHelp(path, key, value, entry)) || COLON;
}

/** The same below `secrets`, where only what is sure to be a name is repeated; undefined too for what may be a value. */
export function spacedSecretHelp(path: Path, text: string, entry: SchemaNode): string | undefined {
  const [, key = "", value = ""] = SPACED.exec(text) ?? [];
  if (key === "value" && !resolved(entry.properties?.value ?? {}).enum?.includes(value)) return undefined;
  return spacedEntryHelp(path, text, entry, /^panorama[\w/+=.@-]*$/i.test(value));
}

/** How to write a text as a field of its entry; undefined where the field does not take it, and no repair is known. */
export function fieldHelp(path: Path, key: string, text: string, entry: SchemaNode): string | undefined {
  const field = resolved(entry.properties?.[key] ?? {});
  return fits(text, field) ? `write ${key}: ${flow(text)}` : repairOf([...path, key], text);
}

const fits = (text: string, { type, pattern, enum: words, maxLength }: SchemaNode): boolean =>
  type === "string" &&
  (words?.includes(text) ?? true) &&
  text.length <= (maxLength ?? text.length) &&
  new RegExp(pattern ?? "", "u").test(text);
