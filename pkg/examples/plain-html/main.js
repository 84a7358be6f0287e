// The form "new storage account" with nothing but the Constraint Validation API: no framework, no bundler. What was left is judged
// when it is left and from then on at every key; all is judged when the form is sent.
import { byField, createForms } from "./channel-policy/forms/index.js";
import { init, PolicyEngine } from "./channel-policy/web.js";
import "./capacity-field.js";

const TEXTS = {
  en: {},
  de: {
    title: "Neues Speicherkonto", name: "Name", email: "Kontakt-E-Mail", password: "Passwort", allocatedCapacity: "Kapazität",
    allowOverdraft: "Überziehung erlauben", create: "Anlegen", created: "Angelegt",
  },
};
const tag = new URLSearchParams(location.search).get("lang") === "de" ? "de" : "en";
const { default: language } = await import(`./channel-policy/messages/${tag}.js`);
document.documentElement.lang = tag;
for (const element of document.querySelectorAll("[data-text]")) element.textContent = TEXTS[tag][element.dataset.text] ?? element.textContent;

await init();
const schema = createForms(PolicyEngine.load(), {
  language,
  // What the page knows: who is signed in, the accounts, and the contract, of which 47 TB are free.
  facts: {
    createStorageAccount: {
      subject: { type: "user", id: "u-1", properties: { role: "staff", account: "m-1" } },
      context: { accounts: [{ id: "m-1", type: "channelPartner", agreements: [{ id: "c-1", kind: "contract" }] }] },
      allocation: { contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" } },
      deal: { customer: { id: "k-1", volume: "0 B" } },
    },
  },
}).createStorageAccount;

const form = document.getElementById("account");
// The form sends itself only where nothing stands against it; the browser's own bubbles are asked for below.
form.noValidate = true;
const controls = [...form.elements].filter(({ name }) => name);
const touched = new Set();

for (const control of controls) {
  const error = Object.assign(document.createElement("span"), { id: `${control.id}-error`, className: "error" });
  error.setAttribute("aria-live", "polite");
  (control.closest("label") ?? control).after(error);
  control.setAttribute("aria-describedby", error.id);
  control.addEventListener("blur", () => { touched.add(control.name); judge([...touched]); });
  control.addEventListener("input", () => { if (touched.size > 0) judge([...touched]); });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  for (const { name } of controls) touched.add(name);
  const values = judge();
  const output = form.querySelector("output");
  output.textContent = "";
  // Shows the first message at its control, and brings the focus there.
  if (values !== undefined && form.reportValidity()) output.textContent = `${TEXTS[tag].created ?? "Created"}: ${values.name}, ${values.allocatedCapacity}`;
  else form.reportValidity();
});

document.body.dataset.ready = "yes";

/** Judges the fields, or all; shows what stands against them, and gives the values where nothing does. */
function judge(fields) {
  const values = Object.fromEntries(controls.map((control) => [control.name, control.type === "checkbox" ? control.checked : control.value]));
  const { issues = [], value } = (fields === undefined ? schema : schema.only(fields))["~standard"].validate(values);
  const faults = byField(issues);
  for (const control of controls) show(control, faults.get(control.name) ?? []);
  if (fields === undefined) document.getElementById("form-error").textContent = (faults.get("") ?? []).map(({ message }) => message).join(" ");
  return value;
}

/** Messages are plain text: `textContent`, never `innerHTML`. */
function show(control, issues) {
  const messages = issues.map(({ message }) => message);
  if (control.setIssues === undefined) control.setCustomValidity(messages.join("\n"));
  else control.setIssues(issues);
  control.setAttribute("aria-invalid", String(issues.length > 0));
  const error = document.getElementById(`${control.id}-error`);
  const text = messages.join(" ");
  if (error.textContent !== text) error.textContent = text;
}
