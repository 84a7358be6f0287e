// Compiled against the installed package: what must type-check, and what must not.
import {
  init,
  PolicyEngine,
  PolicyError,
  type Ability,
  type AbilityType,
  type AllocationRequest,
  type Entity,
  type Issue,
  type MatrixCell,
  type Refusal,
} from "channel-policy";

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

const subject = { type: "user", id: "u-1", properties: { role: "admin", account: "d-1" } };
const ability: Ability | Refusal = engine.ability({ subject });
if (ability.ok) {
  const allowed: boolean = ability.can("view", "partner", "p-1");
  const refreshed: Ability | Refusal = ability.refresh({ accounts: [{ id: "d-1", type: "distributor" }] });
  const types: readonly AbilityType[] = ability.resourceTypes;
  console.log(allowed, refreshed.ok, types, ability.version, ability.reasons);
}
const found = engine.searchResource({ subject, action: { name: "view" }, resource: { type: "partner" } });
if (found.ok) console.log(found.results.map(({ id }: Entity) => id));
const several = engine.evaluations({ subject, evaluations: [{ action: { name: "view" } }] });
if (several.ok && "evaluations" in several) console.log(several.evaluations.map(({ decision }) => decision));
const table = engine.matrix();
if (table.ok) {
  const cells: MatrixCell[] = table.context.matrix.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  console.log(cells);
}
// @ts-expect-error an ability may be refused
engine.ability({ subject }).can("view", "partner", "p-1");
// @ts-expect-error a search names no resource but its type
engine.searchResource({ subject, action: { name: "view" }, resource: "partner" });
// @ts-expect-error a misspelt option
PolicyEngine.load([], { requestFact: false });

try {
  PolicyEngine.load([]);
} catch (error) {
  if (error instanceof PolicyError && error.code === "invalid_documents") console.log(error.issues);
}
