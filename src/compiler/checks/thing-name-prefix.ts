import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "thing-name-prefix",
  severity: "error",
  summary: "A thing's name must start with panorama, or the service-linked role can't reach it.",
};

/** AWSPanoramaServiceLinkedRolePolicy grants iot actions on thing/panorama* only, and ARNs are case-sensitive. */
export const thingNamePrefix: Check = {
  kind,
  run({ model }) {
    return model.appliances.flatMap(({ thingName, path }) => {
      if (thingName.startsWith("panorama")) return [];
      const message = `the thing name ${quoted(thingName)} does not start with lower-case "panorama": the service-linked role reaches no other`;
      const better = /^panorama/i.test(thingName)
        ? `panorama${thingName.slice("panorama".length)}`
        : `panorama-${thingName}`;
      return [finding(kind, atValue(...path, "thingName"), message, { help: `write thingName: ${better}` })];
    });
  },
};
