// One question, answered by the documents as shipped and as edited.
import { inWords, tableOf } from "../answer/facts.js";
import { badge, verdictOf, words } from "../answer/findings.js";
import { showAnswer } from "../answer/show.js";
import { el } from "../parts/dom.js";
import { differences } from "./difference.js";

const MOST_ROWS = 12;

/**
 * Both answers to a question, where they differ; else `undefined`.
 * @returns {{ isTurned: boolean, turn: HTMLElement, table: HTMLElement, sides: HTMLElement } | undefined} whether the verdict is
 *   another one, both verdicts, what differs, and both answers side by side
 */
export function compareAnswers({ yes }, beforeText, afterText) {
  const [before, after] = [beforeText, afterText].map((text) => JSON.parse(text));
  const found = differences(before, after);
  if (found.length === 0) return undefined;
  const verdicts = [before, after].map((answer) => verdictOf(answer, yes));
  return {
    isTurned: verdicts[0].state !== verdicts[1].state,
    turn: el("span", { class: "turn" }, badge(verdicts[0]), el("span", { role: "img", "aria-label": "becomes" }, "→"), badge(verdicts[1])),
    table: changesOf(found.map(({ pointer, ...rest }) => ({ pointer: pointer.replace(/^\/context/, ""), ...rest })), "What differs in the answer"),
    sides: el("div", { class: "sides" },
      el("div", { class: "nested", role: "group", "aria-label": "before the edit" }, el("h4", {}, "As shipped"), ...showAnswer(before, { yes })),
      el("div", { class: "nested", role: "group", "aria-label": "after the edit" }, el("h4", {}, "As edited"), ...showAnswer(after, { yes }))),
  };
}

/** A table of differences: where, before, after. */
export function changesOf(found, caption) {
  const rows = found.slice(0, MOST_ROWS).map(({ pointer, before, after }) => [placeOf(pointer), shown(before), shown(after)]);
  const rest = found.length - rows.length;
  const table = tableOf({ caption, columns: ["Where", "As shipped", "As edited"], rows });
  table.classList.add("thirds");
  return rest > 0 ? el("div", {}, table, el("p", { class: "hint" }, `and ${rest} more`)) : table;
}

function placeOf(pointer) {
  return pointer.split("/").slice(1).map((key) => words(key.replaceAll("~1", "/").replaceAll("~0", "~"))).join(" › ") || "the whole";
}

function shown(value) {
  if (value === undefined) return "–";
  return value?.message ?? (value?.code && words(value.code)) ?? inWords(value);
}
