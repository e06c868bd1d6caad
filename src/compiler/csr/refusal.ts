/** Why a CSR file is refused. `detail` reads on after the file's name and never repeats any of its content. */
export interface Refusal {
  ok: false;
  problem: "private-key" | "secret" | "too-large" | "malformed" | "signature" | "weak";
  detail: string;
}

export function refuse(problem: Refusal["problem"], detail: string): Refusal {
  return { ok: false, problem, detail };
}
