// Single values: what a helper reads and prints is what a request's field and an answer would.
import assert from "node:assert/strict";
import { beforeAll, describe, test } from "vitest";
import { formatCapacity, init, minorUnitDigits, parseCapacity, parsePrice, PolicyEngine, PolicyError } from "../../dist/node.js";

const asOf = "2026-06-15T12:00:00Z";
const UNITS = { B: 1n, kB: 10n ** 3n, MB: 10n ** 6n, GB: 10n ** 9n, TB: 10n ** 12n, PB: 10n ** 15n, EB: 10n ** 18n, KiB: 2n ** 10n, TiB: 2n ** 40n, EiB: 2n ** 60n };
const misuse = (error) => error instanceof PolicyError && error.code === "invalid_value";

/** The same draws at every run. */
function dice(state) {
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

let engine;
beforeAll(async () => {
  await init();
  engine = PolicyEngine.load();
});

/** What a request is told of the field, its pointers taken off. */
function told(answer, pointer) {
  if (answer.ok) return [];
  return answer.issues.filter((issue) => issue.pointer === pointer).map((issue) => ({ ...issue, pointer: "" }));
}

const asked = (volume) => told(engine.quote({ asOf, allowSample: true, plan: { kind: "payPerUse", volume } }), "/plan/volume");

describe("capacity", () => {
  // 47.5 × 10^12; 2^40; 1.25 × 10^9.
  const read = [
    ["47.5 TB", 47_500_000_000_000n, "47500 GB"],
    ["1 TiB", 1_099_511_627_776n, "1099511627776 B"],
    ["1.25 GB", 1_250_000_000n, "1250 MB"],
    ["0 TB", 0n, "0 B"],
    ["1000 EB", 10n ** 21n, "1000 EB"],
  ];
  for (const [text, bytes, printed] of read) {
    test(`\`${text}\` is ${bytes} bytes`, () => assert.deepEqual(parseCapacity(text), { ok: true, bytes, text: printed }));
  }

  const refused = [
    ["47,5 TB", "input.capacity_format", /the decimal sign is a point/],
    ["1.000,5 GB", "input.capacity_format", /the decimal sign is a point/],
    ["47", "input.capacity_format", /add the unit/],
    ["47TB", "input.capacity_format", /one ordinary space/],
    ["47 tb", "input.capacity_format", /units are written/],
    ["-1 TB", "input.capacity_negative", /0 or more/],
    ["0.5 B", "input.capacity_fraction"],
    ["1000.000000000001 EB", "input.capacity_too_large"],
    ["", "input.capacity_format"],
    ["\ud800", "input.lone_surrogate"],
  ];
  for (const [text, code, help] of refused) {
    test(`\`${text}\` is refused with ${code}`, () => {
      const result = parseCapacity(text);
      assert.equal(result.ok, false);
      assert.deepEqual(result.issues.map((issue) => issue.code), [code]);
      if (help) assert.match(result.issues[0].help, help);
    });
  }

  test("texts drawn at random are read and refused as a request's field is", () => {
    const roll = dice(20);
    const parts = ["0", "1", "47", "1000", "999999", ".", ".5", ",5", ".000001", " ", "  ", "\u00a0", "-", "+", "e3", ...Object.keys(UNITS), "tb", "Tb", "x"];
    let understood = 0;
    const names = Object.keys(UNITS);
    const likely = () => `${roll(2000)}${roll(2) === 0 ? "" : `.${roll(2000)}`} ${names[roll(names.length)]}`;
    for (let count = 0; count < 5000; count += 1) {
      const text = count % 2 === 0 ? likely() : Array.from({ length: 1 + roll(5) }, () => parts[roll(parts.length)]).join("");
      const result = parseCapacity(text);
      assert.deepEqual(result.ok ? [] : result.issues, asked(text), JSON.stringify(text));
      if (!result.ok) continue;
      understood += 1;
      const [number, unit] = text.split(" ");
      const [whole, fraction = ""] = number.split(".");
      assert.equal(result.bytes * 10n ** BigInt(fraction.length), BigInt(whole + fraction) * UNITS[unit], text);
    }
    assert.ok(understood > 1000, `only ${understood} texts were capacities`);
  });

  test("bytes are printed in the largest decimal unit that is exact, and read back", () => {
    const roll = dice(21);
    const decimal = ["EB", "PB", "TB", "GB", "MB", "kB", "B"];
    const samples = Array.from({ length: 5000 }, () => BigInt(roll(2 ** 31)) * 10n ** BigInt(roll(12)));
    for (const bytes of [0n, 1n, 999n, 1000n, 2n ** 53n + 1n, 10n ** 21n - 1n, 10n ** 21n, ...samples]) {
      const unit = bytes === 0n ? "B" : decimal.find((name) => bytes % UNITS[name] === 0n);
      const printed = formatCapacity(bytes);
      assert.equal(printed, `${bytes / UNITS[unit]} ${unit}`);
      assert.equal(parseCapacity(printed).bytes, bytes);
      if (bytes <= BigInt(Number.MAX_SAFE_INTEGER)) assert.equal(formatCapacity(Number(bytes)), printed);
    }
  });

  test("what is no number of bytes is misuse, with the reason", () => {
    for (const bytes of [-1n, -1, 10n ** 21n + 1n, 0.5, Number.NaN, Infinity, 2 ** 53, "47", undefined]) {
      assert.throws(() => formatCapacity(bytes), misuse, String(bytes));
    }
    assert.throws(() => formatCapacity(-1n), ({ issues: [issue], help }) => issue.code === "input.capacity_negative" && help === "send 0 or more");
  });

  test("a BigInt in a request is misuse that names the way out, and the way out works", () => {
    const request = { action: "create", asOf, contract: { id: "c", reservedCapacity: "100 TB", allocatedCapacity: 0 } };
    assert.throws(() => engine.allocation({ ...request, requestedCapacity: 47n }), ({ code, help }) => code === "bigint" && help.includes("formatCapacity"));
    assert.equal(engine.allocation({ ...request, requestedCapacity: formatCapacity(47n * UNITS.TB) }).ok, true);
  });

  test("a value that is no text is misuse or has an issue, never an answer", () => {
    assert.throws(() => parseCapacity(47n), ({ code }) => code === "bigint");
    assert.throws(() => parseCapacity(undefined), ({ code }) => code === "undefined_value");
    for (const value of [null, {}, ["1 TB"], true]) assert.equal(parseCapacity(value).ok, false);
  });
});

describe("prices and currencies", () => {
  test("a price is read and refused as a price list's field is", () => {
    const roll = dice(22);
    const parts = ["0", "7", "99", ".", ",", "-", "+", "e1", " ", "€", "123456789012"];
    const place = "/priceList/payPerUse/price/unitPrice";
    const list = (unitPrice) => ({
      kind: "priceList", name: "list", version: "1", effectiveFrom: "2024-01-01", description: "drawn", sources: [],
      priceList: { sample: false, audience: "public", currency: "EUR", payPerUse: { price: { model: "perUnit", unitPrice, unit: "TB" }, source: "default" } },
    });
    const listed = (price) => told(engine.check([list(price)]), place).map(({ document, ...issue }) => issue);
    assert.deepEqual(listed("x").map(({ code }) => code), ["input.decimal_format"]);
    assert.deepEqual(listed("7"), []);
    let understood = 0;
    for (let count = 0; count < 2000; count += 1) {
      const text = Array.from({ length: 1 + roll(5) }, () => parts[roll(parts.length)]).join("");
      const result = parsePrice(text);
      assert.deepEqual(result.ok ? [] : result.issues, listed(text), JSON.stringify(text));
      if (result.ok) {
        assert.equal(result.amount, text);
        understood += 1;
      }
    }
    assert.ok(understood > 200, `only ${understood} texts were prices`);
  });

  test("a currency has its minor units, and another word is misuse", () => {
    assert.deepEqual(["EUR", "JPY", "KWD", "CLF"].map(minorUnitDigits), [2, 0, 3, 4]);
    for (const word of ["eur", "XXX", "", "EUR USD"]) assert.throws(() => minorUnitDigits(word), misuse);
  });
});
