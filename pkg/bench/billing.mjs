// Times bills in Node and prints `{"<id>": [nanoseconds, …]}`; `cargo xtask bench` builds what is measured and judges.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { init, PolicyEngine, RateFlag } from "../dist/node.js";
import { handBill, handInvoice, handPrices } from "./hand.mjs";
import { answers, measure } from "./rounds.mjs";

const ROWS = 1_000_000;
/** Bills or invoices of one pass. */
const TEXTS = 200;

await init();
const shipped = PolicyEngine.shippedDocuments().filter(({ text }) => ["billing", "priceList"].includes(JSON.parse(text).kind));
const graduated = { source: "graduated.json", text: readFileSync(new URL("../../bench/graduated.json", import.meta.url), "utf8") };
const engine = PolicyEngine.load([...shipped, graduated]);
const pricesOf = ({ text }) => handPrices(JSON.parse(text).priceList);
const sample = pricesOf(shipped.find(({ text }) => JSON.parse(text).kind === "priceList"));
const tiers = pricesOf(graduated);

const june = { start: "2026-06-01", end: "2026-07-01" };
const billRequest = { asOf: "2026-06-15T00:00:00Z", currency: "EUR", allowSample: true, period: june, plan: { kind: "payPerUse", volume: "2.5 TB" } };
const invoiceRequest = { asOf: "2026-07-01T00:00:00Z", currency: "USD", period: june, accounts: Array.from({ length: 5 }, (_, customer) => account(customer)) };

function account(customer) {
  const daily_usage = Array.from({ length: 30 }, (_, index) => ({
    date: `2026-06-${String(index + 1).padStart(2, "0")}`,
    usage: (60 + 7 * customer) * 1e12 + (index + 1) * 3e9,
    allocated_capacity: 0,
  }));
  return { customerId: `c-${customer}`, usage: { name: `account ${customer}`, client_id: String(customer).padStart(12, "0"), allocated_capacity: 0, daily_usage } };
}

const queries = ["2026-06-15T00:00:00Z", "2026-07-15T00:00:00Z"].map((asOf) => ({ asOf, currency: "EUR", allowSample: true }));
const rows = columns();

/** The rows of the native benchmark: the same generator. */
function columns() {
  let state = 1n;
  const next = () => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return state >> 33n;
  };
  const columns = { bytes: new BigUint64Array(ROWS), days: new Uint8Array(ROWS), price: new Uint8Array(ROWS) };
  for (let row = 0; row < ROWS; row += 1) {
    columns.bytes[row] = (next() * 20011n) % (row % 16 === 0 ? 1_000_000_000_000n : 20_000_000_000_000n);
    const days = next() % 4n === 0n ? Number(next() % 31n) : undefined;
    columns.price[row] = next() % 2n === 0n ? 1 : 0;
    columns.days[row] = days ?? 30 + columns.price[row];
  }
  return columns;
}

const invoice = () => engine.invoice(invoiceRequest).context.invoice;
const quote = () => engine.quote(billRequest).context.quote;

assert.equal(invoice().lines.length, 20);
assert.deepEqual(handInvoice(invoiceRequest, tiers), invoice());
assert.deepEqual(handBill(billRequest, sample), quote());
const rated = engine.rate(queries, rows);
assert.ok(rated.flags.every((flags) => (flags & RateFlag.refused) === 0));
let compared = 0;
for (let row = 0; row < ROWS; row += 397) {
  if (rows.days[row] !== 30 + rows.price[row]) continue;
  const request = { ...queries[rows.price[row]], plan: { kind: "payPerUse", volume: `${rows.bytes[row]} B` } };
  assert.equal(rated.amounts[row], BigInt(engine.quote(request).context.quote.total.replace(".", "")), `row ${row}`);
  compared += 1;
}
console.error(`${compared} of ${ROWS} rows are their quotes; bill and invoice by hand have the engine's lines`);

function texts(id, answer) {
  const pass = () => {
    let sum = 0;
    for (let index = 0; index < TEXTS; index += 1) sum += answer().lines.length;
    return sum;
  };
  return { id, operations: TEXTS, pass };
}

const samples = measure([
  { id: "billing.node.rows", operations: ROWS, pass: () => engine.rate(queries, rows).amounts.length },
  texts("billing.node.quote", quote),
  texts("billing.hand.quote", () => handBill(billRequest, sample)),
  texts("billing.node.invoice", invoice),
  texts("billing.hand.invoice", () => handInvoice(invoiceRequest, tiers)),
]);
assert.ok(answers > 0);
console.log(JSON.stringify(samples));
