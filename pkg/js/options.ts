/** Checks of what is passed beside a request; the module is only given what it can take. */
import { PolicyError } from "./errors.js";

/** A string, or misuse. */
export function asString(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new PolicyError("invalid_options", `\`${name}\` is not a string`, { pointer: `/${name}` });
}

/** Refuses an option that does not exist: one that is misspelled would count as absent. */
export function onlyOptions(call: string, options: object, names: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new PolicyError("invalid_options", `\`${unknown}\` is no option of ${call}; options: ${names.join(", ")}`);
}

/** Milliseconds since 1970 of an RFC 3339 text; now, where there is none. */
export function milliseconds(asOf: string | undefined): number {
  if (asOf === undefined) return Date.now();
  // `Date.parse` alone would take times without a zone, which mean another moment on every machine.
  const instant = /T.*(Z|[+-]\d\d:\d\d)$/.test(asString("asOf", asOf)) ? Date.parse(asOf) : Number.NaN;
  if (!Number.isNaN(instant)) return instant;
  const help = "for example `2026-03-20T08:30:00Z`";
  throw new PolicyError("invalid_options", `\`${asOf}\` is not an instant`, { pointer: "/asOf", help });
}
