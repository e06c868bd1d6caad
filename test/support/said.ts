import { compileWith } from "../../src/compiler/compile";
import { rooms } from "./run";

/** All findings of a text on a day of its own: `LINE:COLUMN code message → help`. */
export const said = (text: string): string[] =>
  compileWith(rooms, [{ text }], { today: "2026-11-23" }).findings.map(
    ({ code, message, help, start }) =>
      `${start.line}:${start.column} ${code} ${message}${help === undefined ? "" : ` → ${help}`}`,
  );

/** The head of a spec that is whole. */
export const HEAD = `apiVersion: panorama-compile/v1
name: base
account: { id: "123456789012", region: us-east-1 }
strictness: account
`;
