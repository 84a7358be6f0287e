/** From the module's text to what the typed methods give. */
import type { Issue } from "./generated/types.js";

/** The input could not be judged; `issues` say where and why. */
export interface Refusal {
  readonly ok: false;
  readonly issues: readonly Issue[];
}

/** An answer, or the issues of the input. */
export type Result<Answer> = (Answer & { readonly ok: true }) | Refusal;

/** Issues are the one answer that is an array. */
export function read<Answer>(text: string): Result<Answer> {
  const answer = JSON.parse(text) as Answer | Issue[];
  return Array.isArray(answer) ? { ok: false, issues: answer } : { ok: true, ...answer };
}
