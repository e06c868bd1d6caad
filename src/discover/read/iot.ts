import type { Certificate, IotPolicy, Place, Thing, ThingType } from "../account";
import { isSeen } from "../account";
import { type Asker, allOf, gently } from "../aws/asker";
import { calls } from "../aws/calls";
import { jsonIn } from "./json";

/** All that Panorama's service-linked role reaches in AWS IoT starts so. */
export const isPanoramas = (name: string): boolean => name.startsWith("panorama");

export async function readIot(
  asker: Asker,
): Promise<Pick<Place, "things" | "thingTypes" | "policies" | "certificates" | "jobTemplates">> {
  const things = await readThings(asker);
  const thingTypes =
    things !== "unseen" && things.every(({ type }) => type === undefined) ? [] : await readTypes(asker);
  const panoramas = await readPolicies(asker);
  const certificates = await readCertificates(asker, things, panoramas);
  const policies = await withOthers(asker, panoramas, certificates);
  return { things, thingTypes, policies, certificates, jobTemplates: await readJobTemplates(asker) };
}

async function readThings(asker: Asker): Promise<Thing[] | "unseen"> {
  const found = await allOf(asker, calls.listThings, { maxResults: 250 }, ({ things, nextToken }) => ({
    items: things,
    next: nextToken === undefined ? undefined : { nextToken },
  }));
  if (found === "unseen") return found;
  const panoramas = found.filter(({ thingName = "" }) => isPanoramas(thingName));
  return gently(
    panoramas,
    async ({ thingName = "", thingTypeName, attributes = {} }): Promise<Thing> => ({
      name: thingName,
      type: thingTypeName,
      attributes,
      principals: await principalsOf(asker, thingName),
    }),
    (done) => asker.say(`the certificates of ${done} of ${panoramas.length} things`),
  );
}

const principalsOf = (asker: Asker, thingName: string): Promise<string[] | "unseen"> =>
  allOf(asker, calls.listThingPrincipals, { thingName }, ({ principals, nextToken }) => ({
    items: principals,
    next: nextToken === undefined ? undefined : { nextToken },
  }));

async function readTypes(asker: Asker): Promise<ThingType[] | "unseen"> {
  const found = await allOf(asker, calls.listThingTypes, {}, ({ thingTypes, nextToken }) => ({
    items: thingTypes,
    next: nextToken === undefined ? undefined : { nextToken },
  }));
  if (found === "unseen") return found;
  return found.map(({ thingTypeName = "", thingTypeMetadata }) => ({
    name: thingTypeName,
    deprecated: thingTypeMetadata?.deprecated === true,
  }));
}

async function readPolicies(asker: Asker): Promise<IotPolicy[] | "unseen"> {
  const found = await allOf(asker, calls.listPolicies, {}, ({ policies, nextMarker }) => ({
    items: policies,
    next: nextMarker === undefined ? undefined : { marker: nextMarker },
  }));
  if (found === "unseen") return found;
  const names = found.flatMap(({ policyName }) => policyName ?? []).filter(isPanoramas);
  return gently(names, (name) => readPolicy(asker, name));
}

async function readPolicy(asker: Asker, name: string): Promise<IotPolicy> {
  const output = await asker.ask(calls.getPolicy, { policyName: name });
  const targets = await allOf(
    asker,
    calls.listTargetsForPolicy,
    { policyName: name },
    ({ targets: items, nextMarker }) => ({
      items,
      next: nextMarker === undefined ? undefined : { marker: nextMarker },
    }),
  );
  return { name, document: isSeen(output) ? jsonIn(output.policyDocument) : undefined, targets };
}

/** What Panorama's certificates may do also follows from policies of other names that hang on them. */
async function withOthers(
  asker: Asker,
  panoramas: IotPolicy[] | "unseen",
  certificates: readonly Certificate[] | "unseen",
): Promise<IotPolicy[] | "unseen"> {
  const known = new Set(panoramas === "unseen" ? [] : panoramas.map(({ name }) => name));
  const named = certificates === "unseen" ? [] : certificates.filter(({ on }) => on === "panorama");
  const others = new Set(
    named
      .flatMap(({ policies }) => (policies === "unseen" ? [] : policies))
      .filter((name) => !known.has(name)),
  );
  const read = await gently([...others].sort(), (name) => readPolicy(asker, name));
  return panoramas === "unseen" && read.length === 0
    ? panoramas
    : [...(panoramas === "unseen" ? [] : panoramas), ...read];
}

/** Panorama's certificates, by their things and policies; and those on no thing, which may be left of Panorama's. */
async function readCertificates(
  asker: Asker,
  things: readonly Thing[] | "unseen",
  policies: readonly IotPolicy[] | "unseen",
): Promise<Certificate[] | "unseen"> {
  const listed = await allOf(asker, calls.listCertificates, { pageSize: 250 }, (output) => ({
    items: output.certificates,
    next: output.nextMarker === undefined ? undefined : { marker: output.nextMarker },
  }));
  const onThings = new Set(
    (things === "unseen" ? [] : things).flatMap(({ principals }) =>
      principals === "unseen" ? [] : principals,
    ),
  );
  const inPolicies = new Set(
    (policies === "unseen" ? [] : policies).flatMap(({ targets }) => (targets === "unseen" ? [] : targets)),
  );
  const known = new Map(
    listed === "unseen" ? [] : listed.map((certificate) => [certificate.certificateArn ?? "", certificate]),
  );
  const arns = new Set([...known.keys(), ...onThings, ...inPolicies].filter(isCertificate));
  const found = await gently(
    [...arns].sort(),
    async (arn): Promise<Certificate> => {
      const on = onThings.has(arn) ? "panorama" : await placeOf(asker, arn, things === "unseen");
      const certificate = known.get(arn);
      return {
        arn,
        status: certificate?.status,
        created: certificate?.creationDate?.getTime() ?? 0,
        on,
        policies: on === "other" && !inPolicies.has(arn) ? [] : await policiesOf(asker, arn),
      };
    },
    (done) => asker.say(`the things and policies of ${done} of ${arns.size} certificates`),
  );
  const kept = found.filter(({ arn, on }) => on !== "other" || inPolicies.has(arn));
  return listed === "unseen" && kept.length === 0 ? "unseen" : kept;
}

const isCertificate = (arn: string): boolean => /^arn:[^:]*:iot:[^:]*:[^:]*:cert\//.test(arn);

/** Where a certificate is that no thing of Panorama's has. */
async function placeOf(asker: Asker, arn: string, thingsUnseen: boolean): Promise<Certificate["on"]> {
  const output = await asker.ask(calls.listPrincipalThings, { principal: arn, maxResults: 250 });
  if (output === "unseen") return "unseen";
  const names = output === "absent" ? [] : (output.things ?? []);
  if (thingsUnseen && names.some(isPanoramas)) return "panorama";
  return names.length > 0 ? "other" : "none";
}

async function policiesOf(asker: Asker, target: string): Promise<string[] | "unseen"> {
  const found = await allOf(asker, calls.listAttachedPolicies, { target }, ({ policies, nextMarker }) => ({
    items: policies,
    next: nextMarker === undefined ? undefined : { marker: nextMarker },
  }));
  return found === "unseen" ? found : found.flatMap(({ policyName }) => policyName ?? []);
}

async function readJobTemplates(asker: Asker): Promise<string[]> {
  const found = await allOf(
    asker,
    calls.listJobTemplates,
    { maxResults: 250 },
    ({ jobTemplates, nextToken }) => ({
      items: jobTemplates,
      next: nextToken === undefined ? undefined : { nextToken },
    }),
  );
  return found === "unseen"
    ? []
    : found.flatMap(({ jobTemplateId }) => jobTemplateId ?? []).filter(isPanoramas);
}
