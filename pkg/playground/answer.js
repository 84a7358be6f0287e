// Shows an answer: the verdict, and each reason or issue beside the field it is about.
import { el } from "./dom.js";

const SYMBOLS = { deny: "✕", warn: "!", info: "i" };

/** The verdict and every finding that has no field of its own in `form`. */
export function showAnswer(container, form, answer) {
  const refused = Array.isArray(answer);
  const findings = refused ? answer.map((issue) => ({ ...issue, effect: "deny" })) : answer.context.reasons;
  const elsewhere = placeOnFields(form, findings);
  const obligations = refused ? [] : answer.context.obligations;
  const allowed = container.dataset.allowed ?? "✓ Allowed";
  container.dataset.verdict = refused ? "invalid" : answer.decision ? "allow" : "deny";
  container.replaceChildren(
    el("p", { class: "badge", role: "status" }, refused ? "Cannot be judged" : answer.decision ? allowed : "✕ Denied"),
    ...elsewhere.map(describe),
    ...obligations.map(({ code }) => el("p", { class: "finding", "data-effect": "warn" },
      el("span", { class: "mark", "aria-hidden": "true" }, "→"), el("span", {}, "To do: ", el("code", {}, code)))),
  );
}

/** One reason or issue: mark, message, help, code. */
export function describe({ effect, message, help, code }) {
  return el("p", { class: "finding", "data-effect": effect, "data-code": code },
    el("span", { class: "mark", "aria-hidden": "true" }, SYMBOLS[effect]),
    el("span", {}, withCode(message), help === undefined ? undefined : el("small", {}, withCode(help)), el("code", {}, code)));
}

/** Values in messages stand between backticks. */
function withCode(text) {
  const parts = text.split("`").map((part, index) => (index % 2 === 1 ? el("code", {}, part) : part));
  return el("span", {}, ...parts);
}

// The field whose pointer is the longest beginning of the finding's pointer.
function placeOnFields(form, findings) {
  const inputs = [...form.querySelectorAll("[data-pointer]")].filter((input) => input.closest("[hidden]") === null);
  const placed = new Map(inputs.map((input) => [input, []]));
  const elsewhere = [];
  for (const finding of findings) {
    const input = inputs
      .filter(({ dataset: { pointer } }) => `${finding.pointer ?? ""}/`.startsWith(`${pointer}/`))
      .sort((a, b) => b.dataset.pointer.length - a.dataset.pointer.length)[0];
    (placed.get(input) ?? elsewhere).push(finding);
  }
  for (const [input, own] of placed) {
    input.setAttribute("aria-invalid", String(own.some(({ effect }) => effect === "deny")));
    noteOf(input).replaceChildren(...own.map(describe));
  }
  return elsewhere;
}

function noteOf(input) {
  const id = `${input.id}-note`;
  const known = document.getElementById(id);
  if (known) return known;
  const note = el("div", { id, class: "note", role: "status" });
  input.setAttribute("aria-describedby", id);
  input.closest(".row").append(note);
  return note;
}
