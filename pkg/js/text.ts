/**
 * From a JavaScript value to the JSON text that the module reads. Whatever
 * `JSON.stringify` would change or drop in silence is refused here with its
 * place; every other judgement on the data is the module's.
 */
import { PolicyError, type PolicyErrorCode } from "./errors.js";

/** Above the module's own limit on nesting, far below the engine's stack. */
const MAX_DEPTH = 40;

/** The way to a value that is nested deeper than the module reads. */
class TooDeep extends Error {
  constructor(readonly keys: readonly (string | number)[]) {
    super("nested too deep");
  }
}

/** JSON text of `value`; an own member that is `undefined` counts as absent. */
export function toText(value: unknown): string {
  try {
    if (!isData(value, 0)) checkValue(value, { keys: [], ancestors: [] });
    return JSON.stringify(value);
  } catch (cause) {
    if (cause instanceof PolicyError) throw cause;
    if (cause instanceof TooDeep) return opening(cause.keys);
    if (cause instanceof RangeError) {
      throw new PolicyError("too_large", "the value is too large to be written as one JSON text", { cause });
    }
    throw new PolicyError("unreadable", "reading the value failed", { pointer: "", cause });
  }
}

/** The beginning of the value's text: the module stops in it and says where, as it would in the whole. */
function opening(keys: readonly (string | number)[]): string {
  return keys.map((key) => (typeof key === "number" ? `[${"0,".repeat(key)}` : `{${JSON.stringify(key)}:`)).join("");
}

/**
 * A lone surrogate has no UTF-8 form, and the encoder would replace it without
 * a word. Its escape means the same in JSON, and the module reports it.
 */
export function escapeLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);
}

/**
 * Whether nothing in the value can be amiss, without keeping its place; `checkValue` says of all else what it is, and where.
 * That a value contains itself shows in its depth.
 */
function isData(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value);
    case "object":
      return value === null || (depth < MAX_DEPTH && (Array.isArray(value) ? areData(value, depth + 1) : isDataObject(value, depth + 1)));
    default:
      return false;
  }
}

function areData(items: readonly unknown[], depth: number): boolean {
  for (let index = 0; index < items.length; index += 1) {
    if (!isData(items[index], depth)) return false;
  }
  return true;
}

function isDataObject(value: object, depth: number): boolean {
  if (!isPlain(value)) return false;
  for (const key of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member !== undefined && !isData(member, depth)) return false;
  }
  return true;
}

interface Place {
  readonly keys: (string | number)[];
  readonly ancestors: object[];
}

function checkValue(value: unknown, place: Place): void {
  switch (typeof value) {
    case "string":
    case "boolean":
      return;
    case "number":
      if (Number.isFinite(value)) return;
      throw misuse(place, "not_finite", `\`${value}\` is not a JSON number`);
    case "undefined":
      throw misuse(place, "undefined_value", "`undefined` is not a JSON value", "leave the member out");
    case "bigint":
      throw misuse(place, "bigint", "a BigInt is not a JSON value", "pass a capacity as text: `formatCapacity(bytes)`");
    case "function":
    case "symbol":
      throw misuse(place, "not_data", `a ${typeof value} is not a JSON value`);
    case "object":
      if (value !== null) checkObject(value, place);
  }
}

function checkObject(value: object, place: Place): void {
  const { keys, ancestors } = place;
  if (ancestors.includes(value)) throw misuse(place, "cycle", "the value contains itself");
  if (ancestors.length >= MAX_DEPTH) throw new TooDeep(keys);
  ancestors.push(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      keys.push(index);
      checkValue(value[index], place);
      keys.pop();
    }
  } else {
    if (!isPlain(value)) {
      throw misuse(place, "not_plain", "the value is not a plain object", "pass an object literal; a time as RFC 3339 text");
    }
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      keys.push(key);
      checkValue(member, place);
      keys.pop();
    }
  }
  ancestors.pop();
}

/** A prototype without a prototype of its own is the `Object.prototype` of this or of another realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function misuse(place: Place, code: PolicyErrorCode, message: string, help?: string): PolicyError {
  const pointer = place.keys
    .map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
  const at = pointer === "" ? "" : ` at \`${pointer}\``;
  return new PolicyError(code, message + at, help === undefined ? { pointer } : { pointer, help });
}
