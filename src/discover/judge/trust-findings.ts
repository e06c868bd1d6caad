import { counted, listed, quoted } from "../../compiler/text";
import { isSeen, type Region } from "../account";
import type { Draft } from "../adopt/draft";
import { rungOf } from "../adopt/spec";
import { type Finding, finding, STRICTNESS } from "./kinds";
import { named } from "./roles";
import { type Device, PANORAMA_REGIONS, type Trusted, trustedBy } from "./trust";

/** What today's trust policy is, and how the spec's differs: wider is never left unsaid. */
export function judgeTrust(draft: Draft): Finding[] {
  const { applianceRole, id } = draft.account;
  if (!isSeen(applianceRole) || draft.roleRefused !== undefined) return [];
  const trusted = trustedBy(applianceRole.trust, id);
  return [
    ...others(trusted),
    ...(trusted.anybody ? [] : [nobody()]),
    ...(trusted.anyAccount ? [anyAccount()] : []),
    ...(trusted.anybody ? compared(draft, trusted) : []),
  ];
}

const about = STRICTNESS;

const others = ({ others: names }: Trusted): Finding[] =>
  names.length === 0
    ? []
    : [
        finding(
          "trust-other-principal",
          "iam",
          `the role may also be assumed by ${named(names)}; adopting takes that away`,
          {
            about,
            help: "whoever still needs it needs a role of its own first",
          },
        ),
      ];

const nobody = (): Finding =>
  finding(
    "trust-admits-nobody",
    "iam",
    "the role's trust policy lets AWS Panorama in for no device of the account: the spec keeps it so with lifecycle: quarantined, which also makes the certificates inactive",
    { about },
  );

const anyAccount = (): Finding =>
  finding(
    "trust-unconditioned",
    "iam",
    "AWS Panorama may assume the role on behalf of any account: a confused deputy is possible; with this spec only on behalf of this account",
    { about, help: "strictness: device lets in only the appliances that have a deviceId" },
  );

function compared(draft: Draft, trusted: Trusted): Finding[] {
  const { regions, devices, otherKeys, denies } = trusted;
  const after = rungOf(draft).strictness === "region" ? deviceRegionsOf(draft) : PANORAMA_REGIONS;
  const isAfter = (region: string) => after.some((one) => one === region);
  const wider = after.filter((region) => !regions.includes(region));
  const narrower = [...regions, ...devices.map(({ region }) => region)].filter((region) => !isAfter(region));
  return [
    ...(wider.length > 0 ? [widerRegions(wider, devices)] : []),
    ...(otherKeys.length > 0 ? [lost(`its conditions on ${listed(otherKeys.map(quoted))}`)] : []),
    ...(denies ? [lost("its Deny")] : []),
    ...(narrower.length > 0 ? [narrowed([...new Set(narrower)].sort())] : []),
  ];
}

/** The Regions that strictness `region` lets in: the appliances', or the account's where there is none. */
function deviceRegionsOf({ account, appliances }: Draft): Region[] {
  const regions = account.regions.filter((region) => appliances.some((entry) => entry.region === region));
  return regions.length > 0 ? regions : [account.regions[0]];
}

function widerRegions(regions: readonly Region[], devices: readonly Device[]): Finding {
  const named = devices.filter(({ region }) => regions.some((one) => one === region));
  const today = named.length > 0 ? `only ${counted(named.length, "device")} by ARN` : "none of them";
  const message = `with this spec every device of ${listed(regions)} may assume the role; today ${today}`;
  const help =
    named.length > 0
      ? "before you apply: give each appliance its deviceId and write strictness: device; AWS IoT does not say which id is which appliance's"
      : "before you apply: see in review.md whom the role trusts; lifecycle: quarantined lets in nobody";
  return finding("trust-wider", "iam", message, { about, help });
}

const lost = (what: string): Finding =>
  finding(
    "trust-wider",
    "iam",
    `today's trust policy is narrower by ${what}, which a spec can't say; adopting takes that away`,
    {
      about,
      help: "before you apply: see that nobody relies on it",
    },
  );

function narrowed(regions: readonly string[]): Finding {
  const message = `with this spec the role is no more for devices of ${listed(regions)}: no appliance was found there`;
  return finding("trust-narrower", "iam", message, { about });
}
