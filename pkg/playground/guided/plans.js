// The plans that can be compared. Each is a price list, held by an engine without any other list, and a plan of that list.
import { PolicyEngine } from "../pkg/web.js";
import { SHIPPED } from "../workspace.js";
import { tieredList } from "./lists.js";

const GB_IN = {
  B: 1e-9, kB: 1e-6, MB: 1e-3, GB: 1, TB: 1e3, PB: 1e6, EB: 1e9,
  KiB: 1024 / 1e9, MiB: 1024 ** 2 / 1e9, GiB: 1024 ** 3 / 1e9, TiB: 1024 ** 4 / 1e9, PiB: 1024 ** 5 / 1e9, EiB: 1024 ** 6 / 1e9,
};
const BYTES_PER_GB = 1_000_000_000n;

/** Gives for a choice such as `graduated:payPerUse` and the other fields what prices it; every price is the engine's. */
export function createPlans(workspace) {
  let [lists, loaded] = [{}, undefined];
  return function planOf(choice, { asOf, period, reserved, excess }) {
    const [name, kind] = choice.split(":");
    const now = workspace.engine(SHIPPED);
    if (now !== loaded) {
      Object.values(lists).forEach(({ engine }) => engine.free());
      [lists, loaded] = [openLists(workspace.documents(SHIPPED)), now];
    }
    const { list, engine } = lists[name];
    const plan = (volume) => kind === "payPerUse" ? { kind, volume } : { kind, reserved, used: volume, costStorageGBCents: excess };
    const quote = (volume) => engine.quote({ asOf, allowSample: true, period, plan: plan(volume) });
    const answers = new Map();
    const at = (gb) => {
      if (!answers.has(gb)) answers.set(gb, textual(quote(`${gb} GB`)));
      return answers.get(gb);
    };
    return {
      list,
      bounds: boundsOf(list.priceList[kind], kind === "reserved" ? reserved : undefined),
      /** The answer at a volume as text; an array where it cannot be judged. */
      quote: (volume) => textual(quote(volume)),
      /** The answer at whole GB, remembered. */
      at,
      /** The price of each volume in minor units: in one call where there is one, else by quotes. */
      column: (gbs) => kind === "payPerUse" ? rate(engine, at(gbs[0]).context.quote, gbs) : gbs.map((gb) => minorUnits(at(gb).context.quote)),
    };
  };
}

/** A price as a whole number of minor units, for comparison. */
export function minorUnits({ total }) {
  return BigInt(total.replace(".", ""));
}

/** Whole GB, for places on the axis alone; the module reads the text itself and exactly. */
export function gigabytes(text) {
  const [number, unit] = text.split(" ");
  return Math.floor(Number(number) * (GB_IN[unit] ?? Number.NaN) + 1e-9) || 0;
}

function openLists(documents) {
  const shipped = documents.map(({ used }) => JSON.parse(used));
  const rules = shipped.filter(({ kind }) => kind !== "priceList");
  const open = (list) => ({ list, engine: PolicyEngine.load([...rules, list]) });
  return {
    shipped: open(shipped.find(({ kind }) => kind === "priceList")),
    graduated: open(tieredList("graduated")),
    volume: open(tieredList("volume")),
  };
}

function rate(engine, { currency, period }, gbs) {
  const averages = BigUint64Array.from(gbs, (gb) => BigInt(gb) * BYTES_PER_GB);
  return engine.rate({ asOf: `${period.start}T00:00:00Z`, allowSample: true, currency }, averages).amounts;
}

// As `evaluateText` would give it.
function textual(answer) {
  return answer.ok ? answer : answer.issues;
}

function boundsOf({ price, minimum } = {}, reserved) {
  const tiers = (price?.tiers ?? []).flatMap(({ upTo }) => upTo === undefined ? [] : [[`tier to ${upTo}`, upTo]]);
  const least = minimum === undefined ? [] : [[`minimum ${minimum.quantity.value}`, minimum.quantity.value]];
  const held = reserved === undefined ? [] : [[`reserved ${reserved}`, reserved]];
  return [...tiers, ...least, ...held].map(([label, capacity]) => ({ label, gb: gigabytes(capacity) })).filter(({ gb }) => gb > 0);
}
