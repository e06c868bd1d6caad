import type { AllowedFinding, LocatedFinding, Location } from "../api";
import { STANDARD_INPUT } from "../source";
import { printable } from "../text";
import { groupedBy } from "../values";
import { lineHashes } from "./fingerprints";
import { maskedSource } from "./mask";
import { pathFrom, uriOf } from "./paths";
import type { Report } from "./report";

export const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

/** GitHub shows no more locations of a result (docs.github.com, "About code scanning limits on SARIF results"). */
export const MOST_RELATED = 100;

/** Findings as SARIF's results. `codes` are the rules, in their order. */
export function resultsOf(
  findings: readonly (LocatedFinding | AllowedFinding)[],
  codes: readonly string[],
  { sources, cwd }: Pick<Report, "sources" | "cwd">,
) {
  const indexes = new Map(codes.map((code, index) => [code, index]));
  const fingerprint = fingerprints(findings, sources);
  return findings.map((finding) => ({
    ruleId: finding.code,
    ruleIndex: indexes.get(finding.code),
    level: LEVELS[finding.severity],
    message: { text: messageText(finding) },
    locations: [{ physicalLocation: physicalLocation(finding, cwd) }],
    ...relatedLocations(finding, cwd),
    ...fingerprint(finding),
    suppressions: suppressions(finding, cwd),
  }));
}

/**
 * Curly brackets stay as they are, where section 3.11.5 would have them doubled: GitHub and others show this text
 * untouched, and a spec to paste would be wrong. But a spec can't make links (3.11.6).
 */
const messageText = ({ message, help }: LocatedFinding): string =>
  plain(help === undefined ? message : `${message}\nhelp: ${help}`);

const plain = (text: string): string => printable(text).replace(/\](?=\()/g, "] ");

function physicalLocation({ file, start, end }: Location, cwd: string) {
  return {
    artifactLocation:
      file === STANDARD_INPUT
        ? { uri: uriOf(file), description: { text: "standard input" } }
        : { uri: uriOf(pathFrom(cwd, file)) },
    region: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
    },
  };
}

function relatedLocations({ related }: LocatedFinding, cwd: string) {
  if (related.length === 0) return {};
  return {
    relatedLocations: related.slice(0, MOST_RELATED).map((place, index) => ({
      id: index + 1,
      physicalLocation: physicalLocation(place, cwd),
      message: { text: plain(place.message) },
    })),
  };
}

/** Of all results or of none, even where there is nothing to say (section 3.27.23). */
function suppressions(finding: LocatedFinding | AllowedFinding, cwd: string) {
  if (!("reason" in finding)) return [];
  const location = { physicalLocation: physicalLocation(finding.allowedAt, cwd) };
  return [{ kind: "inSource", justification: printable(finding.reason), location }];
}

/** Hashes of the masked lines: by the hash of a real one a password could be found that stands in it. */
function fingerprints(findings: readonly LocatedFinding[], sources: Report["sources"]) {
  const hashes = new Map<string, ReadonlyMap<number, string>>();
  for (const [file, group] of groupedBy(findings, (finding) => finding.file)) {
    const source = sources.get(file);
    const lines = new Set(group.map(({ start }) => start.line));
    if (source !== undefined) hashes.set(file, lineHashes(maskedSource(source).source.text, lines));
  }
  return ({ file, start }: LocatedFinding) => {
    const primaryLocationLineHash = hashes.get(file)?.get(start.line);
    return primaryLocationLineHash === undefined ? {} : { partialFingerprints: { primaryLocationLineHash } };
  };
}
