/** A place of a shell, a template or a form where a secret comes in later, or nothing at all. */
const REFERENCE =
  /^(?:\$[A-Z_][A-Z0-9_]*|\$[{(].*|%\w+%|`.*`|\{.*\}|<.*>|\[.*\]|[\u2022\u2026*.-]*|[xX]{3,}|REDACTED)$/s;
/** Whether a text stands for a secret that is somewhere else, or for none. */
export const isReference = (value: string): boolean => REFERENCE.test(value.trim());
