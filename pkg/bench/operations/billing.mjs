// Bills beside the same lines by hand with big.js: every figure and every working must be equal. Rows give totals alone.
import Big from "big.js";

import { PolicyEngine } from "../../dist/node.js";
import { text } from "../cases.mjs";
import { contest } from "../contest.mjs";
import { handBill, handInvoice, handPrices } from "../hand.mjs";

const ROWS = 1_000;
const period = { start: "2026-06-01", end: "2026-07-01" };
/** Whole, halves that round, a byte above and below; all above the minimum, which the lines by hand leave out. */
const VOLUMES = ["1 TB", "1.001 TB", "2.345 TB", "2.5 TB", "12.5 TB", "50 TB", "49999999999999 B", "50000000000001 B"];
/** A customer's daily use in bytes; averages on, below and above the tiers' bounds. */
const USES = [1e12, 10e12 - 1, 10e12, 10e12 + 1, 50e12, 50e12 + 30, 93.5e12];

export function bills() {
  const shipped = PolicyEngine.shippedDocuments().filter(({ text }) => ["billing", "priceList"].includes(JSON.parse(text).kind));
  const graduated = { source: "graduated.json", text: text("../../bench/graduated.json") };
  const engine = PolicyEngine.load([...shipped, graduated]);
  const pricesOf = ({ text }) => handPrices(JSON.parse(text).priceList);
  const [prices, tiers] = [pricesOf(shipped.find(({ text }) => JSON.parse(text).kind === "priceList")), pricesOf(graduated)];
  return [
    contest("quote", VOLUMES.map(plan), [
      { id: "quote", ask: (request) => engine.quote(request), verdict: ({ context }) => context.quote },
      { id: "quote.big", ask: (request) => handBill(request, prices) },
    ]),
    contest("invoice", USES.map(month), [
      { id: "invoice", ask: (request) => engine.invoice(request), verdict: ({ context }) => context.invoice },
      { id: "invoice.big", ask: (request) => handInvoice(request, tiers) },
    ]),
    rows(engine, prices.unitPrice),
  ];
}

const plan = (volume) => ({ asOf: "2026-06-15T00:00:00Z", currency: "EUR", allowSample: true, period, plan: { kind: "payPerUse", volume } });

/** One customer's month of daily rows. */
function month(use) {
  const date = (index) => `2026-06-${String(index + 1).padStart(2, "0")}`;
  const daily_usage = Array.from({ length: 30 }, (_, index) => ({ date: date(index), usage: use, allocated_capacity: 0 }));
  const account = { customerId: "c-1", usage: { name: "account", client_id: "1", allocated_capacity: 0, daily_usage } };
  return { asOf: "2026-07-01T00:00:00Z", currency: "USD", period, accounts: [account] };
}

/** Totals in cents of many months; big.js has its numbers from texts. */
function rows(engine, unitPrice) {
  const query = { asOf: "2026-06-15T00:00:00Z", currency: "EUR", allowSample: true };
  const volume = (row) => 1_000_000_000_000n + BigInt(row) * 20_011_000_003n;
  const questions = [0, 1].map((part) => BigUint64Array.from({ length: ROWS }, (_, row) => volume(row * 2 + part)));
  const amount = (bytes) => BigInt(new Big(bytes).div(1e12).times(unitPrice).times(100).toFixed(0, Big.roundHalfUp));
  return contest("rate", questions, [
    { id: "rate", each: ROWS, ask: (bytes) => engine.rate(query, bytes), verdict: ({ amounts }) => [...amounts].join() },
    {
      id: "rate.big",
      each: ROWS,
      prepare: (bytes) => [...bytes].map(String),
      ask: (volumes) => BigInt64Array.from(volumes, amount),
      verdict: (amounts) => [...amounts].join(),
    },
  ]);
}
