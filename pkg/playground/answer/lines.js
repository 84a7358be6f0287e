// A bill: its total, and each line with how it was worked out.
import { el } from "../parts/dom.js";
import { scrolling, tableOf } from "./facts.js";
import { words } from "./findings.js";

const COLUMNS = ["Line", "Quantity", "Unit price", "Amount"];

/** The lines of a quote or an invoice, with everything else that it says. */
export function billOf(bill, title) {
  const { lines, total, currency, period, net, preview, term, ...rest } = bill;
  const span = `${period.start} to ${period.end}, end not included`;
  const sum = el("p", { class: "total" }, el("strong", {}, `${total} ${currency}`), ` ${net ? "net" : ""} · ${span}${preview ? " · estimate" : ""}`);
  const table = lines.length === 0 ? el("p", {}, "No lines: nothing is charged.") : linesOf(lines, `Lines of the ${title}`, `${total} ${currency}`);
  return { nodes: [sum, table, ...(term === undefined ? [] : [termOf(term, currency)])], rest };
}

// The working has a row of its own: it is the longest of all, and the figures keep their columns.
function linesOf(lines, caption, sum) {
  const cells = (texts) => texts.map((text) => el("td", { class: "number" }, text));
  const head = COLUMNS.map((name, index) => el("th", { scope: "col", class: index === 0 ? undefined : "number" }, name));
  const rows = lines.flatMap((line) => [
    el("tr", { class: "figures" }, el("th", { scope: "row" }, nameOf(line)), ...cells([quantityOf(line), priceOf(line), line.amount])),
    el("tr", { class: "explain" }, el("td", { colspan: COLUMNS.length }, line.working ?? "")),
  ]);
  return scrolling(caption, el("table", {},
    el("caption", { class: "unseen" }, caption),
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...rows),
    el("tfoot", {}, el("tr", {}, el("th", { scope: "row" }, "Total"), ...cells(["", "", sum])))));
}

function nameOf({ kind, name, of, estimated }) {
  const whose = [name, of && `${words(of.scope)} ${of.id}`].filter(Boolean).join(", ");
  return el("span", {}, words(kind), whose === "" ? undefined : el("small", {}, whose), estimated ? el("small", {}, "estimated") : undefined);
}

function quantityOf({ quantityShown, quantity, unit }) {
  return quantity === undefined ? "" : `${quantityShown ?? quantity} ${unit ?? ""}`;
}

function priceOf({ unitPrice, unit }) {
  return unitPrice === undefined ? "" : `${unitPrice} / ${unit}`;
}

function termOf({ months, total }, currency) {
  const rows = months.map((month) => [`${month.period.start} to ${month.period.end}`, `${month.total} ${currency}`]);
  return el("details", {}, el("summary", {}, `Over the term of ${months.length} months: ${total} ${currency}`),
    tableOf({ caption: "Months of the term", columns: ["Month", "Amount"], numbers: [1], rows }));
}
