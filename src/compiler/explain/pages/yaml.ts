import { LIMITS } from "../../limits";
import type { Pages } from "../manual";

/** Pages about findings of the text before it is a spec. */
export const yaml: Pages = {
  "yaml-alias": {
    why: `\
An alias, *name, stands for the value that carries the anchor &name. YAML lets it refer only
backwards and only within its own document: the next one below --- starts without anchors. Where two
anchors have one name, the nearest above counts. An alias inside its own anchor would have no end.

Keys that start with x- are a place for anchors: they are ignored everywhere, so put x-defaults:
&defaults above the first use. Where the asterisk is meant as text, quote it: owner: "*team".
`,
    sources: [
      "https://yaml.org/spec/1.2.2/#71-alias-nodes",
      "https://yaml.org/spec/1.2.2/#3222-anchors-and-aliases",
    ],
  },

  "yaml-duplicate-key": {
    why: `\
YAML wants the keys of a mapping to differ. Many readers keep the last one in silence: a second
strictness further down would undo the one that everybody reads at the top.

Keep the one that is meant. Two merges are one with a list: <<: [*one, *another]. What stands in the
mapping itself wins over what is merged, and the first of a list over the others, so a merge needs
no key to be repeated. Two keys that start with a hyphen are list entries without a space: "- name".
`,
    sources: ["https://yaml.org/spec/1.2.2/#3211-nodes", "https://yaml.org/type/merge.html"],
  },

  "yaml-empty": {
    why: `\
A file without a spec would compile to nothing, and a pull request that emptied one by accident
would pass. The usual way there is a command that reads and writes the same file: the shell empties
it first.

  git log -p -- FILE                     what it held
  panorama-compile init FILE --account 123456789012 --region us-east-1

init overwrites nothing, so remove the empty file first. In a folder that is given on the command
line, files without our apiVersion are skipped and named on standard error; this one was named
itself.
`,
    sources: [
      "https://yaml.org/spec/1.2.2/#92-streams",
      "A rule of panorama-compile: a file that is named on the command line holds a spec",
    ],
  },

  "yaml-encoding": {
    why: `\
YAML may be UTF-8, UTF-16 or UTF-32. Only UTF-8 is read, with or without a byte-order mark: then
what the compiler reads is what a reviewer sees, and lines and columns are those of the editor.
Bytes that are no text are refused, not replaced: the name of a role or of a site would silently be
another.

Windows PowerShell 5 writes UTF-16 with >; older Windows editors write Windows-1252. To see and to
mend:

  file --mime-encoding spec.yaml
  iconv -f UTF-16 -t UTF-8 spec.yaml > spec-utf8.yaml
`,
    sources: ["https://yaml.org/spec/1.2.2/#52-character-encodings"],
  },

  "yaml-key": {
    why: `\
YAML takes numbers, true, null, lists and mappings for keys. JSON, in which Terraform gets them,
takes strings only, and readers disagree which string 0x1F or ~ becomes. So a key that is not a
string is to be quoted. A list or mapping in a key's place is mostly something else: {{ account }}
is YAML for a mapping inside a mapping, and means that a template was not filled in.

The keys __proto__, constructor and prototype are refused: in JavaScript, in which this compiler and
other tools are written, they are no keys like others. No field and no tag needs them.
`,
    sources: [
      "https://yaml.org/spec/1.2.2/#3211-nodes",
      "https://yaml.org/spec/1.2.2/#103-core-schema",
      "https://developer.mozilla.org/en-US/docs/Web/JavaScript/Guide/Inheritance_and_the_prototype_chain",
    ],
  },

  "yaml-limit": {
    why: `\
A pull request from a stranger must not stop the machine that checks it. Nine lines in which each is
ten aliases of the one above stand for a thousand million values; deep nesting exhausts a reader's
stack.

  a file          at most ${LIMITS.bytes} bytes, room for ${LIMITS.appliances} appliances
  nesting         at most ${LIMITS.depth} levels, aliases followed; only a job's document needs more than ten
  a document      at most ${LIMITS.values} values, aliases followed
  all of a run    at most ${LIMITS.tokens} words, signs, gaps and line ends, and ${LIMITS.documents} documents

AWS Panorama let an account have 50 appliances in each of its six Regions, so that no spec comes
near. Many accounts are many documents, which may be compiled in several runs.
`,
    sources: [
      "https://en.wikipedia.org/wiki/Billion_laughs_attack",
      "https://docs.aws.amazon.com/general/latest/gr/panorama.html",
      "A rule of panorama-compile: limits are explicit, and checked before anything is expanded",
    ],
  },

  "too-many-findings": {
    why: `\
One mistake may stand at each of thousands of appliances, or in an anchor that they all use. Nobody
reads more than ${LIMITS.findings} sentences, and making them takes time and memory; a stage that finds more
in a document stops telling there, and says so. On a terminal each kind is shown ${LIMITS.shown} times for a
file; --format json has all that were told.

Mend the first ones. The others are told then, if there are any left.
`,
    sources: ["A rule of panorama-compile: limits are explicit, and what is left out is said"],
  },

  "yaml-line-end": {
    why: `\
YAML, and many parsers with it, end a line at a carriage return too; the parser of this compiler does
not, and editors differ. So one program reads on in a comment where another reads a line of the spec:
what a reviewer sees might not be what is compiled. Mac OS ended lines so until 2001. To see and to mend:

  grep -n $'\\r' spec.yaml
  tr '\\r' '\\n' < spec.yaml > spec-lf.yaml
`,
    sources: ["https://yaml.org/spec/1.2.2/#54-line-break-characters"],
  },

  "yaml-merge": {
    why: `\
<<: puts the keys of a mapping into the one where it stands. A string, a number or nothing has no
keys, so there is nothing to put in: give it to the key that is meant, as in thingType: *type.
Several mappings go into one list: <<: [*one, *another].

The merge key is of YAML 1.1 and not in 1.2; it is read here because people use it for defaults.
What is written in the mapping itself wins, wherever <<: stands in it.
`,
    sources: ["https://yaml.org/type/merge.html"],
  },

  "yaml-not-a-mapping": {
    why: `\
A spec is keys with values: apiVersion, account, strictness and so on. Found was one string, list or
number. Where the whole file is read as one string, the spaces behind the colons are missing: to
YAML, strictness:account is a word. Where it is a list, the file is another tool's, or a "- " too
many stands in front of the first key.

A document between two --- counts too, where it says null or {}. One of comments only is skipped.
`,
    sources: [
      "https://yaml.org/spec/1.2.2/#3211-nodes",
      "A rule of panorama-compile: every document of a file is a spec",
    ],
  },

  "yaml-syntax": {
    why: `\
The text can't be read as YAML, and a guess at what was meant could be a guess at who may assume a
role. Nothing else is said of this document until it can be read; other documents are checked all
the same.

What it mostly is, and what to write:
  a tab in front of a key               spaces: YAML forbids tabs there
  note: see: the wiki                   note: "see: the wiki"
  owner: @team, or %team                owner: "@team"
  csr: "csr\\dock-1.pem"                 csr/dock-1.pem: \\ starts an escape between double quotes
  a key that stands one space off       the indentation of its neighbours
  region:us-east-1, region = us-east-1  region: us-east-1
  -name: dock-1                         - name: dock-1
  id: "123456789012",                   id: "123456789012": a comma is for [ ] and { } only
  // a comment                          # a comment
  a no-break space, U+00A0              an ordinary space: copied from a page or a chat, it looks like one
  <<<<<<< HEAD                          a merge conflict to settle
`,
    sources: [
      "https://yaml.org/spec/1.2.2/#61-indentation-spaces",
      "https://yaml.org/spec/1.2.2/#733-plain-style",
    ],
  },

  "yaml-unknown-tag": {
    why: `\
!Ref and !Sub mean something to CloudFormation, !vault to Ansible, and !!python/object has made
readers of YAML run code. Here a tag calls nobody: only those of YAML's core schema are known
(!!str, !!int, !!float, !!bool, !!null, !!seq, !!map), and none is needed. Ignoring the others would
compile the text "AWS::AccountId" where an account id was meant.

Write what the tag stands for. What differs from account to account stands in a document of its own
each, or is filled in before the file is compiled; what is shared within a document is an anchor and
its aliases. A number that is to be a string is quoted.
`,
    sources: [
      "https://yaml.org/spec/1.2.2/#103-core-schema",
      "https://yaml.org/spec/1.2.2/#691-node-tags",
      "A rule of panorama-compile: nothing that a spec says is ever evaluated",
    ],
  },

  "yaml-version": {
    why: `\
YAML 1.1 and 1.2 read the same text differently, without an error: in 1.1 no and off are false, 0123
is 83 and 12:30:00 is 45000; in 1.2 they are two strings, the number 123 and a string. A file that
says 1.1 may have been written for that, so it is not read as 1.2 without a word. 1.3 does not
exist.

Remove the %YAML line, and look at values such as these once more: quote what is text.
`,
    sources: ["https://yaml.org/spec/1.2.2/#681-yaml-directives", "https://yaml.org/spec/1.2.2/ext/changes"],
  },
};
