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
