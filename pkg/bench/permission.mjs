// Times permission decisions in Node and prints `{"<id>": [nanoseconds, …]}`; `cargo xtask bench` builds what is measured
// and judges. The argument is the folder of the floor's wasm.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { init, PolicyEngine } from "../dist/node.js";
import { caslAbility, caslResource } from "./casl.mjs";
import { answers, measure } from "./rounds.mjs";
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
  const ability = engine.ability({ subject: user, context: { accounts: everyAccount } });
  const casl = caslAbility(subject, accountType, permission);
  return questionsOf(subject, permission).map((question) => {
    const resource = caslResource(question.type, question.account);
    return { ...question, ability, casl, resource, allowed: agreed(question, { ability, casl, resource }) };
  });
});

/** The decision on which all contenders agree. */
function agreed({ action, type, account, request }, { ability, casl, resource }) {
  const decision = decideByEngine(request);
  const text = JSON.stringify(request);
  assert.equal(decideByFloor(request), decision, `floor: ${text}`);
  assert.equal(ability.can(action, type, account), decision, `ability: ${text}`);
  assert.equal(casl.can(action, resource), decision, `casl: ${text}`);
  return decision;
}

// As many denied as allowed ones, from all over the set, in an order that nothing can foresee.
const allowed = checks.filter((check) => check.allowed);
const every = Math.floor((checks.length - allowed.length) / allowed.length);
const denied = checks.filter((check) => !check.allowed).filter((_, index) => index % every === 0).slice(0, allowed.length);
assert.equal(denied.length, allowed.length);
const mixed = shuffled([...allowed, ...denied]);
console.error(`${checks.length} questions decided alike by all; ${mixed.length} of them are timed, half of them allowed`);

/** The same order at every run: a linear congruential generator moves each into its place. */
function shuffled(items) {
  let state = 1;
  for (let index = items.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    [items[index], items[other]] = [items[other], items[index]];
  }
  return items;
}

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

const ours = () => {
  let sum = 0;
  for (const { ability, action, type, account } of mixed) if (ability.can(action, type, account)) sum += 1;
  return sum;
};
const tagging = () => {
  let sum = 0;
  for (const { casl, action, type, account } of mixed) if (casl.can(action, caslResource(type, account))) sum += 1;
  return sum;
};
const tagged = () => {
  let sum = 0;
  for (const { casl, action, resource } of mixed) if (casl.can(action, resource)) sum += 1;
  return sum;
};
const byType = () => {
  let sum = 0;
  for (const { casl, action, type } of mixed) if (casl.can(action, type)) sum += 1;
  return sum;
};
const operations = mixed.length;

const samples = measure([
  decisions("node.decision", mixed, decideByEngine),
  decisions("node.floor", mixed, decideByFloor),
  decisions("node.decision.allowed", allowed, decideByEngine),
  decisions("node.decision.denied", denied, decideByEngine),
  { id: "node.text", operations, pass: onText },
  { id: "node.ability", operations, pass: ours },
  { id: "node.casl", operations, pass: tagging },
  { id: "node.casl.tagged", operations, pass: tagged },
  { id: "node.casl.type", operations, pass: byType },
]);
assert.ok(answers > 0);
console.log(JSON.stringify(samples));
