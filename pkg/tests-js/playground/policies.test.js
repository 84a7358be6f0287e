// Policy documents edited in the page: what is refused stays out of use, what is taken counts in every panel at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { goTo, open } from "./stage.js";

/** Replaces a text within the document that is open, as typing does. */
async function change(page, from, to) {
  const area = page.locator("#document-text");
  const text = await area.inputValue();
  assert.ok(text.includes(from), `${from} is not in the document`);
  await area.fill(text.replace(from, to));
}

const state = (page, name) => page.locator(`#document-state[data-state=${name}]`);

test("a threshold raised from 100 TB to 200 TB turns a denied sale into an allowed one, and says which", async () => {
  const { page, close } = await open("ask-deal");
  // 0 B + 100 TB and one byte is above 100 TB and needs a deal; it is not above 200 TB.
  await page.selectOption("#deal-example", "1");
  await page.locator("#deal-verdict [data-code='deal.registration_required']").waitFor();
  await goTo(page, "policies");
  await change(page, '"threshold": {"value": "100 TB"', '"threshold": {"value": "200 TB"');
  await state(page, "edited").waitFor();

  const changes = page.locator(".changes");
  assert.match(await page.locator("#effects-summary").textContent(), /^\d+ of \d+ questions are answered differently, \d+ with another verdict\.$/);
  assert.deepEqual(await rowsOf(changes.getByRole("group", { name: "Settings changed in deal.json" })), [["deal › threshold › value", "100 TB", "200 TB"]]);
  const sale = changes.locator("[data-question='deal: 100 TB and one byte needs a deal']");
  assert.deepEqual(await sale.locator(".turn .badge").evaluateAll((all) => all.map(({ dataset }) => dataset.verdict)), ["deny", "allow"]);
  await sale.locator("summary").first().click();
  const differs = await rowsOf(sale.getByRole("group", { name: "What differs in the answer" }));
  assert.deepEqual(differs.find(([where]) => where === "deal › threshold"), ["deal › threshold", "100 TB", "200 TB"]);
  assert.deepEqual(differs.find(([where]) => where === "deal › required"), ["deal › required", "yes", "no"]);

  await goTo(page, "ask-deal");
  await page.locator("#deal-verdict .badge[data-verdict=allow]").waitFor();
  assert.match(await page.locator("#ask-deal .edited").textContent(), /your edited documents/);
  assert.match(await page.locator("#ask-deal .twin-verdict").textContent(), /documents are edited here/);
  // The form asks for 120 TB, which is not above 200 TB either.
  await goTo(page, "deal");
  await page.locator("#deal .outcome[data-verdict=allow]").waitFor();

  await goTo(page, "policies");
  await page.getByRole("button", { name: "Undo this document" }).click();
  await state(page, "shipped").waitFor();
  await goTo(page, "deal");
  await page.locator("#deal .outcome[data-verdict=deny]").waitFor();
  await close();
});

async function rowsOf(region) {
  const rows = await region.locator("tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
}

test("a document that cannot be loaded is refused at its line, and the last good one stays in use", async () => {
  const { page, close } = await open("policies");
  await change(page, '"threshold": {"value": "100 TB"', '"threshold": {"value": "200 TB"');
  await state(page, "edited").waitFor();
  await change(page, '"threshold": {"value": "200 TB"', '"threshold": {"value": "200 terabytes"');
  await state(page, "refused").waitFor();
  assert.match(await page.locator("#document-state").textContent(), /your last good version stays in use/);
  await page.locator("#diagnostics [data-code='input.capacity_format']").waitFor();
  const line = await page.locator("#document-text").evaluate(({ value }) => value.split("\n").findIndex((text) => text.includes("terabytes")) + 1);
  assert.deepEqual(await page.locator("#policies .numbers [data-effect=deny]").allTextContents(), [String(line)]);
  await page.locator("#diagnostics").getByRole("button", { name: `line ${line}` }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "document-text");

  await goTo(page, "deal");
  await page.locator("#deal .outcome[data-verdict=allow]").waitFor();
  const banner = "Answers are given with your edit of impossible-cloud/deal.json. Your draft of impossible-cloud/deal.json is refused: its last good version is in use. Policy documents";
  assert.equal(await page.locator("#edits").textContent(), banner);
  await goTo(page, "policies");
  await change(page, '"kind": "deal",', '"kind": "deal"');
  await page.locator("#diagnostics [data-code='input.malformed_json']").waitFor();
  await page.getByRole("button", { name: "Undo all of the pack" }).click();
  await state(page, "shipped").waitFor();
  assert.equal(await page.locator("#diagnostics .finding").count(), 0);
  await goTo(page, "deal");
  assert.equal(await page.locator("#edits").isVisible(), false);
  await close();
});

test("an edit that needs another is refused until that is made, too", async () => {
  const { page, close } = await open("policies");
  const choose = (source) => page.locator(`.documents [data-source="${source}"]`).click();
  const status = (source) => page.locator(`.documents [data-source="${source}"] small`).textContent();
  // R1 holds until R2 begins: moving R1's end alone lets both be in force, or leaves a gap.
  await choose("permission.R2.json");
  await change(page, '"effectiveFrom": "2024-03-04"', '"effectiveFrom": "2024-03-01"');
  await state(page, "refused").waitFor();
  await page.locator("#diagnostics .finding").first().waitFor();
  await choose("permission.R1.json");
  await change(page, '"effectiveTo": "2024-03-04"', '"effectiveTo": "2024-03-01"');
  await state(page, "edited").waitFor();
  assert.equal(await status("permission.R2.json"), "Edited, in use");
  await close();
});

test("a price of the list changes the bill, and another pack has documents of its own", async () => {
  const { page, close } = await open("policies");
  await page.locator('.documents [data-source="price-list.sample.json"]').click();
  await change(page, '"7.99"', '"9.50"');
  await state(page, "edited").waitFor();
  // The form asks for 2.5 TB: 2.5 × 9.50 = 23.75.
  await goTo(page, "bill");
  assert.match(await page.locator("#bill .total").textContent(), /^23\.75 EUR/);
  await goTo(page, "compare");
  await page.selectOption("#c-plan-a", "shipped:payPerUse");
  // 40 × 9.50 = 380.
  assert.match(await page.locator("#compare .working caption").first().textContent(), /380\.00 EUR/);

  await goTo(page, "policies");
  await page.selectOption("#pack", "interworks");
  assert.deepEqual(await page.locator(".documents button span").allTextContents(), ["deal.json", "storefront.json"]);
  assert.match(await page.locator("#effects-summary").textContent(), /Nothing yet/);
  await close();
});

/** Types into the document that is open and does what follows at once: no pause in which the page could take the edit by itself. */
function editAndThen(page, [from, to], selector, value) {
  return page.evaluate(([before, after, target, choice]) => {
    const area = document.getElementById("document-text");
    area.value = area.value.replace(before, after);
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const control = document.querySelector(target);
    if (choice === undefined) return control.click();
    control.value = choice;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }, [from, to, selector, value]);
}

const RAISED = ['"threshold": {"value": "100 TB"', '"threshold": {"value": "200 TB"'];
/** Longer than the pause after which an edit is taken by itself. */
const LATER_MS = 400;

test("an edit is kept when another document is opened at once", async () => {
  const { page, close } = await open("policies");
  await editAndThen(page, RAISED, '.documents [data-source="allocation.json"]');
  const states = page.locator(".documents li:has(small:not([data-state=shipped])) span");
  assert.deepEqual(await states.allTextContents(), ["deal.json"]);
  await page.waitForTimeout(LATER_MS);
  assert.deepEqual(await states.allTextContents(), ["deal.json"]);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.source), "allocation.json");
  await page.locator('.documents [data-source="deal.json"]').click();
  assert.ok((await page.locator("#document-text").inputValue()).includes(RAISED[1]));
  await close();
});

test("an edit is kept when another pack is opened at once, which is not touched", async () => {
  const { page, close } = await open("policies");
  await editAndThen(page, RAISED, "#pack", "interworks");
  await page.waitForTimeout(LATER_MS);
  await state(page, "shipped").waitFor();
  assert.match(await page.locator("#effects-summary").textContent(), /Nothing yet/);
  await page.selectOption("#pack", "impossible-cloud");
  await page.locator('.documents [data-source="deal.json"]').click();
  await state(page, "edited").waitFor();
  assert.ok((await page.locator("#document-text").inputValue()).includes(RAISED[1]));
  await close();
});

test("an edit counts in the view that is opened at once, and its banner says so", async () => {
  const { page, close } = await open("deal");
  await page.locator("#deal .outcome[data-verdict=deny]").waitFor();
  await goTo(page, "policies");
  await editAndThen(page, RAISED, 'nav a[href="#/deal"]');
  await page.locator("body[data-view=deal]").waitFor();
  assert.equal(await page.locator("#deal .outcome").getAttribute("data-verdict"), "allow");
  assert.match(await page.locator("#edits").textContent(), /^Answers are given with your edit of impossible-cloud\/deal\.json\./);
  await close();
});

for (const [button, text] of [["Undo this document", "this document"], ["Undo all of the pack", "all documents"]]) {
  test(`an edit of ${text} that is undone at once does not come back`, async () => {
    const { page, close } = await open("policies");
    const index = await page.locator("#policies .bar button").allTextContents().then((all) => all.indexOf(button));
    await editAndThen(page, RAISED, `#policies .bar button:nth-of-type(${index + 1})`);
    await page.waitForTimeout(LATER_MS);
    assert.equal(await page.locator("#document-state").getAttribute("data-state"), "shipped");
    assert.ok((await page.locator("#document-text").inputValue()).includes(RAISED[0]));
    await close();
  });
}

test("a click on a document counts although the edit before it is taken while the button is down", async () => {
  const { page, close } = await open("policies");
  await page.locator('.documents [data-source="allocation.json"]').hover();
  await change(page, ...RAISED);
  await page.mouse.down();
  await state(page, "edited").waitFor();
  await page.mouse.up();
  assert.equal(await page.locator("#policies h3").first().textContent(), "allocation.json");
  await close();
});

test("a question that is left at once is the one that the documents are tried with", async () => {
  const { page, close } = await open("ask-deal");
  await page.evaluate(() => {
    const area = document.getElementById("deal-question");
    area.value = "{}";
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    document.querySelector('nav a[href="#/policies"]').click();
  });
  await page.locator("body[data-view=policies]").waitFor();
  assert.equal(await page.locator("#ask-deal .twin pre").first().textContent(), "{}");
  await close();
});
