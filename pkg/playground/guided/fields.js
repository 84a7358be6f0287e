// An answer beside a form: the verdict, and each reason or issue below the field that it is about.
import { badge, describe, describeObligation, findingsOf, verdictOf } from "../answer/findings.js";
import { announce } from "../parts/announce.js";
import { el } from "../parts/dom.js";

/** The verdict and every finding that has no field of its own in `form`. */
export function showAnswer(container, form, answer) {
  const telling = { password: answer.context?.password };
  const findings = findingsOf(answer);
  const elsewhere = placeOnFields(form, findings, telling);
  const obligations = answer.context?.obligations ?? [];
  const verdict = verdictOf(answer, container.dataset.yes);
  container.dataset.verdict = verdict.state;
  container.replaceChildren(badge(verdict), ...elsewhere.map((finding) => describe(finding, { telling })), ...obligations.map(describeObligation));
  if (container.closest("[hidden]") !== null) return;
  announce([verdict.text, ...findings.filter(({ effect }) => effect === "deny").map(({ message }) => message)].join(". "));
}

// The field whose pointer is the longest beginning of the finding's pointer.
function placeOnFields(form, findings, telling) {
  const inputs = [...form.querySelectorAll("[data-pointer]")].filter((input) => input.closest(".row[hidden], .pair[hidden]") === null);
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
    noteOf(input).replaceChildren(...own.map((finding) => describe(finding, { telling })));
  }
  return elsewhere;
}

function noteOf(input) {
  const id = `${input.id}-note`;
  const known = document.getElementById(id);
  if (known) return known;
  const note = el("div", { id, class: "note" });
  input.setAttribute("aria-describedby", id);
  input.closest(".row").append(note);
  return note;
}
