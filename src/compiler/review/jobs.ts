import type { Model } from "../model";

export function jobsSection(_model: Model): string[] {
  return [];
}
