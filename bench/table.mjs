// Times as Markdown.
import { median, quantile } from "./measure.mjs";

/** One row per contestant; `extra` has further columns, as an object per row. */
export function tableOf(group, times, extra) {
  const rows = group.contestants.map((contestant) => ({
    ...cells(contestant, times),
    ...extra?.get(contestant.name),
  }));
  const columns = Object.keys(rows[0]);
  const numeric = (column) => !["case", "against", "aim", "met?"].includes(column);
  const lines = [
    columns,
    columns.map((column) => (numeric(column) ? "---:" : "---")),
    ...rows.map((row) => columns.map((column) => row[column])),
  ];
  return `## ${group.title}\n\n${lines.map((line) => `| ${line.join(" | ")} |\n`).join("")}`;
}

function cells({ name, against, aim }, times) {
  const ms = times.get(name);
  const ratio = against === undefined ? undefined : median(ms) / median(times.get(against));
  return {
    case: name,
    "median ms": median(ms).toFixed(0),
    IQR: `${quantile(ms, 0.25).toFixed(0)}–${quantile(ms, 0.75).toFixed(0)}`,
    ratio: ratio?.toFixed(2) ?? "1",
    against: against ?? "",
    aim: wordsOf(aim),
    "met?": aim && ratio !== undefined ? (isMet(aim, ratio) ? "yes" : "**no**") : "",
  };
}

const wordsOf = ({ below, above } = {}) =>
  below !== undefined ? `at most ${below}` : above !== undefined ? `at least ${above}` : "";

const isMet = ({ below, above }, ratio) => (below !== undefined ? ratio <= below : ratio >= above);
