// The judge must be able to fail, or the corpus proves nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "./judge.js";
import { requestTexts } from "./raw.js";

const answer = {
  decision: false,
  context: { reasons: [{ code: "a.b" }, { code: "a.c" }], obligations: [{ code: "do" }], headroom: { before: "1 B", after: "0 B" }, lines: [1, 2] },
};
const expect = { decision: false, reasons: ["a.b", "a.c"] };

test("an expectation that is met has no differences", () => {
  assert.deepEqual(differences(expect, answer), []);
  assert.deepEqual(differences({ ...expect, obligations: ["do"], context: { headroom: { before: "1 B" }, lines: [1, 2] } }, answer), []);
  const issues = [{ code: "input.null", pointer: "/a", message: "…" }];
  assert.deepEqual(differences({ outcome: "invalid", issues: [{ code: "input.null", pointer: "/a" }] }, issues), []);
});

const unmet = [
  ["the decision", { ...expect, decision: true }],
  ["a missing reason", { ...expect, reasons: ["a.b"] }],
  ["the order of reasons", { ...expect, reasons: ["a.c", "a.b"] }],
  ["reasons that are not expected", { decision: false }],
  ["an obligation", { ...expect, obligations: [] }],
  ["a member of the context", { ...expect, context: { headroom: { before: "2 B" } } }],
  ["a member that is absent", { ...expect, context: { plan: "reserved" } }],
  ["the length of an array", { ...expect, context: { lines: [1] } }],
  ["issues instead of a decision", { outcome: "invalid", issues: [] }],
];
for (const [name, wrong] of unmet) {
  test(`${name} is a difference`, () => assert.equal(differences(wrong, answer).length, 1));
}

test("a decision instead of issues, and another pointer, are differences", () => {
  const issues = [{ code: "input.null", pointer: "/b" }];
  assert.equal(differences(expect, issues).length, 1);
  assert.equal(differences({ outcome: "invalid", issues: [{ code: "input.null", pointer: "/a" }] }, issues).length, 1);
});

test("a whole answer is compared as a subset with exact lists", () => {
  const found = { results: [{ type: "user", id: "a" }, { type: "user", id: "b" }], context: { asOf: "x" } };
  assert.deepEqual(differences({ answer: { results: [{ id: "a" }, { type: "user", id: "b" }] } }, found), []);
  const wrong = [{ results: [{ id: "a" }] }, { results: {} }, { context: { policies: [] } }, { decision: true }];
  for (const answer of wrong) assert.equal(differences({ answer }, found).length, 1, JSON.stringify(answer));
  assert.equal(differences({ answer: { results: [{ id: "b" }, { id: "a" }] } }, found).length, 2);
  assert.equal(differences({ answer: { results: [] } }, [{ code: "input.null", pointer: "/a" }]).length, 1);
});

test("requests are taken as they are written", () => {
  const file = '{ "x": [{"cases": 1}], "cases": [ {"name": "\\" }", "request": {"a":1.0, "a":[ ]}}, {"text": "{"}, {"request": 1e3} ] }';
  assert.deepEqual(requestTexts(file), ['{"a":1.0, "a":[ ]}', undefined, "1e3"]);
});
