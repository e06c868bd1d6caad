/** Where the states are kept. Every stack has a place of its own there. */
export type Backend =
  | { readonly type: "local" }
  | {
      readonly type: "s3";
      readonly bucket: string;
      readonly region: string;
      readonly prefix: string;
      readonly kmsKeyId: string | undefined;
    }
  | {
      readonly type: "http";
      readonly address: string;
      readonly updateMethod: string;
      readonly lock: HttpLock | undefined;
    }
  | {
      readonly type: "remote";
      readonly organization: string;
      readonly hostname: string;
      readonly prefix: string;
    }
  | {
      readonly type: "cloud";
      readonly organization: string;
      readonly hostname: string;
      readonly prefix: string;
      readonly project: string | undefined;
    };

/** How the backend `http` locks a state. */
export interface HttpLock {
  /** Behind the state's address. */
  readonly suffix: string;
  readonly method: string;
  readonly unlockMethod: string;
}
