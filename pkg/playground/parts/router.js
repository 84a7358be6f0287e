// One view at a time, named by the address's fragment (`#/deal`). Nothing that is filled in ever gets into the address.

/**
 * Shows the section whose id the fragment names, else the first.
 * @param {Map<string, { title: string, enter: () => void, leave?: () => void }>} views by section id; `enter` is called once it is
 * shown, `leave` before another is
 * @param {() => void} moved called whenever a view is entered
 */
export function startRouter(views, moved) {
  const [home] = views.keys();
  const named = () => location.hash.replace(/^#\//, "");
  const show = (isFirst) => {
    const id = views.has(named()) ? named() : home;
    const { title, enter } = views.get(id);
    if (!isFirst) views.get(document.body.dataset.view).leave?.();
    for (const name of views.keys()) {
      const section = document.getElementById(name);
      if (section !== null) section.hidden = name !== id;
    }
    document.title = `${title} · channel-policy playground`;
    document.body.dataset.view = id;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.getAttribute("href") === `#/${id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    enter();
    moved();
    if (isFirst) return;
    scrollTo({ top: 0, behavior: "instant" });
    document.querySelector(`#${CSS.escape(id)} h2`).focus({ preventScroll: true });
  };
  addEventListener("hashchange", () => show(false));
  show(true);
}
