import { isAccessPointName } from "../checks/access-point-name";
import { isBucketName } from "../checks/bucket-name";
import { startedAsThing } from "../checks/thing-name-prefix";

/** What an address or an ARN starts with, which is no part of a name. */
const SCHEME = /^(arn:|[a-z][a-z0-9+.-]*:\/\/)/i;

/** A repair of names. Of an address or of an ARN of such a resource it takes the name in it, where that needs no repair. */
const naming =
  (repaired: (value: string) => string | undefined, resource?: string) =>
  (value: string): string | undefined => {
    if (!SCHEME.test(value)) return repaired(value);
    const inArn = resource && new RegExp(`^arn:aws:[^/]*:${resource}/([^/]+)$`).exec(value)?.[1];
    const name = inArn ?? /^[^:]+:\/\/([^/]+)\/?$/.exec(value)?.[1];
    return name !== undefined && repaired(name) === name ? name : undefined;
  };

/** What is longer than a name may be is not cut: two of them could become one. */
function hyphenated(value: string, longest = 128): string | undefined {
  if (/\P{ASCII}/u.test(value)) return undefined; // of another script little would be left
  const name = value.replace(/[^A-Za-z0-9:_-]+/g, "-").replace(/^-+|-+$/g, "");
  return /[A-Za-z0-9]/.test(name) && name.length <= longest ? name : undefined;
}

export const applianceName = naming((value) => hyphenated(value, 119), "thing");

export const thingTypeName = naming(hyphenated, "thingtype");

export const thingName = naming((value) => {
  const name = hyphenated(value);
  const started = name && startedAsThing(name);
  return started && hyphenated(started);
}, "thing");

export const documentName = naming((value) =>
  hyphenated(value.replace(/:/g, "-").replace(/^[\s_-]+/, ""), 64),
);

/** The words of a job's name. */
export const jobName = naming((value) => hyphenated(value.replace(/[:_]/g, "-"), 42));

/** In the alphabet of access points, and starting as the managed policies ask. */
export const accessPointName = naming((value) => {
  const name = hyphenated(value.toLowerCase().replace(/[:_]/g, "-"), 50);
  const started = name && !isAccessPointName(name) ? `panorama-${name}` : name;
  return started && started.length <= 50 && isAccessPointName(started) ? started : undefined;
}, "accesspoint");

/** The bucket of an ARN or a URL, else the name in the alphabet of buckets. */
export function bucketName(value: string): string | undefined {
  const name = SCHEME.test(value) ? bucketOfUrl(value) : inLettersOfBuckets(value);
  return name !== undefined && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && isBucketName(name)
    ? name
    : undefined;
}

/** Of a name that is made of what names are made of, and not of a template. */
export const stateBucket = (value: string): string | undefined =>
  SCHEME.test(value) || /^[\w.-]+$/.test(value) ? bucketName(value) : undefined;

/** A dot stays: with a hyphen it would be another bucket. Beside a dot nothing takes the place of what can't stand there. */
function inLettersOfBuckets(value: string): string | undefined {
  if (/\P{ASCII}/u.test(value)) return undefined;
  const name = value
    .toLowerCase()
    .replace(/(?<=\.)[^a-z0-9.-]+|[^a-z0-9.-]+(?=\.)/g, "")
    .replace(/\.{2,}/g, ".")
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "");
  return /\.-|-\./.test(name) ? undefined : name;
}

function bucketOfUrl(value: string): string | undefined {
  return /^(?:s3:\/\/|arn:aws:s3:::)([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/.exec(value)?.[1];
}
