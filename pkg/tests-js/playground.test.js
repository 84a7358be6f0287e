// The playground as a person uses it: filled in, read, clicked; in light and in dark.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { collectErrors, launch } from "./browser.js";
import { targetFolder } from "./consumer.js";
import { serve } from "./server.js";
import { startSidecar } from "./sidecar.js";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const assets = join(targetFolder, "playground");
const pictures = join(targetFolder, "screenshots");
let sidecar;
let server;
let browser;

before(async () => {
  rmSync(assets, { recursive: true, force: true });
  cpSync(join(packageRoot, "playground"), assets, { recursive: true });
  cpSync(join(packageRoot, "dist"), join(assets, "pkg"), { recursive: true });
  mkdirSync(pictures, { recursive: true });
  sidecar = await startSidecar(assets);
  server = sidecar ?? (await serve({ folders: { "/": assets } }));
  console.log(sidecar ? "with the sidecar" : "without the sidecar: CHANNEL_POLICY_BIN is not set");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(options) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const errors = collectErrors(page);
  await page.goto(server.address);
  await page.locator("body[data-ready=yes]").waitFor();
  return { page, errors };
}

/** Without a sidecar the page says so, and the browser logs the missing address; nothing else may go wrong. */
function unexpected(errors) {
  return sidecar ? errors : errors.filter((text) => !text.includes("404"));
}

/** Waits until the panel has compared the page with the sidecar. */
async function compared(page, panel) {
  const state = sidecar ? "equal" : "absent";
  await page.locator(`#${panel} .twin[data-twin=${state}]`).waitFor();
  const text = await page.locator(`#${panel} .twin-verdict`).textContent();
  assert.match(text, sidecar ? /bytes equal/ : /no sidecar answers/);
}

test("an allocation one byte too large is refused beside its field, and the suggested value passes", async () => {
  const { page, errors } = await open();
  const requested = page.getByLabel("Requested capacity");
  await requested.fill("47000000000001 B");
  const note = page.locator("#a-requested-note");
  await note.locator("[data-code='allocation.insufficient_contract_capacity']").waitFor();
  assert.ok((await note.locator("small").textContent()).length > 0, "the refusal comes with help");
  assert.equal(await requested.getAttribute("aria-invalid"), "true");
  await page.locator("#allocation .outcome[data-verdict=deny]").waitFor();
  await compared(page, "allocation");
  await page.locator("#allocation").screenshot({ path: join(pictures, "allocation-refused.png") });

  await page.getByRole("button", { name: "Take suggested value: 47 TB" }).click();
  assert.equal(await requested.inputValue(), "47 TB");
  await page.locator("#allocation .outcome[data-verdict=allow]").waitFor();
  assert.equal(await requested.getAttribute("aria-invalid"), "false");
  await compared(page, "allocation");
  assert.deepEqual(unexpected(errors), []);
  await page.close();
});

test("input that cannot be judged is explained beside its field, in page and sidecar alike", async () => {
  const { page } = await open();
  await page.getByLabel("Requested capacity").fill("47 terabytes");
  await page.locator("#a-requested-note [data-code='input.capacity_format']").waitFor();
  await page.locator("#allocation .outcome[data-verdict=invalid]").waitFor();
  await compared(page, "allocation");
  await page.close();
});

test("a bill shows every line with its working and a curve", async () => {
  const { page, errors } = await open();
  await page.getByLabel("Average usage").first().fill("0.4 TB");
  await page.locator("#bill .lines tbody td", { hasText: "minimum" }).first().waitFor();
  await compared(page, "bill");
  const curve = page.locator("#bill .curve-line");
  const payPerUse = await curve.getAttribute("points");
  await page.locator("#b-plan").selectOption("reserved");
  await page.locator("#bill .lines tbody td", { hasText: "excess" }).first().waitFor();
  assert.notEqual(await curve.getAttribute("points"), payPerUse);
  await compared(page, "bill");
  assert.deepEqual(unexpected(errors), []);
  await page.close();
});

test("a deal is required above the threshold and satisfied by an approved one", async () => {
  const { page, errors } = await open();
  await page.locator("#deal .outcome[data-verdict=deny]").waitFor();
  await compared(page, "deal");
  await page.getByLabel("Deal at hand").selectOption("approved");
  await page.locator("#deal .outcome[data-verdict=allow]").waitFor();
  await compared(page, "deal");
  assert.deepEqual(unexpected(errors), []);
  await page.close();
});

/** The verdicts that may stand behind a sign. */
const VERDICTS = { allow: ["allow"], deny: ["deny"], unset: ["deny"], beyond: ["deny"], conditional: ["allow", "deny"] };

test("every cell of the role table gets the verdict that it shows", async () => {
  const { page, errors } = await open();
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
  assert.deepEqual(unexpected(errors), []);
  await page.close();
});

test("a condition decides a cell, and the answer says what it wants to know", async () => {
  const { page } = await open();
  await page.getByRole("button", { name: "R3: admin delete teamMember: a condition decides" }).click();
  await page.locator("#roles .outcome[data-verdict=deny] .finding").first().waitFor();
  await compared(page, "roles");
  await page.close();
});

function pressEveryCell(page) {
  return page.evaluate(() => Array.from(document.querySelectorAll("#roles .matrix .cell"), (cell) => {
    cell.click();
    const { verdict } = document.querySelector("#roles .outcome").dataset;
    return { label: cell.getAttribute("aria-label"), effect: cell.dataset.effect, verdict };
  }));
}

for (const colorScheme of ["light", "dark"]) {
  test(`the whole page in ${colorScheme}`, async () => {
    const { page, errors } = await open({ colorScheme });
    await page.getByLabel("Requested capacity").fill("47000000000001 B");
    await page.locator("#roles button.cell.changed").first().click();
    for (const panel of ["allocation", "bill", "deal", "roles"]) await compared(page, panel);
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
    await page.screenshot({ path: join(pictures, `playground-${colorScheme}.png`), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `the page is ${width} pixels wide on a telephone`);
    await page.evaluate(() => window.scrollTo({ top: 0, behavior: "instant" }));
    await page.screenshot({ path: join(pictures, `telephone-${colorScheme}.png`), fullPage: true });
    assert.deepEqual(unexpected(errors), []);
    await page.close();
  });
}
