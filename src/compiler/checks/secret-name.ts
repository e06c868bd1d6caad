import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";

const kind: FindingKind = {
  code: "secret-name",
  severity: "error",
  summary: "A secret's name must start with panorama or Panorama, or the service-linked role can't reach it.",
};

/** AWSPanoramaServiceLinkedRolePolicy grants secretsmanager actions on secret:panorama* and secret:Panorama* only. */
export const isReached = (name: string): boolean => /^[pP]anorama/.test(name);

export const secretName: Check = {
  kind,
  run({ model }) {
    return model.secrets.flatMap(({ name, path }) => {
      if (isReached(name)) return [];
      const message = `the secret's name ${quoted(name)} does not start with "panorama" or "Panorama": the service-linked role reaches no other`;
      const better = repaired(name);
      const help = better.length > 512 ? "start it with panorama/" : `write name: ${better}`;
      return [finding(kind, atValue(...path, "name"), message, { help })];
    });
  },
};

/** The whole name with the right start: `cam/panorama` becomes `panorama/cam/panorama`. */
function repaired(name: string): string {
  const bare = name.replace(/^[^A-Za-z0-9]+/, "");
  const rest = /^panorama/i.test(bare) ? bare.slice("panorama".length) : `/${bare}`;
  return `panorama${rest}`;
}
