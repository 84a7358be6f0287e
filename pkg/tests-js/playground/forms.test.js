// The forms of the playground as a person uses them: filled in, read, clicked.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { compared, open, pictures } from "./stage.js";

test("an allocation one byte too large is refused beside its field, and the suggested value passes", async () => {
  const { page, close } = await open("allocation");
  const requested = page.getByLabel("Requested capacity");
  await requested.fill("47000000000001 B");
  const note = page.locator("#a-requested-note");
  await note.locator("[data-code='allocation.insufficient_contract_capacity']").waitFor();
  assert.ok((await note.locator(".help").textContent()).length > 0, "the refusal comes with help");
  assert.equal(await requested.getAttribute("aria-invalid"), "true");
  await page.locator("#allocation .outcome[data-verdict=deny]").waitFor();
  await compared(page, "allocation");
  await page.locator("#allocation").screenshot({ path: join(pictures, "allocation-refused.png") });

  await page.getByRole("button", { name: "Take suggested value: 47 TB" }).click();
  assert.equal(await requested.inputValue(), "47 TB");
  await page.locator("#allocation .outcome[data-verdict=allow]").waitFor();
  assert.equal(await requested.getAttribute("aria-invalid"), "false");
  await compared(page, "allocation");
  await close();
});

test("input that cannot be judged is explained beside its field, in page and sidecar alike", async () => {
  const { page, close } = await open("allocation");
  await page.getByLabel("Requested capacity").fill("47 terabytes");
  await page.locator("#a-requested-note [data-code='input.capacity_format']").waitFor();
  await page.locator("#allocation .outcome[data-verdict=invalid]").waitFor();
  await compared(page, "allocation");
  await close();
});

test("a bill shows every line with its working", async () => {
  const { page, close } = await open("bill");
  await page.locator("#b-volume").fill("0.4 TB");
  await page.locator("#bill .lines tbody th", { hasText: "minimum" }).first().waitFor();
  await compared(page, "bill");
  await page.locator("#b-plan").selectOption("reserved");
  await page.locator("#bill .lines tbody th", { hasText: "excess" }).first().waitFor();
  await compared(page, "bill");
  await close();
});

/** The cells of the crossovers: volume, price of A, price of B, which costs less. */
async function crossovers(page) {
  const rows = await page.locator("#compare .crossovers tbody tr").all();
  return Promise.all(rows.map((row) => row.locator("th, td").allTextContents()));
}

const workings = (page) => page.locator("#compare .working tbody td:nth-child(2)").allTextContents();

test("two plans are compared: both crossovers to the GB, each price with its working", async () => {
  const { page, close } = await open("compare");
  // Graduated 8.00 to 10 TB, 7.00 to 50 TB, then 6.00; 50 TB reserved at 6.20 are 310.00, above them 9.00 per TB.
  // 80 + 7 × 32.857 = 309.999, billed as 310.00, is still less than 310; 80 + 7 × 32.858 = 310.006 is not.
  // 360 + 6 × 16.666 = 459.996 > 310 + 9 × 16.666 = 459.994; 360 + 6 × 16.667 = 460.002 < 310 + 9 × 16.667 = 460.003.
  assert.deepEqual(await crossovers(page), [
    ["42.857 TB", "310.00 EUR", "310.00 EUR", "both the same"],
    ["42.858 TB", "310.01 EUR", "310.00 EUR", "B"],
    ["66.666 TB", "460.00 EUR", "459.99 EUR", "B"],
    ["66.667 TB", "460.00 EUR", "460.00 EUR", "both the same"],
  ]);
  // The picture as a table has the bound: 10 × 8.00 = 80.00.
  const bound = page.locator("#compare .prices tr", { has: page.locator("th", { hasText: /^10 TB$/ }) });
  assert.deepEqual(await bound.locator("th, td").allTextContents(), ["10 TB", "80.00 EUR", "310.00 EUR"]);
  const summary = "Price of a month by average usage, up to 100 TB. "
    + "The plans cross between 42.857 TB and 42.858 TB, and between 66.666 TB and 66.667 TB.";
  assert.equal(await page.locator("#c-caption").textContent(), summary);
  const caption = await page.locator("#compare .working caption").first().textContent();
  assert.equal(caption, "A: pay-per-use, sample list with graduated tiers at 40 TB: 290.00 EUR net, 2026-06-01 to 2026-07-01 (end not included), sample prices");
  const lines = await workings(page);
  assert.match(lines[0], /10 TB × 8 EUR\/TB = 80, rounded 80\.00$/);
  assert.match(lines[1], /30 TB × 7 EUR\/TB = 210, rounded 210\.00$/);
  assert.match(lines[2], /^50 TB × 6\.2 EUR\/TB = 310, rounded 310\.00$/);
  await page.locator("#compare .outcome [data-code='billing.sample_price']").first().waitFor();

  const volume = page.locator("#c-volume");
  await volume.fill("60 TB");
  assert.match((await page.locator("#compare .working caption").allTextContents()).join(), /at 60 TB: 420\.00 EUR.*at 60 TB: 400\.00 EUR/);
  await page.locator("#c-plan-a").selectOption("shipped:payPerUse");
  await page.locator("#c-plan-b").selectOption("shipped:reserved");
  assert.deepEqual(await crossovers(page), []);
  assert.match(await page.locator("#c-caption").textContent(), /do not cross: A never costs more than B/);
  await page.locator("#c-plan-b").selectOption("volume:payPerUse");
  assert.equal(await page.locator("#c-reserved").isVisible(), false);
  await close();
});

test("the plot follows pointer, press and keys, and says nothing of a volume that cannot be judged", async () => {
  const { page, close } = await open("compare");
  const chosen = await workings(page);
  const plot = page.locator("#compare .u-over");
  await plot.hover({ position: { x: 100, y: 100 } });
  assert.notDeepEqual(await workings(page), chosen, "the working of the volume under the pointer");
  await page.locator("#compare h2").hover();
  await page.waitForFunction((text) => document.querySelector("#compare .working tbody td:nth-child(2)").textContent === text, chosen[0]);
  await plot.click({ position: { x: 100, y: 100 } });
  const pressed = await page.locator("#c-volume").inputValue();
  assert.match(pressed, /^\d+(\.\d+)? TB$/);
  assert.notEqual(pressed, "40 TB");

  const slider = page.getByRole("slider", { name: "Volume, along the plot" });
  await slider.focus();
  await page.keyboard.press("Home");
  assert.equal(await page.locator("#c-volume").inputValue(), "0 TB");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#c-volume").inputValue(), "0.625 TB");
  assert.equal(await slider.getAttribute("aria-valuetext"), "0.625 TB: A 5.00 EUR, B 310.00 EUR");

  await page.locator("#c-volume").fill("40 terabytes");
  await page.locator("#c-volume-note [data-code='input.capacity_format']").waitFor();
  assert.equal(await page.locator("#compare .priced").isVisible(), false);
  await page.locator("#c-volume").fill("40 TB");
  await page.locator("#c-excess").fill("");
  await page.locator("#compare .outcome[data-verdict=invalid]").waitFor();
  await page.locator("#compare [data-code='billing.excess_price_missing']").waitFor();
  assert.equal(await page.locator("#compare .priced").isVisible(), false);
  await page.locator("#c-excess").fill("0.9");
  await page.locator("#c-volume").fill("");
  await page.locator("#compare .outcome[data-verdict=invalid]").waitFor();
  for (const beyond of ["1 EB", "7 B"]) {
    await page.locator("#c-volume").fill(beyond);
    assert.equal(await page.locator("#compare .priced").isVisible(), true);
  }
  await page.locator("#c-reserved").fill("much");
  await page.locator("#c-reserved-note [data-code='input.capacity_format']").waitFor();
  await page.locator("#c-reserved").fill("50 TB");
  await page.locator("#c-volume").fill("1 PB");
  assert.equal(await page.locator("#compare .priced").isVisible(), true);
  await close();
});

test("a deal is required above the threshold and satisfied by an approved one", async () => {
  const { page, close } = await open("deal");
  await page.locator("#deal .outcome[data-verdict=deny]").waitFor();
  await compared(page, "deal");
  await page.getByLabel("Deal at hand").selectOption("approved");
  await page.locator("#deal .outcome[data-verdict=allow]").waitFor();
  await compared(page, "deal");
  await close();
});

/** The verdicts that may stand behind a sign. */
const VERDICTS = { allow: ["allow"], deny: ["deny"], unset: ["deny"], beyond: ["deny"], conditional: ["allow", "deny"] };

test("every cell of the role table gets the verdict that it shows", async () => {
  const { page, close } = await open("roles");
  for (const accountType of await page.locator("#r-account option").allTextContents()) {
    await page.getByLabel("Account of the user").selectOption(accountType);
    for (const relation of ["reached", "own", "child", "descendant", "elsewhere"]) {
      await page.getByLabel("Owner of the resource").selectOption(relation);
      const cells = await pressEveryCell(page);
      assert.ok(cells.length >= 27, `only ${cells.length} cells`);
      const wrong = cells.filter(({ effect, verdict }) => !VERDICTS[effect].includes(verdict));
      assert.deepEqual(wrong, [], `${accountType}, ${relation}`);
      await compared(page, "roles");
    }
  }
  await close();
});

test("a condition decides a cell, and the answer says what it wants to know", async () => {
  const { page, close } = await open("roles");
  await page.getByRole("button", { name: "R3: admin delete teamMember: a condition decides" }).click();
  await page.locator("#roles .outcome[data-verdict=deny] .finding").first().waitFor();
  await compared(page, "roles");
  await close();
});

function pressEveryCell(page) {
  return page.evaluate(() => Array.from(document.querySelectorAll("#roles .matrix .cell"), (cell) => {
    cell.click();
    const { verdict } = document.querySelector("#roles .outcome").dataset;
    return { label: cell.getAttribute("aria-label"), effect: cell.dataset.effect, verdict };
  }));
}
