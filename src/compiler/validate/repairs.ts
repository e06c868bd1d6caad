import type { Path } from "../finding";
import { flow } from "./schema";

/** Repairs that only the meaning of a field can give, by the field's last keys. */
const REPAIRS: readonly { readonly field: string; readonly repair: (value: string) => string | undefined }[] =
  [
    { field: "account.id", repair: accountIdRepair },
    { field: "appliances.name", repair: writing("name", hyphenated) },
    { field: "appliances.thingName", repair: writing("thingName", hyphenated) },
    { field: "appliances.thingType", repair: writing("thingType", hyphenated) },
    { field: "appliances.deviceId", repair: writing("deviceId", idOfArn) },
    { field: "appliances.until", repair: writing("until", dayOf) },
    { field: "certificate.csr", repair: writing("csr", forwardSlashes) },
    { field: "roles.appliance.path", repair: writing("path", slashes) },
    { field: "s3.bucket", repair: writing("bucket", bucketOfUrl) },
    { field: "s3.prefix", repair: writing("prefix", endingSlash) },
    { field: "http.address", repair: addressRepair },
    { field: "name", repair: writing("name", documentName) },
  ];

/** What to write instead, where it can be told. */
export function repairOf(path: Path, value: string): string | undefined {
  const names = path.filter((part) => typeof part === "string").join(".");
  const found = REPAIRS.find(({ field }) => names === field || (field !== "name" && names.endsWith(field)));
  if (value === "__proto__")
    return "choose another name: this one means something to the compiler's own language";
  return found?.repair(value) ?? templateHelp(value);
}

/** Help with what templates of Terraform, IAM, CloudFormation and others are made of. */
export function templateHelp(text: string): string | undefined {
  return /[$%&#]\{|\{\{/.test(text) ? "nothing in a spec is evaluated: write what it stands for" : undefined;
}

function writing(key: string, repaired: (value: string) => string | undefined) {
  return (value: string) => {
    const text = repaired(value);
    return text === undefined ? undefined : `write ${key}: ${flow(text)}`;
  };
}

/** Also for a number as it is written: what to write for an account id. */
export function accountIdRepair(written: string): string {
  const digits = /^arn:[^:]*:[^:]*:[^:]*:([0-9]{12}):/.exec(written)?.[1] ?? written.replace(/[\s_-]/g, "");
  if (/^[0-9]{12}$/.test(digits)) return `write id: "${digits}"`;
  if (/^[0-9]{10,11}$/.test(digits))
    return `if leading zeros were lost on the way here, write id: "${digits.padStart(12, "0")}"`;
  return 'write the 12 digits in quotes, as in id: "123456789012"';
}

function idOfArn(value: string): string | undefined {
  return /^arn:aws:panorama:[^:]*:[^:]*:device\/([a-zA-Z0-9_-]+)$/.exec(value)?.[1];
}

function hyphenated(value: string): string | undefined {
  if (/\P{ASCII}/u.test(value)) return undefined; // of another script little would be left
  const name = value.replace(/[^A-Za-z0-9:_-]+/g, "-").replace(/^-+|-+$/g, "");
  return /[A-Za-z0-9]/.test(name) ? name : undefined;
}

function documentName(value: string): string | undefined {
  return hyphenated(value.replace(/[:]|^_+/g, "-"));
}

/** A day with its year first, whatever stands between and however many digits month and day have. */
function dayOf(value: string): string | undefined {
  const [, year, month = "", day = ""] =
    /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:T.*)?$/.exec(value) ?? [];
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return year === undefined || Number.isNaN(Date.parse(text)) ? undefined : text;
}

function forwardSlashes(value: string): string | undefined {
  const path = value.replace(/\\/g, "/");
  return /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/.test(path) ? path : undefined;
}

function slashes(value: string): string | undefined {
  const inner = value.replace(/^\/+|\/+$/g, "").replace(/\/{2,}/g, "/");
  return /^(?!aws-service-role|aws-reserved)[A-Za-z0-9+=,.@_/-]+$/.test(inner) ? `/${inner}/` : undefined;
}

function bucketOfUrl(value: string): string | undefined {
  return /^(?:s3:\/\/|arn:aws:s3:::)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/.exec(value)?.[1];
}

function endingSlash(value: string): string | undefined {
  const inner = value.replace(/^\/+|\/+$/g, "").replace(/\/{2,}/g, "/");
  if (/(^|\/)\.{1,2}(\/|$)/.test(inner)) return undefined;
  return /^[A-Za-z0-9!_.()-]+(\/[A-Za-z0-9!_.()-]+)*$/.test(inner) ? `${inner}/` : undefined;
}

/** For the address of the backend http. What may hold a password is not written again. */
function addressRepair(value: string): string | undefined {
  if (/^\w+:\/\/[^/]*@/.test(value))
    return "take user and password out: Terraform reads them from TF_HTTP_USERNAME and TF_HTTP_PASSWORD";
  const address =
    /^https?:\/\/([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*)\/?$/.exec(
      value,
    )?.[1];
  return address === undefined ? undefined : writing("address", () => `https://${address}/`)(value);
}
