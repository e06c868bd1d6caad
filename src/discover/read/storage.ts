import { type AccessPoint, type AccessPointDetail, isSeen, type Seen } from "../account";
import { type Asker, allOf, gently } from "../aws/asker";
import { calls } from "../aws/calls";
import { isPanoramas } from "./iot";
import { jsonIn } from "./json";

/** The access points that the appliance role reaches by its managed policy, with their policies. */
export async function readAccessPoints(asker: Asker): Promise<AccessPoint[]> {
  const { account: AccountId, region } = asker;
  const found = await allOf(
    asker,
    calls.listAccessPoints,
    { AccountId },
    ({ AccessPointList, NextToken }) => ({
      items: AccessPointList,
      next: NextToken === undefined ? undefined : { NextToken },
    }),
  );
  if (found === "unseen") return [];
  const panoramas = found.filter(({ Name = "" }) => isPanoramas(Name));
  return gently(panoramas, async ({ Name = "", AccessPointArn }) => ({
    name: Name,
    arn: AccessPointArn ?? `arn:aws:s3:${region}:${AccountId}:accesspoint/${Name}`,
    detail: await detailOf(asker, Name),
    policy: await policyOf(asker, Name),
  }));
}

async function detailOf(asker: Asker, Name: string): Promise<AccessPointDetail | "unseen"> {
  const output = await asker.ask(calls.getAccessPoint, { AccountId: asker.account, Name });
  if (!isSeen(output)) return "unseen";
  const block = output.PublicAccessBlockConfiguration;
  return {
    bucket: output.Bucket ?? "",
    bucketAccount: output.BucketAccountId,
    vpcId: output.VpcConfiguration?.VpcId,
    nothingPublic: [
      block?.BlockPublicAcls,
      block?.BlockPublicPolicy,
      block?.IgnorePublicAcls,
      block?.RestrictPublicBuckets,
    ].every((setting) => setting === true),
  };
}

async function policyOf(asker: Asker, Name: string): Promise<Seen<{ document: unknown }>> {
  const output = await asker.ask(calls.getAccessPointPolicy, { AccountId: asker.account, Name });
  return isSeen(output) ? { document: jsonIn(output.Policy) } : output;
}
