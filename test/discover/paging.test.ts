import { describe, expect, it } from "vitest";
import { type Asker, askerOf, Ledger } from "../../src/discover/aws/asker";
import type { Clients } from "../../src/discover/aws/clients";
import { readApplianceRole } from "../../src/discover/read/iam";
import { readIot } from "../../src/discover/read/iot";
import { readSecrets } from "../../src/discover/read/secrets";
import { readStacks } from "../../src/discover/read/stacks";
import { readAccessPoints } from "../../src/discover/read/storage";

type Answer = Readonly<Record<string, unknown>>;
type Answers = Readonly<Record<string, (input: Answer) => Answer>>;

const TOKEN = "the next page";

/** Clients that answer each listing in two pages, the second only to who asks with the first's token. */
function clientsOf(answers: Answers): Clients {
  const send = async (command: { constructor: { name: string }; input: Answer }) => {
    const name = command.constructor.name.replace(/Command$/, "");
    const answer = answers[name];
    if (answer === undefined) throw new Error(`${name} is not expected`);
    return answer(command.input);
  };
  const client = { send };
  return {
    cloudFormation: client,
    iam: client,
    iot: client,
    s3Control: client,
    secretsManager: client,
    sts: client,
  } as unknown as Clients;
}

function asking(answers: Answers): Asker {
  const enquiry = {
    account: "123456789012",
    profile: undefined,
    signal: new AbortController().signal,
    say: () => {},
    ledger: new Ledger(),
  };
  return askerOf(enquiry, clientsOf(answers), "us-east-1");
}

/** Two pages of a listing whose token goes by these names in answer and question. */
const paged =
  (
    list: string,
    [one, two]: readonly [unknown, unknown],
    [given, asked]: readonly [string, string],
    more: Answer = {},
  ) =>
  (input: Answer): Answer => {
    if (input[asked] === undefined) return { [list]: [one], [given]: TOKEN, ...more };
    expect(input[asked]).toBe(TOKEN);
    return { [list]: [two] };
  };

const NEXT_TOKEN = ["nextToken", "nextToken"] as const;
const MARKER = ["nextMarker", "marker"] as const;
const UPPER = ["NextToken", "NextToken"] as const;
const IAM = ["Marker", "Marker"] as const;

const arn = (digit: string) => `arn:aws:iot:us-east-1:123456789012:cert/${digit.repeat(64)}`;

describe("every listing is read to its end", () => {
  it("of AWS IoT", async () => {
    const iot = await readIot(
      asking({
        ListThings: paged(
          "things",
          [{ thingName: "panorama-a", thingTypeName: "b" }, { thingName: "panorama-b" }],
          NEXT_TOKEN,
        ),
        ListThingPrincipals: paged("principals", [arn("a"), arn("b")], NEXT_TOKEN),
        ListThingTypes: paged("thingTypes", [{ thingTypeName: "a" }, { thingTypeName: "b" }], NEXT_TOKEN),
        ListPolicies: paged("policies", [{ policyName: "panorama_a" }, { policyName: "panorama_b" }], MARKER),
        GetPolicy: () => ({ policyDocument: "{}" }),
        ListTargetsForPolicy: paged("targets", [arn("a"), arn("c")], MARKER),
        ListCertificates: paged(
          "certificates",
          [
            { certificateArn: arn("a"), status: "ACTIVE" },
            { certificateArn: arn("d"), status: "INACTIVE" },
          ],
          MARKER,
        ),
        ListPrincipalThings: ({ principal }) => ({ things: principal === arn("d") ? ["sensor"] : [] }),
        ListAttachedPolicies: paged(
          "policies",
          [{ policyName: "panorama_a" }, { policyName: "mine" }],
          MARKER,
        ),
        ListJobTemplates: paged(
          "jobTemplates",
          [{ jobTemplateId: "panorama-a" }, { jobTemplateId: "panorama-b" }],
          NEXT_TOKEN,
        ),
      }),
    );
    expect(iot).toMatchObject({
      things: [
        { name: "panorama-a", principals: [arn("a"), arn("b")] },
        { name: "panorama-b", principals: [arn("a"), arn("b")] },
      ],
      thingTypes: [{ name: "a" }, { name: "b" }],
      policies: [
        { name: "panorama_a", targets: [arn("a"), arn("c")] },
        { name: "panorama_b" },
        { name: "mine" },
      ],
      certificates: [
        { arn: arn("a"), status: "ACTIVE", on: "panorama", policies: ["panorama_a", "mine"] },
        { arn: arn("b"), status: undefined, on: "panorama" },
        { arn: arn("c"), on: "none" },
      ],
      jobTemplates: ["panorama-a", "panorama-b"],
    });
  });

  it("of IAM", async () => {
    const text = encodeURIComponent('{"Version":"2012-10-17"}');
    const role = await readApplianceRole(
      asking({
        GetRole: () => ({ Role: { Arn: "arn", Path: "/", AssumeRolePolicyDocument: text } }),
        ListAttachedRolePolicies: paged("AttachedPolicies", [{ PolicyArn: "a" }, { PolicyArn: "b" }], IAM, {
          IsTruncated: true,
        }),
        ListRolePolicies: paged("PolicyNames", ["a", "b"], IAM, { IsTruncated: true }),
        GetRolePolicy: () => ({ PolicyDocument: text }),
      }),
    );
    const document = { Version: "2012-10-17" };
    expect(role).toMatchObject({
      trust: document,
      attached: ["a", "b"],
      inline: [
        { name: "a", document },
        { name: "b", document },
      ],
    });
  });

  it("of S3 Control, Secrets Manager and CloudFormation", async () => {
    const asker = asking({
      ListAccessPoints: paged("AccessPointList", [{ Name: "panorama-a" }, { Name: "panorama-b" }], UPPER),
      GetAccessPoint: () => ({ Bucket: "bucket" }),
      GetAccessPointPolicy: () => ({ Policy: "{}" }),
      ListSecrets: paged("SecretList", [{ Name: "panorama/a" }, { Name: "Panorama/b" }], UPPER),
      ListStacks: paged("StackSummaries", [{ StackName: "a" }, { StackName: "b" }], UPPER),
      ListStackResources: paged(
        "StackResourceSummaries",
        [{ ResourceType: "AWS::SQS::Queue" }, { ResourceType: "AWS::Panorama::Package" }],
        UPPER,
      ),
    });
    expect(await readAccessPoints(asker)).toMatchObject([{ name: "panorama-a" }, { name: "panorama-b" }]);
    expect(await readSecrets(asker)).toMatchObject([{ name: "panorama/a" }, { name: "Panorama/b" }]);
    expect(await readStacks(asker)).toEqual(
      ["a", "b"].map((name) => ({ name, types: ["AWS::Panorama::Package"] })),
    );
  });
});
