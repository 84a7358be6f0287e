// What does a month cost? The lines come from `quote`, the curve from `rate`.
import { showAnswer } from "./answer.js";
import { drawCurve } from "./curve.js";
import { el, field, showMatching } from "./dom.js";
import { createTwin } from "./twin.js";

const POINTS = 241;
const UNITS = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12, PB: 1e15, EB: 1e18 };

export function startBill(section, engine, clock) {
  const form = section.querySelector("form");
  const ask = createTwin(engine, "quote", section.querySelector(".twin"));
  const judge = () => {
    showMatching(form);
    const request = readRequest(form, clock());
    const answer = ask(request);
    showAnswer(section.querySelector(".outcome"), form, answer);
    showLines(section.querySelector(".lines"), answer.context?.quote);
    if (answer.context?.quote) showCurve(section, engine, request.plan, answer.context.quote);
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

function monthOf(month) {
  if (month === undefined) return undefined;
  const [year, number] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  return { start: `${month}-01`, end: `${next}-01` };
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

// Pay-per-use as a curve; the fixed price of reserved capacity as a level to compare it with.
function showCurve(section, engine, plan, quote) {
  const mark = bytesIn(plan.volume ?? plan.used ?? "0 TB");
  const top = Math.max(4e12, 2 * mark, 2 * bytesIn(plan.reserved ?? "0 TB"));
  const averages = BigUint64Array.from({ length: POINTS }, (_, index) => BigInt(Math.round((top * index) / (POINTS - 1))));
  const rated = engine.rate({ asOf: `${quote.period.start}T00:00:00Z`, allowSample: true, currency: quote.currency }, averages);
  section.querySelector("figure").hidden = !rated.ok;
  if (!rated.ok) return;
  drawCurve(section.querySelector(".curve"), {
    averages,
    amounts: rated.amounts,
    digits: quote.total.split(".")[1]?.length ?? 0,
    currency: quote.currency,
    mark: mark / UNITS.TB,
    level: quote.lines.find(({ kind }) => kind === "reserved")?.amount,
  });
  section.querySelector("figcaption").textContent = `Pay-per-use, ${POINTS} months priced in one call; the mark is the usage entered.`
    + (plan.kind === "reserved" ? " The level is the price of the reserved capacity." : "");
}

// For the picture only; the module reads the text itself and exactly.
function bytesIn(text) {
  const [number, unit] = text.split(" ");
  return Number(number) * (UNITS[unit] ?? Number.NaN) || 0;
}
