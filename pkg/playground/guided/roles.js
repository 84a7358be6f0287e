// The role table as a picture, one block of columns per version; a pressed cell
// becomes a permission request.
import { placeAccounts } from "./accounts.js";
import { showAnswer } from "./fields.js";
import { el, field } from "../parts/dom.js";
import { startRoving } from "./rove.js";
import { createFormTwin } from "../parts/twin.js";
import { SHIPPED } from "../workspace.js";

const SHOWN = {
  allow: ["✓", "allowed"],
  deny: ["✕", "denied"],
  unset: ["–", "not set"],
  conditional: ["?", "a condition decides"],
  beyond: ["∅", "out of reach"],
};
const RELATIONS = {
  reached: "the nearest account that is reached",
  own: "the same account",
  child: "an account directly below",
  descendant: "an account further down",
  elsewhere: "an account elsewhere",
};
/** The scopes that reach an account which stands so. */
const SCOPES = {
  own: ["self", "own", "any"],
  child: ["children", "descendants", "any"],
  descendant: ["descendants", "any"],
  elsewhere: ["any"],
};

export function startRoles(section, workspace, clock) {
  const form = section.querySelector("form");
  const asked = section.querySelector(".asked");
  const ask = createFormTwin(workspace, { operation: "permission", name: "Cell of the role table" }, section.querySelector(".twin"));
  offer(form.elements.relation, Object.entries(RELATIONS));
  const roving = startRoving(section.querySelector(".matrix"));
  let [versions, loaded, pressed] = [[], undefined, undefined];

  const press = (cell) => {
    pressed = cell.key;
    section.querySelector('.matrix [aria-pressed="true"]')?.setAttribute("aria-pressed", "false");
    section.querySelector(`[data-key="${CSS.escape(pressed)}"]`).setAttribute("aria-pressed", "true");
    asked.parentElement.hidden = false;
    asked.textContent = `${cell.version.version}: may ${cell.role} ${cell.action} ${cell.type}?`;
    showAnswer(section.querySelector(".outcome"), form, ask(readRequest(field(form, "accountType"), cell, clock())));
  };
  const read = () => {
    if (loaded === workspace.engine(SHIPPED)) return;
    loaded = workspace.engine(SHIPPED);
    versions = readVersions(loaded, workspace.documents(SHIPPED));
    const accountTypes = versions.flatMap(({ rows }) => [...rows.values()].flatMap(({ reach }) => [...reach.keys()]));
    offer(form.elements.accountType, [...new Set(accountTypes)].map((type) => [type, type]));
  };
  const draw = () => {
    read();
    const roles = [...new Set(versions.flatMap((version) => version.roles))];
    const view = { versions, roles, accountType: field(form, "accountType"), relation: field(form, "relation") };
    drawMatrix(section.querySelector(".matrix"), view, press);
    const chosen = pressed && section.querySelector(`[data-key="${CSS.escape(pressed)}"]`);
    roving.rest(chosen ?? undefined);
    chosen?.click();
  };
  form.addEventListener("input", draw);
  return draw;
}

/** The engine's tables, each row under its type and action, beside the section of the document that it is of. */
function readVersions(engine, texts) {
  const documents = texts.map(({ used }) => JSON.parse(used));
  return engine.matrix().context.matrix.map((table) => ({
    ...table,
    permission: documents.find(({ kind, name, version }) => kind === "permission" && name === table.name && version === table.version).permission,
    rows: new Map(table.rows.map((row) => [`${row.resourceType} ${row.action}`,
      { ...row, reach: new Map(row.reach.map(({ accountType, scopes }) => [accountType, scopes])) }])),
  }));
}

function offer(select, choices) {
  const { value } = select;
  select.replaceChildren(...choices.map(([known, text]) => el("option", { value: known }, text)));
  if (choices.some(([known]) => known === value)) select.value = value;
}

function readRequest(accountType, { version: { name, version, permission }, role, action, type, relation }, asOf) {
  const { accountTypes: wanted } = permission.resourceTypes.find(({ id }) => id === type);
  const { accounts, user, target } = placeAccounts(permission, { accountType, relation, wanted });
  const properties = { account: target, ...(relation === "own" && { owner: "user-1" }) };
  return {
    subject: { type: "user", id: "user-1", properties: { role, account: user } },
    action: { name: action },
    // A resource that is itself an account is named by its own id, any other by the account that it belongs to.
    resource: wanted === undefined ? { type, id: "resource-1", properties } : { type, id: target },
    context: { asOf, pin: [{ name, version }], accounts },
  };
}

function drawMatrix(table, view, press) {
  const { versions, roles } = view;
  const head = [
    el("tr", {}, el("td", {}), ...versions.map(({ version, effectiveFrom }) =>
      el("th", { colspan: roles.length, scope: "colgroup", class: "first" }, version, el("small", {}, `from ${effectiveFrom}`)))),
    el("tr", {}, el("td", {}), ...versions.flatMap(() =>
      roles.map((role, index) => el("th", { scope: "col", class: index === 0 ? "first" : undefined }, role)))),
  ];
  const bodies = Array.from(resourceTypesOf(versions), ([type, actions]) => el("tbody", {},
    el("tr", {}, el("th", { scope: "rowgroup", colspan: 1 + versions.length * roles.length }, type)),
    ...Array.from(actions, (action) => el("tr", {}, el("th", { scope: "row" }, action),
      ...versions.flatMap((_, position) => roles.map((role, index) =>
        el("td", { class: index === 0 ? "first" : undefined }, drawCell(view, { position, role, action, type }, press))))))));
  table.replaceChildren(el("thead", {}, ...head), ...bodies);
}

/** The actions of each type, over all versions. */
function resourceTypesOf(versions) {
  const known = new Map();
  for (const { resourceType, action } of versions.flatMap(({ rows }) => [...rows.values()])) {
    known.set(resourceType, (known.get(resourceType) ?? new Set()).add(action));
  }
  return known;
}

/** What a version says of a cell, and the relation asked about: the one chosen, or the nearest that is reached. */
function read({ versions, accountType, relation: chosen }, { position, role, action, type }) {
  const { rows, roles } = versions[position];
  const row = rows.get(`${type} ${action}`);
  const cell = row?.cells[roles.indexOf(role)];
  if (cell === undefined) return undefined;
  const scopes = row.reach.get(accountType) ?? [];
  const reaches = (relation) => SCOPES[relation].some((scope) => scopes.includes(scope));
  const relation = chosen === "reached" ? (Object.keys(SCOPES).find(reaches) ?? "elsewhere") : chosen;
  return { relation, effect: reaches(relation) ? cell : "beyond" };
}

function drawCell(view, place, press) {
  const { position, role, action, type } = place;
  const found = read(view, place);
  if (found === undefined) return "";
  const version = view.versions[position];
  const { relation, effect } = found;
  const changed = position > 0 && read(view, { ...place, position: position - 1 })?.effect !== effect;
  const [symbol, word] = SHOWN[effect];
  const key = [version.version, role, action, type].join(" ");
  const cell = el("button", {
    type: "button",
    class: changed ? "cell changed" : "cell",
    "data-effect": effect,
    "data-key": key,
    "aria-pressed": "false",
    "aria-label": `${version.version}: ${role} ${action} ${type}: ${word}${changed ? ", changed" : ""}`,
  }, symbol);
  cell.addEventListener("click", () => press({ key, version, role, action, type, relation }));
  return cell;
}
