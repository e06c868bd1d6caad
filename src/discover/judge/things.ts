import { counted, listed, quoted } from "../../compiler/text";
import type { Certificate, IotPolicy, Place } from "../account";
import type { Draft } from "../adopt/draft";
import { iotPolicyName } from "../adopt/spec";
import { certificateBy, certificatesOf, secretAttributesOf } from "../adopt/things";
import { type Finding, finding, keyOf } from "./kinds";
import { type Statement, statementsOf } from "./policy";
import { named } from "./roles";

/** What there is to say of a Region's things, certificates and IoT policies. */
export const judgeIot = (draft: Draft): Finding[] =>
  draft.account.places.flatMap((place) => [
    ...thingsOf(place),
    ...unattached(place),
    ...policiesOf(place),
    ...added(draft, place),
  ]);

function thingsOf(place: Place): Finding[] {
  const { region, things } = place;
  return (things === "unseen" ? [] : things).flatMap((thing) => {
    const about = keyOf("thing", region, thing.name);
    const [adopted, ...others] = certificatesOf(place, thing);
    const strangers = (thing.principals === "unseen" ? [] : thing.principals).filter(
      (arn) => arn !== adopted && !others.includes(arn),
    );
    const active = [adopted, ...others].filter(
      (arn) => arn !== undefined && certificateBy(place, arn)?.status === "ACTIVE",
    );
    const secret = secretAttributesOf(thing);
    return [
      ...(secret.length > 0 ? [attributesOn(region, thing.name, secret, about)] : []),
      ...(active.length > 0 ? [activeOn(region, thing.name, active.length, about)] : []),
      ...(others.length + strangers.length > 0
        ? [leftOn(region, thing.name, [...others, ...strangers], about)]
        : []),
    ];
  });
}

function attributesOn(region: string, thing: string, names: readonly string[], about: string): Finding {
  const which = `${names.length === 1 ? "attribute" : "attributes"} ${named(names)}`;
  const [what, them] =
    names.length === 1
      ? ["is most likely a secret, so it is not written", "it"]
      : ["are most likely secrets, so they are not written", "them"];
  return finding(
    "attribute-left-out",
    region,
    `the ${which} of the thing ${quoted(thing)} ${what} into the spec; applying takes ${them} off the thing`,
    {
      about,
      note: `the ${which} ${what} here; applying takes ${them} off the thing`,
      help: "who may describe the thing reads it there: before applying, keep it in a secret, declared under secrets with value: variable, and have it read from there",
    },
  );
}

function activeOn(region: string, thing: string, count: number, about: string): Finding {
  const who = "who has the key can still sign in to AWS IoT";
  const what = count === 1 ? "the certificate" : counted(count, "certificate");
  const verb = count === 1 ? "is" : "are";
  return finding(
    "certificate-active",
    region,
    `${what} of the thing ${quoted(thing)} ${verb} active: ${who}`,
    { about, note: who, help: "when the appliance is out of use: write status: inactive beside the arn" },
  );
}

const leftOn = (region: string, thing: string, arns: readonly string[], about: string): Finding =>
  finding(
    "certificate-left-out",
    region,
    `an appliance has one certificate; ${listed(arns)} ${arns.length === 1 ? "stays" : "stay"} on the thing ${quoted(thing)} as ${arns.length === 1 ? "it is" : "they are"}, outside the spec`,
    {
      about,
      help: "aws iot update-certificate --new-status INACTIVE --certificate-id ID takes one out of use",
    },
  );

/** Active certificates on no thing; whether one was Panorama's shows only in its policies. */
function unattached({ region, certificates }: Place): Finding[] {
  const loose = (certificates === "unseen" ? [] : certificates).filter(
    ({ on, status }) => on === "none" && status === "ACTIVE",
  );
  const isPanoramas = ({ policies }: Certificate) =>
    policies !== "unseen" && policies.some((name) => name.startsWith("panorama"));
  const others = loose.filter((certificate) => !isPanoramas(certificate));
  return [
    ...loose.filter(isPanoramas).map(({ arn, policies }) =>
      finding(
        "certificate-active-unattached",
        region,
        `the certificate ${arn} is active on no thing, with the ${policies.length === 1 ? "policy" : "policies"} ${named(policies === "unseen" ? [] : policies)}`,
        {
          help: `aws iot update-certificate --region ${region} --certificate-id ${arn.split("/").pop()} --new-status INACTIVE`,
        },
      ),
    ),
    ...(others.length > 0
      ? [
          finding(
            "certificate-active-unattached",
            region,
            `${counted(others.length, "active certificate")} on no thing and without a policy of Panorama's: ${listed(shortened(others.map(({ arn }) => arn)))}`,
            {
              help: "they may be another system's; those of appliances that are gone should be made inactive",
            },
          ),
        ]
      : []),
  ];
}

const shortened = (arns: readonly string[]): string[] =>
  arns.length > 3 ? [...arns.slice(0, 3), `${arns.length - 3} more`] : [...arns];

function policiesOf({ region, policies }: Place): Finding[] {
  if (policies === "unseen") return [];
  const unused = policies.filter(({ targets }) => targets !== "unseen" && targets.length === 0);
  return [
    ...policies.filter(isWide).map(({ name }) =>
      finding(
        "policy-wide",
        region,
        `the IoT policy ${quoted(name)} lets a certificate be any client, or do anything`,
        {
          help: "what the spec's own policy allows stands in the Region's cdk.tf.json as thing-policy; detach this one when the appliances do with that",
        },
      ),
    ),
    ...(unused.length > 0
      ? [
          finding(
            "iot-policy-unused",
            region,
            `nobody uses the IoT ${unused.length === 1 ? "policy" : "policies"} ${named(unused.map(({ name }) => name))}`,
            { help: `aws iot delete-policy --region ${region} --policy-name NAME` },
          ),
        ]
      : []),
  ];
}

const isWide = ({ document }: IotPolicy): boolean => statementsOf(document).some(isWideStatement);

const EVERYTHING = /^(\*|arn:aws:iot:[^:]*:[^:]*:(\*|(client|topic|topicfilter|thing)\/\*))$/;

function isWideStatement({ allows, actions = [], resources = [], conditions }: Statement): boolean {
  if (!allows || conditions.length > 0) return false;
  return (
    actions.some((action) => action === "*" || action.toLowerCase() === "iot:*") ||
    resources.some((resource) => EVERYTHING.test(resource))
  );
}

/** Adopting gives certificates a policy beside those that they have. */
function added({ appliances }: Draft, { region }: Place): Finding[] {
  const count = appliances.filter((entry) => entry.region === region && entry.fields.certificate).length;
  if (count === 0) return [];
  const message = `${counted(count, "certificate")} ${count === 1 ? "gets" : "get"} the IoT policy ${iotPolicyName(region)}, beside the policies that ${count === 1 ? "it has" : "they have"}, which stay; Terraform can't import attachments and makes them again`;
  return [
    finding("iot-policy-added", region, message, {
      help: "what it allows stands in the Region's cdk.tf.json as data.aws_iam_policy_document.thing-policy",
    }),
  ];
}
