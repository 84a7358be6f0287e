/** What a language file holds, and how a message is made of it. A message is plain text, whatever stands in its parameters. */
import type { FormCode } from "../generated/forms.js";

/**
 * What a message may name. Texts as the engine prints them (`47 TB`, `2026-06-20T12:00:00Z`); absent where the engine does
 * not say it.
 */
export interface MessageParams {
  /** What was filled in, shortened; never of a password. */
  readonly value?: string;
  /** What the engine found. */
  readonly found?: string;
  /** What would be taken: a value, or the possible ones with commas between. */
  readonly allowed?: string;
  /** The rule or setting of the policy document that decided. */
  readonly rule?: string;
  /** Classes of characters that a password lacks, in the catalogue's words. */
  readonly missing?: string;
  /** How many of them must be added. */
  readonly needed?: string;
  /** The place in the engine's request, of what the page gives beside the form. */
  readonly source?: string;
}

/**
 * What is wrong, and what helps. `{name}` is a parameter. What stands in `[…]` is left out where a parameter in it is absent;
 * outside of brackets an absent parameter is `…`.
 */
export type Template = readonly [message: string, help?: string];

/** One language: every code that a form can meet, and nothing else. */
export interface Catalogue {
  /** BCP 47. */
  readonly language: string;
  /** Words of the wire that messages name. */
  readonly words: Readonly<Record<"lower" | "upper" | "digit" | "special", string>>;
  /** What the page gives beside the form is wrong or missing: no matter of who fills it in. */
  readonly facts: Template;
  readonly codes: Readonly<Record<FormCode, Template>>;
}

const PARTS = /\[([^\]]*)\]|\{(\w+)\}/g;

/** The text of a template. What a parameter holds is never read as a template. */
export function render(template: string, params: MessageParams): string {
  const value = (name: string) => (Object.hasOwn(params, name) ? params[name as keyof MessageParams] : undefined);
  return template.replace(PARTS, (_, optional: string | undefined, name: string) => {
    if (optional === undefined) return value(name) ?? "…";
    const isComplete = [...optional.matchAll(/\{(\w+)\}/g)].every(([, inner]) => value(inner as string) !== undefined);
    return isComplete ? optional.replace(/\{(\w+)\}/g, (__, inner: string) => value(inner) ?? "") : "";
  });
}
