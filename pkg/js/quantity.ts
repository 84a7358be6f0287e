/** Single values, read and printed by the module: so they can differ neither from requests nor from answers. */
import { read, type Refusal } from "./answer.js";
import { PolicyError } from "./errors.js";
import type { Issue } from "./generated/types.js";
import { inModule, readQuantity } from "./module.js";
import { escapeLoneSurrogates, toText } from "./text.js";

/** A capacity as it was understood. */
export interface ReadCapacity {
  readonly ok: true;
  /** The bytes, `0 <= bytes <= 10^21`. */
  readonly bytes: bigint;
  /** As answers print it: in the largest decimal unit that is exact. */
  readonly text: string;
}

/** A price as it was understood. */
export interface ReadPrice {
  readonly ok: true;
  /** A decimal string of 0 or more, as requests and price lists have it. */
  readonly amount: string;
}

/**
 * Reads what a person typed as a capacity, `"47.5 TB"` (1 TB = 10^12 bytes, 1 TiB = 2^40 bytes), exactly as a request's
 * field is read. What is none (`47,5 TB`, a number without a unit), or could be meant in two ways, has an issue whose
 * `help` says what to type.
 * Needs the started module, no engine.
 */
export function parseCapacity(text: string): ReadCapacity | Refusal {
  const answer = ask<{ bytes: string; text: string }>("capacity", text);
  return answer.ok ? { ok: true, bytes: BigInt(answer.bytes), text: answer.text } : answer;
}

/**
 * A number of bytes as answers print it and requests take it, `47_000_000_000_000n` as `"47 TB"`: the largest decimal
 * unit that is exact, so nothing is rounded. Throws `invalid_value` for what is no whole number of 0 to 10^21 bytes.
 */
export function formatCapacity(bytes: bigint | number): string {
  const whole = typeof bytes === "bigint" || Number.isSafeInteger(bytes);
  if (!whole) throw new PolicyError("invalid_value", `\`${String(bytes)}\` is not a whole number of bytes`, { help: "pass a BigInt" });
  const answer = ask<{ text: string }>("capacity", `${bytes} B`);
  if (answer.ok) return answer.text;
  throw refused(answer.issues);
}

/**
 * Reads what a person typed as a price, `"7.99"`, exactly as a request's field is read; at most 24 digits, of which 12
 * after the point. What is none (`7,99`, `-1`, `1e3`) has an issue. Needs the started module, no engine.
 */
export function parsePrice(text: string): ReadPrice | Refusal {
  return ask<{ amount: string }>("price", text);
}

/** How many digits an amount of the currency has after the point (ISO 4217): 2 for EUR, 0 for JPY, 3 for KWD. */
export function minorUnitDigits(currency: string): number {
  const answer = ask<{ minorUnits: number }>("currency", currency);
  if (answer.ok) return answer.minorUnits;
  throw refused(answer.issues);
}

function ask<Answer>(kind: "capacity" | "price" | "currency", value: string): (Answer & { readonly ok: true }) | Refusal {
  const json = escapeLoneSurrogates(toText(value));
  return read<Answer>(inModule(() => readQuantity(kind, json)) as string);
}

function refused(issues: readonly Issue[]): PolicyError {
  const [first] = issues;
  const details = first?.help === undefined ? { issues } : { issues, help: first.help };
  return new PolicyError("invalid_value", first?.message ?? "the value cannot be read", details);
}
