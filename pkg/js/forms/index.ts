/** Entry `channel-policy/forms`: a Standard Schema for each form, on an engine that has been loaded. */
import type { CallOptions } from "../engine.js";
import type { Catalogue } from "../messages/catalogue.js";
import { DEFINITIONS, type FormEngine, type FormFacts, type FormName, type FormValues } from "./definition.js";
import { Form } from "./form.js";

export type {
  AccountFacts,
  AllocationFacts,
  AllocationValues,
  DealFacts,
  DealValues,
  FormEngine,
  FormFacts,
  FormName,
  FormValues,
  OrderFacts,
  OrderValues,
  PasswordFacts,
  PasswordValues,
} from "./definition.js";
export { Form, type FormObligation, type Judgement } from "./form.js";
export type { FormIssue, StandardProps } from "./standard.js";
export { byField, validityFlag, type ValidityFlag } from "./validity.js";
export type { FormCode } from "../generated/forms.js";
export type { Catalogue, MessageParams, Template } from "../messages/catalogue.js";

/** What all forms of a page have in common. */
export interface FormsOptions extends CallOptions {
  /** The messages: what `channel-policy/messages/en` or `…/de` exports, or a file of your own. */
  readonly language: Catalogue;
  /** What the page knows beside each form; `form.with()` replaces parts of it later. */
  readonly facts?: { readonly [Name in FormName]?: Partial<FormFacts[Name]> };
}

export type Forms = { readonly [Name in FormName]: Form<FormValues[Name], FormFacts[Name]> };

/**
 * The forms of a page. The engine is loaded already, so that each judges at once, without a promise. What was filled in is given
 * to a form, what the page knows (the contract, who is signed in) stands in `facts`: a fault in those is shown as one of the form as
 * a whole, or of the field that they serve, and a value in them that JSON cannot hold throws a `PolicyError`.
 */
export function createForms(engine: FormEngine, { language, facts = {}, ...options }: FormsOptions): Forms {
  const form = (name: FormName) => new Form(DEFINITIONS[name], { engine, language, options, only: undefined, facts: facts[name] ?? {} });
  return Object.fromEntries((Object.keys(DEFINITIONS) as FormName[]).map((name) => [name, form(name)])) as unknown as Forms;
}
