import { isDay } from "../day";
import type { Path } from "../finding";
import { nearest } from "../nearest";
import { hasSecretForm } from "../redact/forms";
import { joinedKey } from "../yaml/slips";
import { TEMPLATE_HELP } from "../yaml/templates";
import { certificateHelp } from "./certificates";
import {
  accessPointName,
  applianceName,
  bucketName,
  documentName,
  jobName,
  stateBucket,
  thingName,
  thingTypeName,
} from "./name-repairs";
import { flow } from "./schema";

/** Repairs that only the meaning of a field can give, by the field's last keys. */
const REPAIRS: readonly { readonly field: string; readonly repair: (value: string) => string | undefined }[] =
  [
    { field: "account.id", repair: accountIdRepair },
    { field: "appliances.name", repair: writing("name", applianceName) },
    { field: "appliances.site", repair: writing("site", documentName) },
    { field: "appliances.thingName", repair: writing("thingName", thingName) },
    { field: "appliances.thingType", repair: writing("thingType", thingTypeName) },
    { field: "appliances.deviceId", repair: writing("deviceId", idOfArn) },
    { field: "appliances.until", repair: writing("until", dayOf) },
    {
      field: "certificate.csr",
      repair: (value) => certificateHelp(value, "csr") ?? writing("csr", forwardSlashes)(value),
    },
    { field: "certificate.arn", repair: (value) => certificateHelp(value, "arn") },
    { field: "jobs.name", repair: writing("name", jobName) },
    { field: "buckets.name", repair: writing("name", bucketName) },
    { field: "accessPoints.name", repair: writing("name", accessPointName) },
    { field: "accessPoints.bucket", repair: writing("bucket", bucketName) },
    { field: "accessPoints.prefix", repair: writing("prefix", withoutPattern) },
    { field: "roles.appliance.path", repair: writing("path", slashes) },
    { field: "s3.bucket", repair: writing("bucket", stateBucket) },
    { field: "remote.hostname", repair: writing("hostname", hostOf) },
    { field: "cloud.hostname", repair: writing("hostname", hostOf) },
    { field: "s3.region", repair: writing("region", directed) },
    { field: "s3.prefix", repair: writing("prefix", endingSlash) },
    { field: "http.address", repair: addressRepair },
    { field: "appliance.permissionsBoundary", repair: boundaryHelp },
    { field: "jobs.description", repair: oddCharacterHelp },
    { field: "secrets.description", repair: oddCharacterHelp },
    { field: "name", repair: writing("name", documentName) },
  ];

/** What to write instead, where it can be told. */
export function repairOf(path: Path, value: string): string | undefined {
  const names = path.filter((part) => typeof part === "string").join(".");
  const found = REPAIRS.find(({ field }) => names === field || (field !== "name" && names.endsWith(field)));
  if (value === "__proto__")
    return "choose another name: this one means something to the compiler's own language";
  return found?.repair(value) ?? templateHelp(value) ?? spacesHelp(path, value) ?? reservedHelp(path, value);
}

/** What to write instead of a name in a mapping of the user's own names. */
export function nameHelp(path: Path, name: string): string | undefined {
  const joined = joinedKey(name) && "put a space after the colon";
  return templateHelp(name) ?? reservedHelp(path, name) ?? joined;
}

/** The text itself is not written again: it may be a secret. */
function reservedHelp([list]: Path, value: string): string | undefined {
  if (list !== "tags" || !/^aws:/i.test(value)) return undefined;
  return "AWS keeps what starts with aws: for itself: put - in place of the first colon";
}

/** Which of the characters can't be seen, or is none. */
function oddCharacterHelp(value: string): string | undefined {
  const [odd] = /[\p{C}\p{Zl}\p{Zp}]/u.exec(value) ?? [];
  if (odd === undefined) return undefined;
  const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return /[\n\r\p{Zl}\p{Zp}]/u.test(odd) ? "write it in one line" : `take out the character U+${code}`;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html: Path */
function boundaryHelp(value: string): string | undefined {
  const path = /^arn:aws:iam::[^:]*:policy(\/.*\/)/.exec(value)?.[1] ?? "";
  return path.length > 512
    ? `the policy's path has ${path.length} characters, and no path in IAM more than 512`
    : undefined;
}

/** The text itself is not written again: it may be a secret. */
function spacesHelp([list, , field]: Path, value: string): string | undefined {
  if (list !== "appliances" || field !== "attributes" || !/\S\s+\S/.test(value)) return undefined;
  return "put - or _ in place of the spaces";
}

/** Help with what templates of Terraform, IAM, CloudFormation and others are made of. */
export function templateHelp(text: string): string | undefined {
  return /[$%&#]\{|\{\{|^\$[A-Za-z_]\w*$/.test(text) ? TEMPLATE_HELP : undefined;
}

/** No field takes more characters than this and has a repair; what looks for one may take a square of its time. */
const LONGEST = 2_048;

function writing(key: string, repaired: (value: string) => string | undefined) {
  return (value: string) => {
    if (value.length > LONGEST || hasSecretForm(value) || templateHelp(value)) return undefined; // a repair would repeat it in other letters
    const text = repaired(value);
    return text === undefined ? undefined : `write ${key}: ${flow(text)}`;
  };
}

/** Also for a number as it is written: what to write for an account id. */
export function accountIdRepair(written: string): string {
  const digits = /^arn:[^:]*:[^:]*:[^:]*:([0-9]{12}):/.exec(written)?.[1] ?? written.replace(/[\s_-]/g, "");
  const template = templateHelp(written);
  if (template) return template;
  if (/^[0-9]{12}$/.test(digits)) return `write id: "${digits}"`;
  if (/^[0-9]{10,11}$/.test(digits))
    return `if leading zeros were lost on the way here, write id: "${digits.padStart(12, "0")}"`;
  return 'write the 12 digits in quotes, as in id: "123456789012"';
}

function idOfArn(value: string): string | undefined {
  return /^arn:aws:panorama:[^:]*:[^:]*:device\/([a-zA-Z0-9_-]+)$/.exec(value)?.[1];
}

const DIRECTIONS = "north south east west central northeast northwest southeast southwest".split(" ");

/** A Region whose direction is mistyped. */
function directed(value: string): string | undefined {
  const [, start, word = "", number] =
    /^([a-z]{2,4}(?:-[a-z]+)*-)([a-z]+)-?([0-9]{1,2})[a-z]?$/i.exec(value.replaceAll("_", "-")) ?? [];
  const direction = nearest(word, DIRECTIONS);
  return start === undefined || direction === undefined
    ? undefined
    : `${start}${direction}-${number}`.toLowerCase();
}

/** The host of a URL. */
function hostOf(value: string): string | undefined {
  return /^https?:\/\/([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)\/?$/.exec(value)?.[1];
}

/** What stands in front of the wildcard that people close a prefix with; the prefix of a URL. */
function withoutPattern(value: string): string | undefined {
  const inBucket = /^s3:\/\/[a-z0-9.-]+\/([A-Za-z0-9/_.=-]+)$/.exec(value)?.[1];
  if (inBucket !== undefined) return inBucket;
  return /^([A-Za-z0-9/_.=-]+)\*+$/.exec(value)?.[1];
}

/** A day that there is, its year first or its day, whatever stands between and however many digits there are. */
function dayOf(value: string): string | undefined {
  const [, year, second = "", third = ""] =
    /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:T.*)?$/.exec(value) ?? [];
  if (year !== undefined) return dayFrom(year, second, third);
  const [, day = "", month = "", last = ""] = /^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$/.exec(value) ?? [];
  return Number(day) <= 12 ? undefined : dayFrom(last, month, day); // else either may be the day
}

function dayFrom(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(text) ? text : undefined;
}

function forwardSlashes(value: string): string | undefined {
  const path = value.replace(/\\/g, "/");
  return /^[A-Za-z0-9_][A-Za-z0-9_./-]*$/.test(path) ? path : undefined;
}

function slashes(value: string): string | undefined {
  const inner = value.replace(/^\/+|\/+$/g, "").replace(/\/{2,}/g, "/");
  return /^(?!aws-service-role|aws-reserved)[A-Za-z0-9+=,.@_/-]+$/.test(inner) ? `/${inner}/` : undefined;
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
  if (Number(/^https?:\/\/[^/:]+:([0-9]{5,})(?:\/|$)/.exec(value)?.[1]) > 65_535)
    return "write a port: a number up to 65535";
  const address =
    /^https?:\/\/([A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:\/(?!\.{1,2}(?:\/|$))[\w.~-]+)*)\/?$/.exec(
      value,
    )?.[1];
  return address === undefined ? undefined : writing("address", () => `https://${address}/`)(value);
}
