import type { Path } from "../finding";
import { printable } from "../text";

/** Repairs that only the meaning of a field can give, by the field's last keys. */
const REPAIRS: readonly { readonly field: string; readonly repair: (value: string) => string | undefined }[] =
  [
    { field: "account.id", repair: twelveDigits },
    { field: "deviceId", repair: idOfArn },
    { field: "appliance.path", repair: slashes },
    { field: "s3.prefix", repair: endingSlash },
  ];

/** The exact text to write instead, where it can be told. */
export function repairOf(path: Path, value: string): string | undefined {
  const names = path.filter((part) => typeof part === "string").join(".");
  const repair = REPAIRS.find(({ field }) => names === field || names.endsWith(`.${field}`))?.repair;
  const text = repair?.(value);
  return text === undefined ? undefined : `write ${String(path[path.length - 1])}: ${printable(text)}`;
}

function twelveDigits(value: string): string | undefined {
  const digits = value.replace(/[\s-]/g, "");
  return /^[0-9]{12}$/.test(digits) ? `"${digits}"` : undefined;
}

function idOfArn(value: string): string | undefined {
  return /^arn:aws:panorama:[^:]*:[^:]*:device\/([a-zA-Z0-9_-]+)$/.exec(value)?.[1];
}

function slashes(value: string): string | undefined {
  const inner = value.replace(/^\/+|\/+$/g, "");
  return /^[A-Za-z0-9+=,.@_/-]+$/.test(inner) ? `/${inner}/` : undefined;
}

function endingSlash(value: string): string | undefined {
  return /^[A-Za-z0-9!_.()-]+(\/[A-Za-z0-9!_.()-]+)*$/.test(value) ? `${value}/` : undefined;
}
