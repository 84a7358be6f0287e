// Role tables, abilities and state machines as tables with signs that have words.
import { el } from "../parts/dom.js";
import { tableOf } from "./facts.js";
import { words } from "./findings.js";

const CELLS = {
  allow: ["✓", "allow"],
  deny: ["✕", "deny"],
  unset: ["–", "not set"],
  conditional: ["?", "a condition decides"],
};
/** The engine's numbers of an ability's cells. */
const ABILITY = ["deny", "allow", "conditional"];

function sign(effect) {
  const [symbol, word] = CELLS[effect] ?? ["·", effect];
  return el("span", { class: "sign", "data-effect": effect, role: "img", "aria-label": word, title: word }, symbol);
}

/** Every version of the role table, the newest open. */
export function matrixOf(tables) {
  return tables.map(({ name, version, effectiveFrom, roles, rows }, index) => el("details", { open: index === tables.length - 1 },
    el("summary", {}, `${name} ${version}, from ${effectiveFrom}: ${rows.length} actions, ${roles.length} roles`),
    tableOf({
      caption: `Roles of ${name} ${version}`,
      columns: ["Object and action", ...roles],
      rows: rows.map(({ resourceType, action, cells }) => [`${words(resourceType)}: ${words(action)}`, ...cells.map(sign)]),
    })));
}

/** Whose objects a cell reaches: the engine's sum of these numbers. */
const REACH = [[1, "the own account"], [2, "directly below"], [4, "further down"], [8, "every other"], [16, "what it owns"]];

function reachOf(scopes) {
  return REACH.filter(([bit]) => (scopes & bit) !== 0).map(([, word]) => word).join(", ") || "nothing";
}

/** What a subject may do, by type of object; the accounts that it was worked out for. */
export function abilityOf({ resourceTypes, accounts }) {
  const rows = resourceTypes.flatMap(({ id, actions, cells, scopes }) => actions.map((action, index) =>
    [`${words(id)}: ${words(action)}`, sign(ABILITY[cells[index]]), reachOf(scopes[index])]));
  return [
    tableOf({ caption: "What the subject may do", columns: ["Object and action", "May", "On objects of"], rows }),
    el("p", { class: "hint" }, `Over ${accounts.length} accounts: ${accounts.map(({ id }) => id).join(", ") || "none"}.`),
  ];
}

/** The lives of deals, orders and subscriptions: which event leads from where to where. */
export function machinesOf(machines) {
  return machines.flatMap(({ document, name, states, transitions }) => [
    el("h4", {}, `${words(name)}: ${states.length} states, ${document.name} ${document.version}`),
    tableOf({
      caption: `Transitions of ${words(name)}`,
      columns: ["Event", "From", "To"],
      rows: transitions.map(({ event, from, to }) => [words(event), from.map(words).join(", "), to === undefined ? "the state before" : words(to)]),
    }),
  ]);
}
