import type { Model } from "../model";
import { deviceArn, devicesNamed, PANORAMA, regionsLetIn } from "../policies/trust";
import { decide, type Request } from "./decide";

/** A request that every compile asks the appliance role's trust policy. */
export interface Probe {
  /** Who asks, on whose behalf, in words. */
  readonly question: string;
  readonly isAllowed: boolean;
  /** Whether the rung allows it; where it does although it should not be needed, knowingly. */
  readonly isMeant: boolean;
}

/** An account that is not the spec's, a Region and a device that no spec has. */
const STRANGERS = ["999999999999", "888888888888"] as const;
const ELSEWHERE = "eu-central-1"; // where AWS Panorama never was

interface Asked {
  readonly question: string;
  readonly caller?: string;
  readonly account?: string;
  readonly arn?: string;
  readonly isMeant: boolean;
}

/**
 * The ways in which a deputy is confused, asked of a trust policy, each with what its rung means to answer.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function battery(model: Model): Probe[] {
  const { trust, arn } = model.roles.appliance;
  return questions(model).map(({ question, caller = PANORAMA, account, arn: source, isMeant }) => {
    const context = {
      ...(account !== undefined && { "aws:SourceAccount": account }),
      ...(source !== undefined && { "aws:SourceArn": source }),
    };
    const request: Request = { caller, action: "sts:AssumeRole", resource: arn, context };
    return { question, isMeant, isAllowed: decide(trust.policy, request).answer === "allowed" };
  });
}

/** A device's id that none of the ARNs has. */
function unnamed(deviceArns: readonly string[]): string {
  let id = "device-unknown";
  while (deviceArns.some((arn) => arn.endsWith(`/${id}`))) id += "-";
  return id;
}

function questions({ account, deviceRegions, roles }: Model): Asked[] {
  const { rung } = roles.appliance.trust;
  const { trustInput } = roles.appliance;
  const wide = regionsLetIn(trustInput);
  const [region = ""] = deviceRegions;
  const unknown = unnamed(trustInput.deviceArns);
  const own = (id: string, where = region) => deviceArn(where, account, id);
  const [named] = rung === "device" ? devicesNamed(trustInput) : [];
  const one = named ?? own(unknown);
  const stranger = STRANGERS.find((other) => other !== account) ?? "";
  const narrow = deviceRegions.find((where) => !wide.includes(where));
  const isOpen = rung === "service";
  return [
    {
      question: named ? "for a device that it names" : "for a device of this account",
      account,
      arn: one,
      isMeant: rung !== "nobody" && (rung !== "device" || trustInput.deviceArns.length > 0),
    },
    ...(rung === "device"
      ? [
          {
            question: "for another device of this account",
            account,
            arn: own(unknown, narrow ?? region),
            isMeant: narrow === undefined && wide.length > 0,
          },
        ]
      : []),
    {
      question: "for a device of this account in another Region",
      account,
      arn: own(unknown, ELSEWHERE),
      isMeant: isOpen || rung === "account",
    },
    {
      question: "for a device of another account",
      account: stranger,
      arn: deviceArn(region, stranger, unknown),
      isMeant: isOpen,
    },
    {
      question: "for a device that it lets in, on behalf of another account",
      account: stranger,
      arn: one,
      isMeant: isOpen,
    },
    { question: "without saying for what or on whose behalf", isMeant: isOpen },
    {
      question: "another service, with all that is right",
      caller: "ec2.amazonaws.com",
      account,
      arn: one,
      isMeant: false,
    },
  ];
}

/** Asks, and throws where the policy lets in what its rung must keep out, or the other way round: a fault of ours. */
export function proveTrust(model: Model): void {
  const wrong = battery(model).filter(({ isAllowed, isMeant }) => isAllowed !== isMeant);
  if (wrong.length > 0)
    throw new Error(`the trust policy answers wrongly: ${wrong.map(({ question }) => question).join("; ")}`);
}
