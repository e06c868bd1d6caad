import type { LocatedFinding, Location } from "../api";
import type { Finding, Place } from "../finding";
import { redacted } from "../redact";
import { withoutSecrets } from "../redact/forms";
import { positionAt, type SourceText } from "../source";
import { printable } from "../text";
import { locate, type Range, type Tree } from "../yaml/tree";

/** Turns a finding's place into lines and columns; a place reached through aliases names their uses too. */
export function located(finding: Finding, source: SourceText, tree?: Tree): LocatedFinding {
  const { range, via } = rangesOf(finding.place, tree);
  const related = (finding.related ?? []).map(({ message, place }) => {
    const { range, via } = rangesOf(place, tree);
    return { message, ...locationOf(source, via[0] ?? range) }; // where it is used: the anchor may be the finding's own
  });
  const said = (sentence: string) =>
    printable(withoutSecrets(redacted(sentence, source, range, "range" in finding.place)));
  const uses = via.map((use) => ({ message: "used here", ...locationOf(source, use) }));
  return {
    code: finding.code,
    severity: finding.severity,
    message: said(finding.message),
    ...(finding.help !== undefined && { help: said(finding.help) }),
    ...locationOf(source, range),
    related: [...uses, ...related],
  };
}

function rangesOf(place: Place, tree: Tree | undefined): { range: Range; via: readonly Range[] } {
  if ("range" in place) return { range: place.range, via: [] };
  if (tree === undefined) return { range: [0, 0], via: [] };
  const spot = locate(tree, place.path);
  const start = spot.value[0];
  if (place.on === "value") return { range: spot.value, via: spot.via };
  return { range: spot.key ?? [start, start], via: spot.via };
}

/** A range of a text as findings give it. */
export function locationOf(source: SourceText, [start, end]: Range): Location {
  return { file: source.name, start: positionAt(source, start), end: positionAt(source, end) };
}

/** The order of the files, then place, then code; of findings that say the same of one place, one with all its uses. */
export function inOrder<T extends LocatedFinding>(findings: readonly T[], names: Iterable<string>): T[] {
  const files = new Map([...new Set(names)].map((name, index) => [name, index]));
  const rank = (f: LocatedFinding) => [files.get(f.file) ?? 0, f.start.line, f.start.column];
  const sorted = [...findings].sort(
    (a, b) => compare(rank(a), rank(b)) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
  return unique(sorted);
}

/** A mistake at an anchor is found wherever the anchor is used. */
function unique<T extends LocatedFinding>(findings: readonly T[]): T[] {
  const byText = new Map<string, T[]>();
  for (const finding of findings) {
    const text = JSON.stringify({ ...finding, related: [] });
    const alike = byText.get(text);
    if (alike) alike.push(finding);
    else byText.set(text, [finding]);
  }
  return [...byText.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    const related = [first, ...others].flatMap((finding) => finding.related);
    return { ...first, related: [...new Map(related.map((r) => [JSON.stringify(r), r])).values()] };
  });
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
