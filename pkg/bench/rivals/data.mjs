// A request as the data of rules that know numbers alone: bytes for capacities, milliseconds for instants.
import { parseCapacity } from "../../dist/node.js";

const CAPACITIES = new Set([
  "volume", "expectedVolume", "averageVolume", "capacity", "reservedCapacity", "allocatedCapacity", "requestedCapacity", "increment",
]);
const INSTANT = /^\d{4}-\d\d-\d\dT/;

/** The same structure with numbers. */
export function numbers(value, key) {
  if (Array.isArray(value)) return value.map((item) => numbers(item));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, numbers(member, name)]));
  }
  if (typeof value !== "string") return value;
  if (CAPACITIES.has(key)) return bytes(value);
  return INSTANT.test(value) ? Date.parse(value) : value;
}

function bytes(text) {
  const capacity = parseCapacity(text);
  if (!capacity.ok) throw new Error(`not a capacity: ${text}`);
  return Number(capacity.bytes);
}
