import type { Model } from "../model";
import { limitedPolicies } from "../policies/quotas";
import { counted } from "../text";

/** How many policies are listed: those that come nearest to their quota. */
const MOST = 20;

const NAMES = {
  role: () => "the appliance role's inline policy",
  thing: (region: string) => `the IoT policy of ${region}`,
  accessPoint: (name: string) => `the access point \`${name}\``,
  bucket: (name: string) => `the bucket \`${name}\``,
} as const;

interface Size {
  readonly name: string;
  readonly size: number;
  readonly quota: number;
}

/** Every policy with its size and its quota, in characters without white space; the fullest first. */
export function sizesSection(model: Model): string[] {
  const { trust } = model.roles.appliance;
  const sizes: Size[] = [
    { name: "the appliance role's trust policy", size: trust.size, quota: trust.quota },
    ...limitedPolicies(model).map(({ of, name, path, size, quota }) => ({
      name: `${NAMES[of](name)}${of === "accessPoint" ? placeOf(model, path) : ""}`,
      size,
      quota,
    })),
  ].sort((a, b) => share(b) - share(a));
  const more = sizes.length - MOST;
  const rows = sizes
    .slice(0, MOST)
    .map((one) => `| ${one.name} | ${one.size} | ${one.quota} | ${Math.round(100 * share(one))} % |`);
  return [
    "## Policy sizes",
    [
      "| policy | characters | quota | used |",
      "| --- | ---: | ---: | ---: |",
      ...rows,
      ...(more > 0 ? [`| and ${counted(more, "smaller one")} | | | |`] : []),
    ].join("\n"),
  ];
}

/** Another Region may have an access point of that name. */
const placeOf = ({ accessPoints }: Model, path: readonly (string | number)[]): string =>
  ` in ${accessPoints.find((point) => point.path === path)?.region}`;

const share = ({ size, quota }: Size): number => size / quota;
