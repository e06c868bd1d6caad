import { atKey, type Finding, finding } from "../finding";
import type { Model } from "../model";
import { addressOf } from "../names";
import { forgetsPolicy } from "../resources";
import { type Stack, stacksOf } from "../stacks";
import { listed } from "../text";
import { previousKinds } from "./kinds";
import { addressesOf, type PreviousStack } from "./stacks";

/**
 * What the stack of a Region gives up while a site's stack still uses it: AWS IoT deletes neither a policy that is
 * attached nor a thing type that things have, so for once the sites come first.
 */
export function sharedThatGo(model: Model, previous: readonly PreviousStack[]): Finding[] {
  const staying = stacksOf(model);
  return previous.flatMap((region) => {
    const isShared = staying.some(({ name, kind }) => kind === "region" && name === region.name);
    const users = previous.filter(
      (stack) =>
        stack.region === region.region &&
        stack.name.startsWith(`${region.name}-`) &&
        usesOf(stack, region) > 0,
    );
    const gone = isShared ? goneFrom(model, region) : [];
    return gone.length > 0 && users.length > 0
      ? [sharedGoes(region, gone, helpOf(region, users, staying))]
      : [];
  });
}

/** How many of a site's resources refer to what its Region's stack makes. */
const usesOf = (site: PreviousStack, region: PreviousStack): number =>
  addressesOf(site, "aws_iot_policy_attachment").length +
  (addressesOf(region, "aws_iot_thing_type").length > 0 ? addressesOf(site, "aws_iot_thing").length : 0);

function goneFrom(model: Model, stack: PreviousStack): string[] {
  const here = model.appliances.filter(({ region }) => region === stack.region);
  const types = new Set(
    here.flatMap(({ thingType }) => (thingType === undefined ? [] : [addressOf(thingType)])),
  );
  const hasPolicy =
    here.some(({ certificate }) => certificate !== undefined) || forgetsPolicy(model, stack.region);
  const kept = new Set(
    model.tombstones
      .filter(
        ({ kind, disposition, region }) =>
          kind === "thingType" && disposition === "forget" && region === stack.region,
      )
      .map(({ address }) => address),
  );
  return [
    ...addressesOf(stack, "aws_iot_policy")
      .filter(() => !hasPolicy)
      .map((address) => `aws_iot_policy.${address}`),
    ...addressesOf(stack, "aws_iot_thing_type")
      .filter((address) => !types.has(address) && !kept.has(address))
      .map((address) => `aws_iot_thing_type.${address}`),
  ];
}

function sharedGoes(region: PreviousStack, gone: readonly string[], help: string): Finding {
  const message = `the stack ${region.name} no longer makes ${listed(gone)}, which AWS IoT deletes only when no site uses ${gone.length === 1 ? "it" : "them"}`;
  return finding(previousKinds.sharedGoes, atKey("appliances"), message, { help });
}

/** What moves keeps its thing's type until its new stack is applied: so all sites come first, whether they used it or not. */
function helpOf(region: PreviousStack, users: readonly PreviousStack[], staying: readonly Stack[]): string {
  const names = staying.map(({ name }) => name);
  const sites = names.filter((name) => name.startsWith(`${region.name}-`)).sort();
  const lost = users.map(({ name }) => name).filter((name) => !names.includes(name));
  const first = [
    ...(lost.length > 0 ? [`after what moves has moved, destroy what is left in ${listed(lost)}`] : []),
    ...(sites.length > 0 ? [`apply ${listed(sites)}`] : []),
  ];
  return `this time, before ${region.name}: ${first.join("; then ")}`;
}
