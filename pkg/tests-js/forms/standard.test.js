// Each form as a Standard Schema: synchronous, all issues at once, and never an exception for what was filled in.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { PolicyEngine, PolicyError } from "../../dist/node.js";
import en from "../../dist/messages/en.js";
import { repositoryRoot } from "../consumer.js";
import { engine, facts, faults, forms, formsIn } from "./page.js";

const NAMES = ["allocation", "createPartner", "renamePartner", "createStorageAccount", "renameStorageAccount", "createUser",
  "updateUser", "createApiKey", "deal", "order", "password"];

test("there is a form for each of the console's and the storefront's", () => {
  assert.deepEqual(Object.keys(forms).sort(), [...NAMES].sort());
  for (const name of NAMES) {
    const { version, vendor, validate } = forms[name]["~standard"];
    assert.deepEqual([version, vendor, typeof validate], [1, "channel-policy", "function"]);
  }
});

test("a value that passes is given back, without what an empty control leaves", () => {
  assert.deepEqual(forms.allocation["~standard"].validate({ requestedCapacity: "47 TB" }), { value: { requestedCapacity: "47 TB" } });
  const deal = { customerId: "k-1", volume: "101 TB", partnerId: "", expiresAt: "" };
  assert.deepEqual(forms.deal["~standard"].validate(deal), { value: { customerId: "k-1", volume: "101 TB" } });
});

test("an issue has message, path, pointer, code, params and severity", () => {
  // 100 − 53 = 47 TB are free.
  const { issues } = forms.allocation["~standard"].validate({ requestedCapacity: "48 TB" });
  assert.deepEqual(issues, [{
    message: "The contract’s reserved capacity does not cover this (asked for: 48 TB). Take at most 47 TB. Sales or the distributor can reserve more.",
    summary: "The contract’s reserved capacity does not cover this (asked for: 48 TB).",
    help: "Take at most 47 TB. Sales or the distributor can reserve more.",
    path: ["requestedCapacity"],
    pointer: "/requestedCapacity",
    code: "allocation.insufficient_contract_capacity",
    params: { value: "48 TB", found: "48 TB", allowed: "47 TB", rule: "reservedCapacity" },
    severity: "error",
    source: "/requestedCapacity",
  }]);
});

test("everything that is wrong is said at once, what cannot be read and what may not be", () => {
  assert.deepEqual(faults(forms.createStorageAccount, { name: "a\tb", email: "x", password: "abc", allocatedCapacity: "47,5 TB" }), [
    "/allocatedCapacity input.capacity_format",
    "/allowOverdraft account.field_required",
    "/email account.email_format",
    "/name account.control_characters",
    "/password password.classes_missing",
    "/password password.too_short",
  ]);
  assert.deepEqual(faults(forms.password, { password: "abc", confirmation: "abd" }), [
    "/confirmation password.confirmation_differs",
    "/password password.classes_missing",
    "/password password.too_short",
  ]);
  assert.deepEqual(faults(forms.deal, { customerId: "", volume: "101,5 TB", price: { unitPrice: "7,99", currency: "EUR", unit: "TB" } }), [
    "/customerId input.missing_field",
    "/price/unitPrice input.decimal_format",
    "/volume input.capacity_format",
  ]);
});

test("places in lists have numbers in the path", () => {
  const shop = PolicyEngine.load(["storefront.json", "deal.json"].map((source) =>
    ({ source, text: readFileSync(join(repositoryRoot, "policies", "interworks", source), "utf8") })));
  const { order } = formsIn(en, shop);
  assert.deepEqual(faults(order, { lines: [{ product: "sample-storage", quantity: 1 }] }), []);
  const { issues } = order["~standard"].validate({ lines: [{ product: "sample-storage", quantity: 1 }, { product: "nothing", quantity: 1 }] });
  assert.deepEqual(issues.map(({ path, pointer, code }) => ({ path, pointer, code })),
    [{ path: ["lines", 1, "product"], pointer: "/lines/1/product", code: "order.product_not_published" }]);
});

test("nothing that could be filled in throws", () => {
  const cycle = {};
  cycle.name = cycle;
  const thrower = { get name() { throw new Error("no"); } };
  const proxy = new Proxy({}, { ownKeys() { throw new Error("no"); } });
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const deep = {};
  let inner = deep;
  for (let depth = 0; depth < 5000; depth += 1) inner = inner.name = {};
  const parts = [NaN, Infinity, 1n, Symbol("s"), () => 1, new Date(0), new Map(), /x/, cycle, thrower, proxy, revoked.proxy, deep, [], [undefined],
    // eslint-disable-next-line no-sparse-arrays
    [, 1], null, undefined, "", "\ud800", "x".repeat(100_000), true, {}, { toJSON: () => 1 }, Object.create(null), new Proxy([], {}), -0, 1e300];
  for (const name of NAMES) {
    const { validate } = forms[name]["~standard"];
    for (const part of parts) {
      for (const value of [part, { name: part, requestedCapacity: part, volume: part, lines: part, password: part, __proto__: part }]) {
        const result = validate(value);
        assert.ok(!(result instanceof Promise));
        if (result.issues !== undefined) {
          assert.ok(result.issues.length > 0);
          for (const issue of result.issues) assert.ok(issue.message.length > 0 && Array.isArray(issue.path), JSON.stringify(issue));
        }
      }
    }
  }
});

test("what JSON cannot hold is an issue at its place, and the others are judged all the same", () => {
  assert.deepEqual(faults(forms.allocation, { requestedCapacity: NaN }), ["/requestedCapacity input.not_an_integer"]);
  assert.deepEqual(faults(forms.allocation, { requestedCapacity: 1n }), ["/requestedCapacity input.wrong_type"]);
  assert.deepEqual(faults(forms.createUser, { name: Symbol("x"), email: "x", role: "staff", password: "Abcdefg1" }),
    ["/name input.wrong_type", "/email account.email_format"]);
  for (const whole of [1, "x", [], new Date(), 1n]) assert.deepEqual(faults(forms.allocation, whole), [" input.wrong_type"]);
  assert.deepEqual(faults(forms.allocation, null), [" input.null"]);
  assert.deepEqual(faults(forms.allocation, undefined), [" input.missing_field"]);
});

test("what is filled in cannot pass for what the page knows", () => {
  const contract = { id: "c-1", reservedCapacity: "1000 TB", allocatedCapacity: "0 B" };
  assert.deepEqual(faults(forms.allocation, { requestedCapacity: "48 TB", contract, action: "delete" }), [
    "/contract input.unknown_field",
    "/action input.unknown_field",
    "/requestedCapacity allocation.insufficient_contract_capacity",
  ]);
  assert.deepEqual(faults(forms.deal, { customerId: "k-1", volume: "101 TB", registeredBy: "d-9", state: "approved" }),
    ["/registeredBy input.unknown_field", "/state input.unknown_field"]);
  assert.deepEqual(faults(forms.allocation, JSON.parse('{"requestedCapacity": "1 TB", "__proto__": {"x": 1}}')), ["/__proto__ input.unknown_field"]);
});

test("a deny that concerns no field is one of the form", () => {
  const viewer = { type: "user", id: "u-3", properties: { role: "viewer", account: "d-1" } };
  const form = forms.createUser.with({ subject: viewer });
  const { issues } = form["~standard"].validate({ email: "a@b.de", role: "viewer", password: "Abcdefg1" });
  const denied = issues.find(({ code }) => code === "permission.role_denied" || code === "permission.role_not_granted");
  assert.deepEqual([denied.path, denied.pointer, denied.source], [[], "", "/subject/properties/role"]);
});

test("a fact that the page lacks is said to be the page's", () => {
  const { issues } = forms.allocation.with({ contract: { id: "c-1" } })["~standard"].validate({ requestedCapacity: "1 TB" });
  assert.ok(issues.length > 0);
  for (const issue of issues) assert.match(issue.message, /^This page lacks something beside the form, or has it wrong: \/contract/);
});

test("facts are replaced without touching the form that they are replaced of", () => {
  const smaller = forms.allocation.with({ contract: { ...facts.allocation.contract, allocatedCapacity: "90 TB" } });
  // 100 − 90 = 10 TB.
  assert.deepEqual(faults(smaller, { requestedCapacity: "10 TB" }), []);
  assert.deepEqual(faults(smaller, { requestedCapacity: "11 TB" }), ["/requestedCapacity allocation.insufficient_contract_capacity"]);
  assert.deepEqual(faults(forms.allocation, { requestedCapacity: "11 TB" }), []);
});

test("only what was touched is judged, and nothing is said of the rest", () => {
  assert.deepEqual(faults(forms.createStorageAccount.only(["name"]), { name: "" }), ["/name account.field_required"]);
  assert.deepEqual(faults(forms.createStorageAccount.only(["password"]), { name: "", password: "abc", allocatedCapacity: "1,5" }),
    ["/password password.classes_missing", "/password password.too_short"]);
  assert.deepEqual(faults(forms.password.only(["password"]), { password: "Abcdefg1", confirmation: "x" }), []);
});

test("warnings and obligations stand beside, not against", () => {
  const used = { capacity: "20 TB", measuredAt: "2026-06-20T11:00:00Z" };
  const update = { id: "p-1", allocatedCapacity: "30 TB", allowOverdraft: true, used, changes: [] };
  const form = forms.allocation.with({ action: "update", allocation: update });
  const { ok, issues, warnings, answer } = form.judge({ requestedCapacity: "19 TB" });
  assert.deepEqual([ok, issues, answer.decision], [true, [], true]);
  assert.ok(warnings.some(({ code, severity }) => code === "allocation.excess_will_be_billed" && severity === "warning"));
  const change = forms.password.with({ action: "change" });
  const changed = change.judge({ password: "Abcdefg1", confirmation: "Abcdefg1", current: "Bcdefgh2" });
  assert.deepEqual(changed.obligations, [{ code: "verify_current_password", message: "Check the present password." }]);
});

test("no issue repeats a password", () => {
  const secret = "geheim<b>";
  for (const [name, values] of [["password", { password: secret, confirmation: `${secret}x` }], ["createUser", { password: secret, email: "x" }],
    ["createStorageAccount", { password: secret }]]) {
    const { issues, warnings } = forms[name].judge(values);
    assert.ok(issues.length > 0);
    assert.ok(!JSON.stringify([issues, warnings]).includes(secret));
  }
});

test("misuse by the page throws", () => {
  assert.throws(() => forms.allocation.with({ contract: { id: "c-1", reservedCapacity: NaN } }).judge({ requestedCapacity: "1 TB" }), PolicyError);
  const freed = PolicyEngine.load();
  const { allocation } = formsIn(en, freed);
  freed.free();
  assert.throws(() => allocation.judge({ requestedCapacity: "1 TB" }), /freed/);
  assert.equal(engine.freed, false);
});
