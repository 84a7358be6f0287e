// What nothing else does by itself: beside the case's decision, or what our own single questions answer. Documents are checked
// beside their JSON Schema.
import assert from "node:assert/strict";

import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";

import { PolicyEngine } from "../../dist/node.js";
import { decided, read, text } from "../cases.mjs";
import { contest } from "../contest.mjs";

const ITEMS = 20;
const PACKS = { cloudblue: ["permission.json"], "conditions-example": ["permission.json"], interworks: ["storefront.json", "deal.json"] };

export function others() {
  const engine = PolicyEngine.load();
  const cases = decided("impossible-cloud", "allocation", ["allocation-boundaries", "allocation-worked"]);
  return [batches(engine, cases), items(engine, cases), redactions(engine), matrices(), checks(engine)];
}

/** Twenty questions in one call, and the same one by one. */
function batches(engine, cases) {
  const questions = [0, ITEMS].map((start) => cases.slice(start, start + ITEMS).map(({ request }) => request));
  return contest("batch", questions, [
    {
      id: "batch",
      prepare: (requests) => requests.map((request) => ({ operation: "allocation", request })),
      ask: (items) => engine.batch(items),
      verdict: ({ items }) => items.map(({ ok, ...answer }) => answer),
    },
    {
      id: "batch.single",
      ask: (requests) => requests.map((request) => engine.allocation(request)),
      verdict: (answers) => answers.map(({ ok, ...answer }) => answer),
    },
  ]);
}

/** A line of NDJSON, text to text. */
function items(engine, cases) {
  return contest("item", cases, [
    {
      id: "item",
      prepare: ({ request }) => JSON.stringify({ operation: "allocation", request }),
      ask: (line) => engine.evaluateText("item", line),
      verdict: (answer) => JSON.parse(answer).outcome === "allow",
    },
  ]);
}

/** A request made fit for a log, text to text. */
function redactions(engine) {
  const all = decided("impossible-cloud", "password", ["password"]).map(({ request }) => request);
  const requests = all.filter(({ password }) => password.length > 7);
  return contest("redact", requests, [
    {
      id: "redact",
      prepare: (request) => JSON.stringify({ operation: "password", text: JSON.stringify(request) }),
      ask: (call) => engine.evaluateText("redact", call),
      verdict: (answer) => {
        assert.ok(!requests.some(({ password }) => answer.includes(JSON.stringify(password))), "a password is left");
        return JSON.parse(answer).request;
      },
    },
  ]);
}

/** Whole packs as tables for people. */
function matrices() {
  const document = (pack) => (source) => ({ source, text: text(`../../policies/${pack}/${source}`) });
  const packs = Object.entries(PACKS).map(([pack, files]) => PolicyEngine.load(files.map(document(pack))));
  const tables = ({ context }) => context.matrix;
  return contest("matrix", [PolicyEngine.load(), ...packs], [{ id: "matrix", ask: (engine) => engine.matrix(), verdict: tables }]);
}

/** Documents whole, and each with a fault of shape that a schema can see as well. */
function checks(engine) {
  const ajv = addFormats(new Ajv({ allErrors: true, strict: false, logger: false }));
  const validate = ajv.compile(read("../../schemas/policy-document.json"));
  const whole = PolicyEngine.shippedDocuments();
  const faults = [
    (document) => delete document.version,
    (document) => (document.sources = "none"),
    (document) => (document.unheardOf = true),
    (document) => (document.effectiveFrom = 2023),
  ];
  const faulty = whole.map(({ source, text }, index) => {
    const document = JSON.parse(text);
    faults[index % faults.length](document);
    return { source, text: JSON.stringify(document) };
  });
  return contest("check", [...whole, ...faulty], [
    { id: "check", ask: (document) => engine.check([document]), verdict: ({ ok }) => ok },
    { id: "check.ajv", ask: ({ text }) => validate(JSON.parse(text)) },
  ]);
}
