/** From what the engine says to issues in somebody's language. */
import type { FormCode } from "../generated/forms.js";
import type { AccountAnswer, PasswordAnswer, Reason } from "../generated/types.js";
import { render, type Catalogue, type MessageParams, type Template } from "../messages/catalogue.js";
import type { Path } from "./clean.js";
import type { FormIssue } from "./standard.js";

/** What is to be said, before it has words. */
export interface Finding {
  readonly code: string;
  readonly path: Path;
  readonly severity: FormIssue["severity"];
  readonly found?: string | undefined;
  readonly allowed?: string | undefined;
  readonly rule?: string | undefined;
  /** The engine's own English text, for a code that the catalogue does not have. */
  readonly message?: string | undefined;
  readonly source?: string | undefined;
  /** Whether it is bad input that the page gives beside the form. */
  readonly isFact?: boolean;
}

type PasswordResult = PasswordAnswer["context"]["password"] | AccountAnswer["context"]["password"];

export interface Telling {
  readonly language: Catalogue;
  readonly values: unknown;
  readonly password?: PasswordResult;
}

const LONGEST = 40;
/** Fields whose value no message repeats. */
const SECRET = new Set(["password", "confirmation", "current"]);

/** The finding as an issue. */
export function tell(finding: Finding, telling: Telling): FormIssue {
  const { code, path, severity, source } = finding;
  const params = paramsOf(finding, telling);
  const template = finding.isFact === true ? telling.language.facts : templateOf(code, telling.language);
  const summary = template === undefined ? (finding.message ?? code) : render(template[0], params);
  const help = template?.[1] === undefined ? "" : render(template[1], params).trim();
  const issue = { message: help === "" ? summary : `${summary} ${help}`, summary, path, pointer: pointerOf(path), code, params, severity };
  return { ...issue, ...(help !== "" && { help }), ...(source !== undefined && { source }) };
}

function templateOf(code: string, { codes }: Catalogue): Template | undefined {
  return Object.hasOwn(codes, code) ? codes[code as FormCode] : undefined;
}

function paramsOf({ code, path, found, allowed, rule, source, isFact }: Finding, { language, values, password }: Telling): Readonly<Record<string, string>> {
  const params: { -readonly [Name in keyof MessageParams]: string | undefined } = {
    value: valueAt(values, path),
    found,
    allowed,
    rule,
    source: isFact === true ? source : undefined,
  };
  if (code === "password.classes_missing" && password !== undefined) {
    params.missing = password.missing.map((name) => language.words[name]).join(", ");
    params.needed = String(password.needed);
  }
  return Object.fromEntries(Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function valueAt(values: unknown, path: Path): string | undefined {
  let value = values;
  for (const key of path) {
    if (SECRET.has(String(key)) || typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const characters = [...String(value)];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : characters.join("");
}

export function pointerOf(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** What a reason does, in the words of forms. */
export function severityOf({ effect }: Reason): FormIssue["severity"] {
  return effect === "deny" ? "error" : effect === "warn" ? "warning" : "info";
}
