// What does a month cost? Every line with its working.
import { showAnswer } from "./answer.js";
import { el, field, showMatching } from "./dom.js";
import { monthOf } from "./month.js";
import { createTwin } from "./twin.js";

export function startBill(section, engine, clock) {
  const form = section.querySelector("form");
  const ask = createTwin(engine, "quote", section.querySelector(".twin"));
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

function showLines(table, quote) {
  const [body, foot] = [table.tBodies[0], table.tFoot];
  table.hidden = quote === undefined;
  if (quote === undefined) return;
  const cells = (...texts) => el("tr", {}, ...texts.map((text) => el("td", {}, text)));
  body.replaceChildren(...quote.lines.map((line) => cells(
    line.kind, `${line.quantityShown}`, `${line.unitPrice} / ${line.unit}`, line.amountExact, line.amount, line.working)));
  foot.replaceChildren(cells("Total, net", "", "", "", `${quote.total} ${quote.currency}`, `${quote.period.start} to ${quote.period.end}, end not included`));
}
