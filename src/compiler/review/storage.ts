import type { Model } from "../model";

export function storageSection(_model: Model): string[] {
  return [];
}
