// Allocation, deal, order and subscription beside JsonLogic. Its rules and data are ready before the clock runs: what is
// JSON text or a catalogue in ours, its users keep as numbers and joined rows. It gives the verdict and no reason.
import jsonLogic from "json-logic-js";

import { PolicyEngine } from "../../dist/node.js";
import { decided, read, text } from "../cases.mjs";
import { contest } from "../contest.mjs";
import { numbers } from "../rivals/data.mjs";
import * as rules from "../rivals/rules.mjs";

export function ruled() {
  const console = PolicyEngine.load();
  const names = ["storefront.json", "deal.json"];
  const storefront = PolicyEngine.load(names.map((source) => ({ source, text: text(`../../policies/interworks/${source}`) })));
  return [
    beside("allocation", console, decided("impossible-cloud", "allocation", ["allocation-boundaries", "allocation-worked"])),
    beside("deal", console, decided("impossible-cloud", "deal", ["deal", "deal-covering"])),
    beside("order", storefront, decided("interworks", "order", ["order-basket", "order-place"]), withCatalogue),
    beside("subscription", storefront, decided("interworks", "subscription", ["subscription-life", "subscription-cancellation"])),
  ];
}

function beside(operation, engine, questions, join = (request) => request) {
  const rule = rules[operation];
  return contest(operation, questions, [
    { id: operation, ask: ({ request, options }) => engine[operation](request, options), verdict: ({ decision }) => decision },
    {
      id: `${operation}.jsonLogic`,
      prepare: ({ request, now }) => ({ ...numbers(join(request)), now }),
      ask: (data) => jsonLogic.apply(rule, data),
    },
  ]);
}

const catalogue = new Map(read("../../policies/interworks/storefront.json").storefront.products.map((product) => [product.id, product]));

/** Lines and subscriptions with their product's row, as a shop's own objects have it; what is not in the catalogue is a base. */
function withCatalogue(request) {
  const joined = (row) => ({ kind: "base", published: false, ...catalogue.get(row.product), ...row });
  return { ...request, lines: request.lines.map(joined), subscriptions: request.subscriptions.map(joined) };
}
