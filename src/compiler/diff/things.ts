import type { Policy, Statement } from "../policies/policy";

/** https://docs.aws.amazon.com/iot/latest/developerguide/thing-policy-variables.html */
export const THING = "${iot:Connection.Thing.ThingName}";

/** Stands for the name of the thing that a certificate is attached to, whichever it is: no spec has it. */
export const OWN_THING = "panorama-its-own-thing";

/**
 * A policy whose variable for the certificate's own thing is a name, and which holds only where the certificate is
 * attached to a thing: else AWS IoT has nothing to put in the variable's place, and the statement matches nothing.
 */
export function ownThing({ statements }: Policy): Policy {
  return { statements: statements.map(named) };
}

const ATTACHED = { test: "Bool", variable: "iot:Connection.Thing.IsAttached", values: ["true"] } as const;

function named(statement: Statement): Statement {
  const { resources, conditions = [] } = statement;
  if (!resources?.some((resource) => resource.includes(THING))) return statement;
  const has = conditions.some(({ variable }) => variable === ATTACHED.variable);
  return {
    ...statement,
    resources: resources.map((resource) => resource.replaceAll(THING, OWN_THING)),
    conditions: has ? conditions : [...conditions, ATTACHED],
  };
}
