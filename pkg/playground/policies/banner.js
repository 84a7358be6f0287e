// What every view says while documents are edited: which edits it answers with, and which are refused.
import { el } from "../parts/dom.js";

/** Shows the banner, or hides it where everything is as shipped. */
export function showBanner(container, workspace) {
  const documents = workspace.packs.flatMap((pack) => workspace.documents(pack).map((document) => ({ ...document, name: `${pack}/${document.source}` })));
  const edited = documents.filter(({ shipped, used }) => shipped !== used).map(({ name }) => name);
  const refused = documents.filter(({ draft, used }) => draft !== used).map(({ name }) => name);
  container.hidden = edited.length === 0 && refused.length === 0;
  container.replaceChildren(...[
    edited.length > 0 && el("span", {}, `Answers are given with your edit of ${edited.join(", ")}. `),
    refused.length > 0 && el("span", {}, `Your draft of ${refused.join(", ")} is refused: its last good version is in use. `),
    el("a", { href: "#/policies" }, "Policy documents"),
  ].filter(Boolean));
}
