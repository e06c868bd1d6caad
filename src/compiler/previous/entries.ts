import { identityOf } from "../entry-kinds";
import { TOMBSTONE_KINDS, type TombstoneKind } from "../model";
import type { ComparedStack } from "./documents";
import { addressesOf, argumentOf, type PreviousStack } from "./stacks";

/** An entry of a spec's lists as the last output has it. */
export interface FormerEntry {
  readonly kind: TombstoneKind;
  /** The spec's name of it; its address where the output has no name. */
  readonly name: string;
  readonly address: string;
  readonly region: string;
  /** The site whose stack it is in. */
  readonly site: string | undefined;
  readonly stack: ComparedStack;
  /** Tells it from every other entry, whichever stack it is in. */
  readonly identity: string;
}

interface Sign {
  /** The Terraform type that stands for the whole entry. */
  readonly type: string;
  readonly nameOf: (stack: PreviousStack, address: string) => string | undefined;
}

const told = (type: string, argument = "name"): Sign => ({
  type,
  nameOf: (stack, address) => argumentOf(stack, type, address, argument),
});

/** By what the entries of each kind are known in a stack. */
export const SIGNS: Readonly<Record<TombstoneKind, Sign>> = {
  appliance: { type: "aws_iot_thing", nameOf: ({ appliances }, address) => appliances.get(address) },
  thingType: told("aws_iot_thing_type"),
  bucket: told("aws_s3_bucket", "bucket"),
  accessPoint: told("aws_s3_access_point"),
  secret: told("aws_secretsmanager_secret"),
  job: {
    type: "aws_cloudformation_stack",
    nameOf: (stack, address) =>
      argumentOf(stack, "aws_cloudformation_stack", address, "name")?.replace(/^panorama-job-/, ""),
  },
};

/** Every entry of a document's stacks, in the order of stacks and kinds. */
export const formerEntries = (previous: readonly ComparedStack[], document: string): FormerEntry[] =>
  previous.flatMap((stack) =>
    TOMBSTONE_KINDS.flatMap((kind) => {
      const { type, nameOf } = SIGNS[kind];
      return addressesOf(stack, type).map((address): FormerEntry => {
        const { region } = stack;
        const site = stack.name.slice(`${document}-${region}-`.length) || undefined;
        const name = nameOf(stack, address) ?? address;
        return { kind, name, address, region, site, stack, identity: identityOf(kind, { region, address }) };
      });
    }),
  );
