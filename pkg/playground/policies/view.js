// The documents of a pack, edited in place: what can be loaded is used at once, what cannot stays a draft with its issues.
import { listFindings, markFindings } from "../ask/diagnostics.js";
import { announce } from "../parts/announce.js";
import { debounced, el } from "../parts/dom.js";
import { createEditor } from "../parts/editor.js";
import { mapJson } from "../parts/json-map.js";
import { SHIPPED } from "../workspace.js";
import { showEffects, showSettings } from "./effects.js";

const PAUSE_MS = 250;
const STATES = {
  shipped: ["✓", "As shipped"],
  edited: ["✎", "Edited, in use"],
  refused: ["✕", "Refused"],
};

/** Fills the section, and gives what shows it again and what is due before it is left. Edits go through the workspace. */
export function createPolicies(section, workspace, examples) {
  const parts = partsOf(workspace);
  section.append(...parts.nodes);
  let [pack, source] = [SHIPPED, "deal.json"];
  const editor = createEditor({ id: "document-text", label: "Policy document as JSON", describedBy: "document-state", change: () => later() });
  parts.sheet.append(editor.element);
  const current = () => workspace.documents(pack).find((document) => document.source === source);

  const listed = createList(parts.list, (name) => open(name));
  const show = () => {
    listed(workspace.documents(pack), source);
    showState(parts.state, current(), workspace.isEdited(pack));
    showDiagnostics(parts.diagnostics, editor, workspace.documents(pack), source);
    showChanges(parts, workspace, pack, examples);
  };
  // An edit that still waits belongs to the document that was open when it was typed: it is taken before another is.
  const open = (name) => {
    later.flush();
    source = name;
    parts.name.textContent = source;
    editor.text = current().draft;
    show();
  };
  const later = debounced(() => {
    workspace.edit(pack, source, editor.text);
    show();
    announce(`${source}: ${STATES[stateOf(current())][1]}, ${current().issues.length} issues`);
  }, PAUSE_MS);
  parts.pack.addEventListener("change", () => {
    later.flush();
    pack = parts.pack.value;
    open(workspace.documents(pack)[0].source);
  });
  parts.undo.addEventListener("click", () => {
    later.flush();
    workspace.edit(pack, source, current().shipped);
    open(source);
  });
  parts.reset.addEventListener("click", () => {
    later.flush();
    workspace.reset(pack);
    open(source);
  });
  open(source);
  return { enter: show, leave: later.flush };
}

function partsOf(workspace) {
  const pack = el("select", { id: "pack" }, ...workspace.packs.map((name) => el("option", { value: name, selected: name === SHIPPED }, name)));
  const list = el("ul", { class: "documents" });
  const name = el("h3", {});
  const state = el("div", { id: "document-state" });
  const [sheet, diagnostics, settings, effects] = [el("div", {}), el("div", { id: "diagnostics" }), el("div", {}), el("div", {})];
  const undo = el("button", { type: "button", class: "quiet" }, "Undo this document");
  const reset = el("button", { type: "button", class: "quiet" }, "Undo all of the pack");
  const summary = el("p", { id: "effects-summary" });
  return {
    pack, list, name, state, sheet, diagnostics, settings, effects, undo, reset, summary,
    nodes: [
      el("p", { class: "lead" }, "What the engine decides stands in these documents. Edit one: what can be loaded is used at once in every panel. "
        + "What cannot be loaded is refused with its reasons, and the last good documents stay in use. Nothing leaves this page; reloading it undoes all."),
      el("div", { class: "workbench" },
        el("div", {}, el("div", { class: "row" }, el("label", { for: "pack" }, "Pack"), pack), list),
        el("div", {}, name, state, sheet, diagnostics, el("div", { class: "bar" }, undo, reset))),
      el("section", { class: "changes", "aria-label": "What changed" }, el("h3", {}, "What changed"), summary, settings, effects),
    ],
  };
}

// The document's own issues with their lines, then those that its edit brings to others of the pack.
function showDiagnostics(container, editor, documents, source) {
  const findings = documents.flatMap(({ issues }) => issues).map((issue) => ({ ...issue, effect: "deny" }));
  const own = findings.filter(({ document }) => document === undefined || document === source);
  const others = findings.filter((finding) => !own.includes(finding));
  const placeOf = markFindings(editor, mapJson(editor.text), own);
  container.replaceChildren(...listFindings(own, placeOf),
    ...others.flatMap((finding) => [el("h4", {}, `In ${finding.document}`), ...listFindings([finding], () => undefined)]));
}

function stateOf({ shipped, draft, used }) {
  if (draft !== used) return "refused";
  return used === shipped ? "shipped" : "edited";
}

/** The buttons of a pack's documents. They stay while the documents do: one that went with a press on it would not hear the click. */
function createList(list, open) {
  let buttons = new Map();
  const fill = (documents) => {
    buttons = new Map(documents.map(({ source }) => [source, documentButton(source, open)]));
    list.replaceChildren(...[...buttons.values()].map((button) => el("li", {}, button)));
  };
  return (documents, chosen) => {
    if (documents.map(({ source }) => source).join() !== [...buttons.keys()].join()) fill(documents);
    for (const document of documents) {
      const [button, state] = [buttons.get(document.source), stateOf(document)];
      if (document.source === chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      button.lastChild.dataset.state = state;
      button.lastChild.textContent = STATES[state][1];
    }
  };
}

function documentButton(source, open) {
  const button = el("button", { type: "button", "data-source": source }, el("span", {}, source), el("small", {}));
  button.addEventListener("click", () => {
    open(source);
    button.focus();
  });
  return button;
}

function showState(container, document, isPackEdited) {
  const state = stateOf(document);
  const [sign, text] = STATES[state];
  const stays = document.used === document.shipped ? "the shipped version stays in use" : "your last good version stays in use";
  const explanation = {
    shipped: isPackEdited ? "Another document of the pack is edited." : "All panels answer with the documents as shipped.",
    edited: "All panels answer with your edit.",
    refused: `It cannot be loaded: ${stays} in all panels.`,
  }[state];
  container.dataset.state = state;
  container.replaceChildren(el("p", { class: "badge" }, el("span", { "aria-hidden": "true" }, `${sign} `), text), el("p", { class: "hint" }, explanation));
}

function showChanges({ settings, effects, summary }, workspace, pack, examples) {
  if (!workspace.isEdited(pack)) {
    delete summary.dataset.changed;
    settings.replaceChildren();
    effects.replaceChildren();
    summary.textContent = "Nothing yet. Change a setting, for example the threshold of deal.json from 100 TB to 200 TB, "
      + "and see which questions are answered differently.";
    return;
  }
  const found = showEffects(workspace, pack, examples);
  settings.replaceChildren(...showSettings(workspace, pack));
  summary.dataset.changed = "yes";
  summary.textContent = found.summary;
  effects.replaceChildren(...found.nodes);
}
