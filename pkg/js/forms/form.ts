/** One form: a Standard Schema, and the whole answer for those who want more. */
import type { CallOptions } from "../engine.js";
import type { Obligation } from "../generated/types.js";
import { render, type Catalogue } from "../messages/catalogue.js";
import { clean, type Fault, type Path } from "./clean.js";
import type { Definition, Facts, FormAnswer, FormEngine, Question, Values } from "./definition.js";
import { severityOf, tell, type Finding, type Telling } from "./message.js";
import { forTarget, type JsonSchema } from "./schema.js";
import type { FormIssue, StandardProps } from "./standard.js";

/** What a form is made with. */
export interface FormSettings {
  readonly engine: FormEngine;
  readonly language: Catalogue;
  readonly facts: Facts;
  readonly only: readonly string[] | undefined;
  readonly options: CallOptions;
}

/** What must be done beside taking the decision, in the form's language. */
export interface FormObligation {
  readonly code: Obligation["code"];
  readonly message: string;
  readonly params?: Obligation["params"];
}

/** All that there is to say of a form's values. */
export interface Judgement {
  /** Whether there is no issue. */
  readonly ok: boolean;
  /** What stands against it: bad input and denies, all of them. */
  readonly issues: readonly FormIssue[];
  /** What is to be looked at, and background; it stands against nothing. */
  readonly warnings: readonly FormIssue[];
  readonly obligations: readonly FormObligation[];
  /** The engine's own answer; absent where nothing could be asked. */
  readonly answer?: FormAnswer;
}

export class Form<FormValues, FormFacts> {
  readonly "~standard": StandardProps<FormValues>;
  readonly #definition: Definition;
  readonly #settings: FormSettings;

  /** @internal */
  constructor(definition: Definition, settings: FormSettings) {
    this.#definition = definition;
    this.#settings = settings;
    const jsonSchema = ({ target }: { readonly target: string }) => forTarget(this.#schema(), target);
    this["~standard"] = {
      version: 1,
      vendor: "channel-policy",
      validate: (value) => {
        const { values, judgement } = this.#judge(value);
        // A copy without the prototypes and getters of what came in.
        return judgement.ok ? { value: JSON.parse(JSON.stringify(values)) as FormValues } : { issues: judgement.issues };
      },
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    };
  }

  /** The same form with other facts in place of those named. */
  with(facts: Partial<FormFacts>): Form<FormValues, FormFacts> {
    return new Form(this.#definition, { ...this.#settings, facts: { ...this.#settings.facts, ...facts } });
  }

  /** The same form of which only these fields are judged, for those that have been touched. */
  only(fields: readonly (keyof FormValues & string)[]): Form<FormValues, FormFacts> {
    return new Form(this.#definition, { ...this.#settings, only: fields });
  }

  /** Issues, warnings and obligations, and the engine's answer. Does not throw, whatever the value is. */
  judge(value: unknown): Judgement {
    return this.#judge(value).judgement;
  }

  #judge(value: unknown): { readonly values: Values; readonly judgement: Judgement } {
    const { values, faults } = clean(value, this.#definition.fields);
    const { language } = this.#settings;
    const isWhole = faults.some(({ path }) => path.length === 0);
    const { said, answer } = isWhole ? { said: [] } : this.#question(values);
    const faulty = faults.map(({ code, path }): Finding => ({ code, path, severity: "error" }));
    const telling: Telling = { language, values, ...passwordOf(answer) };
    const issues = [...faulty, ...said.filter(({ path }) => !faults.some((fault) => covers(fault, path)))]
      .filter(({ path }) => this.#judges(path))
      .map((finding) => tell(finding, telling));
    const errors = issues.filter(({ severity }) => severity === "error");
    return {
      values,
      judgement: {
        ok: errors.length === 0,
        issues: errors,
        warnings: issues.filter(({ severity }) => severity !== "error"),
        obligations: answer?.ok ? answer.context.obligations.map((due) => obligation(due, language)) : [],
        ...(answer !== undefined && { answer }),
      },
    };
  }

  /**
   * What the engine says. Where fields of a form of the console cannot be read, it judges nothing; then the others are asked about
   * by themselves, so that whatever is wrong is said at once.
   */
  #question(values: Values): { readonly said: readonly Finding[]; readonly answer?: FormAnswer } {
    const answer = this.#ask({ values });
    if (answer === undefined) return { said: [WHOLE] };
    const said = findings(answer, this.#definition, values);
    const unread = said.map(({ path }) => String(path[0] ?? ""));
    if (answer.ok || this.#definition.probe === undefined || unread.includes("")) return { said, answer };
    const only = this.#fields().has.filter((field) => this.#judges([field]) && !unread.includes(field));
    const others = this.#ask({ values, only });
    return { said: others?.ok ? [...said, ...findings(others, this.#definition, values)] : said, answer: others?.ok ? others : answer };
  }

  /** The engine's answer; none where the values are larger than it takes. */
  #ask(changes: Partial<Question>): FormAnswer | undefined {
    const { engine, facts, only, options } = this.#settings;
    try {
      return this.#definition.ask(engine, { values: {}, facts, only, options, ...changes });
    } catch (error) {
      if ((error as { code?: unknown }).code === "too_large") return undefined;
      throw error;
    }
  }

  /** Whether something at the path is judged: the form as a whole is, too. */
  #judges(path: Path): boolean {
    const { only } = this.#settings;
    return only === undefined || path.length === 0 || only.includes(String(path[0]));
  }

  /** The form's schema; of the console's forms with the fields that the loaded policy gives them. */
  #schema(): JsonSchema {
    const { schema, probe } = this.#definition;
    if (probe === undefined) return schema;
    const { has, required } = this.#fields();
    const all = schema["properties"] as Readonly<Record<string, unknown>>;
    return { ...schema, properties: Object.fromEntries(has.map((field) => [field, all[field]])), required };
  }

  /** The fields that the loaded policy gives a form of the console. */
  #fields(): { readonly has: readonly string[]; readonly required: readonly string[] } {
    const { fields, probe } = this.#definition;
    const { asOf, pin } = this.#settings.facts;
    const facts = { ...probe, ...(asOf !== undefined && { asOf }), ...(pin !== undefined && { pin }) };
    const answers = fields.map((field) => ({ field, answer: this.#ask({ facts, only: [field] }) }));
    const has = answers.filter(({ answer }) => !says(answer, "input.unknown_value"));
    const required = has.filter(({ answer }) => says(answer, "account.field_required"));
    return { has: has.map(({ field }) => field), required: required.map(({ field }) => field) };
  }
}

const WHOLE: Finding = { code: "input.too_large", path: [], severity: "error" };

function says(answer: FormAnswer | undefined, code: string): boolean {
  if (answer === undefined) return false;
  const said: readonly { readonly code: string }[] = answer.ok ? answer.context.reasons : answer.issues;
  return said.some((item) => item.code === code);
}

function covers(fault: Fault, path: Path): boolean {
  return fault.path.every((key, index) => String(path[index]) === String(key));
}

function findings(answer: FormAnswer, definition: Definition, values: Values): Finding[] {
  if (!answer.ok) {
    return answer.issues.map(({ code, message, pointer, allowed }) => {
      const inside = insideOf(pointer, definition);
      const isFact = inside === undefined && pointer !== "";
      return { code, message, source: pointer, path: inside ?? homeOf(pointer, definition, values), severity: "error", allowed, isFact };
    });
  }
  return answer.context.reasons.map((reason) => {
    const { code, message, pointer = "", found, allowed, rule } = reason;
    const path = insideOf(pointer, definition) ?? homeOf(pointer, definition, values);
    return { code, message, source: pointer, path, severity: severityOf(reason), found, allowed, rule };
  });
}

/** From a place in the request to the way to a value of the form; none where it is a place of the facts. */
function insideOf(pointer: string, { place, fields }: Definition): Path | undefined {
  const tokens = tokensOf(pointer);
  if (place !== "" && tokens.shift() !== place.slice(1)) return undefined;
  if (!fields.includes(tokens[0] ?? "")) return undefined;
  return tokens.map((token, index) => (index > 0 && /^(0|[1-9]\d*)$/.test(token) ? Number(token) : token));
}

/** The field that a fact serves, where that is filled in; else the form as a whole. */
function homeOf(pointer: string, { homes }: Definition, values: Values): Path {
  const [first = ""] = tokensOf(pointer);
  const home = Object.hasOwn(homes, first) ? homes[first] : undefined;
  return home === undefined || !Object.hasOwn(values, home) ? [] : [home];
}

function tokensOf(pointer: string): string[] {
  return pointer.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function passwordOf(answer: FormAnswer | undefined): Pick<Telling, "password"> {
  if (!answer?.ok) return {};
  const { password } = answer.context as { password?: NonNullable<Telling["password"]> };
  return password === undefined ? {} : { password };
}

function obligation({ code, params }: Obligation, language: Catalogue): FormObligation {
  const message = Object.hasOwn(language.codes, code) ? render(language.codes[code][0], {}) : code;
  return { code, message, ...(params !== undefined && { params }) };
}
