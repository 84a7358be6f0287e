// What differs between two values, by JSON Pointer.

/** Of an answer: which documents decided, and by which bytes, changes with every edit and says nothing. */
const PASSED_OVER = /(^|\/)policies(\/|$)/;

/**
 * The places at which two JSON values differ, in the order of the first.
 * @returns {{ pointer: string, before: unknown, after: unknown }[]} `undefined` where one has nothing there
 */
export function differences(before, after, pointer = "") {
  if (PASSED_OVER.test(pointer) || Object.is(before, after)) return [];
  if (!isNested(before) || !isNested(after) || Array.isArray(before) !== Array.isArray(after)) return [{ pointer, before, after }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => differences(before[key], after[key], `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`));
}

function isNested(value) {
  return typeof value === "object" && value !== null;
}
