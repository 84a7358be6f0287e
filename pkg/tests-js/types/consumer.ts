// Compiled against the installed package: what must type-check, and what must not.
import {
  addDecimals,
  compareDecimals,
  formatCapacity,
  formatMoney,
  fromMinorUnits,
  init,
  initSync,
  parseCapacity,
  parsePrice,
  PolicyEngine,
  PolicyError,
  reasonCodes,
  toMinorUnits,
  type Ability,
  type AbilityType,
  type AllocationRequest,
  type BatchItem,
  type Entity,
  type Issue,
  type IssueCode,
  type IssueCodes,
  type MatrixCell,
  type ObligationCode,
  type PolicyErrorCode,
  type ReadCapacity,
  type ReasonCode,
  type ReasonCodes,
  type Refusal,
} from "channel-policy";
import { initSync as initInline, PolicyEngine as SameEngine } from "channel-policy/inline";

/** Whether both are the same type, not merely one fit for the other. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

await init();
await init(new URL("https://example.com/module.wasm"));
await init(fetch("/module.wasm", { integrity: "sha384-x" }));
await init(new Uint8Array());
initSync(new Uint8Array());
initInline();
const inline: PolicyEngine = SameEngine.load();
inline.free();
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

// Codes are closed lists of literals.
same<ReasonCode, keyof ReasonCodes>(true);
same<IssueCode, keyof IssueCodes>(true);
same<typeof reasonCodes, ReasonCodes>(true);
same<string extends IssueCode | ReasonCode | ObligationCode | PolicyErrorCode ? true : false, false>(true);
const code: ReasonCode = "deal.registration_required";
// @ts-expect-error no such code
const misspelt: ReasonCode = "deal.registration_require";
// @ts-expect-error a table of translations without every code
const translations: Record<ReasonCode, string> = { "deal.registration_required": "Bitte registrieren" };
console.log(code, misspelt, translations);

// Capacity is a BigInt or text, money a decimal string; neither is a number that could be rounded.
const read: ReadCapacity | Refusal = parseCapacity("47.5 TB");
if (read.ok) same<typeof read.bytes, bigint>(true);
// @ts-expect-error a refusal has no bytes
console.log(parseCapacity("47,5 TB").bytes);
const request2: AllocationRequest = { ...request, requestedCapacity: formatCapacity(47n) };
const price = parsePrice("7.99");
const order: -1 | 0 | 1 = compareDecimals("1", "2");
const sum: string = addDecimals("0.1", "0.2");
const units: bigint = toMinorUnits("7.99", "EUR");
const amount: string = fromMinorUnits(units, "EUR");
console.log(request2, price.ok && price.amount, order, sum, amount, formatMoney(amount, "EUR", ["de", "en"]));
// @ts-expect-error an amount is no number
formatMoney(7.99, "EUR");
// @ts-expect-error minor units are no number
fromMinorUnits(799, "EUR");

// A batch: each answer is of its item's operation.
const batched = engine.batch([
  { operation: "deal", request: { action: "check", customer: { id: "k", volume: 0 }, sale: { plan: "reserved", volume: "1 TB" } } },
  { operation: "quote", request: { plan: { kind: "payPerUse", volume: "1 TB" } } },
]);
if (batched.ok) {
  const [first, second] = batched.items;
  same<typeof first, ReturnType<PolicyEngine["deal"]>>(true);
  same<typeof second, ReturnType<PolicyEngine["quote"]>>(true);
  if (first.ok) console.log(first.context.deal?.required);
  if (second.ok) console.log(second.context.quote?.total);
} else {
  const issues: readonly Issue[] = batched.issues;
  console.log(issues);
}
const gathered: BatchItem[] = [{ operation: "password", request: { action: "set", holder: "storageAccount", password: "x" } }];
for (const found of Object.values(engine.batch(gathered, { asOf: "2026-06-01T00:00:00Z" }))) console.log(found);
// @ts-expect-error: the request of another operation
engine.batch([{ operation: "quote", request: { action: "check" } }]);
// @ts-expect-error: a batch holds no batch
engine.batch([{ operation: "batch", request: { items: [] } }]);
