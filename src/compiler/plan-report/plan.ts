/**
 * What is taken of `terraform show -json PLAN`: https://developer.hashicorp.com/terraform/internals/json-format.
 * Everything else in it is left where it is: values of resources that do not change, the prior state, variables.
 */
export interface Plan {
  /** Whether the plan takes the configuration as far as it goes; false with `-target`, and where changes are deferred. */
  readonly complete: boolean;
  /** Whether planning failed half-way. */
  readonly errored: boolean;
  readonly changes: readonly Change[];
  /** What Terraform found to be other than its state says. */
  readonly drift: readonly Change[];
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  /** Addresses of what is planned later, and why. */
  readonly deferred: readonly { readonly address: string; readonly reason: string }[];
  /** Addresses of the actions that applying would run (Terraform 1.14). */
  readonly actions: readonly string[];
  /** Conditions that do not hold. */
  readonly failedChecks: readonly string[];
  readonly configuration: Configuration;
}

/** The configuration that the plan was made of. */
export interface Configuration {
  readonly providers: readonly Provider[];
  /** Of the root module, by address; data sources too, whose addresses start with `data.`. */
  readonly resources: ReadonlyMap<string, Block>;
  readonly outputs: ReadonlyMap<string, unknown>;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly modules: readonly string[];
}

/** An input variable of the configuration. */
export interface Variable {
  /** Whether it has a value where none is given, as none of ours has. */
  readonly hasDefault: boolean;
}

export interface Provider {
  /** `aws`, or `aws.alias` */
  readonly key: string;
  /** `registry.terraform.io/hashicorp/aws` */
  readonly source: string;
  readonly expressions: unknown;
}

/** One resource of the configuration. */
export interface Block {
  readonly providerKey: string;
  readonly expressions: unknown;
  readonly provisioners: readonly { readonly type: string; readonly expressions: unknown }[];
  /** Whether it stands for several by `count` or `for_each`. */
  readonly repeated: boolean;
}

/** What happens to one resource. Values are as the plan has them: unchecked, and not to be shown as they are. */
export interface Change {
  readonly address: string;
  readonly previousAddress: string | undefined;
  readonly type: string;
  readonly isData: boolean;
  /** A leftover of a replacement that failed. */
  readonly isDeposed: boolean;
  readonly actions: readonly string[];
  /** Why Terraform does it, in one of its own words: `replace_because_tainted`. */
  readonly why: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
  readonly afterUnknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  /** The paths of the attributes that make it a replacement. */
  readonly replacePaths: readonly (readonly unknown[])[];
  /** The id by which it is imported. */
  readonly importId: string | undefined;
}
