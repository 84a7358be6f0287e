// A bill: its total, and each line with how it was worked out.
import { el } from "../parts/dom.js";
import { tableOf } from "./facts.js";
import { words } from "./findings.js";

const COLUMNS = ["Line", "Quantity", "Unit price", "Amount", "Working"];

/** The lines of a quote or an invoice, with everything else that it says. */
export function billOf(bill, title) {
  const { lines, total, currency, period, net, preview, term, ...rest } = bill;
  const span = `${period.start} to ${period.end}, end not included`;
  const sum = el("p", { class: "total" }, el("strong", {}, `${total} ${currency}`), ` ${net ? "net" : ""} · ${span}${preview ? " · estimate" : ""}`);
  const table = lines.length === 0 ? el("p", {}, "No lines: nothing is charged.") : tableOf({
    caption: `Lines of the ${title}`,
    columns: COLUMNS,
    numbers: [1, 2, 3],
    rows: lines.map((line) => [nameOf(line), quantityOf(line), priceOf(line), line.amount, el("span", { class: "working" }, line.working ?? "")]),
    foot: [["Total", "", "", `${total} ${currency}`, ""]],
  });
  return { nodes: [sum, table, ...(term === undefined ? [] : [termOf(term, currency)])], rest };
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
