/** A place of a shell, a template or a form where a secret comes in later, or nothing at all. */
const REFERENCE =
  /^(?:\$[A-Z_][A-Z0-9_]*|\$[{(].*|%\w+%|`.*`|\{.*\}|<.*>|\[.*\]|[\u2022\u2026*.-]*|[xX]{3,}|REDACTED)$/s;
/** A file, or another place that is named instead of the secret: `@pw.txt`, `/run/secrets/pw`, `arn:…`, `env:PW`. */
const ELSEWHERE =
  /^(?:@[\w~./-]*[./][\w~./-]*|@[a-z_-]+|(?:~|\.{1,2})?\/[\w.-]+(?:\/[\w.-]+)+|(?:arn|env|file|fileb|vault|ssm|op|secretsmanager):.*)$/is;
/** Whether something is so, or how often; a PIN has more digits. */
const ANSWER = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|\d{1,3})$/i;
/** How an option is meant, or what stands behind it. */
const SETTING = /^(?:required|optional|prompt|ask|stdin|auto|default|value|string|text)$/i;

/** Whether a text stands for a secret that is somewhere else, or for none. */
export const isReference = (value: string): boolean => REFERENCE.test(value.trim());

/** Whether a value says where a secret is, or answers a question; a pass is also what somebody or something did. */
export const isNoSecret = (value: string): boolean =>
  isReference(value) || ELSEWHERE.test(value) || ANSWER.test(value);

/** Whether what an option or a variable is set to is no secret. */
export const isSetting = (value: string): boolean => isNoSecret(value) || SETTING.test(value);

/** Letters with digits or signs among them, as words of a language have none. */
export const isMixed = (value: string): boolean =>
  value.length >= 6 && /[A-Za-z]/.test(value) && /\d|[!#$%&*+=?^~]/.test(value) && !/\s/.test(value);

/** Ways of showing who one is, and names of what does: with a number behind them they are no credentials either. */
const WAYS =
  /^(?:oauth|openid|oidc|wpa|sig|sigv|x|md|sha|hmac|hmacsha|tls|tlsv|ssl|sslv|ntlm|ntlmv|saml|scram|scramsha|krb|kerberos|ec|rsa|ecdsa|ed|aes|http|https|v|version|eap|ikev|jwt|level|type|mode|method|profile|provider|user|account|role|realm|group|camera|cam|server|host|service|client|device|site|zone|none|basic|digest|bearer)$/i;

/** Users whom devices have from the start: what stands behind one is a password, as simple as it may be. */
const USERS = /^(?:admin|administrator|root|user|operator|guest|service|camera|viewer)\d*$/i;

/** Whether a value of `auth` is a credential. It is mostly a way, as `basic` or `oauth2`, so only what can be none counts. */
export function isCredential(value: string): boolean {
  if (isReference(value) || ELSEWHERE.test(value)) return false;
  if (/^(?:basic|bearer|token)\s+\S{6,}$/i.test(value)) return !isReference(value.replace(/^\S+\s+/, ""));
  const [, user = "", password = ""] = /^([^\s:/]+):([^\s:/]+)$/.exec(value) ?? [];
  if (password !== "") return !isReference(password) && (isMixed(password) || USERS.test(user));
  if (/^\d{6,}$/.test(value)) return true;
  if (!isMixed(value) || /[/:]/.test(value)) return false;
  return value.split(/[-_.,+]/).some((word) => isMixed(word) && !word.split(/\d+/).every(isWay));
}

const isWay = (part: string): boolean => part === "" || WAYS.test(part);
