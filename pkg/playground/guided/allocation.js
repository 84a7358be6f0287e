// May this much of a contract be allocated? Judged at every keystroke.
import { showAnswer } from "./fields.js";
import { el, field, showMatching } from "../parts/dom.js";
import { createFormTwin } from "../parts/twin.js";

export function startAllocation(section, workspace, clock) {
  const form = section.querySelector("form");
  const outcome = section.querySelector(".outcome");
  const ask = createFormTwin(workspace, { operation: "allocation", name: "Allocation form" }, section.querySelector(".twin"));
  const judge = () => {
    showMatching(form);
    const answer = ask(readRequest(form, clock()));
    showAnswer(outcome, form, answer);
    showResult(section.querySelector(".result"), answer);
    offerSuggestion(form, answer, judge);
  };
  form.addEventListener("input", judge);
  return judge;
}

function readRequest(form, asOf) {
  const action = field(form, "action");
  const measured = field(form, "used");
  const request = {
    action,
    asOf,
    contract: { id: "c-1", reservedCapacity: field(form, "reserved"), allocatedCapacity: field(form, "allocated") },
    requestedCapacity: field(form, "requested"),
  };
  if (action === "update") {
    request.allocation = {
      id: "a-1",
      allocatedCapacity: field(form, "own"),
      allowOverdraft: field(form, "overdraft"),
      ...(measured && { used: { capacity: measured, measuredAt: asOf } }),
    };
  }
  return request;
}

function showResult(container, answer) {
  const { headroom, plan, accepted } = answer.context ?? {};
  const facts = [
    headroom && ["Headroom before", headroom.before],
    headroom?.after && ["Headroom after", headroom.after],
    plan && ["Plan", plan === "reserved" ? "reserved" : "pay-per-use"],
    accepted && ["Accepted", `${accepted.smallest} … ${accepted.largest}`],
  ].filter(Boolean);
  container.replaceChildren(...facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

// The reason names what would pass; without one, the largest accepted amount does.
function offerSuggestion(form, answer, judge) {
  const denied = answer.decision === false;
  const reason = denied && answer.context.reasons.find(({ effect, allowed }) => effect === "deny" && allowed !== undefined);
  const value = denied ? (reason?.allowed ?? answer.context.accepted?.largest) : undefined;
  const place = form.querySelector(".suggestion");
  place.replaceChildren();
  if (value === undefined) return;
  const button = el("button", { type: "button" }, `Take suggested value: ${value}`);
  button.addEventListener("click", () => {
    form.elements.requested.value = value;
    form.elements.requested.focus();
    judge();
  });
  place.append(button);
}
