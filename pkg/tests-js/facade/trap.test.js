// A module that stops, here because its memory cannot grow far enough, and starts again.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeAll, test } from "vitest";
import { init, initSync, parseCapacity, PolicyEngine } from "../../dist/node.js";
import { withLimitedMemory } from "../limited.js";

const stopped = { name: "PolicyError", code: "trapped" };
const question = { action: "create", asOf: "2026-06-15T12:00:00Z", contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" }, requestedCapacity: "48 TB" };
/** Longer than the memory that the module may have. */
const tooLong = JSON.stringify({ id: "x".repeat(4_000_000) });
const starts = [["init", () => init()], ["initSync", () => initSync()], ["two inits at once", () => Promise.all([init(), init()])]];

beforeAll(() => initSync(withLimitedMemory(readFileSync(new URL("../../dist/channel_policy_pkg_bg.wasm", import.meta.url)))));

test("a module without memory traps with its cause, and answers nothing afterwards", () => {
  const engine = PolicyEngine.load();
  assert.throws(() => engine.evaluateText("deal", tooLong), (error) => {
    assert.equal(error.code, "trapped");
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    assert.match(error.help, /await init/);
    return true;
  });
  for (const call of [() => engine.evaluateText("deal", "{}"), () => PolicyEngine.load(), () => engine.policies, () => parseCapacity("1 TB")]) {
    assert.throws(call, stopped);
  }
});

for (const [name, start] of starts) {
  test(`${name} starts a fresh instance, in which documents are loaded anew and earlier engines stay stopped`, async () => {
    await start();
    const old = PolicyEngine.load();
    const before = old.allocation(question);
    assert.throws(() => old.evaluateText("deal", tooLong), stopped);
    await start();
    assert.throws(() => old.allocation(question), stopped);
    const engine = PolicyEngine.load();
    // Freed after its instance is gone, the old engine must not free what is now in its place.
    old.free();
    old[Symbol.dispose]();
    assert.throws(() => old.allocation(question), { code: "freed" });
    assert.deepEqual(engine.allocation(question), before);
    assert.equal(parseCapacity("47 TB").bytes, 47_000_000_000_000n);
    engine.free();
  });
}

test("the module traps and starts many times without keeping what the earlier instances held", async () => {
  for (let round = 0; round < 50; round += 1) {
    await init();
    const engine = PolicyEngine.load();
    assert.equal(engine.allocation(question).decision, false);
    assert.throws(() => engine.evaluateText("deal", tooLong), stopped);
  }
  await init();
  assert.equal(PolicyEngine.load().allocation(question).decision, false);
});
