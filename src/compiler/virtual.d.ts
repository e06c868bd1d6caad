/** The schema's validator, made by ajv at build time: see scripts/validator.mjs. */
declare module "virtual:spec-validator" {
  import type { ErrorObject } from "ajv";

  const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
  export default validate;
}

/** The examples of `explain`, out of the fixtures: see scripts/examples.mjs. */
declare module "virtual:examples" {
  const examples: Readonly<Record<string, { readonly failing: string; readonly mended: string }>>;
  export default examples;
}
