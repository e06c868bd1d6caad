import type { HttpLock } from "../backend";
import { atKey, atValue, type FindingKind, finding } from "../finding";
import type { Check } from "../rule";
import { listed } from "../text";
import { isWritten } from "../yaml/tree";

const kind: FindingKind = {
  code: "lock-overwrites-state",
  severity: "error",
  summary: "Locking may not send what writes or deletes the state itself.",
};

const LOCK = ["terraform", "backend", "http", "lock"] as const;

/**
 * "State will be fetched via GET, updated via POST, and purged with DELETE. The method used for updating is
 * configurable." https://developer.hashicorp.com/terraform/language/backend/http
 */
export const lockOverwritesState: Check = {
  kind,
  run({ model: { backend }, document: { tree } }) {
    if (backend.type !== "http" || backend.lock === undefined || backend.lock.suffix !== "") return [];
    const acts = actsOf(backend.lock, backend.updateMethod);
    const [first, ...others] = acts;
    if (first === undefined) return [];
    const effects = listed([...new Set(acts.map(({ does }) => does))]);
    const message = `${listed(acts.map(({ says }) => says))} to the state's own address, which would ${effects} the state itself`;
    const suffix = isWritten(tree, [...LOCK, "suffix"]) ? "write suffix: /lock" : "add suffix: /lock to lock";
    const help = `${suffix}, or what the server's documentation gives`;
    const place = others.length === 0 ? atValue(...LOCK, first.key) : atKey(...LOCK);
    return [finding(kind, place, message, { help })];
  },
};

/** What of locking and unlocking does something to the state. */
function actsOf({ method, unlockMethod }: HttpLock, updateMethod: string) {
  const locking = { key: "method", says: `locking sends ${method}`, does: effectOf(method, updateMethod) };
  const unlocking = {
    key: "unlockMethod",
    says: `unlocking sends ${unlockMethod}`,
    does: effectOf(unlockMethod, updateMethod),
  };
  return [locking, unlocking].flatMap(({ does, ...act }) => (does === undefined ? [] : [{ ...act, does }]));
}

/** What a method does at a state's own address. */
function effectOf(method: string, updateMethod: string): string | undefined {
  if (method === updateMethod) return "write";
  return method === "DELETE" ? "delete" : undefined;
}
