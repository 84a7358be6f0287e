// The bill and the graduated invoice as an application would write them by hand with big.js: every line with all its
// figures and its arithmetic in words, as the engine prints them. What the request holds is believed.
import Big from "big.js";

const TERA = new Big(1e12);
const MEASURES = { B: new Big(1), GB: new Big(1e9), TB: TERA };

const rounded = (exact) => exact.toFixed(2, Big.roundHalfUp);

/** A line from its quantity and unit price. */
function line({ id, of, period, model, tier, quantity, unitPrice, currency, average }) {
  const exact = quantity.times(unitPrice);
  const [amount, amountExact] = [rounded(exact), exact.toFixed()];
  const product = `${quantity.toFixed()} TB × ${unitPrice.toFixed()} ${currency}/TB = ${amountExact}`;
  return {
    id,
    kind: "usage",
    ...(of && { of }),
    period,
    model,
    ...(tier && { tier }),
    quantity: quantity.toFixed(),
    quantityShown: quantity.toFixed(3, Big.roundHalfUp),
    unit: "TB",
    unitPrice: unitPrice.toFixed(),
    amountExact,
    amount,
    working: `${average}; ${product}${amount === amountExact ? "" : `, rounded ${amount}`}`,
  };
}

function bill(currency, period, lines) {
  const total = lines.reduce((sum, { amount }) => sum.plus(amount), new Big(0));
  return { currency, period, net: true, lines, total: rounded(total) };
}

/** `1801395000000000 byte-days / 30 days = 60.0465 TB`. */
const averageText = (byteDays, days, quantity) => `${byteDays.toFixed()} byte-days / ${days} days = ${quantity.toFixed()} TB`;

const daysOf = ({ start, end }) => (Date.parse(end) - Date.parse(start)) / 86_400_000;

/** A month of pay-per-use above the minimum; prices as the list has them. */
export function handBill({ plan, period }, { currency, unitPrice }) {
  const [number, unit] = plan.volume.split(" ");
  const bytes = new Big(number).times(MEASURES[unit]);
  const [quantity, days] = [bytes.div(TERA), daysOf(period)];
  const average = averageText(bytes.times(days), days, quantity);
  return bill(currency, period, [line({ id: "usage", period, model: "perUnit", quantity, unitPrice, currency, average })]);
}

/** A month of accounts, added up by customer, each through the tiers. */
export function handInvoice({ period, accounts }, { currency, tiers }) {
  const customers = new Map();
  for (const { customerId, usage } of accounts) {
    const sum = usage.daily_usage.reduce((sum, row) => sum.plus(row.usage), customers.get(customerId) ?? new Big(0));
    customers.set(customerId, sum);
  }
  const days = daysOf(period);
  const lines = [];
  for (const id of [...customers.keys()].sort()) {
    const byteDays = customers.get(id);
    const used = byteDays.div(days).div(TERA);
    const average = averageText(byteDays, days, used);
    const of = { scope: "customer", id };
    let lower = new Big(0);
    tiers.forEach(({ upTo, unitPrice }, index) => {
      if (used.lte(lower)) return;
      const quantity = (upTo === undefined || used.lt(upTo) ? used : upTo).minus(lower);
      const tier = index + 1;
      lines.push(line({ id: `usage:customer:${id}:${tier}`, of, period, model: "graduated", tier, quantity, unitPrice, currency, average }));
      lower = upTo ?? lower;
    });
  }
  return bill(currency, period, lines);
}

/** A list's prices as numbers to compute with. */
export function handPrices({ currency, payPerUse: { price } }) {
  const tiers = price.tiers?.map(({ upTo, unitPrice }) => ({ upTo: upTo && new Big(upTo.split(" ")[0]), unitPrice: new Big(unitPrice) }));
  return { currency, tiers, unitPrice: price.unitPrice && new Big(price.unitPrice) };
}
