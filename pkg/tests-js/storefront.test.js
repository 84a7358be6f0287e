// The storefront example as a shopper uses it.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { collectErrors, launch } from "./browser.js";
import { targetFolder } from "./consumer.js";
import { serve } from "./server.js";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const example = join(packageRoot, "examples", "storefront");
const policy = (path) => readFileSync(join(packageRoot, "..", "policies", path), "utf8");
const pictures = join(targetFolder, "screenshots");
let browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  browser = await launch();
});
after(() => browser?.close());

/** Opens the example with its documents, changed by `edit` where a test needs it. */
async function open(t, { prices = (list) => list, markup = (html) => html, documents = {} } = {}) {
  const list = JSON.parse(readFileSync(join(example, "prices.json"), "utf8"));
  const server = await serve({
    folders: { "/": example, "/channel-policy/": join(packageRoot, "dist") },
    texts: {
      "/index.html": markup(readFileSync(join(example, "index.html"), "utf8")),
      "/favicon.ico": "",
      "/prices.json": JSON.stringify(prices(list)),
      "/storefront.json": policy("interworks/storefront.json"),
      "/deal.json": policy("interworks/deal.json"),
      "/billing.json": policy("impossible-cloud/billing.json"),
      ...documents,
    },
  });
  const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
  const errors = collectErrors(page);
  await page.goto(server.address);
  const widget = page.locator("channel-quote");
  t.after(async () => {
    await page.close();
    await server.close();
  });
  return { page, widget, errors };
}

const state = (widget, value) => widget.and(widget.page().locator(`[data-state=${value}]`)).waitFor();

test("a base and its add-ons are priced at the seller's list, with month, unit and net", async (t) => {
  const { page, widget, errors } = await open(t);
  await state(widget, "priced");
  await page.getByLabel("sample-plus-10-tb (10 TB each)").fill("3");
  // 1 TB × 9.50 = 9.50; 3 × 10 TB × 9.50 = 285.00; together 294.50.
  await widget.locator("tfoot td", { hasText: "294.50 EUR" }).waitFor();
  assert.deepEqual(await widget.locator("tbody td:last-child").allTextContents(), ["9.50 EUR", "285.00 EUR"]);
  assert.match(await widget.locator("caption").textContent(), /price of the month from \d{4}-\d\d-01 to \d{4}-\d\d-01 .*without tax/);
  assert.match(await widget.locator("tfoot th").textContent(), /net/);
  assert.match(await widget.locator("tbody td:nth-child(3)").first().textContent(), /9\.5 EUR\/TB/);
  assert.equal(await widget.locator("[data-code='billing.sample_price']").count(), 1, "sample prices are called so");
  assert.deepEqual(errors, []);
  await page.screenshot({ path: join(pictures, "storefront.png") });
});

test("100 TB need no deal, one more does, and the page says what to do", async (t) => {
  const { page, widget } = await open(t);
  await page.getByLabel("sample-plus-10-tb (10 TB each)").fill("9");
  await page.getByLabel("sample-plus-1-tb (1 TB each)").fill("9");
  // 1 + 90 + 9 = 100 TB.
  await widget.locator("tfoot td", { hasText: "950.00 EUR" }).waitFor();
  assert.equal(await widget.getAttribute("data-state"), "priced");
  await page.getByLabel("sample-plus-1-tb (1 TB each)").fill("10");
  await state(widget, "deal");
  const hint = await widget.locator(".deal").textContent();
  assert.match(hint, /101 TB/);
  assert.match(hint, /register a deal/);
  await page.screenshot({ path: join(pictures, "storefront-deal.png") });
});

const refusals = [
  ["a list past its end", { prices: (list) => ({ ...list, effectiveTo: "2026-02-01" }) }, "billing.price_list_missing"],
  ["another seller's list", { prices: (list) => ({ ...list, priceList: { ...list.priceList, seller: "s-2" } }) }, "billing.price_list_missing"],
  ["sample prices where samples are not allowed", { markup: (html) => html.replace(" allow-sample", "") }, "billing.price_list_missing"],
  ["the seller's own list", { prices: (list) => ({ ...list, priceList: { ...list.priceList, audience: "seller" } }) }, "billing.seller_list_refused"],
];
for (const [what, change, code] of refusals) {
  test(`${what}: no price is shown, and why`, async (t) => {
    const { widget } = await open(t, change);
    await state(widget, "refused");
    await widget.locator(`[data-code='${code}']`).waitFor();
    assert.equal(await widget.locator("table").count(), 0);
    });
}

test("what a shopper mistypes is answered beside the basket, not with an old price", async (t) => {
  const { page, widget } = await open(t);
  await page.getByLabel("sample-plus-1-tb (1 TB each)").fill("51");
  await state(widget, "refused");
  assert.equal(await widget.locator("table").count(), 0);
  await page.getByLabel("sample-plus-1-tb (1 TB each)").fill("1.5");
  await state(widget, "refused");
  await page.getByLabel("sample-plus-1-tb (1 TB each)").fill("");
  await state(widget, "priced");
});

test("markup in a document stays text", async (t) => {
  const storefront = policy("interworks/storefront.json").replaceAll("sample-plus-1-tb", "<img src=x onerror=alert(1)>");
  const { page, widget } = await open(t, { documents: { "/storefront.json": storefront } });
  await page.getByLabel("<img src=x onerror=alert(1)> (1 TB each)").fill("1");
  await widget.locator("tbody th", { hasText: "<img" }).waitFor();
  assert.equal(await widget.locator("img").count(), 0);
});
