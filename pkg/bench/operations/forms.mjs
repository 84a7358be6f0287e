// The form of a new storage account: by itself beside zod, and as the whole question of its button beside the three
// libraries that such a console is put together from.
import jsonLogic from "json-logic-js";

import { createForms } from "../../dist/forms/index.js";
import en from "../../dist/messages/en.js";
import { PolicyEngine } from "../../dist/node.js";
import { decided } from "../cases.mjs";
import { caslAbility, caslResource } from "../casl.mjs";
import { contest } from "../contest.mjs";
import { numbers } from "../rivals/data.mjs";
import * as rules from "../rivals/rules.mjs";
import { bytes, storageAccountSchema } from "../rivals/schemas.mjs";

export function forms() {
  const engine = PolicyEngine.load();
  const ofChannelPartner = ({ request }) => request.action === "createStorageAccount" && request.subject.properties.account === "m-1";
  const buttons = decided("impossible-cloud", "account", ["account-storage"]).filter(ofChannelPartner);
  return [form(engine, buttons), button(engine, buttons)];
}

/** What was filled in, against one contract of which 47 TB are left. */
function form(engine, buttons) {
  const { form: _, action, ...facts } = buttons[0].request;
  const ours = createForms(engine, { language: en, facts: { createStorageAccount: facts } }).createStorageAccount["~standard"];
  const zod = storageAccountSchema(47e12)["~standard"];
  const questions = buttons.filter(({ request }) => request.subject.properties.role === "staff").map(({ request }) => request.form);
  const fields = ({ issues }) => [...new Set((issues ?? []).map(({ path }) => path[0]))].sort();
  return contest("form", questions, [
    { id: "form", ask: (values) => ours.validate(values), verdict: fields },
    { id: "form.zod", ask: (values) => zod.validate(values), verdict: fields },
  ]);
}

/** The form with the right, the capacity and the deal. */
function button(engine, buttons) {
  const schema = storageAccountSchema(Infinity);
  const abilities = abilitiesByRole();
  const isAllowed = ({ form, role, allocation, deal }) => {
    if (!schema.safeParse(form).success) return false;
    if (!abilities.get(role).can("create", caslResource("storageAccount", "channel-1"))) return false;
    const volume = bytes(form.allocatedCapacity);
    if (!jsonLogic.apply(rules.allocation, { ...allocation, requestedCapacity: volume })) return false;
    return jsonLogic.apply(rules.deal, { ...deal, sale: { volume } });
  };
  return contest("account", buttons, [
    { id: "account", ask: ({ request, options }) => engine.account(request, options), verdict: ({ decision }) => decision },
    {
      id: "account.parts",
      prepare: ({ request: { form, subject, allocation, deal } }) => {
        const { role } = subject.properties;
        return { form, role, allocation: numbers(allocation), deal: numbers(deal) };
      },
      ask: isAllowed,
    },
  ]);
}

/** Kept abilities of a channel partner's users. */
function abilitiesByRole() {
  const { text } = PolicyEngine.shippedDocuments().find(({ source }) => source === "permission.R3.json");
  const { permission } = JSON.parse(text);
  return new Map(["admin", "staff", "viewer"].map((role) => [role, caslAbility({ role, account: "channel-1" }, "channelPartner", permission)]));
}
