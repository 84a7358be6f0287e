// The first view: what can be asked, and the documents that decide.
import { FORMS } from "./forms.js";
import { GROUPS } from "./operations.js";
import { el } from "./parts/dom.js";
import { SHIPPED } from "./workspace.js";

/** Fills the view with links to all others, and gives what shows the documents as they are edited. */
export function createOverview(section, workspace) {
  const cards = (items) => el("ul", { class: "cards" }, ...items.map(({ href, title, lead }) =>
    el("li", {}, el("a", { href }, el("strong", {}, title), el("span", {}, lead)))));
  const documents = el("tbody", {});
  section.append(
    el("p", { class: "lead" }, "Permissions, capacity, deals, orders and exact prices for a cloud-storage channel, decided in this "
      + "page by the WebAssembly that a back end runs, too. Every answer says why, and what would change it."),
    el("h3", {}, "Try a form"), cards(FORMS.map(({ id, title, lead }) => ({ href: `#/${id}`, title, lead }))),
    el("h3", {}, "Change the rules"),
    cards([{ href: "#/policies", title: "Edit the policy documents", lead: "Move a threshold or a price and see which questions are answered differently." }]),
    ...GROUPS.flatMap(({ title, operations }) => [el("h3", {}, title),
      cards(operations.map(({ id, title: name, question }) => ({ href: `#/ask-${id}`, title: name, lead: question })))]),
    el("h3", {}, "Documents in use"),
    el("p", { class: "hint" }, `The pack ${SHIPPED}, as this page answers with it now.`),
    el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Documents in use" },
      el("table", {},
        el("thead", {}, el("tr", {}, ...["Kind", "Name", "Version", "Digest (SHA-256)"].map((name) => el("th", { scope: "col" }, name)))), documents)));
  const show = () => documents.replaceChildren(...workspace.engine(SHIPPED).policies.map(({ kind, name, version, digest }) =>
    el("tr", {}, el("th", { scope: "row" }, kind), el("td", {}, name), el("td", {}, version), el("td", {}, el("code", {}, digest.replace("sha256:", ""))))));
  return show;
}
