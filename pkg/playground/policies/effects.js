// What an edit changes: the settings themselves, and every known question that is answered differently now.
import { OPERATIONS, withTime } from "../operations.js";
import { el } from "../parts/dom.js";
import { changesOf, compareAnswers } from "./compare.js";
import { differences } from "./difference.js";

/** The settings that differ from what is shipped, for each document in use. */
export function showSettings(workspace, pack) {
  return workspace.documents(pack).filter(({ shipped, used }) => shipped !== used).map(({ source, shipped, used }) => {
    const found = differences(JSON.parse(shipped), JSON.parse(used));
    return el("div", {}, el("h4", {}, source), found.length === 0 ? el("p", {}, "Only the layout of the text differs.") : changesOf(found, `Settings changed in ${source}`));
  });
}

/**
 * The last question of each panel and the pack's examples, as far as their answers differ from those before the edit: first
 * those with another verdict.
 */
export function showEffects(workspace, pack, examples) {
  const questions = questionsOf(workspace, pack, examples);
  const changed = questions.map((question) => ({ question, compared: compareQuestion(workspace, pack, question) })).filter(({ compared }) => compared !== undefined);
  const [turned, others] = [true, false].map((isTurned) => changed.filter(({ compared }) => compared.isTurned === isTurned));
  return {
    summary: `${changed.length} of ${questions.length} questions are answered differently, ${turned.length} with another verdict.`,
    nodes: [...listOf("Another verdict", turned), ...listOf("The same verdict, other words or figures", others)],
  };
}

function listOf(title, changed) {
  if (changed.length === 0) return [];
  return [el("h4", {}, title), el("ul", { class: "effects" }, ...changed.map(({ question: { operation, title: name }, compared: { turn, table, sides } }) =>
    el("li", { "data-question": `${operation}: ${name}` }, el("details", {},
      el("summary", {}, el("span", { class: "asked" }, `${OPERATIONS.get(operation).title}: ${name}`), turn),
      table, sides,
      el("p", { class: "hint" }, el("a", { href: `#/ask-${operation}` }, `Open the panel ${OPERATIONS.get(operation).title}`))))))];
}

function compareQuestion(workspace, pack, { operation, text }) {
  const [before, after] = [workspace.before(pack), workspace.engine(pack)].map((engine) => engine.evaluateText(operation, text));
  return compareAnswers(OPERATIONS.get(operation), before, after);
}

// A panel that stands on its example asks the example's question, which counts once.
function questionsOf(workspace, pack, examples) {
  const asked = [...workspace.asked].filter(([, question]) => question.pack === pack)
    .map(([name, { operation, text }]) => ({ operation, title: `your question, ${name}`, text }));
  const known = Object.entries(examples).flatMap(([operation, list]) => list.filter((example) => example.pack === pack)
    .map(({ title, request, now }) => ({ operation, title, text: JSON.stringify(withTime(OPERATIONS.get(operation), request, now)) })));
  const texts = new Set(known.map(({ operation, text }) => `${operation} ${text}`));
  return [...asked.filter(({ operation, text }) => !texts.has(`${operation} ${compact(text)}`)), ...known];
}

function compact(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}
