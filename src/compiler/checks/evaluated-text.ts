import { type Finding, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { type Text, textsWhere } from "../values";

const kind: FindingKind = {
  code: "evaluated-text",
  severity: "error",
  summary: "A text must not hold what somebody on the way would put another text in place of.",
};

export interface Evaluated {
  /** The words that somebody would act on. */
  readonly found: string;
  /** What would happen to them. */
  readonly fate: string;
}

/**
 * CDKTF's markers (https://github.com/hashicorp/terraform-cdk: tokens/private/encoding.ts), which no escape breaks.
 * Nothing but a text that means to has one.
 */
const MARKER = /[$#&]\{TfToken\[/;

/**
 * What AWS acts on in a job: CloudFormation resolves references when it makes the template, AWS IoT fills its
 * placeholders in when it hands the document out. Wider than what either is known to take.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 * https://docs.aws.amazon.com/iot/latest/developerguide/create-manage-jobs.html
 */
const OF_JOBS: readonly [pattern: RegExp, fate: string][] = [
  [/\{\{\s*resolve\s*:/i, "AWS CloudFormation would put a parameter or a secret in its place"],
  [/\$\{\s*aws:iot:/i, "AWS IoT would put another text in its place when it hands the job out"],
];

/** What in a text would be evaluated wherever it stands. */
export function evaluatedAnywhere(text: string): Evaluated | undefined {
  const [found] = MARKER.exec(text) ?? [];
  return found === undefined
    ? undefined
    : {
        found,
        fate: "it is a marker of the library that writes the stacks, which would put another text in its place",
      };
}

/** What in a text of a job would be evaluated. */
export function evaluatedInJob(text: string): Evaluated | undefined {
  for (const [pattern, fate] of OF_JOBS) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { found, fate };
  }
  return evaluatedAnywhere(text);
}

/** The sentence for `where`, which is "this text" or something like it. */
export const evaluatedMessage = (where: string, { found, fate }: Evaluated): string =>
  `${where} holds ${quoted(found)}; ${fate}`;

export const EVALUATED_HELP = "take it out: there is no way to write it that would arrive";

/** Looks at the whole spec, since any of its texts may come into a stack. */
export const evaluatedText: Check = {
  kind,
  run({ model, document }) {
    const files = new Set(
      model.jobs.flatMap(({ path, document: { from } }) => (from === "file" ? path[1] : [])),
    );
    const evaluatedIn = ({ value, place }: Text): Evaluated | undefined => {
      const [list, index, field] = place.path;
      const ofJob = list === "jobs" && !(field === "document" && files.has(index));
      return ofJob ? evaluatedInJob(value) : evaluatedAnywhere(value);
    };
    return textsWhere(document.data, (text) => evaluatedIn(text) !== undefined).flatMap((text): Finding[] => {
      const evaluated = evaluatedIn(text);
      if (evaluated === undefined) return [];
      const { place } = text;
      const message = evaluatedMessage(place.on === "key" ? "this key" : "this text", evaluated);
      return [finding(kind, place, message, { help: EVALUATED_HELP })];
    });
  },
};
