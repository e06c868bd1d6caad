/** The schema's validator, made by ajv at build time: see scripts/validator.mjs. */
declare module "virtual:spec-validator" {
  import type { ErrorObject } from "ajv";

  const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
  export default validate;
}

/** The examples of `explain`, out of the fixtures: see scripts/examples.mjs. */
declare module "virtual:examples" {
  import type { Example } from "./explain/manual";

  const examples: Readonly<Record<string, Example>>;
  export default examples;
}
