// Verdicts, reasons and issues in words.
import { el } from "../parts/dom.js";
import { inLanguage } from "./language.js";

const SYMBOLS = { deny: "✕", warn: "!", info: "i" };
const EFFECTS = { deny: "Denies", warn: "Warning", info: "Note" };

/** What an answer comes to, for a badge and for what is read out. */
export function verdictOf(answer, yes = "Allowed") {
  if (Array.isArray(answer)) return { state: "invalid", sign: "!", text: "Cannot be judged" };
  if (answer.decision === false) return { state: "deny", sign: "✕", text: "Denied" };
  return { state: "allow", sign: "✓", text: yes };
}

/** The verdict as a badge. */
export function badge({ state, sign, text }) {
  return el("span", { class: "badge", "data-verdict": state }, el("span", { "aria-hidden": "true" }, `${sign} `), text);
}

/** Issues as findings that deny. */
export function findingsOf(answer) {
  return Array.isArray(answer) ? answer.map((issue) => ({ ...issue, effect: "deny" })) : (answer.context?.reasons ?? []);
}

/** One reason or issue: what is the case, what would change it, its code; `place` is a link to where it is. */
export function describe(finding, { place, telling } = {}) {
  const { effect, code, pointer } = finding;
  const { message, help, language } = inLanguage(finding, telling);
  return el("div", { class: "finding", "data-effect": effect, "data-code": code },
    el("span", { class: "mark", role: "img", "aria-label": EFFECTS[effect] }, SYMBOLS[effect]),
    el("div", {},
      el("p", { class: "message", lang: language }, withCode(message)),
      help === undefined ? undefined : el("p", { class: "help", lang: language }, withCode(help)),
      el("p", { class: "origin" }, el("code", {}, code), pointer ? el("code", {}, pointer) : undefined, place)));
}

/** What is to be done besides, with what it concerns. */
export function describeObligation({ code, params = {} }) {
  const facts = Object.entries(params).map(([name, value]) => `${words(name)}: ${value}`).join(" · ");
  return el("div", { class: "finding", "data-effect": "todo", "data-code": code },
    el("span", { class: "mark", role: "img", "aria-label": "To do" }, "→"),
    el("div", {},
      el("p", { class: "message" }, `To do: ${words(code)}`),
      facts === "" ? undefined : el("p", { class: "help" }, facts),
      el("p", { class: "origin" }, el("code", {}, code))));
}

/** A name of the wire in words: `minimumCharge` and `register_deal` are `minimum charge` and `register deal`. */
export function words(name) {
  return name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replaceAll("_", " ").toLowerCase();
}

// Values in messages stand between backticks.
function withCode(text) {
  return el("span", {}, ...text.split("`").map((part, index) => (index % 2 === 1 ? el("code", {}, part) : part)));
}
