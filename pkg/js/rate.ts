/** Many prices in one call. */
import { read, type Refusal } from "./answer.js";
import { PolicyError } from "./errors.js";
import type { DocumentReference } from "./generated/types.js";
import { inModule, type Engine } from "./module.js";
import { onlyOptions } from "./options.js";
import { toText } from "./text.js";

/** Which prices rows are rated with. */
export interface RateQuery {
  /** RFC 3339; the month that holds it is rated; default now. */
  readonly asOf?: string;
  /** ISO 4217 code, where several price lists are loaded. */
  readonly currency?: string;
  /** Whether a sample price list may be used; default false. */
  readonly allowSample?: boolean;
  /** Who sells, where a price list that names seller or buyer may count; with the buyer, or neither. */
  readonly seller?: RateParty;
  /** Who buys. */
  readonly buyer?: RateParty;
  /** The account that looks at the figures. */
  readonly viewer?: string;
}

/** Seller or buyer of a price column. */
export interface RateParty {
  readonly id: string;
  /** Its type, for example `distributor`. */
  readonly type: string;
  /** The account directly above it; a buyer's is needed unless a loaded directory knows it. */
  readonly parent?: string;
}

/** A column of small whole numbers. */
export type SmallNumbers = Uint8Array | Uint16Array | Uint32Array;

/** Columns of one length, a row at each position. */
export interface RateRows {
  /** Bytes stored on each day. */
  readonly bytes: BigUint64Array;
  /** On how many of the month's days, from its first on; default all of them. */
  readonly days?: SmallNumbers;
  /** Position of the row's prices among the queries; default the first. */
  readonly price?: SmallNumbers;
}

/** What there is to say about a row; its flags are the sum of these. */
export const RateFlag = {
  /** The row could not be rated, and its amount means nothing: no such price or so many days, or beyond 63 bits. */
  refused: 1,
  /** The minimum was charged, so that the amount is above that of the use alone. */
  minimum: 2,
  /** The prices come from a sample list. */
  sample: 4,
} as const;

/** What the rows of a query are rated with. */
export interface RatePrices {
  readonly currency: string;
  readonly policies: readonly DocumentReference[];
}

/** An amount in minor units of its query's currency and flags per row, or the issues of the queries. */
export type RateResult =
  | { readonly ok: true; readonly amounts: BigInt64Array; readonly flags: Uint8Array; readonly prices: readonly RatePrices[] }
  | Refusal;

/** Rows that are in the module's memory at once: 400 kB. */
const CHUNK = 1 << 14;
const EVERY_DAY = 0xffffffff;

export function rateRows(shell: Engine, queries: readonly RateQuery[], rows: RateRows): RateResult {
  const { bytes } = rows;
  checkRows(rows);
  const text = queriesText(queries);
  const [amounts, flags] = [new BigInt64Array(bytes.length), new Uint8Array(bytes.length)];
  let prices: readonly RatePrices[] | undefined;
  for (let start = 0; prices === undefined || start < bytes.length; start += CHUNK) {
    const end = Math.min(start + CHUNK, bytes.length);
    const [days, price] = [part(rows.days, EVERY_DAY, start, end), part(rows.price, 0, start, end)];
    const [into, marks] = [amounts.subarray(start, end), flags.subarray(start, end)];
    const answer = read<{ prices: RatePrices[] }>(inModule(() => shell.rate(text, bytes.subarray(start, end), days, price, into, marks)));
    if (!answer.ok) return answer;
    prices ??= answer.prices;
  }
  return { ok: true, amounts, flags, prices };
}

/** Rows may come without days and prices, as the column of bytes alone. */
export function asRows(rows: BigUint64Array | RateRows): RateRows {
  return rows instanceof BigUint64Array ? { bytes: rows } : rows;
}

function queriesText(queries: readonly RateQuery[]): string {
  const now = new Date().toISOString();
  return toText(queries.map((query) => ({ ...query, asOf: query.asOf ?? now })));
}

function part(column: SmallNumbers | undefined, absent: number, start: number, end: number): Uint32Array {
  if (column === undefined) return new Uint32Array(end - start).fill(absent);
  const numbers = column.subarray(start, end);
  return numbers instanceof Uint32Array ? numbers : Uint32Array.from(numbers);
}

function checkRows(rows: RateRows): void {
  if (!(rows.bytes instanceof BigUint64Array)) throw misuse("bytes", "is not a `BigUint64Array`");
  onlyOptions("rate", rows, ["bytes", "days", "price"]);
  for (const name of ["days", "price"] as const) {
    const column = rows[name];
    if (column === undefined) continue;
    if (!(column instanceof Uint8Array || column instanceof Uint16Array || column instanceof Uint32Array)) {
      throw misuse(name, "is not a `Uint8Array`, `Uint16Array` or `Uint32Array`");
    }
    if (column.length !== rows.bytes.length) throw misuse(name, `has ${column.length} rows, \`bytes\` has ${rows.bytes.length}`);
  }
}

function misuse(name: string, message: string): PolicyError {
  return new PolicyError("invalid_options", `\`${name}\` ${message}`, { pointer: `/${name}` });
}
