// The page of memory.test.js: the package as it is, and its instance's memory to look at.
import { withLimitedMemory } from "/tests/limited.js";

const memories = [];
const { Instance } = WebAssembly;
const seen = (instance) => { memories.push(instance.exports.memory); return instance; };
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const result = await original(...given);
    seen(result instanceof Instance ? result : result.instance);
    return result;
  };
}
globalThis.wasmBytes = () => memories.at(-1).buffer.byteLength;

const { init, PolicyEngine } = await import("/pkg/web.js");
const file = "/pkg/channel_policy_pkg_bg.wasm";
const limited = location.search === "?limited";
await init(limited ? withLimitedMemory(new Uint8Array(await (await fetch(file)).arrayBuffer())) : undefined);

const asOf = "2026-06-15T12:00:00Z";
const allocation = (requestedCapacity) => ({
  action: "create", asOf, requestedCapacity, contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" },
});
const permission = (index) => ({
  subject: { type: "user", id: `u-${index}`, properties: { role: "staff", account: "d-1" } },
  action: { name: index % 2 === 0 ? "view" : "delete" },
  resource: { type: "partner", id: "p-1" },
  context: { asOf, accounts: [{ id: "d-1", type: "distributor" }, { id: "p-1", type: "partner", parent: "d-1" }] },
});
const QUESTIONS = [
  (engine, index) => engine.allocation(allocation(`${index % 60} TB`)),
  (engine, index) => engine.permission(permission(index)),
  (engine, index) => engine.allocation(allocation(`${index},5 TB`)),
  (engine, index) => engine.quote({ asOf, allowSample: true, plan: { kind: "payPerUse", volume: `${index} GB` } }),
];

let engine;
globalThis.decide = (count) => {
  engine ??= PolicyEngine.load();
  const counted = { allowed: 0, denied: 0, refused: 0 };
  for (let index = 0; index < count; index += 1) {
    const answer = QUESTIONS[index % QUESTIONS.length](engine, index);
    counted[!answer.ok ? "refused" : answer.decision ? "allowed" : "denied"] += 1;
  }
  return counted;
};

globalThis.loadAndFree = (count) => {
  for (let index = 0; index < count; index += 1) {
    const short = PolicyEngine.load();
    short.allocation(allocation("1 TB"));
    short.free();
  }
};

globalThis.loadAndForget = (count) => {
  for (let index = 0; index < count; index += 1) PolicyEngine.load().allocation(allocation("1 TB"));
};

globalThis.stopAndStart = async () => {
  const code = (call) => { try { call(); return "nothing"; } catch (error) { return error.code; } };
  const old = PolicyEngine.load();
  const stopped = code(() => old.evaluateText("deal", JSON.stringify({ id: "x".repeat(4_000_000) })));
  const still = code(() => PolicyEngine.load());
  await init();
  const again = PolicyEngine.load().allocation(allocation("48 TB")).decision;
  return { stopped, still, again, old: code(() => old.policies) };
};
globalThis.ready = true;
