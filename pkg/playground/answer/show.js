// An answer as a person reads it: verdict, reasons, what is to be done, what was found, the documents that decided.
import { el } from "../parts/dom.js";
import { printJson } from "../parts/json-print.js";
import { factsOf, listOf } from "./facts.js";
import { badge, describe, describeObligation, findingsOf, verdictOf, words } from "./findings.js";
import { billOf } from "./lines.js";
import { abilityOf, machinesOf, matrixOf } from "./tables.js";

/** What is shown in a way of its own, by its name in an answer's context. */
const SPECIAL = {
  quote: (bill) => shownBill(bill, "quote"),
  invoice: (bill) => shownBill(bill, "invoice"),
  whatIf: (items) => [items].flat().flatMap((bill) => [el("h4", {}, `Instead: ${bill.id ?? bill.name ?? "the other plan"}`), ...shownBill(bill, "other plan")]),
  matrix: matrixOf,
  machines: machinesOf,
  ability: abilityOf,
  allowed: (actions) => [el("h4", {}, "May"), actions.length === 0 ? el("p", {}, "nothing") : listOf(actions, "allowed actions")],
};

/**
 * The parts of an answer. `placeOf` makes of a finding a link to where it is in the question; `yes` is what a positive
 * answer of the operation is called.
 */
export function showAnswer(answer, { yes, placeOf } = {}) {
  if (Array.isArray(answer)) return [badge(verdictOf(answer)), ...findings(answer, placeOf)];
  if (answer.evaluations !== undefined) return answer.evaluations.flatMap((item, index) => nested(`Question ${index + 1}`, item, "Allowed"));
  if (answer.items !== undefined) return answer.items.flatMap((item, index) => shownItem(item, index));
  if (answer.outcome !== undefined) return shownItem(answer, 0);
  if (answer.results !== undefined) return shownResults(answer, yes);
  if (answer.context === undefined) return shownRest(answer);
  const { reasons: _, obligations = [], asOf, policies = [], ...rest } = answer.context;
  return [
    badge(verdictOf(answer, yes)),
    ...findings(answer, placeOf),
    ...obligations.map(describeObligation),
    ...shownRest(rest),
    decidedBy(policies, asOf),
  ].filter(Boolean);
}

function findings(answer, placeOf) {
  const telling = { password: answer.context?.password };
  return findingsOf(answer).map((finding) => describe(finding, { place: placeOf?.(finding), telling }));
}

// What is special in the order of the answer, then everything else.
function shownRest(rest) {
  const entries = Object.entries(rest);
  const isSpecial = ([name]) => Object.hasOwn(SPECIAL, name);
  return [
    ...factsOf(Object.fromEntries(entries.filter((entry) => !isSpecial(entry)))),
    ...entries.filter(isSpecial).flatMap(([name, value]) => SPECIAL[name](value)),
  ];
}

function shownBill(bill, title) {
  const { nodes, rest } = billOf(bill, title);
  return [...nodes, ...factsOf(rest)];
}

function shownItem({ id, operation, outcome, answer, issues }, index) {
  const title = [id ?? `Question ${index + 1}`, operation && words(operation)].filter(Boolean).join(": ");
  return nested(title, answer ?? issues ?? { context: {}, decision: outcome === "allow" }, "Answered");
}

function nested(title, answer, yes) {
  return [el("div", { class: "nested", role: "group", "aria-label": title }, el("h4", {}, title), ...showAnswer(answer, { yes }))];
}

function shownResults({ results, page, context = {} }, yes) {
  const { asOf, policies = [], reasons = [], ...rest } = context;
  const state = results.length === 0 ? { state: "deny", sign: "∅", text: "Nothing found" } : { state: "allow", sign: "✓", text: `${yes}: ${results.length}` };
  return [
    badge(state),
    ...reasons.map((reason) => describe(reason)),
    results.length === 0 ? undefined : listOf(results.map((result) => (result.name === undefined ? result : { action: result.name })), "results"),
    ...factsOf({ ...rest, page }),
    decidedBy(policies, asOf),
  ].filter(Boolean);
}

function decidedBy(policies, asOf) {
  if (policies.length === 0) return undefined;
  const names = policies.flatMap(({ name, version }, index) => [index === 0 ? "" : ", ", `${name} `, el("span", { class: "version" }, version)]);
  return el("p", { class: "decided" }, "Decided by ", ...names, asOf === undefined ? "" : `, as of ${asOf}`);
}

/** The raw text of an answer, closed until it is wanted. */
export function rawAnswer(text) {
  return el("details", { class: "raw" }, el("summary", {}, "Answer as JSON"),
    el("pre", { tabindex: "0", role: "group", "aria-label": "answer as JSON" }, printJson(JSON.parse(text))));
}
