// Everything on permission beside @casl/ability and Cedar: the same tables, subjects and accounts for all.
import assert from "node:assert/strict";

import { createMongoAbility } from "@casl/ability";

import { PolicyEngine } from "../../dist/node.js";
import { caslAbility, caslResource } from "../casl.mjs";
import { contest } from "../contest.mjs";
import { askParsed, askText, cedarCall, cedarPolicies, parsePolicies, withParsed, withText } from "../rivals/cedar.mjs";
import { balanced, spread } from "../sample.mjs";
import { everyAccount, questionsOf, subjects } from "../world.mjs";

/** Types whose every action the tables decide alone, without conditions. */
const PLAIN_TYPES = ["deal", "usageReport", "menu", "contract"];
/** Questions allowed, and as many denied. */
const EACH = 16;
const ITEMS = 20;

export function permissions() {
  const document = PolicyEngine.shippedDocuments().find(({ source }) => source === "permission.R3.json");
  const { permission } = JSON.parse(document.text);
  const engine = PolicyEngine.load([document]);
  const people = subjects.map((subject) => person(subject, permission));
  const policies = cedarPolicies(permission);
  parsePolicies(policies);
  const all = people.flatMap((who) => questionsOf(who.subject, permission).map((question) => ({ ...question, who })));
  for (const question of all) question.allowed = engine.permission(question.request).decision;
  return [
    decisions(engine, all, policies),
    ...checks(engine, all),
    evaluations(engine, people, all),
    ...actions(engine, people, permission),
    ...searches(engine, people),
  ];
}

/** A subject with its kept ability, and the rules to make it again. */
function person(subject, permission) {
  const accountType = everyAccount.find(({ id }) => id === subject.account).type;
  const casl = caslAbility(subject, accountType, permission);
  const user = { type: "user", id: subject.id, properties: { role: subject.role, account: subject.account } };
  return { subject, user, casl, rules: casl.rules };
}

const byAbility = ({ ability, action, type, account }) => ability.can(action, caslResource(type, account));
const byTable = ({ ability, action, type, account }) => ability.can(action, type, account);
/** Made of the rules for one question. */
const byRules = ({ rules, action, type, account }) => createMongoAbility(rules).can(action, caslResource(type, account));

function decisions(engine, all, policies) {
  const caslOf = (question) => ({ ability: question.who.casl, rules: question.who.rules, ...question });
  // All of them are compared; only a part is put on the clock, because Cedar takes long.
  for (const question of all) {
    assert.equal(askParsed(withParsed(cedarCall(question))), question.allowed, `Cedar of ${JSON.stringify(question.request)}`);
    assert.equal(byAbility(caslOf(question)), question.allowed, `CASL of ${JSON.stringify(question.request)}`);
  }
  return contest("permission", balanced(all, EACH), [
    { id: "permission", prepare: ({ request }) => request, ask: (request) => engine.permission(request), verdict: ({ decision }) => decision },
    { id: "permission.casl.kept", prepare: caslOf, ask: byAbility },
    { id: "permission.casl", prepare: caslOf, ask: byRules },
    { id: "permission.cedar", prepare: (question) => withParsed(cedarCall(question)), ask: askParsed },
    { id: "permission.cedar.text", prepare: (question) => withText(cedarCall(question), policies), ask: askText },
  ]);
}

/** What a page asks per button: kept tables on both sides. */
function checks(engine, all) {
  const abilities = new Map();
  const abilityOf = ({ who }) => {
    if (!abilities.has(who)) abilities.set(who, engine.ability({ subject: who.user, context: { accounts: everyAccount } }));
    return abilities.get(who);
  };
  const questions = balanced(all.filter((question) => PLAIN_TYPES.includes(question.type)), 400);
  return [
    contest("ability.can", questions, [
      { id: "can", prepare: (question) => ({ ability: abilityOf(question), ...question }), ask: byTable },
      { id: "can.casl", prepare: (question) => ({ ability: question.who.casl, ...question }), ask: byAbility },
    ]),
    contest("ability", questions.slice(0, 40), [
      {
        id: "ability",
        prepare: ({ who, ...question }) => ({ ...question, request: { subject: who.user, context: { accounts: everyAccount } } }),
        ask: ({ request, action, type, account }) => engine.ability(request).can(action, type, account),
      },
      { id: "ability.casl", prepare: ({ who, ...question }) => ({ ...question, rules: who.rules }), ask: byRules },
    ]),
  ];
}

/** Twenty questions of one subject at once. */
function evaluations(engine, people, all) {
  const questions = people.map((who) => ({ who, items: spread(all.filter((question) => question.who === who), ITEMS) }));
  return contest("evaluations", questions, [
    {
      id: "evaluations",
      prepare: ({ who, items }) => {
        const evaluations = items.map(({ request: { action, resource } }) => ({ action, resource }));
        return { subject: who.user, context: { accounts: everyAccount }, evaluations };
      },
      ask: (request) => engine.evaluations(request),
      verdict: ({ evaluations }) => evaluations.map(({ decision }) => decision),
    },
    {
      id: "evaluations.casl",
      prepare: ({ who, items }) => ({ rules: who.rules, items }),
      ask: ({ rules, items }) => {
        const ability = createMongoAbility(rules);
        return items.map(({ action, type, account }) => ability.can(action, caslResource(type, account)));
      },
    },
    { id: "evaluations.cedar", prepare: ({ items }) => items.map((item) => withParsed(cedarCall(item))), ask: (calls) => calls.map(askParsed) },
  ]);
}

/** Every action on one resource. */
function actions(engine, people, { resourceTypes }) {
  const types = resourceTypes.filter(({ id }) => PLAIN_TYPES.includes(id));
  const places = types.flatMap((type) => everyAccount.map(({ id: account }) => ({ type, account })));
  const questions = people.flatMap((who) => places.map((place) => ({ who, ...place })));
  const request = ({ who, type, account }) => ({
    subject: who.user,
    resource: { type: type.id, id: "resource-1", properties: { account } },
    context: { accounts: everyAccount },
  });
  const casl = {
    prepare: ({ who, type, account }) => ({ rules: who.rules, type, account }),
    ask: ({ rules, type, account }) => {
      const [ability, resource] = [createMongoAbility(rules), caslResource(type.id, account)];
      return type.actions.filter((action) => ability.can(action, resource));
    },
  };
  return [
    contest("permissions", questions, [
      { id: "permissions", prepare: request, ask: (each) => engine.permissions(each), verdict: ({ context }) => context.allowed },
      { id: "permissions.casl", ...casl },
    ]),
    contest("searchAction", questions, [
      { id: "searchAction", prepare: request, ask: (each) => engine.searchAction(each), verdict: ({ results }) => results.map(({ name }) => name) },
      { id: "searchAction.casl", ...casl },
    ]),
  ];
}

/** Which partners a subject sees, and who sees a partner: CASL goes through candidates with kept abilities. */
function searches(engine, people) {
  const users = people.map(({ subject: { id, account, role } }) => ({ id, type: "user", account, roles: [role] }));
  const partners = everyAccount.filter(({ type }) => type === "partner" || type === "channelPartner");
  const ids = ({ results }) => results.map(({ id }) => id).sort();
  return [
    contest("searchResource", people, [
      {
        id: "searchResource",
        prepare: ({ user }) => ({ subject: user, action: { name: "view" }, resource: { type: "partner" }, context: { accounts: everyAccount } }),
        ask: (request) => engine.searchResource(request),
        verdict: ids,
      },
      {
        id: "searchResource.casl",
        prepare: ({ casl }) => casl,
        ask: (ability) => partners.filter(({ id }) => ability.can("view", caslResource("partner", id))),
        verdict: (found) => ids({ results: found }),
      },
    ]),
    contest("searchSubject", partners, [
      {
        id: "searchSubject",
        prepare: ({ id }) => {
          const resource = { type: "partner", id };
          return { subject: { type: "user" }, action: { name: "view" }, resource, context: { accounts: everyAccount, users } };
        },
        ask: (request) => engine.searchSubject(request),
        verdict: ids,
      },
      {
        id: "searchSubject.casl",
        prepare: ({ id }) => caslResource("partner", id),
        ask: (resource) => people.filter(({ casl }) => casl.can("view", resource)),
        verdict: (found) => ids({ results: found.map(({ subject }) => subject) }),
      },
    ]),
  ];
}
