import type { Range } from "../yaml/tree";
import { assignmentsIn } from "./assignments";
import { namesAuth, namesSecret, spellsSecret } from "./names";
import { privateKeysIn } from "./private-keys";
import { masked, userPartsIn } from "./urls";
import { isCredential, isNoSecret } from "./values";

/**
 * What says by its form that it is a secret, as those who give them out made it for finding:
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github,
 * https://docs.gitlab.com/security/tokens/, https://api.slack.com/authentication/token-types, RFC 7519 (JWT),
 * https://developer.hashicorp.com/vault/docs/concepts/tokens. Session tokens of AWS start with what they are encoded
 * from; its secret keys have no form, but mostly their name beside them. None starts inside of a word (but behind the
 * hyphens of an option), so that a long text is looked through once.
 */
const TOKENS: readonly RegExp[] = [
  /(?<![\w-])-{0,2}gh[pousr]_[A-Za-z0-9]{20,255}/g,
  /(?<![\w-])-{0,2}github_pat_\w{20,255}/g,
  /(?<![\w-])-{0,2}glpat-[\w-]{20,255}/g,
  /(?<![\w-])-{0,2}xox[abeoprs]-[\w-]{10,255}/g,
  /(?<![\w-])-{0,2}npm_[A-Za-z0-9]{36}/g,
  /(?<![\w-])-{0,2}hv[bsr]\.[\w-]{20,}/g,
  /(?<![\w-])-{0,2}[A-Za-z0-9]{14}\.atlasv1\.[\w-]{20,}/g,
  /(?<![\w-])-{0,2}eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
  /(?<![\w/+])(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[\w/+=]{20,}/g,
  /(?<![\w-])-{0,2}aws_?secret_?(?:access_?)?key["']?[ \t]{0,9}[:=][ \t]{0,9}["']?[A-Za-z0-9/+]{40}/gi,
];

/** What one of each form has in it, so that nearly all of a spec's texts need no closer look. */
const MARKS =
  /gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|npm_|hv[bsr]\.|\.atlasv1\.|eyJ|IQoJb3JpZ2lu|F[wQ]oGZXIv|aws_?secret/i;

/** Where a text has tokens. */
export const tokensIn = (text: string): Range[] =>
  MARKS.test(text)
    ? TOKENS.flatMap((form) =>
        [...text.matchAll(form)].map(({ 0: token, index }) => [index, index + token.length] as const),
      )
    : [];

/** A secret key of AWS has 40 characters of base64. */
const SECRET_KEY = /^[A-Za-z0-9/+]{40}$/;

/** Whether a value has the form of the secret key that its key names, in any of the ways in which SDKs and tools write it. */
export const isNamedToken = (key: string, value: string): boolean =>
  /aws_?secret|secret_?access_?key|secret_?key/.test(key.toLowerCase().replace(/[-. ]/g, "_")) &&
  SECRET_KEY.test(value.trim());

/** Whether a value under a key of the user's own is most likely a secret; one that has a token's form is refused as such. */
export function isSecretLike(key: string, value: string): boolean {
  if (value === "" || isNamedToken(key, value)) return false;
  if (spellsSecret(key)) return true;
  return namesAuth(key) ? isCredential(value) : namesSecret(key) && !isNoSecret(value);
}

/** The names by which a text sets what is most likely a secret, each once. */
export const secretNamesIn = (text: string): string[] => [
  ...new Set(assignmentsIn(text).flatMap(({ name, isSure }) => (isSure ? [name] : []))),
];

/** Whether a text has anything of which the form alone says that it is not to be repeated. */
export const hasSecretForm = (text: string): boolean =>
  tokensIn(text).length > 0 || privateKeysIn(text).length > 0 || userPartsIn(text).length > 0;

const assignedIn = (text: string): Range[] =>
  assignmentsIn(text).flatMap(({ value, isSure }) => (isSure ? [value] : []));

/** A text with masks for its tokens, its private keys, its URLs' user parts and what it sets by a secret's name. */
export const withoutSecrets = (text: string): string =>
  [privateKeysIn, tokensIn, userPartsIn, assignedIn].reduce(
    (shown, find) => masked(shown, find(shown)),
    text,
  );
