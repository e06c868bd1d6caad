import { HEAD } from "./fields";

/** How many there may be of something, the finding that says there are more, and a spec with so many. */
export interface Counted {
  readonly most: number;
  readonly code: string;
  readonly spec: (count: number) => object;
}

const list = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => item(index));
const mapping = (count: number, name: string) =>
  Object.fromEntries(list(count, (index) => [`${name}${index}`, "a"]));

const docks = (count: number) => list(count, (index) => ({ name: `dock-${index}` }));
const job = { document: { a: "b" }, targets: { all: true } };

/** By the rule in quotas.ts. */
export const COUNTED: Readonly<Record<string, Counted>> = {
  "IAM: 2,048 to 8,192 characters in a role's trust policy": {
    most: 21,
    code: "trust-policy-too-large",
    spec: (count) => ({
      ...HEAD,
      strictness: "device",
      appliances: list(count, (index) => ({
        name: `dock-${index}`,
        deviceId: `device-${"abcdefghijklmnopqrstuvwxyz"[index]}k7exmplpvcr3heqwjmesw76ky`,
      })),
    }),
  },
  "IAM: 50 tags on a role": {
    most: 49,
    code: "schema-too-many",
    spec: (count) => ({ ...HEAD, tags: mapping(count, "key") }),
  },
  "IoT: 3 attributes on a thing without a type": {
    most: 3,
    code: "too-many-attributes",
    spec: (count) => ({ ...HEAD, appliances: [{ name: "dock", attributes: mapping(count, "key") }] }),
  },
  "IoT: 50 attributes on a thing with a type": {
    most: 50,
    code: "schema-too-many",
    spec: (count) => ({
      ...HEAD,
      appliances: [{ name: "dock", thingType: "type", attributes: mapping(count, "key") }],
    }),
  },
  "IoT: 100 targets of a job": {
    most: 100,
    code: "too-many-targets",
    spec: (count) => ({ ...HEAD, appliances: docks(count), jobs: [{ name: "reboot", ...job, run: "once" }] }),
  },
  "IoT: 100 job templates": {
    most: 100,
    code: "too-many-job-templates",
    spec: (count) => ({
      ...HEAD,
      appliances: docks(1),
      jobs: list(count, (index) => ({ name: `job-${index}`, ...job })),
    }),
  },
  "IoT: 32,768 characters in a job document": {
    most: 32_768,
    code: "job-document-too-large",
    spec: (count) => ({
      ...HEAD,
      appliances: docks(1),
      jobs: [{ name: "reboot", ...job, document: { a: "x".repeat(count - '{"a":""}'.length) } }],
    }),
  },
};
