/** Many prices in one call. */
import { PolicyError } from "./errors.js";
import type { Issue } from "./generated/types.js";
import type { Engine } from "./module.js";
import { asString, milliseconds } from "./options.js";

/** Which prices a column is rated with. */
export interface RateQuery {
  /** RFC 3339; the month that holds it is rated; default now. */
  readonly asOf?: string;
  /** ISO 4217 code, where several price lists are loaded. */
  readonly currency?: string;
  /** Whether a sample price list may be used; default false. */
  readonly allowSample?: boolean;
}

/** One amount per row in minor units of the currency, or the issues of the query or of a row. */
export type RateResult =
  | { readonly ok: true; readonly amounts: BigInt64Array }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export function rateColumn(shell: Engine, { asOf, currency, allowSample }: RateQuery, averages: BigUint64Array): RateResult {
  if (!(averages instanceof BigUint64Array)) throw new PolicyError("invalid_options", "the averages are not a `BigUint64Array`");
  const wanted = currency === undefined ? undefined : asString("currency", currency);
  try {
    return { ok: true, amounts: shell.rate(milliseconds(asOf), wanted, allowSample === true, averages) };
  } catch (refused) {
    if (typeof refused !== "string") throw refused;
    return { ok: false, issues: JSON.parse(refused) as Issue[] };
  }
}
