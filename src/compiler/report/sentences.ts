import type { LocatedFinding } from "../api";
import { placeText, shownRelated } from "./pretty";

/** All that a finding says, for formats that have one text for it: message, help, and the first few related places. */
export function sentences(finding: LocatedFinding): string {
  const { message, help } = finding;
  const { shown, more } = shownRelated(finding);
  return [
    message,
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...shown.map((place) => `note: ${placeText(place)} ${place.message}`),
    ...(more > 0 ? [`note: ${more} more such places`] : []),
  ].join("\n");
}
