// Does a sale need a registered deal, and does the one at hand satisfy it?
import { showAnswer } from "./fields.js";
import { el, field, showMatching } from "../parts/dom.js";
import { createFormTwin } from "../parts/twin.js";

const BECAUSE = { volume: "its volume", specialPrice: "its special price" };

export function startDeal(section, workspace, clock) {
  const form = section.querySelector("form");
  const outcome = section.querySelector(".outcome");
  const ask = createFormTwin(workspace, { operation: "deal", name: "Deal form" }, section.querySelector(".twin"));
  const monthAgo = new Date(Date.parse(clock()) - 30 * 24 * 3600 * 1000);
  form.elements.registeredAt.value = `${monthAgo.toISOString().slice(0, 10)}T00:00:00Z`;
  const judge = () => {
    showMatching(form);
    const answer = ask(readRequest(form, clock()));
    showAnswer(outcome, form, answer);
    showResult(section.querySelector(".result"), answer.context?.deal);
  };
  form.addEventListener("input", judge);
  return judge;
}

function readRequest(form, asOf) {
  const plan = field(form, "plan");
  const volume = field(form, "volume");
  const unitPrice = field(form, "unitPrice");
  const price = unitPrice && { unitPrice, currency: "EUR", unit: "TB" };
  const state = field(form, "state");
  const deal = state && {
    id: "deal-1",
    customerId: "customer-1",
    state,
    volume: field(form, "dealVolume"),
    registeredAt: field(form, "registeredAt"),
    ...(price && { price }),
  };
  return {
    action: "check",
    asOf,
    allowSample: true,
    customer: { id: "customer-1", volume: field(form, "held") },
    sale: { plan, ...(plan === "reserved" ? { volume } : { expectedVolume: volume }), ...(price && { price }) },
    ...(deal && { deals: [deal] }),
  };
}

function describeMissing({ state, volume, price }) {
  const named = price ? ` at ${price.unitPrice} ${price.currency} per ${price.unit}` : "";
  return `a deal for ${volume}${named}, ${state}`;
}

function showResult(container, deal) {
  const facts = deal === undefined ? [] : [
    ["Deal", deal.required ? "required" : "not required"],
    deal.because?.length > 0 && ["Because of", deal.because.map((word) => BECAUSE[word]).join(", ")],
    deal.volume && ["Volume that counts", deal.volume],
    deal.threshold && ["Threshold", deal.threshold],
    deal.satisfiedBy && ["Satisfied by", deal.satisfiedBy],
    deal.validUntil && ["Valid until", deal.validUntil],
    deal.missing && ["Missing", describeMissing(deal.missing)],
  ].filter(Boolean);
  container.replaceChildren(...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}
