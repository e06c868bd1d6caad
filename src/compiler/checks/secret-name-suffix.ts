import { atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { quoted } from "../text";
import { isReached } from "./secret-name";

const kind: FindingKind = {
  code: "secret-name-suffix",
  severity: "warning",
  summary: "A secret's name should not end as its ARN does, in a hyphen and six characters.",
};

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html: Name */
const ARN_SUFFIX = /-(?=[A-Za-z0-9]{6}$)/;

/** Not where the name must change anyway, or where the secret is there already and has it. */
export const secretNameSuffix: Check = {
  kind,
  run({ model }) {
    return model.secrets.flatMap(({ name, source, path }) => {
      if (source === "import" || !isReached(name) || !ARN_SUFFIX.test(name)) return [];
      const suffix = name.slice(-"-xxxxxx".length);
      const message = `the secret's name ${quoted(name)} ends in a hyphen and six characters (${suffix}), as every secret's ARN does: looking it up by a part of its ARN may give unexpected results`;
      const help = `write name: ${name.replace(ARN_SUFFIX, "_")}`;
      return [finding(kind, atValue(...path, "name"), message, { help })];
    });
  },
};
