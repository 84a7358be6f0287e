// A plain text area for JSON with line numbers and marked lines. The Tab key leaves it, as everywhere on the page.
import { el } from "./dom.js";
import { positionOf } from "./json-map.js";

const LEAST_ROWS = 8;
const MOST_ROWS = 22;
/** A text with more lines has no numbers beyond: each is an element, and the page must stay quick. */
const MOST_NUMBERS = 5000;

/**
 * An editor: `change` hears of every edit. `describedBy` is the id of the element that says what is wrong with the text.
 * @returns {{ element: HTMLElement, text: string, mark: (marks: { offset: number, effect: string }[]) => void, goTo: (offset: number) => void }}
 */
export function createEditor({ id, label, describedBy, change }) {
  const numbers = el("div", { class: "numbers" });
  const stripes = el("div", { class: "stripes", "aria-hidden": "true" });
  const area = el("textarea", {
    id, "aria-label": label, "aria-describedby": describedBy,
    wrap: "off", spellcheck: "false", autocomplete: "off", autocapitalize: "off",
  });
  let lines = 0;
  let marked = [];

  const layOut = () => {
    const count = Math.min(area.value.split("\n").length, MOST_NUMBERS);
    if (count === lines) return;
    lines = count;
    area.rows = Math.min(Math.max(lines, LEAST_ROWS), MOST_ROWS);
    numbers.replaceChildren(...Array.from({ length: lines }, (_, index) => el("span", {}, String(index + 1))));
    stripes.replaceChildren(...Array.from({ length: lines }, () => el("span", {})));
    paint();
  };
  const paint = () => {
    const effects = new Map();
    for (const { line, effect } of marked) if (effects.get(line) !== "deny") effects.set(line, effect);
    for (const column of [numbers, stripes]) {
      [...column.children].forEach((row, index) => row.toggleAttribute("data-effect", effects.has(index + 1)));
      for (const [line, effect] of effects) column.children[line - 1]?.setAttribute("data-effect", effect);
    }
    area.setAttribute("aria-invalid", String([...effects.values()].includes("deny")));
  };
  const follow = () => {
    for (const column of [numbers, stripes]) column.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  area.addEventListener("input", () => {
    layOut();
    change(area.value);
  });
  area.addEventListener("scroll", follow);

  return {
    element: el("div", { class: "editor" }, el("div", { class: "gutter", "aria-hidden": "true" }, numbers), el("div", { class: "sheet" }, stripes, area)),
    get text() {
      return area.value;
    },
    set text(value) {
      area.value = value;
      layOut();
      area.scrollTop = 0;
      follow();
    },
    mark(marks) {
      marked = marks.map(({ offset, effect }) => ({ line: positionOf(area.value, offset).line, effect }));
      paint();
    },
    goTo(offset) {
      area.focus();
      area.setSelectionRange(offset, offset);
      const { line } = positionOf(area.value, offset);
      area.scrollTop = Math.max(0, (line - LEAST_ROWS / 2) * (area.scrollHeight / lines));
    },
  };
}
