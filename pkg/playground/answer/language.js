// The language of messages: the engine's own English, or the German of the form catalogue where it has the code.
import { render } from "../pkg/messages/catalogue.js";

let catalogue;

/** Chooses English (`en`) or German (`de`); the German texts are fetched when they are first wanted. */
export async function chooseLanguage(language) {
  catalogue = language === "de" ? (await import("../pkg/messages/de.js")).default : undefined;
}

/** Message and help of a finding. `telling` holds the password's result, from which what is missing is named. */
export function inLanguage({ code, message, help, found, allowed, rule }, { password } = {}) {
  const template = catalogue !== undefined && Object.hasOwn(catalogue.codes, code) ? catalogue.codes[code] : undefined;
  if (template === undefined) return { message, help, language: catalogue === undefined ? undefined : "en" };
  const params = Object.fromEntries(Object.entries({ found, allowed, rule, ...missingOf(password) }).filter(([, value]) => value !== undefined));
  const helpText = template[1] === undefined ? "" : render(template[1], params).trim();
  return { message: render(template[0], params), help: helpText === "" ? undefined : helpText, language: "de" };
}

function missingOf(password) {
  if (password === undefined) return {};
  return { missing: password.missing.map((name) => catalogue.words[name]).join(", "), needed: String(password.needed) };
}
