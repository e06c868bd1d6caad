/** The schema's validator, made by ajv at build time: see scripts/validator.mjs. */
declare module "virtual:spec-validator" {
  import type { ErrorObject } from "ajv";

  const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
  export default validate;
}
