// Misuse and nonsense at the facade: a typed refusal or an answer, never a trap.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeAll, describe, test } from "vitest";
import { runInNewContext } from "node:vm";
import { init, initSync, PolicyEngine, PolicyError } from "../../dist/node.js";

const contract = { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" };
const asOf = "2026-06-15T12:00:00Z";
const request = { action: "create", asOf, contract, requestedCapacity: "47 TB" };
const misuse = (code, pointer) => (error) =>
  error instanceof PolicyError && error.code === code && (pointer === undefined || error.pointer === pointer);

let engine;

test("before init every call says so", () => {
  assert.throws(() => PolicyEngine.load(), misuse("not_initialised"));
  assert.throws(() => PolicyEngine.shippedDocuments(), misuse("not_initialised"));
});

test("a failed start is reported with its cause and may be repeated", async () => {
  await assert.rejects(init(new Uint8Array([1, 2, 3])), (error) => misuse("module_failed")(error) && error.cause !== undefined);
  const first = init(readFileSync(new URL("../../dist/channel_policy_pkg_bg.wasm", import.meta.url)));
  assert.throws(() => initSync(new Uint8Array([0])), misuse("initialising"));
  assert.equal(init(), first);
  await first;
  assert.equal(init(), first);
  initSync(new Uint8Array([0]));
});

describe("with an engine", () => {
  beforeAll(async () => {
    await init();
    engine = PolicyEngine.load();
  });

  test("a request that fits is allowed, one byte more is denied with the amount that fits", () => {
    const fits = engine.allocation(request);
    assert.equal(fits.ok && fits.decision, true);
    const over = engine.allocation({ ...request, requestedCapacity: "47000000000001 B" });
    assert.equal(over.ok, true);
    assert.equal(over.decision, false);
    assert.equal(over.context.accepted.largest, "47 TB");
  });

  const self = { action: "create" };
  self.contract = { self };
  class Contract { id = "c-1"; reservedCapacity = "100 TB"; allocatedCapacity = "53 TB"; }
  const misuses = [
    ["undefined", undefined, "undefined_value", ""],
    ["NaN", { ...request, requestedCapacity: Number.NaN }, "not_finite", "/requestedCapacity"],
    ["Infinity", { ...request, contract: { ...contract, reservedCapacity: Infinity } }, "not_finite", "/contract/reservedCapacity"],
    ["a BigInt", { ...request, requestedCapacity: 47n }, "bigint", "/requestedCapacity"],
    ["a function", { ...request, asOf: () => asOf }, "not_data", "/asOf"],
    ["a function as the request", () => request, "not_data", ""],
    ["a symbol", { ...request, asOf: Symbol("now") }, "not_data", "/asOf"],
    ["a cycle", self, "cycle", "/contract/self"],
    ["a Map", { ...request, contract: new Map(Object.entries(contract)) }, "not_plain", "/contract"],
    ["a Date", { ...request, asOf: new Date(0) }, "not_plain", "/asOf"],
    ["a class instance", { ...request, contract: new Contract() }, "not_plain", "/contract"],
    ["inherited members", Object.create(request), "not_plain", ""],
    ["a typed array", { ...request, pin: new Uint8Array(2) }, "not_plain", "/pin"],
    ["a hole in an array", { ...request, pin: [, { name: "x", version: "1" }] }, "undefined_value", "/pin/0"],
    ["a key that needs escaping", { "a/b~c": [Number.NaN] }, "not_finite", "/a~1b~0c/0"],
    ["a getter that throws", { get action() { throw new Error("no"); } }, "unreadable", ""],
  ];
  for (const [name, value, code, pointer] of misuses) {
    test(`${name} is misuse`, () => assert.throws(() => engine.allocation(value), misuse(code, pointer)));
  }

  test("nesting without end is misuse", () => {
    const nested = (depth) => { let value = {}; for (let i = 0; i < depth; i += 1) value = { a: value }; return value; };
    assert.deepEqual(codes(engine.allocation(nested(100_000))), ["input.too_deep"]);
    assert.deepEqual(codes(engine.allocation(nested(100))), ["input.too_deep"]);
  });

  const codes = (result) => result.issues.map(({ code }) => code);
  const nonsense = [
    ["null", null],
    ["a string", "create"],
    ["a number", 7],
    ["an array where an object belongs", [request]],
    ["an array inside", { ...request, contract: [contract] }],
    ["null inside", { ...request, contract: null }],
    ["an own __proto__", JSON.parse(`{"__proto__":{"action":"create"},"action":"create"}`)],
    ["toString as a member", { ...request, toString: "x" }],
    ["a lone surrogate", { ...request, contract: { ...contract, id: "\ud800" } }],
    ["an integer beyond 2^53", { ...request, requestedCapacity: 2 ** 60 }],
    ["a fraction", { ...request, requestedCapacity: 0.5 }],
    ["an instant that is none", { ...request, asOf: "yesterday" }],
  ];
  for (const [name, value] of nonsense) {
    test(`${name} is answered with issues`, () => {
      const result = engine.allocation(value);
      assert.equal(result.ok, false);
      assert.ok(result.issues.length > 0);
      for (const { code, pointer, message } of result.issues) {
        assert.match(code, /^[a-z]+\.[a-z_0-9]+$/);
        assert.equal(typeof pointer, "string");
        assert.ok(message.length > 0);
      }
    });
  }

  test("every operation survives every nonsense", () => {
    const operations = ["permission", "allocation", "deal", "quote", "invoice", "evaluations", "searchSubject", "searchResource",
      "searchAction", "permissions", "ability", "matrix", "order", "subscription"];
    for (const operation of operations) {
      for (const [name, value] of nonsense) {
        const result = engine[operation](value);
        assert.ok(result.ok === false || typeof result.decision === "boolean", `${operation}: ${name}`);
      }
    }
  });

  test("texts that no object can express are answered with issues", () => {
    for (const text of ["", "{", "{}x", "\ud800", "[".repeat(100_000), '{"action":"create","action":"create"}', "\u0000", '{"a":1e999}']) {
      assert.ok(Array.isArray(JSON.parse(engine.evaluateText("allocation", text))), JSON.stringify(text.slice(0, 20)));
    }
  });

  test("ten megabytes are refused, and the engine works on", () => {
    const result = engine.allocation({ ...request, contract: { ...contract, id: "x".repeat(10_000_000) } });
    assert.deepEqual(codes(result), ["input.too_large"]);
    assert.equal(engine.allocation(request).decision, true);
  });

  test("absent, undefined and another realm's object are ordinary data", () => {
    const foreign = runInNewContext("({ ...request, pin: undefined })", { request: structuredClone(request) });
    assert.deepEqual(engine.allocation(foreign), engine.allocation(request));
    assert.deepEqual(engine.allocation(Object.assign(Object.create(null), request)), engine.allocation(request));
  });

  test("without asOf the clock counts, and a call may bring its own or none", () => {
    const { asOf: _, ...timeless } = request;
    const before = Date.now() - 1000;
    assert.ok(Date.parse(engine.allocation(timeless).context.asOf) >= before);
    assert.equal(engine.allocation(timeless, { now: Date.parse(asOf) }).context.asOf, asOf);
    assert.deepEqual(codes(engine.allocation(timeless, { now: null })), ["input.as_of_missing"]);
    assert.throws(() => engine.allocation(timeless, { now: Number.NaN }), misuse("invalid_options", "/now"));
    assert.throws(() => engine.evaluateText("guess", "{}"), misuse("unknown_operation"));
    assert.throws(() => engine.evaluateText("allocation", undefined), misuse("invalid_options", "/text"));
  });

  test("an engine without request time refuses asOf", () => {
    const strict = PolicyEngine.load(undefined, { requestTime: false });
    assert.deepEqual(codes(strict.allocation(request)), ["input.as_of_refused"]);
  });

  test("an option that does not exist is misuse, and so are documents that are no array", () => {
    const saying = (message) => (error) => misuse("invalid_options")(error) && error.message.includes(message);
    const options = "`requestFact` is no option of load; options: requestTime, pinning, requestFacts, sellerLists";
    assert.throws(() => PolicyEngine.load(undefined, { requestFact: false }), saying(options));
    assert.throws(() => engine.allocation(request, { Now: 0 }), saying("`Now` is no option of a call; options: now"));
    const cure = "pass an array of documents, or undefined for the shipped pack";
    for (const documents of [{}, "deal.json"]) assert.throws(() => PolicyEngine.load(documents), saying(cure));
  });

  test("a seller's price list is loaded only where that is asked for", () => {
    const list = {
      kind: "priceList", name: "wholesale", version: "1", effectiveFrom: "2026-01-01", description: "What the seller pays", sources: ["test"],
      priceList: {
        sample: false, audience: "seller", currency: "EUR",
        payPerUse: { price: { model: "perUnit", unitPrice: "5.00", unit: "TB" }, source: "test" },
      },
    };
    const documents = [...PolicyEngine.shippedDocuments(), list];
    for (const options of [undefined, {}, { sellerLists: false }]) {
      assert.throws(() => PolicyEngine.load(documents, options), (error) => {
        assert.ok(misuse("invalid_documents")(error));
        assert.deepEqual(error.issues.map(({ code, pointer }) => [code, pointer]), [["billing.seller_list_refused", "/priceList/audience"]]);
        return true;
      });
    }
    const trusted = PolicyEngine.load(documents, { sellerLists: true });
    assert.ok(trusted.policies.some(({ name }) => name === "wholesale"));
    const { quote } = trusted.quote({ asOf, plan: { kind: "payPerUse", volume: "2 TB" } }).context;
    assert.equal(quote.total, "10.00");
  });

  test("the shipped documents are listed, and can be loaded as texts or as objects", () => {
    const shipped = PolicyEngine.shippedDocuments();
    const objects = PolicyEngine.load(shipped.map(({ text }) => JSON.parse(text)));
    assert.equal(engine.policies.length, shipped.length);
    assert.deepEqual(objects.policies, engine.policies);
    assert.deepEqual(objects.allocation(request), engine.allocation(request));
    const checked = engine.check(shipped);
    assert.deepEqual(checked.ok && checked.context.policies, engine.policies);
  });

  test("documents with issues are refused with all of them, each naming its document", () => {
    const broken = [{ source: "a.json", text: "{" }, { source: "b.json", text: '{"kind":"deal"}' }];
    assert.throws(() => PolicyEngine.load(broken), (error) => {
      assert.ok(misuse("invalid_documents")(error));
      assert.deepEqual([...new Set(error.issues.map(({ document }) => document))], ["a.json", "b.json"]);
      return true;
    });
    assert.deepEqual(new Set(engine.check(broken).issues.map(({ document }) => document)), new Set(["a.json", "b.json"]));
    assert.throws(() => PolicyEngine.load([]), misuse("invalid_documents"));
    assert.throws(() => PolicyEngine.load({}), misuse("invalid_options"));
    assert.throws(() => PolicyEngine.load([{ kind: "deal", threshold: Number.NaN }]), misuse("not_finite", "/threshold"));
  });

  test("a freed engine says so, and may be freed again", () => {
    const short = PolicyEngine.load();
    short.free();
    short.free();
    assert.throws(() => short.allocation(request), misuse("freed"));
    assert.throws(() => short.policies, misuse("freed"));
    const disposed = PolicyEngine.load();
    disposed[Symbol.dispose]();
    assert.throws(() => disposed.allocation(request), misuse("freed"));
  });

  test("every operation on permission has its method", () => {
    const subject = { type: "user", id: "u-1", properties: { role: "viewer", account: "d" } };
    const accounts = [
      { id: "d", type: "distributor", agreements: [{ id: "k", kind: "contract" }] },
      { id: "p", type: "partner", parent: "d" },
    ];
    const [context, resource] = [{ asOf, accounts }, { type: "partner", id: "p" }];
    const view = { subject, action: { name: "view" }, resource, context };
    assert.equal(engine.permission(view).decision, true);
    const { evaluations } = engine.evaluations({ ...view, evaluations: [{}, { action: { name: "delete" } }, { action: 7 }] });
    assert.deepEqual(evaluations.map(({ decision }) => decision), [true, false, false]);
    assert.equal(evaluations[2].context.error.status, 400);
    assert.deepEqual(engine.evaluations(view), engine.permission(view));
    assert.deepEqual(engine.permissions({ subject, resource, context }).context.allowed, ["view"]);
    assert.deepEqual(engine.permissions({ subject, resource: { type: "partner" }, context }).context.allowed, ["view"]);
    assert.deepEqual(engine.searchAction({ subject, resource, context }).results, [{ name: "view" }]);
    assert.deepEqual(engine.searchResource({ ...view, resource: { type: "partner" } }).results, [{ type: "partner", id: "p" }]);
    const users = [{ id: "u-2", type: "user", account: "d", roles: ["viewer"] }, { id: "u-3", type: "user", account: "p", roles: ["viewer"] }];
    const asked = engine.searchSubject({ ...view, subject: { type: "user" }, context: { ...context, users } });
    assert.deepEqual(asked.results.map(({ id }) => id), ["u-2", "u-3"]);
    const { matrix } = engine.matrix().context;
    assert.deepEqual(matrix.map(({ version }) => version), ["R1", "R2", "R3"]);
    assert.deepEqual(codes(engine.matrix({ version: "R1" })), ["input.unknown_field"]);
  });

  test("an engine that counts only loaded facts refuses others", () => {
    const strict = PolicyEngine.load(undefined, { requestFacts: false });
    const subject = { type: "user", id: "u-1", properties: { role: "admin", account: "d" } };
    const view = { subject, action: { name: "view" }, resource: { type: "partner", id: "p" }, context: { asOf } };
    const stated = { ...view, context: { asOf, accounts: [{ id: "d", type: "distributor" }, { id: "p", type: "partner", parent: "d" }] } };
    assert.equal(engine.permission(stated).decision, true);
    assert.deepEqual(codes(strict.permission(stated)), ["directory.facts_refused"]);
    assert.equal(strict.permission(view).decision, false);
  });
});
