// What does a month cost? Every line with its working.
import { billOf } from "../answer/lines.js";
import { showAnswer } from "./fields.js";
import { field, showMatching } from "../parts/dom.js";
import { monthOf } from "./month.js";
import { createFormTwin } from "../parts/twin.js";

export function startBill(section, workspace, clock) {
  const form = section.querySelector("form");
  const ask = createFormTwin(workspace, { operation: "quote", name: "Bill form" }, section.querySelector(".twin"));
  const judge = () => {
    showMatching(form);
    const answer = ask(readRequest(form, clock()));
    showAnswer(section.querySelector(".outcome"), form, answer);
    showLines(section.querySelector(".lines"), answer.context?.quote);
  };
  form.addEventListener("input", judge);
  return judge;
}

function readRequest(form, asOf) {
  const kind = field(form, "plan");
  const plan = kind === "payPerUse"
    ? { kind, volume: field(form, "volume") }
    : { kind, reserved: field(form, "reserved"), used: field(form, "used"), costStorageGBCents: field(form, "excess") };
  return { asOf, allowSample: true, period: monthOf(field(form, "month")), plan };
}

function showLines(container, quote) {
  container.replaceChildren(...(quote === undefined ? [] : billOf(quote, "bill").nodes));
}
