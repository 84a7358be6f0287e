// Starts the module in the page, its views, and what they share: documents, time, theme, language.
import { init, PolicyEngine } from "./pkg/web.js";
import { chooseLanguage } from "./answer/language.js";
import { createPanel } from "./ask/panel.js";
import { FORMS } from "./forms.js";
import { startAllocation } from "./guided/allocation.js";
import { startBill } from "./guided/bill.js";
import { startCompare } from "./guided/compare.js";
import { startDeal } from "./guided/deal.js";
import { startRoles } from "./guided/roles.js";
import { GROUPS, OPERATIONS } from "./operations.js";
import { createOverview } from "./overview.js";
import { el } from "./parts/dom.js";
import { startMenu } from "./parts/menu.js";
import { startRouter } from "./parts/router.js";
import { startTheme } from "./parts/theme.js";
import { showBanner } from "./policies/banner.js";
import { createPolicies } from "./policies/view.js";
import { createWorkspace, SHIPPED } from "./workspace.js";

/** What starts each form; it gives the function that judges it again. */
const START = { allocation: startAllocation, bill: startBill, compare: startCompare, deal: startDeal, roles: startRoles };
const byId = (id) => document.getElementById(id);
const time = byId("as-of");
time.value = new Date().toISOString().slice(0, 16);

/** The instant under which every form asks; the page and the sidecar must be asked about the same one. */
const clock = () => (time.value === "" ? new Date().toISOString() : `${time.value}:00Z`);

startTheme(byId("theme"));
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});

try {
  await start();
  document.body.dataset.ready = "yes";
} catch (error) {
  byId("failure").hidden = false;
  byId("failure").textContent = `The page could not start: ${error.message}`;
  throw error;
}

async function start() {
  const [, packs, examples] = await Promise.all([init(), load("data/packs.json"), load("data/examples.json")]);
  const shipped = PolicyEngine.shippedDocuments();
  const workspace = createWorkspace(packs.map((pack) => (pack.name === SHIPPED ? { ...pack, documents: shipped } : pack)));
  const views = viewsOf(workspace, examples);
  // A view that is not seen is judged when it is entered.
  const judgeSeen = () => views.get(document.body.dataset.view).enter();
  time.addEventListener("input", judgeSeen);
  byId("language").addEventListener("change", async ({ target }) => {
    await chooseLanguage(target.value);
    judgeSeen();
  });
  startMenu(byId("menu"), byId("menu-button"), menuGroups());
  startRouter(views, () => showBanner(byId("edits"), workspace));
}

function menuGroups() {
  return [
    { title: "", views: [{ id: "overview", title: "Overview" }, { id: "policies", title: "Policy documents" }] },
    { title: "Forms", views: FORMS },
    ...GROUPS.map(({ title, operations }) => ({ title, views: operations.map((operation) => ({ id: `ask-${operation.id}`, title: operation.title })) })),
  ];
}

/** Every view: its title, what fills or judges it when it is entered, what is due when it is left. A panel is made when it is first wanted. */
function viewsOf(workspace, examples) {
  const views = new Map([
    ["overview", { title: "Overview", enter: createOverview(byId("overview"), workspace) }],
    ["policies", { title: "Policy documents", ...createPolicies(byId("policies"), workspace, examples) }],
  ]);
  for (const { id, title } of FORMS) views.set(id, { title, enter: START[id](byId(id), workspace, clock) });
  for (const operation of OPERATIONS.values()) {
    const section = el("section", { id: `ask-${operation.id}`, class: "card", hidden: true }, el("h2", { tabindex: "-1" }, operation.title));
    byId("main").append(section);
    let panel;
    const enter = () => {
      if (panel === undefined) panel = createPanel(section, operation, examples[operation.id], workspace);
      else panel.enter();
    };
    views.set(section.id, { title: operation.title, enter, leave: () => panel.leave() });
  }
  return views;
}

async function load(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} is not there (status ${response.status})`);
  return response.json();
}
