// Any part of an answer as names and values, lists and tables.
import { el } from "../parts/dom.js";
import { words } from "./findings.js";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isPlain = (value) => !isObject(value) && !(Array.isArray(value) && value.some((item) => typeof item === "object"));

/** Names and values; what holds more than a value gets a heading of its own. */
export function factsOf(value) {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const [simple, rest] = [entries.filter(([, item]) => isCompact(item)), entries.filter(([, item]) => !isCompact(item))];
  return [
    simple.length === 0 ? undefined : el("dl", { class: "facts" },
      ...simple.map(([name, item]) => el("div", {}, el("dt", {}, words(name)), el("dd", {}, inWords(item))))),
    ...rest.flatMap(([name, item]) => [el("h4", {}, words(name)), ...(Array.isArray(item) ? [listOf(item, words(name))] : factsOf(item))]),
  ].filter(Boolean);
}

/** A list: of values in a row, of like objects as a table. */
export function listOf(items, caption) {
  if (items.every(isPlain)) return el("ul", { class: "chips" }, ...items.map((item) => el("li", {}, plainOf(item))));
  const columns = [...new Set(items.flatMap(Object.keys))];
  return tableOf({ caption, columns: columns.map(words), rows: items.map((item) => columns.map((name) => cellOf(item[name]))) });
}

/** A table that scrolls within itself; the first cell of a row is its heading. Numbers may be named to stand to the right. */
export function tableOf({ caption, columns, rows, numbers = [] }) {
  const cell = (content, index) => el(index === 0 ? "th" : "td", { scope: index === 0 ? "row" : undefined, class: numbers.includes(index) ? "number" : undefined }, content ?? "");
  const table = el("table", {},
    caption === undefined ? undefined : el("caption", { class: "unseen" }, caption),
    el("thead", {}, el("tr", {}, ...columns.map((name, index) => el("th", { scope: "col", class: numbers.includes(index) ? "number" : undefined }, name)))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell)))));
  return scrolling(caption ?? "table", table);
}

/** What is wide scrolls within itself, and within reach of keys. */
export function scrolling(label, content) {
  return el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": label }, content);
}

function cellOf(value) {
  if (value === undefined) return "";
  if (isPlain(value)) return plainOf(value);
  if (Array.isArray(value)) return el("ul", { class: "plain" }, ...value.map((item) => el("li", {}, cellOf(item))));
  return inWords(value);
}

/** Whether a value fits beside its name: values, short lists of them, periods. */
function isCompact(value) {
  return isPlain(value) || (isObject(value) && Object.keys(value).length <= 3 && Object.values(value).every(isPlain));
}

/** A value on one line. */
export function inWords(value) {
  if (isPlain(value)) return plainOf(value);
  if (Array.isArray(value)) return value.map(inWords).join("; ");
  const { start, end, ...rest } = value;
  if (start !== undefined && end !== undefined && Object.keys(rest).length === 0) return `${start} to ${end} (end not included)`;
  return Object.entries(value).map(([name, item]) => `${words(name)} ${inWords(item)}`).join(", ");
}

function plainOf(value) {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}
