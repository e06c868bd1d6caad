import { diffOf } from "./diff";
import { githubText } from "./github";
import { jsonDiff } from "./json";
import { markdownText } from "./markdown";
import { prettyText } from "./pretty";
import { readStack } from "./stack";

/** What `diff` prints, by its `--format`. */
const formats = { pretty: prettyText, json: jsonDiff, markdown: markdownText, github: githubText } as const;

/** All that the command needs of this room. */
export const differ = { readStack, diffOf, formats };
export type Differ = typeof differ;
