const SECRETS =
  /secret|password|passwd|passphrase|passcode|passkey|pwd|token|credential|privatekey|accesskey|apikey/;
/** What such a name ends with where its value is the secret itself: that of `password-file` is a path. */
const SECRET_AT_END =
  /(?:secret|password|passwd|passphrase|passcode|passkey|pwd|token|credentials?|privatekey|accesskey|apikey|secretkey)\d*$/;
/** Too short to be looked for inside of words: `bypass`, `compass` and `passes` are none. */
const SHORT = /^(?:pass|pw|pswd|psk|creds)\d*$/;
const MAY_BE_SHORT = /pass|pw|pswd|psk|creds/i;
/** What makes a pass that is a filter, a run or a way: `lowPass`, `second_pass`. */
const PASSES = new Set(
  "all back band by final first high last low multi next one render second single third three two".split(" "),
);

/** The words of a name in any of the ways in which names are written, in small letters. */
const wordsOf = (name: string): string[] =>
  name
    .split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());

const joined = (name: string): string => name.toLowerCase().replace(/[-_. ]/g, "");

/** Whether a word stands for a secret; a pass does only at a name's end: `pass-through` and `passCount` are other words. */
const isShort = (word: string, at: number, words: readonly string[]): boolean =>
  SHORT.test(word) &&
  (!word.startsWith("pass") || (at === words.length - 1 && !PASSES.has(words[at - 1] ?? "")));

/** Whether a key's name says that its value is a secret, in any case, with - and _ or without. */
export const namesSecret = (key: string): boolean => spellsSecret(key) || abbreviatesSecret(key);

/** The same of the long words, which mean nothing else. */
export const spellsSecret = (key: string): boolean => SECRETS.test(joined(key));

const abbreviatesSecret = (key: string): boolean => MAY_BE_SHORT.test(key) && wordsOf(key).some(isShort);

/** The same of an option or a variable, whose name may be longer than what it is about: `--token-url`. */
export const endsInSecret = (name: string): boolean =>
  SECRET_AT_END.test(joined(name)) ||
  (MAY_BE_SHORT.test(name) &&
    wordsOf(name).some((word, at, words) => at === words.length - 1 && isShort(word, at, words)));

/** Whether a key's name may stand for a secret or for how somebody shows who they are: its value tells which. */
export const namesAuth = (key: string): boolean =>
  /^(?:auth|authorization|authentication)$/.test(wordsOf(key).at(-1) ?? "");
