/** Writes the bundles and the command `cli.js` into a folder. */
export function bundle(outdir: string): Promise<unknown>;
