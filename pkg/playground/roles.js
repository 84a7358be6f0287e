// The role table as a picture, one block of columns per version; a pressed cell
// becomes a permission request.
import { PolicyEngine } from "./pkg/web.js";
import { showAnswer } from "./answer.js";
import { el, field } from "./dom.js";
import { createTwin } from "./twin.js";

const SHOWN = {
  allow: ["✓", "allowed"],
  deny: ["✕", "denied"],
  unset: ["–", "not set"],
  beyond: ["∅", "out of reach"],
};
const RELATIONS = {
  reached: "the nearest account that is reached",
  own: "the same account",
  child: "an account directly below",
  descendant: "an account further down",
  elsewhere: "an account elsewhere",
};
const OWNERS = { own: "account-1", child: "account-2", descendant: "account-3", elsewhere: "account-4" };

export function startRoles(section, engine, clock) {
  const form = section.querySelector("form");
  const documents = permissionDocuments();
  const { roles, reach } = documents.at(-1).permission;
  offer(form.elements.accountType, [...new Set(reach.flatMap(({ accountTypes }) => accountTypes))].map((type) => [type, type]));
  offer(form.elements.relation, Object.entries(RELATIONS));

  const ask = createTwin(engine, "permission", section.querySelector(".twin"));
  let pressed;
  const press = (cell) => {
    pressed = cell.key;
    for (const button of section.querySelectorAll(".matrix .cell")) {
      button.setAttribute("aria-pressed", String(button.dataset.key === pressed));
    }
    section.querySelector(".asked").textContent = `${cell.version}: may ${cell.role} ${cell.action} ${cell.type}?`;
    showAnswer(section.querySelector(".outcome"), form, ask(readRequest(field(form, "accountType"), cell, clock())));
  };
  const draw = () => {
    const tables = readTables(engine, documents, roles, field(form, "accountType"));
    drawMatrix(section.querySelector(".matrix"), tables, roles, field(form, "relation"), press);
    if (pressed) section.querySelector(`[data-key="${pressed}"]`)?.click();
  };
  form.addEventListener("input", draw);
  return draw;
}

function permissionDocuments() {
  return PolicyEngine.shippedDocuments()
    .map(({ text }) => JSON.parse(text))
    .filter(({ kind }) => kind === "permission")
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
}

function offer(select, choices) {
  select.replaceChildren(...choices.map(([value, text]) => el("option", { value }, text)));
}

function readRequest(accountType, { name, version, role, action, type, relation, accountTypes }, asOf) {
  const account = OWNERS[relation];
  const typeOf = (id, usual) => (accountTypes !== undefined && id === account ? accountTypes[0] : usual);
  return {
    subject: { type: "user", id: "user-1", properties: { role, account: "account-1" } },
    action: { name: action },
    // A resource that is itself an account is named by its own id, any other by the account that it belongs to.
    resource: accountTypes === undefined ? { type, id: "resource-1", properties: { account } } : { type, id: account },
    context: {
      asOf,
      pin: [{ name, version }],
      accounts: [
        { id: "account-1", type: accountType },
        { id: "account-2", type: typeOf("account-2", "partner"), parent: "account-1" },
        { id: "account-3", type: typeOf("account-3", "customer"), parent: "account-2" },
        { id: "account-4", type: typeOf("account-4", "distributor") },
      ],
    },
  };
}

/** One entry per version, each with the ability of every role. */
function readTables(engine, documents, roles, accountType) {
  return documents.map(({ name, version, effectiveFrom, permission }) => ({
    accountTypes: new Map(permission.resourceTypes.map(({ id, accountTypes }) => [id, accountTypes])),
    name,
    version,
    effectiveFrom,
    abilities: roles.map((role) => engine.ability({ role, accountType, version })),
  }));
}

function drawMatrix(table, tables, roles, relation, press) {
  const head = [
    el("tr", {}, el("td", {}), ...tables.map(({ version, effectiveFrom }) =>
      el("th", { colspan: roles.length, scope: "colgroup", class: "first" }, version, el("small", {}, `from ${effectiveFrom}`)))),
    el("tr", {}, el("td", {}), ...tables.flatMap(() =>
      roles.map((role, index) => el("th", { scope: "col", class: index === 0 ? "first" : undefined }, role)))),
  ];
  const bodies = resourceTypesOf(tables).map(({ id, actions }) => el("tbody", {},
    el("tr", {}, el("th", { scope: "rowgroup", colspan: 1 + tables.length * roles.length }, id)),
    ...actions.map((action) => el("tr", {}, el("th", { scope: "row" }, action),
      ...tables.flatMap((_, position) => roles.map((role, index) =>
        el("td", { class: index === 0 ? "first" : undefined },
          drawCell(tables, { position, index, role, action, type: id }, relation, press))))))));
  table.replaceChildren(el("thead", {}, ...head), ...bodies);
}

function resourceTypesOf(tables) {
  const known = new Map();
  for (const { id, actions } of tables.flatMap(({ abilities }) => abilities[0].resourceTypes)) {
    known.set(id, [...new Set([...(known.get(id) ?? []), ...actions])]);
  }
  return Array.from(known, ([id, actions]) => ({ id, actions }));
}

/** The owner asked about: the one chosen, or the nearest that is reached. */
function ownerOf(ability, { action, type }, relation) {
  if (relation !== "reached") return relation;
  return ["own", "child", "descendant"].find((owner) => ability.reaches(action, type, owner)) ?? "elsewhere";
}

function effectIn({ abilities }, place, relation) {
  const { index, action, type } = place;
  const ability = abilities[index];
  return ability.reaches(action, type, ownerOf(ability, place, relation)) ? ability.effect(action, type) : "beyond";
}

function drawCell(tables, place, relation, press) {
  const { position, index, role, action, type } = place;
  const { name, version, abilities, accountTypes } = tables[position];
  const effect = effectIn(tables[position], place, relation);
  if (effect === undefined) return "";
  const changed = position > 0 && effectIn(tables[position - 1], place, relation) !== effect;
  const [symbol, word] = SHOWN[effect];
  const key = [version, role, action, type].join(" ");
  const cell = el("button", {
    type: "button",
    class: changed ? "cell changed" : "cell",
    "data-effect": effect,
    "data-key": key,
    "aria-pressed": "false",
    "aria-label": `${version}: ${role} ${action} ${type}: ${word}${changed ? ", changed" : ""}`,
  }, symbol);
  const owner = ownerOf(abilities[index], place, relation);
  cell.addEventListener("click", () => press({ key, name, version, role, action, type, relation: owner, accountTypes: accountTypes.get(type) }));
  return cell;
}
