import { atValue, type Finding, finding } from "../finding";
import type { Entry, Model } from "../model";
import { quoted } from "../text";
import { isWritten, type Tree } from "../yaml/tree";
import { previousKinds } from "./kinds";
import { addressesOf, type PreviousStack } from "./stacks";

interface Kind {
  /** The Terraform type that stands for the whole entry. */
  readonly type: string;
  readonly noun: string;
  readonly entries: readonly Entry[];
  /** What goes with the old one. */
  readonly loss?: string;
}

function kindsOf({ appliances, buckets, accessPoints, secrets, jobs }: Model): Kind[] {
  const thing = { type: "aws_iot_thing", noun: "appliance" };
  const [withCsr, others] = [true, false].map((made) =>
    appliances.filter(({ certificate }) => (certificate?.from === "csr") === made),
  );
  return [
    {
      ...thing,
      entries: withCsr ?? [],
      loss: "its certificate too: the appliance is cut off until it has the new one",
    },
    { ...thing, entries: others ?? [] },
    {
      type: "aws_s3_bucket",
      noun: "bucket",
      entries: buckets.filter(({ source }) => source !== "existing"),
      loss: "S3 refuses to delete it while it holds objects",
    },
    { type: "aws_s3_access_point", noun: "access point", entries: accessPoints },
    { type: "aws_secretsmanager_secret", noun: "secret", entries: secrets, loss: "its value goes with it" },
    { type: "aws_cloudformation_stack", noun: "job", entries: jobs },
  ];
}

/** What stands in another Region than in the last output. No state can be told so: the resources are where they are. */
export function changedRegions(
  model: Model,
  previous: readonly PreviousStack[],
  staying: ReadonlySet<string>,
  tree: Tree,
): Finding[] {
  return kindsOf(model).flatMap((kind) => {
    const regionsNow = (address: string) =>
      new Set(kind.entries.filter((entry) => entry.address === address).map(({ region }) => region));
    return kind.entries.flatMap((entry) => {
      const before = previous.filter((stack) => addressesOf(stack, kind.type).includes(entry.address));
      if (before.some(({ region }) => region === entry.region)) return [];
      const left = before.find(({ region }) => !regionsNow(entry.address).has(region));
      return left ? [changed(kind, entry, left, { stays: staying.has(left.name), tree })] : [];
    });
  });
}

function changed(
  { noun, loss }: Kind,
  entry: Entry,
  left: PreviousStack,
  { stays, tree }: { readonly stays: boolean; readonly tree: Tree },
): Finding {
  const message = `the ${noun} ${quoted(entry.name)} changes its Region from ${left.region} to ${entry.region}, which AWS can't do: applying destroys it there and makes it anew here${loss ? `; ${loss}` : ""}`;
  const region = [...entry.path, "region"];
  const place = isWritten(tree, region) ? atValue(...region) : atValue(...entry.path, "name");
  const help = stays
    ? `apply the stack ${left.name}, which destroys it, before those of ${entry.region}`
    : `destroy the stack ${left.name}, which is no longer made, before you apply those of ${entry.region}`;
  return finding(previousKinds.changesRegion, place, message, { help });
}
