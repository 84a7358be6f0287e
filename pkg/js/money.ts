/**
 * Money beside the engine: decimal strings, exactly. Nothing here is a price rule, and no amount ever becomes a
 * JavaScript number.
 */
import { PolicyError } from "./errors.js";
import { minorUnitDigits } from "./quantity.js";

/** `units / 10^scale`. */
interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** What every `Intl` shows of a fraction, the oldest 20 digits; decimals of the wire have 12. */
const MOST_SHOWN = 20;
const DECIMAL = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;

/**
 * An amount as people of a locale read it, `formatMoney("1234.50", "EUR", "de")` as `1.234,50 €`: for display only, since
 * what is printed depends on the browser. The digits go to `Intl` as text; at least the currency's digits are shown, and
 * every further digit that a unit price has.
 */
export function formatMoney(amount: string, currency: string, locales?: string | readonly string[]): string {
  const { scale } = decimal("amount", amount);
  if (scale > MOST_SHOWN) throw misuse("amount", `the amount has more than ${MOST_SHOWN} digits after the point`);
  const digits = minorUnitDigits(currency);
  const options = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: Math.max(digits, scale) } as const;
  return formatter(locales, options).format(amount as Intl.StringNumericLiteral);
}

function formatter(locales: string | readonly string[] | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locales as string | string[] | undefined, options);
  } catch (cause) {
    const help = "pass language tags, for example `de` or `en-GB`, or leave them out";
    throw new PolicyError("invalid_options", "the locales are no language tags", { pointer: "/locales", help, cause });
  }
}

/** The amount in minor units: `("18.74", "EUR")` as `1874n`. Throws `invalid_value` where it has more digits than the currency. */
export function toMinorUnits(amount: string, currency: string): bigint {
  const { units, scale } = decimal("amount", amount);
  const digits = minorUnitDigits(currency);
  if (scale <= digits) return units * 10n ** BigInt(digits - scale);
  const surplus = 10n ** BigInt(scale - digits);
  if (units % surplus === 0n) return units / surplus;
  throw misuse("amount", `\`${amount}\` has more than the ${digits} digits of ${currency}`);
}

/** Minor units, as `rate` gives them, as answers print an amount: `(1874n, "EUR")` as `"18.74"`. */
export function fromMinorUnits(units: bigint, currency: string): string {
  if (typeof units !== "bigint") throw misuse("units", "minor units are not a BigInt");
  return written({ units, scale: minorUnitDigits(currency) });
}

/** -1 where `a` is less than `b`, 1 where it is more, 0 where both have the same value, however they are written. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = aligned([decimal("a", a), decimal("b", b)]) as [bigint, bigint];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The exact sum, with as many digits after the point as the one that has most: `("0.10", "-0.3")` as `"-0.20"`. */
export function addDecimals(...decimals: readonly string[]): string {
  const terms = decimals.map((text, index) => decimal(String(index), text));
  const units = aligned(terms).reduce((sum, term) => sum + term, 0n);
  return written({ units, scale: largestScale(terms) });
}

function decimal(name: string, text: string): Decimal {
  const parts = typeof text === "string" ? DECIMAL.exec(text) : null;
  if (parts === null) throw misuse(name, `\`${String(text)}\` is not a decimal string`, "pass an amount as answers have it, for example \"18.74\"");
  const [, sign = "", whole = "", fraction = ""] = parts;
  return { units: BigInt(sign + whole + fraction), scale: fraction.length };
}

function largestScale(terms: readonly Decimal[]): number {
  return Math.max(0, ...terms.map(({ scale }) => scale));
}

function aligned(terms: readonly Decimal[]): bigint[] {
  const scale = largestScale(terms);
  return terms.map((term) => term.units * 10n ** BigInt(scale - term.scale));
}

function written({ units, scale }: Decimal): string {
  const sign = units < 0n ? "-" : "";
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, "0");
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function misuse(name: string, message: string, help?: string): PolicyError {
  const pointer = `/${name}`;
  return new PolicyError("invalid_value", message, help === undefined ? { pointer } : { pointer, help });
}
