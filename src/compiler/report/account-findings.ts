import { styleText } from "node:util";
import type { AccountFinding } from "../rooms";
import { oneLine } from "../text";
import { groupedBy } from "../values";
import { nameText } from "./paths";

/** Of many findings of one kind in one place the first few are shown: the spec has each where it belongs. */
const MOST = 3;

const COLORS = { error: "red", warning: "yellow", info: "cyan" } as const;

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Findings about an account for people, in the form of those about a spec: `us-east-1: warning CODE: …`. */
export function accountFindings(findings: readonly AccountFinding[], color: boolean): string {
  const style: Style = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  const groups = groupedBy(findings, ({ where, code }) => `${where} ${code}`);
  return [...groups.values()]
    .flatMap((group) => [...group.slice(0, MOST).map((found) => paragraph(found, style)), ...rest(group)])
    .map((text) => `${text}\n\n`)
    .join("");
}

function rest(group: readonly AccountFinding[]): string[] {
  const [first] = group;
  const more = group.length - MOST;
  if (first === undefined || more <= 0) return [];
  return [`${nameText(first.where)}: ${more} more of ${first.code}; the spec has each where it belongs`];
}

function paragraph({ where, severity, code, message, help }: AccountFinding, style: Style): string {
  const kind = style(["bold", COLORS[severity]], severity);
  const head = `${style("bold", `${nameText(where)}:`)} ${kind} ${code}: ${oneLine(message)}`;
  return help === undefined ? head : `${head}\n  ${style("green", "help:")} ${oneLine(help)}`;
}
