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
  const area = el("textarea", {
    id, "aria-label": label, "aria-describedby": describedBy,
    wrap: "off", spellcheck: "false", autocomplete: "off", autocapitalize: "off",
  });
  const layers = createLayers();
  area.addEventListener("input", () => {
    layers.layOut(area);
    change(area.value);
  });
  area.addEventListener("scroll", () => layers.follow(area));
  return {
    element: el("div", { class: "editor" },
      el("div", { class: "gutter", "aria-hidden": "true" }, layers.numbers), el("div", { class: "sheet" }, layers.stripes, area)),
    get text() {
      return area.value;
    },
    set text(value) {
      area.value = value;
      layers.layOut(area);
      area.scrollTop = 0;
      layers.follow(area);
    },
    mark(marks) {
      layers.mark(marks.map(({ offset, effect }) => ({ line: positionOf(area.value, offset).line, effect })));
      area.setAttribute("aria-invalid", String(marks.some(({ effect }) => effect === "deny")));
    },
    goTo(offset) {
      area.focus();
      area.setSelectionRange(offset, offset);
      const { line } = positionOf(area.value, offset);
      area.scrollTop = Math.max(0, (line - LEAST_ROWS / 2) * (area.scrollHeight / area.value.split("\n").length));
    },
  };
}

/** What lies beside and below the text: line numbers, and a stripe for each marked line. */
function createLayers() {
  const numbers = el("div", { class: "numbers" });
  const stripes = el("div", { class: "stripes", "aria-hidden": "true" });
  let lines = 0;
  let effects = new Map();
  const paint = () => {
    for (const column of [numbers, stripes]) {
      column.querySelectorAll("[data-effect]").forEach((row) => row.removeAttribute("data-effect"));
      for (const [line, effect] of effects) column.children[line - 1]?.setAttribute("data-effect", effect);
    }
  };
  return {
    numbers,
    stripes,
    layOut(area) {
      const count = Math.min(area.value.split("\n").length, MOST_NUMBERS);
      if (count === lines) return;
      lines = count;
      area.rows = Math.min(Math.max(lines, LEAST_ROWS), MOST_ROWS);
      numbers.replaceChildren(...Array.from({ length: lines }, (_, index) => el("span", {}, String(index + 1))));
      stripes.replaceChildren(...Array.from({ length: lines }, () => el("span", {})));
      paint();
    },
    follow({ scrollTop }) {
      for (const column of [numbers, stripes]) column.style.transform = `translateY(${-scrollTop}px)`;
    },
    mark(marks) {
      // Where a line has several, what denies shows.
      effects = new Map(marks.toSorted((a, b) => Number(a.effect === "deny") - Number(b.effect === "deny")).map(({ line, effect }) => [line, effect]));
      paint();
    },
  };
}
