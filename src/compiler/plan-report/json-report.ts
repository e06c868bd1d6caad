import { jsonText } from "../report/json";
import { countsIn, type Placed, type PlanReport, unexplainedIn } from "./report";

/** One object, whose shape docs/plan-report.md describes. */
export function jsonPlans(report: PlanReport): string {
  const { unknown, trust, changes, ...actions } = countsIn(report);
  const unexplained = unexplainedIn(report);
  const value = {
    explained: unexplained === 0,
    summary: { changes, ...actions, unknown, trust, unexplained },
    plans: report.plans.map(({ file, stack = null, changes: all, problems }) => ({
      file,
      stack,
      changes: all.map(
        ({ address, actions: its, from, importId, explained, reason, trust: isTrust, ...rest }) => ({
          address,
          actions: its,
          ...(from !== undefined && { from }),
          ...(importId !== undefined && { importId }),
          explained,
          ...(reason && { reason }),
          trust: isTrust,
          attributes: rest.attributes,
          location: locationOf(rest.place),
        }),
      ),
      problems: problems.map(({ place, ...reason }) => ({ ...reason, location: locationOf(place) })),
    })),
    unplanned: report.unplanned,
  };
  return `${jsonText(value, 2)}\n`;
}

const locationOf = (place: Placed | undefined) => place?.location ?? null;
