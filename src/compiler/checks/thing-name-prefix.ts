import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "thing-name-prefix",
  severity: "error",
  summary: "A thing's name must start with panorama, or the service-linked role can't reach it.",
};

const START = "panorama";

/** A name with the start that a thing's name must have. */
export const startedAsThing = (name: string): string =>
  name.toLowerCase().startsWith(START) ? `${START}${name.slice(START.length)}` : `${START}-${name}`;

/** AWSPanoramaServiceLinkedRolePolicy grants iot actions on thing/panorama* only, and ARNs are case-sensitive. */
export const thingNamePrefix: Check = {
  kind,
  run({ model }) {
    return model.appliances.flatMap(({ thingName, path }) => {
      const better = startedAsThing(thingName);
      if (better === thingName) return [];
      const message = `the thing name ${quoted(thingName)} does not start with lower-case "panorama": the service-linked role reaches no other`;
      return [finding(kind, atValue(...path, "thingName"), message, { help: `write thingName: ${better}` })];
    });
  },
};
