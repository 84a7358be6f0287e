// Which questions are timed: as many denied as allowed ones, in an order that nothing can foresee.

/** Questions with `allowed`, from all over the list; at most `most` of each kind. */
export function balanced(list, most = Infinity) {
  const [allowed, denied] = [true, false].map((decision) => list.filter((check) => check.allowed === decision));
  const count = Math.min(allowed.length, denied.length, most);
  return shuffled([...spread(allowed, count), ...spread(denied, count)]);
}

/** So many of a list, from all over it. */
export const spread = (list, count) => Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]);

/** The same order at every run: a linear congruential generator moves each into its place. */
function shuffled(items) {
  let state = 1;
  for (let index = items.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (index + 1);
    [items[index], items[other]] = [items[other], items[index]];
  }
  return items;
}
