// What do two plans cost at every volume, where do they cross, and how is each price worked out?
import { tableOf } from "../answer/facts.js";
import { showAnswer } from "./fields.js";
import { findCrossovers, sign } from "./crossover.js";
import { el, field, showMatching } from "../parts/dom.js";
import { monthOf } from "./month.js";
import { createPlans, gigabytes, minorUnits } from "./plans.js";
import { createPlot } from "./plot.js";

const STEPS = 160;
/** Beyond 9 PB a column of bytes could not be exact in a number. */
const MOST_GB = 9e6;
const NAMES = ["A", "B"];

export function startCompare(section, workspace, clock) {
  const form = section.querySelector("form");
  const slider = section.querySelector("[type=range]");
  const planOf = createPlans(workspace);
  let picture;
  const judge = () => {
    showMatching(form);
    const plans = readPlans(form, planOf, clock());
    const volume = field(form, "volume");
    const answers = plans.map((plan) => plan.quote(volume));
    const range = rangeOf(plans, volume);
    // What is absent may be missed above some volume alone, as the price of excess is.
    const all = [...answers, ...plans.map((plan) => plan.at(range.gbs.at(-1)))];
    const priced = all.every((answer) => answer.context?.quote !== undefined);
    showAnswer(section.querySelector(".outcome"), form, together(priced ? answers : all));
    section.querySelector(".priced").hidden = !priced;
    picture = priced ? drawPicture(plot, plans, answers, range) : undefined;
    if (!priced) return;
    showKey(section.querySelector(".key"), plans);
    showCrossovers(section, picture);
    showWorking(section, plans, answers, volume);
    showSlider(slider, picture);
    section.querySelector(".lists").textContent = [...new Set(plans.map(({ list }) => list))]
      .map((list) => JSON.stringify(list, undefined, 2)).join("\n\n");
  };
  const peek = (row) => {
    if (picture === undefined) return;
    const { plans, answers, volume, gbs } = picture;
    if (row === null) showWorking(section, plans, answers, volume);
    else showWorking(section, plans, plans.map((plan) => plan.at(gbs[row])), terabytes(gbs[row]));
  };
  const choose = (gb) => {
    form.elements.volume.value = terabytes(gb);
    judge();
  };
  const plot = createPlot(section.querySelector(".plot"), { peek, press: (row) => choose(picture.gbs[row]) });
  form.addEventListener("input", judge);
  slider.addEventListener("input", () => choose(Number(slider.value)));
  return judge;
}

function readPlans(form, planOf, asOf) {
  const fields = { asOf, period: monthOf(field(form, "month")), reserved: field(form, "reserved"), excess: field(form, "excess") };
  return NAMES.map((name) => {
    const select = form.elements[`plan${name}`];
    return { ...planOf(select.value, fields), name: `${name}: ${select.selectedOptions[0].textContent}` };
  });
}

// Both answers as one: what is wrong with either, or what is said of either, once.
function together(answers) {
  const unique = (items) => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  const placed = (items) => unique(items.map((item) => item.pointer === undefined ? item
    : { ...item, pointer: item.pointer.replace(/^\/plan\/(volume|used)/, "/volume") }));
  const issues = answers.filter((answer) => Array.isArray(answer)).flat();
  if (issues.length > 0) return placed(issues);
  return {
    decision: answers.every(({ decision }) => decision),
    context: {
      reasons: placed(answers.flatMap(({ context }) => context.reasons)),
      obligations: unique(answers.flatMap(({ context }) => context.obligations)),
    },
  };
}

// Every volume of the picture: a grid, the one chosen, and each bound with the GB above it, because a price may jump there.
function rangeOf(plans, volume) {
  const bounds = [...new Map(plans.flatMap((plan) => plan.bounds).map((bound) => [bound.label, bound])).values()].sort((a, b) => a.gb - b.gb);
  const chosen = gigabytes(volume ?? "");
  const rough = Math.max(4000, 1.25 * chosen, ...bounds.map(({ gb }) => 2 * gb));
  const step = Math.ceil(Math.min(rough, MOST_GB) / STEPS);
  const grid = Array.from({ length: STEPS + 1 }, (_, index) => index * step);
  const near = [...bounds.flatMap(({ gb }) => [gb, gb + 1]), chosen].filter((gb) => gb <= grid.at(-1));
  return { volume, chosen, bounds, step, gbs: [...new Set([...grid, ...near])].sort((a, b) => a - b) };
}

function drawPicture(plot, plans, answers, range) {
  const { gbs, bounds, chosen } = range;
  const amounts = plans.map((plan) => plan.column(gbs));
  const crossovers = findCrossovers(gbs, amounts, (gb) => plans.map(({ at }) => at(gb).context.quote));
  const { total, currency } = answers[0].context.quote;
  const shown = (minor) => Number(minor) / 10 ** (total.split(".")[1]?.length ?? 0);
  plot.show({
    columns: [gbs.map((gb) => gb / 1000), ...amounts.map((column) => Array.from(column, shown))],
    bounds: bounds.map(({ label, gb }) => ({ label, x: gb / 1000 })),
    crossovers: crossovers.map(({ above }) => ({ x: above / 1000, y: shown(minorUnits(plans[0].at(above).context.quote)) })),
    chosen: chosen / 1000,
    unit: `${currency} per month, net`,
  });
  return { ...range, plans, answers, amounts, crossovers };
}

function showKey(key, plans) {
  const entry = (kind, text) => el("span", {}, el("span", { class: `sample ${kind}`, "aria-hidden": "true" }), text);
  key.replaceChildren(entry("line-a", plans[0].name), entry("line-b", plans[1].name), entry("crossing", "crossover"),
    entry("bound", "tier bound, minimum, reserved"), entry("chosen", "volume chosen"));
}

// Two rows for each crossover: the last whole GB at which one plan costs less before rounding, and the next.
function showCrossovers(section, { plans, gbs, amounts, crossovers, ...range }) {
  const table = section.querySelector(".crossovers");
  const rows = crossovers.flatMap(({ below, above }) => [below, above]).map((gb) => {
    const quotes = plans.map((plan) => plan.at(gb).context.quote);
    const less = ["A", "both the same", "B"][sign(...quotes.map(minorUnits)) + 1];
    return el("tr", {}, el("th", { scope: "row" }, terabytes(gb)), ...quotes.map((quote) => el("td", {}, money(quote))), el("td", {}, less));
  });
  section.querySelector(".prices").replaceChildren(pricesOf({ plans, gbs, ...range }));
  table.hidden = rows.length === 0;
  table.tBodies[0].replaceChildren(...rows);
  section.querySelector("figcaption").textContent = `Price of a month by average usage, up to ${terabytes(gbs.at(-1))}. ${summary(gbs, amounts, crossovers)}`;
}

function summary(gbs, amounts, crossovers) {
  if (crossovers.length > 0) return `The plans cross between ${crossovers.map(({ below, above }) => `${terabytes(below)} and ${terabytes(above)}`).join(", and between ")}.`;
  const signs = new Set(gbs.map((_, row) => sign(amounts[0][row], amounts[1][row])));
  if (signs.has(-1)) return "They do not cross: A never costs more than B.";
  return signs.has(1) ? "They do not cross: B never costs more than A." : "Both cost the same throughout.";
}

// The curves for those who do not see them: every tenth point, each bound and the GB above it, and the volume chosen.
function pricesOf({ plans, gbs, bounds, chosen, step }) {
  const named = new Set([...bounds.flatMap(({ gb }) => [gb, gb + 1]), chosen]);
  const rows = gbs.filter((gb) => gb % (step * (STEPS / 10)) === 0 || named.has(gb))
    .map((gb) => [terabytes(gb), ...plans.map((plan) => money(plan.at(gb).context.quote))]);
  return tableOf({ caption: "Prices by volume", columns: ["Volume", "A, net", "B, net"], numbers: [1, 2], rows });
}

function showWorking(section, plans, answers, volume) {
  section.querySelector(".workings").replaceChildren(...answers.map(({ context: { quote, reasons } }, index) => {
    const sample = reasons.some(({ code }) => code === "billing.sample_price") ? ", sample prices" : "";
    const { start, end } = quote.period;
    return el("table", { class: "working" },
      el("caption", {}, el("strong", {}, plans[index].name), ` at ${volume}: `, el("strong", { class: "price" }, money(quote)),
        ` net, ${start} to ${end} (end not included)${sample}`),
      el("thead", {}, el("tr", {}, ...["Line", "Working", "Amount"].map((text) => el("th", { scope: "col" }, text)))),
      el("tbody", {}, ...quote.lines.map((line) => el("tr", {},
        el("th", { scope: "row" }, line.kind), el("td", {}, line.working), el("td", {}, line.amount)))));
  }));
}

function showSlider(slider, { gbs, step, chosen, answers, volume }) {
  Object.assign(slider, { max: gbs.at(-1), step });
  slider.value = chosen;
  const prices = answers.map(({ context: { quote } }, index) => `${NAMES[index]} ${money(quote)}`);
  slider.setAttribute("aria-valuetext", `${volume}: ${prices.join(", ")}`);
}

function money({ total, currency }) {
  return `${total} ${currency}`;
}

/** As the engine reads it back: exact, because thousandths of a TB are whole GB. */
function terabytes(gb) {
  return `${(gb / 1000).toFixed(3).replace(/\.?0+$/, "")} TB`;
}
