// Compiled against the installed package: what must type-check, and what must not.
import { init, PolicyEngine, PolicyError, type AllocationRequest, type Issue } from "channel-policy";

await init();
const engine: PolicyEngine = PolicyEngine.load();

const request: AllocationRequest = {
  action: "create",
  contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: 0 },
  requestedCapacity: "47 TB",
};
const answer = engine.allocation(request, { now: Date.now() });
if (answer.ok) {
  const decided: boolean = answer.decision;
  const effects: ("deny" | "warn" | "info")[] = answer.context.reasons.map(({ effect }) => effect);
  console.log(decided, effects, answer.context.headroom.before);
} else {
  const issues: readonly Issue[] = answer.issues;
  console.log(issues);
}

// @ts-expect-error a BigInt is no capacity
engine.quote({ plan: { kind: "payPerUse", volume: 2n } });
// @ts-expect-error a misspelt member
engine.quote({ plan: { kind: "payPerUse", volume: "2 TB" }, allowSamples: true });
// @ts-expect-error an answer is looked at before its context
console.log(engine.quote({ plan: { kind: "payPerUse", volume: "2 TB" } }).context);
// @ts-expect-error the role may be unknown
engine.ability({ role: "admin", accountType: "distributor" }).can("view", "partner", "own");

try {
  PolicyEngine.load([]);
} catch (error) {
  if (error instanceof PolicyError && error.code === "invalid_documents") console.log(error.issues);
}
