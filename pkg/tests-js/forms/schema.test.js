// Standard JSON Schema: valid for their dialects, and in step with what the forms take.
import assert from "node:assert/strict";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { test } from "vitest";
import { forTarget } from "../../dist/forms/schema.js";
import { forms } from "./page.js";

const DIALECTS = { "draft-2020-12": Ajv2020, "draft-07": Ajv };

/** A validator of the target's dialect. */
function compile(form, target) {
  const ajv = new DIALECTS[target]({ strict: true, strictTypes: false, allErrors: true });
  addFormats(ajv);
  const schema = form["~standard"].jsonSchema.input({ target });
  assert.deepEqual(form["~standard"].jsonSchema.output({ target }), schema);
  return ajv.compile(schema);
}

const TAKEN = {
  allocation: [[{ requestedCapacity: "47 TB" }, true], [{ requestedCapacity: 47 }, true], [{ requestedCapacity: "47,5 TB" }, false],
    [{ requestedCapacity: "1.000 GB" }, false], [{ requestedCapacity: "2.345 TB" }, true], [{}, false], [{ requestedCapacity: "1 TB", x: 1 }, false]],
  createPartner: [[{ name: "Acme", allocatedCapacity: "1 TB" }, true], [{ name: "Acme" }, false], [{ name: "Acme", allocatedCapacity: "1 TB", email: "a@b.de" }, false]],
  createUser: [[{ email: "a@b.de", password: "Abcdefg1", role: "staff" }, true], [{ email: "a@b.de" }, false]],
  updateUser: [[{}, true], [{ name: "A" }, true], [{ email: "a@b.de" }, false]],
  createApiKey: [[{ description: "d", validUntil: "2026-07-01T00:00:00Z" }, true], [{ description: "d", validUntil: "soon" }, false]],
  deal: [[{ customerId: "k-1", volume: "101 TB", price: { unitPrice: "7.99", currency: "EUR", unit: "TB" } }, true],
    [{ customerId: "k-1", volume: "101 TB", price: { unitPrice: "7,99", currency: "EUR", unit: "TB" } }, false], [{ customerId: "k-1", volume: "1 TB", state: "draft" }, false]],
  order: [[{ lines: [{ product: "a", quantity: 1 }] }, true], [{ lines: [{ product: "a", quantity: "1" }] }, false], [{}, false]],
  password: [[{ password: "x", confirmation: "x" }, true], [{ confirmation: "x" }, false]],
};

for (const target of Object.keys(DIALECTS)) {
  test(`${target}: every form has a schema, and it takes and refuses what the form does`, () => {
    for (const [name, form] of Object.entries(forms)) {
      const validate = compile(form, target);
      for (const [value, taken] of TAKEN[name] ?? []) {
        assert.equal(validate(value), taken, `${name} ${JSON.stringify(value)} ${JSON.stringify(validate.errors)}`);
      }
    }
  });
}

test("other targets are refused", () => {
  for (const target of ["openapi-3.0", "draft-04", "__proto__", "toString", undefined]) {
    assert.throws(() => forms.deal["~standard"].jsonSchema.input({ target }), RangeError);
    assert.throws(() => forms.deal["~standard"].jsonSchema.output({ target }), RangeError);
  }
});

test("draft 07 has its own names, and nothing stands beside a reference", () => {
  const schema = {
    $defs: { a: { type: "string" } },
    properties: { $ref: { type: "string" }, items: { prefixItems: [{ $ref: "#/$defs/a" }], items: false }, $defs: { $ref: "#/$defs/a", description: "d" } },
    dependentRequired: { a: ["b"] },
    dependentSchemas: { c: { required: ["d"] } },
    default: { $defs: 1, prefixItems: [] },
  };
  assert.deepEqual(forTarget(schema, "draft-07"), {
    $schema: "http://json-schema.org/draft-07/schema#",
    definitions: { a: { type: "string" } },
    properties: {
      $ref: { type: "string" },
      items: { items: [{ $ref: "#/definitions/a" }], additionalItems: false },
      $defs: { description: "d", allOf: [{ $ref: "#/definitions/a" }] },
    },
    dependencies: { a: ["b"], c: { required: ["d"] } },
    default: { $defs: 1, prefixItems: [] },
  });
});

test("a schema can be changed without changing the form's", () => {
  const schema = forms.deal["~standard"].jsonSchema.input({ target: "draft-2020-12" });
  schema.properties.volume = false;
  assert.notEqual(forms.deal["~standard"].jsonSchema.input({ target: "draft-2020-12" }).properties.volume, false);
});
