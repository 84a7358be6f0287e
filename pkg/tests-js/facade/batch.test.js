// Many questions in one call: the answers of the single methods, isolated faults, and misuse.
import assert from "node:assert/strict";
import { beforeAll, describe, test } from "vitest";
import { init, PolicyEngine, PolicyError } from "../../dist/node.js";

const NOON = 1_781_956_800_000;
const deal = (volume) => ({ action: "check", customer: { id: "k-1", volume: "90 TB" }, sale: { plan: "reserved", volume } });
const quote = { allowSample: true, plan: { kind: "payPerUse", volume: "2.345 TB" } };

describe("batch", () => {
  let engine;
  beforeAll(async () => {
    await init();
    engine = PolicyEngine.load();
  });

  test("each item has the answer of its own method", () => {
    const now = { now: NOON };
    const answers = engine.batch([
      { operation: "deal", request: deal("20 TB") },
      { operation: "quote", request: quote },
      { operation: "deal", request: deal("10 TB") },
      { operation: "deal", request: { action: "check" } },
      { operation: "matrix", request: {} },
    ], now);
    assert.equal(answers.ok, true);
    assert.deepEqual(answers.items, [
      engine.deal(deal("20 TB"), now),
      engine.quote(quote, now),
      engine.deal(deal("10 TB"), now),
      engine.deal({ action: "check" }, now),
      engine.matrix({}, now),
    ]);
    assert.deepEqual(answers.items.map((answer) => answer.ok), [true, true, true, false, true]);
    assert.deepEqual(engine.batch([]), { ok: true, items: [] });
  });

  test("an item that cannot be asked is at fault alone", () => {
    const answers = engine.batch([{ operation: "check", request: {} }, { operation: "deal", request: deal("10 TB") }, { operation: "deal" }, 17]);
    assert.deepEqual(answers.items.map((answer) => (answer.ok ? answer.decision : answer.issues.map(({ pointer }) => pointer))),
      [["/items/0/operation"], true, ["/items/2/request"], ["/items/3"]]);
  });

  test("what is no list, or too long a one, has issues as a whole", () => {
    for (const [items, code] of [[{}, "input.wrong_type"], ["x", "input.wrong_type"], [null, "input.null"],
      [Array(1001).fill({ operation: "deal", request: {} }), "batch.too_many_items"]]) {
      const refused = engine.batch(items);
      assert.deepEqual([refused.ok, refused.issues[0].code, refused.issues[0].pointer], [false, code, "/items"]);
    }
    assert.equal(engine.batch(undefined).issues[0].code, "input.missing_field");
  });

  test("the time of all items, and of one", () => {
    const items = [{ operation: "deal", request: deal("10 TB") }, { operation: "deal", request: { ...deal("10 TB"), asOf: "2026-05-05T00:00:00Z" } }];
    const answers = engine.batch(items, { asOf: "2026-04-04T00:00:00Z", now: null });
    assert.deepEqual(answers.items.map(({ context }) => context.asOf), ["2026-04-04T00:00:00Z", "2026-05-05T00:00:00Z"]);
    assert.equal(engine.batch(items, { asOf: "today" }).issues[0].pointer, "/asOf");
    const guarded = PolicyEngine.load(undefined, { requestTime: false });
    assert.equal(guarded.batch(items, { asOf: "2026-04-04T00:00:00Z" }).issues[0].code, "input.as_of_refused");
    guarded.free();
  });

  test("misuse is thrown with its place", () => {
    const thrown = (code, pointer) => (error) => error instanceof PolicyError && error.code === code && error.pointer === pointer;
    assert.throws(() => engine.batch([{ operation: "deal", request: deal(NaN) }]), thrown("not_finite", "/items/0/request/sale/volume"));
    assert.throws(() => engine.batch([], { asof: "x" }), thrown("invalid_options", undefined));
  });
});
