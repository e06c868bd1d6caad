const SECRETS = /secret|password|passwd|passphrase|pwd|token|credential|privatekey|accesskey|apikey/;

/** Whether a key's name says that its value is a secret, in any case, with - and _ or without. */
export const namesSecret = (key: string): boolean => SECRETS.test(key.toLowerCase().replace(/[-_. ]/g, ""));
