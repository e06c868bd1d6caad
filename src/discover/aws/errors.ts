import { withoutSecrets } from "../../compiler/redact/forms";
import { oneLine, quoted, shellQuoted } from "../../compiler/text";
import { Failure } from "../failure";

/** What was asked, and as whom: what a sentence about a failure names. */
export interface Asked {
  /** `iot:ListThings`, or what else was asked. */
  readonly what: string;
  readonly region: string;
  readonly profile: string | undefined;
}

/** What the SDK's errors have; all of it may be missing. */
interface Raised {
  readonly name: string;
  readonly message: string;
  readonly code: string;
  readonly hostname: string;
  readonly status: number;
  readonly throttling: boolean;
}

/** A permission that is missing, also by a service control policy or a boundary. */
export const isDenied = (error: unknown): boolean =>
  /^(AccessDenied(Exception)?|UnauthorizedOperation|UnauthorizedException|NotAuthorized)$/.test(
    raised(error).name,
  );

/** What is asked for isn't there. By name alone: a wrong endpoint answers 404 too, and would make an account look empty. */
export const isMissing = (error: unknown): boolean =>
  /^(ResourceNotFoundException|NoSuchEntity(Exception)?|NoSuchAccessPoint(Policy)?)$/.test(
    raised(error).name,
  );

/** Anything else that the SDK throws, in a sentence for the user; never with a part of a credential in it. */
export function failureOf(error: unknown, asked: Asked): Failure {
  if (error instanceof Failure) return error;
  const found = raised(error);
  const text =
    localCredentials(found, asked) ??
    refusedCredentials(found, asked) ??
    network(found, asked) ??
    (found.throttling
      ? `AWS still throttles ${placed(asked)} after many attempts; run it again later`
      : `${placed(asked)} failed: ${said(found)}`);
  return new Failure(text);
}

const said = ({ name, message }: Raised): string =>
  oneLine(withoutSecrets(message === "" ? name : `${name}: ${message}`));

const placed = ({ what, region }: Asked): string => `${what} in ${region}`;

function raised(error: unknown): Raised {
  const of = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const status = of(of(error, "$metadata"), "httpStatusCode");
  const name = text(of(error, "name"));
  return {
    name,
    message: text(of(error, "message")),
    code: text(of(error, "code")),
    hostname: text(of(error, "hostname")),
    status: typeof status === "number" ? status : 0,
    throttling:
      of(of(error, "$retryable"), "throttling") === true ||
      /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceeded/.test(name),
  };
}

/** The SDK found no credentials on this machine. Its message may quote a command with a secret in it, and is left out. */
function localCredentials({ name, message }: Raised, { profile }: Asked): string | undefined {
  if (!/^(CredentialsProviderError|TokenProviderError|ProviderError)$/.test(name)) return undefined;
  const login = `aws sso login${profileOption(profile)}`;
  if (/\bsso\b/i.test(message))
    return `${ofProfile(profile)}: its SSO session is missing or has expired; run ${login}`;
  if (profile !== undefined)
    return `${ofProfile(profile)} can't be used; see what aws sts get-caller-identity${profileOption(profile)} says`;
  return `there are no AWS credentials, neither in the environment nor in the profile "default"; run aws configure or aws sso login, and name another profile with --profile`;
}

const REFUSED: Readonly<Record<string, string>> = {
  ExpiredToken: "they have expired",
  ExpiredTokenException: "they have expired",
  RequestExpired: "they have expired, or this machine's clock is wrong",
  RequestTimeTooSkewed: "this machine's clock is wrong",
  InvalidClientTokenId: "AWS does not know them",
  InvalidAccessKeyId: "AWS does not know them",
  UnrecognizedClientException: "AWS does not know them, or the Region is disabled in the account",
  AuthFailure: "AWS does not know them",
  SignatureDoesNotMatch: "the secret key is not that of the access key",
  InvalidSignatureException: "the secret key is not that of the access key, or this machine's clock is wrong",
  IncompleteSignature: "they are not complete",
};

function refusedCredentials({ name }: Raised, { profile }: Asked): string | undefined {
  const why = Object.entries(REFUSED).find(([known]) => known === name)?.[1];
  if (why === undefined) return undefined;
  const whose = profile === undefined ? "the credentials in use" : ofProfile(profile);
  const next =
    profile === undefined
      ? "get new ones, or name a profile with --profile"
      : `aws sso login${profileOption(profile)} gets new ones where the profile signs in`;
  return `AWS refused ${whose} (${name}): ${why}; ${next}`;
}

const ofProfile = (profile: string | undefined): string =>
  `the credentials of the profile ${quoted(profile ?? "default")}`;

const profileOption = (profile: string | undefined): string =>
  profile === undefined ? "" : ` --profile ${shellQuoted(profile)}`;

const NETWORK: Readonly<Record<string, string>> = {
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the host's name can't be looked up",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "the connection was cut",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no route to the network",
  EPIPE: "the connection was cut",
  EPROTO: "the other side does not speak TLS",
  ETIMEDOUT: "no answer in time",
};

function network(raised: Raised, asked: Asked): string | undefined {
  const { code, hostname } = raised;
  if (/^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_)/.test(code)) {
    return `${placed(asked)}: the server's certificate can't be verified (${code}); AWS_CA_BUNDLE names a file with your own authority`;
  }
  const why = unreachable(raised);
  if (why === undefined) return undefined;
  const host = hostname === "" ? "" : ` (${oneLine(hostname)})`;
  return `can't reach AWS for ${placed(asked)}: ${why}${host}; HTTPS_PROXY, NO_PROXY and AWS_ENDPOINT_URL are read as by the AWS CLI`;
}

function unreachable({ name, code, status }: Raised): string | undefined {
  if (name === "TimeoutError") return NETWORK.ETIMEDOUT;
  if (code === "ERR_INVALID_URL") return "the proxy's or the endpoint's address is not a URL";
  if (status === 407) return "the proxy wants another name or password (407)";
  if (name === "Unknown") return `the answer is not of AWS (HTTP ${status})`;
  return NETWORK[code];
}
