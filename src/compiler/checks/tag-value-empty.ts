import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "tag-value-empty",
  severity: "error",
  summary: "A tag on a job template must have a value.",
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-iot-jobtemplate-tag.html */
export const tagValueEmpty: Check = {
  kind,
  run({ model }) {
    if (model.jobs.length === 0) return [];
    return Object.entries(model.tags)
      .filter(([, value]) => value === "")
      .map(([key]) => {
        const message = `the tag ${quoted(key)} has no value; the job templates get it too, and CloudFormation takes no empty one`;
        return finding(kind, atValue("tags", key), message, { help: "give it a value, or remove it" });
      });
  },
};
