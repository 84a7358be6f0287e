// Columns: the same figures as quote and invoice, row by row, for lists and uses drawn at random.
import assert from "node:assert/strict";
import { beforeAll, describe, test } from "vitest";
import { init, PolicyEngine, PolicyError, RateFlag } from "../../dist/node.js";

const TB = 10n ** 12n;
const MONTHS = ["2026-02", "2026-06", "2026-07"];
const DAYS = [28, 30, 31];
const CURRENCIES = [["EUR", 2], ["JPY", 0], ["KWD", 3]];
const misuse = (pointer) => (error) => error instanceof PolicyError && error.code === "invalid_options" && error.pointer === pointer;

/** The same draws at every run: a linear congruential generator. */
function dice(state) {
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const bytesOf = (roll) => [0n, 1n, TB - 1n, TB, BigInt(roll(2 ** 31)) * 1009n, BigInt(roll(2 ** 31)) * BigInt(roll(2 ** 21))][roll(6)];

function price(roll) {
  const unitPrice = () => `${roll(20)}.${String(roll(1000)).padStart(3, "0")}`;
  const tiers = [{ upTo: "1 TB", unitPrice: unitPrice() }, { upTo: "20 TB", unitPrice: unitPrice(), flatFee: unitPrice() }, { unitPrice: unitPrice() }];
  return [
    { model: "perUnit", unitPrice: unitPrice(), unit: "TB" },
    { model: "graduated", unit: "TB", tiers },
    { model: "volume", unit: "GB", tiers: tiers.map((tier) => ({ ...tier, unitPrice: `0.00${roll(1000)}` })) },
  ][roll(3)];
}

function list(currency, roll) {
  const set = (value) => ({ value, source: "default" });
  const minimum = { quantity: set("1 TB"), scope: set("storageAccount"), atZeroUse: set(roll(2) === 0), byDay: set(roll(2) === 0), prorate: set(roll(2) === 0) };
  return {
    kind: "priceList", name: `list-${currency}`, version: "1", effectiveFrom: "2024-01-01", description: "drawn", sources: [],
    priceList: {
      sample: roll(2) === 0, audience: "public", currency,
      payPerUse: { price: price(roll), ...(roll(3) > 0 && { minimum }), source: "default" },
    },
  };
}

/** What the invoice of an account with this use on the month's first days comes to. */
function invoiced(engine, { month, days, currency, bytes, active }) {
  const day = (index) => `${month}-${String(index + 1).padStart(2, "0")}`;
  const end = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 10);
  const daily_usage = Array.from({ length: active }, (_, index) => ({ date: day(index), usage: `${bytes} B`, allocated_capacity: 0 }));
  const account = { createdOn: day(0), deletedOn: active === days ? end : day(active), usage: { name: "a", client_id: "a", allocated_capacity: 0, daily_usage } };
  const request = { asOf: "2026-09-01T00:00:00Z", allowSample: true, currency, period: { start: day(0), end }, accounts: [account] };
  const answer = engine.invoice(request);
  assert.equal(answer.ok, true, JSON.stringify(answer));
  return answer.context.invoice;
}

const minorUnits = (total) => BigInt(total.replace(".", ""));

describe("columns", () => {
  beforeAll(() => init());

  test("each row is the invoice's total of the same use, and the quote's where it is on every day", () => {
    const billing = () => PolicyEngine.shippedDocuments().find(({ source }) => source === "billing.json");
    for (let seed = 1; seed <= 30; seed += 1) {
      const roll = dice(seed);
      const engine = PolicyEngine.load([billing(), ...CURRENCIES.map(([currency]) => list(currency, roll))]);
      const queries = MONTHS.flatMap((month) => CURRENCIES.map(([currency]) => ({ asOf: `${month}-15T00:00:00Z`, currency, allowSample: true })));
      const drawn = Array.from({ length: 40 }, () => {
        const place = roll(queries.length);
        const month = Math.floor(place / CURRENCIES.length);
        const [days, currency] = [DAYS[month], queries[place].currency];
        return { place, month: MONTHS[month], days, currency, bytes: bytesOf(roll), active: roll(3) === 0 ? days : roll(days + 1) };
      });
      const rated = engine.rate(queries, {
        bytes: BigUint64Array.from(drawn, ({ bytes }) => bytes),
        days: Uint8Array.from(drawn, ({ active }) => active),
        price: Uint16Array.from(drawn, ({ place }) => place),
      });
      assert.equal(rated.ok, true, JSON.stringify(rated.issues));
      drawn.forEach((row, index) => {
        const bill = invoiced(engine, row);
        const context = `seed ${seed}: ${row.bytes} B on ${row.active} days of ${row.month} in ${row.currency}`;
        assert.equal(rated.amounts[index], minorUnits(bill.total), context);
        const minimum = bill.lines.some(({ kind }) => kind === "minimum");
        assert.equal((rated.flags[index] & RateFlag.minimum) !== 0, minimum, context);
        assert.equal(rated.flags[index] & RateFlag.refused, 0, context);
        assert.equal(rated.prices[row.place].currency, bill.currency);
        if (row.active !== row.days) return;
        const plan = { kind: "payPerUse", volume: `${row.bytes} B` };
        const { context: { quote } } = engine.quote({ asOf: queries[row.place].asOf, currency: row.currency, allowSample: true, plan });
        assert.equal(rated.amounts[index], minorUnits(quote.total), context);
      });
      engine.free();
    }
  });

  test("a column alone has every day, and more rows than a chunk keep their places", () => {
    const engine = PolicyEngine.load();
    const asOf = "2026-06-15T12:00:00Z";
    const bytes = BigUint64Array.from({ length: 40_000 }, (_, row) => BigInt(row) * 10n ** 9n);
    const rated = engine.rate({ asOf, allowSample: true }, bytes);
    assert.equal(rated.ok, true);
    // 39.999 TB × 7.99 = 319.59201; below 1 TB the minimum is charged.
    assert.deepEqual([rated.amounts[0], rated.amounts[1000], rated.amounts[39_999]], [799n, 799n, 31_959n]);
    const { minimum, sample } = RateFlag;
    assert.deepEqual([rated.flags[999], rated.flags[1000], rated.flags[39_999]], [minimum | sample, sample, sample]);
    assert.deepEqual(rated.prices.map(({ currency, policies }) => [currency, policies.map(({ kind }) => kind)]), [["EUR", ["billing", "priceList"]]]);
    assert.equal(engine.rate({ asOf, allowSample: true }, new BigUint64Array()).ok, true);
  });

  test("a row that cannot be rated says so and stops no other", () => {
    const engine = PolicyEngine.load();
    const query = { asOf: "2026-06-15T12:00:00Z", allowSample: true };
    const rated = engine.rate(query, { bytes: BigUint64Array.of(TB, TB, TB), days: Uint8Array.of(31, 30, 30), price: Uint8Array.of(0, 0, 1) });
    assert.deepEqual([...rated.flags], [RateFlag.refused, RateFlag.sample, RateFlag.refused]);
    assert.equal(rated.amounts[1], 799n);
  });

  test("queries that cannot be met have issues, columns that do not fit are misuse", () => {
    const engine = PolicyEngine.load();
    const asOf = "2026-06-15T12:00:00Z";
    const places = (answer) => answer.issues.map(({ code, pointer }) => `${code} ${pointer}`);
    assert.deepEqual(places(engine.rate({ asOf }, BigUint64Array.of(1n))).map((place) => place.split(" ")[0]), ["billing.price_list_missing"]);
    const queries = [{ asOf, allowSample: true }, { asOf: "today", currency: "XXX", surprise: 1 }];
    assert.deepEqual(places(engine.rate(queries, BigUint64Array.of(1n))), [
      "input.instant_format /1/asOf", "input.currency /1/currency", "input.unknown_field /1/surprise",
    ]);
    assert.throws(() => engine.rate({ asOf }, [1n]), misuse("/bytes"));
    assert.throws(() => engine.rate({ asOf }, { bytes: BigUint64Array.of(1n), days: [1] }), misuse("/days"));
    assert.throws(() => engine.rate({ asOf }, { bytes: BigUint64Array.of(1n), price: Uint8Array.of(0, 0) }), misuse("/price"));
    assert.throws(() => engine.rate({ asOf }, { bytes: BigUint64Array.of(1n), prices: Uint8Array.of(0) }), (error) => error.code === "invalid_options");
  });
});
