// Decimal strings against an independent decimal library.
import assert from "node:assert/strict";
import Big from "big.js";
import { beforeAll, test } from "vitest";
import { addDecimals, compareDecimals, formatMoney, fromMinorUnits, init, PolicyEngine, PolicyError, toMinorUnits } from "../../dist/node.js";

const misuse = (pointer) => (error) => error instanceof PolicyError && error.code === "invalid_value" && error.pointer === pointer;

function dice(state) {
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const roll = dice(30);
const digits = (count) => Array.from({ length: count }, () => roll(10)).join("");
function drawn() {
  const whole = roll(3) === 0 ? "0" : `${1 + roll(9)}${digits(roll(20))}`;
  const fraction = roll(3) === 0 ? "" : `.${digits(1 + roll(12))}`;
  return `${roll(2) === 0 ? "-" : ""}${whole}${fraction}`;
}

beforeAll(() => init());

test("sums and comparisons are exact", () => {
  for (let count = 0; count < 2000; count += 1) {
    const texts = Array.from({ length: 2 + roll(4) }, drawn);
    const sum = texts.reduce((total, text) => total.plus(text), new Big(0));
    const scale = Math.max(...texts.map((text) => text.split(".")[1]?.length ?? 0));
    // What is written of zero has no sign.
    assert.equal(addDecimals(...texts), sum.eq(0) ? new Big(0).toFixed(scale) : sum.toFixed(scale), texts.join(" + "));
    assert.equal(compareDecimals(texts[0], texts[1]), new Big(texts[0]).cmp(texts[1]), texts.join(" ? "));
  }
  assert.equal(addDecimals(), "0");
  assert.equal(addDecimals("0.1", "0.2"), "0.3");
  assert.equal(compareDecimals("-0", "0.00"), 0);
  assert.equal(compareDecimals("9007199254740993", "9007199254740992"), 1);
});

test("minor units have the digits of their currency, in both ways", () => {
  // 18.74 × 100; 799 yen have no minor units; 0.001 × 1000.
  const pairs = [["18.74", "EUR", 1874n], ["-0.05", "EUR", -5n], ["799", "JPY", 799n], ["0.001", "KWD", 1n], ["1.2345", "CLF", 12_345n]];
  for (const [amount, currency, units] of pairs) {
    assert.equal(toMinorUnits(amount, currency), units);
    assert.equal(fromMinorUnits(units, currency), amount);
  }
  assert.equal(toMinorUnits("7", "EUR"), 700n);
  assert.equal(toMinorUnits("7.9900", "EUR"), 799n);
  assert.throws(() => toMinorUnits("7.991", "EUR"), misuse("/amount"));
  assert.throws(() => fromMinorUnits(799, "EUR"), misuse("/units"));
  assert.throws(() => toMinorUnits("7", "eur"), ({ code }) => code === "invalid_value");
});

test("columns are printed as bills are", () => {
  const engine = PolicyEngine.load();
  const asOf = "2026-06-15T12:00:00Z";
  const volumes = [1n, 1_234_567_890_123n, 47_000_000_000_001n];
  const rated = engine.rate({ asOf, allowSample: true }, BigUint64Array.from(volumes));
  volumes.forEach((bytes, row) => {
    const { quote } = engine.quote({ asOf, allowSample: true, plan: { kind: "payPerUse", volume: `${bytes} B` } }).context;
    assert.equal(fromMinorUnits(rated.amounts[row], rated.prices[0].currency), quote.total);
  });
});

test("amounts are shown in a locale without passing through a number", () => {
  const spaced = (text) => text.replace(/\s/g, " ");
  assert.equal(formatMoney("1234567890123456789.01", "EUR", "en"), "€1,234,567,890,123,456,789.01");
  assert.equal(spaced(formatMoney("1234.5", "EUR", "de")), "1.234,50 €");
  assert.equal(formatMoney("-799", "JPY", "en"), "-¥799");
  assert.equal(formatMoney("0.00399", "EUR", "en"), "€0.00399");
  assert.equal(spaced(formatMoney("1.5", "KWD", ["en"])), "KWD 1.500");
  assert.throws(() => formatMoney("1,50", "EUR", "de"), misuse("/amount"));
  assert.throws(() => formatMoney("1.50", "EURO", "de"), ({ code }) => code === "invalid_value");
  assert.equal(formatMoney(`0.${"1".repeat(20)}`, "EUR", "en"), `€0.${"1".repeat(20)}`);
  assert.throws(() => formatMoney(`0.${"1".repeat(21)}`, "EUR", "en"), misuse("/amount"));
  for (const locales of ["not a tag", ["de", "x"], null]) {
    assert.throws(() => formatMoney("1.50", "EUR", locales), ({ code, pointer }) => code === "invalid_options" && pointer === "/locales");
  }
});

test("what is no decimal string is misuse", () => {
  for (const text of ["", "1.", ".5", "+1", "01", "1e3", "1,5", " 1", "NaN", 1, null, undefined]) {
    assert.throws(() => compareDecimals("0", text), misuse("/b"), String(text));
    assert.throws(() => addDecimals("0", text), misuse("/1"), String(text));
  }
});
