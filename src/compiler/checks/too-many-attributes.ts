import { atKey, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "too-many-attributes",
  severity: "error",
  summary: "A thing without a thing type has at most 3 attributes.",
};

/** https://docs.aws.amazon.com/general/latest/gr/iot-core.html#thing-limits */
const WITHOUT_TYPE = 3;

export const tooManyAttributes: Check = {
  kind,
  run({ model }) {
    return model.appliances.flatMap(({ name, attributes, thingType, path }) => {
      const count = Object.keys(attributes).length;
      if (thingType !== undefined || count <= WITHOUT_TYPE) return [];
      const message = `the appliance ${quoted(name)} has ${count} attributes; a thing without a thing type has at most ${WITHOUT_TYPE}`;
      return [
        finding(kind, atKey(...path, "attributes"), message, { help: "add thingType: panorama-appliance" }),
      ];
    });
  },
};
