// Starts the module in the page and one controller per panel.
import { init, PolicyEngine } from "./pkg/web.js";
import { startAllocation } from "./allocation.js";
import { startBill } from "./bill.js";
import { startCompare } from "./compare.js";
import { startDeal } from "./deal.js";
import { el } from "./dom.js";
import { startRoles } from "./roles.js";

const section = (id) => document.getElementById(id);
const time = document.getElementById("as-of");
time.value = new Date().toISOString().slice(0, 16);

/** The instant under which every panel asks; the page and the sidecar must be asked about the same one. */
const clock = () => (time.value === "" ? new Date().toISOString() : `${time.value}:00Z`);

try {
  await init();
  const engine = PolicyEngine.load();
  const panels = [
    startAllocation(section("allocation"), engine, clock),
    startBill(section("bill"), engine, clock),
    startCompare(section("compare"), clock),
    startDeal(section("deal"), engine, clock),
    startRoles(section("roles"), engine, clock),
  ];
  const refresh = () => panels.forEach((judge) => judge());
  time.addEventListener("input", refresh);
  refresh();
  document.getElementById("documents").replaceChildren(...engine.policies.map(({ kind, name, version, digest }) =>
    el("tr", {}, el("td", {}, kind), el("td", {}, name), el("td", {}, version), el("td", {}, el("code", {}, digest)))));
  document.body.dataset.ready = "yes";
} catch (error) {
  document.getElementById("failure").hidden = false;
  document.getElementById("failure").textContent = `The page could not start: ${error.message}`;
  throw error;
}
