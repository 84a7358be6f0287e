// What differs between two values, by JSON Pointer.

/** Of an answer: which documents decided, and by which bytes, changes with every edit and says nothing. */
const PASSED_OVER = /(^|\/)(policies|digest)(\/|$)/;

/**
 * The places at which two JSON values differ, in the order of the first. Items of a list that have an id or a code are
 * compared with their like, and named by it.
 * @returns {{ pointer: string, before: unknown, after: unknown }[]} `undefined` where one has nothing there
 */
export function differences(before, after, pointer = "") {
  if (PASSED_OVER.test(pointer) || Object.is(before, after)) return [];
  if (!isNested(before) || !isNested(after) || Array.isArray(before) !== Array.isArray(after)) return [{ pointer, before, after }];
  const [one, other] = [before, after].map(membersOf);
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return names.flatMap((name) => differences(one.get(name), other.get(name), `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`));
}

function isNested(value) {
  return typeof value === "object" && value !== null;
}

function membersOf(value) {
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const members = new Map();
  value.forEach((item, index) => {
    const name = isNested(item) ? (item.id ?? item.code) : undefined;
    members.set(freeName(members, typeof name === "string" ? name : String(index)), item);
  });
  return members;
}

function freeName(members, name) {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? name : `${name} (${count})`;
    if (!members.has(free)) return free;
  }
}
