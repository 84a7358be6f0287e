// The rules of capacity, deals, orders and subscriptions as JsonLogic, with the figures of the shipped documents in them. A
// rule knows numbers only: capacities are bytes, instants are milliseconds. Inside `reduce` the whole data is the
// accumulator, since JsonLogic shows an item nothing else.
const v = (path, fallback) => ({ var: fallback === undefined ? path : [path, fallback] });
const is = (path, value) => ({ "===": [v(path), value] });
const isKnown = (path) => ({ "!=": [v(path), null] });

const DAY = 86_400_000;
const DEAL_THRESHOLD = 100e12;

/** Creating or changing an allocation: what is left of the contract, a cut contract, and what is stored already. */
export const allocation = {
  and: [
    {
      or: [
        is("requestedCapacity", 0),
        { "<=": [v("requestedCapacity"), v("allocation.allocatedCapacity", 0)] },
        {
          "<=": [
            v("requestedCapacity"),
            { "-": [v("contract.reservedCapacity"), { "-": [v("contract.allocatedCapacity"), v("allocation.allocatedCapacity", 0)] }] },
          ],
        },
      ],
    },
    {
      or: [
        { ">=": [v("requestedCapacity"), v("allocation.allocatedCapacity", 0)] },
        is("allocation.allowOverdraft", true),
        {
          and: [
            isKnown("allocation.used.capacity"),
            { or: [is("requestedCapacity", 0), { "<=": [v("allocation.used.capacity"), v("requestedCapacity")] }] },
          ],
        },
      ],
    },
  ],
};

/** What is sold: the volume, or the use that is expected, or else the one measured. */
const sold = (data) => v(`${data}sale.volume`, v(`${data}sale.expectedVolume`, v(`${data}sale.averageVolume`)));
const total = (data) => ({ "+": [v(`${data}customer.volume`), sold(data)] });

/** Whether one of the customer's deals is registered, large enough and not over. */
const isCovered = (deals, volume) => ({
  "===": [
    true,
    {
      reduce: [
        v(deals, []),
        {
          if: [
            {
              and: [
                { "!==": [v("accumulator"), true] },
                { "===": [v("current.customerId"), v("accumulator.customer.id")] },
                { in: [v("current.state"), ["registered", "approved"]] },
                { ">=": [v("current.volume"), volume] },
                { "<=": [v("current.registeredAt"), v("accumulator.now")] },
                { ">": [v("current.expiresAt", { "+": [v("current.registeredAt"), 90 * DAY] }), v("accumulator.now")] },
              ],
            },
            true,
            v("accumulator"),
          ],
        },
        v(""),
      ],
    },
  ],
});

/** A sale that lifts the customer above the threshold needs a deal that covers it. */
export const deal = { or: [{ "<=": [total(""), DEAL_THRESHOLD] }, isCovered("deals", total("accumulator."))] };

const PLACES = ["pending_approval", "pending_execution", "in_progress", "active", "suspended", "pending_cancellation", "cancellation_scheduled"];
const occupying = { filter: [v("subscriptions"), { and: [is("kind", "base"), { in: [v("state"), PLACES] }] }] };
const orderedBases = { filter: [v("lines"), { and: [is("kind", "base"), { ">": [v("quantity"), 0] }] }] };
const change = (item) => ({ "-": [v(`${item}quantity`), v(`${item}present`, 0)] });
const added = { reduce: [v("lines"), { "+": [v("accumulator"), { "*": [change("current."), v("current.increment")] }] }, 0] };

/** A customer's basket in the storefront; lines and subscriptions carry what the catalogue says of their product. */
export const order = {
  and: [
    is("action", "checkOut"),
    is("channel", "storefront"),
    is("actor.kind", "customer"),
    { "===": [v("actor.account"), v("customer.id")] },
    { in: ["address", v("billing")] },
    { in: ["paymentMethod", v("billing")] },
    { "!==": [v("friendlyName"), ""] },
    { "===": [{ substr: [v("friendlyName", ""), 255] }, ""] },
    { some: [v("lines"), { "!==": [change(""), 0] }] },
    { none: [v("lines"), { and: [{ "!==": [change(""), 0] }, { "!": [v("published")] }] }] },
    { none: [v("lines"), { ">": [v("quantity"), v("maxQuantity", { if: [is("kind", "base"), 1, Number.MAX_SAFE_INTEGER] })] }] },
    { or: [{ none: [orderedBases, true] }, { none: [occupying, true] }] },
    // Each add-on has its base, in the basket or already.
    {
      "!==": [
        false,
        {
          reduce: [
            v("lines"),
            { if: [{ or: [is("current.kind", "base"), { in: [v("current.base"), v("accumulator")] }] }, v("accumulator"), false] },
            { merge: [{ map: [orderedBases, v("product")] }, { map: [occupying, v("product")] }] },
          ],
        },
      ],
    },
    { "<=": [{ "+": [v("capacity.volume"), added] }, DEAL_THRESHOLD] },
  ],
};

const TRANSITIONS = [
  "approve:pending_approval", "decline:pending_approval", "execute:pending_execution", "drop:pending_execution", "provisioned:in_progress",
  "provisioningFailed:in_progress", "reprovision:failed", "giveUp:failed", "suspend:active", "reactivate:suspended", "changeQuantity:active",
  "scheduleQuantityChange:active", "requestCancellation:active", "requestCancellation:suspended", "withdrawCancellation:pending_cancellation",
  "rejectCancellation:pending_cancellation", "acceptImmediate:pending_cancellation", "acceptAtPeriodEnd:pending_cancellation",
  "periodEnded:cancellation_scheduled",
];
const MANAGER = [
  "execute", "drop", "reprovision", "giveUp", "suspend", "reactivate", "requestCancellation", "withdrawCancellation", "acceptImmediate",
  "acceptAtPeriodEnd", "rejectCancellation", "changeQuantity", "scheduleQuantityChange",
];
const RESELLER = [
  "approve", "decline", "suspend", "reactivate", "requestCancellation", "withdrawCancellation", "changeQuantity", "scheduleQuantityChange",
];
const CUSTOMER = ["requestCancellation", "withdrawCancellation", "changeQuantity", "scheduleQuantityChange"];
const SYSTEM = ["provisioned", "provisioningFailed", "periodEnded"];

const may = (kind, events, reach) => ({ and: [is("actor.kind", kind), { in: [v("event"), events] }, reach] });
const ofSeller = { and: [{ "===": [v("actor.account"), v("seller")] }, { in: [v("seller"), v("customer.above")] }] };
/** The rule holds for these events alone. */
const on = (events, rule) => ({ or: [{ "!": [{ in: [v("event"), events] }] }, rule] });
const byRequester = { "===": [v("actor.id"), v("subscription.cancellation.requestedBy")] };

/** An event in a subscription's life: who may, from which state, and what stands in its way. */
export const subscription = {
  and: [
    { in: [{ cat: [v("event"), ":", v("subscription.state")] }, TRANSITIONS] },
    {
      or: [
        may("accountManager", MANAGER, ofSeller),
        may("reseller", RESELLER, {
          or: [
            { "===": [v("customer.affiliateOf"), v("actor.account")] },
            { and: [is("customer.endCustomer", true), { "===": [v("customer.above.0"), v("actor.account")] }] },
          ],
        }),
        may("customer", CUSTOMER, { "===": [v("actor.account"), v("customer.id")] }),
        may("system", SYSTEM, ofSeller),
      ],
    },
    on(["requestCancellation", "suspend", "reactivate"], is("subscription.scheduledChange", false)),
    on(["requestCancellation"], { "!": [v("subscription.cancellation")] }),
    on(["acceptImmediate", "acceptAtPeriodEnd", "rejectCancellation"], { "!": [byRequester] }),
    on(["withdrawCancellation"], byRequester),
    on(["acceptImmediate"], is("subscription.cancellation.kind", "immediate")),
    on(["acceptAtPeriodEnd"], is("subscription.cancellation.kind", "endOfBillingPeriod")),
    on(["periodEnded"], { "<=": [v("subscription.periodEnd"), v("now")] }),
    on(["approve"], {
      and: [isKnown("reseller.paymentMethod"), { or: [{ "!==": [v("reseller.paymentMethod"), "creditCard"] }, is("reseller.validCard", true)] }],
    }),
  ],
};
