// A subject's table says what `permission` says: every role, account, type and action of every pack.
import assert from "node:assert/strict";
import { beforeAll, describe, test } from "vitest";
import { init, PolicyEngine, PolicyError } from "../../dist/node.js";
import { readPacks } from "../consumer.js";

const asOf = "2026-06-15T12:00:00Z";
const now = Date.parse(asOf);
const agreements = [{ id: "k", kind: "contract", effectiveFrom: "2026-01-01T00:00:00Z" }];
const misuse = (code, pointer) => (error) =>
  error instanceof PolicyError && error.code === code && (pointer === undefined || error.pointer === pointer);

/** Per pack: the accounts that a request states, or none where a directory is loaded. */
const WORLDS = {
  "impossible-cloud": [
    { id: "v", type: "vendor" },
    { id: "d", type: "distributor", parent: "v", agreements },
    { id: "p", type: "partner", parent: "d", agreement: "k" },
    { id: "c", type: "customer", parent: "p" },
    { id: "dc", type: "customer", parent: "d" },
    { id: "cp", type: "channelPartner", agreements },
    { id: "x", type: "distributor", agreements: [] },
    { id: "xp", type: "partner", parent: "x" },
  ],
  "cloudblue": [
    { id: "pr", type: "provider" },
    { id: "re", type: "reseller", parent: "pr" },
    { id: "cu", type: "customer", parent: "re" },
    { id: "cu2", type: "customer", parent: "pr" },
  ],
  "conditions-example": [{ id: "co", type: "company" }, { id: "te", type: "team", parent: "co" }, { id: "co2", type: "company" }],
  "examples-directory": undefined,
};

beforeAll(() => init());

/** The question that a cell answers: about a resource of which nothing but its account is known. */
function question({ accountTypes, creates = [] }, type, action, account) {
  return accountTypes === undefined || creates.includes(action) ? { type, id: "*", properties: { account } } : { type, id: account };
}

function* subjects(documents, accounts) {
  const { permission } = documents.filter(({ kind }) => kind === "permission").at(-1);
  for (const { id: role } of permission.roles) {
    for (const { id: account } of accounts) {
      for (const type of permission.subjectTypes) yield { type, id: "somebody", properties: { role, account } };
    }
  }
  for (const { type, id } of documents.find(({ directory }) => directory)?.directory.users ?? []) yield { type, id };
  yield { type: "user", id: "nobody" };
  yield { type: "moon", id: "somebody", properties: { role: "emperor", account: "nowhere" } };
}

function compare(engine, { subject, context, accounts }, seen) {
  const ability = engine.ability({ subject, context });
  assert.equal(ability.ok, true, JSON.stringify(ability.issues));
  if (ability.reasons.length > 0) seen.closed += 1;
  for (const resource of ability.resourceTypes) {
    resource.actions.forEach((action, index) => {
      for (const { id: account } of accounts) {
        const asked = { subject, action: { name: action }, resource: question(resource, resource.id, action, account) };
        const said = ability.can(action, resource.id, account);
        if (said !== engine.permission({ ...asked, context }).decision) assert.fail(`wrongly ${said}: ${JSON.stringify(asked)}`);
        if (said && ability.reasons.length > 0) assert.fail(`allowed although closed: ${JSON.stringify(asked)}`);
        seen.cells += 1;
        seen.allowed += said ? 1 : 0;
        seen.asked += resource.cells[index] === 2 ? 1 : 0;
      }
    });
  }
}

describe("every cell of every subject is what permission says", () => {
  for (const { pack, documents } of readPacks()) {
    const objects = documents.map(({ text }) => JSON.parse(text));
    if (!objects.some(({ kind }) => kind === "permission")) continue;
    test(pack, () => {
      const stated = WORLDS[pack];
      const accounts = stated ?? objects.find(({ kind }) => kind === "directory").directory.accounts;
      const own = stated === undefined ? { asOf } : { asOf, accounts };
      const { type, id } = accounts.at(-1);
      const seen = { cells: 0, allowed: 0, asked: 0, closed: 0 };
      for (const requestFacts of stated === undefined ? [true, false] : [true]) {
        const engine = PolicyEngine.load(documents, { requestFacts });
        for (const subject of subjects(objects, accounts)) {
          compare(engine, { subject, context: own, accounts }, seen);
          compare(engine, { subject, context: { ...own, onBehalfOf: { type, id } }, accounts }, seen);
        }
        engine.free();
      }
      console.log(JSON.stringify(seen));
      assert.ok(seen.cells > seen.allowed && seen.allowed > 0 && seen.asked > 0 && seen.closed > 0);
    });
  }
});

describe("an ability", () => {
  const context = { asOf, accounts: WORLDS["impossible-cloud"] };
  const admin = { type: "user", id: "u-1", properties: { role: "admin", account: "d" } };
  let engine;
  beforeAll(() => { engine = PolicyEngine.load(); });

  test("knows its version and its types, and denies what nobody knows", () => {
    const ability = engine.ability({ subject: admin, context });
    assert.equal(ability.version, "R3");
    assert.ok(ability.resourceTypes.some(({ id, actions }) => id === "partner" && actions.includes("create")));
    assert.deepEqual(ability.reasons, []);
    assert.equal(ability.can("view", "partner", "p"), true);
    for (const [action, type, account] of [["fly", "partner", "p"], ["view", "moon", "p"], ["view", "partner", "nowhere"],
      ["view", "__proto__", "p"], ["view", "partner", "__proto__"], ["view", "partner", undefined], [{}, null, 7]]) {
      assert.equal(ability.can(action, type, account), false);
    }
  });

  test("of nobody is closed and says why", () => {
    const ability = engine.ability({ subject: { type: "user", id: "nobody" }, context });
    assert.equal(ability.ok, true);
    assert.ok(ability.reasons.length > 0);
    assert.equal(ability.can("view", "partner", "p"), false);
  });

  test("of nonsense is issues, of no data misuse", () => {
    assert.deepEqual(engine.ability({}).issues.map(({ pointer }) => pointer), ["/subject"]);
    assert.throws(() => engine.ability(undefined), misuse("undefined_value", ""));
    assert.throws(() => engine.ability({ subject: admin, context: { at: new Date() } }), misuse("not_plain", "/context/at"));
    assert.throws(() => engine.ability({ subject: admin }, { now: 0.5 }), misuse("invalid_options", "/now"));
  });

  test("keeps its facts until it is refreshed", () => {
    const accounts = structuredClone(context.accounts);
    const ability = engine.ability({ subject: admin, context: { asOf, accounts } });
    accounts.find(({ id }) => id === "p").parent = "x";
    assert.equal(ability.can("view", "partner", "p"), true);
    assert.equal(ability.refresh(), ability);
    assert.equal(ability.can("view", "partner", "p"), true);
    assert.equal(ability.refresh({ asOf, accounts }), ability);
    assert.equal(ability.can("view", "partner", "p"), false);
    assert.equal(ability.can("view", "partner", "xp"), false);
    assert.equal(ability.refresh(context).can("view", "partner", "p"), true);
  });

  test("allows nothing after a refresh with issues, until the next", () => {
    const ability = engine.ability({ subject: admin, context });
    assert.equal(ability.refresh({ ...context, accounts: [{ id: "d" }] }).ok, false);
    assert.equal(ability.can("view", "partner", "p"), false);
    assert.equal(ability.refresh(context).can("view", "partner", "p"), true);
  });

  test("stays at the moment it was made for", () => {
    const { asOf: _, ...timeless } = context;
    assert.equal(engine.ability({ subject: admin, context: timeless }, { now: Date.parse("2024-01-01T00:00:00Z") }).version, "R1");
    assert.equal(engine.ability({ subject: admin, context: timeless }, { now }).version, "R3");
    assert.equal(engine.ability({ subject: admin, context: timeless }, { now: null }).issues[0].code, "input.as_of_missing");
  });

  test("creates only below types of account that may hold the new one", () => {
    const section = {
      subjectTypes: ["user"], accountTypes: [{ id: "top" }, { id: "low", parents: ["top"] }],
      severalRoles: { value: false, source: "default" }, roles: [{ id: "admin" }],
      resourceTypes: [{ id: "low", actions: ["create"], accountTypes: ["low"], creates: ["create"] }],
      reach: [{ id: "all", accountTypes: ["top"], resourceTypes: ["low"], scopes: ["descendants"], source: "default" }],
      rules: [{ id: "all", resourceType: "low", actions: ["create"], allow: ["admin"], source: "default" }],
    };
    const header = { kind: "permission", name: "p", version: "1", effectiveFrom: "2020-01-01", description: "", sources: [] };
    const engine = PolicyEngine.load([{ ...header, permission: section }]);
    const subject = { type: "user", id: "u", properties: { role: "admin", account: "a" } };
    const context = { accounts: [{ id: "a", type: "top" }, { id: "b", type: "low", parent: "a" }] };
    const ability = engine.ability({ subject, context });
    for (const [account, expected] of [["a", true], ["b", false]]) {
      const resource = { type: "low", id: "*", properties: { account } };
      assert.equal(engine.permission({ subject, action: { name: "create" }, resource, context }).decision, expected, account);
      assert.equal(ability.can("create", "low", account), expected, account);
    }
  });

  test("notices that its engine was freed", () => {
    const short = PolicyEngine.load();
    const ability = short.ability({ subject: admin, context });
    assert.equal(short.freed, false);
    short.free();
    assert.equal(short.freed, true);
    assert.throws(() => ability.can("view", "partner", "p"), misuse("freed"));
    assert.throws(() => ability.refresh(), misuse("freed"));
  });

  test("counts stated facts only where the engine does", () => {
    const strict = PolicyEngine.load(undefined, { requestFacts: false });
    assert.deepEqual(strict.ability({ subject: admin, context }).issues.map(({ code, pointer }) => [code, pointer]),
      [["directory.facts_refused", "/context/accounts"]]);
    const ability = strict.ability({ subject: admin, context: { asOf } });
    assert.equal(ability.can("view", "partner", "p"), false);
    assert.ok(ability.reasons.length > 0);
  });
});
