// The list of views beside the page; on a narrow screen behind a button.
import { el } from "./dom.js";

/**
 * Fills the navigation with groups of views.
 * @param {{ title: string, views: { id: string, title: string }[] }[]} groups
 */
export function startMenu(nav, button, groups) {
  nav.replaceChildren(...groups.map(({ title, views }, index) => el("div", { class: "group" },
    title === "" ? undefined : el("p", { id: `group-${index}` }, title),
    el("ul", { "aria-labelledby": title === "" ? undefined : `group-${index}` },
      ...views.map((view) => el("li", {}, el("a", { href: `#/${view.id}` }, view.title)))))));
  const toggle = (isOpen) => {
    button.setAttribute("aria-expanded", String(isOpen));
    nav.classList.toggle("open", isOpen);
  };
  button.addEventListener("click", () => toggle(button.getAttribute("aria-expanded") !== "true"));
  nav.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    toggle(false);
    button.focus();
  });
  addEventListener("hashchange", () => toggle(false));
}
