// A console as the tests' pages have it: a distributor's admin, a contract of which 47 TB are free.
import { init, PolicyEngine } from "../../dist/node.js";
import { createForms } from "../../dist/forms/index.js";
import en from "../../dist/messages/en.js";

await init();
export const engine = PolicyEngine.load();

const context = { accounts: [{ id: "d-1", type: "distributor" }, { id: "p-1", type: "partner", parent: "d-1" }] };
const subject = { type: "user", id: "u-1", properties: { role: "admin", account: "d-1" } };
const contract = { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" };
const partner = { subject, context, allocation: { contract }, deal: { customer: { id: "p-1", volume: "0 B" } } };

export const facts = {
  allocation: { contract },
  createPartner: partner,
  createStorageAccount: { subject: { ...subject, properties: { role: "admin", account: "p-1" } }, context, account: "p-1" },
  createUser: { subject, context },
  createApiKey: { subject, context },
  updateUser: { subject, context, id: "u-2" },
  deal: { subject, context, registeredBy: "d-1", deals: [] },
  password: { holder: "consoleUser" },
  order: {
    action: "checkOut", channel: "storefront", seller: "s-1", subscriptions: [], billing: ["address", "paymentMethod"],
    actor: { kind: "customer", id: "u-1", account: "k-1" }, customer: { id: "k-1", endCustomer: true, above: ["s-1"] },
    capacity: { volume: "0 B" },
  },
};

/** 2026-06-20T12:00:00Z */
export const now = Date.UTC(2026, 5, 20, 12);
export const formsIn = (language, of = engine) => createForms(of, { language, facts, now });
export const forms = formsIn(en);

/** What stands against a value: place and code, in the order given. */
export function faults(form, value) {
  return (form["~standard"].validate(value).issues ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
}
