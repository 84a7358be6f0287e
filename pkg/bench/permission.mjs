// Times permission decisions in Node and prints `{"<id>": [nanoseconds, …]}`; `cargo xtask bench` builds what is measured
// and judges. The argument is the folder of the floor's wasm.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { init, PolicyEngine } from "../dist/node.js";
import { caslAbility, caslResource } from "./casl.mjs";
import { answers, measure } from "./rounds.mjs";
import { balanced } from "./sample.mjs";
import { everyAccount, questionsOf, subjects } from "./world.mjs";

const floorFolder = resolve(process.argv[2]);
const floor = await import(pathToFileURL(join(floorFolder, "channel_policy_floor.js")).href);
floor.initSync({ module: readFileSync(join(floorFolder, "channel_policy_floor_bg.wasm")) });
await init();
// The latest roles alone: what the floor has in code.
const document = PolicyEngine.shippedDocuments().find(({ source }) => source === "permission.R3.json");
const { permission } = JSON.parse(document.text);
const engine = PolicyEngine.load([document]);

const decideByEngine = (request) => engine.permission(request).decision;
const decideByFloor = (request) => JSON.parse(floor.decide(JSON.stringify(request))).decision;

const checks = subjects.flatMap((subject) => {
  const accountType = everyAccount.find(({ id }) => id === subject.account).type;
  const user = { type: "user", id: subject.id, properties: { role: subject.role, account: subject.account } };
  const request = { subject: user, context: { accounts: everyAccount } };
  const [ability, isTabled] = [engine.ability(request), tabledCells(request)];
  const casl = caslAbility(subject, accountType, permission);
  return questionsOf(subject, permission).map((question) => {
    const resource = caslResource(question.type, question.account);
    const tabled = isTabled(question);
    return { ...question, ability, casl, resource, tabled, allowed: agreed(question, { ability, casl, resource }) };
  });
});

/** Which cells the subject's table decides; for the others `ability.can` asks the engine, since they depend on the resource. */
function tabledCells(request) {
  const { resourceTypes } = JSON.parse(engine.evaluateText("ability", JSON.stringify(request))).context.ability;
  const cell = (type, action) => {
    const { actions, cells } = resourceTypes.find(({ id }) => id === type);
    return cells[actions.indexOf(action)];
  };
  return ({ type, action }) => cell(type, action) !== 2;
}

/** The decision on which all contenders agree. */
function agreed({ action, type, account, request }, { ability, casl, resource }) {
  const decision = decideByEngine(request);
  const text = JSON.stringify(request);
  assert.equal(decideByFloor(request), decision, `floor: ${text}`);
  assert.equal(ability.can(action, type, account), decision, `ability: ${text}`);
  assert.equal(casl.can(action, resource), decision, `casl: ${text}`);
  return decision;
}

const mixed = balanced(checks);
const tabled = balanced(checks.filter((check) => check.tabled));
const asked = balanced(checks.filter((check) => !check.tabled));
console.error(
  `${checks.length} questions decided alike by all; timed are ${mixed.length} decisions, ${tabled.length} checks of tables, ` +
    `${asked.length} checks that ask the engine; half of each are allowed`,
);

function decisions(id, list, decide) {
  const requests = list.map(({ request }) => request);
  const pass = () => {
    let sum = 0;
    for (const request of requests) if (decide(request)) sum += 1;
    return sum;
  };
  return { id, operations: requests.length, pass };
}

const texts = mixed.map(({ request }) => JSON.stringify(request));
const onText = () => {
  let length = 0;
  for (const text of texts) length += engine.evaluateText("permission", text).length;
  return length;
};

/** Each contender has a loop of its own, so that none is compiled for what another passes. */
function abilityChecks(id, list) {
  const prepared = list.map(({ ability, action, type, account }) => ({ ability, action, type, account }));
  const pass = () => {
    let sum = 0;
    for (const { ability, action, type, account } of prepared) if (ability.can(action, type, account)) sum += 1;
    return sum;
  };
  return { id, operations: list.length, pass };
}

function caslChecks(id, list) {
  const prepared = list.map(({ casl, action, type, account }) => ({ casl, action, type, account }));
  const pass = () => {
    let sum = 0;
    for (const { casl, action, type, account } of prepared) if (casl.can(action, caslResource(type, account))) sum += 1;
    return sum;
  };
  return { id, operations: list.length, pass };
}

function caslChecksOfSubjects(id, list, subjectOf) {
  const prepared = list.map((check) => ({ casl: check.casl, action: check.action, subject: subjectOf(check) }));
  const pass = () => {
    let sum = 0;
    for (const { casl, action, subject } of prepared) if (casl.can(action, subject)) sum += 1;
    return sum;
  };
  return { id, operations: list.length, pass };
}

const samples = measure([
  decisions("node.decision", mixed, decideByEngine),
  decisions("node.floor", mixed, decideByFloor),
  decisions("node.decision.allowed", mixed.filter(({ allowed }) => allowed), decideByEngine),
  decisions("node.decision.denied", mixed.filter(({ allowed }) => !allowed), decideByEngine),
  { id: "node.text", operations: texts.length, pass: onText },
  abilityChecks("node.ability", tabled),
  caslChecks("node.casl", tabled),
  caslChecksOfSubjects("node.casl.tagged", tabled, ({ resource }) => resource),
  caslChecksOfSubjects("node.casl.type", tabled, ({ type }) => type),
  abilityChecks("node.ability.asked", asked),
]);
assert.ok(answers > 0);
console.log(JSON.stringify(samples));
