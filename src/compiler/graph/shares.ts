/**
 * How much of an account is drawn one by one; the rest is counted. Tried on screens: a column of more than sixteen nodes
 * is read by nobody.
 */
export interface Shares {
  readonly sites: number;
  /** Appliances at sites that are drawn open, in all. */
  readonly appliances: number;
  readonly accessPoints: number;
  /** Those behind the access points that are drawn always are. */
  readonly buckets: number;
  readonly secrets: number;
  readonly jobs: number;
}

/** A site with more appliances than these is one node, which counts them. */
export const MOST_AT_SITE = 4;

/** What one account may have at most. */
export const FULL: Shares = {
  sites: 16,
  appliances: 16,
  accessPoints: 10,
  buckets: 10,
  secrets: 10,
  jobs: 10,
};

/** The most nodes that a picture has, whatever the specs hold. */
export const MOST_NODES = 120;

/** A part of the shares, rounded down. */
export const partOf = (shares: Shares, divisor: number): Shares => ({
  sites: Math.floor(shares.sites / divisor),
  appliances: Math.floor(shares.appliances / divisor),
  accessPoints: Math.floor(shares.accessPoints / divisor),
  buckets: Math.floor(shares.buckets / divisor),
  secrets: Math.floor(shares.secrets / divisor),
  jobs: Math.floor(shares.jobs / divisor),
});

/** What is drawn of a Region's entries of one kind, where all Regions together may have so many. */
export interface Portion<T> {
  readonly drawn: readonly T[];
  readonly counted: readonly T[];
}

/** What is drawn where there is nothing. */
export const NONE: Portion<never> = { drawn: [], counted: [] };

/**
 * Each Region's first entries and the rest of them. Where all fit, all are drawn; else every Region gets the same.
 *
 * @param byRegion one kind's entries, in the order in which they are to be drawn
 */
export function portions<T>(
  byRegion: ReadonlyMap<string, readonly T[]>,
  most: number,
): ReadonlyMap<string, Portion<T>> {
  const total = [...byRegion.values()].reduce((sum, { length }) => sum + length, 0);
  const each = total <= most ? total : Math.floor(most / byRegion.size);
  return new Map(
    [...byRegion].map(([region, entries]) => [
      region,
      { drawn: entries.slice(0, each), counted: entries.slice(each) },
    ]),
  );
}
