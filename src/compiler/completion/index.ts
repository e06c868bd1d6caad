import { bashScript } from "./bash";
import { fishScript } from "./fish";
import type { Grammar } from "./grammar";
import { zshScript } from "./zsh";

// The room of `completion`: a bundle of its own.

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export type Shell = keyof typeof SCRIPTS;

/** The script that a shell reads to complete command lines. */
export type CompletionScript = (shell: Shell, grammar: Grammar) => string;

export const completionScript: CompletionScript = (shell, grammar) => SCRIPTS[shell](grammar);
