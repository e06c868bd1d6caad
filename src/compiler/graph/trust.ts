import type { Model } from "../model";
import { devicesNamed, regionsLetIn } from "../policies/trust";
import { counted, listed } from "../text";
import { shown } from "./names";
import type { Edge } from "./picture";

/** The trust policy in few words. */
export function trustEdge(model: Model, from: string, to: string): Edge {
  const { trust, trustInput } = model.roles.appliance;
  const edge = { from, to };
  const only = ["may assume it", `only for account ${model.account}`];
  const regions = counted(model.deviceRegions.length, "Region");
  switch (trust.rung) {
    case "nobody":
      return { ...edge, tone: "shut", lines: ["nobody may assume it", "(quarantined)"] };
    case "service":
      return { ...edge, tone: "wide", lines: ["WIDE: may assume it", "on behalf of any account"] };
    case "account":
      return { ...edge, tone: "plain", lines: [...only, "(any device of it)"] };
    case "region":
      return trust.overflowed === undefined
        ? { ...edge, tone: "plain", lines: [...only, `(any device in ${regions})`] }
        : { ...edge, tone: "wide", lines: [...only, `WIDE: any device in ${regions}`, "(overflow: region)"] };
    case "device": {
      const wide = regionsLetIn(trustInput);
      const named = `(${counted(devicesNamed(trustInput).length, "named device")})`;
      if (wide.length === 0) return { ...edge, tone: "plain", lines: [...only, named] };
      const until = untilOf(model, wide);
      return {
        ...edge,
        tone: "wide",
        lines: [...only, named, `WIDE until ${until}`, `every device of ${listed(wide)}`],
      };
    }
  }
}

/** The last day of what is reprovisioned in some Regions. */
function untilOf({ appliances }: Model, regions: readonly string[]): string {
  const awaited = appliances.filter(
    ({ state, region }) => state === "reprovisioning" && regions.includes(region),
  );
  return shown(
    awaited
      .map(({ until }) => until ?? "")
      .sort()
      .at(-1) ?? "",
  );
}

/** For which devices of a Region the trust policy lets the service in. */
export function letIn(model: Model, region: string, from: string, to: string): Edge {
  const { trust, trustInput } = model.roles.appliance;
  const edge = { from, to };
  const every = `any device of ${region}`;
  switch (trust.rung) {
    case "nobody":
      return { ...edge, tone: "shut", lines: ["let in nobody"] };
    case "service":
      return { ...edge, tone: "wide", lines: ["let in", "any device", "WIDE: of any account"] };
    case "account":
      return { ...edge, tone: "plain", lines: ["let in", every] };
    case "region": {
      if (!trustInput.regions.includes(region)) return { ...edge, tone: "shut", lines: ["let in none"] };
      const wide = trust.overflowed !== undefined;
      return {
        ...edge,
        tone: wide ? "wide" : "plain",
        lines: ["let in", ...(wide ? [`WIDE: ${every}`] : [every])],
      };
    }
    case "device": {
      if (regionsLetIn(trustInput).includes(region))
        return { ...edge, tone: "wide", lines: ["let in", every, `WIDE until ${untilOf(model, [region])}`] };
      const named = devicesNamed(trustInput).filter((arn) => arn.split(":")[3] === region).length;
      if (named === 0) return { ...edge, tone: "shut", lines: ["let in none"] };
      return { ...edge, tone: "plain", lines: ["let in", counted(named, "named device")] };
    }
  }
}
