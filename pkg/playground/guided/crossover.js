// Where one plan becomes cheaper than the other: found by comparing the engine's prices.

/**
 * The crossovers within the volumes of a grid: up to `below` one plan costs less before rounding, at `above`, the next
 * GB, it no longer does.
 * @param {number[]} gbs ascending
 * @param {[ArrayLike<bigint>, ArrayLike<bigint>]} amounts the prices at them, in minor units
 * @param {(gb: number) => [object, object]} quotesAt both quotes at any whole GB
 */
export function findCrossovers(gbs, amounts, quotesAt) {
  const crossovers = [];
  let [last, cheaper] = [0, 0];
  gbs.forEach((gb, row) => {
    const here = sign(amounts[0][row], amounts[1][row]);
    if (here === 0) return;
    if (cheaper === -here) crossovers.push(bracket(last, gb, cheaper, quotesAt));
    [last, cheaper] = [gb, here];
  });
  return crossovers;
}

// INVARIANT: at `below` the plan that was cheaper still is, at `above` it is not.
function bracket(below, above, cheaper, quotesAt) {
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    const [one, other] = quotesAt(middle).map(beforeRounding);
    if (sign(one.top * other.bottom, other.top * one.bottom) === cheaper) below = middle;
    else above = middle;
  }
  return { below, above };
}

// All lines together as a fraction; the engine prints each as a decimal, or as a fraction where that would not end.
function beforeRounding({ lines }) {
  return lines.map(({ amountExact }) => {
    const [number, divisor = "1"] = amountExact.split("/");
    const digits = number.split(".")[1]?.length ?? 0;
    return { top: BigInt(number.replace(".", "")), bottom: BigInt(divisor) * 10n ** BigInt(digits) };
  }).reduce((sum, line) => ({ top: sum.top * line.bottom + line.top * sum.bottom, bottom: sum.bottom * line.bottom }), { top: 0n, bottom: 1n });
}

/** −1 where the first is less, 1 where it is more. */
export function sign(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
