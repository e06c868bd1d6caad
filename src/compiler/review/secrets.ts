import type { Model } from "../model";

export function secretsSection(_model: Model): string[] {
  return [];
}
