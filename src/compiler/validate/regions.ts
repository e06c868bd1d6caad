import { nearest } from "../nearest";

/** The form of Regions' names in the partition aws. New ones come, so their list would be old at once. */
const REGION = /^[a-z]{2}-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]$/;

const OTHER_PARTITION = /^(us-gov|us-iso[a-z]?|eu-isoe|eusc|cn)-/;

/**
 * Help with a Region where AWS Panorama never was. Only what is no Region's name is taken for a typing error:
 * eu-central-1 is near to ca-central-1, but nobody's slip of the finger.
 */
export function regionHelp(value: string, allowed: readonly string[]): string {
  if (OTHER_PARTITION.test(value))
    return `AWS Panorama was in the partition aws only; ${value} belongs to another`;
  const near = nearest(value, allowed);
  if (near === undefined || REGION.test(value)) return "AWS Panorama was in these six Regions only";
  return `did you mean "${near}"?`;
}
