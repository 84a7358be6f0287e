// Where one plan becomes cheaper than the other: found by comparing prices, never by calculating any.

/**
 * The crossovers within the volumes of a grid: `below` is the last whole GB at which one plan costs less, `above` the next
 * GB, at which it no longer does.
 * @param {number[]} gbs ascending
 * @param {[ArrayLike<bigint>, ArrayLike<bigint>]} amounts the prices at them, in minor units
 * @param {[(gb: number) => bigint, (gb: number) => bigint]} price the price at any whole GB
 */
export function findCrossovers(gbs, amounts, price) {
  const crossovers = [];
  let [last, cheaper] = [0, 0];
  gbs.forEach((gb, row) => {
    const here = sign(amounts[0][row], amounts[1][row]);
    if (here === 0) return;
    if (cheaper === -here) crossovers.push(bracket(last, gb, cheaper, price));
    [last, cheaper] = [gb, here];
  });
  return crossovers;
}

// INVARIANT: at `below` the plan that was cheaper still is, at `above` it is not.
function bracket(below, above, cheaper, price) {
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (sign(price[0](middle), price[1](middle)) === cheaper) below = middle;
    else above = middle;
  }
  return { below, above };
}

/** −1 where the first is less, 1 where it is more. */
export function sign(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
