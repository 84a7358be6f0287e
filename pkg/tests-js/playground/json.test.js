// Where values stand in a text, and how values are printed: judged by `JSON.parse`.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mapJson, offsetOf, positionOf } from "../../playground/parts/json-map.js";
import { printJson } from "../../playground/parts/json-print.js";
import { differences } from "../../playground/policies/difference.js";
import { repositoryRoot } from "../consumer.js";

const TEXTS = [
  "", " ", "null", "01", "-", "1.", "1e", "-0.5e+3", "tru", "true false", '"a', '"\\x"', '"\\u00zz"', '"\u0001"', "[", "[1,]", "[,1]", "[1 2]",
  "{", '{"a"}', '{"a":}', '{"a":1,}', "{a:1}", '{"a":1}}', '{"a/b":{"~":[0,{"":null}]}}', "\ufeff{}", "[1]\u00a0", `"${"\\n".repeat(500_000)}"`,
];

test("a text is taken for JSON exactly where JSON.parse takes it", () => {
  for (const text of TEXTS) {
    let isJson = true;
    try {
      JSON.parse(text);
    } catch {
      isJson = false;
    }
    assert.equal(mapJson(text).fault === undefined, isJson, text.slice(0, 40));
  }
});

test("every pointer of a document leads to its value, and one that is not there to what is around it", () => {
  const text = '{\n  "a/b": {\n    "~": [0, { "": null }]\n  },\n  "c": "d"\n}';
  const map = mapJson(text);
  const place = (pointer) => positionOf(text, offsetOf(map, pointer));
  assert.deepEqual(place(""), { line: 1, column: 1 });
  assert.deepEqual(place("/a~1b/~0"), { line: 3, column: 5 });
  assert.deepEqual(place("/a~1b/~0/0"), { line: 3, column: 11 });
  assert.deepEqual(place("/a~1b/~0/1/"), { line: 3, column: 16 });
  assert.deepEqual(place("/c/not/there"), { line: 5, column: 3 });
  assert.deepEqual(place("/nothing"), { line: 1, column: 1 });
});

test("printing changes no value: every document and case file of the packs", () => {
  const policies = join(repositoryRoot, "policies");
  const files = readdirSync(policies, { recursive: true }).filter((file) => file.endsWith(".json"));
  assert.ok(files.length > 80);
  for (const file of files) {
    const value = JSON.parse(readFileSync(join(policies, file), "utf8"));
    assert.deepEqual(JSON.parse(printJson(value)), value, file);
  }
});

test("reasons are compared by code and lines by id, and what decided is passed over", () => {
  const before = { decision: false, context: { reasons: [{ code: "a.x", message: "1" }, { code: "b.y", message: "2" }], policies: [{ digest: "1" }] } };
  const after = { decision: true, context: { reasons: [{ code: "b.y", message: "3" }], policies: [{ digest: "2" }] } };
  assert.deepEqual(differences(before, after).map(({ pointer }) => pointer), ["/decision", "/context/reasons/a.x", "/context/reasons/b.y/message"]);
  assert.deepEqual(differences(before, structuredClone(before)), []);
  assert.deepEqual(differences({ list: [1, 2] }, { list: [1] }), [{ pointer: "/list/1", before: 2, after: undefined }]);
});
