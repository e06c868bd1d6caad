/** Terraform's JSON as CDKTF gives it. */
export interface TerraformJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly [block: string]: unknown;
}
/** Nothing lost: two elements whose ids differ only in characters that CDKTF strips silently become one. */
export declare function assertNothingLost(json: TerraformJson, built: number): void;
/**
 * Nothing evaluated: after inert.ts every `${` that Terraform would evaluate is ours, and ours are whole
 * strings that refer to something in the same stack.
 */
export declare function assertOnlyReferences(json: TerraformJson): void;
