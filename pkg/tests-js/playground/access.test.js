// The playground for everybody: axe on every view in both themes, keys alone, small screens, and nothing from elsewhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { GROUPS } from "../../playground/operations.js";
import { FORMS } from "../../playground/forms.js";
import { repositoryRoot } from "../consumer.js";
import { POLICY } from "../server.js";
import { addressOf, goTo, open, pictures } from "./stage.js";

const { source: axe } = createRequire(import.meta.url)("axe-core");
const VIEWS = ["overview", "policies", ...FORMS.map(({ id }) => id), ...GROUPS.flatMap(({ operations }) => operations.map(({ id }) => `ask-${id}`))];
/** Axe looks at hidden views, too: the more there are, the longer it takes. */
const AT_ONCE = 5;
/** Views whose pictures are kept. */
const PICTURED = new Set(["overview", "policies", "deal", "allocation", "bill", "compare", "roles", "ask-deal", "ask-invoice", "ask-order", "ask-account", "ask-matrix"]);

/** All rules in light; in dark those on colours alone, because nothing else depends on the theme. */
const RULES = {
  light: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  dark: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

/** What axe finds in the page as it is. */
async function violations(page, runOnly) {
  const { violations: found } = await page.evaluate((rules) => window.axe.run(document, { resultTypes: ["violations"], runOnly: rules }), runOnly);
  return found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n  ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing in any view in ${colorScheme}`, async () => {
    const { page, close } = await open("overview", { colorScheme });
    const wrong = [];
    for (const [index, view] of VIEWS.entries()) {
      if (index % AT_ONCE === 0) await startAfresh(page);
      await goTo(page, view);
      if (PICTURED.has(view)) await page.screenshot({ path: join(pictures, `${view}-${colorScheme}.png`), fullPage: true });
      for (const found of await violations(page, RULES[colorScheme])) wrong.push(`${view}: ${found}`);
    }
    await showTrouble(page);
    for (const found of await violations(page, RULES[colorScheme])) wrong.push(`an edit: ${found}`);
    await page.screenshot({ path: join(pictures, `policies-edited-${colorScheme}.png`), fullPage: true });
    assert.deepEqual(wrong, []);
    await close();
  });
}

async function startAfresh(page) {
  await page.reload();
  await page.locator("body[data-ready=yes]").waitFor();
  await page.evaluate(axe);
}

// Both kinds of news: a document that changes answers, and one that is refused.
async function showTrouble(page) {
  await goTo(page, "policies");
  const area = page.locator("#document-text");
  await area.fill((await area.inputValue()).replace('"value": "100 TB"', '"value": "200 TB"'));
  await page.locator("#document-state[data-state=edited]").waitFor();
  await page.locator('.documents [data-source="allocation.json"]').click();
  await area.fill((await area.inputValue()).replace('"kind"', '"kinds"'));
  await page.locator("#document-state[data-state=refused]").waitFor();
}

test("no view is wider than a telephone of 360 pixels", async () => {
  const { page, close } = await open("overview", { viewport: { width: 360, height: 740 } });
  const wide = [];
  for (const view of VIEWS) {
    await goTo(page, view);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > 360) wide.push(`${view}: ${width}`);
    if (PICTURED.has(view)) await page.screenshot({ path: join(pictures, `${view}-telephone.png`), fullPage: true });
  }
  assert.deepEqual(wide, []);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Deal form" }).first().click();
  await page.locator("#deal h2:focus").waitFor();
  assert.equal(await page.locator("#menu").isVisible(), false);
  await close();
});

const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

/** Presses Tab until the element has the focus; one that cannot be reached so ends the test. */
async function tabTo(page, id) {
  for (let press = 0; press < 80; press += 1) {
    if (await focused(page) === id) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${id} is not reached by Tab`);
}

test("a question is asked by keys alone, from the skip link to the line that is wrong", async () => {
  const { page, close } = await open("overview");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "skip");
  assert.ok(await page.locator("#skip").evaluate((link) => link.getBoundingClientRect().top >= 0), "the skip link shows when it has the focus");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "main");
  assert.ok(!page.url().endsWith("#main"));

  await page.goto(`${addressOf()}/#/ask-deal`);
  await page.locator("#ask-deal h2:focus").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "deal-example");
  await page.keyboard.press("ArrowDown");
  await page.locator("#deal-verdict .badge[data-verdict=deny]").waitFor();
  await tabTo(page, "deal-question");
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("x");
  await page.locator("#deal-verdict [data-code='input.malformed_json']").waitFor();
  // Tab leaves the editor, and Enter on the line leads back into it.
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(page), "deal-question");
  await tabTo(page, "line 1");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "deal-question");
  const outline = await page.locator("#ask-deal .editor").evaluate((editor) => getComputedStyle(editor).outlineStyle);
  assert.equal(outline, "solid", "the focus is visible");
  await page.waitForFunction(() => document.getElementById("announcer").textContent === "Deal: Cannot be judged, 1 reason");
  await close();
});

test("the role table is one stop of the Tab key, and arrow keys go through it", async () => {
  const { page, close } = await open("roles");
  assert.equal(await page.locator('#roles .matrix [tabindex="0"]').count(), 1);
  await page.locator("#r-relation").focus();
  for (let press = 0; press < 3 && !(await page.locator("#roles .cell:focus").count()); press += 1) await page.keyboard.press("Tab");
  const at = () => page.evaluate(() => document.activeElement.dataset.key);
  assert.equal(await at(), "R1 admin view partner");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await at(), "R1 staff create partner");
  await page.keyboard.press("End");
  assert.equal(await at(), "R3 viewer create partner");
  await page.keyboard.press("Enter");
  await page.locator("#roles .outcome[data-verdict=deny]").waitFor();
  assert.equal(await page.locator("#roles .asked").textContent(), "R3: may viewer create partner?");
  await close();
});

test("the theme is chosen and remembered, and the picture follows it", async () => {
  const { page, close } = await open("compare", { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const curve = () => page.evaluate(() => getComputedStyle(document.querySelector("#compare .plot")).getPropertyValue("--accent"));
  const [light, lightCurve] = [await ground(), await curve()];
  assert.match(lightCurve, /^rgb/);
  await page.selectOption("#theme", "dark");
  assert.notEqual(await ground(), light);
  assert.notEqual(await curve(), lightCurve);
  await page.reload();
  await page.locator("body[data-ready=yes]").waitFor();
  assert.equal(await page.locator("#theme").inputValue(), "dark");
  assert.notEqual(await ground(), light);
  await close();
});

test("the page's own policy forbids what comes from elsewhere and what stands inline", async () => {
  const { headers } = await fetch(addressOf());
  const policy = headers.get("content-security-policy");
  assert.equal(policy, POLICY);
  assert.ok(readFileSync(join(repositoryRoot, "docs", "playground.md"), "utf8").includes(`\n    ${policy}\n`), "the documentation names it whole");
  const page = await (await fetch(addressOf())).text();
  assert.doesNotMatch(page, /<style|style="|<script>|https?:/);
});
