// A module that stops: here its memory cannot grow far enough.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { initSync, PolicyEngine } from "../dist/node.js";

const MEMORY_SECTION = 5;

test("a module without memory traps with its cause, and answers nothing afterwards", () => {
  initSync(withLimitedMemory(readFileSync(new URL("../dist/channel_policy_pkg_bg.wasm", import.meta.url))));
  const engine = PolicyEngine.load();
  const long = JSON.stringify({ id: "x".repeat(4_000_000) });
  assert.throws(() => engine.evaluateText("deal", long), ({ code, cause }) => code === "trapped" && cause instanceof WebAssembly.RuntimeError);
  for (const call of [() => engine.evaluateText("deal", "{}"), () => PolicyEngine.load(), () => engine.policies]) {
    assert.throws(call, { name: "PolicyError", code: "trapped" });
  }
});

/** The module, its memory limited to two megabytes more than it starts with. */
function withLimitedMemory(module) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const bytes = (value) => (value < 128 ? [value] : [(value & 127) | 128, ...bytes(value >> 7)]);
  for (;;) {
    const start = at;
    const section = module[at++];
    const length = number();
    const end = at + length;
    if (section === MEMORY_SECTION) {
      at += 2; // one memory, without a maximum
      const pages = number();
      const limits = [1, 1, ...bytes(pages), ...bytes(pages + 32)];
      return Buffer.concat([module.subarray(0, start), Buffer.from([section, limits.length, ...limits]), module.subarray(end)]);
    }
    at = end;
  }
}
