// Two SAMPLE price lists with tiers, for comparison alone: the figures are invented.
const TIERS = [
  { upTo: "10 TB", unitPrice: "8.00" },
  { upTo: "50 TB", unitPrice: "7.00" },
  { unitPrice: "6.00" },
];

/** A sample list whose pay-per-use price has tiers; `model` is `graduated` or `volume`. */
export function tieredList(model) {
  return {
    kind: "priceList",
    name: `sample-tiers-${model}`,
    version: "1-sample",
    effectiveFrom: "2023-09-22",
    description: "SAMPLE. Invented figures that show what tiers do; load your own price list before you show or bill a price.",
    sources: ["https://example.com/invented"],
    priceList: {
      sample: true,
      audience: "public",
      currency: "EUR",
      payPerUse: { price: { model, tiers: TIERS, unit: "TB" }, source: "default" },
      reserved: { price: { model: "perUnit", unitPrice: "6.20", unit: "TB" }, source: "default", note: "Invented." },
    },
  };
}
