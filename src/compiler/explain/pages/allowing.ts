import type { Pages } from "../manual";

const FORM = `\
  # panorama-compile: allow CODE -- REASON
  # panorama-compile: allow CODE, CODE -- REASON

It stands on the line where the finding starts, or in lines of comments right above that line; an
empty line between them ends it. It allows findings of these codes on this one line and nowhere else.
A finding at an anchor is allowed at the anchor, for every alias of it.
`;

const SOURCES = ["A rule of this language: nobody else reads these comments"] as const;

/** Pages about comments that allow findings. */
export const allowing: Pages = {
  "allow-malformed": {
    why: `\
A comment that allows a finding in another form than this would do nothing, and nobody would notice:

${FORM}
What looks as if it were meant to be one is therefore refused: another word for "allow", another letter
case, a long dash, no space behind # or the colon. Comments that start with "panorama-compile:" are kept
for this; start other comments in another way. A # in a string is no comment.
`,
    sources: SOURCES,
  },

  "allow-without-reason": {
    why: `\
Whoever reviews the spec, or finds the comment in two years, has nothing but the reason to judge by. It
stands behind " -- ", and must have more than one letter; the word REASON is none. It is shown in
review.md and in the reports for tools, so a secret has no place in it.

${FORM}`,
    sources: SOURCES,
  },

  "allow-unknown-code": {
    why: `\
A comment allows findings by their code, which stands in each finding behind its level. A code that does
not exist allows nothing. panorama-compile explain lists all codes; those of discover are said of an
account, where no spec can allow them.

${FORM}`,
    sources: SOURCES,
  },

  "allow-refused": {
    why: `\
An error means that compiling or applying would fail, or be unsafe: no reason makes that go away, and
least of all for what is said about trust. Warnings and notices can be allowed. Some findings are an
error in one case and a warning in another, such as device-id-missing, which is an error only on
strictness device: allowed as a warning, it stops the run as soon as it becomes an error.

Two warnings say what to do before applying, this once: shared-resource-goes and resource-changes-region.
Allowed, they would leave nothing but an order of applying that is wrong. They are gone with the next
output; where warnings are errors, compile once without --warnings-as-errors.

What is said about such comments themselves can't be allowed either.
`,
    sources: SOURCES,
  },

  "allow-unused": {
    why: `\
A comment that allows nothing would silently allow the next finding of its code that comes to its line.
Either what it spoke of is mended, or it stands on another line than the finding: it counts on the line
where the finding starts, and right above it.

Findings that compare with the last output come once: delete their comments after that run. The command
validate does not compare, and says nothing about them.

It is said only where a run has no error, since an error may keep other findings from being looked for.
`,
    sources: SOURCES,
  },
};
