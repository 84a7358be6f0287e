/** What was filled in, as JSON can hold it. What it cannot hold becomes a fault at its place, never an exception. */
import type { FormCode } from "../generated/forms.js";

export type Path = readonly (string | number)[];

/** A value that cannot be sent to the engine. */
export interface Fault {
  readonly code: FormCode;
  readonly path: Path;
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Above the engine's own limit on nesting. */
const MAX_DEPTH = 40;

interface Place {
  readonly path: Path;
  readonly ancestors: readonly object[];
  readonly faults: Fault[];
}

/**
 * The members of a form's values that are its fields. Others are faults and go no further: in the request they could pass for
 * what only the page says. Of an empty control, whose value is `""`, nothing is there.
 */
export function clean(value: unknown, fields: readonly string[]): { readonly values: Readonly<Record<string, Json>>; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  if (value === undefined || value === null) {
    return { values: {}, faults: [{ code: value === null ? "input.null" : "input.missing_field", path: [] }] };
  }
  const read = readable(value, { path: [], ancestors: [], faults });
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    return { values: {}, faults: faults.length > 0 ? faults : [{ code: "input.wrong_type", path: [] }] };
  }
  const entries = Object.entries(read as Readonly<Record<string, Json>>);
  for (const [name] of entries.filter(([name]) => !fields.includes(name))) faults.push({ code: "input.unknown_field", path: [name] });
  return { values: Object.fromEntries(entries.filter(([name, member]) => fields.includes(name) && member !== "")), faults };
}

function readable(value: unknown, place: Place): Json | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : fault(place, "input.not_an_integer");
    case "undefined":
      return undefined;
    case "object":
      if (value === null) return null;
      try {
        return members(value, place);
      } catch {
        // A getter or a proxy that throws.
        return fault(place, "input.wrong_type");
      }
    default:
      return fault(place, "input.wrong_type");
  }
}

function members(value: object, place: Place): Json | undefined {
  if (place.ancestors.includes(value)) return fault(place, "input.wrong_type");
  if (place.ancestors.length >= MAX_DEPTH) return fault(place, "input.too_deep");
  const inside = (key: string | number): Place =>
    ({ path: [...place.path, key], ancestors: [...place.ancestors, value], faults: place.faults });
  if (Array.isArray(value)) {
    // A hole has no place in JSON, and without it the others would change places.
    return Array.from(value as unknown[], (item, index) => {
      if (item === undefined) fault(inside(index), "input.missing_field");
      return readable(item, inside(index)) ?? null;
    });
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain) return fault(place, "input.wrong_type");
  const read: Record<string, Json> = Object.create(null) as Record<string, Json>;
  for (const key of Object.keys(value)) {
    const member = readMember(value, key, inside(key));
    if (member !== undefined) read[key] = member;
  }
  return read;
}

/** One that throws when it is read spoils only itself. */
function readMember(value: object, key: string, place: Place): Json | undefined {
  try {
    return readable((value as Record<string, unknown>)[key], place);
  } catch {
    return fault(place, "input.wrong_type");
  }
}

function fault({ path, faults }: Place, code: FormCode): undefined {
  faults.push({ code, path });
  return undefined;
}
