import type { Format } from "./formats";

/** How a report in each format starts; in the format pretty, how it ends. */
const FORMS: Readonly<Record<Format, { readonly start?: RegExp; readonly end?: RegExp }>> = {
  pretty: {
    end: /(?:^|\n)(?:no findings|\d+ (?:error|warning|info)s?(?:, \d+ (?:warning|info)s?)*)(?:; \d+ allowed)?\n$/,
  },
  json: { start: /^\{\n {2}"findings": \[/ },
  jsonl: { start: /^\{"code":"[a-z0-9-]+","severity":"(?:error|warning|info)",/ },
  sarif: {
    start:
      /^\{\n {2}"\$schema": "https:\/\/json\.schemastore\.org\/sarif-2\.1\.0\.json",[\s{"a-z0-9.:,[]*"name": "panorama-compile",/,
  },
  github: { start: /^::(?:error|warning|notice) (?:file|title)=/ },
  junit: { start: /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="panorama-compile" / },
};

/** How much of a file's start and end is looked at. */
const LOOKED_AT = 1024;

/** Whether a file is a report of this program in a format, as far as its start or end tells, or empty. */
export function isOwnReport(format: Format, bytes: Buffer): boolean {
  const { start, end } = FORMS[format];
  if (bytes.length === 0) return true;
  if (end) return end.test(bytes.subarray(-LOOKED_AT).toString());
  return start?.test(bytes.subarray(0, LOOKED_AT).toString()) === true;
}
