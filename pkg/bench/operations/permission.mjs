// Everything on permission beside @casl/ability and Cedar: the same tables, subjects and accounts for all.
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
  return {
    ...decisions(engine, all, policies),
    ...checks(engine, all),
    ...evaluations(engine, people, all),
    ...actions(engine, people, permission),
    ...searches(engine, people),
  };
}

/** A subject with its kept ability, and the rules to make it again. */
function person(subject, permission) {
  const accountType = everyAccount.find(({ id }) => id === subject.account).type;
  const casl = caslAbility(subject, accountType, permission);
  return { subject, user: { type: "user", id: subject.id, properties: { role: subject.role, account: subject.account } }, casl, rules: casl.rules };
}

const same = (decision) => decision;
const printed = ({ who: _, ...question }) => question;

function decisions(engine, all, policies) {
  const caslOf = (question) => ({ ability: question.who.casl, rules: question.who.rules, ...question });
  // All of them once, for those that take long to compare; a part of them on the clock.
  for (const question of all) {
    if (askParsed(withParsed(cedarCall(question))) !== question.allowed) throw new Error(`Cedar answers otherwise to ${JSON.stringify(printed(question))}`);
  }
  return contest("permission", balanced(all, EACH), [
    { id: "permission", prepare: ({ request }) => request, ask: (request) => engine.permission(request), verdict: ({ decision }) => decision },
    { id: "permission.casl.kept", prepare: caslOf, ask: ({ ability, action, type, account }) => ability.can(action, caslResource(type, account)), verdict: same },
    { id: "permission.casl", prepare: caslOf, ask: ({ rules, action, type, account }) => createMongoAbility(rules).can(action, caslResource(type, account)), verdict: same },
    { id: "permission.cedar", prepare: (question) => withParsed(cedarCall(question)), ask: askParsed, verdict: same },
    { id: "permission.cedar.text", prepare: (question) => withText(cedarCall(question), policies), ask: askText, verdict: same },
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
  return {
    ...contest("ability.can", questions, [
      { id: "can", prepare: (question) => ({ ability: abilityOf(question), ...question }), ask: ({ ability, action, type, account }) => ability.can(action, type, account), verdict: same },
      { id: "can.casl", prepare: (question) => ({ ability: question.who.casl, ...question }), ask: ({ ability, action, type, account }) => ability.can(action, caslResource(type, account)), verdict: same },
    ]),
    ...contest("ability", questions.slice(0, 40), [
      {
        id: "ability",
        prepare: ({ who, ...question }) => ({ ...question, request: { subject: who.user, context: { accounts: everyAccount } } }),
        ask: ({ request, action, type, account }) => engine.ability(request).can(action, type, account),
        verdict: same,
      },
      { id: "ability.casl", prepare: ({ who, ...question }) => ({ ...question, rules: who.rules }), ask: ({ rules, action, type, account }) => createMongoAbility(rules).can(action, caslResource(type, account)), verdict: same },
    ]),
  };
}

/** Twenty questions of one subject at once. */
function evaluations(engine, people, all) {
  const questions = people.map((who) => ({ who, items: spread(all.filter((question) => question.who === who), ITEMS) }));
  return contest("evaluations", questions, [
    {
      id: "evaluations",
      prepare: ({ who, items }) => ({ subject: who.user, context: { accounts: everyAccount }, evaluations: items.map(({ request: { action, resource } }) => ({ action, resource })) }),
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
      verdict: same,
    },
    { id: "evaluations.cedar", prepare: ({ items }) => items.map((item) => withParsed(cedarCall(item))), ask: (calls) => calls.map(askParsed), verdict: same },
  ]);
}

/** Every action on one resource. */
function actions(engine, people, { resourceTypes }) {
  const types = resourceTypes.filter(({ id }) => PLAIN_TYPES.includes(id));
  const questions = people.flatMap((who) => types.flatMap((type) => everyAccount.map(({ id: account }) => ({ who, type, account }))));
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
    verdict: same,
  };
  return {
    ...contest("permissions", questions, [
      { id: "permissions", prepare: request, ask: (each) => engine.permissions(each), verdict: ({ context }) => context.allowed },
      { id: "permissions.casl", ...casl },
    ]),
    ...contest("searchAction", questions, [
      { id: "searchAction", prepare: request, ask: (each) => engine.searchAction(each), verdict: ({ results }) => results.map(({ name }) => name) },
      { id: "searchAction.casl", ...casl },
    ]),
  };
}

/** Which partners a subject sees, and who sees a partner: CASL goes through candidates with kept abilities. */
function searches(engine, people) {
  const users = people.map(({ subject: { id, account, role } }) => ({ id, type: "user", account, roles: [role] }));
  const partners = everyAccount.filter(({ type }) => type === "partner" || type === "channelPartner");
  const ids = ({ results }) => results.map(({ id }) => id).sort();
  return {
    ...contest("searchResource", people, [
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
    ...contest("searchSubject", partners, [
      {
        id: "searchSubject",
        prepare: ({ id }) => ({ subject: { type: "user" }, action: { name: "view" }, resource: { type: "partner", id }, context: { accounts: everyAccount, users } }),
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
  };
}
