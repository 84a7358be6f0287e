// A panel for any operation: an example to begin with, the question as JSON, and the answer while it is typed.
import { findingsOf, verdictOf } from "../answer/findings.js";
import { rawAnswer, showAnswer } from "../answer/show.js";
import { compareAnswers } from "../policies/compare.js";
import { withTime } from "../operations.js";
import { announce } from "../parts/announce.js";
import { debounced, el } from "../parts/dom.js";
import { createEditor } from "../parts/editor.js";
import { mapJson } from "../parts/json-map.js";
import { printJson } from "../parts/json-print.js";
import { createTwin } from "../parts/twin.js";
import { markFindings } from "./diagnostics.js";

const PAUSE_MS = 120;
const SECRECY = "Passwords stay in this page and its own sidecar: none gets into the address or is stored, and no answer repeats one.";

/**
 * Fills a section with the panel of an operation.
 * @returns what judges the question again, when its documents have changed, and what is due before the panel is left
 */
export function createPanel(section, operation, examples, workspace) {
  const { id, yes } = operation;
  const parts = partsOf(operation, examples);
  section.append(...parts.nodes);
  const editor = createEditor({ id: `${id}-question`, label: `Question as JSON: ${operation.title}`, describedBy: `${id}-status`, change: () => later() });
  parts.sheet.append(editor.element);
  const ask = createTwin(workspace, { operation: id, name: operation.title }, parts.twin);
  let example = examples[0];

  const judge = () => {
    const text = ask(editor.text, example.pack);
    const answer = JSON.parse(text);
    const placeOf = markFindings(editor, mapJson(editor.text), findingsOf(answer));
    parts.answer.replaceChildren(...showAnswer(answer, { yes, placeOf }), rawAnswer(text));
    parts.answer.dataset.verdict = verdictOf(answer).state;
    parts.edited.replaceChildren(...editedNote(workspace, operation, { pack: example.pack, text: editor.text }));
    parts.status.textContent = spoken(answer, yes);
    if (!section.hidden) announce(`${operation.title}: ${parts.status.textContent}`);
  };
  const later = debounced(judge, PAUSE_MS);
  const take = () => {
    example = examples[Number(parts.select.value)];
    editor.text = printJson(withTime(operation, example.request, example.now));
    parts.why.textContent = example.why;
    parts.pack.textContent = example.pack;
    judge();
  };
  parts.select.addEventListener("change", take);
  parts.reset.addEventListener("click", take);
  take();
  return { enter: judge, leave: later.flush };
}

function partsOf({ id, question, secret }, examples) {
  const select = el("select", { id: `${id}-example` }, ...byPack(examples));
  const why = el("p", { class: "why", id: `${id}-why` });
  const status = el("p", { id: `${id}-status`, class: "unseen" });
  const pack = el("code", {});
  const reset = el("button", { type: "button", class: "quiet" }, "Back to the example");
  const sheet = el("div", {});
  const answer = el("div", { class: "outcome", id: `${id}-verdict` });
  const [edited, twin] = [el("div", { class: "edited" }), el("div", { class: "twin" })];
  const secrecy = secret ? el("p", { class: "hint" }, SECRECY) : "";
  return {
    select, why, status, pack, reset, sheet, answer, edited, twin,
    nodes: [
      el("p", { class: "lead" }, question),
      el("div", { class: "columns ask" },
        el("div", {},
          el("div", { class: "row" }, el("label", { for: `${id}-example` }, "Example"), select),
          why, status, sheet,
          el("div", { class: "bar" }, reset, el("p", { class: "hint" }, "Asked of the pack ", pack, ".")),
          secrecy),
        el("div", { class: "answer" }, el("h3", { class: "unseen" }, "Answer"), answer, edited, twin)),
    ],
  };
}

function byPack(examples) {
  const packs = [...new Set(examples.map(({ pack }) => pack))];
  return packs.map((pack) => el("optgroup", { label: pack },
    ...examples.flatMap((example, index) => (example.pack === pack ? [el("option", { value: index }, sentence(example.title))] : []))));
}

function sentence(title) {
  return title.charAt(0).toUpperCase() + title.slice(1);
}

// What the documents as shipped say to the same question, where they are edited.
function editedNote(workspace, operation, { pack, text }) {
  if (!workspace.isEdited(pack)) return [];
  const before = workspace.before(pack).evaluateText(operation.id, text);
  const after = workspace.engine(pack).evaluateText(operation.id, text);
  const changed = compareAnswers(operation, before, after);
  return [
    el("h3", {}, "Edited documents"),
    el("p", { class: "hint" }, "This answer is given with your edited documents. ", el("a", { href: "#/policies" }, "See the edit")),
    ...(changed === undefined ? [el("p", {}, "The documents as shipped give the same answer.")]
      : [changed.turn, changed.table, el("details", {}, el("summary", {}, "Both answers"), changed.sides)]),
  ];
}

function spoken(answer, yes) {
  const { text } = verdictOf(answer, yes);
  const count = findingsOf(answer).filter(({ effect }) => effect === "deny").length;
  return count === 0 ? text : `${text}, ${count} ${count === 1 ? "reason" : "reasons"}`;
}
