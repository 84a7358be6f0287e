// The few DOM helpers of this page.

/** An element with attributes and children; text is never read as markup. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** Calls `work` once the events have been quiet for `delay` milliseconds; `flush` does at once what still waits. */
export function debounced(work, delay) {
  let [timer, waiting] = [undefined, undefined];
  const flush = () => {
    clearTimeout(timer);
    const due = waiting;
    waiting = undefined;
    due?.();
  };
  const later = (...values) => {
    clearTimeout(timer);
    waiting = () => work(...values);
    timer = setTimeout(flush, delay);
  };
  return Object.assign(later, { flush });
}

/** The value of a named field: text, or whether a box is ticked; an empty text is absent. */
export function field(form, name) {
  const input = form.elements[name];
  if (input.type === "checkbox") return input.checked;
  return input.value.trim() === "" ? undefined : input.value.trim();
}

/** Shows the fields marked `data-when="name=value …"` only while one of the pairs holds. */
export function showMatching(form) {
  for (const row of form.querySelectorAll("[data-when]")) {
    row.hidden = !row.dataset.when.split(" ").some((pair) => {
      const [name, value] = pair.split("=");
      return form.elements[name].value === value;
    });
  }
}
