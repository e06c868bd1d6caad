/** The entry of CDKTF's command line, for Node. */
export const CDKTF: string;
export function isInstalled(): boolean;
