import type { Expectation } from "../model";
import type * as Spec from "../spec.generated";

/** What the spec expects of the appliance role's policies. The schema sees to it that each is one request. */
export function expectationsOf({ expect = [] }: Spec.Spec, roleArn: string): Expectation[] {
  return expect.flatMap((entry, index) =>
    (["allow", "deny"] as const).flatMap((effect): Expectation[] => {
      const asked = entry[effect];
      if (asked === undefined) return [];
      const { principal, action = "sts:AssumeRole", context = {} } = asked;
      const path = ["expect", index, effect];
      if (principal !== undefined)
        return [
          { path, effect, asks: "trust", request: { caller: principal, action, resource: roleArn, context } },
        ];
      const { resource = "*" } = asked;
      return [{ path, effect, asks: "permissions", request: { caller: roleArn, action, resource, context } }];
    }),
  );
}
